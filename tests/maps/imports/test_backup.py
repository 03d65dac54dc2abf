"""A file becomes a plan only if it is exactly ours; else it says where it is wrong and why."""

import json
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from maps.imports.backup import LARGEST_FILE, ImportRefused, read_map
from maps.plans import AuthorPlan, MapPlan, NotePlan, StagePlan, TouchpointPlan

SMALLEST: dict[str, Any] = {
    "schema_version": 1,
    "title": "How we buy",
    "customer_type": {"name": "IT director"},
    "stages": [{"name": "Looking"}],
}


def file(**changes: Any) -> bytes:
    """A file as small as it may be, with some fields changed."""
    return json.dumps({**SMALLEST, **changes}, ensure_ascii=False).encode()


def stage(**changes: Any) -> bytes:
    """A file with one stage, changed."""
    return file(stages=[{"name": "Looking", **changes}], departments=[{"name": "Sales", "side": "promise"}])


def problems(data: bytes) -> list[tuple[str, str]]:
    """What a refused file is told."""
    with pytest.raises(ImportRefused) as refused:
        read_map(data)
    return [(problem.where, problem.why) for problem in refused.value.problems]


def test_read_map_of_the_smallest_file() -> None:
    assert read_map(file()) == MapPlan("IT director", "How we buy", (StagePlan("Looking"),))


def test_read_map_of_every_field() -> None:
    data = file(
        id="m_1",
        source="made by hand",
        customer_type={"id": "c_1", "name": "IT director", "template": "saas"},
        group={"id": "g_1", "name": "Group 1"},
        workshop={
            "id": "w_1",
            "title": "A day",
            "organisation": "Acme",
            "held_on": "2026-11-24",
            "version": 9,
        },
        departments=[{"id": "d_1", "name": "Sales", "side": "promise", "letters": "Sa", "hue": "sales"}],
        stages=[
            {
                "name": "Looking",
                "phase": "discover",
                "goal": "I want proof.",
                "touchpoints": [{"title": "I search"}],
            },
            {
                "name": "Unsorted",
                "unsorted": True,
                "touchpoints": [
                    {
                        "id": "t_2",
                        "title": "I call",
                        "description": "Twice\nat least",
                        "channel": "phone",
                        "author": {"department": "sales", "name": "Ann"},
                        "added_at": "2026-11-24T09:00:00Z",
                    }
                ],
                "notes": [
                    {
                        "id": "n_1",
                        "row": "pains",
                        "text": "I wait",
                        "about": "t_2",
                        "author": {"name": "Ben"},
                    },
                    {"row": "ideas", "text": "Call me back", "author": {"department": None}},
                ],
            },
        ],
    )
    ann = AuthorPlan("Sales", "promise", "Ann")
    call = TouchpointPlan("I call", "Twice\nat least", "phone", ann)
    notes = (NotePlan("pains", "I wait", 1, AuthorPlan("", "", "Ben")), NotePlan("ideas", "Call me back"))
    assert read_map(data) == MapPlan(
        "IT director",
        "How we buy",
        (
            StagePlan("Looking", "discover", "I want proof.", touchpoints=(TouchpointPlan("I search"),)),
            StagePlan("Unsorted", unsorted=True, touchpoints=(call,), notes=notes),
        ),
        "saas",
    )


def test_read_map_with_a_byte_order_mark() -> None:
    assert read_map(b"\xef\xbb\xbf" + file()) == read_map(file())


def test_read_map_cleans_line_ends_and_letters() -> None:
    data = stage(notes=[{"row": "pains", "text": "cafe\u0301\r\nagain "}])
    assert read_map(data).stages[0].notes[0].text == "café\nagain"


