"""The whole story with three browsers: set up from nothing, write all at once, lose the line, lose the server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

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


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """A new installation, running."""
    with Installation(tmp_path / "var") as running:
        yield running


@pytest.fixture
def line(installation: Installation) -> Iterator[Proxy]:
    """The attendee's line to the server."""
    with Proxy(installation.port) as proxy:
        yield proxy


def test_three_people_map_a_journey_through_a_cut_and_a_crash(
    installation: Installation, line: Proxy, new_browser: NewBrowser, watch: Watch
) -> None:
    story = come_together(installation, line, new_browser, permissions=["clipboard-read", "clipboard-write"])
    link = urlsplit(story.link)
    assert f"{link.scheme}://{link.netloc}" == installation.url
    assert len(story.stages) == 8
    write_all_at_once(story)
    story.all_end_equal()

    watch.may_lose_line = True
    lose_the_line_while_typing(story)
    story.all_end_equal()
    lose_the_server_while_typing(story)
    story.ends_well(watch)
