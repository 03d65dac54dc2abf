"""The security headers on what the real server sends, whoever in it answers: pages, files, errors, refusals."""

from __future__ import annotations

from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.conf import settings

from config.serve import REQUEST_SIZE
from tests.harness.cast import Cast
from tests.harness.headers import ALWAYS, EVERYWHERE
from tests.harness.server import Server

STYLES = settings.STATIC_URL + "css/journeyroom.css"
TOO_LARGE = {"Content-Length": str(REQUEST_SIZE + 1)}
UNMEASURED = {"Transfer-Encoding": "chunked"}
KEPT_FOR_GOOD = "max-age=315360000, public, immutable"


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "expected", "cache"),
    [
        ("GET", "/sign-in/", {}, 200, ALWAYS, "no-store"),
        ("GET", "/nowhere", {}, 404, ALWAYS, "no-store"),
        ("GET", "/health/live", {}, 200, ALWAYS, "no-store"),
        ("GET", "/health/ready", {}, 200, ALWAYS, "no-store"),
        ("GET", STYLES, {}, 200, EVERYWHERE, KEPT_FOR_GOOD),
        ("POST", "/sign-in/", TOO_LARGE, 413, EVERYWHERE, "no-store"),
        ("POST", "/sign-in/", UNMEASURED, 413, EVERYWHERE, "no-store"),
    ],
)
def test_headers_are_on_what_the_server_sends(
    server: Server,
    cast: Cast,  # or there would be no account yet, and every page would lead to the first one's
    method: str,
    path: str,
    sent: dict[str, str],
    status: int,
    expected: dict[str, str],
    cache: str,
) -> None:
    found, headers = ask(server, method, path, sent)
    same = {name: headers.get(name) for name in ALWAYS}
    assert (found, same) == (status, dict.fromkeys(ALWAYS) | expected)
    # A page may add to it, as in “no-store, private”.
    assert headers["Cache-Control"].split(", ")[-len(cache.split(", ")) :] == cache.split(", ")


def test_headers_are_on_the_answer_to_a_name_that_is_not_ours(tmp_path: Path) -> None:
    """On a server of its own, as its log tells of the name; nothing is wrong with the server for that."""
    server = Server(tmp_path / "var").__enter__()
    try:
        status, headers = ask(server, "GET", "/", {"Host": "evil.example"})
    finally:
        server.stop()
    assert (status, {name: headers.get(name) for name in EVERYWHERE}) == (400, EVERYWHERE)


def ask(server: Server, method: str, path: str, sent: dict[str, str]) -> tuple[int, dict[str, str]]:
    """Sends a request's head, and nothing after it; gives the status and headers of the answer."""
    connection = HTTPConnection(server.host, server.port, timeout=60)
    try:
        connection.putrequest(method, path, skip_host="Host" in sent)
        for name, value in sent.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, dict(answer.headers)
    finally:
        connection.close()
