"""Serves our scripts, styles and fonts ahead of Django: a board is a hundred small files per browser.

In production scripts go out without their comments: a phone in a full room loads them over a thin line.
"""

from collections.abc import Awaitable, Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

from rjsmin import jsmin
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedStaticFilesStorage

from config import csp

Application = Callable[[Any, Any, Any], Awaitable[None]]


class StaticFilesStorage(CompressedStaticFilesStorage):
    """Keeps what `collectstatic` gathers, compressed, our scripts without comments and blanks."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Any:
        """Take the comments out of our scripts, then compress all; yields what was processed."""
        for name in [] if dry_run else [name for name in paths if name.startswith("js/")]:
            file = Path(self.path(name))
            file.write_text(jsmin(file.read_text("utf-8"), keep_bang_comments=True), "utf-8")
        yield from super().post_process(paths, dry_run, **options)


class StaticFiles:
    """An ASGI application that answers for static files and hands every other request on to `pages`.

    WhiteNoise knows the files, their encodings, ranges and dates; Django's middleware would take ten times
    as long as the answer itself, and a room that opens its boards asks for thousands.
    """

    def __init__(self, pages: Application):
        self.pages = pages
        self.files = WhiteNoiseMiddleware(pages).files
        self.headers = [pair for pair in csp.headers().items() if pair[0] != "Cache-Control"]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer with the file of that address, or hand the request on."""
        file = self.files.get(scope["path"])
        if file is None:
            return await self.pages(scope, receive, send)
        answer = file.get_response(scope["method"], _asked(scope))
        with closing(answer.file or BytesIO()) as content:
            body = content.read()
        headers = [
            (name.lower().encode(), value.encode()) for name, value in [*self.headers, *answer.headers]
        ]
        await send({"type": "http.response.start", "status": int(answer.status), "headers": headers})
        return await send({"type": "http.response.body", "body": body})


def _asked(scope: Any) -> dict[str, str]:
    """Give a request's headers by the names that WSGI, and so WhiteNoise, has for them."""
    return {
        "HTTP_" + name.decode("latin1").upper().replace("-", "_"): value.decode("latin1")
        for name, value in scope["headers"]
    }
