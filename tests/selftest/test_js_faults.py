"""Every fault planted in the browser's modules is caught by the test in tests/js that is named for it.

Runs in the step `js` of bin/test, which says so where Node.js is missing.
"""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.selftest.faults import JS_FAULTS
from tests.selftest.js_planting import passing, try_fault

AT_ONCE = 4
"""So many runs side by side; each is a process that lives for a tenth of a second."""

TESTS = sorted({fault.caught_by for fault in JS_FAULTS.values()})


@pytest.fixture(scope="module")
def node() -> str:
    """The Node.js that bin/test found, or the system's."""
    found = os.environ.get("NODE") or shutil.which("node")
    assert found, "Node.js is missing; on Debian: apt install nodejs"
    return found


@pytest.fixture(scope="module")
def verdicts(node: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What became of each fault: caught, or how else its test ended."""
    folders = {name: tmp_path_factory.mktemp("planted") for name in JS_FAULTS}
    with ThreadPoolExecutor(AT_ONCE) as runs:
        found = runs.map(lambda name: try_fault(node, JS_FAULTS[name], folders[name]), JS_FAULTS)
        return dict(zip(JS_FAULTS, found, strict=True))


@pytest.mark.parametrize("name", JS_FAULTS)
def test_fault_planted_in_the_browser_is_caught(verdicts: dict[str, str], name: str) -> None:
    assert verdicts[name] == "caught"


def test_tests_that_catch_faults_in_the_browser_pass_without_them(
    node: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    passed = passing(node, TESTS, tmp_path_factory.mktemp("sound"))
    assert [test for test in TESTS if test not in passed] == []
