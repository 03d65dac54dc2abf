"""What anybody is shown: rows read once, as records, and who may see which (L11). The room's own kinds."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from workshops.models import CustomerType, Department, Event, Group, Participant, Workshop

READER = "reader"
FEW_VERSIONS = 50
Facts = dict[str, Any]

WORKSHOP_FIELDS = (
    *("title", "organisation", "goal", "success", "sponsor", "house_rules", "format", "language", "zone"),
    *("status", "attribution", "placing", "hide_groups", "joining_open", "retention_days"),
)
DEPARTMENT_FIELDS = ("name", "side", "letters", "hue", "expected", "offered", "position")
CUSTOMER_TYPE_FIELDS = (
    *("name", "who", "situation", "trigger", "goal", "good_end", "expectations", "fears", "position"),
)


@dataclass(frozen=True)
class Audience:
    """What decides which rows somebody is shown: the boards they have open, their role, who they are.

    `person` is left out ("") where one rendering serves many people.
    """

    boards: frozenset[str]
    facilitates: bool
    person: str = ""


class Shown(NamedTuple):
    """One row as it may be seen; `record` is None where it is gone, `board` "" where it is the room's.

    `person` is who alone may see it, "" where that is not one person's own.
    """

    kind: str
    id: str
    record: dict[str, Any] | None
    board: str = ""
    person: str = ""


class Kind(NamedTuple):
    """One kind of record: which rows of a workshop it has, the fields it reads, what it tells of them.

    `rows(workshop, boards)` gives the rows in order; `fields` are paths for `QuerySet.values`, among them
    ``public_id`` and ``version``, ``removed_at`` where rows are removed softly, and ``map__public_id`` where
    only those who have that board open are shown them. `record(facts, workshop)` hides what attribution
    hides. `gather(facts of many rows, workshop)` adds what stands in other tables, in a fixed number of
    queries. `owner` is the path to the public id of the one person who is shown a row, where it is nobody
    else's business.
    """

    name: str
    rows: Callable[[Workshop, Iterable[str]], QuerySet[Any]]
    fields: tuple[str, ...]
    record: Callable[[Facts, Workshop], dict[str, Any]]
    version: str = "version"
    gather: Callable[[list[Facts], Workshop], None] | None = None
    owner: str = ""


class Reading(NamedTuple):
    """One consistent read: everything up to `head`; `whole` if it does not build on `since`."""

    head: int
    mark: str
    whole: bool
    since: int
    workshop: Workshop
    shown: list[Shown]


@contextmanager
def consistent_read() -> Iterator[None]:
    """Open one snapshot of the database that never holds up the writer (L6)."""
    with transaction.atomic(using=READER):
        yield


def read_changes(
    kinds: Iterable[Kind],
    workshop: int,
    boards: Iterable[str],
    since: int | None = None,
    mark: str | None = None,
    *,
    trusted: bool = False,
) -> Reading:
    """Read the rows newer than `since`, or all there are where `since` and `mark` are not in the log (L5).

    `workshop` is a primary key; a `trusted` version is one this process has read itself and needs no mark.
    """
    with consistent_read():
        room = Workshop.objects.using(READER).get(pk=workshop)
        known = since is not None and room.fresh_from <= since <= room.version
        if known and not trusted:
            known = bool(mark) and _mark(room, since) == mark
        start = since if known else None
        touched = _touched_kinds(room, start)
        wanted = [kind for kind in kinds if touched is None or kind.name in touched]
        shown = [row for kind in wanted for row in _shown(kind, room, boards, start)]
        return Reading(room.version, _mark(room, room.version), start is None, start or 0, room, shown)


def may_see(audience: Audience, row: Shown) -> bool:
    """The one visibility function: tell whether somebody is shown a row at all."""
    if row.person and row.person != audience.person:
        return False
    if row.board:
        return row.board in audience.boards
    if row.kind == Participant.KIND:
        return audience.facilitates or row.id == audience.person
    return True


def _touched_kinds(room: Workshop, since: int | None) -> set[str] | None:
    """Return which kinds of row the log says were touched after `since`; None where all are to be read.

    While people work there are a few versions to send at a time, and most kinds have nothing new in them.
    """
    if since is None or room.version - since > FEW_VERSIONS:
        return None
    events = Event.objects.using(READER).filter(workshop=room, version__gt=since)
    return {change[0] for changes in events.values_list("changes", flat=True) for change in changes}


def _mark(room: Workshop, version: int | None) -> str:
    events = Event.objects.using(READER).filter(workshop=room, version=version)
    return events.values_list("mark", flat=True).first() or ""


def _shown(kind: Kind, room: Workshop, boards: Iterable[str], since: int | None) -> Iterator[Shown]:
    rows = kind.rows(room, boards).using(READER)
    if since is not None:
        rows = rows.filter(**{f"{kind.version}__gt": since})
    elif "removed_at" in kind.fields:
        rows = rows.filter(removed_at=None)
    found = list(rows.values(*kind.fields))
    if kind.gather is not None and found:
        kind.gather(found, room)
    for facts in found:
        public_id = facts["public_id"]
        gone = facts.get("removed_at") is not None
        record = None if gone else {"id": public_id, **kind.record(facts, room)}
        yield Shown(
            kind.name,
            public_id,
            record,
            facts.get("map__public_id", ""),
            facts[kind.owner] if kind.owner else "",
        )


def _workshop_record(facts: Facts, room: Workshop) -> dict[str, Any]:
    shown: Facts = {name: getattr(room, name) for name in WORKSHOP_FIELDS}
    return shown | {
        "held_on": room.held_on.isoformat() if room.held_on else None,
        "begins_at": room.begins_at.isoformat("minutes") if room.begins_at else None,
        "ends_at": room.ends_at.isoformat("minutes") if room.ends_at else None,
    }


def _department_record(facts: Facts, room: Workshop) -> dict[str, Any]:
    return {name: facts[name] for name in DEPARTMENT_FIELDS}


def _customer_type_record(facts: Facts, room: Workshop) -> dict[str, Any]:
    return {name: facts[name] for name in CUSTOMER_TYPE_FIELDS}


def _group_record(facts: Facts, room: Workshop) -> dict[str, Any]:
    return {
        "name": facts["name"],
        "customer_type": facts["customer_type__public_id"],
        "place": facts["place"],
        "position": facts["position"],
    }


def _person_record(facts: Facts, room: Workshop) -> dict[str, Any]:
    return {
        "name": facts["name"],
        "department": facts["department__public_id"],
        "group": facts["group__public_id"],
        "role": facts["role"],
        "has_device": facts["has_device"],
        "came": facts["came_at"] is not None,
        "needs": facts["needs"],
    }


KINDS = (
    Kind(
        Workshop.KIND,
        lambda room, boards: Workshop.objects.filter(pk=room.pk),
        ("public_id", "row_version"),
        _workshop_record,
        version="row_version",
    ),
    Kind(
        Department.KIND,
        lambda room, boards: Department.objects.filter(workshop=room).order_by("position", "pk"),
        ("public_id", "version", *DEPARTMENT_FIELDS),
        _department_record,
    ),
    Kind(
        CustomerType.KIND,
        lambda room, boards: CustomerType.objects.filter(workshop=room).order_by("position", "pk"),
        ("public_id", "version", "removed_at", *CUSTOMER_TYPE_FIELDS),
        _customer_type_record,
    ),
    Kind(
        Group.KIND,
        lambda room, boards: Group.objects.filter(workshop=room).order_by("position", "pk"),
        ("public_id", "version", "removed_at", "name", "customer_type__public_id", "place", "position"),
        _group_record,
    ),
    Kind(
        Participant.KIND,
        lambda room, boards: Participant.objects.filter(workshop=room).order_by("pk"),
        (
            *("public_id", "version", "removed_at", "name", "department__public_id", "group__public_id"),
            *("role", "has_device", "came_at", "needs"),
        ),
        _person_record,
    ),
)
