"""Files that are no map of ours: broken, from other tools, and made to do harm; with what is said of each."""

import json
from typing import Any

from maps.imports.backup import LARGEST_FILE

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


def touchpoint(**fields: Any) -> bytes:
    """A file with one touchpoint that has some more fields."""
    return stage(touchpoints=[{"title": "I call", **fields}])


BROKEN: list[tuple[bytes, str, str]] = [
    (file(schema_version=4), "schema_version", "version 3 is"),
    (file(schema_version="1"), "schema_version", "version 3 is"),
    (file(schema_version=True), "schema_version", "version 3 is"),
    (file(schema_version=10**400), "schema_version", "version 3 is"),
    (file(title=7), "title", "here should be text, not a whole number."),
    (file(title=None), "title", "here should be text, not nothing (null)."),
    (file(title=" "), "title", "this is empty."),
    (file(title="x" * 201), "title", "this is longer than 200 characters."),
    (file(colour="red"), "", "the field “colour” is not known here."),
    (
        file(customer_type={"name": "A", "who": "x" * 201}),
        "customer_type.who",
        "this is longer than 200 characters.",
    ),
    (
        file(customer_type={"name": "A", "fears": "x" * 2001}),
        "customer_type.fears",
        "this is longer than 2000 characters.",
    ),
    (stage(prompts="x" * 2001), "stages[0].prompts", "this is longer than 2000 characters."),
    *(
        (touchpoint(**{name: "odd"}), f"stages[0].touchpoints[0].{name}", "“odd” is not one of: ")
        for name in ("kind", "initiator", "visibility", "ownership", "evidence")
    ),
    (
        touchpoint(ownership="department"),
        "stages[0].touchpoints[0].owner",
        "an owner is named exactly where “ownership” is “department”.",
    ),
    (
        touchpoint(owner="Sales"),
        "stages[0].touchpoints[0].owner",
        "an owner is named exactly where “ownership” is “department”.",
    ),
    (
        touchpoint(ownership="department", owner="Legal"),
        "stages[0].touchpoints[0].owner",
        "this department is not among the file's departments.",
    ),
    *(
        (
            touchpoint(**{name: {"value": value, "unit": "day"}}),
            f"stages[0].touchpoints[0].{name}.value",
            "is not between 1 and 1000000.",
        )
        for name, value in (("wait", 0), ("wait", -3), ("often", 1_000_001))
    ),
    (
        touchpoint(wait={"value": 1, "unit": "age"}),
        "stages[0].touchpoints[0].wait.unit",
        "“age” is not one of: minute, hour, day, week, month, year.",
    ),
    (
        touchpoint(wait=3),
        "stages[0].touchpoints[0].wait",
        "here should be a group of fields or nothing (null)",
    ),
    (
        touchpoint(moment={"kind": "odd"}),
        "stages[0].touchpoints[0].moment.kind",
        "“odd” is not one of: create, destroy, both.",
    ),
    (
        touchpoint(moment={"kind": "both", "power": 6}),
        "stages[0].touchpoints[0].moment.power",
        "6 is not between 1 and 5.",
    ),
    (
        touchpoint(moment={"kind": "both", "sentence": "x" * 2001}),
        "stages[0].touchpoints[0].moment.sentence",
        "this is longer than 2000 characters.",
    ),
    *(
        (
            touchpoint(ratings=[[0], [value]]),
            "stages[0].touchpoints[0].ratings[1][0]",
            "is not between -2 and 2.",
        )
        for value in (3, -3)
    ),
    (
        touchpoint(ratings=[[1.5]]),
        "stages[0].touchpoints[0].ratings[0][0]",
        "here should be a whole number or nothing (null), not a number.",
    ),
    (
        touchpoint(ratings=[[1, "x" * 41]]),
        "stages[0].touchpoints[0].ratings[0][1]",
        "this is longer than 40 characters.",
    ),
    (
        touchpoint(ratings=[[1, "", "above"]]),
        "stages[0].touchpoints[0].ratings[0][2]",
        "“above” is not one of: promise, deliver, support, enable.",
    ),
    (touchpoint(ratings=[[1]] * 60_001), "stages", "60001 ratings are too many; a map takes 60000."),
    (touchpoint(teams=["Ops", ""]), "stages[0].touchpoints[0].teams[1]", "this is empty."),
    (
        touchpoint(systems=[f"s{number}" for number in range(501)]),
        "stages",
        "501 teams and systems are too many; a map takes 500.",
    ),
    (touchpoint(parts=[{"text": " "}]), "stages[0].touchpoints[0].parts[0].text", "this is empty."),
    (
        touchpoint(parts=[{"text": "x"}] * 20_001),
        "stages",
        "20001 merged notes are too many; a map takes 20000.",
    ),
    (
        stage(
            notes=[{"row": "pains", "text": "x", "parts": [{"text": "y", "author": {"department": "IT"}}]}]
        ),
        "stages[0].notes[0].parts[0].author.department",
        "this department is not among the file's departments.",
    ),
    (
        stage(notes=[{"row": "pains", "text": "x", "cluster": "u_none"}]),
        "stages[0].notes[0].cluster",
        "no cluster of this file has this id.",
    ),
    (
        file(clusters=[{"id": "u", "name": "a"}, {"id": "u", "name": "b"}]),
        "clusters[1].id",
        "another cluster has the same id, or it has none.",
    ),
    (file(clusters=[{"id": "u", "name": ""}]), "clusters[0].name", "this is empty."),
    (
        file(clusters=[{"id": f"u{number}", "name": "a"} for number in range(501)]),
        "clusters",
        "501 clusters are too many; a map takes 500.",
    ),
    (file(customer_type={}), "customer_type", "the field “name” is missing."),
    (file(customer_type="IT director"), "customer_type", "here should be a group of fields, not text."),
    (file(stages={}), "stages", "here should be a list, not a group of fields."),
    (file(stages=None), "stages", "here should be a list, not nothing (null)."),
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
]
"""Files with one thing wrong: the bytes, the place in the file, and words of the reason."""

