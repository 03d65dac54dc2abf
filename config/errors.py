"""Shows the page for addresses that lead nowhere; Django's own views show the other error pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing here, with a view's own words where it raised Http404 with some.

    Whoever is signed out may do so: that tells nobody whether there is something.
    """
    words = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    if "matches the given query" in words:  # get_object_or_404, which speaks to programmers
        words = ""
    user = getattr(request, "user", None)
    is_signed_out = user is not None and not user.is_authenticated
    context = {"words": words, "way_in": request.get_full_path() if is_signed_out else ""}
    return render(request, "404.html", context, status=404)
