"""A workshop with three browsers, whatever way it was started: all write at once, a line is cut, the server dies."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, NewBrowser
from tests.browser.doors import begin, copy_join_link, join, make_first_account, set_up_workshop
from tests.browser.hands import KEPT, OFFLINE, Board, all_end_equal
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

WRITTEN = [
    "Fay sees the stand", "Fay calls the rep", "Ann asks: does it fit?", "Ann waits for a quote, again",
    "Ben likes the demo", "Ben’s idea 💡",
]  # fmt: skip
IN_THE_CUT = [
    "Fay while Ann is cut", "Ben while Ann is cut", "Ann was typing this when the line went",
    *(f"Ann in the tunnel {number}" for number in range(1, 5)),
]  # fmt: skip
IN_THE_CRASH = [
    "Fay before the crash", "Ben before the crash", "Fay in the crash", "Ann in the crash", "Ben in the crash",
    "Ann was typing this when the server went",
]  # fmt: skip


@dataclass
class Story:
    """Fay at her laptop, Ann at hers behind a line that can be lost, Ben with his phone, at one board."""

    installation: Installation
    line: Proxy
    fay: Board
    ann: Board
    ben: Board
    link: str

    def __post_init__(self) -> None:
        self.stored = Stored(self.installation.var)
        self.board = self.stored.only_board()
        self.people = (self.fay, self.ann, self.ben)
        self.stages = self.fay.stages()

    def all_end_equal(self) -> None:
        """All three show what the database holds."""
        all_end_equal(self.stored, self.board, *self.people)

    def ends_well(self, watch: Watch) -> None:
        """All show the same, nothing that was typed is missing or doubled, and no badge has lied."""
        self.all_end_equal()
        assert self.stored.words(self.board) == sorted(WRITTEN + IN_THE_CUT + IN_THE_CRASH)
        for person in self.people:
            assert lies(person.said, watch.badges[person.page], self.stored.changes()) == []

    def holds(self, *words: str) -> list[str]:
        """Which of these words are in the database."""
        return [one for one in self.stored.words(self.board) if one in words]


def come_together(
    installation: Installation, line: Proxy, new_browser: NewBrowser, **options: list[str]
) -> Story:
    """Fay sets a workshop up from nothing; Ann joins with her laptop through the line, Ben with his phone."""
    page = new_browser(installation.url, **options).new_page()
    make_first_account(page, installation.setup_code())
    set_up_workshop(page, "Heart of the journey", "Distributors", "b2b_distributor")
    link = copy_join_link(page)
    path = urlsplit(link).path
    ann = Board(new_browser(f"http://{installation.host}:{line.port}").new_page())
    join(ann.page, path, "Ann", "Marketing")
    ben = Board(new_browser(installation.url, **PHONE).new_page(), by_touch=True)
    join(ben.page, path, "Ben", "Sales", by_touch=True)
    expect(page.locator("[data-people]").first).to_have_text("2")
    expect(page.locator(".croster [data-person] .side-d")).to_have_text(["Ann", "Ben"])
    begin(page)
    ann.page.wait_for_url("**/boards/**")
    ben.page.wait_for_url("**/boards/**")
    page.get_by_role("link", name="Distributors", exact=True).click()
    return Story(installation, line, Board(page).ready(), ann.ready(), ben.ready(), link)


def write_all_at_once(story: Story) -> None:
    """All add, edit and move while the others do; nobody waits for anybody."""
    fay, ann, ben, stages = story.fay, story.ann, story.ben, story.stages
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
    ann.sees("Ben’s idea 💡")
    ann.move("Ben’s idea 💡", stages[0], "backstage")


def lose_the_line_while_typing(story: Story, meanwhile: Callable[[Story], None] = lambda _: None) -> None:
    """Ann's line is silent, then refused, for half a minute; she types on, and so do the others."""
    fay, ann, ben, stages = story.fay, story.ann, story.ben, story.stages
    ann.field(stages[3], "thoughts")
    ann.type("Ann was typing this ")
    story.line.blackhole()
    began = time.monotonic()
    ann.type("when the line went")
    ann.save()
    expect(ann.badge).to_have_text("Saving")
    for number in range(1, 5):
        ann.add(stages[3], "thoughts", f"Ann in the tunnel {number}")
    expect(ann.badge).to_have_text("Offline, 5 kept here", timeout=UNTIL_OFFLINE * 1000)
    fay.add(stages[3], "thoughts", "Fay while Ann is cut")
    ben.add(stages[3], "thoughts", "Ben while Ann is cut")
    story.line.refuse()
    meanwhile(story)
    ann.page.wait_for_timeout(max(0, CUT - (time.monotonic() - began)) * 1000)
    expect(ann.badge).to_have_text(KEPT)
    fay.ready()
    ben.ready()
    assert story.holds(*IN_THE_CUT) == ["Ben while Ann is cut", "Fay while Ann is cut"]
    story.line.resume()
    ann.ready()
    assert story.holds(*IN_THE_CUT) == sorted(IN_THE_CUT)


def lose_the_server_while_typing(story: Story) -> None:
    """The server is killed while commands are on their way and a word is half typed, and comes back."""
    fay, ann, ben, stages = story.fay, story.ann, story.ben, story.stages
    ann.field(stages[4], "pains")
    ann.type("Ann was typing this ")
    fay.add(stages[4], "ideas", "Fay before the crash")
    ben.add(stages[4], "ideas", "Ben before the crash")
    story.installation.kill()
    ann.type("when the server went")
    ann.save()
    for person in story.people:
        expect(person.badge).to_have_text(KEPT if person is ann else OFFLINE)
    fay.add(stages[4], "frontstage", "Fay in the crash")
    ann.add(stages[4], "pains", "Ann in the crash")
    ben.add(stages[4], "strengths", "Ben in the crash")
    for person in story.people:
        expect(person.badge).to_have_text(KEPT)
    assert [words for words in story.stored.words(story.board) if "in the crash" in words] == []
    story.installation.start()
