"""The small forms: a second click does no harm, and what went wrong has the focus."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewBrowser, sign_in
from tests.harness.cast import Cast
from tests.harness.server import Server


def focused(page: Page) -> str:
    """The words of what has the focus."""
    return str(page.evaluate("document.activeElement.innerText")).strip()


def test_wrong_password_is_told_where_the_focus_is(
    new_browser: NewBrowser, server: Server, cast: Cast
) -> None:
    page = new_browser(server.url).new_page()
    page.goto("/sign-in/")
    page.get_by_label("E-mail").fill(cast.email)
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert focused(page) == "E-mail and password do not belong together. Please try again."


def test_empty_field_of_the_sign_in_has_the_focus(
    new_browser: NewBrowser, server: Server, cast: Cast
) -> None:
    page = new_browser(server.url).new_page()
    page.goto("/sign-in/")
    page.get_by_label("E-mail").fill(cast.email)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("Password")).to_be_focused()


def test_map_that_was_not_brought_is_told_where_the_focus_is(
    new_browser: NewBrowser, server: Server, cast: Cast, tmp_path: Path
) -> None:
    file = tmp_path / "map.json"
    file.write_text("{}")
    page = new_browser(server.url).new_page()
    sign_in(page, cast)
    page.goto(f"/w/{cast.workshop}/import/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Look at it first").click()
    expect(page.locator("[data-refused]")).to_be_focused()
    assert focused(page).startswith("Nothing was changed. This is why:\n")


def test_code_is_large_enough_to_scan_and_goes_when_joining_is_closed(
    new_browser: NewBrowser, server: Server, cast: Cast
) -> None:
    page = new_browser(server.url).new_page()
    sign_in(page, cast)
    page.goto(f"/w/{cast.workshop}/")
    code = page.get_by_role("img", name="The link for attendees as a QR code, to scan with a phone")
    box = code.bounding_box()
    assert box and min(box["width"], box["height"]) >= 200
    assert code.evaluate("image => image.complete && image.naturalWidth > 0")
    page.get_by_role("button", name="Close joining").click()
    expect(page.get_by_role("button", name="Open joining")).to_be_focused()
    expect(code).to_have_count(0)
    page.get_by_role("button", name="Open joining").click()
    expect(code).to_be_visible()
    expect(page.get_by_role("button", name="Copy").first).to_be_visible()
