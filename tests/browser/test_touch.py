"""Thumbs alone: what was deleted comes back; and on every screen a note shows at once whose it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, SitDown
from tests.browser.hands import all_end_equal
from tests.browser.stored import Stored
from tests.harness.cast import Cast

MARK = """(mark) => [mark.className, mark.textContent, mark.nextElementSibling.textContent]"""
MARKS = {
    "From Ann": ["mark mark-promise mark-marketing", "Ma", "Marketing"],
    "From Ben": ["mark mark-deliver mark-operations", "Op", "Operations"],
    "From Hal": ["mark mark-enable mark-finance", "Fi", "Finance"],
}
"""By words: the sign's side and hue, its letters, and the name that readers hear."""


@pytest.mark.parametrize("undo", ["[data-toast-do]", "[data-undo]"])
def test_note_deleted_by_touch_comes_back_by_touch(
    sit_down: SitDown, cast: Cast, stored: Stored, undo: str
) -> None:
    ben, fay = sit_down(cast.ben, **PHONE), sit_down(cast.fay)
    before = stored.board(cast.end_users.id)
    ben.remove("The form is long")
    for board in (ben, fay):
        expect(board.notes("The form is long")).to_have_count(0)
    all_end_equal(stored, cast.end_users.id, ben, fay)
    ben.page.locator(undo).tap()
    for board in (ben, fay):
        board.sees("The form is long")
    all_end_equal(stored, cast.end_users.id, ben, fay)
    assert stored.board(cast.end_users.id) == before


def test_mark_of_the_author_comes_with_the_note(sit_down: SitDown, cast: Cast) -> None:
    people = [sit_down(cast.ann), sit_down(cast.ben, **PHONE), sit_down(cast.hal)]
    for board, words in zip(people, MARKS, strict=True):
        board.add(cast.end_users.stages[0], "ideas", words)
    # As they came over the line: nobody has opened the page anew.
    for board in people:
        for words in MARKS:
            board.sees(words)
        assert {words: board.notes(words).locator(".mark").evaluate(MARK) for words in MARKS} == MARKS
