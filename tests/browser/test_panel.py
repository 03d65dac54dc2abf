"""A touchpoint opened beside the board: details, feelings and moments of truth, by mouse, by keys and by touch."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, SitDown
from tests.browser.hands import Board
from tests.harness.cast import Cast

ADVERT = "Sees an advert"


def panel(board: Board) -> Page:
    """The panel of somebody's board."""
    return board.page


def open_details(board: Board, words: str = ADVERT) -> None:
    """Opens a touchpoint at its head."""
    head = board.notes(words).locator(".note-head")
    head.tap() if board.by_touch else head.click()
    expect(board.page.locator("[data-panel] [data-panel-title]")).to_have_text(words)


def test_two_describe_one_touchpoint_and_each_sees_the_other_at_once(sit_down: SitDown, cast: Cast) -> None:
    ann, ben = sit_down(cast.ann), sit_down(cast.ben)
    for board in (ann, ben):
        open_details(board)
    ann.page.locator("#panel-description").fill("On the bus, twice a day")
    # While Ann writes, Ben says all the rest; nothing of hers moves.
    ben.page.locator("#panel-owner").select_option(label="Finance")
    ben.page.locator("#panel-channel").select_option("ads")
    ben.page.locator("#panel-wait").fill("11")
    ben.page.locator("select[name=wait_unit]").select_option("day")
    ben.page.locator("#panel-system").fill("CRM")
    ben.page.keyboard.press("Enter")
    ben.page.locator(".star-switch").click()
    expect(ann.page.locator("#panel-owner option:checked")).to_have_text("Finance")
    expect(ann.page.locator("#panel-wait")).to_have_value("11")
    expect(ann.page.locator("[data-resources=system] .chip")).to_have_text("CRM")
    expect(ann.notes(ADVERT).locator("[data-star]")).to_be_visible()
    expect(ann.page.locator("#panel-description")).to_have_value("On the bus, twice a day")
    ann.page.locator("#panel-description").blur()
    expect(ben.page.locator("#panel-description")).to_have_value("On the bus, twice a day")
    expect(ben.page.locator("[data-owners] .owner-name").first).to_have_text("Finance")
    # The list of systems is the workshop's: the next touchpoint is offered it.
    expect(ann.page.locator("#list-system option")).to_have_count(0)
    # What others choose while a choice has the focus is there once it is left; a chip stays the one it was.
    ann.page.locator("#panel-channel").focus()
    ann.page.locator("[data-resources=system] .chip").evaluate("(chip) => { chip.isTheSame = true; }")
    ben.page.locator("#panel-channel").select_option("shop")
    ben.page.locator("#panel-system").fill("ERP")
    ben.page.keyboard.press("Enter")
    chips = ann.page.locator("[data-resources=system] .chip")
    expect(chips).to_have_text(["CRM", "ERP"])
    assert chips.first.evaluate("(chip) => chip.isTheSame === true")
    ann.page.locator("#panel-channel").blur()
    expect(ann.page.locator("#panel-channel")).to_have_value("shop")
    # Two descriptions of the same words: nothing is written over, and the second author has the choice.
    for board, words in ((ann, "On the train, twice a day"), (ben, "On foot, twice a day")):
        board.page.locator("#panel-description").fill(words)
    ann.page.locator("#panel-description").blur()
    expect(ann.page.locator("[data-badge]")).to_contain_text("Saved")
    ben.page.locator("#panel-description").blur()
    expect(ben.page.locator("[data-tray] [data-words]")).to_have_text("On foot, twice a day")
    expect(ben.page.locator("#panel-description")).to_have_value("On the train, twice a day")
    expect(ben.page.locator(".clash")).to_have_count(0)
    ben.page.locator("[data-tray] [data-mine]").click()
    expect(ann.page.locator("#panel-description")).to_have_value("On foot, twice a day")
    expect(ann.notes(ADVERT)).to_have_count(1)


def test_number_that_cannot_be_meant_is_said_and_stays_as_it_was_typed(sit_down: SitDown, cast: Cast) -> None:
    ann = sit_down(cast.ann)
    open_details(ann)
    ann.page.locator("#panel-wait").fill("-3")
    ann.page.locator("#panel-wait").blur()
    expect(ann.page.locator("#panel-wait-wrong")).to_be_visible()
    expect(ann.page.locator("#panel-wait")).to_have_value("-3")
    ann.page.locator("#panel-wait").fill("3")
    ann.page.locator("#panel-wait").blur()
    expect(ann.page.locator("#panel-wait-wrong")).to_be_hidden()
    ann.ready()


