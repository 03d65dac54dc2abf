"""Notes that belong together, and what was before: two at it at once, and by the keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewBrowser, SitDown, board_path, give_cookie
from tests.browser.hands import Board, all_end_equal
from tests.browser.stored import Stored
from tests.browser.test_access import CALM, look_at
from tests.browser.test_keyboard import Keys
from tests.harness.cast import Cast
from tests.harness.proxy import Proxy
from tests.harness.server import Server

WORDS = "Is it for me?"
ROW = "thoughts"
HEAR = """() => {
  const region = document.querySelector("[data-telling]");
  const { dataset } = document.documentElement;
  dataset.heard = "";
  new MutationObserver(() => { dataset.heard += region.textContent; }).observe(region, { childList: true });
}"""


def menu(board: Board, words: str, item: str) -> None:
    """Opens a note's menu and takes an item."""
    board._menu(board.notes(words), item)


def merge(board: Board, kept: str, part: str) -> None:
    """Merges a note into another one by the dialog."""
    menu(board, kept, "Merge with…")
    board.page.get_by_label("Find the one that says the same").fill(part)
    board.page.get_by_role("button", name="Merge them").click()


def parts_of(board: Board, words: str) -> list[str]:
    """Opens what was merged into a note, reads it and closes it again."""
    board.notes(words).locator("[data-parts]").click()
    found = board.page.locator("#parts [data-parts-list] p").all_text_contents()
    board.page.keyboard.press("Escape")
    return found


def write_over(board: Board, words: str, new: str) -> Locator:
    """Opens a note and types other words, without saving them."""
    article = board.notes(words)
    identity = article.get_attribute("id")
    article.locator(".note-text").click()
    field = board.page.locator(f"[id='{identity}'] textarea")
    field.select_text()
    board.page.keyboard.type(new)
    return field


@pytest.fixture
def two(sit_down: SitDown, cast: Cast) -> tuple[Board, Board]:
    """Ann and Ben at one board, with two more notes in the first cell."""
    ann, ben = sit_down(cast.ann), sit_down(cast.ben)
    for words in ("Is this for me?", "What does it cost?"):
        ben.add(cast.end_users.stages[0], ROW, words)
        ben.page.keyboard.press("Escape")
        ann.sees(words)
    return ann, ben


def test_merge_is_seen_by_the_other_and_taken_back_as_one(
    two: tuple[Board, Board], cast: Cast, stored: Stored
) -> None:
    ann, ben = two
    merge(ann, WORDS, "Is this")
    expect(ben.notes("Is this for me?")).to_have_count(0)
    expect(ben.notes(WORDS).locator("[data-parts]")).to_have_text("2 in one")
    assert parts_of(ben, WORDS) == ["Is this for me?"]
    # All authors show their marks, and no name finds room.
    expect(ben.notes(WORDS).locator(".note-by .mark")).to_have_count(1)
    ann.page.locator("[data-toast-do]").click()
    ben.sees("Is this for me?")
    expect(ben.notes(WORDS).locator("[data-parts]")).to_be_hidden()
    all_end_equal(stored, cast.end_users.id, ann, ben)


def test_words_for_a_part_that_is_merged_meanwhile_arrive_in_the_merged_note(
    two: tuple[Board, Board], cast: Cast, stored: Stored
) -> None:
    ann, ben = two
    field = write_over(ben, "Is this for me?", "Would it suit me?")
    merge(ann, WORDS, "Is this")
    expect(ann.notes("Is this for me?")).to_have_count(0)
    # Nobody takes the field away from who writes in it.
    expect(field).to_be_focused()
    expect(field).to_have_value("Would it suit me?")
    ben.page.keyboard.press("Enter")
    expect(ben.page.locator("[data-toast-words]")).to_contain_text("a part of another one")
    assert ben.page.evaluate("document.activeElement !== document.body")
    all_end_equal(stored, cast.end_users.id, ann, ben)
    assert parts_of(ann, WORDS) == ["Would it suit me?"] == parts_of(ben, WORDS)


