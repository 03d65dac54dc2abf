"""Shows the page for addresses that lead nowhere; Django's own views show the other error pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing here, with a view's own words where it raised Http404 with some."""
    words = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    if "matches the given query" in words:  # get_object_or_404, which speaks to programmers
        words = ""
    return render(request, "404.html", {"words": words}, status=404)
