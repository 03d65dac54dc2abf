"""One sheet of the map as typst is given it: columns, bars, lanes and the curve, all in halves of columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maps.enums import Ownership, Row
from maps.exports.printing.curve_parts import drawn_curve
from maps.exports.printing.cutting import Piece
from maps.exports.printing.text import cut, cut_to, ems, printable
from maps.exports.shapes import MapFacts, TouchpointFacts

Drawn = dict[str, Any]
BELOW = (Row.BACKSTAGE, Row.IDEAS)
TITLE = 96
TITLE_LINES = 8
BOX_LINES = 4
# Widths in units: a box of a moment or of what happens behind the scenes, one em of words and of bold ones.
MOMENT_BOX = (60, 56, 52, 48, 44, 40)
BEHIND_BOX = (52, 46, 40, 34)
LONGEST_NAME = 60
EM = 7.5 * 0.3528
BOLD_EM = 1.07 * EM
VOICE_EM = 9.4 * 0.3528
HEAD_EM = 1.07 * 9.5 * 0.3528
# Systems with stops so far apart (columns) are drawn in several stretches.
FAR = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A touchpoint with its place on the sheet, in halves of columns."""

    touchpoint: TouchpointFacts
    start: int
    span: int

    @property
    def middle(self) -> int:
        """Where its middle is."""
        return self.start + self.span // 2