@pytest.mark.parametrize(
    ("data", "where", "why"),
    [
        (file(schema_version=2), "schema_version", "version 1 is"),
        (file(schema_version="1"), "schema_version", "version 1 is"),
        (file(schema_version=True), "schema_version", "version 1 is"),
        (file(schema_version=10**400), "schema_version", "version 1 is"),
        (file(title=7), "title", "here should be text, not a whole number."),
        (file(title=None), "title", "here should be text, not nothing (null)."),
        (file(title=" "), "title", "this is empty."),
        (file(title="x" * 201), "title", "this is longer than 200 characters."),
        (file(colour="red"), "", "the field “colour” is not known here."),
        (file(customer_type={}), "customer_type", "the field “name” is missing."),
        (file(customer_type="IT director"), "customer_type", "here should be a group of fields, not text."),
        (file(stages={}), "stages", "here should be a list, not a group of fields."),
        (file(stages=[]), "stages", "there is no stage; a map needs one."),
        (file(stages=[{"name": "U", "unsorted": True}]), "stages", "there is no stage; a map needs one."),
        (file(stages=[{"name": "s"}] * 41), "stages", "41 stages are too many; a map takes 40."),
        (
            file(stages=[{"name": "a"}, *[{"name": "u", "unsorted": True}] * 2]),
            "stages",
            "more than one stage is marked “unsorted”.",
        ),
        (
            stage(touchpoints=[{"title": "t"}] * 1001),
            "stages",
            "1001 touchpoints are too many; a map takes 1000.",
        ),
        (
            stage(notes=[{"row": "pains", "text": "n"}] * 5001),
            "stages",
            "5001 notes are too many; a map takes 5000.",
        ),
        (
            file(departments=[{"name": "A", "side": "deliver"}] * 61),
            "departments",
            "61 departments are too many;",
        ),
        (
            file(departments=[{"name": "A", "side": "above"}]),
            "departments[0].side",
            "“above” is not one of: promise",
        ),
        (
            file(departments=[{"name": "A", "side": "deliver"}, {"name": "a", "side": "deliver"}]),
            "departments[1].name",
            "this department is listed twice.",
        ),
        (stage(unsorted=1), "stages[0].unsorted", "here should be true or false, not a whole number."),
        (stage(phase="later"), "stages[0].phase", "“later” is not one of: discover"),
        (stage(goal="x" * 2001), "stages[0].goal", "this is longer than 2000 characters."),
        (stage(touchpoints=[{"title": ""}]), "stages[0].touchpoints[0].title", "this is empty."),
        (
            stage(touchpoints=[{"title": "t", "channel": "fax"}]),
            "stages[0].touchpoints[0].channel",
            "“fax” is not one of: in_person",
        ),
        (
            stage(touchpoints=[{"title": "t", "id": "a"}, {"title": "u", "id": "a"}]),
            "stages[0].touchpoints[1].id",
            "another touchpoint has the same id.",
        ),
        (
            stage(notes=[{"row": "pains", "text": 5}]),
            "stages[0].notes[0].text",
            "here should be text, not a whole",
        ),
        (
            stage(notes=[{"row": "moods", "text": "x"}]),
            "stages[0].notes[0].row",
            "“moods” is not one of: thoughts",
        ),
        (stage(notes=[{"text": "x"}]), "stages[0].notes[0]", "the field “row” is missing."),
        (
            stage(notes=[{"row": "pains", "text": "x" * 2001}]),
            "stages[0].notes[0].text",
            "this is longer than 2000",
        ),
        (
            stage(notes=[{"row": "pains", "text": "a\x00b"}]),
            "stages[0].notes[0].text",
            "this holds a NUL character.",
        ),
        (
            stage(notes=[{"row": "pains", "text": "a\u202eb"}]),
            "stages[0].notes[0].text",
            "this holds hidden control characters.",
        ),
        (
            stage(notes=[{"row": "pains", "text": "\x1b[31mred"}]),
            "stages[0].notes[0].text",
            "this holds hidden control characters.",
        ),
        (
            stage(notes=[{"row": "pains", "text": "x", "about": "t_none"}]),
            "stages[0].notes[0].about",
            "no touchpoint of this file has this id.",
        ),
        (
            stage(notes=[{"row": "pains", "text": "x", "author": {"department": "Legal"}}]),
            "stages[0].notes[0].author.department",
            "this department is not among the file's departments.",
        ),
        (
            stage(notes=[{"row": "pains", "text": "x", "author": {"department": "Sales", "name": "x" * 81}}]),
            "stages[0].notes[0].author.name",
            "this is longer than 80 characters.",
        ),
        (b'{"schema_version":1,"title":NaN}', "", "The file is not valid JSON. Look at line 1, column 29."),
        (file()[:-3], "", "The file is not valid JSON. It ends too early."),
        (file() + b"}", "", "The file is not valid JSON. Look at line 1, column"),
        (
            b'{"title":"\\ud800", "schema_version":1}',
            "",
            "The file is not valid JSON. Look at line 1, column",
        ),
        (
            b'{"title":"\xff", "schema_version":1}',
            "",
            "The file is not text in UTF-8. Look at line 1, column 11.",
        ),
        ('{"title":"ü"}'.encode("utf-16"), "", "The file is not text in UTF-8."),
        (b"", "", "The file is not valid JSON. It ends too early."),
        (b"[]", "", "This is not a Journeyroom map. Choose a file"),
        (b"7", "", "This is not a Journeyroom map. Choose a file"),
        (b'{"stages": []}', "", "This is not a Journeyroom map. Choose a file"),
    ],
)
def test_read_map_says_where_and_why(data: bytes, where: str, why: str) -> None:
    ((found_where, found_why),) = problems(data)
    assert found_where == where
    assert found_why.startswith(why) or why in found_why


