"""A pytest plugin: runs each test as it is and with every fault it should catch, and notes what it caught."""

from __future__ import annotations

import json
import os
from pathlib import Path

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
    found = {"": _failed(item, item)}
    for name in mine:
        # Fixtures that others share are kept for the next round of the same test.
        found[name] = _failed(item, nextitem if name == mine[-1] else item, name)
    for name in mine:
        verdict = "fails anyway" if found[""] else "caught" if found[name] else "not caught"
        (FOLDER / f"verdict-{name}").write_text(json.dumps(verdict))
    return True


def _failed(item: pytest.Item, nextitem: pytest.Item | None, fault: str = "") -> bool:
    item._initrequest()  # type: ignore[attr-defined]
    if not fault:
        return _run(item, nextitem)
    with planted(FOLDER, fault):
        return _run(item, nextitem)


def _run(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    return any(report.failed for report in reports if report.when in ("setup", "call"))