def test_two_merges_that_cross_lose_no_words(
    two: tuple[Board, Board], cast: Cast, stored: Stored, line: Proxy, sit_down: SitDown
) -> None:
    ann, _ben = two
    # Ben merges the other way round while he is cut off; his command comes after Ann's.
    far = sit_down(cast.ben, line=line)
    line.refuse()
    expect(far.badge).to_contain_text("Offline")
    merge(far, "Is this for me?", "Is it")
    merge(ann, WORDS, "Is this")
    expect(ann.notes("Is this for me?")).to_have_count(0)
    line.resume()
    all_end_equal(stored, cast.end_users.id, ann, far)
    words = ann.words()
    assert (WORDS in words, "Is this for me?" in words) == (True, False)
    assert parts_of(far, WORDS) == ["Is this for me?"]


def test_picked_notes_are_merged_and_clustered_from_the_bar(two: tuple[Board, Board], cast: Cast) -> None:
    ann, ben = two
    ann.page.evaluate(HEAR)
    for words in (WORDS, "Is this for me?", "What does it cost?"):
        ann.notes(words).click(modifiers=["Control"])
    ann.page.locator("[data-picked-do=cluster]").click()
    ann.page.get_by_label("Name", exact=True).fill("Doubts")
    ann.page.get_by_role("button", name="Put them together").click()
    expect(ben.page.get_by_role("button", name="Doubts, 3 notes")).to_be_visible()
    heard = ann.page.locator("html")
    expect(heard).to_have_attribute("data-heard", re.compile("3 notes put under “Doubts”"))
    expect(ann.notes("What does it cost?")).to_be_focused()
    for words in (WORDS, "Is this for me?"):
        ann.notes(words).click(modifiers=["Control"])
    ann.page.locator("[data-picked-do=merge]").click()
    expect(heard).to_have_attribute("data-heard", re.compile("2 are one now"))
    expect(ann.notes(WORDS)).to_be_focused()
    expect(ben.page.get_by_role("button", name="Doubts, 2 notes")).to_be_visible()
    assert parts_of(ben, WORDS) == ["Is this for me?"]
    ann.notes(WORDS).click(modifiers=["Control"])
    ann.page.locator("[data-picked-do=remove]").click()
    expect(ann.notes("What does it cost?")).to_be_focused()


def cluster(board: Board, name: str, *notes: str) -> None:
    """Gives notes a name together."""
    for words in notes:
        board.notes(words).click(modifiers=["Control"])
    board.page.locator("[data-picked-do=cluster]").click()
    board.page.get_by_label("Name", exact=True).fill(name)
    board.page.get_by_role("button", name="Put them together").click()


def test_cluster_renamed_by_both_holds_both_changes(two: tuple[Board, Board], cast: Cast) -> None:
    ann, ben = two
    cluster(ann, "Doubts and open questions", WORDS, "Is this for me?")
    for board in two:
        board.page.get_by_role("button", name="Doubts and open questions, 2 notes").click()
    for board, name in ((ann, "Fears and open questions"), (ben, "Doubts and hidden questions")):
        board.page.get_by_label("Name", exact=True).fill(name)
    for board in two:
        board.page.locator("#cluster-name [data-go]").click()
        board.ready()
    for board in two:
        expect(board.page.get_by_role("button", name="Fears and hidden questions, 2 notes")).to_be_visible()


def test_cluster_name_in_conflict_is_kept_and_can_be_taken(two: tuple[Board, Board]) -> None:
    ann, ben = two
    cluster(ann, "Doubts", WORDS)
    for board in two:
        board.page.get_by_role("button", name="Doubts, 1 note").click()
    for board, name in ((ann, "Fears"), (ben, "Questions")):
        board.page.get_by_label("Name", exact=True).fill(name)
    ann.page.locator("#cluster-name [data-go]").click()
    expect(ben.page.locator("[data-cluster]")).to_contain_text("Fears")
    ben.page.locator("#cluster-name [data-go]").click()
    kept = ben.page.locator("[data-tray]")
    expect(kept).to_contain_text("Questions")
    kept.get_by_role("button", name="Use mine instead").click()
    expect(ann.page.get_by_role("button", name="Questions, 1 note")).to_be_visible()
    expect(kept).to_be_hidden()


