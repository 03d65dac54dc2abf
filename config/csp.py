"""Puts the security headers on every response: pages, errors and health alike; static files take them from here."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class HeadersMiddleware:
    """Adds what each response must carry; stands first, so that errors of all others pass it too."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]]):
        self.get_response = get_response
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)
        self.headers = headers()

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        """Answer the request, with the headers."""
        if self.is_async:
            return self._answer(request)
        return self._add(request, self.get_response(request))  # type: ignore[arg-type]

    async def _answer(self, request: HttpRequest) -> HttpResponseBase:
        return self._add(request, await self.get_response(request))  # type: ignore[misc]

    def _add(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        if _is_trustworthy(request):
            response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        return response


def headers() -> dict[str, str]:
    """Return what stands on every response, unless it brings its own."""
    return {
        "Content-Security-Policy": policy(settings.SECURE_CSP),
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
        # Static files bring their own; whatever else we send is for one person's eyes.
        "Cache-Control": "no-store",
    }


def policy(directives: dict[str, list[str]]) -> str:
    """Write SECURE_CSP (shaped like Django 6's) as a header."""
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def _is_trustworthy(request: HttpRequest) -> bool:
    """Browsers heed an opener policy only over https or on this machine, and complain elsewhere."""
    if request.is_secure():
        return True
    try:
        return urlsplit(f"//{request.META.get('HTTP_HOST', '')}").hostname in LOOPBACK
    except ValueError:  # a host that is none, such as “[”; Django refuses it, and its answer passes here
        return False
