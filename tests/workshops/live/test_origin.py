"""Sockets and pages take the same of what a proxy says of the scheme (L10)."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import override_settings

from workshops.live.origin import is_own_origin

HTTPS = ("HTTP_X_FORWARDED_PROTO", "https")


def scope(forwarded: str | None, scheme: str) -> dict[str, Any]:
    """A socket that our page opened behind a proxy which says this of the scheme."""
    headers = {"host": "map.example.org", "origin": f"{scheme}://map.example.org"}
    if forwarded is not None:
        headers["x-forwarded-proto"] = forwarded
    return {"scheme": "ws", "headers": [(name.encode(), value.encode()) for name, value in headers.items()]}


def page_scheme(forwarded: str | None) -> str:
    """What Django takes a page's scheme for."""
    request = HttpRequest()
    if forwarded is not None:
        request.META["HTTP_X_FORWARDED_PROTO"] = forwarded
    return request.scheme or ""


@pytest.mark.parametrize(
    ("forwarded", "scheme"),
    [
        (None, "http"),
        ("http", "http"),
        ("https", "https"),
        (" https ", "https"),
        ("https,http", "https"),
        ("https , http", "https"),
        ("http,https", "http"),
        (",https", "http"),
        ("", "http"),
    ],
)
def test_scheme_behind_proxies_is_the_same_for_sockets_and_pages(forwarded: str | None, scheme: str) -> None:
    with override_settings(
        TRUST_PROXY=True, SECURE_PROXY_SSL_HEADER=HTTPS, ALLOWED_HOSTS=["map.example.org"]
    ):
        assert page_scheme(forwarded) == scheme
        taken = {each: is_own_origin(scope(forwarded, each)) for each in ("http", "https")}
    assert taken == {"http": scheme == "http", "https": scheme == "https"}


def test_scheme_without_a_trusted_proxy_is_what_the_socket_came_by() -> None:
    with override_settings(ALLOWED_HOSTS=["map.example.org"]):
        assert is_own_origin(scope("https,http", "https")) is False
        assert is_own_origin(scope("https,http", "http")) is True
