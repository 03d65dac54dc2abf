"""Undo and redo are commands: they take back the actor's newest change, or undo, that nobody touched since (L21)."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from maps.commands.details import behind_ids, set_behind
from maps.commands.placing import AT_MOST, BATCH, beside, lacks_room, put_back, unsorted_stage
from maps.models import Cluster, Feeling, Map, Moment, Note, Rating, Stage, Touchpoint
from maps.queries import feelings_of, felt_at, find_board, neighbours_of
from maps.schemas import Redo, Undo
from workshops.acts import Act, Answer
from workshops.events import before, record, unchanged
from workshops.models import Event

MODELS: dict[str, Any] = {model.KIND: model for model in (Stage, Touchpoint, Cluster, Note, Moment, Rating)}
TOLD = {"undo": "undone", "redo": "redone"}
LOOKED_BACK = 50
LOOKED_UP = 500

# A row by kind and id: browsers make ids, so a note and a touchpoint may have the same.
Key = tuple[str, str]


def undo(act: Act, data: Undo) -> Answer:
    """Take back my newest change whose rows nobody touched since; name those that had to stay.

    With `op` it is that very change of mine or nothing.
    """
    board = find_board(act, data.board)
    return _take_back_first(act, board, _mine(act, board, data.op), "undo")


def redo(act: Act, data: Redo) -> Answer:
    """Do again what I took back last, unless I have changed something since or somebody touched the same rows."""
    board = find_board(act, data.board)
    return _take_back_first(act, board, _taken_back_last(act, board), "redo")


def _take_back_first(act: Act, board: Map, events: list[Event], name: str) -> Answer:
    """Take back the first of these events that still can be; a redo takes back an undo."""
    kept: list[dict[str, Any]] = []
    earlier = _earlier_versions(act)
    known = _look_up_all(act, board, events)
    for event in events:
        rows = [known[key] for key in map(_key, _entries(event)) if key in known]
        stays: dict[str, Any] = {"name": event.name, "id": _entries(event)[0]["id"]}
        if len(rows) < len(_entries(event)) or not all(_untouched(earlier, event, row) for row in rows):
            kept.append(stays)
        elif _lacks_room(board, event):
            kept.append(stays | {"why": "full"})
        elif _is_taken(rows, event) or _would_bury(rows, event):
            kept.append(stays)
        else:
            return _take_back(act, board, event, rows, kept, name)
    return unchanged({TOLD[name]: None, "kept": kept})


def _own(act: Act, board: Map) -> QuerySet[Event]:
    """Return my changes on the board that can be taken back and are not, newest first."""
    return Event.objects.filter(
        workshop=act.workshop,
        participant=act.participant,
        board=board.public_id,
        undo__isnull=False,
        undone_by=None,
    ).order_by("-version")


def _mine(act: Act, board: Map, op: str | None) -> list[Event]:
    """Return my newest changes on the board, those done again among them; or that of `op`."""
    events = _own(act, board).exclude(name="undo")
    if op is not None:
        events = events.filter(op=op)
    return list(events[:LOOKED_BACK])


def _taken_back_last(act: Act, board: Map) -> list[Event]:
    """Return the undo that a redo takes back: my newest change but for what was done again; none after any other."""
    newest = _own(act, board).exclude(name="redo").select_related("undoes").first()
    return [newest] if newest is not None and newest.name == "undo" else []


def _entries(event: Event) -> list[dict[str, Any]]:
    """Return what `before()` kept of the rows of an event that can be undone."""
    return event.undo or []


def _key(entry: dict[str, Any]) -> Key:
    return entry["kind"], entry["id"]


def _look_up_all(act: Act, board: Map, events: list[Event]) -> dict[Key, Any]:
    """Return the rows of these events that are still on the board, in few queries: many may have to stay."""
    found: dict[Key, Any] = {}
    for kind in MODELS:
        entries = (entry for event in events for entry in _entries(event) if entry["kind"] == kind)
        wanted = list(dict.fromkeys(entry["id"] for entry in entries))
        for start in range(0, len(wanted), LOOKED_UP):
            rows = _look_up(act, board, kind, wanted[start : start + LOOKED_UP])
            found |= {(kind, row.public_id): row for row in rows}
    return found


def _look_up(act: Act, board: Map, kind: str, ids: list[str]) -> QuerySet[Any]:
    """Return rows of a kind by their ids; ratings go by their touchpoint's, and are the actor's own."""
    if kind == Rating.KIND:
        own = Rating.objects.filter(map=board, participant=act.participant, touchpoint__public_id__in=ids)
        return own.select_related("touchpoint__merged_into")
    return MODELS[kind].objects.filter(map=board, public_id__in=ids)


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
    return version == event.version


def _lacks_room(board: Map, event: Event) -> bool:
    """Tell whether something would come back to a board that has been filled up meanwhile."""
    coming_back = Counter(
        MODELS[entry["kind"]] for entry in _entries(event) if entry["was"].get("removed") is False
    )
    return any(lacks_room(board, model, many) for model, many in coming_back.items() if model in AT_MOST)


def _is_taken(rows: list[Any], event: Event) -> bool:
    """Tell whether a moment of truth would come back to a touchpoint that has another one by now."""
    coming_back = [
        entry["was"].get("touchpoint_id", row.touchpoint_id)
        for row, entry in zip(rows, _entries(event), strict=True)
        if isinstance(row, Moment) and entry["was"].get("removed") is False
    ]
    own = [row.pk for row in rows if isinstance(row, Moment)]
    wholes = _wholes_of(set(coming_back))
    present = Moment.objects.filter(
        touchpoint__in={wholes.get(pk, pk) for pk in coming_back}, removed_at=None
    )
    return bool(coming_back) and present.exclude(pk__in=own).exists()


def _would_bury(rows: list[Any], event: Event) -> bool:
    """Tell whether a stage would go in which something stands that does not go or move with it."""
    for row, entry in zip(rows, _entries(event), strict=True):
        if isinstance(row, Stage) and entry["was"].get("removed"):
            for model in (Touchpoint, Note):
                own = [other.pk for other in rows if isinstance(other, model)]
                if model.objects.filter(stage=row, removed_at=None).exclude(pk__in=own).exists():
                    return True
    return False


def _take_back(
    act: Act, board: Map, event: Event, rows: list[Any], kept: list[dict[str, Any]], name: str
) -> Answer:
    entries = _entries(event)
    again = [_as_it_is(row, entry) for row, entry in zip(rows, entries, strict=True)]
    fields = [_restore(row, entry["was"]) for row, entry in zip(rows, entries, strict=True)]
    fields.append(_follow_merges(rows))
    apart = [row for row in rows if not isinstance(row, Touchpoint | Note)]
    aside = _put_back(apart, entries, [], [*fields, {"order"}])
    written = [row for row in rows if isinstance(row, Touchpoint | Note)]
    homeless = _homeless(board, written)
    made = _shelter(board, homeless)
    aside += _put_back(written, entries, homeless, [*fields, {"stage_id", "order"}])
    _leave_clusters_elsewhere(written)
    return record(
        act,
        name,
        [*made, *rows, *_wholes(written), *_feelings(rows)],
        moved_over=aside,
        board=board.public_id,
        undo=again,
        undoes=event,
        result={TOLD[name]: event.name if name == "undo" else _done(event), "kept": kept},
    )


def _done(event: Event) -> str:
    """Return what an undo took back, which is what a redo does again."""
    return event.undoes.name if event.undoes else event.name


def _as_it_is(row: Any, entry: dict[str, Any]) -> dict[str, Any]:
    """Return what a redo needs of a row that is about to be taken back: the same fields as they are now."""
    fields = [name for name in entry["was"] if name != "behind"]
    now = before(row, *fields)
    if "behind" in entry["was"]:
        now["was"]["behind"] = behind_ids(row)
    has_place = "after" in entry and row.removed_at is None
    return now | beside(row, neighbours_of(row)) if has_place else now


def _wholes(rows: list[Any]) -> list[Any]:
    """Return what reworded parts are told with."""
    wholes = {row.merged_into_id: row.merged_into for row in rows if row.merged_into_id}
    own = {(type(row), row.pk) for row in rows}
    return [whole for whole in wholes.values() if (type(whole), whole.pk) not in own]


def _restore(row: Any, was: dict[str, Any]) -> set[str]:
    """Give a row its former values and return the names of its changed columns."""
    for name, value in was.items():
        if name == "removed":
            row.removed_at = timezone.now() if value else None
        elif name == "behind":
            set_behind(row, value)
        else:
            setattr(row, name, value)
    return {"removed_at" if name == "removed" else name for name in was if name != "behind"}


def _follow_merges(rows: list[Any]) -> set[str]:
    """Let moments and notes that come back hang on what their touchpoint was merged into meanwhile.

    Returns the columns that changed by it.
    """
    changed: set[str] = set()
    hanging = {Moment: "touchpoint_id", Note: "about_id"}
    wanted = {getattr(row, hanging[type(row)]) for row in rows if type(row) in hanging}
    wholes = _wholes_of(wanted) | {row.pk: row.merged_into_id for row in rows if isinstance(row, Touchpoint)}
    for row in rows:
        column = hanging.get(type(row))
        if column is not None and wholes.get(getattr(row, column)):
            setattr(row, column, wholes[getattr(row, column)])
            changed.add(column)
    return changed


def _wholes_of(touchpoints: set[Any]) -> dict[int, int]:
    """Return of those touchpoints that are parts of another, by primary keys, which one that is."""
    parts = Touchpoint.objects.filter(pk__in=touchpoints - {None}, merged_into__isnull=False)
    return {part.pk: whole for part in parts if (whole := part.merged_into_id)}


def _leave_clusters_elsewhere(rows: list[Any]) -> None:
    """Take notes that came back out of a cluster of which others stand in another cell by now."""
    clustered = [row for row in rows if isinstance(row, Note) and row.cluster_id and row.removed_at is None]
    own = {row.pk for row in clustered}
    clusters = {row.cluster_id for row in clustered}
    others = Note.objects.filter(cluster__in=clusters, removed_at=None).exclude(pk__in=own)
    cells = {note.cluster_id: _cell(note) for note in others}
    leaving = [row for row in clustered if cells.get(row.cluster_id, _cell(row)) != _cell(row)]
    for row in leaving:
        row.cluster = None
    Note.objects.bulk_update(leaving, ["cluster"], batch_size=BATCH)


def _cell(note: Note) -> tuple[int, str]:
    return note.stage_id, note.row


def _feelings(rows: list[Any]) -> list[Feeling]:
    """Return what is felt where ratings or touchpoints change; ratings of a part count with the whole."""
    rated = (row.touchpoint for row in rows if isinstance(row, Rating))
    felt = {(one.merged_into or one).pk: one.merged_into or one for one in rated}
    others = feelings_of(*(row for row in rows if row.KIND == Touchpoint.KIND and row.pk not in felt))
    return [*(felt_at(touchpoint) for touchpoint in felt.values()), *others]


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


def _put_back(
    rows: list[Any], entries: list[dict[str, Any]], homeless: list[Any], changed: list[set[str]]
) -> list[Any]:
    """Place what comes back among who stands there now, and save all rows; return who moved over.

    An entry without neighbours needs no place: a row that goes again, one that was only reworded, or what
    comes back together with its whole stage, in which nothing else can stand.
    """
    places = {_key(entry): entry for entry in entries if "after" in entry}
    aside: list[Any] = []
    at_once: list[Any] = []
    for row in rows:
        place = places.get((row.KIND, row.public_id))
        if place is None or row.removed_at is not None:
            at_once.append(row)
            continue
        aside += put_back(row, neighbours_of(row), place, None if row in homeless else row.order)
        # Now: the next one may have stood beside this one.
        _save([row], changed)
    _save(at_once, changed)
    return aside


def _save(rows: list[Any], changed: list[set[str]]) -> None:
    """Save rows of one undo, all with the columns that any of them changed."""
    columns = set().union(*changed)
    for model in MODELS.values():
        own = [row for row in rows if isinstance(row, model)]
        names = {field.attname: field.name for field in model._meta.concrete_fields}
        fields = [name for column, name in names.items() if column in columns]
        if own and fields:
            model.objects.bulk_update(own, fields, batch_size=BATCH)
