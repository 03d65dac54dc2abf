"""A snapshot taken while others write is the board at one version, not a mixture (L6)."""

import random
import threading
import time
from typing import Any

import pytest
from django.db import connections

from tests.harness.cast import Cast
from tests.harness.history import Rows
from tests.harness.stagehand import stored_rows
from tests.harness.tables import KINDS, Say
from workshops.ids import new_id
from workshops.models import Workshop
from workshops.records import read_changes

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])

Snapshot = tuple[int, Rows]


def test_L6_snapshots_under_writes_equal_the_rows_at_their_version(cast: Cast, say: Say) -> None:
    workshop = Workshop.objects.get(public_id=cast.workshop).pk
    seen: list[Snapshot] = []
    problems: list[BaseException] = []
    done = threading.Event()

    def read_in_a_loop() -> None:
        try:
            while not done.is_set():
                seen.append(snapshot(workshop, cast))
                time.sleep(0.001)
        except BaseException as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    readers = [threading.Thread(target=read_in_a_loop) for _ in range(2)]
    for reader in readers:
        reader.start()
    at_version = dict([stored(cast)])
    try:
        for person, name, payload in writes(cast):
            say(person, name, **payload)
            at_version.update([stored(cast)])
    finally:
        done.set()
        for reader in readers:
            reader.join(30)
    assert problems == []
    assert len({version for version, _ in seen}) > 10
    wrong = [version for version, rows in seen if not is_the_board(rows, at_version[version])]
    assert wrong == []


def snapshot(workshop: int, cast: Cast) -> Snapshot:
    """One snapshot of the end users' board, with the version it claims."""
    reading = read_changes(KINDS, workshop, [cast.end_users.id])
    return reading.head, {(row.kind, row.id): row.record or {} for row in reading.shown if row.board}


def stored(cast: Cast) -> Snapshot:
    """The version, and what the tables themselves hold of the end users' board, read between two writes."""
    rows = stored_rows(cast.workshop)
    mine = {key: row for key, row in rows.items() if row["board"] == cast.end_users.id}
    return Workshop.objects.get(public_id=cast.workshop).version, mine


def is_the_board(shown: Rows, rows: Rows) -> bool:
    """Whether a snapshot shows the stored rows, all of them and none else, with all that was stored of each."""
    return shown.keys() == rows.keys() and all(row.items() <= shown[key].items() for key, row in rows.items())


def writes(cast: Cast) -> list[tuple[Any, str, dict[str, Any]]]:
    """Notes, and now and then a change of many rows at once: that is what a torn read would show."""
    chance = random.Random(11)
    board = cast.end_users
    steps: list[tuple[Any, str, dict[str, Any]]] = []
    for number in range(40):
        place = {"board": board.id, "stage": board.stages[0], "row": chance.choice(["thoughts", "pains"])}
        words = {"note": new_id("n"), "text": f"Note {number}", "after": ""}
        steps.append((cast.ben, "note.add", place | words))
        if number % 4 == 3:
            steps.append((cast.ann, "stage.remove", {"stage": board.stages[0]}))
            steps.append((cast.ann, "undo", {"board": board.id}))
    return steps
