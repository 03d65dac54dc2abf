"""Places among neighbours (L20)."""

import random
from dataclasses import dataclass

from maps.ordering import GAP, place


@dataclass
class Row:
    public_id: str
    order: int


def rows(*orders: int) -> list[Row]:
    return [Row(f"n_{index}", order) for index, order in enumerate(orders)]


def test_place_in_an_empty_cell() -> None:
    assert place([], None) == (GAP, [], False)


def test_place_last_and_first() -> None:
    assert place(rows(10, 20), None).order == 20 + GAP
    assert place(rows(10, 20), "").order == 10 - GAP


def test_place_after_a_neighbour() -> None:
    assert place(rows(10, 20, 30), "n_0") == (15, [], False)


def test_place_after_a_vanished_neighbour_is_the_last_and_says_so() -> None:
    assert place(rows(10, 20), "n_gone") == (20 + GAP, [], True)


def test_place_where_there_is_no_room_moves_neighbours_over() -> None:
    neighbours = rows(10, 11, 12)
    order, moved_over, repaired = place(neighbours, "n_0")
    assert [row.order for row in neighbours] == [GAP, 3 * GAP, 4 * GAP]
    assert (order, moved_over, repaired) == (2 * GAP, neighbours, False)


def test_place_a_thousand_times_keeps_every_place() -> None:
    chance = random.Random(7)
    expected: list[Row] = []
    for number in range(1000):
        at = chance.randint(0, min(3, len(expected)))
        after = "" if at == 0 else expected[at - 1].public_id
        row = Row(f"n_{number}", 0)
        row.order = place(expected, after).order
        expected.insert(at, row)
        assert sorted(expected, key=lambda row: row.order) == expected
        assert len({row.order for row in expected}) == len(expected)
