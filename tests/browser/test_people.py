"""The roster by mouse and by keys alone, seen by two facilitators; the lobby that goes on by itself."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, NewBrowser, give_cookie, sign_in
from tests.browser.doors import begin
from tests.harness.cast import Cast, Person
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand


def column(page: Page, name: str) -> Locator:
    """A column of the roster."""
    return page.locator(".rcol", has=page.get_by_role("heading", name=name))


def person(page: Page, name: str) -> Locator:
    """Somebody in the roster."""
    return page.locator(".rone", has_text=name)


@pytest.fixture
def roster(new_browser: NewBrowser, server: Server, cast: Cast) -> Page:
    """Fay looks at her people."""
    page = new_browser(server.url).new_page()
    sign_in(page, cast)
    page.goto(f"/w/{cast.workshop}/people/")
    expect(person(page, "Ann")).to_be_visible()
    return page


def page_of(new_browser: NewBrowser, server: Server, who: Person, **options) -> Page:
    """Somebody's browser."""
    browser = new_browser(server.url, **options)
    give_cookie(browser, who, server.url)
    return browser.new_page()


def test_somebody_is_dragged_into_another_group_and_their_page_goes_there(
    roster: Page, new_browser: NewBrowser, server: Server, cast: Cast
) -> None:
    ann = page_of(new_browser, server, cast.ann)
    ann.goto(f"/w/{cast.workshop}/")
    expect(person(roster, "Ann")).to_contain_text("here")
    person(roster, "Ann").drag_to(column(roster, "Distributors"))
    expect(column(roster, "Distributors").locator(".rone", has_text="Ann")).to_be_visible()
    expect(roster.locator("[data-told]")).to_have_text("Ann is in “Distributors” now.")
    ann.wait_for_url(lambda url: cast.distributors.id in url)


