"""Says what lies where on a board, from its records; the browser's twin is static/js/board/layout.js."""

from dataclasses import dataclass, field
from typing import Any

from maps.enums import Row

COLUMNS = 12
TOUCHPOINTS = "touchpoints"

Record = dict[str, Any]


@dataclass
class Spot:
    """A touchpoint or note in its cell: its number along the journey, or the column of what it is about."""

    record: Record
    number: int | None = None
    at: int | None = None
    # In a cluster; the first of its notes has the cluster's record as its head, and how many they are.
    is_in: bool = False
    head: Record | None = None
    together: int = 0


@dataclass
class Place:
    """A stage with its cells from top to bottom; `number` is None in "Unsorted"."""

    record: Record
    number: int | None = None
    cells: dict[str, list[Spot]] = field(
        default_factory=lambda: {row: [] for row in (TOUCHPOINTS, *Row.values)}
    )

    @property
    def span(self) -> int:
        """How many columns wide: one for each touchpoint, at most `COLUMNS`."""
        return min(max(len(self.cells[TOUCHPOINTS]), 1), COLUMNS)

    @property
    def empty(self) -> bool:
        """Whether nothing lies in it."""
        return not any(self.cells.values())


def in_reading_order(stages: list[Record]) -> list[Record]:
    """Return stages, which come in their order, as they are read everywhere: "Unsorted" last."""
    return sorted(stages, key=lambda record: record["unsorted"])


def outline(
    stages: list[Record], touchpoints: list[Record], notes: list[Record], clusters: list[Record] | None = None
) -> list[Place]:
    """Lay a board out: its stages in order, "Unsorted" last, with everything in its cell.

    The records come in the order of `maps.records`, which is the order they are shown in.
    """
    places = [Place(record) for record in in_reading_order(stages)]
    by_stage = {place.record["id"]: place for place in places}
    columns: dict[str, tuple[str, int]] = {}
    for record in touchpoints:
        cell = by_stage[record["stage"]].cells[TOUCHPOINTS]
        columns[record["id"]] = (record["stage"], len(cell) % COLUMNS + 1)
        cell.append(Spot(record))
    for record in notes:
        stage, column = columns.get(record["about"], ("", None))
        at = column if stage == record["stage"] else None
        by_stage[record["stage"]].cells[record["row"]].append(Spot(record, at=at))
    by_name = {record["id"]: record for record in clusters or []}
    for place in places:
        place.cells |= {row: _clustered(place.cells[row], by_name) for row in Row.values}
    _count(places)
    return places


def _clustered(spots: list[Spot], clusters: dict[str, Record]) -> list[Spot]:
    """Put the notes of each cluster together where its first one stands."""
    groups: dict[str, list[Spot]] = {}
    for spot in spots:
        cluster = spot.record.get("cluster")
        groups.setdefault(cluster if cluster in clusters else spot.record["id"], []).append(spot)
    for key, group in groups.items():
        if key in clusters:
            group[0].head, group[0].together = clusters[key], len(group)
            for spot in group:
                spot.is_in = True
    return [spot for group in groups.values() for spot in group]


def _count(places: list[Place]) -> None:
    sorted_places = [place for place in places if not place.record["unsorted"]]
    for number, place in enumerate(sorted_places, start=1):
        place.number = number
    touchpoints = [spot for place in sorted_places for spot in place.cells[TOUCHPOINTS]]
    for number, spot in enumerate(touchpoints, start=1):
        spot.number = number
