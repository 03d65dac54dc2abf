"""Every page is usable for all: checked by axe, on phone and laptop, light and dark, and at 400 % zoom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewBrowser, board_path, give_cookie, sign_in
from tests.browser.hands import Board
from tests.browser.installation import Installation
from tests.harness.cast import Cast
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}},
    "preload": False,
}
# To measure a page axe gives it styles that our policy forbids; what moves would be measured half-way.
CALM: dict[str, Any] = {"reduced_motion": "reduce", "bypass_csp": True}
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
LAPTOP, PHONE, ZOOMED = (1280, 800), (390, 844), (320, 256)
SMALL = """() => [...document.querySelectorAll("a, button, input, select, textarea, summary, [role=menuitem]")]
  .filter((target) => target.checkVisibility({ visibilityProperty: true }))
  .filter((target) => !target.closest(".visually-hidden, .skip"))
  .map((target) => {
    const { width, height } = (target.closest("label") ?? target).getBoundingClientRect();
    const isInText = target.matches("a") && getComputedStyle(target).display === "inline";
    return { html: target.outerHTML.slice(0, 120), width, height, isInText };
  })
  .filter(({ width, height, isInText }) => !isInText && (width < 24 || height < 24))"""
OVERFLOW = """() => {
  const room = document.documentElement.clientWidth;
  return document.documentElement.scrollWidth > room ? [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > room + 1).slice(0, 5)
    .map((element) => element.outerHTML.slice(0, 120)) : [];
}"""


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation where nobody has an account yet."""
    with Installation(tmp_path_factory.mktemp("empty") / "var") as running:
        yield running


def test_pages_without_an_account_are_for_everybody(
    new_browser: NewBrowser, server: Server, empty: Installation, cast: Cast
) -> None:
    page = new_browser(server.url, **CALM).new_page()
    problems = []
    for path in (
        *("/", "/sign-in/", "/join/", "/join/?again", "/privacy/", "/reset/"),
        *(f"/j/{cast.join}", f"/enter/{cast.ann.token}"),
    ):
        page.goto(path)
        problems += look_at(page, path)
    page.goto(f"/j/{cast.join}")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("alert")).to_be_visible()
    problems += look_at(page, "join with mistakes")
    welcome = new_browser(empty.url, **CALM).new_page()
    welcome.goto("/welcome/")
    assert problems + look_at(welcome, "welcome") == []


def test_pages_of_a_facilitator_are_for_everybody(
    new_browser: NewBrowser, server: Server, cast: Cast
) -> None:
    page = new_browser(server.url, **CALM).new_page()
    sign_in(page, cast)
    problems = look_at(page, "home")
    here = f"/w/{cast.workshop}/"
    for path in (
        *("/workshops/new/", "/account/", "/colleagues/", "/templates/", here, f"{here}me/", f"{here}mine/"),
        *(f"{here}setup/", f"{here}people/", f"{here}people/links/", f"{here}history/", f"{here}colleagues/"),
        *(f"{here}projector/", f"{here}delete/", f"{here}people/{cast.ann.id}/way-back/"),
        f"{here}people/{cast.ann.id}/erase/",
    ):
        page.goto(path)
        problems += look_at(page, path)
    page.goto(board_path(cast))
    Board(page).ready()
    problems += look_at(page, "board of a facilitator")
    page.locator("[data-help]").click()
    assert problems + look_at(page, "help") == []


def test_dialogs_of_the_people_are_for_everybody(new_browser: NewBrowser, server: Server, cast: Cast) -> None:
    page = new_browser(server.url, **CALM).new_page()
    sign_in(page, cast)
    page.goto(f"/w/{cast.workshop}/people/")
    page.get_by_role("button", name="Show who would move").click()
    page.get_by_text("nobody has to move").wait_for()
    problems = look_at(page, "people with a plan to balance")
    page.get_by_role("button", name="Ann", exact=False).first.click()
    problems += look_at(page, "somebody's dialog")
    page.get_by_role("button", name="Remove…").click()
    assert problems + look_at(page, "asked whether to remove") == []


def test_lobby_and_recap_are_for_everybody(
    new_browser: NewBrowser, server: Server, cast: Cast, hand: Stagehand
) -> None:
    browser = new_browser(server.url, **CALM)
    give_cookie(browser, cast.ann, server.url)
    page = browser.new_page()
    page.goto(board_path(cast) + "?welcome")
    Board(page).ready()
    problems = look_at(page, "board with a recap")
    page.goto(f"/w/{cast.workshop}/mine/erase/")
    problems += look_at(page, "asked whether to erase")
    hand.ask("set", workshop=cast.workshop, status="lobby", goal="Fewer lost orders", house_rules="One voice")
    page.goto(f"/w/{cast.workshop}/")
    page.wait_for_url("**/lobby/")
    assert problems + look_at(page, "lobby") == []


