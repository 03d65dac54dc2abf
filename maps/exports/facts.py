"""Words a map once for all documents: numbers, labels, what the curve tells, how far it rests on customers."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maps.enums import (
    Channel,
    Evidence,
    Initiator,
    MomentKind,
    Ownership,
    Phase,
    ResourceKind,
    Row,
    Span,
    TouchpointKind,
    Visibility,
)
from maps.exports.reading import MapRead, Record
from maps.exports.shapes import (
    CurveFacts,
    DepartmentFacts,
    EvidenceFacts,
    FeelingFacts,
    MapFacts,
    MomentFacts,
    NoteFacts,
    PartFacts,
    RowFacts,
    SideFacts,
    StageFacts,
    TouchpointFacts,
)
from maps.metrics import FEW, confidence, curve_facts, moment_quadrant, moment_ranks
from maps.words.curve import signed
from workshops.enums import Attribution, Side

CHOICES: dict[str, Any] = {
    "channel": Channel,
    "kind": TouchpointKind,
    "initiator": Initiator,
    "visibility": Visibility,
    "evidence": Evidence,
}
# What staff say; the other levels are what customers have shown.
BELIEVED = ("", Evidence.ASSUMPTION, Evidence.STAFF)
ORDER_OF_EVIDENCE = ("", *Evidence.values)
TO_CHECK = 3


def map_facts(taken: MapRead) -> MapFacts:
    """Return all that a finished document says of a map, in the language that is active."""
    return _Wording(taken).facts()


class _Wording:
    """Words one map; the look-ups that all its parts share are made once."""

    def __init__(self, taken: MapRead) -> None:
        self.taken = taken
        self.departments = {one["id"]: self._department(one) for one in taken.departments}
        self.clusters = {one["id"]: one["name"] for one in taken.clusters}
        journey = [
            one["id"]
            for stage in taken.stages
            if not stage["unsorted"]
            for one in taken.touchpoints_in(stage)
        ]
        self.numbers = {one: number for number, one in enumerate(journey, start=1)}
        everything = [one["id"] for one in taken.all_touchpoints()]
        powers = [(one, moment["power"]) for one, moment in taken.moments.items()]
        self.ranks = moment_ranks(powers, everything)
        self.touchpoints = {one["id"]: self._touchpoint(one) for one in taken.all_touchpoints()}

    def facts(self) -> MapFacts:
        """Return the map whole."""
        taken, room = self.taken, self.taken.workshop
        rows = _rows(taken)
        held_on = date.fromisoformat(room["held_on"]) if room["held_on"] else None
        moments = sorted(self.ranks, key=lambda one: self.ranks[one])
        facts = MapFacts(
            language=get_language() or "en",
            id=taken.board["id"],
            version=taken.version,
            title=taken.board["title"],
            organisation=room["organisation"],
            workshop=room["title"],
            goal=room["goal"],
            date=date_format(held_on, "DATE_FORMAT") if held_on else "",
            date_iso=room["held_on"] or "",
            attribution_label=str(Attribution(room["attribution"]).label),
            customer_type=taken.customer_type["name"],
            card=_card(taken.customer_type),
            people=sum(taken.people.values()),
            departments=tuple(self.departments.values()),
            rows=rows,
            stages=self._stages(rows),
            moments=tuple(self.touchpoints[one] for one in moments),
            curve=self._curve(),
            handovers=self._handovers(),
            ratings=sum(one["n"] + one["unknown"] for one in taken.feelings.values()),
            evidence=self._evidence(),
            findings=(),
        )
        return replace(facts, findings=_findings(facts))

    def _department(self, record: Record) -> DepartmentFacts:
        return DepartmentFacts(
            id=record["id"],
            name=record["name"],
            side=record["side"],
            side_label=str(Side(record["side"]).label),
            letters=record["letters"],
            hue=record["hue"],
            people=self.taken.people.get(record["id"], 0),
        )

    def _stages(self, rows: tuple[RowFacts, ...]) -> tuple[StageFacts, ...]:
        sorted_out = [stage["id"] for stage in self.taken.stages if not stage["unsorted"]]
        return tuple(
            StageFacts(
                id=stage["id"],
                number=None if stage["unsorted"] else sorted_out.index(stage["id"]) + 1,
                name=stage["name"],
                goal=stage["goal"],
                phase=stage["phase"],
                phase_label=str(Phase(stage["phase"]).label) if stage["phase"] else "",
                touchpoints=tuple(self.touchpoints[one["id"]] for one in self.taken.touchpoints_in(stage)),
                notes=tuple(self._note(note) for row in rows for note in self.taken.notes_in(stage, row.key)),
            )
            for stage in self.taken.stages
        )

    def _touchpoint(self, record: Record) -> TouchpointFacts:
        said = {name: record[name] for name in CHOICES}
        labels = {
            f"{name}_label": str(CHOICES[name](value).label) if value else "" for name, value in said.items()
        }
        owner = self.departments.get(record["owner"])
        is_special = record["owner"] in (Ownership.NOBODY, Ownership.OUTSIDE)
        special = str(Ownership(record["owner"]).label) if is_special else ""
        department, name = self._author(record)
        return TouchpointFacts(
            id=record["id"],
            number=self.numbers.get(record["id"]),
            title=record["title"],
            description=record["description"],
            **said,
            **labels,
            seen=record["visibility"] != Visibility.BACK,
            ownership=Ownership.DEPARTMENT.value if owner else record["owner"],
            owner=owner,
            owner_label=owner.name if owner else special,
            teams=self._behind(record, ResourceKind.TEAM),
            systems=self._behind(record, ResourceKind.SYSTEM),
            wait=amount(record["wait"]),
            often=amount(record["often"]),
            starred=record["starred"],
            feeling=_feeling(self.taken.feelings.get(record["id"])),
            moment=self._moment(record["id"]),
            parts=self._parts(record, "title"),
            author=_by(department, name),
            author_department=department,
            author_name=name,
            added_at=record["added_at"],
        )

    def _note(self, record: Record) -> NoteFacts:
        department, name = self._author(record)
        return NoteFacts(
            id=record["id"],
            row=record["row"],
            text=record["text"],
            about=self.touchpoints.get(record["about"]),
            cluster=self.clusters.get(record["cluster"], ""),
            parts=self._parts(record, "text"),
            author=_by(department, name),
            author_department=department,
            author_name=name,
            added_at=record["added_at"],
        )

    def _author(self, written: Record) -> tuple[DepartmentFacts | None, str]:
        department, name = self.taken.author_of(written)
        return (self.departments[department["id"]] if department else None), name

    def _parts(self, record: Record, words: str) -> tuple[PartFacts, ...]:
        return tuple(PartFacts(part[words], _by(*self._author(part))) for part in record["parts"])

    def _behind(self, record: Record, kind: str) -> tuple[str, ...]:
        here = [self.taken.resources[one] for one in record["resources"]]
        return tuple(one["name"] for one in here if one["kind"] == kind)

    def _moment(self, touchpoint: str) -> MomentFacts | None:
        moment = self.taken.moments.get(touchpoint)
        if moment is None or touchpoint not in self.ranks:
            return None
        felt = self.taken.feelings.get(touchpoint)
        advice = moment_quadrant(moment["power"], felt["mean"] if felt else None) or ""
        return MomentFacts(
            rank=self.ranks[touchpoint],
            kind=moment["kind"],
            label=moment_label(moment["kind"]),
            sentence=moment["sentence"],
            power=moment["power"],
            advice=advice,
            advice_label=_advice(advice),
        )

    def _curve(self) -> CurveFacts | None:
        """Return what the curve tells of those touchpoints that enough people have rated."""
        journey = [self.touchpoints[one] for one in self.numbers]
        rated = [one for one in journey if one.feeling]
        told = [None if one.feeling is None or one.feeling.thin else one.feeling.mean for one in journey]
        if not rated:
            return None
        facts = curve_facts(told)
        means = [one.feeling.mean for one in rated if one.feeling]
        at = {
            name: journey[place] if facts and (place := facts[key]) is not None else None  # type: ignore[literal-required]
            for name, key in (("peak", "peak_at"), ("trough", "trough_at"), ("drop", "drop_at"))
        }
        last = [one for one, mean in zip(journey, told, strict=True) if mean is not None]
        drop = at["drop"]
        return CurveFacts(
            mean=signed(sum(means) / len(means)),
            **at,
            end=last[-1] if last else None,
            drop_from=journey[journey.index(drop) - 1] if drop else None,
            drop_by=signed(facts["drop"]) if facts and facts["drop"] is not None else "",
            rated=len(rated),
            below=sum(mean < 0 for mean in means),
        )

    def _handovers(self) -> int:
        """Return how often the customer is handed over, as far as it has been said (static/js/board/owners.js)."""
        owners = [one["owner"] for one in self.taken.all_touchpoints() if one["owner"]]
        return sum(one != other for one, other in pairwise(owners))

    def _evidence(self) -> EvidenceFacts:
        levels = [one.evidence for one in self.touchpoints.values()]
        sure = confidence(levels)
        if sure is None:
            return EvidenceFacts(_("Hypothesis map"), None, _("There is no touchpoint on it yet."))
        label = _("Hypothesis map")
        if sure >= 50:
            label = _("Partly backed by customers")
        if sure >= 80:
            label = _("Backed by customers")
        believed = round(100 * sum(level in BELIEVED for level in levels) / len(levels))
        sentence = _("{share} % of it rests on what staff believe.").format(share=believed)
        return EvidenceFacts(label, round(sure), " ".join(filter(None, [sentence, self._to_check()])))

    def _to_check(self) -> str:
        """Return which moments of truth to ask customers about first: those we know least of."""
        moments = [self.touchpoints[one] for one in self.ranks if one in self.numbers]
        weak = [one for one in moments if one.evidence in BELIEVED and one.moment]
        weak.sort(key=lambda one: (ORDER_OF_EVIDENCE.index(one.evidence), self.ranks[one.id]))
        numbers = [str(one.number) for one in weak[:TO_CHECK]]
        if not numbers:
            return ""
        return _("To check with customers first: {numbers}.").format(numbers=", ".join(numbers))


def moment_label(kind: str) -> str:
    """Return which way a moment of truth turns, in two or three words."""
    labels = {
        MomentKind.CREATE: _("can build"),
        MomentKind.DESTROY: _("can break"),
        MomentKind.BOTH: _("can do either"),
    }
    return labels[MomentKind(kind)]


def amount(given: Record | None) -> str:
    """Return so many of a unit in words ("11 days"), "" for none."""
    return f"{given['value']} {Span(given['unit']).label}" if given else ""


def _advice(quadrant: str) -> str:
    return {
        "fix": _("fix first"),
        "protect": _("protect"),
        "simplify": _("make simple"),
        "keep": _("keep as it is"),
    }.get(quadrant, "")


def _feeling(record: Record | None) -> FeelingFacts | None:
    if record is None or record["mean"] is None:
        return None
    return FeelingFacts(
        mean=float(record["mean"]),
        shown=signed(record["mean"]),
        n=record["n"],
        unknown=record["unknown"],
        thin=record["n"] < FEW,
        low=record["low"],
        high=record["high"],
        word=record["word"],
        sides=tuple(
            SideFacts(side, str(Side(side).label), one["mean"], signed(one["mean"]), one["n"])
            for side, one in record["sides"].items()
        ),
    )


def _by(department: DepartmentFacts | None, name: str) -> str:
    return ", ".join(filter(None, [name, department.name if department else ""]))


def _rows(taken: MapRead) -> tuple[RowFacts, ...]:
    """Return the rows from top to bottom; those that the board does not show come last, if notes lie in them."""
    filled = {row for _stage, row in taken.notes}
    by_row = [
        RowFacts(one["row"], one["label"] or str(Row(one["row"]).label), one["shown"]) for one in taken.rows
    ]
    hidden = [one for one in by_row if not one.shown and one.key in filled]
    return tuple([one for one in by_row if one.shown] + hidden)


def _card(customer_type: Record) -> tuple[tuple[str, str], ...]:
    labels = {
        "who": _("Who"),
        "situation": _("Situation"),
        "trigger": _("Trigger"),
        "goal": _("Goal"),
        "good_end": _("A good end"),
        "expectations": _("Expects"),
        "fears": _("Fears"),
    }
    return tuple(
        (label, customer_type[name]) for name, label in labels.items() if customer_type[name].strip()
    )


def _findings(facts: MapFacts) -> tuple[str, ...]:
    """Return what the map says in whole sentences, each with its number."""
    return tuple(filter(None, [*_of_curve(facts.curve), *_of_moments(facts.moments), *_of_owners(facts)]))


def _of_curve(curve: CurveFacts | None) -> Iterable[str]:
    if curve is None:
        return
    words = ngettext(
        "{below} of {rated} rated touchpoint feels bad; the journey's mean is {mean}.",
        "{below} of {rated} rated touchpoints feel bad; the journey's mean is {mean}.",
        curve.rated,
    )
    yield words.format(below=curve.below, rated=curve.rated, mean=curve.mean)
    if curve.peak and curve.peak.feeling:
        yield _at(_("Highest at {number}, “{title}”: {mean} ({n} people)."), curve.peak)
    if curve.trough and curve.trough is not curve.peak:
        yield _at(_("Lowest at {number}, “{title}”: {mean} ({n} people)."), curve.trough)
    if curve.drop:
        words = _("The biggest drop leads to {number}, “{title}”: {by}.")
        yield words.format(number=curve.drop.number, title=curve.drop.title, by=curve.drop_by)


def _at(sentence: str, touchpoint: TouchpointFacts) -> str:
    felt = touchpoint.feeling
    shown, n = (felt.shown, felt.n) if felt else ("", 0)
    return sentence.format(number=touchpoint.number, title=touchpoint.title, mean=shown, n=n)


def _of_moments(moments: tuple[TouchpointFacts, ...]) -> Iterable[str]:
    first = [one for one in moments if one.moment and one.moment.advice == "fix" and one.number]
    if first:
        numbers = ", ".join(str(one.number) for one in first)
        words = ngettext(
            "{n} strong moment of truth feels bad today; fix it first: {numbers}.",
            "{n} strong moments of truth feel bad today; fix them first: {numbers}.",
            len(first),
        )
        yield words.format(n=len(first), numbers=numbers)


def _of_owners(facts: MapFacts) -> Iterable[str]:
    orphans = [one for one in facts.touchpoints() if one.ownership == Ownership.NOBODY and one.number]
    if facts.handovers:
        words = ngettext(
            "The customer changes hands {n} time.", "The customer changes hands {n} times.", facts.handovers
        )
        yield words.format(n=facts.handovers)
    if orphans:
        words = ngettext(
            "Nobody owns {n} touchpoint: {numbers}.", "Nobody owns {n} touchpoints: {numbers}.", len(orphans)
        )
        yield words.format(n=len(orphans), numbers=", ".join(str(one.number) for one in orphans))
