"""The curve of one sheet: its line, its band, its dots and signs, and the words at them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maps.exports.printing.curves import Point, spans
from maps.exports.printing.text import cut, printable
from maps.exports.shapes import MapFacts, TouchpointFacts

if TYPE_CHECKING:
    from maps.exports.printing.drawing import Column

Drawn = dict[str, Any]
# Words at the curve stand so far apart (units), and so many at its heights and depths.
APART = 15
WORDS = 3


def drawn_curve(facts: MapFacts, columns: Sequence[Column], halves: int, half: float) -> Drawn | None:
    """Return the curve in halves of columns and means, None where nothing on this sheet has been rated."""
    rated = [one for one in columns if one.touchpoint.feeling and one.touchpoint.number]
    if not rated:
        return None
    return {
        "line": _line(facts, columns, halves),
        "bands": _bands(rated, columns),
        "dots": [_dot(one) for one in rated],
        "words": _words(facts, rated, half),
        "alt": _in_words(rated),
    }


def _mean(touchpoint: TouchpointFacts) -> float:
    assert touchpoint.feeling is not None  # noqa: S101 - only what has been rated has a place on the curve
    return touchpoint.feeling.mean


def _line(facts: MapFacts, columns: Sequence[Column], halves: int) -> list[Drawn]:
    """Return the stretches between rated touchpoints, dotted over unrated ones and past the edges of the sheet."""
    journey = [one for one in facts.touchpoints() if one.number]
    here = {column.touchpoint.id: column for column in columns}
    places = [(number, one) for number, one in enumerate(journey) if one.feeling]
    first = next(number for number, one in places if one.id in here)
    left = next(number for number, one in enumerate(journey) if one.id in here)

    def x_of(number: int, one: TouchpointFacts) -> float:
        # Off this sheet every touchpoint is one column further.
        if one.id in here:
            return here[one.id].middle
        if number < first:
            return 1 - 2 * (left - number)
        return halves + 2 * (number - left - len(here)) + 1

    points = [(x_of(number, one), _mean(one)) for number, one in places]
    made = []
    for (pair, (start, end)), span in zip(
        zip(pairwise(places), pairwise(points), strict=True), spans(points), strict=True
    ):
        is_here = [one.id in here for _number, one in pair]
        if any(is_here):
            gap = pair[1][0] - pair[0][0] > 1 or not all(is_here)
            made.append({"from": start, "span": [*span[:2], end], "gap": gap})
    if not made:
        made.append(
            {"from": next(point for point in points if 0 <= point[0] <= halves), "span": [], "gap": True}
        )
    return made


def _bands(rated: Sequence[Column], columns: Sequence[Column]) -> list[Drawn]:
    """Return the areas between the lowest and the highest side, one for each run of touchpoints that have both."""
    runs: list[list[Column]] = []
    order = {column.touchpoint.id: number for number, column in enumerate(columns)}
    for column in rated:
        felt = column.touchpoint.feeling
        if felt is None or felt.low is None or felt.high is None:
            continue
        before = order[column.touchpoint.id] - 1
        if runs and order[runs[-1][-1].touchpoint.id] == before:
            runs[-1].append(column)
        else:
            runs.append([column])
    return [_band(run) for run in runs]


def _band(run: Sequence[Column]) -> Drawn:
    tops: list[Point] = []
    feet: list[Point] = []
    for column in run:
        felt = column.touchpoint.feeling
        if felt and felt.low is not None and felt.high is not None:
            tops.append((column.middle, felt.high))
            feet.append((column.middle, felt.low))
    back = [(-x, y) for x, y in reversed(feet)]
    returned = [tuple((-x, y) for x, y in span) for span in spans(back)]
    return {"top": tops[0], "over": spans(tops), "foot": feet[-1], "under": returned}


def _dot(column: Column) -> Drawn:
    one = column.touchpoint
    drawn: Drawn = {"at": (column.middle, _mean(one)), "thin": bool(one.feeling and one.feeling.thin)}
    if one.moment:
        drawn |= {"kind": one.moment.kind, "rank": str(one.moment.rank)}
    return drawn


def _words(facts: MapFacts, rated: Sequence[Column], half: float) -> list[Drawn]:
    """Return what stands at the curve: its peak, trough, end and biggest drop, and what people felt there."""
    curve = facts.curve
    named: dict[str, list[str]] = {}
    if curve:
        said = ((curve.peak, _("Peak")), (curve.trough, _("Trough")), (curve.end, _("End")))
        for one, label in said:
            if one and one.feeling:
                named.setdefault(one.id, []).append(label)
    firm = [one for one in rated if one.touchpoint.feeling and not one.touchpoint.feeling.thin]
    by_mean = sorted(firm, key=lambda one: -_mean(one.touchpoint))
    heights = [one for one in by_mean if _mean(one.touchpoint) > 0][:WORDS]
    depths = [one for one in reversed(by_mean) if _mean(one.touchpoint) < 0][:WORDS]
    first = [one for one in firm if one.touchpoint.id in named]
    made: list[Drawn] = []
    for column in [*first, *heights, *depths]:
        if any(abs(one["at"][0] - column.middle) * half < APART for one in made):
            continue
        made.append(_at(column, named.get(column.touchpoint.id, [])))
    drop = next((one for one in rated if curve and one.touchpoint is curve.drop), None)
    from_ = next((one for one in rated if curve and one.touchpoint is curve.drop_from), None)
    if curve and drop and from_:
        made.append(
            {
                "at": (drop.middle, _mean(from_.touchpoint)),
                "heads": [f"▼ {curve.drop_by}"],
                "word": "",
                "small": _("biggest drop"),
                "tone": "bad",
                "place": "in",
            }
        )
    return [one for one in made if one["heads"] or one["word"]]


def _at(column: Column, labels: Sequence[str]) -> Drawn:
    felt, moment = column.touchpoint.feeling, column.touchpoint.moment
    mean = _mean(column.touchpoint)
    place = "over" if mean >= 0 else "beside" if moment else "under"
    return {
        "at": (column.middle, mean),
        "heads": [f"{label} {felt.shown}" for label in labels] if felt else [],
        "word": printable(cut(felt.word, 24)) if felt else "",
        "small": "",
        "tone": "good" if mean > 0 else "bad" if mean < 0 else "flat",
        "place": place,
    }


def _in_words(rated: Sequence[Column]) -> str:
    told = [
        _("{number} {title}: {mean} ({n})").format(
            number=one.number, title=one.title, mean=felt.shown, n=felt.n
        )
        for one in (column.touchpoint for column in rated)
        if (felt := one.feeling)
    ]
    said = _("How it feels, from −2 very bad to +2 very good, and how many rated it: {points}.")
    return printable(said.format(points="; ".join(told))).lstrip("\u200f")
