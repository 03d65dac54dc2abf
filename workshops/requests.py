"""What our requests carry beyond Django's own, for type checkers to know."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    """A request that says whether htmx asks for a part of the page."""

    htmx: HtmxDetails
