"""Everything on a board with the keyboard alone, with the focus in sight at every step."""

from __future__ import annotations

import time

from playwright.sync_api import Page, expect

from tests.browser.conftest import SitDown
from tests.browser.hands import Board, all_end_equal
from tests.browser.stored import Stored
from tests.harness.cast import Cast

FOCUS = """() => {
  const here = document.activeElement;
  const style = getComputedStyle(here);
  const box = here.getBoundingClientRect();
  const marked = here.matches("input, textarea, select") || style.outlineStyle !== "none" || style.boxShadow !== "none";
  const inSight = box.width > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  return { tag: here.tagName, words: here.ariaLabel ?? here.textContent.trim().slice(0, 60), marked, inSight };
}"""
# What a key sets off is drawn by then.
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
PATIENCE = 5


class Keys:
    """Somebody with a keyboard; after every key the focus must be somewhere, in sight and marked."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        """Presses keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
            self.look(key)

    def type(self, words: str) -> None:
        """Types into what has the focus."""
        self.page.keyboard.type(words)
        self.look(words)

    def look(self, key: str) -> dict[str, object]:
        """Where the focus is; it must not be lost."""
        self.page.evaluate(DRAWN)
        until = time.monotonic() + PATIENCE
        while (wrong := self._wrong()) and time.monotonic() < until:
            self.page.wait_for_timeout(50)
        assert not wrong, f"after {key} {wrong}"
        return self._focus()

    def is_at(self, words: str, key: str) -> None:
        """The focus comes to something that begins with these words."""
        until = time.monotonic() + PATIENCE
        while not str(found := self.look(key)["words"]).startswith(words) and time.monotonic() < until:
            self.page.wait_for_timeout(50)
        assert str(found).startswith(words), f"after {key} the focus is on {found}, not on {words}"

    def until(self, key: str, words: str, most: int = 40) -> None:
        """Presses a key until the focus is on something with these words."""
        for _ in range(most):
            if words in str(self.look(key)["words"]):
                return
            self.press(key)
        raise AssertionError(f"{key} does not lead to {words}")

    def _focus(self) -> dict[str, object]:
        focus: dict[str, object] = self.page.evaluate(FOCUS)
        return focus

    def _wrong(self) -> str:
        focus = self._focus()
        if focus["tag"] in ("BODY", "HTML"):
            return "the focus is lost"
        if not focus["inSight"]:
            return f"the focus is out of sight: {focus}"
        return "" if focus["marked"] else f"nothing shows where the focus is: {focus}"


def test_whole_work_of_an_attendee_without_a_mouse(sit_down: SitDown, cast: Cast, stored: Stored) -> None:
    ann = sit_down(cast.ann)
    keys = Keys(ann.page)
    keys.press("Tab")
    keys.is_at("To the board", "Tab")
    keys.press("Enter", "Tab")

    add_with_keys(ann, keys)
    edit_and_move_with_keys(ann, keys)
    delete_and_undo_with_keys(ann, keys)
    help_opens_and_closes(ann, keys)
    menu_opens_and_closes(ann, keys)
    leaves_the_board_by_tab(keys)
    all_end_equal(stored, cast.end_users.id, ann)


def add_with_keys(ann: Board, keys: Keys) -> None:
    """A touchpoint in the first stage, two thoughts in the second."""
    keys.until("ArrowDown", "Add to Where we meet, Look around")
    keys.press("Enter")
    keys.type("Asks a friend")
    keys.press("Enter", "Escape")
    keys.until("ArrowRight", "Add to Where we meet, Order")
    keys.until("ArrowDown", "Add to What I think and ask, Order")
    keys.press("n")
    keys.type("Two at once")
    keys.press("Enter")
    keys.type("One more")
    keys.press("Shift+Enter")
    keys.type("with a second line")
    keys.press("Escape")
    for words in ("Asks a friend", "Two at once", "One more\nwith a second line"):
        ann.sees(words)
    keys.is_at("Add to What I think and ask, Order", "Escape")


def edit_and_move_with_keys(ann: Board, keys: Keys) -> None:
    """The note before the plus: changed in place, then moved to another stage and row, first."""
    keys.until("ArrowUp", "Two at once")
    keys.press("Enter", "End")
    keys.type(" is too much")
    keys.press("Enter")
    keys.is_at("Two at once is too much", "Enter")
    keys.press("m")
    expect(ann.page.get_by_role("dialog", name="Move to…")).to_be_visible()
    keys.type("1")  # the stage that begins with it
    keys.press("Tab")
    keys.type("What hurts")
    keys.press("Tab", "Tab", "Tab", "Tab")
    keys.is_at("Move it", "Tab")
    keys.press("Enter")
    stage = ann.stages()[0]
    expect(ann.page.locator(f"[id='{stage}'] [data-row=pains]")).to_contain_text("Two at once is too much")
    keys.is_at("Two at once is too much", "Enter")


def delete_and_undo_with_keys(ann: Board, keys: Keys) -> None:
    """Gone, with the focus at its neighbour, and back."""
    keys.press("Delete")
    expect(ann.notes("Two at once is too much")).to_have_count(0)
    keys.press("Control+z")
    ann.sees("Two at once is too much")
    ann.ready()


def help_opens_and_closes(ann: Board, keys: Keys) -> None:
    """The focus goes into the help and comes back to where it was."""
    before = str(keys.look("Control+z")["words"])
    keys.press("?")
    expect(ann.page.get_by_role("dialog", name="How this board works")).to_be_visible()
    expect(ann.page.get_by_role("heading", name="How this board works")).to_be_focused()
    keys.press("Escape")
    expect(ann.page.get_by_role("dialog")).to_have_count(0)
    keys.is_at(before, "Escape")


def menu_opens_and_closes(ann: Board, keys: Keys) -> None:
    """A note's menu goes round, closes, and gives the focus back."""
    keys.until("ArrowUp", "Sees an advert")
    keys.until("ArrowRight", "Asks a friend")
    before = str(keys.look("ArrowUp")["words"])
    keys.press("Shift+F10")
    expect(ann.page.get_by_role("menuitem", name="Edit")).to_be_focused()
    keys.press("ArrowUp")
    expect(ann.page.get_by_role("menuitem", name="History")).to_be_focused()
    keys.press("Escape")
    keys.is_at(before, "Escape")
    keys.press("Shift+F10", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "Enter")
    expect(ann.notes("Asks a friend")).to_have_count(0)
    keys.press("Control+z")
    ann.sees("Asks a friend")
    ann.ready()


def leaves_the_board_by_tab(keys: Keys) -> None:
    """Never stuck: Tab leads on out of the board, Shift+Tab back into the bar above it."""
    keys.until("Shift+Tab", "Help and keys", most=20)
