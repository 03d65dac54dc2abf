"""A snapshot and a catch-up cost as many queries for a full room as for a small one (L6)."""

import pytest

from config.asgi import protocol
from maps.models import (
    Behind,
    Cluster,
    Feeling,
    Map,
    Moment,
    Note,
    Rating,
    Resource,
    Stage,
    Touchpoint,
)
from tests.harness.cast import Cast
from tests.harness.queries import counting
from workshops.commands.people import join_workshop
from workshops.models import Event, Workshop
from workshops.records import READER, read_changes

EACH = 30
# The workshop, what the log says was touched, the mark; and nothing by the connection that writes.
NOTHING_NEW = {"default": 0, READER: 3}
# The workshop, a table each, the mark, and what hangs on rows: parts of touchpoints and of notes, what works behind
# touchpoints, ratings of feelings.
ALL = {"default": 0, READER: len(protocol.kinds) + 2 + 4}
# And what the log says was touched.
ALL_NEW = {"default": 0, READER: len(protocol.kinds) + 3 + 4}
# New in the room for each person: themselves, a stage, two of what they wrote and its part each, a system, a
# cluster, a moment, a feeling and a rating.
ROWS_EACH = 11

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", READER])


def cost(cast: Cast, since: int | None = None) -> tuple[dict[str, int], int]:
    """How many queries one reading takes on each connection, and how many rows it brings."""
    room = Workshop.objects.get(public_id=cast.workshop)
    boards = [cast.end_users.id, cast.distributors.id]
    with counting() as asked:
        reading = read_changes(protocol.kinds, room.pk, boards, since, trusted=since is not None)
    return asked, len(reading.shown)


def fill(cast: Cast, each: int = EACH) -> None:
    """Brings people, and for each a stage, a touchpoint and a note with everything that can hang on them."""
    board = Map.objects.get(public_id=cast.end_users.id)
    department = board.workshop.departments.all()[0]
    come = board.workshop.participants.count()
    people = [
        join_workshop(board.workshop, name=f"Guest {come + number}", department=department, group=board.group)
        for number in range(each)
    ]
    version = Workshop.objects.get(pk=board.workshop_id).version
    here = {"map": board, "version": version}
    for number, person in enumerate(people):
        stage = Stage.objects.create(name=f"Stage {number}", order=number, **here)
        cluster = Cluster.objects.create(name="Doubts", **here)
        by = {"stage": stage, "order": number, "author": person, "department": department, **here}
        touchpoint = Touchpoint.objects.create(title="Asks", **by)
        note = Note.objects.create(text="Why?", row="thoughts", about=touchpoint, cluster=cluster, **by)
        merged = {"removed_at": board.workshop.created_at, **by}
        part = Touchpoint.objects.create(title="Asks again", merged_into=touchpoint, **merged)
        Note.objects.create(text="And why?", row="thoughts", merged_into=note, **merged)
        name = f"System {come + number}"
        system = Resource.objects.create(
            workshop=board.workshop, kind="system", name=name, folded=name, version=version
        )
        Behind.objects.create(touchpoint=touchpoint, resource=system)
        Moment.objects.create(touchpoint=touchpoint, kind="both", **here)
        Feeling.objects.create(touchpoint=touchpoint, **here)
        Rating.objects.create(touchpoint=part, participant=person, value=1, **here)
    touched = [[kind.name, "any"] for kind in protocol.kinds]
    Event.objects.filter(workshop=board.workshop_id, version=version).update(changes=touched)


def test_snapshot_costs_as_many_queries_for_many_rows_as_for_few(cast: Cast) -> None:
    fill(cast, 1)
    few = cost(cast)
    fill(cast)
    many = cost(cast)
    assert (few[0], many[0]) == (ALL, ALL)
    # Parts are told with what they were merged into.
    assert many[1] - few[1] == (ROWS_EACH - 2) * EACH


def test_catch_up_costs_as_many_queries_for_many_rows_as_for_few(cast: Cast) -> None:
    since = Workshop.objects.get(public_id=cast.workshop).version
    none = cost(cast, since)
    fill(cast, 1)
    few = cost(cast, since)
    fill(cast)
    many = cost(cast, since)
    assert none == (NOTHING_NEW, 0)
    assert few == (ALL_NEW, ROWS_EACH)
    assert many == (ALL_NEW, ROWS_EACH * (EACH + 1))
