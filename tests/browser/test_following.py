"""What facilitators change while the workshop runs reaches every board; who is moved or demoted is led on at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SitDown
from tests.harness.cast import Cast, Person
from tests.harness.stagehand import Stagehand

Says = Callable[..., Any]


@pytest.fixture
def fay_says(hand: Stagehand, cast: Cast) -> Says:
    """`fay_says(name, **payload)`: Fay does something elsewhere, as through another server process."""

    def says(name: str, /, **payload: Any) -> Any:
        answer = hand.ask("act", person=cast.fay.id, name=name, payload=payload)
        assert "refused" not in answer, answer
        return answer

    return says


def test_board_follows_its_rows(sit_down: SitDown, cast: Cast, fay_says: Says, hand: Stagehand) -> None:
    ann = sit_down(cast.ann)
    rows = dict(hand.ask("board_rows", workshop=cast.workshop))
    fay_says("row.describe", row=rows["pains"], field="label", was="", now="What makes me <angry>")
    fay_says("row.describe", row=rows["frontstage"], field="shown", was=True, now=False)
    fay_says("row.move", row=rows["ideas"], after="")
    page = ann.page
    head = page.locator('[data-head="pains"]')
    expect(head).to_have_text("What makes me <angry>")
    expect(page.locator('[data-head="frontstage"]')).to_be_hidden()
    expect(page.locator('[data-stage] [data-row="frontstage"]').first).to_be_hidden()
    order = "nodes => nodes.map(node => node.dataset.row).slice(0, 3)"
    first = page.locator("[data-stage]").first
    assert first.locator("[data-row]").evaluate_all(order) == ["touchpoints", "ideas", "thoughts"]
    # A stage that comes now has the rows as they stand now.
    fay_says("stage.add", stage="s_" + "x" * 22, board=cast.end_users.id, name="Return")
    stage = page.locator("#s_" + "x" * 22)
    expect(stage.locator('[data-row="pains"] [data-cell-label]')).to_have_text("What makes me <angry>")
    expect(stage.locator('[data-row="frontstage"]')).to_be_hidden()
    # And so has a page that is opened now.
    page.reload()
    ann.ready()
    expect(head).to_have_text("What makes me <angry>")
    assert first.locator("[data-row]").evaluate_all(order) == ["touchpoints", "ideas", "thoughts"]
    top = "node => node.getBoundingClientRect().top"
    ideas = page.locator('[data-head="ideas"]')
    assert ideas.evaluate(top) < page.locator('[data-head="thoughts"]').evaluate(top)


def test_board_follows_names_and_goals(sit_down: SitDown, cast: Cast, fay_says: Says) -> None:
    ann = sit_down(cast.ann)
    fay_says(
        "customer_type.describe",
        customer_type=cast.end_users.customer_type,
        field="name",
        was="End users",
        now="Private customers",
    )
    stage = cast.end_users.stages[0]
    fay_says("stage.describe", stage=stage, field="goal", was="", now="I want to know what there is")
    expect(ann.page.locator(".corner [data-customer-type]")).to_have_text("Private customers")
    expect(ann.page.locator(f"#{stage} .stage-goal")).to_have_text("I want to know what there is")


@pytest.mark.parametrize(
    ("message", "payload"),
    [
        ("person.role", {"role": "observer"}),
        ("people.place", {}),
    ],
    ids=["demoted", "moved"],
)
def test_who_is_demoted_or_moved_is_led_on(
    sit_down: SitDown, cast: Cast, fay_says: Says, message: str, payload: dict[str, Any]
) -> None:
    ann = sit_down(cast.ann)
    if message == "people.place":
        payload = {"places": {cast.ann.id: cast.distributors.group}}
    else:
        payload = payload | {"person": cast.ann.id}
    fay_says(message, **payload)
    leads_to = cast.distributors.id if message == "people.place" else f"/w/{cast.workshop}/"
    ann.page.wait_for_url(lambda url: leads_to in url and cast.end_users.id not in url)
    if message == "person.role":
        expect(ann.page.locator("[data-board] [data-add]")).to_have_count(0)


def test_words_being_written_come_along_when_somebody_is_moved(
    sit_down: SitDown, cast: Cast, fay_says: Says
) -> None:
    """They stand on the board where they were begun, as soon as somebody sits there again."""
    ann = sit_down(cast.ann)
    ann.page.locator('[data-row="pains"] [data-add]').first.click()
    ann.page.keyboard.type("Nobody answers")
    fay_says("people.place", places={cast.ann.id: cast.distributors.group})
    ann.page.wait_for_url(lambda url: cast.distributors.id in url)
    fay_says("people.place", places={cast.ann.id: cast.end_users.group})
    ann.page.wait_for_url(lambda url: cast.end_users.id in url)
    expect(ann.page.get_by_text("Nobody answers").or_(_field(ann.page)).first).to_be_visible()


def _field(page: Page) -> Any:
    return page.locator("textarea:visible")


def test_other_groups_board_closes_when_groups_are_hidden(
    sit_down: SitDown, cast: Cast, fay_says: Says
) -> None:
    def at_the_others(person: Person) -> Page:
        return sit_down(person, cast.distributors).page

    hal, mia = at_the_others(cast.hal), at_the_others(cast.mia)
    fay_says("workshop.describe", field="hide_groups", was=False, now=True)
    hal.wait_for_url(lambda url: cast.distributors.id not in url)
    assert hal.request.get(f"/w/{cast.workshop}/boards/{cast.distributors.id}/").status == 404
    # A manager goes on seeing all of them.
    expect(mia.locator("[data-stages]")).to_contain_text("The form is long")
