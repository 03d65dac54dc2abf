"""A second process on the server's data: sets scenes, acts as another server process would, reads what is on disk.

Run as a module it answers one JSON line with one JSON line; `Stagehand` is its handle in a test.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from tests.harness.history import Logged, Rows, State
from tests.harness.server import ROOT


class Stagehand:
    """Asks the second process; every question raises AssertionError with its traceback if it fails."""

    def __init__(self, env: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.harness.stagehand"],
            cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._process:
            assert self._process.stdin is not None
            self._process.stdin.close()

    def ask(self, what: str, **values: Any) -> Any:
        """Has one of the functions below run over there and gives its answer."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps([what, values]) + "\n")
        self._process.stdin.flush()
        problem, answer = json.loads(self._process.stdout.readline())
        assert problem is None, problem
        return answer

    def state(self, workshop: str) -> State:
        """What the database holds of all boards of a workshop."""
        version, rows = self.ask("rows", workshop=workshop)
        return State(version, {(kind, identity): row for kind, identity, row in rows})

    def log(self, workshop: str, after: int = 0) -> list[Logged]:
        """The log of a workshop, without what came up to version `after`; clients are named by people's ids."""
        return [Logged(**entry) for entry in self.ask("log", workshop=workshop, after=after)]


def stored_rows(workshop: str) -> Rows:
    """The rows on all boards of a workshop, straight from the tables, by the names on the wire."""
    from maps.models import Note, Stage, Touchpoint

    here = {"map__workshop__public_id": workshop, "removed_at": None}
    rows: Rows = {}
    for stage in Stage.objects.filter(**here).select_related("map"):
        rows["stage", stage.public_id] = {
            "board": stage.map.public_id,
            "name": stage.name,
            "order": stage.order,
        }
    for touchpoint in Touchpoint.objects.filter(**here).select_related("map", "stage"):
        rows["touchpoint", touchpoint.public_id] = {
            "board": touchpoint.map.public_id,
            "stage": touchpoint.stage.public_id,
            "title": touchpoint.title,
            "description": touchpoint.description,
            "channel": touchpoint.channel,
            "order": touchpoint.order,
        }
    for note in Note.objects.filter(**here).select_related("map", "stage"):
        rows["note", note.public_id] = {
            "board": note.map.public_id,
            "stage": note.stage.public_id,
            "row": note.row,
            "text": note.text,
            "order": note.order,
        }
    return rows


def _cast() -> Any:
    from tests.harness.cast import make_cast

    return make_cast().plain()


def _seat(board: str, name: str) -> Any:
    """Lets one more attendee join the group of a board."""
    from dataclasses import asdict

    from maps.models import Map
    from tests.harness.cast import person_of
    from workshops.commands.people import join_workshop

    row = Map.objects.get(public_id=board)
    department = row.workshop.departments.order_by("position").first()
    return asdict(person_of(join_workshop(row.workshop, name=name, department=department, group=row.group)))


def _rows(workshop: str) -> Any:
    from django.db import transaction

    from workshops.models import Workshop

    with transaction.atomic():
        version = Workshop.objects.get(public_id=workshop).version
        rows = [[*key, row] for key, row in stored_rows(workshop).items()]
    return version, rows


def _content(workshop: str) -> Any:
    from tests.harness.content import content_of

    return content_of(workshop)


def _log(workshop: str, after: int) -> Any:
    from workshops.models import Event

    events = (
        Event.objects.filter(workshop__public_id=workshop)
        .select_related("participant", "undoes")
        .order_by("pk")
    )
    before = events.filter(version__lte=after).order_by("version").last()
    return [
        {
            "client": event.participant.public_id if event.participant else "",
            "op": event.op,
            "version": event.version,
            "name": event.name,
            "result": event.result,
            "undoes": event.undoes.op if event.undoes else None,
        }
        for event in events
        if before is None or event.pk > before.pk
    ]


def _act(person: str, name: str, payload: dict[str, Any], op: str = "") -> Any:
    """Carries out a command as another server process does; gives version and result, or the refusal."""
    import msgspec

    from tests.harness.tables import MESSAGES
    from workshops.acts import perform
    from workshops.errors import Refused
    from workshops.ids import new_secret
    from workshops.models import Participant

    row = Participant.objects.get(public_id=person)
    message = MESSAGES[name]
    struct = msgspec.convert(payload, message.schema)
    try:
        answer = perform(message.command, name, row.workshop_id, row.pk, op or new_secret(), struct)
    except Refused as no:
        return {"refused": no.code, "details": no.details}
    return {"version": answer.version, "result": answer.result}


