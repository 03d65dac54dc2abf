"""Where a row stands among its neighbours: integer keys with room between them, made by the server (L20)."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

GAP = 1 << 20


class Ordered(Protocol):
    """Anything that stands in an order."""

    public_id: str
    order: int


class Place(NamedTuple):
    """A place among neighbours: the key to take, the neighbours that had to move over, and whether the
    named neighbour was gone (then the place is the last)."""

    order: int
    moved_over: list[Ordered]
    repaired: bool


def place(neighbours: Sequence[Ordered], after: str | None) -> Place:
    """Find the place after the neighbour `after`; ``""`` is the first place and None the last.

    `neighbours` are sorted and do not hold the row that is being placed. Where two keys lie too close, all
    neighbours get new keys; those whose key changed are returned to be saved.
    """
    found = {row.public_id: index + 1 for index, row in enumerate(neighbours)}
    at = len(neighbours) if after is None else 0 if after == "" else found.get(after)
    repaired = at is None
    if at is None:
        at = len(neighbours)
    left = neighbours[at - 1].order if at else None
    right = neighbours[at].order if at < len(neighbours) else None
    if left is None or right is None:
        order = GAP if left is None and right is None else left + GAP if left is not None else right - GAP  # type: ignore[operator]
        return Place(order, [], repaired)
    if right - left > 1:
        return Place((left + right) // 2, [], repaired)
    return Place(GAP * (at + 1), _spread(neighbours, at), repaired)


def _spread(neighbours: Sequence[Ordered], hole: int) -> list[Ordered]:
    moved = []
    for index, row in enumerate(neighbours):
        order = GAP * (index + 1 if index < hole else index + 2)
        if row.order != order:
            row.order = order
            moved.append(row)
    return moved
