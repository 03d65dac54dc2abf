"""Undo is a command: takes back the actor's newest change on a board that nobody touched since (L21)."""

from typing import Any

from django.utils import timezone

from maps.commands.placing import land
from maps.models import Map, Note, Stage, Touchpoint
from maps.queries import find_board
from maps.schemas import Undo
from workshops.acts import Act, Answer
from workshops.events import before, record, unchanged
from workshops.models import Event

MODELS: dict[str, Any] = {"stage": Stage, "touchpoint": Touchpoint, "note": Note}
LOOKED_BACK = 50


def undo(act: Act, data: Undo) -> Answer:
    """Take back my newest change whose rows nobody touched since; name those that had to stay."""
    board = find_board(act, data.board)
    kept: list[dict[str, Any]] = []
    for event in _mine(act, board):
        rows = _rows(board, event)
        if rows is not None and all(_untouched(act, event, row) for row in rows):
            return _take_back(act, board, event, rows, kept)
        kept.append({"name": event.name, "id": _entries(event)[0]["id"]})
    return unchanged({"undone": None, "kept": kept})


def _mine(act: Act, board: Map) -> list[Event]:
    """Return my newest changes on the board that are neither undone nor undos, newest first."""
    events = Event.objects.filter(
        workshop=act.workshop,
        participant=act.participant,
        board=board.public_id,
        undo__isnull=False,
        undoes=None,
        undone_by=None,
    )
    return list(events.order_by("-version")[:LOOKED_BACK])


def _entries(event: Event) -> list[dict[str, Any]]:
    """Return what `before()` kept of the rows of an event that can be undone."""
    return event.undo or []


def _rows(board: Map, event: Event) -> list[Any] | None:
    """Return the rows of an event in its order, or None where one of them is not on the board any more."""
    rows = []
    for entry in _entries(event):
        row = MODELS[entry["kind"]].objects.filter(map=board, public_id=entry["id"]).first()
        if row is None:
            return None
        rows.append(row)
    return rows


def _untouched(act: Act, event: Event, row: Any) -> bool:
    """Tell whether the row is as the event left it: not touched, or touched and fully taken back since."""
    if _version_it_shows(act, row) != event.version:
        return False
    added_stage = isinstance(row, Stage) and event.name == "stage.add"
    return not (added_stage and _holds_something(row))


def _version_it_shows(act: Act, row: Any) -> int:
    """Return the version whose state the row shows, looking through undos."""
    version: int = row.version
    while True:
        undoing = (
            Event.objects.select_related("undoes").filter(workshop=act.workshop, version=version).first()
        )
        if undoing is None or undoing.undoes is None:
            return version
        entry = next((e for e in _entries(undoing.undoes) if e["id"] == row.public_id), None)
        if entry is None:
            return version
        version = entry["version"]


def _holds_something(stage: Stage) -> bool:
    return (
        Touchpoint.objects.filter(stage=stage, removed_at=None).exists()
        or Note.objects.filter(stage=stage, removed_at=None).exists()
    )


def _take_back(act: Act, board: Map, event: Event, rows: list[Any], kept: list[dict[str, Any]]) -> Answer:
    made: list[Any] = []
    redo = [before(row, *entry["was"]) for row, entry in zip(rows, _entries(event), strict=True)]
    for row, entry in zip(rows, _entries(event), strict=True):
        made += _restore(board, row, entry["was"])
    return record(
        act,
        "undo",
        [*made, *rows],
        board=board.public_id,
        undo=redo,
        undoes=event,
        result={"undone": event.name, "kept": kept},
    )


def _restore(board: Map, row: Any, was: dict[str, Any]) -> list[Any]:
    """Give a row its former values; where its former stage is gone it goes to "Unsorted"."""
    fields = []
    for name, value in was.items():
        if name == "removed":
            row.removed_at = timezone.now() if value else None
            fields.append("removed_at")
        else:
            setattr(row, name, value)
            fields.append(name)
    made: list[Any] = []
    if not isinstance(row, Stage) and row.removed_at is None:
        row.stage, made, _ = land(board, Stage.objects.get(pk=row.stage_id))
        fields.append("stage_id")
    row.save(update_fields={name.removesuffix("_id") if name == "stage_id" else name for name in fields})
    return made
