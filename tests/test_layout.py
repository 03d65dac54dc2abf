"""The house stays as docs/architecture.md draws it: imports go down, one door in, one out, nothing unsafe."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
APPS = ("workshops", "maps")

LAYERS = {
    "enums": 0, "errors": 0, "text": 0, "ids": 0, "plans": 0, "content": 0, "hashers": 0, "converters": 0,
    "balancing": 0,
    "models": 1, "migrations": 1,
    "rules": 2, "merging": 2, "ordering": 2, "limits": 2, "links": 2, "requests": 2, "mail": 2,
    "queries": 3, "records": 3, "events": 3, "acts": 3, "outline": 3, "metrics": 3,
    "words": 3, "mix": 3, "history": 3, "histories": 4,
    "schemas": 4, "commands": 4,
    "protocol": 5, "exports": 5, "imports": 5,
    "access": 6, "live": 6, "seats": 6, "parcels": 6,
    "forms": 7,
    "views": 8, "urls": 8, "admin": 8, "apps": 8, "management": 8, "templatetags": 8,
}  # fmt: skip
"""How high each part of an app stands; what is higher may import what is as high or lower."""


def sources(*folders: str, suffix: str = ".py") -> list[Path]:
    """Every file of some folders, without what tools left behind."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob(f"*{suffix}"))]
    return [path for path in found if "__pycache__" not in path.parts and "vendor" not in path.parts]


def imports(path: Path) -> Iterator[str]:
    """The dotted names a module imports, wherever in the file it does."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def uses(source: str) -> set[str]:
    """The full dotted names that a module speaks of, by whatever name and through whatever it imported them."""
    tree = ast.parse(source)
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                # `import a.b` makes `a` known, `import a.b as c` makes c of a.b.
                first = one.name.partition(".")[0]
                known |= {one.asname: one.name} if one.asname else {first: first}
        elif isinstance(node, ast.ImportFrom) and node.module:
            known |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
    spoken = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    full = {
        known.get(first, first) + dot + rest for first, dot, rest in (one.partition(".") for one in spoken)
    }
    return full | set(known.values())


def module(path: Path) -> str:
    """The dotted name of a source file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def test_imports_of_the_room_never_name_the_board() -> None:
    up = {
        module(path): name
        for path in sources("workshops")
        for name in imports(path)
        if name.split(".")[0] == "maps"
    }
    assert up == {}


def test_imports_of_both_apps_never_name_config() -> None:
    up = {
        module(path): name
        for path in sources(*APPS)
        for name in imports(path)
        if name.split(".")[0] == "config"
    }
    assert up == {}


@pytest.mark.parametrize("app", APPS)
def test_parts_of_an_app_all_have_a_place_in_the_house(app: str) -> None:
    parts = {path.relative_to(ROOT).parts[1].removesuffix(".py") for path in sources(app)} - {"__init__"}
    assert parts - LAYERS.keys() == set()


@pytest.mark.parametrize("app", APPS)
def test_imports_inside_an_app_go_down(app: str) -> None:
    up = []
    for path in sources(app):
        mine = module(path).split(".")
        if len(mine) < 2:
            continue
        for name in imports(path):
            parts = name.split(".")
            if parts[0] in APPS and len(parts) > 1 and LAYERS.get(parts[1], 0) > LAYERS[mine[1]]:
                up.append(f"{module(path)} imports {name}")
    assert up == []


RECORD = {"workshops.events.record", "workshops.events.*"}


@pytest.mark.parametrize(
    "source",
    [
        "from workshops.events import record",
        "from workshops.events import record as note_down",
        "from workshops.events import *",
        "from workshops import events\nevents.record(act, 'x', [])",
        "from workshops import events as log\nlog.record(act, 'x', [])",
        "import workshops.events\nworkshops.events.record(act, 'x', [])",
        "import workshops.events as log\nwrite = log.record",
        "import workshops\nworkshops.events.record(act, 'x', [])",
        "def later():\n    from workshops import events\n    return events.record",
    ],
)
def test_record_is_seen_by_whatever_name_it_is_called(source: str) -> None:
    assert uses(source) & RECORD
    assert not uses(source.replace("record", "unchanged").replace("*", "unchanged")) & RECORD


def test_imports_name_where_they_lead_in_full() -> None:
    relative = [
        module(path)
        for path in sources(*APPS, "config")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_record_is_called_only_in_commands() -> None:
    callers = {module(path) for path in sources(*APPS, "config") if uses(path.read_text()) & RECORD}
    assert {name for name in callers if name.split(".")[1] != "commands"} == set()
    assert callers, "nobody records: has record() moved?"


def test_frames_are_sent_only_in_live() -> None:
    senders = {module(path) for path in sources(*APPS, "config") if "websocket.send" in path.read_text()}
    assert {name for name in senders if not name.startswith("workshops.live")} == set()
    assert senders, "nobody sends: has the consumer moved?"


def test_channel_layers_are_not_used() -> None:
    words = ("channel_layer", "group_send", "CHANNEL_LAYERS")
    users = [
        module(path) for path in sources(*APPS, "config") if any(word in path.read_text() for word in words)
    ]
    assert users == []


def test_page_script_never_makes_html_from_text() -> None:
    unsafe = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setHTMLUnsafe"
    )
    assert matches(unsafe, sources("static/js", suffix=".js")) == []


def test_page_script_of_the_room_never_touches_the_page() -> None:
    page = re.compile(r"\bdocument\.|\bwindow\.|querySelector")
    allowed = {"static/js/room/connect.js", "static/js/room/page.js"}
    found = matches(page, sources("static/js/room", suffix=".js"))
    assert [line for line in found if line.split(":")[0] not in allowed] == []


def test_page_script_of_the_board_never_touches_the_socket() -> None:
    assert matches(re.compile(r"WebSocket|/ws/"), sources("static/js/board", suffix=".js")) == []


def test_templates_hold_no_inline_script_style_or_unescaped_text() -> None:
    inline = re.compile(
        r"""\|\s*safe\b|autoescape off|\sstyle=|<style|\son[a-z]{3,}=["']|javascript:|hx-on"""
    )
    # A file that opens from a disk has its style inside; its own policy lets nothing else in.
    alone = "templates/maps/export/page.html"
    found = matches(inline, sources("templates", suffix=".html"))
    assert [line for line in found if not (line.startswith(f"{alone}:") and "<style" in line)] == []


def test_templates_run_scripts_only_from_files() -> None:
    bare = [
        f"{path.relative_to(ROOT)}: {tag}"
        for path in sources("templates", suffix=".html")
        for tag in re.findall(r"<script\b[^>]*>", path.read_text())
        if "src=" not in tag and 'type="application/json"' not in tag
    ]
    assert bare == []


def test_python_never_marks_text_as_safe() -> None:
    unsafe = re.compile(r"mark_safe|SafeString|@html_safe|\.extra\(|\.raw\(|\beval\(|\bexec\(|pickle")
    assert matches(unsafe, sources(*APPS, "config")) == []


def test_every_kind_of_record_is_drawn_by_a_script() -> None:
    from tests.harness.tables import KINDS

    scripts = "\n".join(path.read_text() for path in sources("static/js", suffix=".js"))
    assert {kind.name for kind in KINDS if f'"{kind.name}"' not in scripts} == set()


def matches(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    """Where a pattern stands, as `file:line: text`; fails when there is no file to look at."""
    assert paths, "no files found: has the folder moved?"
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if pattern.search(line)
    ]
