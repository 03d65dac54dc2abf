"""A pasted list becomes stages with what stands in them."""

import pytest

from maps.imports.lists import LINES_AT_MOST, read_list
from maps.imports.refusal import ImportRefused
from maps.outline import TOUCHPOINTS


def read(text: str, row: str = TOUCHPOINTS) -> list[tuple[str, list[str]]]:
    """The stages of a list by name, with the words in them."""
    return [
        (
            "" if stage.unsorted else stage.name,
            [one.title for one in stage.touchpoints] + [one.text for one in stage.notes],
        )
        for stage in read_list(text, row).plans()
    ]


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("Sees an advert\nCalls us", [("", ["Sees an advert", "Calls us"])]),
        ("Buy:\nPays\n\n  \nUse:\nOpens the box", [("Buy", ["Pays"]), ("Use", ["Opens the box"])]),
        ("Buy\n  - Pays\n  - Waits\nUse\n\tOpens", [("Buy", ["Pays", "Waits"]), ("Use", ["Opens"])]),
        ("Buy: Pays\nWaits\nbuy: Asks", [("Buy", ["Pays", "Waits", "Asks"])]),
        ("# Buy\n1. Pays\n2) Waits\n* Asks\n• Leaves", [("Buy", ["Pays", "Waits", "Asks", "Leaves"])]),
        ("- Buy\r\n  - Pays\r\n- Use\r\n  - [x] Opens", [("Buy", ["Pays"]), ("Use", ["Opens"])]),
        ("Loose\nBuy:\nPays", [("", ["Loose"]), ("Buy", ["Pays"])]),
        ("Buy\uff1a\nPays", [("Buy", ["Pays"])]),
        (
            "-5 degrees\n=SUM(A1)\nAt 10:30 they call",
            [("", ["-5 degrees", "=SUM(A1)", "At 10:30 they call"])],
        ),
        ("a\u202eb\x00c\x07", [("", ["abc"])]),
        ("-\n•", [("", ["-", "•"])]),
    ],
)
def test_list_becomes_stages_with_what_stands_in_them(text: str, stages: list[tuple[str, list[str]]]) -> None:
    assert read(text) == stages


def test_lines_go_into_the_row_that_was_chosen() -> None:
    stages = read_list("Buy:\nToo slow", "pains").plans()
    assert [(note.row, note.text) for note in stages[0].notes] == [("pains", "Too slow")]


def test_colon_within_a_line_and_an_empty_stage_are_doubts() -> None:
    assert read_list("Buy: Pays\nUse:", TOUCHPOINTS).all_doubts() == [
        "1 line has a colon in it: what stands before it is taken for a stage.",
        "The stage “Use” is empty.",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "There is nothing in this list yet. Paste one note a line."),
        (" \n\x07\n", "There is nothing in this list yet. Paste one note a line."),
        ("ok\n" + "x" * 2001, "line 2: this is longer than 2000 characters: it has 2001. Part it in two."),
        ("x\n" * (LINES_AT_MOST + 1), "6001 lines are too many; a list may have 6000."),
        ("x" * 2_000_001, "That is too long for a list: 2000000 characters fit. Bring it in as two."),
    ],
)
def test_list_that_cannot_be_kept_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        read_list(text, TOUCHPOINTS)
    assert refused.value.lines() == [said]
