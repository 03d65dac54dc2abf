"""The mouse does what it aims at, also where the board moves under it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import SitDown
from tests.harness.cast import Cast


def test_press_on_a_note_edits_it_though_the_field_left_behind_shrinks_its_row(
    sit_down: SitDown, cast: Cast
) -> None:
    ann = sit_down(cast.ann)
    second = cast.end_users.stages[1]
    ann.field(second, "touchpoints")
    for _ in range(12):
        ann.page.keyboard.press("Shift+Enter")
    note = ann.notes("Is it for me?")
    before = note.bounding_box()
    note.locator(".note-text").click()
    expect(note.locator("textarea")).to_be_focused()
    after = note.bounding_box()
    assert before and after
    assert before["y"] - after["y"] > before["height"], "it hardly moved, so this proves nothing"
