"""Each fault gets a server of its own, because it is going to be killed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.cast import Cast, from_plain
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A running server; its log must stay without errors."""
    with Server(tmp_path / "var") as running:
        yield running


@pytest.fixture
def hand(server: Server) -> Iterator[Stagehand]:
    """A second process on the server's database."""
    with Stagehand(server.env) as stagehand:
        yield stagehand


@pytest.fixture
def cast(hand: Stagehand) -> Cast:
    """Everybody, in two fresh workshops."""
    return from_plain(hand.ask("cast"))
