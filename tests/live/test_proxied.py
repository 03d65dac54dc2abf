"""The socket of a server behind a proxy that speaks https to the browsers and http to us (L10, TRUST_PROXY)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.harness.cast import Cast, from_plain
from tests.harness.client import Door, status
from tests.harness.line import run
from tests.harness.server import HOST, Server
from tests.harness.stagehand import Stagehand

OURS = "room.example"
HTTPS = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
PLAIN = HTTPS | {"X-Forwarded-Proto": "http"}
UNSAID = {"X-Forwarded-For": "192.0.2.7"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that trusts its proxy and is known by the proxy's name."""
    env = {"TRUST_PROXY": "1", "ALLOWED_HOSTS": OURS}
    with Server(tmp_path_factory.mktemp("proxied") / "var", env=env) as running:
        yield running


@pytest.fixture(scope="module")
def cast(server: Server) -> Cast:
    """Everybody, in two workshops on that server."""
    with Stagehand(server.env) as hand:
        return from_plain(hand.ask("cast"))


def knock(server: Server, cast: Cast, origin: str, sent: dict[str, str], host: str = OURS) -> int:
    """What Ann's browser gets that opened `host` at the proxy, which adds headers and keeps the name."""
    door = Door(f"ws://{host}/ws/workshops/{cast.workshop}/", origin, cast.ann.cookie)
    return run(status(door, headers=sent, host=HOST, port=server.port))


@pytest.mark.parametrize("origin", [f"https://{OURS}", f"https://{OURS}:443", f"HTTPS://{OURS.upper()}"])
def test_L10_https_page_behind_the_proxy_is_let_in(server: Server, cast: Cast, origin: str) -> None:
    assert knock(server, cast, origin, HTTPS) == 101


def test_L10_https_page_behind_two_proxies_is_let_in(server: Server, cast: Cast) -> None:
    assert knock(server, cast, f"https://{OURS}", UNSAID | {"X-Forwarded-Proto": "https, http"}) == 101


def test_L10_https_page_at_another_port_of_the_proxy_is_let_in(server: Server, cast: Cast) -> None:
    assert knock(server, cast, f"https://{OURS}:8443", HTTPS, host=f"{OURS}:8443") == 101


@pytest.mark.parametrize(
    ("origin", "sent"),
    [
        (f"http://{OURS}", HTTPS),
        (f"http://{OURS}:443", HTTPS),
        (f"https://{OURS}:80", HTTPS),
        (f"https://{OURS}:8443", HTTPS),
        ("https://evil.example", HTTPS),
        (f"https://{OURS}.evil.example", HTTPS),
        (f"https://{HOST}", HTTPS),
        ("null", HTTPS),
        ("", HTTPS),
        (f"https://{OURS}", PLAIN),
        (f"https://{OURS}", UNSAID),
        (f"https://{OURS}", UNSAID | {"X-Forwarded-Proto": "http, https"}),
        (f"https://{OURS}", UNSAID | {"X-Forwarded-Proto": ""}),
        (f"https://{OURS}", UNSAID | {"X-Forwarded-Scheme": "https", "Forwarded": "proto=https"}),
    ],
)
def test_L10_page_that_is_not_the_proxys_https_is_refused_before_accept(
    server: Server, cast: Cast, origin: str, sent: dict[str, str]
) -> None:
    assert knock(server, cast, origin, sent) == 403


def test_L10_name_that_is_not_ours_is_refused_behind_the_proxy_too(server: Server, cast: Cast) -> None:
    """With the name of somebody else the Origin equals the Host, and still is not ours."""
    evil = "evil.example"
    assert knock(server, cast, f"https://{evil}", HTTPS, host=evil) == 403
    assert knock(server, cast, f"https://{evil}", HTTPS | {"X-Forwarded-Host": OURS}, host=evil) == 403
    assert knock(server, cast, f"https://{evil}", HTTPS | {"X-Forwarded-Host": evil}) == 403
