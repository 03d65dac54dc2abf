"""Set-up by hand: from signing in to an open lobby, and two facilitators who change it at the same time."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import LAPTOP, PHONE, NewBrowser, sign_in
from tests.harness.cast import Cast
from tests.harness.server import Server

RULES = "People read them in the lobby, one on each line"
GOAL = "What should be different for customers and for us?"
SUCCESS = "How will we know that it worked?"


class Hand:
    """A hand that notes down what it presses and where it types."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def click(self, what: Locator, name: str) -> None:
        """Presses something."""
        what.click()
        self.done.append(f"click {name}")

    def fill(self, what: Locator, words: str, name: str) -> None:
        """Types into something; coming there counts as a click."""
        what.click()
        what.fill(words)
        self.done.append(f"type {name}")


@pytest.fixture
def fay(new_browser: NewBrowser, server: Server, cast: Cast) -> Page:
    """Fay, signed in on her laptop."""
    return facilitator(new_browser, server, cast)


def facilitator(new_browser: NewBrowser, server: Server, cast: Cast) -> Page:
    page = new_browser(server.url, **LAPTOP).new_page()
    sign_in(page, cast)
    return page


def open_set_up(page: Page, cast: Cast) -> Page:
    """Opens the set-up of Fay's workshop and waits until it is live."""
    page.goto(f"/w/{cast.workshop}/setup/")
    expect(page.locator("[data-badge-words]")).to_have_text("Saved")
    return page


def test_shortest_way_from_signing_in_to_an_open_lobby(fay: Page) -> None:
    hand = Hand()
    hand.click(fay.get_by_role("link", name="New workshop"), "New workshop")
    hand.fill(fay.get_by_label("What is the workshop called?"), "How companies buy from us", "title")
    hand.fill(fay.get_by_label("Customer type").first, "IT director", "customer type")
    hand.click(fay.get_by_role("button", name="Make the workshop"), "Make the workshop")
    hand.click(fay.get_by_role("link", name="Next: open the lobby"), "Next: open the lobby")
    expect(fay.get_by_role("heading", name="The lobby is open.")).to_be_visible()
    expect(
        fay.get_by_role("img", name="The link for attendees as a QR code, to scan with a phone")
    ).to_be_visible()
    assert hand.done == [
        "click New workshop",
        "type title",
        "type customer type",
        "click Make the workshop",
        "click Next: open the lobby",
    ]


def test_full_way_from_signing_in_to_an_open_lobby(fay: Page) -> None:
    """A whole set-up with goal, hours, two customer types and sixteen people: thirty steps."""
    hand = Hand()
    hand.click(fay.get_by_role("link", name="New workshop"), "New workshop")
    hand.fill(fay.get_by_label("What is the workshop called?"), "How companies buy from us", "title")
    hand.fill(fay.get_by_label("Organisation"), "Northwind", "organisation")
    for label, words in (("Date", "2027-03-18"), ("Begins", "09:30"), ("Ends", "16:00")):
        fay.get_by_label(label, exact=True).fill(words)
        hand.done.append(f"choose {label}")
    hand.fill(fay.get_by_label(GOAL), "Nobody calls twice.", "goal")
    hand.fill(fay.get_by_label("Customer type").first, "IT director", "customer type")
    hand.fill(fay.get_by_label("Customer type").nth(1), "Reseller", "customer type")
    for index, template in enumerate(("saas", "b2b_distributor")):
        fay.get_by_label("Begin with these stages").nth(index).select_option(template)
        hand.done.append("choose stages")
    people = {
        "Marketing": 2,
        "Sales": 3,
        "Product": 3,
        "Technical support": 3,
        "Finance and billing": 2,
        "IT and digital": 3,
    }
    for name, number in people.items():
        for _ in range(number):
            hand.click(fay.get_by_role("button", name=f"One more from {name}"), f"+ {name}")
    expect(fay.get_by_text("16 people, all four sides")).to_be_visible()
    hand.click(fay.locator(".choice", has_text="Names shown"), "Names shown")
    hand.click(fay.get_by_role("button", name="Make the workshop"), "Make the workshop")
    expect(fay.get_by_label(GOAL)).to_have_value("Nobody calls twice.")
    expect(fay.get_by_text("16 people: a good number.")).to_be_visible()
    hand.click(fay.get_by_role("link", name="Next: open the lobby"), "Next: open the lobby")
    expect(fay.get_by_role("heading", name="The lobby is open.")).to_be_visible()
    assert len(hand.done) == 30


def test_number_means_the_department_and_unticking_takes_it_out_of_the_sum(fay: Page) -> None:
    fay.goto("/workshops/new/")
    told = fay.locator("[data-count]")
    field = fay.get_by_label("How many people from Field service")
    box = fay.get_by_role("checkbox", name="Field service")
    expect(box).not_to_be_checked()
    field.fill("2")
    expect(box).to_be_checked()
    expect(told).to_have_text("2 people, 1 of four sides")
    fay.get_by_role("button", name="One fewer from Field service").click()
    expect(told).to_have_text("1 person, 1 of four sides")
    fay.locator(".dept", has_text="Field service").click()
    expect(told).to_have_text(
        "Say how many people come from each department, or leave it open: ten to twenty work best."
    )


