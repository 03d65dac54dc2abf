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
from tests.selftest.faults import FAULTS, JS_FAULTS

RULES = [f"L{number}" for number in (*range(1, 14), *range(15, 24))]
"""The rules of docs/protocol.md; L14 comes later."""

OF_THE_BROWSER = ["L3", "L4", "L5", "L16", "L17", "L18", "L19", "L22", "L23"]
"""What the browser has a part in keeping."""

THREATS = {
    "S1": "links, codes and passwords are guessed",
    "S2": "ids are counted up, or a refusal tells what is there",
    "S3": "links leak to other sites, into logs or to a preview",
    "S4": "somebody does what their role does not allow",
    "S5": "an id leads into another workshop",
    "S6": "another site opens the socket or reads the seat's cookie",
    "S7": "words become HTML",
    "S9": "a page runs a script that is not a file of ours",
    "S10": "a page is framed, sniffed or kept",
    "S11": "a cell becomes a formula",
    "S13": "a file to import is a bomb",
    "S14": "a frame is a bomb",
    "S15": "a pattern never ends",
    "S17": "a session or seat is planted, stolen or outlives its end",
    "S18": "another site posts a form",
    "S19": "somebody removed goes on",
    "S20": "an archived workshop is changed",
    "S21": "a role that was taken away still counts",
    "S22": "production starts with weak settings, or a set-up code works twice",
    "S23": "a header that anybody can send is believed",
    "S24": "an error tells what it should not",
    "S25": "a title breaks out of a file's name",
    "S28": "a line of the log is forged",
}

OF_JS = {fault.promise for fault in JS_FAULTS.values()}

AT_ONCE = 4
"""So many runs side by side: one of tests in one process, the others with a server each and much time to wait."""


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What became of each fault: caught, not caught, or that its test fails without it too."""
    tests = sorted({fault.caught_by for fault in FAULTS.values()})
    live = [test for test in tests if test.startswith("tests/live/")]
    shares = [[test for test in tests if test not in live]]
    shares += [live[start :: AT_ONCE - 1] for start in range(AT_ONCE - 1)]
    folders = [tmp_path_factory.mktemp("plants") for _ in shares]
    with ThreadPoolExecutor(AT_ONCE) as runs:
        found = list(runs.map(run_with_faults, shares, folders))
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


def test_every_rule_and_threat_has_a_fault() -> None:
    planted = set().union(*(fault.promises for fault in FAULTS.values()), OF_JS)
    assert [promise for promise in (*RULES, *THREATS) if promise not in planted] == []
    assert sorted(planted - {*RULES, *THREATS}) == []


def test_every_rule_of_the_browser_has_a_fault_in_its_modules() -> None:
    assert [rule for rule in OF_THE_BROWSER if rule not in OF_JS] == []


def test_every_fault_names_a_test_that_exists() -> None:
    named = {fault.caught_by.partition("::")[0] for fault in FAULTS.values()}
    assert [path for path in named if not Path(ROOT, path).exists()] == []
