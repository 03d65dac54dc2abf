"""Plants faults in copies of the browser's modules, one at a time, and says whether the named test fails by it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.harness.server import ROOT
from tests.selftest.faults.js_table import JsFault

SCRIPTS, TESTS = "static/js", "tests/js"
"""Tests find the modules by their relative path, so a copy is laid out as the project is."""
SECONDS = 60


def copy(folder: Path) -> Path:
    """Lays modules and tests out in a folder of their own and gives it."""
    for part in (SCRIPTS, TESTS):
        shutil.copytree(ROOT / part, folder / part)
    return folder


def plant(fault: JsFault, folder: Path) -> str:
    """Plants a fault in a copy; says why not where the code has changed, so that the fault has to change too."""
    path = folder / SCRIPTS / fault.file
    words = path.read_text()
    if (times := words.count(fault.text)) != 1:
        return f"{fault.file} holds {times} times, not once: {fault.text}"
    path.write_text(words.replace(fault.text, fault.instead))
    return ""


def try_fault(node: str, fault: JsFault, folder: Path) -> str:
    """Runs the fault's own test on a copy with the fault; ``caught``, or what came of it instead."""
    if stale := plant(fault, copy(folder)):
        return stale
    said = run(node, folder, [fault.caught_by])
    outcome = outcome_of(fault.caught_by, said)
    # An assertion that does not hold, not a script that cannot be read or a test that hangs.
    return "caught" if outcome == "AssertionError" else f"{outcome}\n{said[-2000:]}"


def passing(node: str, tests: Iterable[str], folder: Path) -> set[str]:
    """Which of some tests pass on a copy without any fault."""
    said = run(node, copy(folder), tests)
    return {test for test in tests if outcome_of(test, said) == "passed"}


def run(node: str, folder: Path, tests: Iterable[str]) -> str:
    """Runs a few tests by name and gives what Node.js said of them (TAP)."""
    files = sorted({test.partition("::")[0] for test in tests})
    patterns = [f"--test-name-pattern=^{re.escape(test.partition('::')[2])}$" for test in tests]
    # A single file is run as a program: --test would start one more process for it.
    alone = [] if len(files) == 1 else ["--test"]
    command = [node, *alone, "--test-reporter=tap", *patterns, *(f"{TESTS}/{file}" for file in files)]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return f"no answer in {SECONDS} s"
    return done.stdout + done.stderr


def outcome_of(test: str, said: str) -> str:
    """``passed``, the name of the error with which a test failed, or ``not reached``."""
    name = re.escape(test.partition("::")[2].replace("\\", "\\\\").replace("#", "\\#"))
    found = re.search(rf"^(not )?ok \d+ - {name}$(.*?)^  \.\.\.$", said, re.MULTILINE | re.DOTALL)
    if found is None:
        return "not reached"
    error = re.search(r"^  name: '(\w+)'$", found[2], re.MULTILINE)
    return "passed" if not found[1] else error[1] if error else "failed without an error"
