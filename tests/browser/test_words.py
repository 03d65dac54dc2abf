"""Words arrive as they were written: long, mixed, huge, hostile."""

from __future__ import annotations

import unicodedata

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SitDown
from tests.browser.hands import all_end_equal
from tests.browser.stored import Stored
from tests.harness.cast import Cast

FAMILY = "👩‍👩‍👧‍👦"
PIECES = {
    "emoji": FAMILY + "🏳️‍🌈👍🏽❤️ ",
    "right to left": "שלום, مرحبا بالعالم ١٢٣ ",
    "combining": "e\u0301 a\u0308o\u0302\u0323 ก็ํ हिन्दी ",
    "invisible": "zero\u200bwidth\u200cnon\u200djoiner\u2060word\ufeffsoft\u00adhyphen ",
    "two lines": "one\n\ttwo ",
}
HOSTILE = (
    "<img src=x onerror=alert(1)><script>alert(2)</script>",
    "</script><b>bold</b><!-- --><svg/onload=alert(3)>",
    "{{ 7*7 }}{% debug %}${7*7}",
    "&lt;b&gt; &amp; \"quotes\" 'and' `ticks` \\n \\u0041",
    "javascript:alert(4)",
)
PASTE = """(words) => {
  const data = new DataTransfer();
  data.setData("text/plain", words);
  const field = document.activeElement;
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  // A made-up paste inserts nothing by itself: what a browser does next is done here.
  if (field.dispatchEvent(event)) document.execCommand("insertText", false, words);
}"""
# Half of a surrogate pair cannot be sent to the browser as it is: it is made there.
PASTE_UNSPEAKABLE = f"""() => ({PASTE})(
  "nul\\u0000here, half \\ud83d of a face, \\udc00other half, and a whole one \\u{{1f600}}")"""


@pytest.mark.parametrize("kind", PIECES)
def test_two_thousand_characters_arrive_identical(
    sit_down: SitDown, cast: Cast, stored: Stored, kind: str
) -> None:
    piece = unicodedata.normalize("NFC", PIECES[kind])
    words = (piece * 2_000)[: 2_000 - 2_000 % len(piece)].strip()
    words += "." * (2_000 - len(words))
    ann, ben = sit_down(cast.ann), sit_down(cast.ben)
    place = cast.end_users.stages[0]
    ann.field(place, "thoughts")
    ann.page.keyboard.insert_text(words)
    ann.page.keyboard.press("Enter")
    ann.ready()
    expect(ben.page.locator(f"[id='{place}'] [data-row=thoughts] .note[data-kind]")).to_have_count(2)
    all_end_equal(stored, cast.end_users.id, ann, ben)
    assert ben.picture()[0][2]["thoughts"][-1][1] == words
    ben.page.reload()
    all_end_equal(stored, cast.end_users.id, ben)


def test_paste_of_a_megabyte_keeps_what_does_not_fit_and_disturbs_nobody(
    sit_down: SitDown, cast: Cast, stored: Stored
) -> None:
    words = "".join(f"{number:07d} " for number in range(131_072))
    assert len(words) == 1_048_576
    ann, ben = sit_down(cast.ann, permissions=["clipboard-read", "clipboard-write"]), sit_down(cast.ben)
    first, second = cast.end_users.stages
    ann.field(first, "ideas")
    ann.page.keyboard.type("Before ")
    ann.page.evaluate(PASTE, words)
    expect(ann.page.locator("[data-toast-words]")).to_have_text(
        "A note has room for 2,000 characters. The rest is kept below the board."
    )
    ben.add(second, "ideas", "Ben is not disturbed")
    ben.ready()
    ann.page.keyboard.press("Enter")
    ann.ready(kept=1)
    note = stored.board(cast.end_users.id)[0][2]["ideas"][0][1]
    ann.page.locator("[data-tray] [data-copy]").click()
    expect(ann.page.locator("[data-toast-words]")).to_have_text("Copied.")
    rest = ann.page.evaluate("navigator.clipboard.readText()")
    assert len(note) <= 2_000
    assert (note + rest).replace(" ", "") == ("Before" + words).replace(" ", "")
    expect(ann.page.locator("[data-tray] [data-why]")).to_have_text("This did not fit into one note.")
    ann.page.reload()
    ann.ready(kept=1)
    expect(ann.page.locator("[data-tray] [data-words]")).to_contain_text("000249 0000250 ")
    ben.sees("Ben is not disturbed")
    ann.page.locator("[data-tray] [data-go]").click()
    all_end_equal(stored, cast.end_users.id, ann, ben)


def test_paste_of_what_no_database_holds_is_saved_without_it_and_disturbs_nobody(
    sit_down: SitDown, cast: Cast, stored: Stored
) -> None:
    ann, ben = sit_down(cast.ann), sit_down(cast.ben)
    place = cast.end_users.stages[0]
    ann.field(place, "ideas")
    ann.page.evaluate(PASTE_UNSPEAKABLE)
    ann.save()
    ben.add(place, "ideas", "Ben is not disturbed")
    words = "nulhere, half  of a face, other half, and a whole one 😀"
    ann.sees(words)
    ben.sees(words)
    all_end_equal(stored, cast.end_users.id, ann, ben)
    ideas = stored.board(cast.end_users.id)[0][2]["ideas"]
    assert sorted(text for _, text in ideas) == ["Ben is not disturbed", words]


def test_hostile_markup_is_shown_as_it_was_typed(sit_down: SitDown, cast: Cast) -> None:
    ann, fay = sit_down(cast.ann), sit_down(cast.fay)
    place = cast.end_users.stages[0]
    for page in (ann.page, fay.page):
        page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    for row, words in zip(("touchpoints", "thoughts", "pains", "ideas", "backstage"), HOSTILE, strict=True):
        ann.add(place, row, words)
    ann.ready()
    for after_reload in (False, True):
        if after_reload:
            fay.page.reload()
            fay.ready()
        for words in HOSTILE:
            fay.sees(words)
        assert nodes_in_words(fay.page) == 0
    fay.page.locator(".note-thought", has_text="bold").hover()
    fay.move(HOSTILE[1], cast.end_users.stages[1], "ideas")
    ann.remove(HOSTILE[0])
    expect(ann.page.locator("[data-toast-words]")).to_contain_text("<img src=x onerror")
    assert ann.page.locator("[data-toast-words] *").count() == 0


def nodes_in_words(page: Page) -> int:
    """How many elements came into being inside the words of notes."""
    return page.locator(".note-text *").count()
