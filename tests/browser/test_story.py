"""The whole story with three browsers: set up from nothing, write all at once, lose the line, lose the server."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, NewBrowser, address
from tests.browser.doors import copy_join_link, join, make_first_account, set_up_workshop
from tests.browser.hands import KEPT, OFFLINE, Board
from tests.browser.installation import Installation
from tests.browser.stored import Stored
from tests.browser.truth import lies
from tests.browser.watch import Watch
from tests.harness.proxy import Proxy

CUT = 30
UNTIL_OFFLINE = 25
"""Seconds: the browser waits 12 for a frame (L16) and looks once a second, on a machine that may be busy.

What is shown here is that the badge tells the truth; when it must, to the second, is shown in tests/js/link.test.js.
"""


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
    fay, ann, ben = come_together(installation, line, new_browser)
    database = Stored(installation.var)
    stages = fay.stages()
    assert len(stages) == 8
    write_all_at_once(fay, ann, ben, stages)
    all_end_equal(database, fay, ann, ben)

    watch.may_lose_line = True
    lose_the_line_while_typing(line, fay, ann, ben, stages, database)
    all_end_equal(database, fay, ann, ben)

    lose_the_server_while_typing(installation, fay, ann, ben, stages, database)
    all_end_equal(database, fay, ann, ben)

    assert sorted(EXPECTED) == database.words(database.only_board())
    for board in (fay, ann, ben):
        assert lies(board.said, watch.badges[board.page], database.changes()) == []


EXPECTED = [
    "Fay sees the stand", "Fay calls the rep", "Ann asks: does it fit?", "Ann waits for a quote, again",
    "Ben likes the demo", "Ben’s idea 💡", "Fay while Ann is cut", "Ben while Ann is cut",
    "Ann was typing this when the line went", *(f"Ann in the tunnel {number}" for number in range(1, 5)),
    "Fay before the crash", "Ben before the crash", "Fay in the crash", "Ann in the crash", "Ben in the crash",
    "Ann was typing this when the server went",
]  # fmt: skip


def come_together(
    installation: Installation, line: Proxy, new_browser: NewBrowser
) -> tuple[Board, Board, Board]:
    """Fay sets a workshop up from nothing; Ann joins with her laptop through the line, Ben with his phone."""
    browser = new_browser(installation.url, permissions=["clipboard-read", "clipboard-write"])
    page = browser.new_page()
    make_first_account(page, installation.setup_code())
    set_up_workshop(page, "Heart of the journey", "Distributors", "b2b_distributor")
    link = urlsplit(copy_join_link(page))
    assert f"{link.scheme}://{link.netloc}" == installation.url
    ann = Board(new_browser(address(line)).new_page())
    join(ann.page, link.path, "Ann", "Marketing")
    ben = Board(new_browser(installation.url, **PHONE).new_page(), by_touch=True)
    join(ben.page, link.path, "Ben", "Sales", by_touch=True)
    expect(page.locator("[data-people]").first).to_have_text("2")
    expect(page.locator(".croster [data-person] .side-d")).to_have_text(["Ann", "Ben"])
    page.get_by_role("link", name="Distributors", exact=True).click()
    return Board(page).ready(), ann.ready(), ben.ready()


def write_all_at_once(fay: Board, ann: Board, ben: Board, stages: list[str]) -> None:
    """All add, edit and move while the others do; nobody waits for anybody."""
    fay.add(stages[0], "touchpoints", "Fay sees the stand")
    ann.add(stages[0], "thoughts", "Ann asks")
    ben.add(stages[0], "touchpoints", "Ben sees the demo")
    fay.add(stages[1], "touchpoints", "Fay calls the rep")
    ben.add(stages[1], "ideas", "Ben’s idea 💡")
    ann.add(stages[1], "pains", "Ann waits for a quote")
    ann.edit("Ann asks", "Ann asks: does it fit?")
    ben.edit("Ben sees the demo", "Ben likes the demo")
    fay.sees("Ann waits for a quote")
    fay.edit("Ann waits for a quote", "Ann waits for a quote, again")
    fay.move("Fay calls the rep", stages[2])
    ben.sees("Ann asks: does it fit?")
    ben.move("Ann asks: does it fit?", stages[1], "pains", "first")
    ann.move("Ben’s idea 💡", stages[0], "backstage")


def lose_the_line_while_typing(
    line: Proxy, fay: Board, ann: Board, ben: Board, stages: list[str], database: Stored
) -> None:
    """Ann's line is silent, then refused, for half a minute; she types on, and so do the others."""
    board = database.only_board()
    ann.field(stages[3], "thoughts")
    ann.page.keyboard.type("Ann was typing this ")
    line.blackhole()
    began = time.monotonic()
    ann.page.keyboard.type("when the line went")
    ann.page.keyboard.press("Enter")
    expect(ann.badge).to_have_text("Saving")
    for number in range(1, 5):
        ann.add(stages[3], "thoughts", f"Ann in the tunnel {number}")
    expect(ann.badge).to_have_text("Offline, 5 kept here", timeout=UNTIL_OFFLINE * 1000)
    fay.add(stages[3], "thoughts", "Fay while Ann is cut")
    ben.add(stages[3], "thoughts", "Ben while Ann is cut")
    line.refuse()
    ann.page.wait_for_timeout(max(0, CUT - (time.monotonic() - began)) * 1000)
    expect(ann.badge).to_have_text("Offline, 5 kept here")
    assert [words for words in database.words(board) if "tunnel" in words or "line went" in words] == []
    line.resume()
    ann.ready()
    assert len([words for words in database.words(board) if "tunnel" in words or "line went" in words]) == 5


def lose_the_server_while_typing(
    installation: Installation, fay: Board, ann: Board, ben: Board, stages: list[str], database: Stored
) -> None:
    """The server is killed while commands are on their way and a word is half typed, and comes back."""
    ann.field(stages[4], "pains")
    ann.page.keyboard.type("Ann was typing this ")
    fay.add(stages[4], "ideas", "Fay before the crash")
    ben.add(stages[4], "ideas", "Ben before the crash")
    installation.kill()
    ann.page.keyboard.type("when the server went")
    ann.page.keyboard.press("Enter")
    for board in (fay, ann, ben):
        expect(board.badge).to_have_text(KEPT if board is ann else OFFLINE)
    fay.add(stages[4], "frontstage", "Fay in the crash")
    ann.add(stages[4], "pains", "Ann in the crash")
    ben.add(stages[4], "strengths", "Ben in the crash")
    for board in (fay, ann, ben):
        expect(board.badge).to_have_text(KEPT)
    assert [words for words in database.words(database.only_board()) if "in the crash" in words] == []
    installation.start()


def all_end_equal(database: Stored, *boards: Board) -> None:
    """Everybody says "Saved" and shows what the database holds, cell by cell, in order."""
    for board in boards:
        board.ready()
    truth = database.board(database.only_board())
    for board in boards:
        until = time.monotonic() + 10
        while board.picture() != truth and time.monotonic() < until:
            board.page.wait_for_timeout(50)
        assert board.picture() == truth
