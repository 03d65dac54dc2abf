"""A pytest plugin: runs each test as it is and with every fault it should catch, and notes what it caught."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from _pytest.runner import runtestprotocol

from tests.harness.server import PLANTS
from tests.selftest.faults import FAULTS
from tests.selftest.faults.table import Fault
from tests.selftest.planting import planted

FOLDER = Path(os.environ[PLANTS])
ITS_OWN = ("assert", "AssertionError", "Failed: DID NOT RAISE")
"""How a failure begins that a test looked for; anything else may be a slow machine, or a fault planted wrongly."""

UNCLEAR = "the test fails by an error; let the fault name words which show that it is the right one"


class Round(NamedTuple):
    """One run of a test: ``passed``, ``failed`` or ``not reached`` (what it needs could not be made), and why.

    `error` is the line with which it failed, `said` all that pytest has to tell.
    """

    outcome: str
    error: str
    said: str


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Runs a test without faults and then with each of its own; writes down which it caught."""
    mine = [name for name, fault in FAULTS.items() if fault.caught_by == item.nodeid]
    # Between the rounds of a test all goes that is its own, so that none finds what the one before left behind.
    sound = _round(item, item.parent)
    for name in mine:
        found = _round(item, nextitem if name == mine[-1] else item.parent, name)
        (FOLDER / f"verdict-{name}").write_text(json.dumps(_verdict(FAULTS[name], sound, found)))
    return True


def _verdict(fault: Fault, sound: Round, found: Round) -> str:
    """``caught``, or why a test that failed, or did not, shows nothing."""
    if sound.outcome != "passed":
        return f"without the fault the test does not pass: {sound}"
    if found.outcome != "failed":
        return f"with the fault the test does not fail: {found}"
    if fault.says not in found.said:
        return f"the test fails without saying “{fault.says}”:\n{found.said}"
    if not (fault.says or found.error.startswith(ITS_OWN)):
        return f"{UNCLEAR}:\n{found.error}\n{found.said}"
    return "caught"


def _round(item: pytest.Item, nextitem: Any, fault: str = "") -> Round:
    item._initrequest()  # type: ignore[attr-defined]
    if not fault:
        return _run(item, nextitem)
    try:
        with planted(FOLDER, fault):
            return _run(item, nextitem)
    except (AssertionError, AttributeError) as error:
        item.session._setupstate.teardown_exact(nextitem)
        return Round("not reached", str(error), "the fault could not be planted")


def _run(item: pytest.Item, nextitem: Any) -> Round:
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    called = next((report for report in reports if report.when == "call"), None)
    if called is None:
        return Round("not reached", "", "\n".join(report.longreprtext for report in reports))
    crash = getattr(called.longrepr, "reprcrash", None)
    return Round(called.outcome, crash.message if crash else "", called.longreprtext)
