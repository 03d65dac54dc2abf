"""Set-up: two facilitators edit at once and overwrite nothing; from signing in to an open lobby, click by click."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, NewBrowser, SitDown, give_cookie, sign_in
from tests.browser.hands import Board
from tests.harness.cast import PASSWORD, Cast
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand

SMALLEST = """() => Math.min(...[...document.querySelectorAll(".projector *")]
  .filter((element) => element.checkVisibility() && !element.closest("svg, .visually-hidden, .theme-switch, .mark"))
  .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
  .map((element) => parseFloat(getComputedStyle(element).fontSize)))"""
SAVED = re.compile("^Saved$")


@pytest.fixture
def two(new_browser: NewBrowser, server: Server, cast: Cast, hand: Stagehand) -> tuple[Page, Page]:
    """Fay and Mia, who facilitates with her, both at the set-up page."""
    role = {"person": cast.mia.id, "role": "facilitator"}
    assert hand.ask("act", person=cast.fay.id, name="person.role", payload=role)["version"]
    fay = new_browser(server.url).new_page()
    sign_in(fay, cast)
    browser = new_browser(server.url)
    give_cookie(browser, cast.mia, server.url)
    mia = browser.new_page()
    for page in (fay, mia):
        page.goto(f"/w/{cast.workshop}/setup/")
        expect(page.locator("[data-badge-words]")).to_have_text(SAVED)
    return fay, mia


def write(page: Page, label: str, words: str) -> None:
    """Fills a field and leaves it."""
    field = page.get_by_label(label).first
    field.fill(words)
    field.press("Tab")


def test_different_fields_at_once_and_who_changed_what(two: tuple[Page, Page]) -> None:
    fay, mia = two
    write(fay, "What should be different", "Fewer lost orders")
    write(mia, "How will we know", "Half the calls")
    expect(mia.get_by_label("What should be different")).to_have_value("Fewer lost orders")
    expect(fay.get_by_label("How will we know")).to_have_value("Half the calls")
    expect(fay.locator("[data-latest]")).to_contain_text("Mia changed what success means")
    write(fay, "Customer type", "Private customers")
    expect(mia.get_by_label("Customer type").first).to_have_value("Private customers")
    expect(mia.locator("[data-latest]")).to_contain_text("Fay changed the name of “Private customers”")


def test_same_field_at_once_offers_both_wordings(two: tuple[Page, Page]) -> None:
    fay, mia = two
    mine = fay.get_by_label("What should be different")
    mine.fill("We answer within a day")
    write(mia, "What should be different", "Nobody calls twice")
    clash = fay.locator(".clash")
    expect(clash).to_contain_text("Nobody calls twice")
    expect(mine).to_have_value("We answer within a day")
    clash.get_by_role("button", name="Keep mine").click()
    expect(mia.get_by_label("What should be different")).to_have_value("We answer within a day")
    mine.fill("We answer within an hour")
    write(mia, "What should be different", "We answer at once")
    fay.get_by_role("button", name="Take theirs").click()
    expect(mine).to_have_value("We answer at once")


def test_what_comes_and_goes_is_there_for_both(two: tuple[Page, Page], cast: Cast) -> None:
    fay, mia = two
    fay.get_by_label("Another department").fill("Catering")
    fay.locator("[data-add='department.add']").get_by_role("button").click()
    expect(mia.get_by_role("listitem", name="Catering")).to_be_visible()
    expect(fay.get_by_label("Another department")).to_have_value("")
    mia.get_by_label("Another group").fill("Second table")
    mia.locator("[data-add='group.add']").get_by_role("button").click()
    expect(fay.get_by_role("listitem", name="Second table")).to_be_visible()
    fay.get_by_role("listitem", name="Second table").get_by_role("button").click()
    expect(mia.get_by_role("listitem", name="Second table")).to_have_count(0)
    # A group with people in it stays, and the page says what to do.
    fay.get_by_role("listitem", name="End users", exact=True).get_by_role("button").first.click()
    expect(fay.get_by_role("alert").filter(visible=True)).to_contain_text("There are people in it.")
    fay.locator("summary", has_text="Journey of End users").click()
    fay.get_by_role("button", name="Order earlier").click()
    mia.locator("summary", has_text="Journey of End users").click()
    expect(mia.locator(".estage").first.get_by_label("Stage", exact=True)).to_have_value("Order")


def test_more_is_not_said_of_authors_than_was_promised(two: tuple[Page, Page]) -> None:
    fay, _mia = two
    fay.get_by_text("Names shown").click()
    expect(fay.get_by_role("alert").filter(visible=True)).to_contain_text("Less can be said from now on")
    expect(fay.locator("[name=attribution][value=department]")).to_be_checked()


def test_bad_value_is_told_and_kept_in_the_field(two: tuple[Page, Page]) -> None:
    fay, mia = two
    title = fay.get_by_label("What is the workshop called?")
    title.fill("  ")
    title.press("Tab")
    expect(fay.get_by_role("alert").filter(visible=True).or_(fay.get_by_role("status"))).not_to_have_count(0)
    expect(mia.get_by_label("What is the workshop called?")).to_have_value("Heart of the journey")


def test_board_of_an_attendee_follows_what_is_set_up(
    two: tuple[Page, Page], sit_down: SitDown, cast: Cast
) -> None:
    fay, _mia = two
    ann = sit_down(cast.ann)
    row = fay.locator("[data-kind=row][data-field=label]").nth(2)
    row.fill("What makes me angry")
    row.press("Tab")
    expect(ann.page.locator('[data-head="pains"]')).to_have_text("What makes me angry")


def test_copy_archive_reopen_and_delete(new_browser: NewBrowser, server: Server, cast: Cast) -> None:
    fay = new_browser(server.url).new_page()
    sign_in(fay, cast)
    fay.goto(f"/w/{cast.workshop}/setup/")
    fay.get_by_role("button", name="Begin a new one like this").click()
    expect(fay.get_by_label("What is the workshop called?")).to_have_value("Heart of the journey (copy)")
    expect(fay.get_by_label("Customer type").first).to_have_value("End users")
    fay.locator("summary", has_text="Archive it…").click()
    fay.get_by_role("button", name="Archive it", exact=True).click()
    expect(fay.locator(".cbar").get_by_text("Archived")).to_be_visible()
    fay.get_by_role("button", name="Open it again").click()
    expect(fay.locator(".cbar").get_by_text("Archived")).to_have_count(0)
    fay.get_by_role("link", name="Set-up").click()
    fay.get_by_role("link", name="Delete for good…").click()
    fay.get_by_label("Type the title").fill("Heart of the journey")
    fay.get_by_role("button", name="Delete it for good").click()
    expect(fay.get_by_text("That is not the title. Nothing was deleted.")).to_be_visible()
    fay.get_by_label("Type the title").fill("heart of the journey (Copy)")
    fay.get_by_role("button", name="Delete it for good").click()
    expect(fay.get_by_role("heading", name="My workshops")).to_be_visible()
    expect(fay.get_by_role("link", name="Heart of the journey (copy)")).to_have_count(0)
    expect(fay.get_by_role("link", name="Heart of the journey")).to_be_visible()


def test_first_workshop_from_signing_in_to_an_open_lobby_by_few_clicks(
    new_browser: NewBrowser, server: Server, cast: Cast
) -> None:
    """Every press of the mouse is counted; a facilitator needs no second tool and no help."""
    page = new_browser(server.url).new_page()
    clicks: list[str] = []

    def press(name: str, role: str = "button") -> None:
        page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
        clicks.append(name)

    page.goto("/sign-in/")
    page.get_by_label("E-mail").fill(cast.email)
    page.get_by_label("Password").fill(PASSWORD)
    press("Sign in")
    press("New workshop", "link")
    page.get_by_label("What is the workshop called?").fill("How companies buy from us")
    page.get_by_label("What should be different").fill("Fewer lost orders")
    page.get_by_label("Customer type").first.fill("IT directors")
    page.get_by_label("Begin with these stages").first.select_option("saas")
    page.get_by_label("People from Sales").fill("3")
    page.get_by_label("People from Operations").fill("4")
    expect(page.get_by_text("7 people, 2 of four sides")).to_be_visible()
    press("Make the workshop")
    expect(page.get_by_label("What is the workshop called?")).to_have_value("How companies buy from us")
    press("Next: open the lobby", "link")
    press("Show it on the wall", "link")
    expect(page.get_by_role("img", name="QR code to join")).to_be_visible()
    expect(page.locator(".pr-code")).to_have_text(re.compile(r"^[A-Z0-9]{4} [A-Z0-9]{4}$"))
    expect(page.locator(".pr-count")).to_contain_text("of 7 are here")
    assert clicks == [
        "Sign in",
        "New workshop",
        "Make the workshop",
        "Next: open the lobby",
        "Show it on the wall",
    ]


def test_attendee_on_a_phone_writes_the_first_note_after_four_taps(
    new_browser: NewBrowser, server: Server, cast: Cast
) -> None:
    """The link is what the camera opens; a workshop that runs and lets people choose asks for the most taps."""
    page = new_browser(server.url, **PHONE).new_page()
    page.goto(f"/j/{cast.join}")
    taps = [
        page.get_by_label("Your name"),
        page.locator(".choice", has_text="Marketing"),
        page.locator(".choice", has_text="End users"),
        page.get_by_role("button", name="Join"),
    ]
    for number, target in enumerate(taps):
        target.tap()
        if number == 0:
            page.keyboard.type("Zoe")
    page.wait_for_url("**/boards/**")
    expect(page.get_by_role("heading", name="Good that you are here.")).to_be_visible()
    board = Board(page, by_touch=True).ready()
    field = page.locator("#phone-field")
    field.tap()
    page.keyboard.type("I look for a price")
    page.get_by_role("button", name="Add it").tap()
    expect(page.locator(".note", has_text="I look for a price")).to_be_visible()
    board.ready()
    expect(page.locator("[data-recap]")).to_be_hidden()


def test_wall_follows_who_comes_and_whether_joining_is_open(
    new_browser: NewBrowser, server: Server, cast: Cast, hand: Stagehand
) -> None:
    wall = new_browser(server.url, viewport={"width": 1920, "height": 1080}).new_page()
    sign_in(wall, cast)
    wall.goto(f"/w/{cast.workshop}/projector/")
    expect(wall.locator("[data-in]")).to_have_text("3")
    hand.ask("seat", board=cast.end_users.id, name="Zoe")
    expect(wall.locator("[data-in]")).to_have_text("4")
    assert wall.evaluate(SMALLEST) >= 21
    code = wall.locator(".pr-code").inner_text()
    assert hand.ask("act", person=cast.fay.id, name="joining.rotate", payload={})["version"]
    expect(wall.locator(".pr-code")).not_to_have_text(code)
    assert hand.ask("act", person=cast.fay.id, name="joining.set", payload={"open": False})["version"]
    expect(wall.get_by_role("heading", name="Joining is closed.")).to_be_visible()
    expect(wall.get_by_role("img", name="QR code to join")).to_be_hidden()