def test_rating_is_mine_alone_and_everybody_sees_what_it_comes_to(sit_down: SitDown, cast: Cast) -> None:
    ann, ben = sit_down(cast.ann), sit_down(cast.ben)
    for board in (ann, ben):
        open_details(board)
    ann.page.locator(".rate", has_text="very bad").click()
    ann.page.locator(".rate-words .chip", has_text="anxious").click()
    expect(ben.page.locator("[data-felt]")).to_have_text("−2, 1 person, too few to tell")
    expect(ben.page.locator("[name=rating]:checked")).to_have_count(0)
    expect(ben.page.locator(".curve-dot.is-thin")).to_have_count(1)
    ben.page.locator(".rate-unknown").click()
    expect(ann.page.locator("[data-felt]")).to_contain_text("1 does not know")
    expect(ann.page.locator("[name=rating]:checked")).to_have_value("-2")
    expect(ben.page.locator("[name=rating]:checked")).to_have_value("null")
    ann.page.locator("[data-rate-take]").click()
    expect(ben.page.locator("[data-felt]")).to_have_text("1 does not know")


def test_moment_of_truth_is_marked_explained_and_listed(sit_down: SitDown, cast: Cast) -> None:
    ann, ben = sit_down(cast.ann), sit_down(cast.ben)
    for board in (ann, ben):
        open_details(board)
    ann.page.locator(".kind.is-break").click()
    ann.page.locator("#panel-sentence").fill("Whoever is not meant looks away.")
    ann.page.locator(".power-step", has_text="4").click()
    ann.page.locator(".rate", has_text="very bad").click()
    expect(ben.page.locator("[data-moment-kind]")).to_have_text("Can break loyalty")
    expect(ben.page.locator("#panel-sentence")).to_have_value("Whoever is not meant looks away.")
    ben.page.locator("[data-open-moments]").click()
    row = ben.page.locator(".shortlist-row")
    expect(row).to_contain_text(ADVERT)
    expect(row).to_contain_text("4 of 5")
    expect(ben.page.locator(".fieldbox.is-fix")).to_contain_text(ADVERT)
    row.click()
    expect(ben.page.locator("[data-panel-title]")).to_have_text(ADVERT)
    ben.page.locator(".kind.is-none").click()
    expect(ann.page.locator("[data-moment-line]")).to_be_hidden()


def test_open_touchpoint_that_somebody_deletes_says_so_and_comes_back(sit_down: SitDown, cast: Cast) -> None:
    ann, ben = sit_down(cast.ann), sit_down(cast.ben)
    open_details(ann)
    ann.page.locator("#panel-description").fill("On the bus")
    ben.remove(ADVERT)
    expect(ann.page.locator("[data-view-of=gone]")).to_be_visible()
    # What Ann was writing is kept for her, and she is not lost.
    kept = ann.page.locator("[data-tray] [data-words]")
    expect(kept).to_have_text(["On the bus"])
    expect(ann.page.locator("[data-panel-title]")).to_be_focused()
    ben.page.locator("[data-undo]").click()
    expect(ann.page.locator("[data-view-of=touchpoint]")).to_be_visible()
    # Neither does it go with the page.
    ann.page.locator("#panel-description").fill("On the tram")
    ann.page.wait_for_timeout(500)
    ann.page.reload()
    expect(kept).to_have_text(["On the bus", "On the tram"])


