"""The same in a meeting room: bin/run --room, reached by its name over plain http, as a phone in the room does."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from config.start import room_host
from tests.browser.conftest import PHONE, NewBrowser
from tests.browser.doors import copy_join_link, join, make_first_account, set_up_workshop
from tests.browser.hands import OFFLINE, Board
from tests.browser.installation import Installation
from tests.browser.stored import Stored
from tests.browser.truth import lies
from tests.browser.watch import Watch

HOST = "room.test"


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """A new installation that lets the room in."""
    if not room_host():
        pytest.skip("this machine is in no network, so there is no room to let in")
    with Installation(tmp_path / "var", "--room", host=HOST, env={"ALLOWED_HOSTS": HOST}) as running:
        yield running


def test_phone_in_the_room_writes_over_plain_http_and_outlives_a_crash(
    installation: Installation, new_browser: NewBrowser, watch: Watch
) -> None:
    fay, ben = come_together(installation, new_browser)
    database = Stored(installation.var)
    stages = ben.stages()
    ben.add(stages[0], "touchpoints", "Ben scans the code")
    fay.sees("Ben scans the code")
    fay.edit("Ben scans the code", "Ben scans the code on the wall")
    ben.sees("Ben scans the code on the wall")
    watch.may_lose_line = True
    installation.kill()
    ben.add(stages[1], "thoughts", "Ben writes into the void")
    expect(ben.badge).to_have_text("Offline, 1 kept here")
    expect(fay.badge).to_have_text(OFFLINE)
    installation.start()
    fay.sees("Ben writes into the void", seconds=20)
    ben.ready()
    truth = database.board(database.only_board())
    assert database.words(database.only_board()) == [
        "Ben scans the code on the wall",
        "Ben writes into the void",
    ]
    for board in (fay, ben):
        until = time.monotonic() + 5
        while board.picture() != truth and time.monotonic() < until:
            board.page.wait_for_timeout(50)
        assert board.picture() == truth
        assert lies(board.said, watch.badges[board.page], database.changes()) == []


def come_together(installation: Installation, new_browser: NewBrowser) -> tuple[Board, Board]:
    """Fay sets the workshop up at her laptop, Ben joins with his phone by the link that her page shows."""
    page = new_browser(installation.url).new_page()
    make_first_account(page, installation.setup_code())
    assert page.evaluate("window.isSecureContext") is False
    set_up_workshop(page, "In the room", "End users", "generic")
    link = copy_join_link(page)
    # The link names the laptop as phones find it; here that machine has another name.
    printed = re.search(r"^ +(h t t p : .*)$", installation.log.read_text(), re.MULTILINE)
    assert printed and link.startswith(printed[1].replace(" ", "") + "/j/")
    phone = new_browser(installation.url, **PHONE).new_page()
    join(phone, urlsplit(link).path, "Ben", "Operations", by_touch=True)
    assert phone.evaluate("[isSecureContext, 'randomUUID' in crypto]") == [False, False]
    page.get_by_role("link", name="End users", exact=True).click()
    return Board(page).ready(), Board(phone, by_touch=True).ready()
