"""Touchpoints and notes are moved, removed and brought back, one or several at once, all as one change."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone

from maps.commands.placing import AT_MOST, beside, lacks_room, land, put_back, require_present, settle_several
from maps.models import Note, Stage, Touchpoint
from maps.queries import feelings_of, neighbours_of
from workshops.acts import Act, Answer
from workshops.errors import Code, Refused
from workshops.events import before, record, unchanged

# Between nobody in particular: then a row goes back by the key it had.
ALONE: dict[str, Any] = {"after": None, "before": None}


def move_all(
    act: Act,
    name: str,
    rows: list[Any],
    stage: Stage,
    after: str | None,
    neighbours: Callable[[Stage], Iterable[Any]],
    changes: dict[str, Any],
    result: dict[str, object] | None = None,
) -> Answer:
    """Move rows to one place of a stage, in their order, and give each the `changes` (by column).

    `neighbours` gives what stands in the cell. What was removed meanwhile is left where it is; where that is all,
    it is refused ``gone``.
    """
    present = _present(rows)
    if not present:
        require_present(rows[0], getattr(rows[0], "title", "") or getattr(rows[0], "text", ""))
    board = rows[0].map
    stage, made, repaired = land(board, stage)
    told: dict[str, object] = (result or {}) | repaired
    if len(present) == 1 and after == present[0].public_id and not _differs(present[0], changes):
        return unchanged(told)
    undo = _as_they_stand(present, ["stage_id", "order", *changes])
    leaving = _leave_clusters(present, stage, changes, undo)
    for row in present:
        row.stage = stage
        for column, value in changes.items():
            setattr(row, column, value)
    if after in {row.public_id for row in present}:
        after = _before_them(present, list(neighbours(stage)))
    aside = settle_several(present, neighbours(stage), after, told)
    fields = ["stage", "order", *(column.removesuffix("_id") for column in {**changes, **leaving})]
    for row in present:
        row.save(update_fields=fields)
    if len(rows) > 1:
        told["moved"] = len(present)
    return record(
        act, name, [*made, *present], moved_over=aside, board=board.public_id, undo=undo, result=told
    )


def remove_all(act: Act, name: str, rows: list[Any]) -> Answer:
    """Remove rows softly; those that have gone already have gone."""
    present = _present(rows)
    if not present:
        return unchanged()
    undo = _as_they_stand(present, ["removed"])
    now = timezone.now()
    for row in present:
        row.removed_at = now
        row.save(update_fields=["removed_at"])
    result: dict[str, Any] = {"removed": len(present)} if len(rows) > 1 else {}
    return record(act, name, present, board=rows[0].map.public_id, undo=undo, result=result)


def restore(act: Act, name: str, row: Touchpoint | Note) -> Answer:
    """Bring back what was deleted, or take it out of what it was merged into, to where it stood.

    In "Unsorted" where its stage has gone. Refuses ``full`` where there is no room by now, and
    ``not-found`` where its words were erased with their author.
    """
    if row.removed_at is None:
        return unchanged()
    if row.emptied:
        raise Refused(Code.NOT_FOUND)
    if lacks_room(row.map, type(row)):
        raise Refused(Code.FULL, limit=AT_MOST[type(row)])
    whole = row.merged_into
    undo = [before(row, "removed", "merged_into_id", "stage_id", "order")]
    if whole is not None:
        # Where that has been merged or deleted since, undo would put the part where nobody finds it.
        undo.append(before(whole))
    stage, made, result = land(row.map, row.stage)
    row.stage, row.removed_at, row.merged_into = stage, None, None
    aside = put_back(row, neighbours_of(row), ALONE, row.order)
    row.save(update_fields=["stage", "order", "removed_at", "merged_into"])
    rows: list[Any] = [*made, row, *(feelings_of(row, whole))]
    if whole is not None:
        rows.append(whole)
    return record(act, name, rows, moved_over=aside, board=row.map.public_id, undo=undo, result=dict(result))


def _present(rows: list[Any]) -> list[Any]:
    return [row for row in rows if row.removed_at is None]


def _differs(row: Any, changes: dict[str, Any]) -> bool:
    return any(getattr(row, column) != value for column, value in changes.items())


def _as_they_stand(rows: list[Any], fields: list[str]) -> list[dict[str, Any]]:
    """Return what undo needs of rows, in the order they stand in, so that each finds the one before it again."""
    stand = sorted(rows, key=lambda row: (row.stage_id, getattr(row, "row", ""), row.order, row.public_id))
    return [before(row, *fields) | beside(row, neighbours_of(row)) for row in stand]


def _leave_clusters(
    rows: list[Any], stage: Stage, changes: dict[str, Any], undo: list[dict[str, Any]]
) -> dict[str, Any]:
    """Take notes that go to another cell out of their cluster; returns the columns that change by it."""
    entries = {entry["id"]: entry for entry in undo}
    leaving: dict[str, Any] = {}
    for row in rows:
        stays = row.stage_id == stage.pk and getattr(row, "row", "") == changes.get("row", "")
        if isinstance(row, Note) and row.cluster_id is not None and not stays:
            entries[row.public_id]["was"]["cluster_id"] = row.cluster_id
            row.cluster_id = None
            leaving["cluster_id"] = None
    return leaving


def _before_them(moved: list[Any], there: list[Any]) -> str:
    """Return whom moved rows follow where they were to follow one of themselves: who stands before the first."""
    own = {row.public_id for row in moved}
    first = next((at for at, row in enumerate(there) if row.public_id in own), 0)
    left = [row.public_id for row in there[:first] if row.public_id not in own]
    return left[-1] if left else ""
