"""One real server for all tests of the live socket; each test gets a workshop of its own on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.harness.cast import Cast, Person, from_plain
from tests.harness.client import Door
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand

DoorFor = Callable[[Person], Door]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server, running; its log must stay without errors."""
    with Server(tmp_path_factory.mktemp("live") / "var") as running:
        yield running


@pytest.fixture(scope="session")
def hand(server: Server) -> Iterator[Stagehand]:
    """A second process on the server's database."""
    with Stagehand(server.env) as stagehand:
        yield stagehand


@pytest.fixture
def cast(hand: Stagehand) -> Cast:
    """Everybody, in two fresh workshops."""
    return from_plain(hand.ask("cast"))


@pytest.fixture
def door(server: Server, cast: Cast) -> DoorFor:
    """How a person of Fay's workshop comes to its socket."""

    def way(person: Person) -> Door:
        return door_to(server, cast.workshop, person.cookie)

    return way


def door_to(server: Server, workshop: str, cookie: str, origin: str | None = None) -> Door:
    """The door to a workshop's socket with any cookie and any Origin (None = the right one)."""
    path = f"/ws/workshops/{workshop}/"
    return Door(server.url.replace("http", "ws", 1) + path, server.url if origin is None else origin, cookie)
