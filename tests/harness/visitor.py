"""Somebody's browser at a real server, without a window: it keeps cookies and fills in the forms it was shown."""

from __future__ import annotations

import html
import re
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from typing import NamedTuple

from tests.harness.server import Server

SECONDS = 30
FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


class Page(NamedTuple):
    """What came back at the end of all redirections; names of headers as they were sent."""

    status: int
    path: str
    words: str
    headers: dict[str, str]


class Visitor:
    """One browser; nothing in it is kept but its cookies."""

    def __init__(self, server: Server) -> None:
        self.url = server.url
        self.cookies = CookieJar()
        # Whatever proxy this machine has set is not between us and our own server.
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies), urllib.request.ProxyHandler({})
        )

    def get(self, path: str, **headers: str) -> Page:
        """Opens a page, whatever its status; an underscore in a header's name stands for a hyphen."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._open(urllib.request.Request(self.url + path, headers=named))

    def fill_in(self, path: str, **fields: str) -> Page:
        """Opens a page and sends its form back, with its hidden fields and these."""
        hidden = {name: html.unescape(value) for name, value in FIELD.findall(self.get(path).words)}
        data = urllib.parse.urlencode(hidden | fields).encode()
        return self._open(urllib.request.Request(self.url + path, data, {"Origin": self.url}))

    def cookie_header(self) -> str:
        """The cookies as a browser sends them."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            answer = self._opener.open(request, timeout=SECONDS)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            words = answer.read().decode()
            path = urllib.parse.urlsplit(answer.geturl()).path
            return Page(answer.status, path, words, dict(answer.headers))
