"""The table of faults to plant in the running server, each with the promise it breaks and the test that has to fail."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

Patch = pytest.MonkeyPatch
Plant = Callable[[Patch], None]


@dataclasses.dataclass(frozen=True)
class Fault:
    """What goes wrong (`plant` makes it so), which rules and threats that concerns, and the test that catches it.

    `says` is part of what that test then says. It is needed where the test waits in vain because of the fault:
    so it would on a machine that is too slow, but it would not say that.
    """

    promises: set[str]
    caught_by: str
    plant: Plant
    says: str = ""


FAULTS: dict[str, Fault] = {}

SILENCE = "and a ping is answered"
"""What a test says that waited in vain for a frame from a server that is well (tests/harness/line.py)."""


def fault(promises: str, caught_by: str, says: str = "") -> Callable[[Plant], Plant]:
    """Puts a planting function into the table under its own name."""

    def keep(plant: Plant) -> Plant:
        assert plant.__name__ not in FAULTS, f"two faults are called {plant.__name__}"
        FAULTS[plant.__name__] = Fault(set(promises.split()), f"tests/{caught_by}", plant, says)
        return plant

    return keep
