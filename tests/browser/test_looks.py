"""What the board must look like for somebody to read and use it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, SitDown
from tests.harness.cast import Cast

CUT = """() => [...document.querySelectorAll(".stage-name, .stage-goal")]
  .filter((words) => words.scrollHeight > words.clientHeight + 1).map((words) => words.textContent)"""
TYPE_TOO_MUCH = """(field) => {
  field.value = "word ".repeat(420);
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}"""


def test_toast_on_a_phone_is_low_beside_kept_words(sit_down: SitDown, cast: Cast) -> None:
    ann = sit_down(cast.ann, **PHONE)
    ann.page.locator("#phone-field").evaluate(TYPE_TOO_MUCH)
    ann.page.locator("[data-tray] [data-words]").wait_for()
    box = ann.page.locator("[data-toast]").bounding_box()
    assert box is not None
    assert box["height"] < 100


@pytest.mark.parametrize("width", [1280, 1440, 1920])
def test_long_stage_name_is_not_cut(sit_down: SitDown, cast: Cast, width: int) -> None:
    ann = sit_down(cast.ann, viewport={"width": width, "height": 900})
    name = "Getting it approved and paid"
    added = ann.page.locator(".stage-name", has_text=name)
    for number in range(1, width // 120):
        ann.page.locator("[data-add-stage]").click()
        ann.page.keyboard.type(name)
        ann.page.keyboard.press("Enter")
        expect(added).to_have_count(number)
    assert ann.page.evaluate(CUT) == []
    assert added.first.get_attribute("title") == name


def test_pulling_at_a_note_marks_nothing(sit_down: SitDown, cast: Cast) -> None:
    ann = sit_down(cast.ann)
    first = ann.notes("Sees an advert").locator(".note-text").bounding_box()
    last = ann.notes("The form is long").locator(".note-text").bounding_box()
    assert first is not None
    assert last is not None
    ann.page.mouse.move(first["x"] + 4, first["y"] + 4)
    ann.page.mouse.down()
    ann.page.mouse.move(last["x"] + 30, last["y"] + 8, steps=6)
    ann.page.mouse.up()
    assert ann.page.evaluate("getSelection().toString()") == ""
    ann.notes("The form is long").locator(".note-text").click()
    ann.page.keyboard.press("ControlOrMeta+a")
    field = ann.page.locator(".is-editing textarea")
    assert field.evaluate("(field) => field.selectionEnd - field.selectionStart") == len("The form is long")
