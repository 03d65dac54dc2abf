"""A map as tables: touchpoints, notes, ratings and moments of truth, every column named; for workbooks and CSV."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maps.enums import Row
from maps.exports.facts import map_facts
from maps.exports.reading import MapRead
from maps.exports.shapes import MapFacts, NoteFacts, PartFacts, RowFacts, StageFacts, TouchpointFacts
from workshops.enums import Side

# None where there is nothing to say; times are in UTC and do not say so, as no spreadsheet knows of zones.
Cell = str | int | float | datetime | None
Line = list[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name for people, its headings and its lines for a map."""

    key: str
    title: Promise
    headings: Callable[[], list[str]]
    lines: Callable[[MapRead, MapFacts], Iterator[Line]]


def _touchpoint_headings() -> list[str]:
    return [
        *(_("Customer type"), _("Stage number"), _("Stage"), _("Number"), _("Touchpoint"), _("Description")),
        *(
            _("Channel"),
            _("Kind"),
            _("Who starts it"),
            _("Seen or not"),
            _("Owner"),
            _("Teams"),
            _("Systems"),
        ),
        *(_("It takes"), _("It happens"), _("How well we know it"), _("Starred")),
        *(_("Feels (-2 to 2)"), _("People who rated"), _("People who do not know"), _("In one word")),
        *(_("Moment of truth"), _("Why"), _("Power (1 to 5)"), _("What to do"), _("Merged into it")),
        *(_("Author"), _("Added at (UTC)"), _("Id"), _("Id of stage")),
    ]


def _touchpoint_lines(taken: MapRead, facts: MapFacts) -> Iterator[Line]:
    for stage in facts.stages:
        for one in stage.touchpoints:
            yield [
                *(facts.customer_type, stage.number, stage.name, one.number, one.title, one.description),
                *(one.channel_label, one.kind_label, one.initiator_label, one.visibility_label),
                *(one.owner_label, ", ".join(one.teams), ", ".join(one.systems), one.wait, one.often),
                *(one.evidence_label, _("yes") if one.starred else ""),
                *_feeling_cells(one),
                *_moment_cells(one),
                *(_merged(one.parts), one.author, _time(one.added_at), one.id, stage.id),
            ]


def _feeling_cells(one: TouchpointFacts) -> Line:
    felt = one.feeling
    return [round(felt.mean, 2), felt.n, felt.unknown, felt.word] if felt else [None, None, None, ""]


def _moment_cells(one: TouchpointFacts) -> Line:
    moment = one.moment
    return (
        [moment.label, moment.sentence, moment.power, moment.advice_label] if moment else ["", "", None, ""]
    )


def _note_headings() -> list[str]:
    return [
        *(_("Customer type"), _("Stage number"), _("Stage"), _("Row"), _("Note")),
        *(
            _("About touchpoint number"),
            _("About touchpoint"),
            _("Cluster"),
            _("Merged into it"),
            _("Author"),
        ),
        *(_("Added at (UTC)"), _("Id"), _("Id of touchpoint"), _("Id of stage")),
    ]


def _note_lines(taken: MapRead, facts: MapFacts) -> Iterator[Line]:
    labels = {row.key: row.label for row in facts.rows}
    for stage in facts.stages:
        for note in stage.notes:
            yield [
                *(facts.customer_type, stage.number, stage.name, labels.get(note.row, note.row), note.text),
                *_about_cells(note),
                *(note.cluster, _merged(note.parts), note.author, _time(note.added_at), note.id),
                *(note.about.id if note.about else "", stage.id),
            ]


def _about_cells(note: NoteFacts) -> Line:
    return [note.about.number, note.about.title] if note.about else [None, ""]


def _rating_headings() -> list[str]:
    return [
        *(
            _("Customer type"),
            _("Number"),
            _("Touchpoint"),
            _("Feels (-2 to 2)"),
            _("In one word"),
            _("Side"),
        ),
        _("Id of touchpoint"),
    ]


def _rating_lines(taken: MapRead, facts: MapFacts) -> Iterator[Line]:
    """Yield each rating without whose it is; the side is told where the board tells it (maps.metrics)."""
    for one in facts.touchpoints():
        for rating in taken.ratings.get(one.id, []):
            side = str(Side(rating["side"]).label) if rating["side"] else ""
            value = _("does not know") if rating["value"] is None else rating["value"]
            yield [facts.customer_type, one.number, one.title, value, rating["word"], side, one.id]


def _moment_headings() -> list[str]:
    return [
        *(_("Customer type"), _("Rank"), _("Number"), _("Touchpoint"), _("Moment of truth"), _("Why")),
        *(_("Power (1 to 5)"), _("Feels (-2 to 2)"), _("What to do"), _("Owner"), _("How well we know it")),
        _("Id of touchpoint"),
    ]


def _moment_lines(taken: MapRead, facts: MapFacts) -> Iterator[Line]:
    for one in facts.moments:
        if one.moment:
            yield [
                *(facts.customer_type, one.moment.rank, one.number, one.title, one.moment.label),
                *(one.moment.sentence, one.moment.power, round(one.feeling.mean, 2) if one.feeling else None),
                *(one.moment.advice_label, one.owner_label, one.evidence_label, one.id),
            ]


def _time(iso: str) -> datetime:
    return datetime.fromisoformat(iso).replace(tzinfo=None)


def _merged(parts: tuple[PartFacts, ...]) -> str:
    return "\n".join(part.text for part in parts)


TABLES = {
    table.key: table
    for table in (
        Table("touchpoints", lazy("Touchpoints"), _touchpoint_headings, _touchpoint_lines),
        Table("notes", lazy("Notes"), _note_headings, _note_lines),
        Table("ratings", lazy("Ratings"), _rating_headings, _rating_lines),
        Table("moments", lazy("Moments of truth"), _moment_headings, _moment_lines),
    )
}


def grid(facts: MapFacts) -> list[Line]:
    """Return the map as it lies on the board: stages across, rows down, what stands in a cell line by line."""
    lines: list[Line] = [
        [_("Stage"), *(_name(stage) for stage in facts.stages)],
        [_("Customer's goal"), *(stage.goal for stage in facts.stages)],
        [_("Where we meet"), *("\n".join(map(_numbered, stage.touchpoints)) for stage in facts.stages)],
        [_("How I feel"), *("\n".join(map(_felt, stage.touchpoints)) for stage in facts.stages)],
    ]
    return [*lines, *(_cells(facts, row) for row in facts.rows)]


def _cells(facts: MapFacts, row: RowFacts) -> Line:
    return [row.label, *("\n".join(_texts(stage, row.key)) for stage in facts.stages)]


def _texts(stage: StageFacts, row: str) -> list[str]:
    sign = {Row.STRENGTHS: "+ ", Row.PAINS: "− "}.get(Row(row), "• ")
    return [f"{sign}{note.text}" for note in stage.notes_in(row)]


def _name(stage: StageFacts) -> str:
    return f"{stage.number} {stage.name}" if stage.number else stage.name


def _numbered(one: TouchpointFacts) -> str:
    return f"{one.number} {one.title}" if one.number else one.title


def _felt(one: TouchpointFacts) -> str:
    if one.feeling is None:
        return _("{number}: not rated").format(number=one.number or "–")
    sign = f" {one.moment.label}" if one.moment else ""
    return f"{one.number or '–'}: {one.feeling.shown} (n = {one.feeling.n}) {one.feeling.word}{sign}".rstrip()


def told(taken: MapRead) -> tuple[MapRead, MapFacts]:
    """Return a map with what is said of it, as `Table.lines` takes it."""
    return taken, map_facts(taken)
