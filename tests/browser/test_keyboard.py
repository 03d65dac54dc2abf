"""Everything on a board with the keyboard alone, with the focus in sight at every step."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import SitDown
from tests.browser.hands import Board
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
        self.page.wait_for_timeout(60)
        focus: dict[str, object] = self.page.evaluate(FOCUS)
        assert focus["tag"] not in ("BODY", "HTML"), f"after {key} the focus is lost"
        assert focus["inSight"], f"after {key} the focus is out of sight: {focus}"
        assert focus["marked"], f"after {key} nothing shows where the focus is: {focus}"
        return focus

    def until(self, key: str, words: str, most: int = 40) -> None:
        """Presses a key until the focus is on something with these words."""
        for _ in range(most):
            if words in str(self.look(key)["words"]):
                return
            self.press(key)
        raise AssertionError(f"{key} does not lead to {words}")


def test_whole_work_of_an_attendee_without_a_mouse(sit_down: SitDown, cast: Cast, stored: Stored) -> None:
    ann = sit_down(cast.ann)
    keys = Keys(ann.page)
    keys.press("Tab")
    assert keys.look("Tab")["words"] == "To the board"
    keys.press("Enter", "Tab")

    add_with_keys(ann, keys)
    edit_and_move_with_keys(ann, keys)
    delete_and_undo_with_keys(ann, keys)
    help_opens_and_closes(ann, keys)
    menu_opens_and_closes(ann, keys)
    leaves_the_board_by_tab(keys)
    assert ann.picture() == stored.board(cast.end_users.id)


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
    assert keys.look("Escape")["words"] == "Add to What I think and ask, Order"


def edit_and_move_with_keys(ann: Board, keys: Keys) -> None:
    """The note before the plus: changed in place, then moved to another stage and row, first."""
    keys.until("ArrowUp", "Two at once")
    keys.press("Enter", "End")
    keys.type(" is too much")
    keys.press("Enter")
    assert str(keys.look("Enter")["words"]).startswith("Two at once is too much")
    keys.press("m")
    expect(ann.page.get_by_role("dialog", name="Move to…")).to_be_visible()
    keys.type("1")  # the stage that begins with it
    keys.press("Tab")
    keys.type("What hurts")
    keys.press("Tab", "Tab", "Tab")
    assert keys.look("Tab")["words"] == "Move it"
    keys.press("Enter")
    stage = ann.stages()[0]
    expect(ann.page.locator(f"[id='{stage}'] [data-row=pains]")).to_contain_text("Two at once is too much")
    assert str(keys.look("Enter")["words"]).startswith("Two at once is too much")


def delete_and_undo_with_keys(ann: Board, keys: Keys) -> None:
    """Gone, with the focus at its neighbour, and back."""
    keys.press("Delete")
    expect(ann.notes("Two at once is too much")).to_have_count(0)
    keys.press("Control+z")
    ann.sees("Two at once is too much")
    ann.ready()


def help_opens_and_closes(ann: Board, keys: Keys) -> None:
    """The focus goes into the help and comes back to where it was."""
    before = keys.look("Control+z")
    keys.press("?")
    expect(ann.page.get_by_role("dialog", name="How this board works")).to_be_visible()
    expect(ann.page.get_by_role("heading", name="How this board works")).to_be_focused()
    keys.press("Escape")
    expect(ann.page.get_by_role("dialog")).to_have_count(0)
    assert keys.look("Escape") == before


def menu_opens_and_closes(ann: Board, keys: Keys) -> None:
    """A note's menu goes round, closes, and gives the focus back."""
    keys.until("ArrowUp", "Sees an advert")
    keys.until("ArrowRight", "Asks a friend")
    before = keys.look("ArrowUp")
    keys.press("Shift+F10")
    expect(ann.page.get_by_role("menuitem", name="Edit")).to_be_focused()
    keys.press("ArrowUp")
    expect(ann.page.get_by_role("menuitem", name="Delete")).to_be_focused()
    keys.press("Escape")
    assert keys.look("Escape") == before
    keys.press("Shift+F10", "ArrowDown", "ArrowDown", "Enter")
    expect(ann.notes("Asks a friend")).to_have_count(0)
    keys.press("Control+z")
    ann.sees("Asks a friend")
    ann.ready()


def leaves_the_board_by_tab(keys: Keys) -> None:
    """Never stuck: Tab leads on out of the board, Shift+Tab back into the bar above it."""
    keys.until("Shift+Tab", "Help and keys", most=20)
