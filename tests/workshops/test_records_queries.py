"""A snapshot and a catch-up cost as many queries for a full room as for a small one (L6)."""

import pytest

from config.asgi import protocol
from maps.models import Map, Note, Stage, Touchpoint
from tests.harness.cast import Cast, make_cast
from tests.harness.queries import counting
from workshops.commands.people import join_workshop
from workshops.models import Workshop
from workshops.records import READER, read_changes

EACH = 30
# The workshop, a table each, the mark; and nothing by the connection that writes.
ALL = {"default": 0, READER: len(protocol.kinds) + 2}

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", READER])


@pytest.fixture
def cast() -> Cast:
    """Fay's workshop with everybody in it."""
    return make_cast()


def cost(cast: Cast, since: int | None = None) -> tuple[dict[str, int], int]:
    """How many queries one reading takes on each connection, and how many rows it brings."""
    room = Workshop.objects.get(public_id=cast.workshop)
    boards = [cast.end_users.id, cast.distributors.id]
    with counting() as asked:
        reading = read_changes(protocol.kinds, room.pk, boards, since, trusted=since is not None)
    return asked, len(reading.shown)


def fill(cast: Cast) -> None:
    """Brings thirty people more, and thirty stages, touchpoints and notes to a board."""
    board = Map.objects.get(public_id=cast.end_users.id)
    department = board.workshop.departments.all()[0]
    people = [
        join_workshop(board.workshop, name=f"Guest {number}", department=department, group=board.group)
        for number in range(EACH)
    ]
    version = Workshop.objects.get(pk=board.workshop_id).version
    for number, person in enumerate(people):
        stage = Stage.objects.create(map=board, name=f"Stage {number}", order=number, version=version)
        by = {"map": board, "stage": stage, "order": number, "version": version}
        who = {"author": person, "department": department}
        touchpoint = Touchpoint.objects.create(title="Asks", **by, **who)
        Note.objects.create(text="Why?", row="thoughts", about=touchpoint, **by, **who)


def test_snapshot_costs_as_many_queries_for_many_rows_as_for_few(cast: Cast) -> None:
    few = cost(cast)
    fill(cast)
    many = cost(cast)
    assert (few[0], many[0]) == (ALL, ALL)
    assert many[1] - few[1] == 4 * EACH


def test_catch_up_costs_as_many_queries_for_many_rows_as_for_none(cast: Cast) -> None:
    since = Workshop.objects.get(public_id=cast.workshop).version
    none = cost(cast, since)
    fill(cast)
    many = cost(cast, since)
    assert (none, many) == ((ALL, 0), (ALL, 4 * EACH))
