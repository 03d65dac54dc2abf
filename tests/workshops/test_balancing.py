"""Groups are dealt so that sizes, departments and sides differ by at most one, and few have to move."""

import random
from collections import Counter

import pytest

from workshops.balancing import Seat, balance, is_balanced, moves, spread

SIDES = {
    "Sales": "promise",
    "Marketing": "promise",
    "Operations": "deliver",
    "Service": "support",
    "IT": "enable",
}


def room(dice: random.Random) -> tuple[list[Seat], list[str]]:
    """Some people somewhere, or nowhere yet, and some groups."""
    groups = [f"g{number}" for number in range(dice.randint(1, 7))]
    people = [
        Seat(f"p{number}", name, SIDES.get(name, ""), dice.choice([None, *groups]))
        for number in range(dice.randint(0, 60))
        for name in [dice.choice([*SIDES, ""])]
    ]
    return people, groups


@pytest.mark.parametrize("seed", range(300))
def test_nothing_differs_by_more_than_one(seed: int) -> None:
    people, groups = room(random.Random(seed))
    places = balance(people, groups)
    assert places.keys() == {seat.person for seat in people}
    assert set(places.values()) <= set(groups)
    assert spread(Counter(places.values()), groups) <= 1
    for kind in ("department", "side"):
        for name in {getattr(seat, kind) for seat in people}:
            own = [places[seat.person] for seat in people if getattr(seat, kind) == name]
            assert spread(Counter(own), groups) <= 1, name
    # Whoever is balanced stays, so that a second press moves nobody.
    again = [Seat(seat.person, seat.department, seat.side, places[seat.person]) for seat in people]
    assert is_balanced(again, groups)
    assert moves(again, balance(again, groups)) == 0
    # And order of the list plays no part.
    assert balance(people[::-1], groups) == places


def test_fewest_move_of_all_ways_to_begin() -> None:
    people = [Seat(f"p{n}", "Sales", "promise", "g1" if n < 3 else None) for n in range(4)]
    places = balance(people, ["g1", "g2"])
    assert moves(people, places) == 1
    assert places["p3"] == "g2"


def test_without_groups_nobody_is_placed() -> None:
    assert balance([Seat("p", "", "", None)], []) == {}
