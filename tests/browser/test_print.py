"""A board on paper: all of it in reading order on a page of any width, without what only a screen needs."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SitDown
from tests.harness.cast import Cast

# A4 upright and A3 lying, less the margins, as a browser counts them.
PAPERS = (704, 1496)
TOOLS = ".topbar-tools, .note-add, .stage-menu, .badge, .phone-add, .panel"
# What lies outside the page, or is cut off by something around it.
CUT = """() => [...document.querySelectorAll('.note:not(.note-writing)')].filter((note) => {
  const box = note.getBoundingClientRect();
  const words = note.querySelector('.note-text');
  return !box.width || box.left < 0 || box.right > innerWidth || words.scrollHeight > words.clientHeight + 1;
}).map((note) => note.id)"""


def print_on(page: Page, width: int) -> None:
    """Bring the page to where a browser is when it draws paper."""
    page.set_viewport_size({"width": width, "height": 1000})
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")


@pytest.mark.parametrize("width", PAPERS)
def test_board_on_paper_shows_every_note_and_no_tools(sit_down: SitDown, cast: Cast, width: int) -> None:
    page = sit_down(cast.ann).page
    print_on(page, width)
    notes = [*cast.end_users.touchpoints, *cast.end_users.notes]
    for note in notes:
        expect(page.locator(f"#{note}")).to_be_visible()
    assert page.evaluate(CUT) == []
    assert [one.is_visible() for one in page.locator(TOOLS).all() if one.is_visible()] == []
    assert page.evaluate("() => getComputedStyle(document.documentElement).colorScheme") == "light"


def test_board_is_a_board_again_after_printing(sit_down: SitDown, cast: Cast) -> None:
    page = sit_down(cast.ann).page
    print_on(page, PAPERS[0])
    expect(page.locator("[data-app]")).to_have_class("app is-outline")
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    expect(page.locator("[data-app]")).to_have_class("app")


def test_story_on_paper_stays_a_story(sit_down: SitDown, cast: Cast) -> None:
    page = sit_down(cast.ann).page
    page.locator("[data-view-to=story]").click()
    print_on(page, PAPERS[0])
    expect(page.locator("[data-story]")).to_be_visible()
    expect(page.locator(".board-view")).to_be_hidden()
