"""The formulas of a journey map: published examples, the cases the browser's twin has to meet too, and bounds."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from maps.metrics import (
    RatingFacts,
    agreement,
    curve_facts,
    feeling,
    moment_quadrant,
    moment_ranks,
    opportunity,
    silo_gap,
    tellable_sides,
    touchpoint_emotion,
)

CASES: dict[str, list[dict[str, Any]]] = json.loads((Path(__file__).parent / "curve_cases.json").read_text())
RATINGS = [("Sales", 2), ("Sales", 1), ("Operations", -1), ("Service", -2), ("Service", -2)]
SCALE = (-2, -1, 0, 1, 2)
NAMES = ("Sales", "Operations", "Service", "IT")


def rated(random: Random) -> list[tuple[str, int]]:
    """What up to 20 people of up to four departments may have said."""
    return [(random.choice(NAMES), random.choice(SCALE)) for _ in range(random.randrange(1, 20))]


def test_mean_counts_people_and_balanced_mean_counts_departments() -> None:
    found = touchpoint_emotion(RATINGS)
    assert found is not None
    assert found["mean"] == pytest.approx(-0.4)
    assert found["balanced"] == pytest.approx((1.5 - 1 - 2) / 3)
    assert found["n"] == 5
    assert found["departments"] == {"Operations": -1, "Sales": 1.5, "Service": -2}


def test_nobody_gives_none_and_never_zero() -> None:
    assert touchpoint_emotion([]) is None
    assert silo_gap([]) is None
    assert agreement([0] * 5) is None
    assert curve_facts([]) is None
    empty = feeling([])
    assert (empty["n"], empty["mean"], empty["low"], empty["high"], empty["sides"]) == (
        0,
        None,
        None,
        None,
        {},
    )


def test_gap_names_the_departments_at_the_two_ends() -> None:
    assert silo_gap(RATINGS) == {"gap": 3.5, "high": "Sales", "low": "Service"}
    assert silo_gap(RATINGS, least=2) == {"gap": 3.5, "high": "Sales", "low": "Service"}
    assert silo_gap(RATINGS[1:], least=2) is None
    assert silo_gap([("Sales", 1), ("Sales", 2)]) is None


def test_agreement_is_that_of_the_published_example() -> None:
    """Van der Eijk 2001, page 331, as in the manual of the R package agrmt."""
    assert agreement([30, 40, 210, 130, 530, 50, 10]) == pytest.approx(0.6113333, abs=1e-6)


@pytest.mark.parametrize(
    ("counts", "expected"), [([0, 0, 9, 0, 0], 1), ([2, 2, 2, 2, 2], 0), ([5, 0, 0, 0, 5], -1)]
)
def test_agreement_is_one_at_one_step_none_when_flat_and_minus_one_at_both_ends(
    counts: list[int], expected: float
) -> None:
    assert agreement(counts) == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(200))
def test_formulas_stay_within_their_bounds(seed: int) -> None:
    random = Random(seed)
    ratings = rated(random)
    emotion, gap = touchpoint_emotion(ratings), silo_gap(ratings)
    values = [value for _, value in ratings]
    assert emotion is not None
    assert min(values) <= emotion["mean"] <= max(values)
    assert min(emotion["departments"].values()) <= emotion["balanced"] <= max(emotion["departments"].values())
    assert gap is None or 0 <= gap["gap"] <= 4
    counts = [values.count(step) for step in SCALE]
    agreed, mirrored = agreement(counts), agreement(counts[::-1])
    assert agreed is not None and -1 - 1e-9 <= agreed <= 1 + 1e-9
    assert mirrored == pytest.approx(agreed)
    assert agreement([3 * count for count in counts]) == pytest.approx(agreed)
    assert 2 <= opportunity(random.randint(1, 5), emotion["mean"]) <= 20


@pytest.mark.parametrize("seed", range(200))
def test_facts_of_a_curve_agree_with_the_curve(seed: int) -> None:
    random = Random(seed)
    curve = [random.choice((None, random.uniform(-2, 2))) for _ in range(random.randrange(1, 12))]
    facts, values = curve_facts(curve), [value for value in curve if value is not None]
    if facts is None:
        assert values == []
        return
    assert (facts["peak"], facts["trough"]) == (max(values), min(values))
    assert (curve[facts["peak_at"]], curve[facts["trough_at"]]) == (facts["peak"], facts["trough"])
    assert facts["trough"] <= facts["mean"] <= facts["peak"]
    if facts["drop"] is not None and facts["drop_at"] is not None:
        before, after = curve[facts["drop_at"] - 1], curve[facts["drop_at"]]
        assert before is not None and after is not None
        assert facts["drop"] == pytest.approx(after - before)
        assert -4 <= facts["drop"] < 0


@pytest.mark.parametrize("case", CASES["curves"], ids=lambda case: str(case["what"]))
def test_curve_tells(case: dict[str, Any]) -> None:
    found = curve_facts(case["curve"])
    assert found == (None if case["facts"] is None else pytest.approx(case["facts"]))


@pytest.mark.parametrize("case", CASES["ranks"], ids=lambda case: str(case["what"]))
def test_moments_are_ranked(case: dict[str, Any]) -> None:
    moments = [(touchpoint, power) for touchpoint, power in case["moments"]]
    assert moment_ranks(moments, case["journey"]) == case["ranks"]


@pytest.mark.parametrize("case", CASES["quadrants"])
def test_moment_asks_for(case: dict[str, Any]) -> None:
    assert moment_quadrant(case["power"], case["emotion"]) == case["quadrant"]


def test_opportunity_is_ulwicks() -> None:
    assert [opportunity(*of) for of in ((5, -2), (5, 2), (4, -1), (1, 0))] == [20, 10, 13.5, 2]


def test_feeling_counts_those_who_do_not_know_apart() -> None:
    found = feeling([("promise", 2, "glad"), ("promise", None, ""), ("deliver", -1, "glad")])
    assert (found["n"], found["unknown"], found["mean"], found["word"]) == (2, 1, 0.5, "glad")
    assert (found["low"], found["high"], found["sides"]) == (None, None, {}), (
        "two raters are too few for a spread"
    )


def test_feeling_tells_the_spread_of_sides_with_three_raters_each() -> None:
    found = feeling([("promise", 2, "")] * 3 + [("deliver", -1, "")] * 3)
    assert (found["low"], found["high"]) == (-1, 2)
    assert found["sides"] == {"promise": {"mean": 2, "n": 3}, "deliver": {"mean": -1, "n": 3}}


@pytest.mark.parametrize(
    "few", [[("deliver", -1, "")], [("deliver", -1, ""), ("", -2, "")], [("", -2, "")] * 2]
)
def test_feeling_of_one_or_two_cannot_be_computed_from_what_is_told_of_the_others(
    few: list[RatingFacts],
) -> None:
    found = feeling([("promise", 2, "")] * 3 + few)
    assert (found["sides"], found["low"], found["high"]) == ({}, None, None)


def test_band_spans_sides_of_one_only_where_nobody_can_tell_which_it_was() -> None:
    ones = [("promise", 2, ""), ("deliver", -1, ""), ("support", 1, "")]
    found = feeling(ones)
    assert (found["low"], found["high"], found["sides"]) == (-1, 2, {})
    assert feeling(ones[:2])["low"] is None
    assert feeling([*ones[:2], ("", 0, "")])["low"] is None, "two without a third to hide behind"
    enable = [("enable", 2, "")] * 3
    assert feeling([*enable, ("deliver", -1, ""), ("", 0, ""), ("", 0, "")])["low"] == 2
    assert feeling([*enable, *ones])["low"] == -1


def test_smallest_side_stays_untold_with_a_rest_that_is_too_few() -> None:
    sides = ["promise"] * 4 + ["deliver"] * 3
    assert tellable_sides(sides) == {"promise": 4, "deliver": 3}
    assert tellable_sides([*sides, ""]) == {"promise": 4}
    assert tellable_sides([*sides, "", "support", "support"]) == {"promise": 4, "deliver": 3}


def test_feeling_without_sides_has_no_spread() -> None:
    assert feeling([("", 1, "")] * 3)["low"] is None


def test_word_said_most_is_told_and_of_equal_ones_the_first_by_letter() -> None:
    assert feeling([("", 1, "proud"), ("", 1, "calm"), ("", 1, "")])["word"] == "calm"
    assert feeling([("", 1, "")])["word"] == ""
