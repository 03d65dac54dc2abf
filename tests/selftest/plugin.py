"""A pytest plugin: runs each test as it is and with every fault it should catch, and notes what it caught."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.harness.server import PLANTS
from tests.selftest.faults import FAULTS
from tests.selftest.planting import planted

FOLDER = Path(os.environ[PLANTS])


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Runs a test without faults and then with each of its own; writes down which it caught."""
    mine = [name for name, fault in FAULTS.items() if fault.caught_by == item.nodeid]
    # Between the rounds of a test all goes that is its own, so that none finds what the one before left behind.
    found = {"": _outcome(item, item.parent)}
    for name in mine:
        found[name] = _outcome(item, nextitem if name == mine[-1] else item.parent, name)
    for name in mine:
        verdict = "caught" if (found[""], found[name]) == ("passed", "failed") else f"{found}"
        (FOLDER / f"verdict-{name}").write_text(json.dumps(verdict))
    return True


def _outcome(item: pytest.Item, nextitem: Any, fault: str = "") -> str:
    """What comes of a test: ``passed``, ``failed``, or ``not reached`` where what it needs could not be made."""
    item._initrequest()  # type: ignore[attr-defined]
    if not fault:
        return _run(item, nextitem)
    with planted(FOLDER, fault):
        return _run(item, nextitem)


def _run(item: pytest.Item, nextitem: Any) -> str:
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    return next((report.outcome for report in reports if report.when == "call"), "not reached")
