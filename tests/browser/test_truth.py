"""The judge of badges: it finds a "Saved" that is not true, and leaves one that is alone."""

from __future__ import annotations

import pytest

from tests.browser.hands import Said
from tests.browser.truth import Spoken, lies

SAID = Said("note.add", "n_1", 1_000)
TOLD = "note.add of n_1: the badge said Saved {} ms too early"


def judge(spoken: Spoken, stored: int = 1_500) -> list[str]:
    """What is found of one addition, said in the thousandth millisecond."""
    return lies([SAID], spoken, [("board.make", "m_1", 10), ("note.add", "n_1", stored)])


@pytest.mark.parametrize(
    "spoken",
    [
        [(0, "Saved"), (1_000, "Saving"), (1_500, "Saved")],
        [(0, "Saved"), (990, "Saving"), (1_600, "Saved")],
        [(0, "Saved"), (900, "Saving"), (950, "Saved"), (999, "Saving"), (1_501, "Saved")],
        [(0, "Offline"), (1_001, "Saving"), (1_100, "Offline, 1 kept here"), (1_700, "Saved")],
        [(1_500, "Saved")],
    ],
)  # fmt: skip
def test_saved_that_was_true_is_no_lie(spoken: Spoken) -> None:
    assert judge(spoken) == []


def test_saved_that_is_said_before_the_row_is_stored_is_found() -> None:
    assert judge([(0, "Saved"), (1_000, "Saving"), (1_200, "Saved")]) == [TOLD.format(300)]


def test_saved_that_is_taken_back_before_the_row_is_stored_is_found() -> None:
    assert judge([(0, "Saved"), (1_000, "Saving"), (1_100, "Saved"), (1_101, "Saving")]) == [TOLD.format(400)]


def test_saved_that_stays_though_something_was_said_is_found() -> None:
    assert judge([(0, "Saved")]) == [TOLD.format(500)]
    assert judge([(0, "Saved"), (1_002, "Saving"), (1_500, "Saved")]) == [TOLD.format(500)]


def test_saved_is_judged_by_the_row_and_the_command_it_is_about() -> None:
    spoken = [(0, "Saving"), (1_200, "Saved")]
    others = [("note.add", "n_2", 1_100), ("note.edit", "n_1", 1_100)]
    assert lies([SAID], spoken, [*others, ("note.add", "n_1", 1_500)]) == [TOLD.format(300)]
    edit = Said("note.edit", "n_1", 1_000)
    assert lies([edit], spoken, [*others, ("note.add", "n_1", 1_500)]) == []


def test_every_lie_is_told() -> None:
    twice = [SAID, Said("note.move", "n_1", 1_050)]
    changes = [("note.add", "n_1", 1_500), ("note.move", "n_1", 1_600)]
    assert lies(twice, [(0, "Saving"), (1_400, "Saved")], changes) == [
        "note.add of n_1: the badge said Saved 100 ms too early",
        "note.move of n_1: the badge said Saved 200 ms too early",
    ]


@pytest.mark.parametrize("times", [0, 2])
def test_what_is_not_in_the_log_exactly_once_is_told(times: int) -> None:
    changes = [("note.add", "n_1", 1_100)] * times
    assert lies([SAID], [(0, "Saving"), (1_500, "Saved")], changes) == [
        f"note.add of n_1 is in the log {times} times"
    ]
