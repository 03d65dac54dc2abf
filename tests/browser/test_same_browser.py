"""Two tabs, two people, a long absence, a crash, a farewell: words in one browser stay whole and with their author."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright._impl._errors import TargetClosedError  # it has no public name
from playwright.sync_api import BrowserContext, Locator, Playwright, WebSocket, expect

from tests.browser.conftest import ARGUMENTS, LAPTOP, SitDown, address, board_path
from tests.browser.hands import Board, all_end_equal
from tests.browser.stored import Stored
from tests.browser.watch import Watch
from tests.harness.cast import Cast, Person
from tests.harness.proxy import Proxy
from tests.harness.stagehand import Stagehand

HIDE = """
let hidden = false;
Object.defineProperty(document, "hidden", { get: () => hidden });
Object.defineProperty(document, "visibilityState", { get: () => (hidden ? "hidden" : "visible") });
globalThis.hideTab = (is) => { hidden = is; document.dispatchEvent(new Event("visibilitychange")); };
"""
KEEPS_DRAFT = """async (words) => {
  const answer = (request) =>
    new Promise((done, fail) => Object.assign(request, { onsuccess: () => done(request.result), onerror: fail }));
  const { workshop, person } = JSON.parse(document.querySelector("#page").textContent);
  const database = await answer(indexedDB.open(`journeyroom ${workshop} ${person}`));
  const kept = await answer(database.transaction("drafts").objectStore("drafts").getAll());
  database.close();
  return kept.some((draft) => JSON.parse(draft).text === words);
}"""


def test_duplicated_tab_doubles_and_loses_nothing(
    sit_down: SitDown, cast: Cast, line: Proxy, stored: Stored
) -> None:
    one = sit_down(cast.ann, line=line)
    first, second = cast.end_users.stages
    other = Board(one.page.context.new_page())
    other.page.goto(one.page.url)
    other.ready()
    one.add(first, "ideas", "From the first tab")
    other.add(first, "ideas", "From the second tab")
    other.sees("From the first tab")
    one.edit("Is it for me?", "Is it for us?")
    one.ready()
    line.refuse()
    for board, number in ((one, 1), (other, 2)):
        expect(board.badge).to_have_text("Offline")
        board.add(second, "thoughts", f"Without a line, tab {number}")
    line.resume()
    all_end_equal(stored, cast.end_users.id, one, other)
    assert stored.words(cast.end_users.id) == sorted(
        [
            "Sees an advert",
            "Is it for us?",
            "The form is long",
            "From the first tab",
            "From the second tab",
            "Without a line, tab 1",
            "Without a line, tab 2",
        ]
    )


def test_duplicated_tab_has_drafts_of_its_own(sit_down: SitDown, cast: Cast, stored: Stored) -> None:
    """A duplicate is made as browsers do it: a window that begins with a copy of the first one's session storage."""
    one = sit_down(cast.ann)
    place = cast.end_users.stages[0]
    one.field(place, "ideas")
    one.page.keyboard.type("AAA")
    with one.page.expect_popup() as opened:
        one.page.evaluate("open(location.href, '_blank')")
    other = Board(opened.value).ready()
    has_looked_for_drafts(other, cast.end_users.stages[1])
    expect(draft_in(other, place)).to_have_count(0)
    other.field(place, "ideas")
    other.page.keyboard.type("BBB")
    one.page.reload()
    expect(draft_in(one, place)).to_have_value("AAA")
    other.page.reload()
    expect(draft_in(other, place)).to_have_value("BBB")
    for board in (one, other):
        expect(draft_in(board, place)).to_be_focused()
        board.page.keyboard.press("Enter")
        board.ready()
    ideas = [words for words in stored.words(cast.end_users.id) if words in ("AAA", "BBB")]
    assert ideas == ["AAA", "BBB"]


def test_drafts_of_a_closed_tab_go_to_one_other(sit_down: SitDown, cast: Cast) -> None:
    one = sit_down(cast.ann)
    place = cast.end_users.stages[0]
    one.field(place, "ideas")
    one.page.keyboard.type("Half a thou")
    browser, url = one.page.context, one.page.url
    browser.new_page()
    one.page.close()
    next_one = Board(browser.new_page())
    next_one.page.goto(url)
    expect(draft_in(next_one, place)).to_have_value("Half a thou")
    expect(draft_in(next_one, place)).to_be_in_viewport()
    another = Board(browser.new_page())
    another.page.goto(url)
    another.ready()
    has_looked_for_drafts(another, cast.end_users.stages[1])
    expect(draft_in(another, place)).to_have_count(0)


