"""Serves static files by WhiteNoise, in async too, so that no request passes through extra threads for it."""

from collections.abc import Awaitable, Callable
from contextlib import closing
from typing import Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction, sync_to_async
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """WhiteNoise, which by itself only works in sync."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Any]):
        super().__init__(get_response)
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        """Answer with the file of that address, or hand the request on."""
        if iscoroutinefunction(self):
            return self._answer(request)
        return super().__call__(request)

    async def _answer(self, request: HttpRequest) -> HttpResponseBase:
        file = self.files.get(request.path_info)
        if file is None:
            return await self.get_response(request)
        return await sync_to_async(_whole, thread_sensitive=False)(self.serve(file, request))


def _whole(streaming: Any) -> HttpResponse:
    """Read a file's response into memory: ours are small, and a sync stream cannot be sent in async."""
    with closing(streaming):
        return HttpResponse(
            b"".join(streaming), status=streaming.status_code, headers=dict(streaming.items())
        )
