"""Every word of a map in full, stage by stage, as typst is given it: what does not fit on the map stands here."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from maps.exports.printing.text import printable
from maps.exports.shapes import MapFacts, NoteFacts, PartFacts, StageFacts, TouchpointFacts

Drawn = dict[str, Any]


def about_map(facts: MapFacts) -> list[tuple[str, str]]:
    """Return what is said of the map as a whole, each with its label: title, goal, the customer type's card."""
    named = [
        (_("Customer type"), facts.customer_type),
        (_("Map"), facts.title),
        (_("Workshop"), facts.workshop),
        (_("Its goal"), facts.goal),
        *facts.card,
    ]
    return [(label, printable(words)) for label, words in named if words]


def listed_stages(facts: MapFacts) -> list[Drawn]:
    """Return the stages with all their touchpoints and notes."""
    return [_stage(facts, stage) for stage in facts.stages]


def _stage(facts: MapFacts, stage: StageFacts) -> Drawn:
    rows = [(row.label, stage.notes_in(row.key)) for row in facts.rows]
    return {
        "name": printable(f"{stage.number} {stage.name}" if stage.number else stage.name),
        "goal": printable(stage.goal),
        "touchpoints": [_touchpoint(one) for one in stage.touchpoints],
        "rows": [
            {"label": printable(label), "notes": [_note(note) for note in notes]}
            for label, notes in rows
            if notes
        ],
    }


def _touchpoint(one: TouchpointFacts) -> Drawn:
    return {
        "number": str(one.number or ""),
        "text": printable(one.title),
        "description": printable(one.description),
        "moment": _moment(one),
        "facts": [printable(fact) for fact in _facts(one)],
        "parts": [_part(part) for part in one.parts],
    }


def _moment(one: TouchpointFacts) -> Drawn | None:
    if one.moment is None:
        return None
    power = _("power {n} of 5").format(n=one.moment.power) if one.moment.power else ""
    words = (_("Moment of truth {rank}").format(rank=one.moment.rank), one.moment.label, power)
    return {
        "kind": one.moment.kind,
        "words": ", ".join(filter(None, [*words, one.moment.advice_label])),
        "sentence": printable(one.moment.sentence),
    }


def _facts(one: TouchpointFacts) -> Iterable[str]:
    owner = _("owner: {name}").format(name=one.owner_label) if one.owner_label else ""
    wait = _("takes {amount}").format(amount=one.wait) if one.wait else ""
    often = _("{amount}, each time anew").format(amount=one.often) if one.often else ""
    yield from filter(None, [one.channel_label, one.kind_label, one.visibility_label, owner, wait, often])
    if one.initiator_label:
        yield _("starts it: {who}").format(who=one.initiator_label)
    if one.evidence_label:
        yield one.evidence_label
    if one.teams:
        yield _("teams: {names}").format(names=", ".join(one.teams))
    if one.systems:
        yield _("systems: {names}").format(names=", ".join(one.systems))
    yield from _feeling(one)
    if one.starred:
        yield _("starred")
    if one.author:
        yield _("by {author}").format(author=one.author)


def _feeling(one: TouchpointFacts) -> Iterable[str]:
    felt = one.feeling
    if felt is None:
        return
    said = _("feels {mean}, {n} rated")
    yield said.format(mean=felt.shown, n=felt.n)
    if felt.unknown:
        yield _("{n} do not know").format(n=felt.unknown)
    if felt.word:
        yield f"“{felt.word}”"
    for side in felt.sides:
        yield _("{side}: {mean} ({n})").format(side=side.label, mean=side.shown, n=side.n)


def _note(note: NoteFacts) -> Drawn:
    about = _("at {number}").format(number=note.about.number) if note.about and note.about.number else ""
    cluster = _("put together as “{name}”").format(name=note.cluster) if note.cluster else ""
    author = _("by {author}").format(author=note.author) if note.author else ""
    return {
        "text": printable(note.text),
        "facts": [printable(fact) for fact in (about, cluster, author) if fact],
        "parts": [_part(part) for part in note.parts],
    }


def _part(part: PartFacts) -> Drawn:
    return {"text": printable(part.text), "author": printable(part.author)}


def drawn_moments(facts: MapFacts) -> list[Drawn]:
    """Return the moments of truth from the strongest on, with where they stand between power and feeling."""
    made = []
    for one in facts.moments:
        moment, felt = one.moment, one.feeling
        if moment is None:
            continue
        words = [
            moment.label,
            _("power {n} of 5").format(n=moment.power) if moment.power else _("power not said"),
            _("feels {mean}").format(mean=felt.shown) if felt else _("not rated"),
        ]
        made.append(
            {
                "rank": str(moment.rank),
                "kind": moment.kind,
                "title": printable(f"{one.number} {one.title}" if one.number else one.title),
                "facts": printable(" · ".join(words)),
                "sentence": printable(moment.sentence),
                "advice": moment.advice_label,
                "at": [felt.mean, moment.power] if felt and moment.power else None,
            }
        )
    return made


def voices(facts: MapFacts, most: int = 12) -> list[Drawn]:
    """Return the touchpoints whose sides see them most apart, with each side's mean."""
    told = [one for one in facts.touchpoints() if one.feeling and len(one.feeling.sides) > 1]

    def spread(one: TouchpointFacts) -> float:
        means: Sequence[float] = [side.mean for side in one.feeling.sides] if one.feeling else [0]
        return max(means) - min(means)

    return [
        {
            "title": printable(f"{one.number or ''} {one.title}"),
            "sides": [
                {
                    "side": side.side,
                    "label": side.label,
                    "mean": side.mean,
                    "shown": side.shown,
                    "n": str(side.n),
                }
                for side in one.feeling.sides
            ],
        }
        for one in sorted(told, key=spread, reverse=True)[:most]
        if one.feeling
    ]
