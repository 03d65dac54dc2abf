"""Listens to everything a browser complains about: each complaint fails the test."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError

LINE_DOWN = re.compile(r"^WebSocket connection to 'ws://[^/']+/ws/workshops/[\w-]+/' failed: ")
"""What Chromium writes when the socket's line is cut or nobody listens; no script can keep it from doing so."""

LISTEN = """
document.addEventListener("securitypolicyviolation", ({violatedDirective, blockedURI, sourceFile, lineNumber}) =>
  console.error(`CSP ${violatedDirective}: ${blockedURI} at ${sourceFile}:${lineNumber}`));
addEventListener("DOMContentLoaded", () => {
  const badge = document.querySelector("[data-badge]");
  if (!badge) return;
  const tell = () => console.debug(`badge ${Date.now()} ${badge.querySelector("[data-badge-words]").textContent}`);
  new MutationObserver(tell).observe(badge, { subtree: true, childList: true, characterData: true });
  tell();
});
"""


class Watch:
    """Follows browsers; `problems` is what they complained about, `badges` what each page's badge said and when.

    `may_lose_line` lets the one message pass that tells of a lost socket.
    """

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.badges: dict[Page, list[tuple[int, str]]] = {}
        self.may_lose_line = False

    def follow(self, context: BrowserContext, host: str) -> None:
        """Listens to all pages of a browser that shall talk to `host` alone."""
        context.add_init_script(LISTEN)
        context.on("console", self._hear)
        context.on("weberror", self._error)
        context.on("request", lambda request: self._look_where(request, host))

    def _hear(self, message: ConsoleMessage) -> None:
        page = message.page
        if page and message.type == "debug" and message.text.startswith("badge "):
            _, at, words = message.text.split(" ", 2)
            self.badges.setdefault(page, []).append((int(at), words))
        elif message.type in ("error", "warning") and not self._is_expected(message.text):
            self.problems.append(f"{message.type}: {message.text} ({page.url if page else 'no page'})")

    def _is_expected(self, text: str) -> bool:
        return self.may_lose_line and LINE_DOWN.match(text) is not None

    def _error(self, error: WebError) -> None:
        self.problems.append(f"page error: {error.error.stack or error.error.message}")

    def _look_where(self, request: Request, host: str) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.hostname != host:
            self.problems.append(f"outside call: {request.url}")