def test_whole_path_by_keys_alone(sit_down: SitDown, cast: Cast) -> None:
    """Add, arrange, detail, rate and mark a moment without a mouse."""
    ann, ben = sit_down(cast.ann), sit_down(cast.ben)
    keys = ann.page.keyboard
    ann.page.locator(f"[id='{cast.end_users.stages[0]}'] [data-row=touchpoints] [data-add]").focus()
    keys.press("Enter")
    keys.type("I ask a neighbour")
    keys.press("Enter")
    keys.press("Escape")
    ben.sees("I ask a neighbour")
    ann.notes("I ask a neighbour").focus()
    keys.press("Space")
    keys.press("ArrowLeft")
    keys.press("Enter")
    first = ben.page.locator(f"[id='{cast.end_users.stages[0]}'] [data-row=touchpoints] .note-text")
    expect(first.first).to_have_text("I ask a neighbour")
    ann.notes("I ask a neighbour").focus()
    keys.press("d")
    expect(ann.page.locator("[data-panel-title]")).to_be_focused()
    keys.press("Tab")
    expect(ann.page.locator("[name=rating]").first).to_be_focused()
    keys.press("Space")
    expect(ben.page.locator(".curve-dot")).to_have_count(1)
    ann.page.locator("[name=moment]").nth(0).focus()
    keys.press("ArrowDown")
    expect(ben.notes("I ask a neighbour").locator("[data-facts]")).to_contain_text("Can build loyalty")
    # What the eye does not see of a choice stays inside the panel: else the whole page scrolls away with the focus.
    ann.page.locator("[name=power]").last.focus()
    assert ann.page.evaluate("document.scrollingElement.scrollTop") == 0
    ann.page.locator("#panel-evidence").focus()
    keys.type("Staff")
    keys.press("Tab")
    keys.press("Escape")
    expect(ann.page.locator("[data-panel]")).to_be_hidden()
    expect(ann.notes("I ask a neighbour")).to_be_focused()
    open_details(ben, "I ask a neighbour")
    expect(ben.page.locator("#panel-evidence")).to_have_value("staff")


def test_whole_path_by_touch_alone(sit_down: SitDown, cast: Cast) -> None:
    ann, ben = sit_down(cast.ann, **PHONE), sit_down(cast.ben)
    ann.add(cast.end_users.stages[0], "touchpoints", "I ask a neighbour")
    ann.move("I ask a neighbour", cast.end_users.stages[0], after="first")
    open_details(ann, "I ask a neighbour")
    ann.page.locator(".rate", has_text="good").first.tap()
    ann.page.locator(".kind.is-build").tap()
    ann.page.locator("#panel-owner").select_option("nobody")
    expect(ben.notes("I ask a neighbour").locator("[data-facts]")).to_contain_text("Nobody owns it")
    ann.page.locator("[data-panel-close]").tap()
    expect(ann.page.locator("[data-panel]")).to_be_hidden()
    expect(ann.notes("I ask a neighbour").locator("[data-facts]")).to_contain_text("+1")
    # "Back" closes the sheet, and not the board.
    open_details(ann, "I ask a neighbour")
    ann.page.go_back()
    expect(ann.page.locator("[data-panel]")).to_be_hidden()
    ann.ready()


def test_whole_path_through_the_accessibility_tree(sit_down: SitDown, cast: Cast) -> None:
    """By roles and names alone, as a screen reader finds them."""
    ann = sit_down(cast.ann)
    stage = ann.page.get_by_role("region", name="Look around")
    stage.get_by_role("button", name="Add to Where we meet, Look around").click()
    ann.page.get_by_role("textbox", name="New note: Where we meet, Look around").fill("I ask a neighbour")
    ann.page.keyboard.press("Enter")
    ann.page.keyboard.press("Escape")
    stage.get_by_role("article", name="I ask a neighbour").focus()
    ann.page.keyboard.press("d")
    detail = ann.page.get_by_role("complementary", name="I ask a neighbour")
    feel = detail.get_by_role("group", name="How does it feel for the customer?")
    for radio in (
        feel.get_by_role("radio", name="very good +2"),
        detail.get_by_role("radio", name="Can do either"),
    ):
        radio.focus()
        ann.page.keyboard.press("Space")
        expect(radio).to_be_checked()
    detail.get_by_role("textbox", name="Why, in one sentence").fill("It decides.")
    detail.get_by_role("combobox", name="Who owns it").select_option("nobody")
    detail.get_by_role("button", name="Close").click()
    note = stage.get_by_role(
        "article", name="I ask a neighbour +2, 1 person Can do either owner: Nobody owns it"
    )
    expect(note).to_be_visible()
    ann.page.get_by_role("button", name="Moments of truth").click()
    expect(ann.page.get_by_role("complementary").get_by_role("listitem")).to_contain_text("It decides.")
