"""Departments are told apart by letters first: two of a workshop never have the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.content.departments import (
    HUES,
    NO_HUE,
    Mark,
    letters_for,
    mark_for,
    marks_for,
    ready_departments,
)
from workshops.enums import Side


def test_ready_departments_have_a_side_and_letters_of_their_own() -> None:
    ready = ready_departments()
    assert len(ready) == 17
    assert {department.side for department in ready} == set(Side)
    assert len({department.letters for department in ready}) == 17
    assert [department.hue for department in ready if department.hue != NO_HUE] == [
        "marketing",
        "sales",
        "product",
        "operations",
        "service",
        "techsupport",
        "finance",
        "it",
        "legal",
    ]


def test_marks_for_the_whole_ready_list_are_its_own() -> None:
    ready = ready_departments()
    marks = marks_for(department.name for department in ready)
    assert marks == [Mark(department.letters, department.hue) for department in ready]


@pytest.mark.parametrize(
    ("names", "letters"),
    [
        (["Sales", "Safety"], ["Sa", "Sf"]),
        (["Safety", "Sales"], ["Sf", "Sa"]),
        (["Customer support", "Customer service"], ["Cu", "Cs"]),
        (["Finance", "Field service", "Fire brigade"], ["Fi", "Fs", "Fb"]),
        (["X", "X2", "x 3"], ["X1", "X2", "X3"]),
        (["Research of markets", "Ärzte & Pflege", "Straße"], ["Rm", "Äp", "St"]),
        (["営業部", "عربي", "🎉"], ["営業", "عر", "D1"]),
    ],
)
def test_marks_for_give_letters_out_of_the_names(names: list[str], letters: list[str]) -> None:
    assert [mark.letters for mark in marks_for(names)] == letters


def test_marks_for_let_departments_with_a_hue_of_their_own_choose_first() -> None:
    assert [mark.hue for mark in marks_for(["Our lab", "Customer service"])] == [HUES[1], "service"]


def test_mark_for_one_more_takes_what_is_free() -> None:
    taken = marks_for(["Sales", "Marketing"])
    assert mark_for("Sales abroad", taken) == Mark("Sl", "service")
    assert mark_for("Sales", taken) == Mark("Sl", "service")


def test_mark_for_has_no_hue_once_all_are_taken() -> None:
    taken = [Mark(f"{index:02}", hue) for index, hue in enumerate(HUES)]
    assert mark_for("Our lab", taken) == Mark("Ol", NO_HUE)


def test_letters_for_do_not_mind_upper_and_lower_case() -> None:
    assert letters_for("Sales", ["SA", "sl", "Se"]) == "Ss"


def test_letters_for_more_departments_than_there_are_letters_repeat() -> None:
    taken = [first + second for first in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for second in "123456789"]
    assert letters_for("D", taken) == "D1"


@given(st.lists(st.text(min_size=1, max_size=80), min_size=1, max_size=40))
def test_marks_for_any_names_are_two_letters_unlike_each_other(names: list[str]) -> None:
    marks = marks_for(names)
    letters = [mark.letters for mark in marks]
    assert [len(pair) for pair in letters] == [2] * len(names)
    assert len({pair.casefold() for pair in letters}) == len(names)
    hues = [mark.hue for mark in marks if mark.hue != NO_HUE]
    assert len(set(hues)) == len(hues)
