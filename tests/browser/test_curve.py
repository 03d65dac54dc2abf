"""The curve, the owners' thread and the journey rail follow what anybody does, and are told in words too."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, NewBrowser, SitDown, board_path, give_cookie
from tests.browser.hands import Board
from tests.harness.cast import Cast, Person
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand

ADVERT = "Sees an advert"
# Before the board's scripts ask, as a page in Arabic would have it.
FROM_RIGHT_TO_LEFT = """
new MutationObserver(() => { if (document.documentElement.dir === "ltr") document.documentElement.dir = "rtl"; })
  .observe(document, { childList: true, subtree: true })
"""
CALM: dict[str, Any] = {"reduced_motion": "reduce"}


class Journey:
    """The end users' journey, longer by a call and an order, with what people say of it."""

    def __init__(self, hand: Stagehand, cast: Cast) -> None:
        self._hand, self._cast = hand, cast
        (self.advert,) = cast.end_users.touchpoints
        self.call, self.order = "t_call" + cast.end_users.id[2:], "t_order" + cast.end_users.id[2:]
        for touchpoint, stage, title in ((self.call, 0, "I call"), (self.order, 1, "I order")):
            self.do(
                cast.ann, "touchpoint.add", touchpoint=touchpoint, board=cast.end_users.id,
                stage=cast.end_users.stages[stage], title=title, after=None,
            )  # fmt: skip

    def do(self, person: Person, name: str, **payload: Any) -> None:
        """Has somebody do something."""
        answer = self._hand.ask("act", person=person.id, name=name, payload=payload)
        assert "refused" not in answer, answer

    def rate(self, person: Person, touchpoint: str, value: int | None, word: str = "") -> None:
        """Has somebody say how a touchpoint feels."""
        self.do(person, "rating.give", touchpoint=touchpoint, value=value, word=word)

    def own(self, touchpoint: str, owner: str) -> None:
        """Has Ann say who owns a touchpoint."""
        self.do(self._cast.ann, "touchpoint.describe", touchpoint=touchpoint, owner=owner)


def curve(page: Page) -> Locator:
    """The drawing."""
    return page.locator("svg.curve")


def mark(page: Page, touchpoint: str) -> Locator:
    """A touchpoint on the curve."""
    return page.locator(f"svg.curve [data-key='{touchpoint}']")


def height(page: Page, touchpoint: str) -> float:
    """How far from the top of the plot a touchpoint stands."""
    return float(mark(page, touchpoint).get_attribute("y") or "nan")


def facts(page: Page, touchpoint: str) -> Locator:
    """What is said at a touchpoint."""
    return page.locator(f"[id='{touchpoint}-facts']")


def test_curve_appears_where_somebody_else_rates_and_follows_them(
    sit_down: SitDown, cast: Cast, hand: Stagehand
) -> None:
    journey = Journey(hand, cast)
    ann, ben = sit_down(cast.ann).page, sit_down(cast.ben).page
    for page in (ann, ben):
        expect(page.get_by_text("The curve appears when three people have rated.")).to_be_visible()
        expect(curve(page)).to_have_count(0)
    journey.rate(cast.ben, journey.advert, 2, "curious")
    for page in (ann, ben):
        expect(curve(page)).to_be_visible()
        expect(page.locator("[data-feel-empty]")).to_be_hidden()
        expect(mark(page, journey.advert)).to_have_attribute("y", "44")
    journey.rate(cast.ben, journey.advert, -1, "curious")
    for page in (ann, ben):
        expect(mark(page, journey.advert)).to_have_attribute("y", "164")
    journey.do(cast.ben, "rating.take", touchpoint=journey.advert)
    for page in (ann, ben):
        expect(curve(page)).to_have_count(0)
        expect(page.locator("[data-feel-empty]")).to_be_visible()


def test_dot_is_hollow_until_three_have_rated_and_who_does_not_know_is_nobody(
    sit_down: SitDown, cast: Cast, hand: Stagehand
) -> None:
    journey = Journey(hand, cast)
    ann = sit_down(cast.ann).page
    dot = mark(ann, journey.advert).locator(".curve-dot")
    for person, value in ((cast.ann, 1), (cast.ben, 1), (cast.fay, None)):
        journey.rate(person, journey.advert, value)
    expect(dot).to_have_class("curve-dot is-thin")
    expect(mark(ann, journey.advert).locator("title")).to_have_text(re.compile("2 people"))
    expect(facts(ann, journey.advert)).to_contain_text("+1, 2 people")
    journey.rate(cast.hal, journey.advert, 1)
    expect(dot).to_have_class("curve-dot")
    expect(mark(ann, journey.advert).locator("title")).to_have_text(re.compile("3 people"))