def test_second_person_on_one_laptop_does_not_send_the_words_of_the_first(
    sit_down: SitDown, cast: Cast, line: Proxy, hand: Stagehand, stored: Stored
) -> None:
    ann = sit_down(cast.ann, line=line)
    place = cast.end_users.stages[0]
    line.refuse()
    expect(ann.badge).to_have_text("Offline")
    ann.add(place, "ideas", "Ann’s unsent words")
    expect(ann.badge).to_have_text("Offline, 1 kept here")
    browser = ann.page.context
    ann.page.close()
    line.resume()

    ben = enter(browser, cast, cast.ben)
    # What a browser sends by itself goes before what is said later.
    for words in ("Ben’s words", "Ben’s other words"):
        ben.add(place, "ideas", words)
        ben.ready()
    assert authors(hand, cast, "note.add") == [cast.ben.id, cast.ben.id]
    assert "Ann’s unsent words" not in ben.words()
    ben.page.close()

    back = enter(browser, cast, cast.ann)
    back.sees("Ann’s unsent words")
    all_end_equal(stored, cast.end_users.id, back)
    assert authors(hand, cast, "note.add") == [cast.ben.id, cast.ben.id, cast.ann.id]


def test_tab_left_open_by_the_first_person_does_not_write_as_the_second(
    sit_down: SitDown, cast: Cast, line: Proxy, hand: Stagehand, stored: Stored
) -> None:
    ann = sit_down(cast.ann, line=line)
    browser = ann.page.context
    ben = enter(browser, cast, cast.ben)
    line.refuse()
    expect(ann.badge).to_have_text("Offline")
    ann.add(cast.end_users.stages[0], "ideas", "Ann’s unsent words")
    line.resume()
    expect(ann.page.get_by_role("heading", name="This browser is not signed in")).to_be_visible(
        timeout=10_000
    )
    expect(ann.page.locator("[data-tray] [data-words]")).to_have_text(["Ann’s unsent words"])
    ben.ready()
    assert authors(hand, cast, "note.add") == []
    ben.page.close()
    ann.page.close()

    back = enter(browser, cast, cast.ann)
    back.sees("Ann’s unsent words")
    all_end_equal(stored, cast.end_users.id, back)
    assert authors(hand, cast, "note.add") == [cast.ann.id]


def test_tab_hidden_for_six_minutes_comes_back_whole(
    sit_down: SitDown, cast: Cast, line: Proxy, stored: Stored, watch: Watch
) -> None:
    """Simulated: that the page is hidden (headless Chromium shows all its tabs) and six minutes on the page's clock.

    Real: the silent line, the frozen page, what others write meanwhile, the waking, the catching up.
    """
    ben = sit_down(cast.ben)
    ann = sit_down(cast.ann, line=line)
    ann.page.clock.install()
    ann.page.add_init_script(HIDE)
    ann.page.reload()
    ann.ready()
    first, second = cast.end_users.stages
    ann.field(first, "pains")
    ann.page.keyboard.type("Half a thou")
    ann.page.evaluate("hideTab(true)")
    line.blackhole()
    ann.page.clock.run_for("06:00")
    expect(ann.badge).to_have_text("Offline")
    tools = ann.page.context.new_cdp_session(ann.page)
    tools.send("Page.setWebLifecycleState", {"state": "frozen"})
    ben.add(second, "ideas", "While Ann was away")
    ben.edit("The form is long", "The form is far too long")
    ben.remove("Is it for me?")
    ben.ready()
    line.cut()
    line.resume()
    tools.send("Page.setWebLifecycleState", {"state": "active"})
    ann.page.evaluate("hideTab(false)")
    # Nobody waits out the minute between two tries of a hidden tab.
    ann.sees("While Ann was away", seconds=6)
    ann.page.keyboard.type("ght")
    ann.page.keyboard.press("Enter")
    all_end_equal(stored, cast.end_users.id, ann, ben)
    ann.sees("Half a thought")


def test_hidden_tab_with_a_living_line_keeps_it_and_stays_up_to_date(
    sit_down: SitDown, cast: Cast, stored: Stored
) -> None:
    """Simulated: that the page is hidden, and that its timers stand still, as browsers let them in hidden tabs."""
    ben, ann = sit_down(cast.ben), sit_down(cast.ann)
    sockets: list[WebSocket] = []
    ann.page.on("websocket", lambda socket: sockets.append(socket))
    ann.page.clock.install()
    ann.page.add_init_script(HIDE)
    ann.page.reload()
    ann.ready()
    ann.page.clock.pause_at(time.time() + 2)
    ann.page.evaluate("hideTab(true)")
    since = time.monotonic()
    while time.monotonic() - since < 11:
        with sockets[0].expect_event(
            "framereceived", lambda frame: frame.startswith('["beat"'), timeout=20_000
        ):
            pass
    ben.add(cast.end_users.stages[1], "ideas", "While Ann looked elsewhere")
    ann.sees("While Ann looked elsewhere")
    assert ann.page.evaluate("document.hidden") is True
    ann.page.evaluate("hideTab(false)")
    ann.page.clock.resume()
    ann.add(cast.end_users.stages[1], "ideas", "And Ann is back")
    all_end_equal(stored, cast.end_users.id, ann, ben)
    assert [socket.is_closed() for socket in sockets] == [False]


