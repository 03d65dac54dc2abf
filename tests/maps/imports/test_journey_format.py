"""Maps in the Open Journey Format come in, in both shapes, and our own come back with what it can hold."""

import json
from typing import Any

import pytest

from maps.exports.facts import map_facts
from maps.exports.journey_format import left_out, to_journey_format
from maps.imports.journey_format import read_journey_format
from maps.imports.refusal import ImportRefused
from maps.plans import MapPlan, TouchpointPlan
from tests.maps.exports.stress import empty_map, hostile_map, stress_map
from workshops.text import NOTE_LIMIT, clean

MAPS = {"stress": stress_map(), "hostile": hostile_map(), "stages": empty_map(3)}
for note in (note for cell in MAPS["hostile"].notes.values() for note in cell):
    note["text"] = note["text"][:NOTE_LIMIT]  # as a board keeps it
# As Ptolemy's own samples are made.
SAMPLE: dict[str, Any] = {
    "metadata": {
        "title": "Enterprise software",
        "persona": "IT Director",
        "pov": "Procuring",
        "version": "1.0",
    },
    "stages": [{"id": "s1", "name": "Awareness"}, {"id": "s2", "name": "Evaluation"}],
    "swimlanes": [
        {"id": "l1", "name": "Customer Actions"},
        {"id": "l2", "name": "Internal Blockers"},
        {"id": "l3", "name": "Weather"},
    ],
    "nodes": [
        {
            "id": "n1",
            "stageId": "s1",
            "swimlaneId": "l1",
            "title": "Searches",
            "description": "On G2",
            "score": 2.5,
        },
        {"id": "n2", "stageId": "s1", "swimlaneId": "l2", "title": "No budget", "description": "Until March"},
        {
            "id": "n3",
            "stageId": "s2",
            "swimlaneId": "l1",
            "title": "Demo",
            "score": -4,
            "isMomentOfTruth": True,
        },
        {"id": "n4", "stageId": "s2", "swimlaneId": "l3", "title": "Rain"},
        {"id": "n5", "stageId": "s9", "swimlaneId": "l1", "title": "Lost"},
        {"id": "n6", "stageId": "s2", "swimlaneId": "l1", "title": " "},
    ],
}


def read(file: Any) -> tuple[MapPlan, list[str]]:
    """What comes in of a file."""
    return read_journey_format(json.dumps(file).encode())


def felt(one: TouchpointPlan) -> list[int | None]:
    """The values of what a touchpoint is rated."""
    return [rating.value for rating in one.details.ratings]


def kept(text: str) -> str:
    """Words as a board keeps them."""
    return clean(text).strip()


def test_sample_comes_in_with_its_doubts() -> None:
    plan, doubts = read(SAMPLE)
    assert (plan.customer_type, plan.title) == ("IT Director", "Enterprise software")
    first, second = plan.stages
    assert [(one.title, one.description, felt(one)) for one in first.touchpoints] == [
        ("Searches", "On G2", [1])
    ]
    assert [(note.row, note.text) for note in first.notes] == [("pains", "No budget\nUntil March")]
    demo = second.touchpoints[0]
    assert (felt(demo), demo.details.moment and demo.details.moment.kind) == ([-2], "destroy")
    assert [(note.row, note.text) for note in second.notes] == [("thoughts", "Rain")]
    assert doubts == [
        "The lane “Weather” is not known; its nodes stand under “What I think and ask”.",
        "1 nodes stand in no stage or lane of the file and are left out.",
        "1 nodes have no title and are left out.",
        "1 scores are rounded to the five steps from −2 to +2.",
    ]


@pytest.mark.parametrize("name", MAPS)
def test_own_map_comes_back_with_what_the_format_holds(name: str) -> None:
    facts = map_facts(MAPS[name])
    plan, _doubts = read_journey_format(to_journey_format(MAPS[name]))
    assert plan.customer_type == " ".join(facts.customer_type.split())
    assert [stage.name for stage in plan.stages] == [" ".join(stage.name.split()) for stage in facts.stages]
    for planned, stage in zip(plan.stages, facts.stages, strict=True):
        came = [
            (
                one.title,
                one.description,
                one.channel,
                felt(one),
                one.details.moment and one.details.moment.kind,
            )
            for one in planned.touchpoints
        ]
        assert came == [
            (
                kept(one.title),
                kept(one.description),
                one.channel,
                [round(abs(one.feeling.mean) + 1e-9) * (1 if one.feeling.mean > 0 else -1)]
                if one.feeling
                else [],
                one.moment.kind if one.moment else None,
            )
            for one in stage.touchpoints
        ]
        assert [(note.row, note.text) for note in planned.notes] == [
            (note.row, kept(note.text)) for note in stage.notes
        ]


def test_what_the_format_cannot_hold_is_listed() -> None:
    assert left_out(map_facts(empty_map())) == []
    told = left_out(map_facts(stress_map()))
    assert "which touchpoint a note is about" in told
    assert "departments and authors" in told


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"stages": 3, "swimlanes": [], "nodes": []}',
        b'{"stages": [], "swimlanes": [], "nodes": [{"score": "high"}]}',
        b"[" * 100_000,
        b'{"stages": [], "swimlanes": [], "nodes": ' + b"[" * 100_000,
    ],
)
def test_other_files_are_refused(file: bytes) -> None:
    with pytest.raises(ImportRefused):
        read_journey_format(file)


def test_more_than_a_map_takes_is_refused() -> None:
    node = {"stageId": "s1", "swimlaneId": "l1", "title": "x"}
    with pytest.raises(ImportRefused, match="1001 touchpoints are too many"):
        read(SAMPLE | {"nodes": [node] * 1001})
    with pytest.raises(ImportRefused, match="longer than 2000 characters"):
        read(SAMPLE | {"nodes": [node | {"title": "x" * 2001}]})


def test_file_without_lanes_or_persona_is_an_empty_map_with_a_doubt() -> None:
    plan, doubts = read({"stages": [{"id": 1}], "swimlanes": [], "nodes": []})
    assert (plan.customer_type, [stage.name for stage in plan.stages]) == ("Customer", ["Stage 1"])
    assert doubts == ["The file does not say whose journey it is."]
