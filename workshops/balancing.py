"""Spreads people over groups: equal in size, every department and every side spread; pure, without the database."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Seat:
    """Somebody to be placed: by id, with department and side ("" for none) and the group they are in now, if any."""

    person: str
    department: str
    side: str
    group: str | None


def balance(people: Iterable[Seat], groups: Sequence[str]) -> dict[str, str]:
    """Return into which group everybody goes, by id.

    Dealt like cards, department by department and side by side: sizes of groups, and how many each has of a
    department or of a side, differ by at most one. Where that holds already nobody moves; else, of all ways to
    begin the deal, the one in which the fewest move.
    """
    seats = sorted(people, key=lambda seat: (seat.side, seat.department, seat.person))
    if not groups:
        return {}
    if is_balanced(seats, groups):
        return {seat.person: str(seat.group) for seat in seats}
    deals = [_deal(seats, [*groups[start:], *groups[:start]]) for start in range(len(groups))]
    return min(deals, key=lambda places: moves(seats, places))


def is_balanced(seats: Sequence[Seat], groups: Sequence[str]) -> bool:
    """Tell whether everybody has a group and nothing differs by more than one."""
    if any(seat.group not in groups for seat in seats):
        return False
    parts = [("", [seat.group for seat in seats])]
    for kind in ("department", "side"):
        named = sorted({getattr(seat, kind) for seat in seats})
        parts += [(name, [seat.group for seat in seats if getattr(seat, kind) == name]) for name in named]
    return all(spread(Counter(part), groups) <= 1 for _, part in parts)


def spread(sizes: Counter[str | None], groups: Sequence[str]) -> int:
    """Return by how much the largest of some sizes differs from the smallest."""
    found = [sizes[group] for group in groups]
    return max(found) - min(found)


def moves(seats: Iterable[Seat], places: dict[str, str]) -> int:
    """Return how many would go from one group into another; who has none yet does not count."""
    return sum(seat.group not in (None, places[seat.person]) for seat in seats)


def _deal(seats: Sequence[Seat], groups: Sequence[str]) -> dict[str, str]:
    """Deal the places of one round after the other; within a department those who can stay where they are do."""
    places: dict[str, str] = {}
    dealt = 0
    for _, together in groupby(seats, key=lambda seat: (seat.side, seat.department)):
        own = list(together)
        free = Counter(groups[(dealt + index) % len(groups)] for index in range(len(own)))
        dealt += len(own)
        places |= _seat(own, free)
    return places


def _seat(own: Sequence[Seat], free: Counter[str]) -> dict[str, str]:
    places: dict[str, str] = {}
    for seat in own:
        if seat.group is not None and free[seat.group] > 0:
            places[seat.person] = seat.group
            free[seat.group] -= 1
    left = iter(sorted(free.elements()))
    return places | {seat.person: next(left) for seat in own if seat.person not in places}
