"""Somebody writes, and others, the keyboard, the phone or the end of the workshop come in between."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.conftest import PHONE, SitDown, sign_in
from tests.browser.hands import Board
from tests.browser.stored import Stored
from tests.harness.cast import Cast
from tests.harness.proxy import Proxy
from tests.harness.stagehand import Stagehand

CHOOSING = """(field) => field.dispatchEvent(
  new KeyboardEvent("keydown", { key: "Escape", isComposing: true, bubbles: true, cancelable: true }))"""


def field_in(board: Board, stage: str, row: str) -> Locator:
    """The open field of a cell."""
    return board.page.locator(f"[id='{stage}'] [data-row={row}] textarea")


def leave(board: Board) -> None:
    """Goes to another page, once what was typed last has reached the disk."""
    board.page.wait_for_timeout(500)
    board.page.goto("about:blank")


def come_back(board: Board) -> Board:
    """Loads the board anew in the same tab, as a phone does that had discarded it."""
    board.page.wait_for_timeout(500)
    board.page.reload()
    return board.ready()


def test_undo_pressed_while_writing_takes_back_what_was_done_before(sit_down: SitDown, cast: Cast) -> None:
    ann = sit_down(cast.ann)
    first, second = cast.end_users.stages
    ann.add(first, "ideas", "Done before")
    ann.ready()
    ann.field(second, "thoughts")
    ann.page.keyboard.type("Half a th")
    ann.page.locator("[data-undo]").click()
    expect(ann.notes("Done before")).to_have_count(0)
    expect(field_in(ann, second, "thoughts")).to_be_focused()
    ann.page.keyboard.type("ought")
    ann.page.keyboard.press("Enter")
    ann.ready().sees("Half a thought")


def test_undo_of_a_deletion_takes_back_that_one_and_nothing_else(
    sit_down: SitDown, cast: Cast, line: Proxy, hand: Stagehand, stored: Stored
) -> None:
    ann = sit_down(cast.ann, line=line)
    first = cast.end_users.stages[0]
    for words in ("One", "Two"):
        ann.add(first, "ideas", words)
    ann.page.keyboard.press("Escape")
    ann.ready()
    ann.remove("One")
    ann.remove("Two")
    ann.page.locator("[data-toast-do]").click()
    ann.sees("Two")
    ann.ready()
    identity = str(ann.notes("Two").get_attribute("id"))
    line.refuse()
    expect(ann.badge).to_have_text("Offline")
    ann.remove("Two")
    ann.page.locator("[data-toast-do]").click()
    hand.ask("act", person=cast.ben.id, name="note.remove", payload={"note": identity})
    line.resume()
    ann.ready()
    expect(ann.page.locator("[data-toast]")).to_contain_text("nothing of yours to undo")
    left = [words for words in stored.words(cast.end_users.id) if words in ("One", "Two")]
    assert left == [], "Ben has removed it, and what Ann did before is not to be touched"


def test_delete_held_down_deletes_one_note(sit_down: SitDown, cast: Cast, stored: Stored) -> None:
    ann = sit_down(cast.ann)
    for number in range(3):
        ann.add(cast.end_users.stages[0], "ideas", f"Idea {number}")
    ann.page.keyboard.press("Escape")
    ann.ready().notes("Idea 0").focus()
    for _ in range(4):
        ann.page.keyboard.down("Delete")
    ann.page.keyboard.up("Delete")
    expect(ann.notes("Idea 0")).to_have_count(0)
    ann.ready()
    ideas = [words for words in stored.words(cast.end_users.id) if words.startswith("Idea")]
    assert ideas == ["Idea 1", "Idea 2"]


def test_escape_that_dismisses_an_input_methods_choices_keeps_the_field(
    sit_down: SitDown, cast: Cast
) -> None:
    ann = sit_down(cast.ann)
    ann.notes("Is it for me?").locator(".note-text").click()
    field = ann.page.locator(".is-editing textarea")
    field.fill("それは")
    field.evaluate(CHOOSING)
    expect(field).to_have_value("それは")
    ann.page.keyboard.press("Escape")
    expect(field).to_have_count(0)


def test_words_whose_stage_or_note_has_gone_are_kept_in_sight(
    sit_down: SitDown, cast: Cast, hand: Stagehand
) -> None:
    ann = sit_down(cast.ann)
    second = cast.end_users.stages[1]
    ann.field(second, "ideas")
    ann.page.keyboard.type("Half an idea")
    leave(ann)
    hand.ask("act", person=cast.fay.id, name="stage.remove", payload={"stage": second})
    ann.page.go_back()
    kept = ann.page.locator("[data-tray] [data-words]")
    expect(kept).to_have_text(["Half an idea"])
    ann.page.locator("[data-tray] [data-go]").click()
    expect(kept).to_have_count(0)
    expect(ann.page.locator("[data-view]")).to_be_focused()

    note = str(ann.notes("Is it for me?").get_attribute("id"))
    ann.notes("Is it for me?").locator(".note-text").click()
    ann.page.keyboard.type(" Or for my team?")
    leave(ann)
    hand.ask("act", person=cast.ben.id, name="note.remove", payload={"note": note})
    ann.page.go_back()
    expect(kept).to_have_text(["Is it for me? Or for my team?"])
    ann.page.wait_for_timeout(500)
    ann.page.reload()
    ann.ready(kept=1)
    expect(kept).to_have_text(["Is it for me? Or for my team?"])


def test_phone_that_comes_back_writes_on_at_its_stage(sit_down: SitDown, cast: Cast, stored: Stored) -> None:
    ann = sit_down(cast.ann, **PHONE)
    second = cast.end_users.stages[1]
    ann.field(second, "pains")
    ann.page.keyboard.type("Half a pain")
    come_back(ann)
    expect(ann.page.locator("#phone-field")).to_have_value("Half a pain")
    expect(ann.page.locator(f"[data-to='{second}']")).to_have_attribute("aria-current", "step")
    ann.save()
    # At the thumb nobody sees the cell: it is shown, and told.
    expect(ann.page.locator("[data-telling]")).to_have_text("Added to Order, What hurts")
    expect(ann.notes("Half a pain")).to_be_in_viewport()
    ann.ready()
    cells = {stage: cells for stage, _, cells in stored.board(cast.end_users.id)}
    assert [words for _, words in cells[second]["pains"]] == ["The form is long", "Half a pain"]


def test_conflict_is_said_and_the_words_can_be_put_in_place(
    sit_down: SitDown, cast: Cast, line: Proxy, stored: Stored
) -> None:
    ann, ben = sit_down(cast.ann, line=line), sit_down(cast.ben)
    line.refuse()
    expect(ann.badge).to_have_text("Offline")
    ann.edit("Is it for me?", "Is it for us?")
    ben.edit("Is it for me?", "Is it for them?")
    ben.ready()
    line.resume()
    expect(ann.badge).to_have_text("Saved, 1 kept below")
    expect(ann.page.locator("[data-toast]")).to_contain_text("Theirs stayed; yours are kept below")
    expect(ann.page.locator("[data-tray] [data-why]")).to_contain_text("Theirs stayed: “Is it for them?”")
    ann.page.reload()
    expect(ann.badge).to_have_text("Saved, 1 kept below")
    expect(ann.page.locator("[data-tray] [data-why]")).to_contain_text("Theirs stayed: “Is it for them?”")
    ann.page.locator("[data-tray] [data-mine]").click()
    ann.ready()
    assert "Is it for us?" in stored.words(cast.end_users.id)


def test_archived_workshop_lets_nobody_write_on(
    sit_down: SitDown, cast: Cast, hand: Stagehand, stored: Stored
) -> None:
    ann, ben = sit_down(cast.ann), sit_down(cast.ben)
    before = stored.words(cast.end_users.id)
    ann.notes("Is it for me?").click(modifiers=["Control"])
    ann.page.locator("[data-help]").click()
    ben.notes("Sees an advert").locator(".note-head").click()
    ben.page.locator("#panel-description").fill("On the bus")
    hand.ask("act", person=cast.fay.id, name="workshop.archive", payload={})
    expect(ann.page.get_by_role("heading", name="The workshop is closed")).to_be_visible()
    expect(ann.page.locator("#help")).not_to_be_visible()
    expect(ann.page.locator("[data-bye]")).to_be_focused()
    ann.notes("Is it for me?").locator(".note-text").click()
    ann.notes("Is it for me?").focus()
    for key in ("Enter", "Delete", "n", "m", "ControlOrMeta+z"):
        ann.page.keyboard.press(key)
    expect(ann.page.locator("[data-board] textarea")).to_have_count(0)
    expect(ann.badge).to_have_text("Not connected any more")
    expect(ann.page.locator(".is-picked")).to_have_count(0)
    expect(ann.page.locator("[data-picked]")).to_be_hidden()
    # What Ben was writing is his to copy, and the panel beside it can only be read.
    expect(ben.page.locator("[data-tray] [data-words]")).to_have_text(["On the bus"])
    expect(ben.page.locator("[data-panel] :is(input, select, textarea):enabled")).to_have_count(0)
    expect(ben.page.locator("[data-panel-foot]")).to_be_hidden()
    assert ann.words() == before == stored.words(cast.end_users.id)


def test_reader_presses_every_key_and_nothing_breaks(sit_down: SitDown, cast: Cast) -> None:
    mia = sit_down(cast.mia, cast.end_users)
    mia.notes("Is it for me?").focus()
    for key in ("Enter", "F2", "Delete", "n", "m", "Shift+F10", "ControlOrMeta+z", "ArrowDown"):
        mia.page.keyboard.press(key)
    assert "Is it for me?" in mia.words()


def test_menu_closes_when_its_note_is_removed(sit_down: SitDown, cast: Cast, hand: Stagehand) -> None:
    ann = sit_down(cast.ann)
    note = ann.notes("Is it for me?")
    identity = str(note.get_attribute("id"))
    note.hover()
    note.locator("[data-menu]").click()
    expect(ann.page.locator("#note-menu")).to_be_visible()
    hand.ask("act", person=cast.ben.id, name="note.remove", payload={"note": identity})
    expect(ann.page.locator("#note-menu")).not_to_be_visible()
    # What stands beside it has the focus; so it is with a dialog, and with a stage.
    first, second = cast.end_users.stages
    expect(ann.page.locator(f"[id='{first}'] [data-row=thoughts] [data-add]")).to_be_focused()
    note = ann.notes("The form is long")
    identity = str(note.get_attribute("id"))
    note.focus()
    ann.page.keyboard.press("m")
    hand.ask("act", person=cast.ben.id, name="note.remove", payload={"note": identity})
    expect(ann.notes("The form is long")).to_have_count(0)
    ann.page.keyboard.press("Escape")
    expect(ann.page.locator(f"[id='{second}'] [data-row=pains] [data-add]")).to_be_focused()
    hand.ask("act", person=cast.fay.id, name="stage.remove", payload={"stage": second})
    expect(ann.page.locator(f"[id='{second}']")).to_have_count(0)
    expect(ann.page.locator("[data-stage]:not([hidden]) :focus")).to_have_count(1)


def test_dialog_stays_open_when_words_are_marked_beyond_its_edge(sit_down: SitDown, cast: Cast) -> None:
    ann = sit_down(cast.ann)
    ann.page.locator("[data-add-stage]").click()
    ann.page.keyboard.type("A long name")
    box = ann.page.locator("#stage-name-field").bounding_box()
    assert box is not None
    ann.page.mouse.move(box["x"] + 60, box["y"] + 10)
    ann.page.mouse.down()
    ann.page.mouse.move(5, box["y"] + 10, steps=4)
    ann.page.mouse.up()
    expect(ann.page.locator("#stage-name")).to_be_visible()
    expect(ann.page.locator("#stage-name-field")).to_have_value("A long name")
    ann.page.mouse.click(5, 5)
    expect(ann.page.locator("#stage-name")).not_to_be_visible()


def test_facilitators_page_says_when_it_may_be_old(sit_down: SitDown, cast: Cast, line: Proxy) -> None:
    page = sit_down(cast.ann, line=line).page.context.new_page()
    sign_in(page, cast)
    page.goto(f"/w/{cast.workshop}/")
    expect(page.locator("[data-stale]")).not_to_be_visible()
    line.refuse()
    expect(page.locator("[data-stale]")).to_contain_text("may be old")
    line.resume()
    expect(page.locator("[data-stale]")).not_to_be_visible()