def test_dissolved_cluster_and_a_note_taken_out_stay_on_the_board(two: tuple[Board, Board]) -> None:
    ann, ben = two
    cluster(ann, "Doubts", WORDS, "Is this for me?")
    expect(ben.page.get_by_role("button", name="Doubts, 2 notes")).to_be_visible()
    menu(ben, WORDS, "Cluster…")
    ben.page.locator("#cluster-choice").select_option("")
    ben.page.get_by_role("button", name="Put it there").click()
    head = ann.page.get_by_role("button", name="Doubts, 1 note")
    expect(head).to_be_visible()
    head.click()
    ann.page.get_by_role("button", name="Dissolve it").click()
    for board in two:
        expect(board.page.locator("[data-cluster]")).to_have_count(0)
        board.sees(WORDS)
        board.sees("Is this for me?")
    # The name has gone that had the focus: the note under it has it now.
    expect(ann.notes("Is this for me?")).to_be_focused()


def test_what_is_put_behind_a_cluster_is_shown_there_to_all(two: tuple[Board, Board], cast: Cast) -> None:
    ann, ben = two
    cluster(ann, "Doubts", WORDS, "What does it cost?")
    stage = cast.end_users.stages[0]
    ben.add(stage, ROW, "Who uses it?")
    ann.sees("Who uses it?")
    # In the server's order another note lies between the two of the cluster.
    last = str(ann.notes("What does it cost?").get_attribute("id"))
    ann.move("Who uses it?", stage, ROW, last)
    ann.ready()
    wanted = [WORDS, "What does it cost?", "Who uses it?", "Is this for me?"]
    for board in two:
        shown = board.page.locator(f"[id='{stage}'] [data-row={ROW}] .note-text")
        expect(shown).to_have_text(wanted)


def test_all_of_it_is_for_everybody(
    new_browser: NewBrowser, server: Server, two: tuple[Board, Board], cast: Cast
) -> None:
    ann, ben = two
    cluster(ann, "Doubts", WORDS, "Is this for me?")
    merge(ann, WORDS, "Is this")
    ben.remove("What does it cost?")
    ann.ready()
    ben.ready()
    browser = new_browser(server.url, **CALM)
    give_cookie(browser, cast.ann, server.url)
    calm = Board(browser.new_page())
    calm.page.goto(board_path(cast))
    calm.ready()
    clash(calm, ben, "The form is long", "The form is far too long", "The form is endless")
    problems = look_at(calm.page, "board with a cluster, a merged note and a conflict")
    calm.notes(WORDS).locator("[data-parts]").click()
    problems += look_at(calm.page, "parts")
    calm.page.keyboard.press("Escape")
    for item in ("Merge with…", "Cluster…", "History"):
        menu(calm, WORDS, item)
        if item == "History":
            expect(calm.page.locator("#history [data-list] li")).not_to_have_count(0)
        problems += look_at(calm.page, item)
        calm.page.keyboard.press("Escape")
    calm.page.get_by_role("button", name="Doubts, 1 note").click()
    problems += look_at(calm.page, "name of a cluster")
    calm.page.keyboard.press("Escape")
    calm.page.locator("[popovertarget=more]").click()
    calm.page.get_by_text("Deleted notes").first.click()
    expect(calm.page.locator("#deleted [data-list] li")).to_have_count(1)
    assert problems + look_at(calm.page, "deleted notes") == []


def test_deleted_note_is_put_back_and_the_other_sees_it(
    two: tuple[Board, Board], cast: Cast, stored: Stored
) -> None:
    ann, ben = two
    ben.remove("Is this for me?")
    ben.remove("What does it cost?")
    expect(ann.notes("What does it cost?")).to_have_count(0)
    ann.page.locator("[popovertarget=more]").click()
    ann.page.get_by_text("Deleted notes").first.click()
    dialog = ann.page.locator("#deleted")
    expect(dialog.locator("[data-list] li")).to_have_count(2)
    expect(dialog.locator("[data-list] li").first).to_contain_text("What does it cost?")
    dialog.get_by_role("button", name="Put it back: Is this for me?").click()
    expect(dialog.locator("[data-list] li")).to_have_count(1)
    expect(dialog.get_by_role("button", name="Put it back: What does it cost?")).to_be_focused()
    ben.sees("Is this for me?")
    ann.page.keyboard.press("Enter")
    expect(dialog.locator("[data-note]")).to_contain_text("It is back on the board.")
    expect(dialog.get_by_role("button", name="Back to the board")).to_be_focused()
    ann.page.keyboard.press("Enter")
    ben.sees("What does it cost?")
    all_end_equal(stored, cast.end_users.id, ann, ben)


