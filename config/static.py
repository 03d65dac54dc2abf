"""Serves static files by WhiteNoise, in async too, so that no request passes through extra threads for it.

In production scripts go out without their comments: a phone in a full room loads them over a thin line.
"""

from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction, sync_to_async
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from rjsmin import jsmin
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedStaticFilesStorage


class StaticFilesStorage(CompressedStaticFilesStorage):
    """Keeps what `collectstatic` gathers, compressed, our scripts without comments and blanks."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Any:
        """Take the comments out of our scripts, then compress all; yields what was processed."""
        for name in [] if dry_run else [name for name in paths if name.startswith("js/")]:
            file = Path(self.path(name))
            file.write_text(jsmin(file.read_text("utf-8"), keep_bang_comments=True), "utf-8")
        yield from super().post_process(paths, dry_run, **options)


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
