"""The security headers stand on every kind of response, asked as daphne asks: in async."""

import asyncio
from pathlib import Path

import pytest
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils.module_loading import import_string

from config.asgi import application
from config.urls import handler404 as handler404  # Django looks for it here
from config.urls import urlpatterns as real
from tests.harness.headers import ALWAYS, EVERYWHERE, POLICY

STYLES = settings.STATIC_URL + "css/journeyroom.css"
FOREVER = "max-age=315360000, public, immutable"


def fail(request):
    raise RuntimeError("the words of a note")


def read(request):
    return HttpResponse("read")


urlpatterns = [*real, path("fails", fail), path("form", read)]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
KINDS: list[tuple[str, str, dict[str, str], int, str]] = [
    ("get", "/", {}, 302, "no-store"),
    ("get", "/health/live", {}, 200, "no-store"),
    ("get", "/health/ready", {}, 200, "no-store"),
    ("get", "/sign-in/", {}, 302, "no-store"),
    ("get", "/welcome/", {}, 200, "no-store"),
    ("get", "/sign-in", {}, 301, "no-store"),
    ("get", "/nowhere", {}, 404, "no-store"),
    ("get", "/static/nowhere.css", {}, 404, "no-store"),
    ("get", "/fails", {}, 500, "no-store"),
    ("post", "/form", {}, 403, "no-store"),
    ("put", "/form", {}, 403, "no-store"),
    ("options", "/health/live", {}, 405, "no-store"),
]
FILES = [
    ("get", {}, 200),
    ("head", {}, 200),
    ("get", {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}, 304),
    ("get", {"Range": "bytes=0-9"}, 206),
]


async def ask(method: str, address: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    """Ask our ASGI application as daphne would; give status, headers and body."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "http",
        "method": method.upper(),
        "path": address,
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 50_000),
    }
    to_app = ApplicationCommunicator(application, scope)
    await to_app.send_input({"type": "http.request", "body": b""})
    start = await to_app.receive_output(20)
    body, more = b"", True
    while more:
        part = await to_app.receive_output(20)
        body, more = body + part.get("body", b""), part.get("more_body", False)
    await to_app.wait(20)
    sent = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], sent, body


LOCAL = {"Host": "localhost"}


@pytest.mark.parametrize(("method", "address", "headers", "status", "cache"), KINDS)
def test_headers_are_on_every_response(method, address, headers, status, cache) -> None:
    code, sent, _ = asyncio.run(ask(method, address, LOCAL | headers))
    assert (code, {name: sent.get(name) for name in ALWAYS}, sent["Cache-Control"]) == (status, ALWAYS, cache)


@pytest.mark.parametrize(("method", "headers", "status"), FILES)
def test_headers_are_on_static_files(method: str, headers: dict[str, str], status: int) -> None:
    code, sent, _ = asyncio.run(ask(method, STYLES, headers))
    found = {name: sent.get(name.lower()) for name in (*EVERYWHERE, "Cache-Control")}
    assert (code, found) == (status, EVERYWHERE | {"Cache-Control": FOREVER})


def test_static_file_takes_no_form() -> None:
    assert asyncio.run(ask("post", STYLES, LOCAL))[0] == 405


@pytest.mark.parametrize(("method", "address", "headers", "status", "cache"), KINDS)
def test_headers_are_on_every_response_in_sync(method, address, headers, status, cache) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    response = getattr(client, method)(address, headers=LOCAL | headers)
    sent = response.headers
    assert response.status_code == status
    assert ({name: sent.get(name) for name in ALWAYS}, sent["Cache-Control"]) == (ALWAYS, cache)


@pytest.mark.parametrize("host", ["evil.example", "[", "[::1", "]", "[x]:8000", ""])
def test_headers_are_on_the_answer_to_a_wrong_host(host: str) -> None:
    response = Client(headers={"Host": host}).get("/")
    expected = {**ALWAYS, "Cross-Origin-Opener-Policy": None}
    assert (response.status_code, {name: response.headers.get(name) for name in ALWAYS}) == (400, expected)


def test_static_file_is_whole() -> None:
    whole = (Path(settings.BASE_DIR) / "static/css/journeyroom.css").read_bytes()
    assert asyncio.run(ask("get", STYLES, LOCAL))[2] == whole
    assert asyncio.run(ask("get", STYLES, LOCAL | {"Range": "bytes=2-5"}))[2] == whole[2:6]
    assert asyncio.run(ask("head", STYLES, LOCAL))[2] == b""


def test_error_page_tells_nothing_of_the_error() -> None:
    response = Client(raise_request_exception=False, headers={"Host": "localhost"}).get("/fails")
    page = response.content.decode()
    assert "Something went wrong on our side" in page
    assert "the words of a note" not in page
    assert "RuntimeError" not in page


@pytest.mark.parametrize(
    ("address", "code"),
    [("/", 301), ("/health/live", 200), ("/health/ready", 200)],
)
def test_production_redirects_to_https_except_health(address: str, code: int) -> None:
    with override_settings(SECURE_SSL_REDIRECT=True):
        response = Client(headers={"Host": "localhost"}).get(address)
    assert response.status_code == code
    assert response.headers["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize("name", settings.MIDDLEWARE)
def test_middleware_works_in_async(name: str) -> None:
    assert import_string(name).async_capable
