"""Whether a socket was opened by our own page: scheme, host and port must be ours (L10)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

PORTS = {"http": 80, "https": 443}


def headers_of(scope: Mapping[str, Any]) -> dict[str, str]:
    """Return a connection's headers by lower-case name; of one that is sent twice, the last."""
    return {name.decode("latin1").lower(): value.decode("latin1") for name, value in scope["headers"]}


def is_own_origin(scope: Mapping[str, Any]) -> bool:
    """Tell whether the Origin header names exactly the address the socket was opened at; none does not."""
    headers = headers_of(scope)
    own, origin = _own_address(scope, headers), _address(headers.get("origin", ""))
    return own is not None and own == origin


def _own_address(scope: Mapping[str, Any], headers: Mapping[str, str]) -> tuple[str, str, int] | None:
    secure = scope.get("scheme") == "wss"
    if settings.TRUST_PROXY:
        # Two proxies make a list of it; pages (Django) go by its first word, and so must sockets.
        secure = headers.get("x-forwarded-proto", "").partition(",")[0].strip() == "https"
    host = headers.get("host", "")
    domain, _ = split_domain_port(host)
    if not (domain and validate_host(domain, settings.ALLOWED_HOSTS)):
        return None
    return _address(f"{'https' if secure else 'http'}://{host}")


def _address(url: str) -> tuple[str, str, int] | None:
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError:
        return None
    if parts.scheme not in PORTS or not parts.hostname or port is None:
        return None
    if parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        return None
    return parts.scheme, parts.hostname, port
