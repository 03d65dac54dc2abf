"""Regular expressions look through anything that people send in a time that grows with its length, not faster."""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from config.logs import without_secrets
from maps.exports.spreadsheet import defuse
from tests.test_layout import sources
from workshops.ids import is_id
from workshops.merging import merge

MANY = 50_000


def patterns(path: Path) -> list[str]:
    """The regular expressions that a module writes out."""
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    mine = (call for call in calls if ast.unparse(call.func).startswith("re.") and call.args)
    return [str(call.args[0].value) for call in mine if isinstance(call.args[0], ast.Constant)]


def repeats_a_repeat(pattern: str) -> bool:
    """Whether what repeats is repeated as a whole: such a pattern may try exponentially many ways to match."""
    flat = re.sub(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", "x", pattern)
    while group := re.search(r"\(([^()]*)\)([*+]|\{\d*,)?", flat):
        inside, outside = re.search(r"[*+]|\{\d*,", group[1]), group[2] or ""
        if inside and outside:
            return True
        flat = flat[: group.start()] + ("x+" if inside else "x") + outside + flat[group.end() :]
    return False


@pytest.mark.parametrize(
    ("pattern", "does"),
    [(r"(a+)+", True), (r"((a|b)*c){2,}", True), (r"(?:[+)]\))*", False), (r"(a+)b(c)*", False)],
)
def test_repeats_a_repeat(pattern: str, does: bool) -> None:
    assert repeats_a_repeat(pattern) is does


def test_no_pattern_repeats_a_repeat() -> None:
    found = {
        f"{path}: {pattern}": repeats_a_repeat(pattern)
        for path in sources("config", "workshops", "maps")
        for pattern in patterns(path)
    }
    assert len(found) >= 10, "no patterns found: are they written in another way?"
    assert [pattern for pattern, does in found.items() if does] == []


@pytest.mark.parametrize(
    "piece", ["a", " ", "\t", "; ", "\n ", ";\t=", "/j/", "/enter", "a ", "=", "é\u0301"]
)
@pytest.mark.parametrize(
    "look",
    [is_id, without_secrets, defuse, lambda words: merge(words, words + "b", words + "c")],
    ids=["is_id", "without_secrets", "defuse", "merge"],
)
def test_fifty_thousand_signs_are_looked_through_soon(look: Callable[[str], object], piece: str) -> None:
    words = piece * (MANY // len(piece)) + "!"
    start = time.process_time()
    look(words)
    assert time.process_time() - start < 10
