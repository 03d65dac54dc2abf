"""What the board's dialogs do with somebody in front of them."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, SitDown
from tests.harness.cast import Cast


def test_stage_name_of_blanks_says_why_and_stays_open(sit_down: SitDown, cast: Cast) -> None:
    ann = sit_down(cast.ann)
    ann.page.locator("[data-add-stage]").click()
    ann.page.keyboard.type("   ")
    ann.page.keyboard.press("Enter")
    expect(ann.page.locator("#stage-name")).to_be_visible()
    why = ann.page.locator("#stage-name-field").evaluate("(field) => field.validationMessage")
    assert why == "Write a few words as the name."
    ann.page.keyboard.type("A real name")
    ann.page.keyboard.press("Enter")
    expect(ann.page.locator(".stage-name", has_text="A real name")).to_have_count(1)


def test_help_on_a_phone_opens_at_its_heading(sit_down: SitDown, cast: Cast) -> None:
    ann = sit_down(cast.ann, **PHONE)
    ann.page.locator("[data-help]").tap()
    expect(ann.page.locator("#help-title")).to_be_focused()
    expect(ann.page.locator("#help-title")).to_be_in_viewport()
    assert ann.page.locator("#help").evaluate("(dialog) => dialog.scrollTop") == 0
