"""A map from a file gets a name of its own, whatever is there already."""

import pytest

from maps.commands.setup import with_free_name
from maps.plans import MapPlan


@pytest.mark.parametrize(
    ("name", "taken", "free"),
    [
        ("IT director", [], "IT director"),
        ("IT director", ["Buyer"], "IT director"),
        ("IT director", ["it DIRECTOR"], "IT director (2)"),
        ("IT director", ["IT director", "IT director (2)", "IT director (4)"], "IT director (3)"),
        ("Älteste", ["älteste"], "Älteste (2)"),
        ("x" * 200, ["x" * 200], "x" * 196 + " (2)"),
    ],
)
def test_map_gets_the_first_free_name(name: str, taken: list[str], free: str) -> None:
    assert with_free_name(MapPlan(name, title=name), taken) == MapPlan(free, title=free)


def test_map_with_a_title_of_its_own_keeps_it() -> None:
    assert with_free_name(MapPlan("A", title="How A buys"), ["A"]) == MapPlan("A (2)", title="How A buys")