def test_read_map_of_the_same_field_twice() -> None:
    data = b'{"title": "A", ' + file()[1:]
    assert problems(data) == [("", "The field “title” is given twice in one place.")]


def test_read_map_tells_all_problems_at_once_up_to_twenty() -> None:
    data = stage(notes=[{"row": "pains", "text": "", "about": "t_none"}] * 15)
    with pytest.raises(ImportRefused) as refused:
        read_map(data)
    assert len(refused.value.problems) == 20
    assert refused.value.lines()[0] == "stages[0].notes[0].about: no touchpoint of this file has this id."
    assert refused.value.lines()[20:] == ["… and 10 more problems."]


def test_read_map_quotes_strange_field_names_short_and_without_hidden_signs() -> None:
    ((_where, why),) = problems(file(**{"\x1b\u202e" + "n" * 100_000: 1}))
    assert why == f"the field “{'n' * 40}…” is not known here."


@pytest.mark.parametrize(
    ("start", "name"),
    [
        (
            b'{"version": "1.0", "persona": "IT", "swimlanes": [], "nodes": [], "stages": []}',
            "Open Journey Format",
        ),
        (b'{"type": "board", "data": {"items": []}}', "Miro"),
        (b'{"data": [{"type": "sticky_note"}]}', "Miro"),
        (b'{"type": "excalidraw", "elements": []}', "Excalidraw"),
        (b'{"tldrawFileFormatVersion": 1}', "tldraw"),
        (b'{"document": {}, "components": {}}', "Figma"),
        (b"PK\x03\x04\xff\xfe", "spreadsheet"),
        (b"%PDF-1.7\n\xe2\xe3", "PDF"),
        (b"<!doctype html><p>", "web page"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        ('\ufeff"Workshop","Map"\r\n'.encode(), "table (CSV)"),
    ],
)
def test_read_map_names_what_another_tool_wrote(start: bytes, name: str) -> None:
    ((where, why),) = problems(start)
    assert (where, why.split(":")[0]) == ("", "This is not a Journeyroom map")
    assert name in why


def test_read_map_of_a_file_that_is_too_large_does_not_look_into_it() -> None:
    assert problems(file() + b" " * LARGEST_FILE) == [("", "The file is larger than 5 MB.")]


def test_read_map_counts_before_it_looks_closer() -> None:
    wrong = {"row": "", "text": "", "about": "t_none"}
    assert problems(stage(notes=[wrong] * 5001)) == [("stages", "5001 notes are too many; a map takes 5000.")]


HOSTILE = {
    "too large": b" " * (LARGEST_FILE + 1),
    "deep lists": b'{"schema_version":1,"stages":' + b"[" * 2_000_000,
    "deep objects": b'{"a":' * 900_000,
    "deep unknown field": b'{"schema_version":1,"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "many empty objects": b'{"schema_version":1,"stages":[' + b"{}," * 1_700_000 + b"{}]}",
    "many empty lists": b'{"schema_version":1,"title":[' + b"[]," * 1_700_000 + b"[]]}",
    "many small notes": (
        b'{"schema_version":1,"title":"t","customer_type":{"name":"c"},"stages":[{"name":"s","notes":['
        + b",".join([b'{"row":"","text":""}'] * 240_000)
        + b"]}]}"
    ),
    "one long text": b'{"schema_version":1,"title":"' + b"x" * 5_000_000 + b'"}',
    "a huge number": b'{"schema_version":' + b"9" * 5_000_000 + b"}",
    "the same field for ever": b'{"schema_version":1,' + b'"title":"",' * 400_000 + b'"title":""}',
    "a long unknown name": b'{"schema_version":1,"' + b"x" * 5_000_000 + b'":1}',
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_read_map_of_a_hostile_file_is_refused_soon(data: bytes) -> None:
    start = time.process_time()
    assert len(problems(data)) >= 1
    assert time.process_time() - start < 5


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_read_map_of_a_hostile_file_takes_little_memory(data: bytes) -> None:
    tracemalloc.start()
    try:
        problems(data)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 50 * 2**20


def test_read_map_of_the_demo_maps() -> None:
    folder = Path("maps/content/demo")
    plans = [read_map(path.read_bytes()) for path in sorted(folder.glob("*.json"))]
    assert [len(plan.stages) for plan in plans] == [5, 5]
