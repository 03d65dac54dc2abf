"""What was done to a workshop, by whom and when, for its facilitators."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workshops.access import get_facilitator_or_404
from workshops.history import history_of


@require_safe
def history(request: HttpRequest, workshop: str) -> HttpResponse:
    """Show the history, the newest first."""
    person = get_facilitator_or_404(request, workshop)
    context = {"workshop": person.workshop, "entries": history_of(person.workshop)}
    return render(request, "workshops/history.html", context)


@require_safe
def latest(request: HttpRequest, workshop: str) -> HttpResponse:
    """Show the last line of the history; a part of the set-up page."""
    person = get_facilitator_or_404(request, workshop)
    return render(request, "workshops/_latest.html", {"entries": history_of(person.workshop, most=1)})