def _set(workshop: str, **fields: Any) -> Any:
    """Changes fields of a workshop's row behind everybody's back."""
    from workshops.models import Workshop

    return Workshop.objects.filter(public_id=workshop).update(**fields)


def _set_person(person: str, **fields: Any) -> Any:
    """Changes fields of a person's row behind everybody's back."""
    from workshops.models import Participant

    return Participant.objects.filter(public_id=person).update(**fields)


def _set_account(person: str, **fields: Any) -> Any:
    """Changes fields of the account of a person."""
    from workshops.models import User

    return User.objects.filter(seats__public_id=person).update(**fields)


def _new_password(person: str, password: str) -> Any:
    """Gives the account of a person another password."""
    from workshops.models import User

    user = User.objects.get(seats__public_id=person)
    user.set_password(password)
    user.save(update_fields=["password"])


def _seen(person: str, seconds_ago: int) -> Any:
    """Writes down that somebody is connected to some process, as of so long ago."""
    from datetime import timedelta

    from django.utils import timezone

    from workshops.models import Participant, Presence

    row = Participant.objects.get(public_id=person)
    at = timezone.now() - timedelta(seconds=seconds_ago)
    Presence.objects.update_or_create(participant=row, defaults={"here": True, "seen_at": at})


def _board_rows(workshop: str) -> Any:
    """The rows of a workshop's boards: what they are, and their ids."""
    from maps.models import BoardRow

    return list(BoardRow.objects.filter(workshop__public_id=workshop).values_list("row", "public_id"))


def _codes(workshop: str, person: str) -> Any:
    """The spoken code of a workshop and somebody's own."""
    from workshops.models import Participant, Workshop

    own = Participant.objects.get(public_id=person).rejoin_code()
    return Workshop.objects.get(public_id=workshop).join_code, own


def _texts(workshop: str) -> Any:
    """All words of notes and touchpoints of a workshop."""
    from maps.models import Note, Touchpoint

    here = {"map__workshop__public_id": workshop}
    notes = Note.objects.filter(**here).values_list("text", flat=True)
    return [*notes, *Touchpoint.objects.filter(**here).values_list("title", flat=True)]


def _people(workshop: str) -> Any:
    """The names of all who are in a workshop."""
    from workshops.models import Participant

    here = Participant.objects.filter(workshop__public_id=workshop, removed_at=None)
    return list(here.values_list("name", flat=True))


def _erase(by: str, person: str, words: bool) -> Any:
    """Erases somebody as the page does."""
    from maps.commands.erasing import erase_person
    from workshops.acts import acting
    from workshops.commands.erasing import leave_no_traces
    from workshops.models import Participant

    with acting(Participant.objects.get(public_id=by), also_archived=True) as act:
        erase_person(act, person, words=words)
    leave_no_traces()


def _vanish(workshop: str) -> Any:
    """Deletes a workshop with all that belongs to it."""
    from maps.models import BoardRow, Map
    from workshops.models import Event, Participant, Workshop

    here = {"workshop__public_id": workshop}
    for rows in (Event, BoardRow):
        rows.objects.filter(**here).delete()
    for board in Map.objects.filter(**here):
        board.notes.all().delete()
        board.touchpoints.all().delete()
        board.stages.all().delete()
    Participant.objects.filter(**here).delete()
    Workshop.objects.filter(public_id=workshop).delete()


def _fill(board: str, notes: int) -> Any:
    """Puts many notes on a board at once, behind everybody's back."""
    from maps.models import Map, Note

    row = Map.objects.get(public_id=board)
    stage = row.stages.order_by("order")[0]
    version = row.workshop.version
    made = [
        Note(map=row, stage=stage, row="ideas", text=f"Note {number}", order=number, version=version)
        for number in range(notes)
    ]
    Note.objects.bulk_create(made)


DOES: dict[str, Callable[..., Any]] = {
    "cast": _cast,
    "seat": _seat,
    "rows": _rows,
    "content": _content,
    "log": _log,
    "act": _act,
    "set": _set,
    "set_person": _set_person,
    "set_account": _set_account,
    "new_password": _new_password,
    "seen": _seen,
    "board_rows": _board_rows,
    "codes": _codes,
    "texts": _texts,
    "people": _people,
    "erase": _erase,
    "vanish": _vanish,
    "fill": _fill,
}


def main() -> None:
    """Answers questions until there are no more."""
    import traceback

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        what, values = json.loads(line)
        try:
            answer = [None, DOES[what](**values)]
        except Exception:
            answer = [traceback.format_exc(), None]
        answers.write(json.dumps(answer, default=str) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
