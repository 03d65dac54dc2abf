"""The one door out: gives changed rows the workshop's next version and writes the event (L1)."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models

from workshops.acts import Act, Answer
from workshops.models import Event, Workshop

NOTHING: dict[str, Any] = {}


def record(
    act: Act,
    name: str,
    rows: Iterable[Any],
    *,
    moved_over: Iterable[Any] = (),
    board: str = "",
    undo: list[dict[str, Any]] | None = None,
    undoes: Event | None = None,
    result: dict[str, Any] | None = None,
    fields: Iterable[str] = (),
    fresh: bool = False,
) -> Answer:
    """Write down one command that changed `rows` (saved already) and return its answer.

    `moved_over` are other rows that only made room (saved as well): the version they had stays in the log, so
    that undo does not take them for touched by somebody. `board` is the public id of the board it happened
    on, `undo` the entries `before()` made, `undoes` the event that this one takes back. `fields` names what was
    changed, for the history; after a `fresh` one everybody is sent everything. One command is one version is
    one event.
    """
    touched, aside = list(rows), list(moved_over)
    changes = [[row.KIND, row.public_id] for row in touched]
    changes += [[row.KIND, row.public_id, row.version] for row in aside]
    version = act.workshop.version + 1
    if fresh:
        act.workshop.fresh_from = version
    _stamp(act.workshop, touched + aside, version)
    Event.objects.create(
        workshop=act.workshop,
        version=version,
        participant=act.participant,
        op=act.op,
        digest=act.digest,
        name=name,
        changes=changes,
        undo=undo,
        board=board,
        undoes=undoes,
        result=result or {},
        fields=list(fields),
    )
    return Answer(version, result or {})


def unchanged(result: dict[str, Any] | None = None) -> Answer:
    """Return the answer of a command that found nothing to change."""
    return Answer(None, result or {})


def before(row: Any, *fields: str) -> dict[str, Any]:
    """Return what undo needs of a row that is about to change: its version and the named fields.

    ``removed`` stands for the soft delete; foreign keys go by their column (``stage_id``).
    """
    was = {name: row.removed_at is not None if name == "removed" else getattr(row, name) for name in fields}
    return {"kind": row.KIND, "id": row.public_id, "version": row.version, "was": was}


def _stamp(workshop: Workshop, rows: list[Any], version: int) -> None:
    by_model: dict[type[models.Model], list[int]] = defaultdict(list)
    workshop.version = version
    for row in rows:
        if isinstance(row, Workshop):
            workshop.row_version = version
            continue
        row.version = version
        by_model[type(row)].append(row.pk)
    workshop.save(update_fields=["version", "row_version", "fresh_from"])
    for model, keys in by_model.items():
        model._default_manager.filter(pk__in=keys).update(version=version)
