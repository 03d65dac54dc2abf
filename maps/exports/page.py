"""A map as one web page that needs nothing else: no script, no font, no picture, no network; it opens from a disk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language_bidi

from maps.enums import Row
from maps.exports.curve import Point, cubics, gaps, pieces
from maps.exports.facts import map_facts
from maps.exports.reading import MapRead
from maps.exports.shapes import MapFacts, StageFacts, TouchpointFacts

# The drawing of the curve, in its own units.
STEP, HEIGHT, PAD, AXIS = 64, 250, 24, 84
MARKS = {
    "create": "M0,-11 L11,9 L-11,9 Z",
    "destroy": "M0,11 L11,-9 L-11,-9 Z",
    "both": "M0,-12 L12,0 L0,12 L-12,0 Z",
}


@dataclass(frozen=True, slots=True)
class Dot:
    """A touchpoint in the drawing: where its middle and its mean are (`y` is None where nobody has rated it)."""

    touchpoint: TouchpointFacts
    x: float
    y: float | None
    mark: str


def to_html(taken: MapRead) -> bytes:
    """Return the page in UTF-8."""
    facts = map_facts(taken)
    return render_to_string("maps/export/page.html", context_of(facts)).encode()


def context_of(facts: MapFacts) -> dict[str, Any]:
    """Return what the templates of a finished map need: its facts, its rows by stage, its curve drawn."""
    return {
        "facts": facts,
        "stages": [(stage, list(_rows(facts, stage))) for stage in facts.stages],
        "drawing": _drawing(facts) if facts.curve else None,
        "direction": "rtl" if get_language_bidi() else "ltr",
    }


def _rows(facts: MapFacts, stage: StageFacts) -> Iterator[dict[str, Any]]:
    for row in facts.rows:
        notes = stage.notes_in(row.key)
        if notes:
            sign = {Row.STRENGTHS: "+", Row.PAINS: "−"}.get(Row(row.key), "")
            yield {"label": row.label, "notes": notes, "sign": sign, "is_behind": row.key == Row.BACKSTAGE}


def _drawing(facts: MapFacts) -> dict[str, Any]:
    journey = [one for one in facts.touchpoints() if one.number]
    dots = [_dot(at, one) for at, one in enumerate(journey)]
    points: list[Point | None] = [None if dot.y is None else (dot.x, dot.y) for dot in dots]
    return {
        "width": AXIS + STEP * len(journey),
        "height": HEIGHT,
        "middle": _y(0),
        "levels": [{"y": _y(value), "value": value} for value in (2, 1, 0, -1, -2)],
        "axis": AXIS,
        "lines": [_path(piece) for piece in pieces(points) if len(piece) > 1],
        "gaps": [{"from": one, "to": two} for one, two in gaps(points)],
        "dots": dots,
        "stages": list(_brackets(facts)),
    }


def _dot(at: int, one: TouchpointFacts) -> Dot:
    y = _y(one.feeling.mean) if one.feeling else None
    return Dot(one, AXIS + STEP * (at + 0.5), y, MARKS[one.moment.kind] if one.moment else "")


def _y(value: float) -> float:
    return round(HEIGHT / 2 - value * (HEIGHT / 2 - PAD) / 2, 1)


def _path(piece: Sequence[Point]) -> str:
    """Return a line through points as the `d` of an SVG path."""
    start = f"M{piece[0][0]:g},{piece[0][1]:g}"
    return start + "".join(
        f" C{one[0]:.1f},{one[1]:.1f} {two[0]:.1f},{two[1]:.1f} {end[0]:g},{end[1]:g}"
        for one, two, end in cubics(piece)
    )


def _brackets(facts: MapFacts) -> Iterator[dict[str, Any]]:
    at = 0
    for stage in facts.stages:
        if stage.number and stage.touchpoints:
            wide = STEP * len(stage.touchpoints) - 6
            left = AXIS + STEP * at + 3
            yield {"name": stage.name, "from": left, "to": left + wide, "width": wide}
            at += len(stage.touchpoints)
