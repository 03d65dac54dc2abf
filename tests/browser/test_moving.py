"""Things are moved by hand while others work on the same board: nothing is lost, and the place stays right."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.conftest import PHONE, SitDown
from tests.browser.hands import Board, all_end_equal
from tests.browser.stored import Stored
from tests.harness.cast import Cast

HURTS = "The form is long"


def take(board: Board, words: str) -> None:
    """Takes a note into the hand with the mouse."""
    board.notes(words).scroll_into_view_if_needed()
    box = board.notes(words).bounding_box()
    assert box
    board.page.mouse.move(box["x"] + 20, box["y"] + 20)
    board.page.mouse.down()
    board.page.mouse.move(box["x"] + 40, box["y"] + 40, steps=4)
    expect(board.page.locator(".is-dragged")).to_be_visible()


def over(board: Board, place: Locator, below: float = 0.9) -> None:
    """Carries what is in the hand over something."""
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box
    board.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * below, steps=6)
    expect(board.page.locator("[data-drop-place]")).to_be_visible()


def cell(board: Board, stage: str, row: str) -> Locator:
    """A cell of a board."""
    return board.page.locator(f"[id='{stage}'] .cell[data-row={row}]")


def words_in(board: Board, stage: str, row: str) -> list[str]:
    """The notes of a cell in order."""
    return cell(board, stage, row).locator(".note-text").all_inner_texts()


def test_note_is_dragged_to_another_cell_and_others_see_it(
    sit_down: SitDown, cast: Cast, stored: Stored
) -> None:
    ann, ben = sit_down(cast.ann), sit_down(cast.ben)
    first = cast.end_users.stages[0]
    take(ann, HURTS)
    over(ann, cell(ann, first, "thoughts"))
    ann.page.mouse.up()
    expect(cell(ben, first, "thoughts")).to_contain_text(HURTS)
    all_end_equal(stored, cast.end_users.id, ann, ben)


def test_place_stays_right_while_others_add_and_delete_there(
    sit_down: SitDown, cast: Cast, stored: Stored
) -> None:
    ann, ben = sit_down(cast.ann), sit_down(cast.ben)
    first, second = cast.end_users.stages
    for words in ("one", "two", "three"):
        ben.add(second, "thoughts", words)
    ann.sees("three")
    take(ann, HURTS)
    over(ann, ann.notes("two"), 0.8)
    ben.move("three", first, "ideas")
    ben.remove("one")
    expect(ann.notes("one")).to_have_count(0)
    expect(ann.page.locator(".is-dragged")).to_be_visible()
    ann.page.mouse.up()
    expect(cell(ben, second, "thoughts").locator(".note-text")).to_have_text(["two", HURTS])
    all_end_equal(stored, cast.end_users.id, ann, ben)


def test_note_deleted_while_it_is_in_the_hand_is_let_go_and_comes_back_by_undo(
    sit_down: SitDown, cast: Cast, stored: Stored
) -> None:
    ann, ben = sit_down(cast.ann), sit_down(cast.ben)
    take(ann, HURTS)
    ben.remove(HURTS)
    expect(ann.page.locator(".is-dragged")).to_have_count(0)
    expect(ann.page.locator("[data-toast]")).to_contain_text("deleted it meanwhile")
    ann.page.mouse.up()
    ben.page.locator("[data-undo]").click()
    ann.sees(HURTS)
    all_end_equal(stored, cast.end_users.id, ann, ben)


def test_escape_leaves_the_note_where_it_was(sit_down: SitDown, cast: Cast, stored: Stored) -> None:
    ann = sit_down(cast.ann)
    before = stored.board(cast.end_users.id)
    take(ann, HURTS)
    over(ann, cell(ann, cast.end_users.stages[0], "thoughts"))
    ann.page.keyboard.press("Escape")
    expect(ann.page.locator(".is-dragged")).to_have_count(0)
    ann.page.mouse.up()
    ann.ready()
    assert stored.board(cast.end_users.id) == before


def test_several_are_picked_and_dragged_as_one_change(sit_down: SitDown, cast: Cast, stored: Stored) -> None:
    ann, ben = sit_down(cast.ann), sit_down(cast.ben)
    first, second = cast.end_users.stages
    for words in ("one", "two"):
        ann.add(second, "pains", words)
    ann.page.keyboard.press("Escape")
    for words in (HURTS, "two"):
        ann.notes(words).click(modifiers=["Control"])
    expect(ann.page.locator("[data-picked-count]")).to_have_text("2 picked")
    take(ann, "two")
    over(ann, cell(ann, first, "thoughts"))
    ann.page.mouse.up()
    expect(cell(ben, first, "thoughts")).to_contain_text("two")
    assert words_in(ben, second, "pains") == ["one"]
    ann.page.keyboard.press("Escape")
    ann.page.locator("[data-undo]").click()
    expect(cell(ben, second, "pains").locator(".note-text")).to_have_text([HURTS, "one", "two"])
    all_end_equal(stored, cast.end_users.id, ann, ben)


def test_stage_that_goes_while_a_note_is_carried_by_keys(
    sit_down: SitDown, cast: Cast, stored: Stored
) -> None:
    ann, ben = sit_down(cast.ann), sit_down(cast.ben)
    ann.notes("Is it for me?").focus()
    ann.page.keyboard.press("Space")
    ann.page.keyboard.press("ArrowRight")
    ben.page.locator(f"[id='{cast.end_users.stages[1]}'] .stage-head").hover()
    ben.page.locator(f"[id='{cast.end_users.stages[1]}'] .stage-menu").click()
    ben.page.locator("#stage-menu [data-do=remove]").click()
    ben.page.get_by_role("button", name="Remove the stage").click()
    expect(ann.page.locator("[data-telling]")).to_contain_text("That stage has gone")
    expect(ann.page.locator(".is-lifted")).to_have_count(0)
    all_end_equal(stored, cast.end_users.id, ann, ben)


def test_finger_that_stays_takes_the_note_and_one_that_moves_scrolls(
    sit_down: SitDown, cast: Cast, stored: Stored
) -> None:
    ann, ben = sit_down(cast.ann, **PHONE), sit_down(cast.ben)
    second = cast.end_users.stages[1]
    ben.add(second, "pains", "one")
    ann.show(second)
    ann.sees("one")
    touch = ann.page.context.new_cdp_session(ann.page)
    note, other = ann.notes(HURTS).bounding_box(), ann.notes("one").bounding_box()
    assert note and other

    def finger(kind: str, x: float, y: float) -> None:
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    at = (note["x"] + 30, note["y"] + 20)
    finger("touchStart", *at)
    expect(ann.page.locator(".is-dragged")).to_be_visible()
    for step in range(1, 6):
        y = at[1] + (other["y"] + other["height"] - 5 - at[1]) * step / 5
        finger("touchMove", other["x"] + other["width"] / 2, y)
    expect(ann.page.locator("[data-drop-place]")).to_be_visible()
    finger("touchEnd", 0, 0)
    expect(cell(ben, second, "pains").locator(".note-text")).to_have_text(["one", HURTS])
    finger("touchStart", *at)
    finger("touchMove", at[0], at[1] - 60)
    expect(ann.page.locator(".is-dragged")).to_have_count(0)
    finger("touchEnd", 0, 0)
    all_end_equal(stored, cast.end_users.id, ann, ben)