def test_highest_lowest_and_biggest_drop_are_named_in_words(
    sit_down: SitDown, cast: Cast, hand: Stagehand
) -> None:
    journey = Journey(hand, cast)
    ann = sit_down(cast.ann).page
    for touchpoint, value, word in (
        (journey.advert, 1, ""),
        (journey.call, 2, "heard"),
        (journey.order, -1, "lost"),
    ):
        journey.rate(cast.ben, touchpoint, value, word)
    for words in ("heard", "highest +2", "lost", "lowest −1", "biggest drop −3"):
        expect(curve(ann).locator("text", has_text=words)).to_be_visible()
    label = curve(ann)
    expect(label).to_have_attribute("role", "img")
    for words in ("Highest at 2, “I call”: \\+2", "Lowest at 3, “I order”: −1", "leads to 3, “I order”: −3"):
        expect(label).to_have_attribute("aria-label", re.compile(words))
    journey.do(cast.ann, "touchpoint.remove", touchpoint=journey.order)
    expect(label).to_have_attribute("aria-label", re.compile("Lowest at 1"))


def test_dot_hangs_under_the_middle_of_its_touchpoint(sit_down: SitDown, cast: Cast, hand: Stagehand) -> None:
    journey = Journey(hand, cast)
    for touchpoint in (journey.advert, journey.call, journey.order):
        journey.rate(cast.ben, touchpoint, 1)
    ann = sit_down(cast.ann).page
    for touchpoint in (journey.advert, journey.call, journey.order):
        dot, note = mark(ann, touchpoint).locator(".curve-dot"), ann.locator(f"article[id='{touchpoint}']")
        assert abs(middle(dot) - middle(note)) < 2, touchpoint


def test_moment_of_truth_is_its_sign_with_rank_and_words(
    sit_down: SitDown, cast: Cast, hand: Stagehand
) -> None:
    journey = Journey(hand, cast)
    ann = sit_down(cast.ann).page
    journey.rate(cast.ben, journey.advert, -1)
    journey.do(cast.ben, "moment.mark", moment="x_one" + "1" * 17, touchpoint=journey.advert, kind="destroy")
    here = mark(ann, journey.advert)
    expect(here.locator(".sign-break")).to_be_visible()
    expect(here.locator(".sign-number")).to_have_text("1")
    expect(here.locator("text", has_text="can break")).to_be_visible()
    expect(facts(ann, journey.advert)).to_contain_text("Can break loyalty")
    journey.do(cast.ben, "moment.mark", moment="x_two" + "2" * 17, touchpoint=journey.call, kind="create")
    journey.do(cast.ben, "moment.describe", moment="x_two" + "2" * 17, field="power", was=None, now=5)
    expect(here.locator(".sign-number")).to_have_text("2")
    expect(mark(ann, journey.call)).to_contain_text("not rated yet")


def test_pressing_a_dot_opens_its_touchpoint(sit_down: SitDown, cast: Cast, hand: Stagehand) -> None:
    journey = Journey(hand, cast)
    journey.rate(cast.ben, journey.call, 1)
    ann = sit_down(cast.ann, **CALM).page
    mark(ann, journey.call).locator(".curve-dot").click()
    expect(ann.locator(".panel-title").first).to_have_text("I call")
    expect(mark(ann, journey.call).locator(".is-selected")).to_have_count(1)


def test_thread_of_owners_is_cut_where_the_customer_is_handed_over(
    sit_down: SitDown, cast: Cast, hand: Stagehand
) -> None:
    journey = Journey(hand, cast)
    ann = sit_down(cast.ann).page
    pieces = ann.locator("[data-owners] > li")
    count = ann.locator("[data-hand-overs]")
    expect(count).to_have_text("not said yet")
    journey.own(journey.advert, cast.end_users.department)
    journey.own(journey.call, cast.end_users.department)
    journey.own(journey.order, "nobody")
    expect(count).to_have_text("1 change of hands")
    expect(pieces).to_have_text(
        [re.compile("Marketing.*touchpoints 1 to 2"), re.compile("Nobody owns it.*touchpoint 3")]
    )
    expect(facts(ann, journey.call)).to_contain_text("owner: Marketing")
    journey.own(journey.call, "outside")
    expect(count).to_have_text("2 changes of hands")
    expect(pieces).to_have_count(3)


def test_rail_leads_to_a_stage_by_keys_and_shows_what_is_in_sight(
    sit_down: SitDown, cast: Cast, hand: Stagehand
) -> None:
    journey = Journey(hand, cast)
    for number in range(9):
        journey.do(
            cast.ann, "touchpoint.add", touchpoint=f"t_{number}" + "x" * 20, board=cast.end_users.id,
            stage=cast.end_users.stages[0], title=f"Step {number}", after=None,
        )  # fmt: skip
    ann = sit_down(cast.ann, viewport={"width": 1100, "height": 800}, **CALM).page
    last = ann.locator("[data-rail] [data-stage-of]").last
    expect(last).to_be_visible()
    order = ann.locator(f"article[id='{journey.order}']")
    expect(order).not_to_be_in_viewport()
    last.focus()
    ann.keyboard.press("Enter")
    expect(order).to_be_in_viewport()
    expect(last).to_be_focused()
    window = ann.locator("[data-rail-window]")
    expect(window).not_to_have_attribute("style", re.compile("--from: 0;"))


