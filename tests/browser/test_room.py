"""The same in a meeting room: bin/run --room, reached by its name over plain http, as everybody in the room does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.start import room_host
from tests.browser.conftest import NewBrowser
from tests.browser.installation import Installation
from tests.browser.story import (
    come_together,
    lose_the_line_while_typing,
    lose_the_server_while_typing,
    write_all_at_once,
)
from tests.browser.watch import Watch
from tests.harness.proxy import Proxy

HOST = "room.test"


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """A new installation that lets the room in."""
    if not room_host():
        pytest.skip("this machine is in no network, so there is no room to let in")
    with Installation(tmp_path / "var", "--room", host=HOST, env={"ALLOWED_HOSTS": HOST}) as running:
        yield running


@pytest.fixture
def line(installation: Installation) -> Iterator[Proxy]:
    """The attendee's line to the server."""
    with Proxy(installation.port) as proxy:
        yield proxy


def test_three_people_in_the_room_map_a_journey_over_plain_http_though_the_server_dies_in_a_cut(
    installation: Installation, line: Proxy, new_browser: NewBrowser, watch: Watch
) -> None:
    story = come_together(installation, line, new_browser)
    for person in story.people:
        assert person.page.url.startswith(f"http://{HOST}:")
        assert person.page.evaluate("[isSecureContext, 'randomUUID' in crypto]") == [False, False]
    # The link names the laptop as phones find it; here that machine has another name.
    printed = re.search(r"^ +(h t t p : .*)$", installation.log.read_text(), re.MULTILINE)
    assert printed
    assert story.link.startswith(printed[1].replace(" ", "") + "/j/")
    write_all_at_once(story)
    story.all_end_equal()

    watch.may_lose_line = True
    lose_the_line_while_typing(story, meanwhile=lose_the_server_while_typing)
    story.ends_well(watch)
