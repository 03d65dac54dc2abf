"""A map in the Open Journey Format 1.0 (OJF), as Ptolemy writes it; what it cannot hold is listed, not hidden."""

from typing import Any

import msgspec
from django.utils.translation import gettext as _

from maps.exports.facts import map_facts
from maps.exports.reading import MapRead
from maps.exports.shapes import MapFacts, NoteFacts, TouchpointFacts
from maps.outline import TOUCHPOINTS

VERSION = "1.0"
# OJF feels from −5 to +5, a board from −2 to +2.
SCALE = 2.5
SENTIMENTS = ((0.5, "positive"), (-0.5, "neutral"))


def to_journey_format(taken: MapRead) -> bytes:
    """Return the file in UTF-8; stages, lanes and nodes come in the order of the board."""
    facts = map_facts(taken)
    file = {
        "version": VERSION,
        "persona": facts.customer_type,
        "pointOfView": facts.title,
        "stages": [{"id": stage.id, "name": stage.name} for stage in facts.stages],
        "swimlanes": [
            {"id": TOUCHPOINTS, "name": _("Where we meet")},
            *({"id": row.key, "name": row.label} for row in facts.rows),
        ],
        "nodes": _nodes(facts),
    }
    return msgspec.json.format(msgspec.json.encode(file), indent=2) + b"\n"


def left_out(facts: MapFacts) -> list[str]:
    """Return what is on this map and has no place in OJF, in words for people."""
    touchpoints, notes = facts.touchpoints(), facts.notes()
    written: list[TouchpointFacts | NoteFacts] = [*touchpoints, *notes]
    found = {
        _("goals and questions of stages"): any(stage.goal for stage in facts.stages),
        _("the customer's card"): bool(facts.card),
        _("how many have rated, and their words; only the mean is told"): facts.ratings > 0,
        _("why something is a moment of truth, and its power"): bool(facts.moments),
        _("owners, teams, systems, waits and how well we know it"): any(map(_has_details, touchpoints)),
        _("which touchpoint a note is about"): any(note.about for note in notes),
        _("names of clusters"): any(note.cluster for note in notes),
        _("what was merged into something"): any(one.parts for one in written),
        _("departments and authors"): any(one.author for one in written),
    }
    return [words for words, is_there in found.items() if is_there]


def _nodes(facts: MapFacts) -> list[dict[str, Any]]:
    nodes = []
    for stage in facts.stages:
        nodes += [_touchpoint(stage.id, one) for one in stage.touchpoints]
        nodes += [
            {
                "id": note.id,
                "stageId": stage.id,
                "swimlaneId": note.row,
                "title": note.text,
                "description": "",
            }
            for note in stage.notes
        ]
    return nodes


def _touchpoint(stage: str, one: TouchpointFacts) -> dict[str, Any]:
    node: dict[str, Any] = {
        "id": one.id,
        "stageId": stage,
        "swimlaneId": TOUCHPOINTS,
        "title": one.title,
        "description": one.description,
        "isMomentOfTruth": one.moment is not None,
        "tags": [tag for tag in (one.channel, one.moment.kind if one.moment else "") if tag],
    }
    if one.feeling:
        mean = one.feeling.mean
        node["score"] = round(mean * SCALE, 2)
        node["sentiment"] = next((word for least, word in SENTIMENTS if mean >= least), "negative")
    return node


def _has_details(one: TouchpointFacts) -> bool:
    return bool(one.owner_label or one.teams or one.systems or one.wait or one.often or one.evidence)