def test_browser_crash_with_unsent_words_sends_them_once_when_it_is_back(
    playwright: Playwright,
    executable: str | None,
    cast: Cast,
    line: Proxy,
    stored: Stored,
    watch: Watch,
    tmp_path: Path,
) -> None:
    first, second = cast.end_users.stages
    options: dict[str, Any] = LAPTOP | {"base_url": address(line)}

    def start() -> BrowserContext:
        browser = playwright.chromium.launch_persistent_context(
            tmp_path / "profile", executable_path=executable, args=ARGUMENTS, **options
        )
        watch.follow(browser, "127.0.0.1")
        return browser

    browser = start()
    ann = enter(browser, cast, cast.ann)
    line.refuse()
    expect(ann.badge).to_have_text("Offline")
    ann.add(first, "ideas", "Said before the crash")
    ann.edit("Is it for me?", "Is it for me at all?")
    ann.field(second, "thoughts")
    ann.page.keyboard.type("Half a sentence that")
    expect(ann.badge).to_have_text("Offline, 2 kept here")
    keeps_draft(ann, "Half a sentence that")
    os.kill(main_process(tmp_path / "profile"), signal.SIGKILL)
    with suppress(TargetClosedError):
        # It may notice by itself before it is told.
        browser.close()

    line.resume()
    browser = start()
    ann = enter(browser, cast, cast.ann)
    ann.sees("Said before the crash")
    ann.sees("Is it for me at all?")
    ann.ready()
    draft = ann.page.locator(f"[id='{second}'] [data-row=thoughts] textarea")
    expect(draft).to_have_value("Half a sentence that")
    draft.click()
    ann.page.keyboard.press("End")
    ann.page.keyboard.type(" goes on")
    ann.page.keyboard.press("Enter")
    ann.ready()
    assert stored.words(cast.end_users.id) == sorted(
        [
            "Sees an advert",
            "Is it for me at all?",
            "The form is long",
            "Said before the crash",
            "Half a sentence that goes on",
        ]
    )
    all_end_equal(stored, cast.end_users.id, ann)
    browser.close()


def test_removed_person_is_told_so_and_keeps_their_words(
    sit_down: SitDown, cast: Cast, line: Proxy, hand: Stagehand, stored: Stored
) -> None:
    ann, ben = sit_down(cast.ann, line=line), sit_down(cast.ben)
    before = stored.words(cast.end_users.id)
    line.refuse()
    expect(ann.badge).to_have_text("Offline")
    ann.add(cast.end_users.stages[0], "ideas", "Ann’s last words")
    hand.ask("act", person=cast.fay.id, name="person.remove", payload={"person": cast.ann.id})
    line.resume()
    expect(ann.page.get_by_role("heading", name="You are no longer in this workshop")).to_be_visible()
    expect(ann.page.locator("[data-bye]")).to_contain_text("ask the facilitator to let you in again")
    expect(ann.page.locator("[data-bye]")).to_be_focused()
    expect(ann.page.locator("[data-tray] [data-words]")).to_have_text(["Ann’s last words"])
    expect(ann.page.locator("[data-tray] [data-copy]")).to_be_visible()
    expect(ann.badge).not_to_have_text("Saved")
    all_end_equal(stored, cast.end_users.id, ben)
    assert stored.words(cast.end_users.id) == before


def draft_in(board: Board, stage: str) -> Locator:
    """The field with words not yet sent, among the ideas of a stage."""
    return board.page.locator(f"[id='{stage}'] [data-row=ideas] textarea")


def keeps_draft(board: Board, words: str) -> None:
    """Waits until words that somebody is typing are on this device, where a crash leaves them."""
    board.page.wait_for_function(KEEPS_DRAFT, arg=words)


def has_looked_for_drafts(board: Board, stage: str) -> None:
    """Waits until a tab has taken the drafts that are its own: only then does it keep what is typed in it."""
    words = f"A draft of {stage}"
    board.field(stage, "pains")
    board.type(words)
    keeps_draft(board, words)
    board.page.keyboard.press("Escape")


def enter(browser: BrowserContext, cast: Cast, person: Person) -> Board:
    """Comes in by a personal link, in a tab of its own, and waits for the board."""
    page = browser.new_page()
    page.goto(f"/enter/{person.token}")
    page.get_by_role("button", name=f"Go in as {person.name}").click()
    page.wait_for_url(f"**{board_path(cast)}")
    return Board(page).ready()


def authors(hand: Stagehand, cast: Cast, name: str) -> list[str]:
    """Whose commands of this name the log holds, in order."""
    return [entry.client for entry in hand.log(cast.workshop) if entry.name == name]


def main_process(profile: Path) -> int:
    """The process id of the Chromium that we started on this profile."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if f"--user-data-dir={profile}".encode() in words and not any(
                w.startswith(b"--type=") for w in words
            ):
                return int(folder.name)
    raise AssertionError("the browser is not running")
