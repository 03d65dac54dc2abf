"""The mouse does what it aims at, also where the board moves under it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import SitDown
from tests.harness.cast import Cast


def test_press_on_a_note_edits_it_though_the_field_left_behind_shrinks_its_row(
    sit_down: SitDown, cast: Cast
) -> None:
    ann = sit_down(cast.ann)
    first, second = cast.end_users.stages
    ann.add(second, "touchpoints", "Fills in the form")
    ann.field(second, "touchpoints")
    ann.page.keyboard.type("Line 1")
    for number in range(2, 9):
        ann.page.keyboard.press("Shift+Enter")
        ann.page.keyboard.type(f"Line {number}")
    note = ann.notes("Is it for me?")
    before = note.bounding_box()
    note.locator(".note-text").click()
    expect(note.locator("textarea")).to_be_focused()
    assert note.bounding_box() != before, "nothing moved, so this proves nothing"
    ann.sees("\n".join(f"Line {number}" for number in range(1, 9)))
    assert first == note.evaluate("(note) => note.closest('[data-stage]').id")