def test_workshop_is_made_without_scripts(new_browser: NewBrowser, server: Server, cast: Cast) -> None:
    page = new_browser(server.url, java_script_enabled=False).new_page()
    sign_in(page, cast)
    page.goto("/workshops/new/")
    page.get_by_label("Customer type").first.fill("IT director")
    page.get_by_label("How many people from Sales").fill("999")
    page.get_by_role("button", name="Make the workshop").click()
    expect(page.get_by_text("Please type a number from 0 to 200.")).to_be_visible()
    expect(page.get_by_label("Customer type").first).to_have_value("IT director")
    page.get_by_label("How many people from Sales").fill("3")
    page.get_by_label("What is the workshop called?").fill("By hand")
    page.get_by_role("button", name="Make the workshop").click()
    expect(page.get_by_role("heading", name="Set-up", level=1)).to_be_visible()


def test_two_facilitators_in_one_field_are_both_heard(
    fay: Page, new_browser: NewBrowser, server: Server, cast: Cast
) -> None:
    one, other = open_set_up(fay, cast), open_set_up(facilitator(new_browser, server, cast), cast)
    other.get_by_label(GOAL).click()
    other.keyboard.type("Mine, half way")
    one.get_by_label(GOAL).fill("Theirs, done")
    one.get_by_label(GOAL).blur()
    clash = other.locator(".clash")
    expect(clash).to_contain_text("Theirs, done")
    # What was typed stays under the hands until somebody decides.
    expect(other.get_by_label(GOAL)).to_have_value("Mine, half way")
    expect(other.locator("[data-latest]")).to_contain_text("Fay changed the goal")
    clash.get_by_role("button", name="Keep mine").click()
    expect(one.get_by_label(GOAL)).to_have_value("Mine, half way")
    expect(clash).to_have_count(0)


def test_typing_on_after_enter_is_not_eaten(fay: Page, cast: Cast) -> None:
    page = open_set_up(fay, cast)
    field = page.get_by_label("Organisation")
    field.fill("North")
    field.press("Enter")
    page.keyboard.type("wind and sons")
    expect(page.locator("[data-latest]")).to_contain_text("changed the organisation")
    expect(field).to_have_value("Northwind and sons")
    page.get_by_label(SUCCESS).click()
    expect(page.locator("[data-badge-words]")).to_have_text("Saved")
    page.reload()
    expect(field).to_have_value("Northwind and sons")


def test_taking_theirs_forgets_mine(fay: Page, new_browser: NewBrowser, server: Server, cast: Cast) -> None:
    one, other = open_set_up(fay, cast), open_set_up(facilitator(new_browser, server, cast), cast)
    other.get_by_label(GOAL).click()
    other.keyboard.type("Mine, half way")
    one.get_by_label(GOAL).fill("Theirs, done")
    one.get_by_label(GOAL).blur()
    other.locator(".clash").get_by_role("button", name="Take theirs").click()
    expect(other.get_by_label(GOAL)).to_have_value("Theirs, done")
    other.get_by_label(SUCCESS).click()
    other.reload()
    expect(other.get_by_label(GOAL)).to_have_value("Theirs, done")


def test_words_of_both_in_one_text_are_merged(
    fay: Page, new_browser: NewBrowser, server: Server, cast: Cast
) -> None:
    one, other = open_set_up(fay, cast), open_set_up(facilitator(new_browser, server, cast), cast)
    one.get_by_label(RULES).fill("One voice at a time. Every note counts. Causes are systems.")
    one.get_by_label(RULES).blur()
    expect(other.get_by_label(RULES)).to_have_value(
        "One voice at a time. Every note counts. Causes are systems."
    )
    one.get_by_label(RULES).fill("Only one voice at a time. Every note counts. Causes are systems.")
    other.get_by_label(RULES).fill(
        "One voice at a time. Every note counts. Causes are systems, never people."
    )
    one.get_by_label(RULES).blur()
    other.locator(".clash").get_by_role("button", name="Keep mine").or_(
        other.get_by_label(SUCCESS)
    ).last.click()
    for page in (one, other):
        expect(page.get_by_label(RULES)).to_have_value(
            "Only one voice at a time. Every note counts. Causes are systems, never people."
        )


def test_set_up_on_a_phone_is_no_wider_than_it(new_browser: NewBrowser, server: Server, cast: Cast) -> None:
    page = new_browser(server.url, **PHONE).new_page()
    sign_in(page, cast)
    for path in ("/workshops/new/", f"/w/{cast.workshop}/setup/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
