"""The first page: what this is for strangers, my workshops for facilitators."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from workshops.commands.accounts import is_new_installation
from workshops.queries import workshops_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show my workshops; a stranger gets two sentences, a new installation is welcomed."""
    if request.user.is_authenticated:
        return render(request, "workshops/home.html", {"workshops": workshops_of(request.user)})
    if is_new_installation():
        return redirect("welcome")
    return render(request, "workshops/front.html")