@dataclass(frozen=True, slots=True)
class Fullness:
    """How much stands in a sheet's rows: notes in a cell, lines of a note, lanes of systems and of teams."""

    notes: int
    lines: int
    lanes: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one sheet shows: pieces of stages, as full as that.

    `half` is how wide half a column is (units).
    """

    facts: MapFacts
    pieces: Sequence[Piece]
    half: float
    fullness: Fullness
    front: bool = True
    back: bool = True

    @property
    def halves(self) -> int:
        """How many halves of columns there are."""
        return 2 * sum(piece.slots for piece in self.pieces) or 2

    def columns(self) -> list[Column]:
        """Return the touchpoints with their places."""
        found, start = [], 0
        for piece in self.pieces:
            span = 2 * piece.slots // len(piece.touchpoints) if piece.touchpoints else 0
            found += [Column(one, start + n * span, span) for n, one in enumerate(piece.touchpoints)]
            start += 2 * piece.slots
        return found


def drawn_sheet(sheet: Sheet) -> Drawn:
    """Return a sheet for map.typ."""
    columns = sheet.columns()
    drawn: Drawn = {
        "halves": sheet.halves,
        "front": sheet.front,
        "back": sheet.back,
        "stages": list(_stages(sheet)),
    }
    if sheet.front:
        seen = [(column, _touchpoint(sheet, column)) for column in columns]
        drawn |= {
            "touchpoints": [one for _column, one in seen],
            "owners": _owners(sheet, columns),
            "curve": drawn_curve(sheet.facts, columns, sheet.halves, sheet.half),
            "means": [_mean(column) for column in columns],
            "moments": _moments(sheet, columns),
            "notes": _rows(sheet, below=False),
        }
    if sheet.back:
        systems = _lines(sheet, [(one, one.touchpoint.systems) for one in columns])
        teams = _lines(sheet, [(one, one.touchpoint.teams) for one in columns])
        drawn |= {
            "behind": _behind(sheet, columns),
            "systems": systems[: sheet.fullness.lanes],
            "teams": teams[: sheet.fullness.lanes],
            "left_out": _left_out(sheet, systems, teams),
            "below": _rows(sheet, below=True),
        }
    return drawn


def _stages(sheet: Sheet) -> Iterable[Drawn]:
    start = 0
    for piece in sheet.pieces:
        stage = piece.stage
        room = 2 * piece.slots * sheet.half
        yield {
            "start": start,
            "span": 2 * piece.slots,
            "number": str(stage.number or ""),
            **_name(stage.name, room - 11),
            "goal": printable(cut_to(stage.goal, max(12, 3 * room / (8.8 * 0.3528))), room / (8.8 * 0.3528))
            if piece.begins
            else "",
            "empty": not piece.touchpoints,
        }
        start += 2 * piece.slots


def _name(name: str, room: float) -> Drawn:
    """Return the name of a stage and its size (points): smaller before any of it is left out."""
    size = 9.5 if ems(name) * HEAD_EM <= room else 8
    return {"name": printable(cut_to(name, room / (HEAD_EM * size / 9.5))), "size": size}


def _touchpoint(sheet: Sheet, column: Column) -> Drawn:
    one = column.touchpoint
    drawn: Drawn = {"start": column.start, "span": column.span, "number": str(one.number or "")}
    if not one.seen:
        return drawn | {"seen": False, "starred": False, "channel": ""}
    return drawn | {
        "seen": True,
        "title": _within(cut(one.title, TITLE), TITLE_LINES, (column.span * sheet.half - 2) / BOLD_EM),
        "channel": one.channel,
        "label": one.channel_label,
        "wait": one.wait,
        "starred": one.starred,
    }


def _within(words: str, lines: int, room: float) -> str:
    """Return words that take about so many lines of so much room (ems)."""
    return printable(cut_to(words, lines * max(room - 1, 2)), room)


def _owners(sheet: Sheet, columns: Sequence[Column]) -> list[Drawn]:
    """Return bars: neighbours whom the same people answer for share one."""
    bars: list[Drawn] = []
    for column in columns:
        one = column.touchpoint
        key = one.owner.id if one.owner else one.ownership
        if bars and bars[-1]["key"] == key and bars[-1]["start"] + bars[-1]["span"] == column.start:
            bars[-1]["span"] += column.span
            continue
        last = bars[-1]["key"] if bars else ""
        bars.append(
            {
                "key": key,
                "start": column.start,
                "span": column.span,
                "kind": one.ownership,
                "name": one.owner_label,
                "letters": one.owner.letters if one.owner else "",
                "hue": one.owner.hue if one.owner else "",
                "changes": bool(last and key and last != key),
            }
        )
    for bar in bars:
        room = bar["span"] * sheet.half - 3
        short = bar["letters"] or (_("nobody") if bar["kind"] == Ownership.NOBODY else _("outside"))
        fits = ems(bar["name"]) * BOLD_EM <= room
        bar["name"] = printable(bar["name"] if fits else short) if bar["key"] else ""
    return [bar for bar in bars if bar["key"]]


def _mean(column: Column) -> Drawn:
    felt = column.touchpoint.feeling
    drawn: Drawn = {"start": column.start, "span": column.span, "shown": felt.shown if felt else ""}
    drawn["n"] = str(felt.n) if felt else _("not rated")
    drawn["tone"] = _tone(felt.mean) if felt else "flat"
    return drawn


def _tone(mean: float) -> str:
    return "good" if mean > 0 else "bad" if mean < 0 else "flat"


def _moments(sheet: Sheet, columns: Sequence[Column]) -> list[list[Drawn]]:
    boxes: list[tuple[Column, Drawn]] = []
    for column in columns:
        moment = column.touchpoint.moment
        if moment:
            box: Drawn = {
                "kind": moment.kind,
                "title": _("No. {rank} {label}").format(rank=moment.rank, label=moment.label),
                "sentence": moment.sentence,
                "power": moment.power or 0,
                "advice": moment.advice_label,
            }
            boxes.append((column, box))
    lanes = _lanes(sheet, boxes, MOMENT_BOX)
    for box in chain(*lanes):
        box["sentence"] = _within(box["sentence"], BOX_LINES, (box["span"] * sheet.half - 5) / VOICE_EM)
    return lanes


def _behind(sheet: Sheet, columns: Sequence[Column]) -> list[list[Drawn]]:
    boxes: list[tuple[Column, Drawn]] = []
    for column in columns:
        one = column.touchpoint
        if not one.seen:
            words = filter(None, [one.channel_label, one.owner_label])
            box: Drawn = {
                "number": str(one.number or ""),
                "title": one.title,
                "label": printable(" · ".join(words)),
                "wait": one.wait,
            }
            boxes.append((column, box))
    lanes = _lanes(sheet, boxes, BEHIND_BOX)
    for box in chain(*lanes):
        box["title"] = _within(box["title"], BOX_LINES, (box["span"] * sheet.half - 8) / BOLD_EM)
    return lanes


def _lanes(sheet: Sheet, boxes: Sequence[tuple[Column, Drawn]], widths: Sequence[int]) -> list[list[Drawn]]:
    """Stand boxes over their columns in the fewest lanes that one of the widths allows, as wide as that leaves them."""
    spans = dict.fromkeys(max(2, min(sheet.halves, round(wide / sheet.half))) for wide in widths)
    return min((_packed(sheet, boxes, span) for span in spans), key=len)


def _packed(sheet: Sheet, boxes: Sequence[tuple[Column, Drawn]], span: int) -> list[list[Drawn]]:
    """Put each box into the first lane in which it covers no other and still stands over its own column."""
    last = sheet.halves - span
    lanes: list[list[Drawn]] = []
    for column, box in boxes:
        first, latest = max(0, min(column.middle - span + 1, last)), min(max(0, column.middle - 1), last)
        for lane in lanes:
            start = max(first, lane[-1]["start"] + span)
            if start <= latest:
                break
        else:
            lane, start = [], first
            lanes.append(lane)
        lane.append(box | {"start": start, "span": span, "middle": column.middle})
    for lane in lanes:
        _centre(lane, span, last)
    return lanes


def _centre(lane: list[Drawn], span: int, last: int) -> None:
    """Move boxes that stand as far left as they may towards the middle of their columns."""
    limit = last
    for box in reversed(lane):
        box["start"] = max(box["start"], min(box["middle"] - span // 2, limit))
        limit = box["start"] - span


def _lines(sheet: Sheet, served: Sequence[tuple[Column, tuple[str, ...]]]) -> list[list[Drawn]]:
    """Return lanes of lines with a stop at each touchpoint served; all stretches of one name share a lane."""
    names = dict.fromkeys(name for _column, behind in served for name in behind)
    lanes: list[list[Drawn]] = []
    for name in names:
        stretches = _stretches(sheet, name, [column for column, behind in served if name in behind])
        for lane in lanes:
            if all(_is_free(lane, one) for one in stretches):
                break
        else:
            lane = []
            lanes.append(lane)
        lane += stretches
    return [sorted(lane, key=lambda one: int(one["start"])) for lane in lanes]


def _stretches(sheet: Sheet, name: str, stops: Sequence[Column]) -> list[Drawn]:
    groups: list[list[Column]] = []
    for stop in stops:
        if groups and stop.start - groups[-1][-1].start <= 2 * FAR:
            groups[-1].append(stop)
        else:
            groups.append([stop])
    made: list[Drawn] = []
    for group in groups:
        start, end = group[0].start, group[-1].start + group[-1].span
        needed = min(int((ems(name) * BOLD_EM + 1) / sheet.half) + 1, round(LONGEST_NAME / sheet.half))
        taken = max(end, min(start + needed, sheet.halves))
        if made and start < made[-1]["start"] + made[-1]["span"]:
            made[-1]["stops"] += [stop.middle - made[-1]["start"] for stop in group]
            made[-1]["span"] = max(made[-1]["span"], end - made[-1]["start"])
            continue
        made.append(
            {
                "name": printable(cut(name, 40)),
                "start": start,
                "span": taken - start,
                "stops": [stop.middle - start for stop in group],
            }
        )
    return made


def _left_out(sheet: Sheet, *all_lanes: Sequence[Sequence[Drawn]]) -> str:
    """Return how many systems and teams have no line on this sheet, in words."""
    names = {one["name"] for lanes in all_lanes for lane in lanes[sheet.fullness.lanes :] for one in lane}
    words = ngettext("{n} more in the list", "{n} more in the list", len(names))
    return words.format(n=len(names)) if names else ""


def _is_free(lane: Sequence[Drawn], new: Drawn) -> bool:
    return all(
        new["start"] >= one["start"] + one["span"] or one["start"] >= new["start"] + new["span"]
        for one in lane
    )


def _rows(sheet: Sheet, *, below: bool) -> list[Drawn]:
    rows = [row for row in sheet.facts.rows if (row.key in BELOW) is below]
    drawn: list[Drawn] = [
        {"key": row.key, "label": printable(cut(row.label, 60)), "cells": _cells(sheet, row.key)}
        for row in rows
    ]
    return [row for row in drawn if any(cell["notes"] or cell["more"] for cell in row["cells"])]


def _cells(sheet: Sheet, row: str) -> list[Drawn]:
    cells, start = [], 0
    for piece in sheet.pieces:
        span = 2 * piece.slots
        notes = piece.stage.notes_in(row) if piece.begins else ()
        room = span * sheet.half - 5.5
        # Narrow cells need twice the lines to say anything.
        lines = sheet.fullness.lines * (1 if room > 30 else 2)
        longest = max(8, min(70, lines * (room - 2) / EM))
        rest = len(notes) - sheet.fullness.notes
        more = ngettext("{n} more in the list", "{n} more in the list", rest) if rest > 0 else ""
        cells.append(
            {
                "start": start,
                "span": span,
                "notes": [
                    printable(cut_to(note.text, longest), room / EM) for note in notes[: sheet.fullness.notes]
                ],
                "more": more.format(n=rest),
            }
        )
        start += span
    return cells
