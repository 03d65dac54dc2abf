"""Two at the same rows at once: no note vanishes, all end equal (L19, L20, L21); bench.races has 1,000 rounds."""

from __future__ import annotations

import pytest

from tests.harness.cast import Cast
from tests.harness.line import run
from tests.harness.races import RACES, race
from tests.live.conftest import DoorFor

ROUNDS = 8


@pytest.mark.parametrize("name", RACES)
def test_L20_race_ends_equal_and_nothing_vanishes(cast: Cast, door: DoorFor, name: str) -> None:
    doors = (door(cast.ann), door(cast.ben), door(cast.fay))
    assert sum(run(race(name, doors, cast, ROUNDS)).values()) == ROUNDS
