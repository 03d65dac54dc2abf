"""Reads one map whole, at one moment, as its workshop's attribution lets it be seen."""

import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Value
from django.db.models.functions import Coalesce

from maps.models import Map, Note, Rating, Touchpoint
from maps.outline import in_reading_order
from maps.records import KINDS as BOARD_KINDS
from maps.records import RATINGS
from workshops.models import CustomerType, Participant
from workshops.records import KINDS as ROOM_KINDS
from workshops.records import READER, consistent_read, read_changes
from workshops.rules import MAPS

Record = dict[str, Any]
_turn = threading.Lock()


@dataclass(frozen=True)
class MapRead:
    """One map as records (docs/protocol.md), sorted; `version` is the workshop's when it was read.

    `template` is the key of the stage template. `rows` are the board's, in its order; `people` tells how many of
    each department (by id, "" without one) have come to make the map. Records of touchpoints and notes also have
    `added_at`, when they were written (ISO 8601, UTC).
    """

    version: int
    workshop: Record
    board: Record
    customer_type: Record
    group: Record
    template: str
    people: dict[str, int]
    departments: list[Record]
    rows: list[Record]
    stages: list[Record]
    touchpoints: dict[str, list[Record]]
    notes: dict[tuple[str, str], list[Record]]
    resources: dict[str, Record]
    clusters: list[Record]
    moments: dict[str, Record]
    feelings: dict[str, Record]
    ratings: dict[str, list[Record]]

    def touchpoints_in(self, stage: Record) -> list[Record]:
        """Return a stage's touchpoints in order."""
        return self.touchpoints.get(stage["id"], [])

    def notes_in(self, stage: Record, row: str) -> list[Record]:
        """Return the notes of a cell in order."""
        return self.notes.get((stage["id"], row), [])

    def all_touchpoints(self) -> Iterator[Record]:
        """Yield the map's touchpoints in reading order."""
        for stage in self.stages:
            yield from self.touchpoints_in(stage)

    def author_of(self, written: Record) -> tuple[Record | None, str]:
        """Return the department and the name that may be said of an author; each may be missing."""
        author = written["author"] or {}
        department = next((one for one in self.departments if one["id"] == author.get("department")), None)
        return department, author.get("name") or ""


def read_whole_map(board: Map) -> MapRead:
    """Read a map in one consistent read; what is removed, and "Unsorted" while nothing is in it, stay out.

    Of ratings, which are their author's alone, only what nobody is known by. The number of queries does not
    depend on how much stands on the map.
    """
    with consistent_read():
        return _read(board)


def read_in_turn(boards: Iterable[Map]) -> list[MapRead]:
    """Read maps while nobody else of this process does: many readers at once would keep the board's answers waiting."""
    with _turn:
        return [read_whole_map(board) for board in boards]


def without_names(taken: MapRead) -> MapRead:
    """Return the same map without the names of the people who wrote it; their departments stay as they may be told."""
    touchpoints = {stage: [_nameless(one) for one in cell] for stage, cell in taken.touchpoints.items()}
    notes = {place: [_nameless(one) for one in cell] for place, cell in taken.notes.items()}
    return replace(taken, touchpoints=touchpoints, notes=notes)


def _nameless(written: Record) -> Record:
    author = written["author"] and {"department": written["author"].get("department")}
    return {**written, "author": author, "parts": [_nameless_part(part) for part in written["parts"]]}


def _nameless_part(part: Record) -> Record:
    return {**part, "author": part["author"] and {"department": part["author"].get("department")}}


def _read(board: Map) -> MapRead:
    of_people = (Participant.KIND, Rating.KIND)
    kinds = [kind for kind in (*ROOM_KINDS, *BOARD_KINDS, RATINGS) if kind.name not in of_people]
    reading = read_changes(kinds, board.workshop_id, [board.public_id], None)
    found: dict[str, list[Record]] = {kind.name: [] for kind in kinds}
    for shown in reading.shown:
        if shown.record is not None:
            found[shown.kind].append(shown.record)
    for model in (Touchpoint, Note):
        _add_times(found[model.KIND], model, board)
    touchpoints = _by_stage(found["touchpoint"])
    present = {record["id"] for kind in ("touchpoint", "cluster") for record in found[kind]}
    notes = _by_cell(found["note"], present)
    record = _with_id(found["board"], board.public_id)
    kind = _with_id(found["customer_type"], record["customer_type"])
    filled = {*touchpoints, *(stage for stage, _row in notes)}
    return MapRead(
        version=reading.head,
        workshop=found["workshop"][0],
        board=record,
        customer_type=kind,
        group=_with_id(found["group"], record["group"]),
        template=CustomerType.objects.using(READER)
        .values_list("template", flat=True)
        .get(public_id=kind["id"]),
        people=_people(record["group"]),
        departments=found["department"],
        rows=found["row"],
        stages=in_reading_order(
            [stage for stage in found["stage"] if not stage["unsorted"] or stage["id"] in filled]
        ),
        touchpoints=touchpoints,
        notes=notes,
        resources={record["id"]: record for record in found["resource"]},
        clusters=found["cluster"],
        moments={record["touchpoint"]: record for record in found["moment"]},
        feelings={record["id"]: record for record in found["feeling"]},
        ratings={record["id"]: record["ratings"] for record in found[RATINGS.name]},
    )


def _people(group: str) -> dict[str, int]:
    came = Participant.objects.using(READER).filter(
        group__public_id=group, role__in=MAPS, came_at__isnull=False, removed_at=None
    )
    return dict(Counter(came.values_list(Coalesce("department__public_id", Value("")), flat=True)))


def _by_stage(touchpoints: list[Record]) -> dict[str, list[Record]]:
    sorted_out: dict[str, list[Record]] = {}
    for touchpoint in touchpoints:
        sorted_out.setdefault(touchpoint["stage"], []).append(touchpoint)
    return sorted_out


def _by_cell(notes: list[Record], present: set[str]) -> dict[tuple[str, str], list[Record]]:
    """Sort notes into cells; one about a touchpoint or in a cluster that has gone is about none, in none."""
    sorted_out: dict[tuple[str, str], list[Record]] = {}
    for note in notes:
        about = note["about"] if note["about"] in present else None
        cluster = note["cluster"] if note["cluster"] in present else None
        sorted_out.setdefault((note["stage"], note["row"]), []).append(
            {**note, "about": about, "cluster": cluster}
        )
    return sorted_out


def _with_id(records: list[Record], public_id: str) -> Record:
    return next(record for record in records if record["id"] == public_id)


def _add_times(records: list[Record], model: type[Touchpoint | Note], board: Map) -> None:
    """Say when each thing was written; these times never change, so they may be read a moment later."""
    rows = model._default_manager.using(READER).filter(map=board).values_list("public_id", "created_at")
    times = dict(rows)
    for record in records:
        record["added_at"] = times[record["id"]].strftime("%Y-%m-%dT%H:%M:%SZ")
