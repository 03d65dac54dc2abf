"""Who else is on the board, where, and who writes; and the three ways to see a map."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import SitDown
from tests.harness.cast import Cast


def test_somebody_writing_is_seen_where_they_write_until_they_stop_and_go(
    sit_down: SitDown, cast: Cast
) -> None:
    ann, ben, tab = sit_down(cast.ann), sit_down(cast.ben), sit_down(cast.ben)
    # Two tabs are one person.
    expect(ann.page.locator("[data-around] li")).to_have_count(1)
    stage = cast.end_users.stages[1]
    ben.field(stage, "ideas")
    ben.page.keyboard.type("We could")
    typing = ann.page.locator(f"[id='{stage}'] [data-row=ideas] .typing")
    expect(typing).to_contain_text("Operations is writing")
    expect(ann.page.locator(".topbar [data-around-words]")).to_have_text("Operations is writing")
    ben.save()
    expect(typing).to_have_count(0)
    for board in (ben, tab):
        board.page.close()
    expect(ann.page.locator("[data-around] li")).to_have_count(0, timeout=20_000)


def test_outline_is_the_same_board_and_story_tells_it(sit_down: SitDown, cast: Cast) -> None:
    ann, ben = sit_down(cast.ann), sit_down(cast.ben)
    ann.notes("Sees an advert").focus()
    ann.page.keyboard.press("o")
    expect(ann.page.locator("[data-app]")).to_have_class("app is-outline")
    headings = ann.page.locator("[data-stages]").get_by_role("heading", level=2).all_inner_texts()
    assert [words.split("\n")[-1] for words in headings] == ["Look around", "Order"]
    ann.add(cast.end_users.stages[1], "pains", "From the outline")
    ben.sees("From the outline")
    ann.move("From the outline", cast.end_users.stages[0], "ideas")
    expect(ben.page.locator(f"[id='{cast.end_users.stages[0]}'] [data-row=ideas]")).to_contain_text(
        "From the"
    )
    ann.page.locator("[data-view-to=story]").click()
    story = ann.page.locator("[data-story]")
    expect(story.get_by_role("heading", level=3).first).to_have_text("1 Look around")
    expect(story).to_contain_text("Sees an advert")
    ben.edit("Sees an advert", "I see an advert")
    expect(story).to_contain_text("I see an advert")
    ann.page.reload()
    expect(story).to_be_visible()
    # What is to be edited has to be seen, and that is on the board.
    ann.page.locator("[data-view-to=board]").click()
    ann.notes("I see an advert").locator(".note-head").click()
    ann.page.locator("[data-view-to=story]").click()
    ann.page.locator("[data-panel-edit]").click()
    expect(story).to_be_hidden()
    expect(ann.page.locator(".is-editing textarea")).to_be_focused()
