"""What is kept of people, for how long, and what they can do about it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say it in plain words, to everybody."""
    return render(request, "workshops/privacy.html")