def test_history_tells_who_and_what_as_attribution_allows(two: tuple[Board, Board]) -> None:
    ann, ben = two
    ann.edit("Is this for me?", "Is that for me?")
    ben.sees("Is that for me?")
    menu(ben, "Is that for me?", "History")
    entries = ben.page.locator("#history [data-list] li")
    expect(entries).to_have_count(2)
    expect(entries.first).to_contain_text("Marketing")
    expect(entries.first).to_contain_text("Before: Is this for me?")
    expect(entries.first).to_contain_text("Then: Is that for me?")
    expect(entries.last).to_contain_text("Operations")
    expect(ben.page.locator("#history")).not_to_contain_text("Ann")


def test_observer_reads_history_and_deleted_notes_and_changes_nothing(
    sit_down: SitDown, two: tuple[Board, Board], cast: Cast
) -> None:
    ann, ben = two
    cluster(ann, "Doubts", WORDS)
    ben.remove("Is this for me?")
    ann.ready()
    ben.ready()
    oda = sit_down(cast.oda)
    expect(oda.page.locator(".cluster-name")).to_have_text("Doubts1")
    expect(oda.page.get_by_role("button", name="Doubts")).to_have_count(0)
    oda.notes(WORDS).focus()
    oda.page.keyboard.press("h")
    expect(oda.page.locator("#history")).to_contain_text("Put into the cluster")
    oda.page.keyboard.press("Escape")
    oda.page.locator("[popovertarget=more]").click()
    oda.page.get_by_text("Deleted notes").first.click()
    expect(oda.page.locator("#deleted")).to_contain_text("Is this for me?")
    expect(oda.page.locator("#deleted [data-list] button")).to_have_count(0)


@pytest.mark.parametrize(("choice", "words"), [
    ("Keep theirs", "Is it for them?"),
    ("Take mine", "Is it for us?"),
    ("Keep both", "Is it for them?\nIs it for us?"),
])  # fmt: skip
def test_conflict_is_settled_at_the_note(
    two: tuple[Board, Board], cast: Cast, stored: Stored, choice: str, words: str
) -> None:
    ann, ben = two
    clash(ann, ben)
    box = ann.page.locator(".note .clash")
    expect(box).to_contain_text("Is it for us?")
    # Until somebody chooses, the words are safe below the board as well.
    expect(ann.page.locator("[data-tray]")).to_contain_text("Is it for us?")
    box.get_by_role("button", name=choice).click()
    expect(box).to_have_count(0)
    expect(ann.page.locator("[data-tray]")).to_be_hidden()
    expect(ann.page.locator(f"[id='{cast.end_users.notes[0]}']")).to_be_focused()
    ann.ready()
    assert words in stored.words(cast.end_users.id)
    all_end_equal(stored, cast.end_users.id, ann, ben)


def clash(
    ann: Board, ben: Board, words: str = WORDS, mine: str = "Is it for us?", theirs: str = "Is it for them?"
) -> None:
    """Both change the same word of a note; Ben is first."""
    field = write_over(ann, words, mine)
    ben.edit(words, theirs)
    ben.ready()
    expect(field).to_have_value(mine)
    ann.page.keyboard.press("Enter")
    ann.sees(theirs)


def test_conflict_that_is_ignored_is_still_there_after_the_page_is_opened_again(
    two: tuple[Board, Board], cast: Cast
) -> None:
    ann, ben = two
    clash(ann, ben)
    expect(ann.page.locator("[data-tray]")).to_contain_text("Is it for us?")
    ann.page.goto(board_path(cast))
    expect(ann.page.locator("[data-tray]")).to_contain_text("Is it for us?")
    expect(ann.page.locator(".note .clash")).to_contain_text("Is it for us?")
    # Let go below the board, it is no question at the note any more.
    ann.page.locator("[data-tray] [data-go]").click()
    expect(ann.page.locator(".note .clash")).to_have_count(0)


