"""No browser says under which path the server lives: daphne would believe it of a header."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest

from tests.harness.cast import Cast
from tests.harness.client import Door, status
from tests.harness.line import run
from tests.harness.server import Server
from tests.live.conftest import DoorFor

CLAIMS = {"none": {}, "one": {"Daphne-Root-Path": "/anything"}, "small": {"daphne-root-path": "/anything"}}


def page(url: str, claim: dict[str, str]) -> int:
    """The status of a page."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=claim), timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS)
def test_path_of_a_page_is_what_was_asked_for(server: Server, cast: Cast, claim: dict[str, str]) -> None:
    found = [page(f"{server.url}{path}", claim) for path in ("/sign-in/", "/anything/sign-in/")]
    assert found == [200, 404]


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS)
def test_path_of_a_socket_is_what_was_asked_for(cast: Cast, door: DoorFor, claim: dict[str, str]) -> None:
    right = door(cast.ann)
    wrong = Door(right.url.replace("/ws/", "/anything/ws/"), right.origin, right.cookie)
    assert [run(status(each, headers=claim)) for each in (right, wrong)] == [101, 403]
