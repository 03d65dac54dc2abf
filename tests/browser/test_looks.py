"""What the board must look like for somebody to read and use it."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import FloatRect, Page, expect

from tests.browser.conftest import PHONE, NewBrowser, SitDown
from tests.browser.hands import Board
from tests.harness.cast import Cast
from tests.harness.server import Server

CUT = """() => [...document.querySelectorAll(".stage-name, .stage-goal")]
  .filter((words) => words.scrollHeight > words.clientHeight + 1).map((words) => words.textContent)"""
TYPE_TOO_MUCH = """(field) => {
  field.value = "word ".repeat(420);
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}"""


def test_toast_on_a_phone_is_low_beside_kept_words(sit_down: SitDown, cast: Cast) -> None:
    ann = sit_down(cast.ann, **PHONE, forced_colors="active")
    ann.page.locator("#phone-field").evaluate(TYPE_TOO_MUCH)
    ann.page.locator("[data-tray] [data-words]").wait_for()
    box = ann.page.locator("[data-toast]").bounding_box()
    assert box is not None
    assert box["height"] < 100
    # The words can be folded up, and stay within reach; what comes new unfolds them.
    kept = ann.page.locator("[data-tray] [data-words]")
    ann.page.locator("[data-tray] summary").tap()
    expect(kept).to_be_hidden()
    expect(ann.page.locator("[data-tray] summary")).to_have_text("Words kept for you1")
    ann.page.locator("#phone-field").evaluate(TYPE_TOO_MUCH)
    expect(kept).to_have_count(2)
    expect(kept.first).to_be_visible()
    expect(ann.badge).to_have_text("Saved, 2 kept below")
    for _ in range(2):
        ann.page.locator("[data-tray] [data-go]").first.tap()
    # In forced colours what is chosen has a border; what is picked is out of the way under a sheet, and when zoomed.
    chosen = ann.page.locator(".segment:has(:checked)")
    assert chosen.evaluate("(one) => getComputedStyle(one).borderTopWidth") == "3px"
    ann._menu(ann.notes("Sees an advert"), "Pick several")
    bar = ann.page.locator("[data-picked]")
    expect(bar).to_be_visible()
    ann.notes("Sees an advert").press("d")
    expect(bar).to_be_hidden()
    expect(ann.page.locator(".is-picked")).to_have_count(1)
    ann.page.set_viewport_size({"width": 320, "height": 256})
    assert bar.evaluate("(one) => getComputedStyle(one).position") == "static"


@pytest.mark.parametrize("width", [1280, 1440, 1920])
def test_long_stage_name_is_not_cut(sit_down: SitDown, cast: Cast, width: int) -> None:
    ann = sit_down(cast.ann, viewport={"width": width, "height": 900})
    name = "Getting it approved and paid"
    added = ann.page.locator(".stage-name", has_text=name)
    for number in range(1, width // 120):
        ann.page.locator("[data-add-stage]").click()
        ann.page.keyboard.type(name)
        ann.page.keyboard.press("Enter")
        expect(added).to_have_count(number)
    assert ann.page.evaluate(CUT) == []
    assert added.first.get_attribute("title") == name


def test_pulling_at_a_note_marks_nothing(sit_down: SitDown, cast: Cast) -> None:
    ann = sit_down(cast.ann)
    first = ann.notes("Sees an advert").locator(".note-text").bounding_box()
    last = ann.notes("The form is long").locator(".note-text").bounding_box()
    assert first is not None
    assert last is not None
    ann.page.mouse.move(first["x"] + 4, first["y"] + 4)
    ann.page.mouse.down()
    ann.page.mouse.move(last["x"] + 30, last["y"] + 8, steps=6)
    ann.page.mouse.up()
    assert ann.page.evaluate("getSelection().toString()") == ""
    ann.notes("The form is long").locator(".note-text").click()
    ann.page.keyboard.press("ControlOrMeta+a")
    field = ann.page.locator(".is-editing textarea")
    assert field.evaluate("(field) => field.selectionEnd - field.selectionStart") == len("The form is long")


LOOK = """() => {
  const style = (selector, ...names) => {
    const styles = getComputedStyle(document.querySelector(selector));
    return names.map((name) => styles[name]).join(" | ");
  };
  const paper = (kind) => style(`.note-${kind}`, "backgroundColor");
  const mark = (side) => style(`.note-foot .mark-${side}`, "height", "borderRadius", "clipPath");
  return {
    "table": style(".board-view", "backgroundColor"),
    "below the line": style(".cell-backstage", "backgroundColor"),
    "papers": ["touch", "thought", "strength", "pain", "idea"].map(paper),
    "touchpoint": style(".note-touch", "fontWeight", "borderRadius", "minHeight"),
    "its head": style(".note-touch .note-head", "fontSize", "fontWeight", "fontVariantNumeric", "minHeight"),
    "its channel": style(".note-touch .note-channel .icon", "fontSize"),
    "note": style(".note-thought", "fontSize", "fontWeight", "borderRadius"),
    "its foot": style(".note-thought .note-foot", "fontSize", "fontWeight"),
    "row heads": style(".row-heads", "width", "position"),
    "row head": style(".row-head", "fontSize", "fontWeight"),
    "stage": style(".stage-title", "fontSize", "fontWeight"),
    "goal": style(".stage-goal", "fontSize", "fontStyle", "fontFamily").split(",")[0],
    "marks": ["promise", "deliver", "support", "enable"].map(mark),
    "letters": style(".note-foot .mark-promise", "fontSize", "fontWeight", "color"),
  };
}"""
NUT = "polygon(25% 3%, 75% 3%, 100% 50%, 75% 97%, 25% 97%, 0px 50%)"
DESIGNED = {
    "table": "oklch(0.966 0.0085 84)",
    "below the line": "oklch(0.943 0.0105 83)",
    "papers": [
        "oklch(0.998 0.0025 90)",
        "oklch(0.956 0.05 96)",
        "oklch(0.945 0.034 148)",
        "oklch(0.94 0.03 48)",
        "oklch(0.946 0.028 300)",
    ],
    "touchpoint": "530 | 3px | 116px",
    "its head": "12px | 620 | tabular-nums | 16px",
    "its channel": "15px",
    "note": "14px | 470 | 3px",
    "its foot": "11px | 530",
    "row heads": "136px | sticky",
    "row head": "13px | 620",
    "stage": "17px | 620",
    "goal": '15px | italic | "Newsreader Variable"',
    "marks": [
        "17px | 50% 50% 50% 2px | none",
        "17px | 3px | none",
        "17px | 50% | none",
        f"17px | 0px | {NUT}",
    ],
    "letters": "8px | 700 | oklch(0.995 0 0)",
}
"""By day, on a laptop of 1440 × 900: what the drawings say."""


def test_demo_board_looks_as_it_was_drawn(new_browser: NewBrowser, server: Server) -> None:
    demo = json.loads(server.manage("demo", "--json"))
    page = new_browser(server.url, viewport={"width": 1440, "height": 900}, color_scheme="light").new_page()
    page.goto(demo["participants"][0]["enter"])
    page.get_by_role("button", name="Go in as").click()
    page.wait_for_url("**/w/**")
    page.goto(demo["maps"][0]["board"])
    Board(page).ready()
    assert page.evaluate(LOOK) == DESIGNED
    # The number at the start of the head, the sign of the channel at its end.
    head = box_of(page, ".note-touch .note-head")
    assert box_of(page, ".note-touch .note-number")["x"] == head["x"]
    assert end_of(box_of(page, ".note-touch .note-channel")) == end_of(head)


def box_of(page: Page, selector: str) -> FloatRect:
    """Where the first element that fits stands."""
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box


def end_of(box: FloatRect) -> float:
    """The right edge, to a hundredth of a pixel."""
    return round(box["x"] + box["width"], 2)