def test_both_together_that_are_too_long_are_not_cut(two: tuple[Board, Board], cast: Cast) -> None:
    ann, ben = two
    field = write_over(ann, WORDS, "a")
    field.fill("a" * 1500)
    menu(ben, WORDS, "Edit")
    ben.page.locator(f"[id='{cast.end_users.notes[0]}'] textarea").fill("b" * 1500)
    ben.page.keyboard.press("Enter")
    ben.ready()
    field.press("Enter")
    box = ann.page.locator(".note .clash")
    box.get_by_role("button", name="Keep both").click()
    expect(ann.page.locator("[data-toast-words]")).to_contain_text("too long for one note")
    expect(box).to_be_visible()
    expect(ann.page.locator("[data-tray]")).to_be_visible()


def test_undo_and_redo_are_ones_own(two: tuple[Board, Board], cast: Cast, stored: Stored) -> None:
    ann, ben = two
    ann.edit(WORDS, "Is it mine?")
    ben.sees("Is it mine?")
    ben.edit("What does it cost?", "What is the price?")
    ann.sees("What is the price?")
    ann.notes("Is it mine?").focus()
    ann.page.keyboard.press("Control+z")
    ben.sees(WORDS)
    ben.sees("What is the price?")
    said = ann.page.locator("[data-toast-words]")
    expect(said).to_have_text("Undone: words changed")
    # What is chosen is not written: the keys are the board's there, too.
    ann.notes("Sees an advert").locator(".note-head").click()
    ann.page.locator("[name=rating]").first.focus()
    ann.page.keyboard.press("Control+y")
    ben.sees("Is it mine?")
    expect(said).to_have_text("Done again: words changed")
    ann.page.keyboard.press("Control+z")
    ben.sees(WORDS)
    ann.page.keyboard.press("Control+Shift+z")
    ben.sees("Is it mine?")
    ann.page.keyboard.press("Control+y")
    expect(said).to_have_text("There is nothing to do again.")
    all_end_equal(stored, cast.end_users.id, ann, ben)


def test_all_of_it_by_the_keyboard_alone(two: tuple[Board, Board], cast: Cast, stored: Stored) -> None:
    ann, ben = two
    keys = Keys(ann.page)
    ann.notes(WORDS).focus()
    _take(keys, "Merge with…")
    keys.type("this")
    keys.press("ArrowDown", "Enter")
    expect(ben.notes("Is this for me?")).to_have_count(0)
    keys.is_at(WORDS, "Enter")
    # What was merged can be read and taken out.
    keys.press("Tab")
    keys.is_at("2 in one", "Tab")
    keys.press("Enter", "Tab")
    keys.is_at("Take it out again", "Tab")
    keys.press("Enter")
    ben.sees("Is this for me?")
    _back_to(ann.page, WORDS)
    _take(keys, "Cluster…")
    keys.press("Tab")
    keys.type("Doubts")
    keys.press("Enter")
    expect(ben.page.get_by_role("button", name="Doubts, 1 note")).to_be_visible()
    _back_to(ann.page, WORDS)
    keys.press("ArrowUp")
    keys.is_at("Doubts, 1 note", "ArrowUp")
    keys.press("Enter")
    ann.page.keyboard.press("Control+a")
    keys.type("Questions")
    keys.press("Enter")
    expect(ben.page.get_by_role("button", name="Questions, 1 note")).to_be_visible()
    _back_to(ann.page, WORDS)
    _take(keys, "History")
    expect(ann.page.locator("#history")).to_contain_text("Put into the cluster")
    keys.press("Escape")
    all_end_equal(stored, cast.end_users.id, ann, ben)


def test_conflict_is_settled_by_the_keyboard_alone(two: tuple[Board, Board], cast: Cast) -> None:
    ann, ben = two
    clash(ann, ben)
    keys = Keys(ann.page)
    keys.until("Tab", "Take mine")
    keys.press("Enter")
    ben.sees("Is it for us?")
    keys.is_at("Is it for us?", "Enter")


def _back_to(page: Page, words: str) -> None:
    """Puts the focus on a note, as the arrows would from wherever they are."""
    Board(page).notes(words).focus()


def _take(keys: Keys, item: str) -> None:
    """Opens the menu of the note that has the focus, and takes an item."""
    keys.press("Shift+F10")
    keys.until("ArrowDown", item)
    keys.press("Enter")
