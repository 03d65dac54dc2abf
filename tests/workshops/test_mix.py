"""The mix of people: what is said of too few, missing sides, lonely people, groups and departments."""

import pytest

from workshops.content.departments import ready_departments
from workshops.enums import Side
from workshops.mix import USUALLY_MISSING, Advice, Sends, advise

FULL = [
    Sends("Sales", Side.PROMISE, 3),
    Sends("Marketing", Side.PROMISE, 3),
    Sends("Operations", Side.DELIVER, 3),
    Sends("Customer service", Side.SUPPORT, 3),
    Sends("Finance", Side.ENABLE, 3),
    Sends("IT", Side.ENABLE, 3),
]


def said(advice: list[Advice], *, good: bool) -> str:
    """All sentences that are good, or that are not."""
    return "\n".join(one.words for one in advice if one.is_good is good)


def test_good_mix_is_said_to_be_one() -> None:
    sides = [Side.ENABLE, Side.ENABLE, Side.PROMISE, Side.DELIVER, Side.SUPPORT]
    advice = advise(FULL, [sides, sides])
    assert said(advice, good=True).splitlines() == [
        "18 people: a good number.",
        "All four sides are there.",
        "Every group has somebody from behind the scenes, and nobody is alone.",
        "Groups of four to six: everybody gets to speak.",
    ]


@pytest.mark.parametrize(
    ("people", "words"),
    [(0, "Say how many"), (1, "1 person is few"), (9, "9 people are few"), (21, "21 people are many")],
)
def test_number_of_people(people: int, words: str) -> None:
    assert words in said(advise([Sends("Sales", Side.PROMISE, people)]), good=False)


@pytest.mark.parametrize("side", Side)
def test_missing_side_is_named(side: Side) -> None:
    advice = said(advise([one for one in FULL if one.side != side]), good=False)
    assert advice.count("Nobody ") == 1


def test_lonely_and_absent_back_office() -> None:
    lonely = advise(FULL, [[Side.ENABLE, Side.PROMISE, Side.PROMISE, Side.SUPPORT]] * 2)
    assert "In 2 groups somebody from behind the scenes is alone" in said(lonely, good=False)
    absent = advise(FULL, [[Side.PROMISE] * 4])
    assert "1 group has nobody from behind the scenes" in said(absent, good=False)


@pytest.mark.parametrize(("size", "is_good"), [(3, False), (4, True), (6, True), (7, False)])
def test_size_of_groups(size: int, *, is_good: bool) -> None:
    assert ("Groups of four to six" in said(advise(FULL, [[Side.ENABLE] * size]), good=True)) is is_good


def test_usually_missing_departments_are_named_with_the_reason() -> None:
    words = said(advise([one for one in FULL if one.name not in ("IT", "Finance")]), good=False)
    for name in ("IT and digital", "Finance and billing", "Legal and compliance"):
        why = next(ready.why for ready in ready_departments() if ready.name == name)
        assert f"{name} is not invited. {why}" in words
    # "Finance" is the ready list's "Finance and billing".
    assert "Finance and billing" not in said(advise(FULL), good=False)


def test_thin_departments_count_under_their_side() -> None:
    advice = said(advise([*FULL, Sends("Field service", Side.DELIVER, 1)]), good=False)
    assert "shown from three people up; Field service count" in advice


def test_every_usually_missing_department_has_a_reason() -> None:
    reasons = {ready.name for ready in ready_departments() if ready.why}
    assert set(USUALLY_MISSING) <= reasons