def test_nothing_jumps_when_the_curve_comes(sit_down: SitDown, cast: Cast, hand: Stagehand) -> None:
    journey = Journey(hand, cast)
    ann = sit_down(cast.ann).page
    thoughts = ann.locator(f"[id='{cast.end_users.stages[0]}'] [data-row=thoughts]")
    before = thoughts.bounding_box()
    journey.rate(cast.ben, journey.advert, 2)
    journey.own(journey.advert, "nobody")
    expect(curve(ann)).to_be_visible()
    expect(ann.locator("[data-hand-overs]")).to_have_text("0 changes of hands")
    assert thoughts.bounding_box() == before


def test_phone_tells_at_each_touchpoint_what_the_strips_show(
    sit_down: SitDown, cast: Cast, hand: Stagehand
) -> None:
    journey = Journey(hand, cast)
    ann: Board = sit_down(cast.ann, **PHONE)
    expect(facts(ann.page, journey.advert)).to_be_hidden()
    journey.rate(cast.ben, journey.advert, -2, "lost")
    journey.do(cast.ben, "moment.mark", moment="x_one" + "3" * 17, touchpoint=journey.advert, kind="destroy")
    told = facts(ann.page, journey.advert)
    for words in ("lost", "−2, 1 person", "Can break loyalty"):
        expect(told.get_by_text(words)).to_be_visible()
    expect(told.locator(".sign-break")).to_be_visible()
    expect(ann.page.locator("[data-phone-rail] .rail-line")).to_be_attached()
    expect(ann.page.locator("[data-phone-rail]")).to_be_visible()


def test_page_says_at_first_paint_what_its_scripts_say_afterwards(
    sit_down: SitDown, new_browser: NewBrowser, server: Server, cast: Cast, hand: Stagehand
) -> None:
    journey = Journey(hand, cast)
    for person, value in ((cast.ann, 1), (cast.ben, 0), (cast.fay, 0), (cast.hal, 0)):
        journey.rate(person, journey.advert, value, "calm")
    journey.rate(cast.ben, journey.call, -2)
    for touchpoint, kind in ((journey.call, "both"), (journey.order, "create")):
        journey.do(
            cast.ben, "moment.mark", moment="x_" + kind + touchpoint[-17:], touchpoint=touchpoint, kind=kind
        )
    journey.own(journey.advert, cast.end_users.department)
    journey.own(journey.order, "outside")
    paper = new_browser(server.url, java_script_enabled=False)
    give_cookie(paper, cast.ann, server.url)
    first = paper.new_page()
    first.goto(board_path(cast))
    live = sit_down(cast.ann).page
    expect(curve(live)).to_be_visible()
    for touchpoint in (journey.advert, journey.call, journey.order):
        assert html(facts(live, touchpoint)) == html(facts(first, touchpoint))
    expect(facts(first, journey.advert)).to_contain_text("calm +0.3, 4 people owner: Marketing")
    expect(first.locator("[data-feel-empty]")).to_be_hidden()


def test_from_right_to_left_the_curve_still_hangs_under_its_touchpoints(
    new_browser: NewBrowser, server: Server, cast: Cast, hand: Stagehand
) -> None:
    journey = Journey(hand, cast)
    for touchpoint, value in ((journey.advert, 2), (journey.call, -1), (journey.order, 1)):
        journey.rate(cast.ben, touchpoint, value)
    browser = new_browser(server.url)
    give_cookie(browser, cast.ann, server.url)
    page = browser.new_page()
    page.add_init_script(FROM_RIGHT_TO_LEFT)
    page.goto(board_path(cast))
    expect(curve(page)).to_be_visible()
    middles = [
        middle(page.locator(f"article[id='{one}']")) for one in (journey.advert, journey.call, journey.order)
    ]
    assert middles == sorted(middles, reverse=True)
    for touchpoint, x in zip((journey.advert, journey.call, journey.order), middles, strict=True):
        assert abs(middle(mark(page, touchpoint).locator(".curve-dot")) - x) < 2


def html(what: Locator) -> str:
    """What is inside, but for the line ends of template files, which show nowhere."""
    return what.inner_html().replace("\n", "")


def middle(what: Locator) -> float:
    """Where the middle of something stands on the page."""
    box = what.bounding_box()
    assert box
    return box["x"] + box["width"] / 2
