"""Carries out one command for one person: one transaction, the workshop's row locked, each op once (L1, L2)."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import msgspec
from django.db import transaction

from workshops.errors import Code, Refused
from workshops.ids import new_secret
from workshops.models import Event, Participant, Workshop
from workshops.rules import takes_changes


@dataclass
class Act:
    """Who does something where: the workshop's row is locked, the participant read in this transaction."""

    workshop: Workshop
    participant: Participant
    op: str = field(default_factory=new_secret)
    digest: str = ""


@dataclass(frozen=True)
class Answer:
    """What a command says to the one who asked; `version` is None where nothing changed."""

    version: int | None
    result: dict[str, Any]


Command = Callable[[Act, Any], Answer]


@contextmanager
def acting(participant: Participant, op: str = "", *, also_archived: bool = False) -> Iterator[Act]:
    """Open a transaction in which `participant` acts; for forms, imports and management commands.

    With `also_archived` in a workshop too that takes no other changes any more. A command that shall have its
    effect once for an `op` looks for it in the log (`done_before`). Raises Refused ``forbidden`` for somebody
    removed or with a closed account, ``closed`` for an archived workshop.
    """
    with transaction.atomic():
        act = _begin(participant.workshop_id, participant.pk, op or new_secret(), "")
        if not also_archived:
            _require_open(act)
        yield act


def done_before(act: Act) -> Event | None:
    """Return the event of the same person's same op, if there is one already."""
    return Event.objects.filter(workshop=act.workshop, participant=act.participant, op=act.op).first()


def perform(command: Command, name: str, workshop: int, participant: int, op: str, payload: Any) -> Answer:
    """Carry out one message of a browser and return its answer, for good: after this returns it is on disk.

    `workshop` and `participant` are primary keys, `payload` the checked struct. A repeated op has no effect
    and gets its stored answer again; the same op with another payload is ``bad-message``. Raises Refused.
    """
    digest = hashlib.sha256(name.encode() + msgspec.json.encode(payload)).hexdigest()
    with transaction.atomic():
        act = _begin(workshop, participant, op, digest)
        earlier = done_before(act)
        if earlier is not None:
            return _answer_again(earlier, digest)
        _require_open(act)
        answer = command(act, payload)
        if answer.version is None:
            _remember_without_effect(act, name, answer)
        return answer


def _begin(workshop: int, participant: int, op: str, digest: str) -> Act:
    locked = Workshop.objects.select_for_update().filter(pk=workshop).first()
    if locked is None:
        raise Refused(Code.NOT_FOUND)
    person = (
        Participant.objects.select_related("department", "group")
        .filter(pk=participant, workshop=locked, removed_at=None)
        .exclude(user__is_active=False)
        .first()
    )
    if person is None:
        raise Refused(Code.FORBIDDEN)
    return Act(locked, person, op, digest)


def _require_open(act: Act) -> None:
    if not takes_changes(act.workshop):
        raise Refused(Code.CLOSED)


def _answer_again(earlier: Event, digest: str) -> Answer:
    if earlier.digest != digest:
        raise Refused(Code.BAD_MESSAGE, field="op", why="used-before")
    return Answer(earlier.version, earlier.result)


def _remember_without_effect(act: Act, name: str, answer: Answer) -> None:
    """Keep the answer of a command that changed nothing, so that a late retry changes nothing either."""
    Event.objects.create(
        workshop=act.workshop,
        participant=act.participant,
        op=act.op,
        digest=act.digest,
        name=name,
        result=answer.result,
    )
