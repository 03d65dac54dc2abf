"""Every planted fault is caught by the test that is named for it: the tests can fail, and for the right reason.

A few runs of pytest, each on a server of its own, plant them all, each around its own test (plugin.py).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.harness.server import PLANTS, ROOT
from tests.selftest.faults import FAULTS

RULES = [f"L{number}" for number in (*range(1, 14), 16, *range(18, 24))]
"""The rules that the server keeps; L14 and L15 come later, L17 is the browser's (tests/js)."""

SECURITY = ["S4", "S5", "S7", "S10", "S11", "S13", "S17", "S18"]
"""Rights, other workshops' ids, words as HTML, headers, formulas, imports, the seat's cookie, posts from elsewhere."""


AT_ONCE = 4
"""So many runs side by side: the tests of live sockets spend most of their time waiting."""


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What became of each fault: caught, not caught, or that its test fails without it too."""
    tests = sorted({fault.caught_by for fault in FAULTS.values()})
    shares = [(tests[start::AT_ONCE], tmp_path_factory.mktemp("plants")) for start in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as runs:
        found = list(runs.map(lambda share: run_with_faults(*share), shares))
    said = "\n".join(verdict.pop("said") for verdict in found)
    return {name: verdict for one in found for name, verdict in one.items()} | {"said": said}


def run_with_faults(tests: list[str], folder: Path) -> dict[str, str]:
    """One run of pytest in which plugin.py plants the faults of some tests; verdicts by fault."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.selftest.plugin", "--no-header", *tests]
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    env |= {PLANTS: str(folder), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=600)
    found = {
        path.name.removeprefix("verdict-"): json.loads(path.read_text()) for path in folder.glob("verdict-*")
    }
    return found | {"said": done.stdout[-3000:] + done.stderr[-3000:]}


@pytest.mark.parametrize("name", FAULTS)
def test_planted_fault_is_caught(verdicts: dict[str, str], name: str) -> None:
    assert verdicts.get(name, verdicts["said"]) == "caught"


def test_every_rule_the_server_keeps_has_a_fault() -> None:
    assert [
        rule for rule in (*RULES, *SECURITY) if rule not in {fault.promise for fault in FAULTS.values()}
    ] == []


def test_every_fault_names_a_test_that_exists() -> None:
    named = {fault.caught_by.partition("::")[0] for fault in FAULTS.values()}
    assert [path for path in named if not Path(ROOT, path).exists()] == []
