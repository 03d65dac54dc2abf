"""Undo is a command: takes back the actor's newest change on a board that nobody touched since (L21)."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from maps.commands.placing import BATCH, is_full, put_back, unsorted_stage
from maps.models import Map, Note, Stage, Touchpoint
from maps.queries import find_board, notes_in, present_stages, touchpoints_in
from maps.schemas import Undo
from workshops.acts import Act, Answer
from workshops.events import record, unchanged
from workshops.models import Event

MODELS: dict[str, Any] = {"stage": Stage, "touchpoint": Touchpoint, "note": Note}
LOOKED_BACK = 50
LOOKED_UP = 500

# A row by kind and id: browsers make ids, so a note and a touchpoint may have the same.
Key = tuple[str, str]


def undo(act: Act, data: Undo) -> Answer:
    """Take back my newest change whose rows nobody touched since; name those that had to stay.

    With `op` it is that very change of mine or nothing.
    """
    board = find_board(act, data.board)
    kept: list[dict[str, Any]] = []
    earlier = _earlier_versions(act)
    for event in _mine(act, board, data.op):
        rows = _rows(board, event)
        stays: dict[str, Any] = {"name": event.name, "id": _entries(event)[0]["id"]}
        if len(rows) < len(_entries(event)) or not all(_untouched(earlier, event, row) for row in rows):
            kept.append(stays)
        elif _lacks_room(board, event):
            kept.append(stays | {"why": "full"})
        else:
            return _take_back(act, board, event, rows, kept)
    return unchanged({"undone": None, "kept": kept})


def _mine(act: Act, board: Map, op: str | None) -> list[Event]:
    """Return my newest changes on the board that are neither undone nor undos, newest first; or that of `op`."""
    events = Event.objects.filter(
        workshop=act.workshop,
        participant=act.participant,
        board=board.public_id,
        undo__isnull=False,
        undoes=None,
        undone_by=None,
    )
    if op is not None:
        events = events.filter(op=op)
    return list(events.order_by("-version")[:LOOKED_BACK])


def _entries(event: Event) -> list[dict[str, Any]]:
    """Return what `before()` kept of the rows of an event that can be undone."""
    return event.undo or []


def _key(entry: dict[str, Any]) -> Key:
    return entry["kind"], entry["id"]


def _rows(board: Map, event: Event) -> list[Any]:
    """Return those rows of an event that are still on the board, in its order."""
    found: dict[Key, Any] = {}
    for kind, model in MODELS.items():
        wanted = [entry["id"] for entry in _entries(event) if entry["kind"] == kind]
        for start in range(0, len(wanted), LOOKED_UP):
            some = wanted[start : start + LOOKED_UP]
            rows = model.objects.filter(map=board, public_id__in=some)
            found |= {(kind, row.public_id): row for row in rows}
    return [found[key] for key in map(_key, _entries(event)) if key in found]


def _earlier_versions(act: Act) -> Callable[[int], dict[Key, int]]:
    """Return a look-up: for a version, the rows that nobody touched in it, each with the version it was before.

    Those are rows that only made room, and where the version was an undo, the rows that it took back.
    """

    @cache
    def earlier(version: int) -> dict[Key, int]:
        events = Event.objects.select_related("undoes").filter(workshop=act.workshop, version=version)
        event = events.first()
        if event is None:
            return {}
        made_room = {(change[0], change[1]): change[2] for change in event.changes if len(change) > 2}
        taken_back = _entries(event.undoes) if event.undoes else []
        return made_room | {_key(entry): entry["version"] for entry in taken_back}

    return earlier


def _untouched(earlier: Callable[[int], dict[Key, int]], event: Event, row: Any) -> bool:
    """Tell whether the row is as the event left it: not touched, or touched and fully taken back since."""
    version, key = row.version, (row.KIND, row.public_id)
    while version > event.version and key in earlier(version):
        version = earlier(version)[key]
    if version != event.version:
        return False
    return not (isinstance(row, Stage) and event.name == "stage.add" and _holds_something(row))


def _lacks_room(board: Map, event: Event) -> bool:
    """Tell whether something would come back to a board that has been filled up meanwhile."""
    coming_back = [entry["kind"] for entry in _entries(event) if entry["was"].get("removed") is False]
    return any(is_full(board, MODELS[kind]) for kind in coming_back)


def _holds_something(stage: Stage) -> bool:
    return (
        Touchpoint.objects.filter(stage=stage, removed_at=None).exists()
        or Note.objects.filter(stage=stage, removed_at=None).exists()
    )


def _take_back(act: Act, board: Map, event: Event, rows: list[Any], kept: list[dict[str, Any]]) -> Answer:
    entries = _entries(event)
    fields = [_restore(row, entry["was"]) for row, entry in zip(rows, entries, strict=True)]
    stages = [row for row in rows if isinstance(row, Stage)]
    aside = _put_back(stages, entries, [])
    _save(stages, [*fields, {"order"}])
    written = [row for row in rows if not isinstance(row, Stage)]
    homeless = _homeless(board, written)
    made = _shelter(board, homeless)
    aside += _put_back(written, entries, homeless)
    _save(written, [*fields, {"stage_id", "order"}])
    return record(
        act,
        "undo",
        [*made, *rows],
        moved_over=aside,
        board=board.public_id,
        undoes=event,
        result={"undone": event.name, "kept": kept},
    )


def _restore(row: Any, was: dict[str, Any]) -> set[str]:
    """Give a row its former values and return the names of its changed columns."""
    for name, value in was.items():
        if name == "removed":
            row.removed_at = timezone.now() if value else None
        else:
            setattr(row, name, value)
    return {"removed_at" if name == "removed" else name for name in was}


def _homeless(board: Map, rows: list[Any]) -> list[Any]:
    """Return those rows whose former stage has gone meanwhile."""
    gone = set(Stage.objects.filter(map=board, removed_at__isnull=False).values_list("pk", flat=True))
    return [row for row in rows if row.removed_at is None and row.stage_id in gone]


def _shelter(board: Map, homeless: list[Any]) -> list[Stage]:
    """Send rows to "Unsorted"; return it where it had to be made."""
    if not homeless:
        return []
    unsorted, made = unsorted_stage(board)
    for row in homeless:
        row.stage_id = unsorted.pk
    return made


def _put_back(rows: list[Any], entries: list[dict[str, Any]], homeless: list[Any]) -> list[Any]:
    """Place what comes back among who stands there now; return who moved over.

    An entry without neighbours needs no place: a row that goes again, one that was only reworded, or what
    comes back together with its whole stage, in which nothing else can stand.
    """
    places = {_key(entry): entry for entry in entries if "after" in entry}
    aside: list[Any] = []
    for row in rows:
        place = places.get((row.KIND, row.public_id))
        if place is not None:
            aside += put_back(row, _neighbours(row), place, None if row in homeless else row.order)
    return aside


def _neighbours(row: Any) -> QuerySet[Any]:
    if isinstance(row, Stage):
        return present_stages(row.map)
    return touchpoints_in(row.stage) if isinstance(row, Touchpoint) else notes_in(row.stage, row.row)


def _save(rows: list[Any], changed: list[set[str]]) -> None:
    """Save rows of one undo, all with the columns that any of them changed."""
    columns = set().union(*changed)
    for model in MODELS.values():
        own = [row for row in rows if isinstance(row, model)]
        names = {field.attname: field.name for field in model._meta.concrete_fields}
        fields = [name for column, name in names.items() if column in columns]
        if own:
            model.objects.bulk_update(own, fields, batch_size=BATCH)