def test_everything_is_done_by_keys_alone(roster: Page, cast: Cast, hand: Stagehand) -> None:
    keys = roster.keyboard
    person(roster, "Ben").locator("button").focus()
    keys.press("Enter")
    name = roster.get_by_label("Name", exact=True).and_(roster.locator("#person-name"))
    expect(roster.get_by_role("dialog")).to_be_visible()
    name.focus()
    keys.press("ControlOrMeta+a")
    keys.type("Benedict")
    roster.locator("#person-group").focus()
    keys.type("Distr")
    roster.locator("#person-role").focus()
    keys.type("Group h")
    keys.press("Tab")
    for _ in range(4):
        keys.press("Tab")
    expect(roster.get_by_role("button", name="Save")).to_be_focused()
    keys.press("Enter")
    moved = column(roster, "Distributors").locator(".rone", has_text="Benedict")
    expect(moved).to_contain_text("Group helper")
    moved.locator("button").focus()
    keys.press("Enter")
    remove = roster.get_by_role("button", name="Remove…")
    remove.focus()
    keys.press("Enter")
    expect(roster.get_by_role("heading", name="Remove Benedict?")).to_be_visible()
    expect(roster.get_by_role("button", name="Let them stay")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(person(roster, "Benedict")).to_have_count(0)


def test_two_facilitators_see_what_the_other_does(
    roster: Page, new_browser: NewBrowser, server: Server, cast: Cast, hand: Stagehand
) -> None:
    role = {"person": cast.mia.id, "role": "facilitator"}
    assert hand.ask("act", person=cast.fay.id, name="person.role", payload=role)["version"]
    mia = page_of(new_browser, server, cast.mia)
    mia.goto(f"/w/{cast.workshop}/people/")
    person(mia, "Dev").drag_to(column(mia, "No group yet"))
    expect(column(roster, "No group yet").locator(".rone", has_text="Dev")).to_be_visible()
    person(roster, "Dev").drag_to(column(roster, "End users"))
    expect(column(mia, "End users").locator(".rone", has_text="Dev")).to_be_visible()
    # Demoted, her page of people is gone at once.
    role |= {"role": "observer"}
    assert hand.ask("act", person=cast.fay.id, name="person.role", payload=role)["version"]
    mia.wait_for_url(re.compile(rf"/w/{cast.workshop}/$"))
    assert mia.request.get(f"/w/{cast.workshop}/people/").status == 404


def test_groups_are_balanced_after_a_preview(roster: Page, cast: Cast) -> None:
    person(roster, "Dev").drag_to(column(roster, "End users"))
    expect(column(roster, "End users").locator(".rone", has_text="Dev")).to_be_visible()
    roster.get_by_role("button", name="Show who would move").click()
    expect(roster.locator(".balance-sizes")).to_contain_text("End users")
    move = roster.get_by_role("button", name=re.compile("^Move 1 person"))
    # Somebody moves meanwhile: nothing is done, and the new plan is shown.
    person(roster, "Dev").drag_to(column(roster, "No group yet"))
    expect(column(roster, "No group yet").locator(".rone", has_text="Dev")).to_be_visible()
    roster.locator("#balance button").click()
    expect(roster.get_by_text("nothing was done")).to_be_visible()
    roster.locator("#balance button").click()
    expect(roster.get_by_text("Everybody's screen goes on")).to_be_visible()
    assert move.count() == 0
    expect(column(roster, "No group yet").locator(".rone")).to_have_count(0)


def test_list_of_people_is_pasted_and_a_wrong_line_is_named(roster: Page, cast: Cast) -> None:
    field = roster.get_by_label("Who shall come?")
    field.fill("Zoe, Marketing, zoe@example.org\nYan; Nowhere\nXaver")
    roster.get_by_role("button", name="Add them").click()
    expect(roster.get_by_text("Line 2, “Yan; Nowhere”: there is no department “Nowhere”")).to_be_visible()
    expect(field).to_have_value(re.compile("Zoe, Marketing"))
    field.fill("Zoe, Marketing, zoe@example.org\nXaver")
    roster.get_by_role("button", name="Add them").click()
    expect(person(roster, "Zoe")).to_contain_text("has not come yet")
    roster.get_by_role("link", name="Their personal links").click()
    links = roster.get_by_label("Mark all, copy").input_value()
    assert re.search(r"^Xaver\thttp://.*/enter/\S+$", links, re.MULTILINE)
    assert "Zoe\thttp" in links


def test_lobby_goes_on_when_the_workshop_begins_and_keeps_practice_to_itself(
    new_browser: NewBrowser, server: Server, cast: Cast, hand: Stagehand
) -> None:
    hand.ask("set", workshop=cast.workshop, status="lobby", goal="Fewer lost orders")
    fay = new_browser(server.url).new_page()
    sign_in(fay, cast)
    fay.goto(f"/w/{cast.workshop}/")
    ann = page_of(new_browser, server, cast.ann, **PHONE)
    ann.goto(f"/w/{cast.workshop}/")
    ann.wait_for_url("**/lobby/")
    expect(ann.get_by_text("Fewer lost orders")).to_be_visible()
    expect(ann.locator("[data-here]")).to_have_text("3 are here")
    ann.get_by_label("Practice note").fill("I bought a bicycle")
    ann.get_by_label("Practice note").press("Enter")
    expect(ann.locator(".lobby-kept")).to_have_text("I bought a bicycle")
    ann.get_by_label("For instance").fill("A chair near the door")
    ann.get_by_role("button", name="Tell them").click()
    expect(ann.get_by_text("They know.")).to_be_visible()
    ann.get_by_role("button", name=re.compile("Distributors")).click()
    expect(ann.get_by_role("button", name=re.compile("Distributors"))).to_have_attribute(
        "aria-pressed", "true"
    )
    ann.get_by_label("For instance").fill("A chair near the door, and a break at 11")
    begin(fay)
    # Whoever is writing is not led away from it, and goes on as soon as it is told.
    expect(ann.get_by_text("The workshop has begun.")).to_be_visible()
    expect(ann.get_by_label("For instance")).to_have_value("A chair near the door, and a break at 11")
    expect(ann.get_by_role("link", name="Go on without")).to_be_visible()
    ann.get_by_role("button", name="Tell them").click()
    ann.wait_for_url(lambda url: cast.distributors.id in url)
    fay.goto(f"/w/{cast.workshop}/people/")
    needs = person(fay, "Ann")
    expect(needs.locator(".rone-needs")).to_be_visible()
    needs.locator("button").click()
    expect(fay.get_by_role("dialog").get_by_text("A chair near the door, and a break at 11")).to_be_visible()
    texts = hand.ask("texts", workshop=cast.workshop)
    assert "I bought a bicycle" not in texts


def test_way_back_brings_the_same_person_to_a_second_device(
    new_browser: NewBrowser, server: Server, cast: Cast
) -> None:
    first = page_of(new_browser, server, cast.ann)
    first.goto(f"/w/{cast.workshop}/me/")
    code = first.locator(".lobby-code .code").inner_text()
    second = new_browser(server.url, **PHONE).new_page()
    second.goto(f"/j/{cast.join}")
    second.get_by_role("link", name="I am already in the list").tap()
    second.get_by_label("Code").fill(code.lower())
    second.get_by_role("button", name="Go in").tap()
    second.wait_for_url("**/boards/**")
    second.goto(f"/w/{cast.workshop}/me/")
    expect(second.get_by_text("Ann", exact=True)).to_be_visible()


def test_helper_writes_for_somebody_without_a_device(
    new_browser: NewBrowser, server: Server, cast: Cast, hand: Stagehand
) -> None:
    payload = {
        "person": "p_" + "t" * 22,
        "name": "Tom",
        "group": cast.end_users.group,
        "department": cast.end_users.department,
        "has_device": False,
    }
    hand.ask("set", workshop=cast.workshop, attribution="named")
    assert hand.ask("act", person=cast.fay.id, name="person.add", payload=payload)["version"]
    hal = page_of(new_browser, server, cast.hal)
    hal.goto(f"/w/{cast.workshop}/")
    hal.get_by_label("Writing for").select_option("Writing for Tom")
    hal.locator('[data-row="pains"] [data-add]').first.click()
    hal.keyboard.type("Nobody told me")
    hal.keyboard.press("Escape")
    note = hal.locator(".note", has_text="Nobody told me")
    expect(note.locator(".note-foot")).to_contain_text("Tom")
    ann = page_of(new_browser, server, cast.ann)
    ann.goto(f"/w/{cast.workshop}/")
    expect(ann.get_by_label("Writing for")).to_have_count(0)