FOREIGN: list[tuple[bytes, str]] = [
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
]
"""How files of other tools begin, and the name by which the tool is called."""

ROOM = LARGEST_FILE - 200
NOTES = b'{"schema_version":1,"title":"t","customer_type":{"name":"c"},"stages":[{"name":"s","notes":['
HOSTILE = {
    "too large": b" " * (LARGEST_FILE + 1),
    "deep lists": b'{"schema_version":1,"stages":' + b"[" * 2_000_000,
    "deep objects": b'{"a":' * 900_000,
    "deep unknown field": b'{"schema_version":1,"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "many empty objects": b'{"schema_version":1,"stages":[' + b"{}," * (ROOM // 3) + b"{}]}",
    "many empty lists": b'{"schema_version":1,"title":[' + b"[]," * (ROOM // 3) + b"[]]}",
    "many small notes": NOTES + b",".join([b'{"row":"","text":""}'] * (ROOM // 21)) + b"]}]}",
    "many notes of escaped signs": NOTES + b",".join([rb'{"row":"\\","text":"\\"}'] * (ROOM // 25)) + b"]}]}",
    "one long text": b'{"schema_version":1,"title":"' + b"x" * ROOM + b'"}',
    "one long text with a wide sign": NOTES + b'{"row":"","text":"' + b"x" * ROOM + b'\xf0\x9f\x8e\x89"}]}]}',
    "a long text of escapes": NOTES + b'{"row":"","text":"' + b"\\n" * (ROOM // 2) + b'"}]}]}',
    "a huge number": b'{"schema_version":' + b"9" * ROOM + b"}",
    "the same field for ever": b'{"schema_version":1,' + b'"title":"",' * (ROOM // 11) + b'"title":""}',
    "the same field often": file()[:-1] + b',"title":""' * 45_000 + b"}",
    "a long unknown name": b'{"schema_version":1,"' + b"x" * ROOM + b'":1}',
}
"""Files that take long to read or much room, if they are read at all."""

TOO_MUCH = "There is too much in this file: a map takes 1000 touchpoints and 5000 notes."
SAID_OF_HOSTILE = {
    "too large": "The file is larger than 15 MB.",
    "deep lists": "The file is nested too deeply to be a map.",
    "deep objects": "The file is nested too deeply to be a map.",
    "deep unknown field": "The file is nested too deeply to be a map.",
    "many empty objects": "stages[0]: the field “name” is missing.",
    "many empty lists": "title: here should be text, not a list.",
    "many small notes": TOO_MUCH,
    "many notes of escaped signs": TOO_MUCH,
    "one long text": "the field “customer_type” is missing.",
    "one long text with a wide sign": "stages[0].notes[0].text: this is longer than 2000 characters.",
    "a long text of escapes": "stages[0].notes[0].text: this is longer than 2000 characters.",
    "a huge number": "schema_version: This version of the format is not known here; version 3 is.",
    "the same field for ever": TOO_MUCH,
    "the same field often": "title: this is empty.",
    "a long unknown name": f"the field “{'x' * 40}…” is not known here.",
}
"""What is said of each hostile file."""
