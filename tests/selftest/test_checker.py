"""The history checker passes what is right and catches every bug that the simulator can plant."""

from __future__ import annotations

import pytest

from tests.harness.checker import check
from tests.selftest.simulator import BUGS, World

SEEDS = 40


def test_check_of_the_reference_server_finds_nothing() -> None:
    found = {seed: check(World(seed).run()) for seed in range(SEEDS)}
    assert {seed: broken for seed, broken in found.items() if broken} == {}


@pytest.mark.parametrize(("bug", "words"), BUGS.items())
def test_check_of_a_server_with_a_bug_names_it(bug: str, words: str) -> None:
    found = [finding for seed in range(SEEDS) for finding in check(World(seed, bug).run())]
    assert any(words in finding for finding in found), f"no history of {SEEDS} shows {bug}: {found[:3]}"