def test_boards_are_for_everybody(new_browser: NewBrowser, server: Server, cast: Cast) -> None:
    problems = []
    for person in (cast.oda, cast.ann):
        browser = new_browser(server.url, **CALM)
        give_cookie(browser, person, server.url)
        page = browser.new_page()
        page.goto(board_path(cast))
        board = Board(page).ready()
        problems += look_at(page, f"board of {person.name}")
    board.field(cast.end_users.stages[0], "thoughts")
    page.keyboard.type("An open field")
    problems += look_at(page, "board with an open field")
    board.remove("The form is long")
    assert problems + look_at(page, "board with an offer to undo") == []


def test_rated_board_is_for_everybody(
    new_browser: NewBrowser, server: Server, cast: Cast, hand: Stagehand
) -> None:
    (advert,) = cast.end_users.touchpoints
    call = "t_call" + cast.end_users.id[2:]
    place = {"touchpoint": call, "board": cast.end_users.id, "stage": cast.end_users.stages[1]}
    moment = {"moment": "x_call" + cast.end_users.id[2:], "touchpoint": call, "kind": "destroy"}
    for person, name, payload in (
        (cast.ann, "touchpoint.add", place | {"title": "I call", "after": None}),
        (cast.ann, "rating.give", {"touchpoint": advert, "value": 2, "word": "curious"}),
        (cast.ann, "rating.give", {"touchpoint": call, "value": -2, "word": "lost"}),
        (cast.ann, "moment.mark", moment),
        (cast.ann, "touchpoint.describe", {"touchpoint": advert, "owner": cast.end_users.department}),
        (cast.ann, "touchpoint.describe", {"touchpoint": call, "owner": "nobody"}),
    ):
        assert "refused" not in hand.ask("act", person=person.id, name=name, payload=payload)
    browser = new_browser(server.url, **CALM)
    give_cookie(browser, cast.ann, server.url)
    page = browser.new_page()
    page.goto(board_path(cast))
    Board(page).ready()
    assert page.locator("svg.curve").is_visible()
    assert look_at(page, "rated board") == []


def test_panel_sheet_outline_and_story_are_for_everybody(
    new_browser: NewBrowser, server: Server, cast: Cast, hand: Stagehand
) -> None:
    """Also on the wall: what is open beside the board at 1280 and 1920 px, and above it on a phone."""
    (advert,) = cast.end_users.touchpoints
    for name, payload in (
        ("rating.give", {"touchpoint": advert, "value": 2, "word": "curious"}),
        (
            "resource.link",
            {"touchpoint": advert, "resource": f"k_{advert[2:]}", "kind": "team", "name": "Press"},
        ),
        ("moment.mark", {"moment": f"x_{advert[2:]}", "touchpoint": advert, "kind": "create"}),
    ):
        assert "refused" not in hand.ask("act", person=cast.ann.id, name=name, payload=payload)
    browser = new_browser(server.url, **CALM)
    give_cookie(browser, cast.ann, server.url)
    page = browser.new_page()
    page.goto(board_path(cast))
    board = Board(page).ready()
    board.notes("Sees an advert").locator(".note-head").click()
    problems = look_at(page, "panel")
    page.locator("[data-panel-close]").click()
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.locator("[data-open-moments]").click()
    problems += look_at(page, "moments of truth")
    page.locator("[data-panel-close]").click()
    for view in ("outline", "story"):
        page.set_viewport_size({"width": 1920, "height": 1080})
        page.locator(f"[data-view-to={view}]").click()
        problems += look_at(page, view)
    page.set_viewport_size({"width": 1920, "height": 1080})
    for name in ("board", "story"):
        page.locator(f"[data-view-to={name}]").click()
        problems += [fault for scheme in SCHEMES for fault in axe(page, scheme)]
    page.goto("/styleguide/")
    assert problems + look_at(page, "style guide") == []


def look_at(page: Page, what: str) -> list[str]:
    """Everything that makes this page hard to use on a laptop, a phone and at 400 % zoom, in words."""
    problems = []
    page.add_style_tag(content="* { transition: none !important }")
    for width, height in (LAPTOP, PHONE, ZOOMED):
        page.set_viewport_size({"width": width, "height": height})
        problems += [f"wider than {width} px: {element}" for element in page.evaluate(OVERFLOW)]
        problems += [f"smaller than 24 px at {width} px: {small}" for small in page.evaluate(SMALL)]
        if (width, height) != ZOOMED:
            problems += [fault for scheme in SCHEMES for fault in axe(page, scheme)]
    page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    return [f"{what}: {problem}" for problem in problems]


def axe(page: Page, scheme: Scheme) -> list[str]:
    """What axe finds on the page as it is, light or dark."""
    page.emulate_media(color_scheme=scheme)
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{scheme}: {one['id']}: {node['html'][:160]}: {node['failureSummary'][:200]}"
        for one in found
        for node in one["nodes"]
    ]
