"""People: join, be invited, be removed; open and close the join link."""

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from workshops.acts import Act, Answer
from workshops.commands.wording import line
from workshops.enums import Role
from workshops.errors import Code, Refused
from workshops.events import record, unchanged
from workshops.ids import new_secret
from workshops.models import Department, Group, Participant, Workshop
from workshops.rules import is_facilitator, takes_changes
from workshops.schemas import RemovePerson, SetJoining
from workshops.text import NAME_LIMIT

PEOPLE_AT_MOST = 1_000
# With those who were removed: their rows stay, and whoever fills a workshop up must not do so for ever.
PEOPLE_EVER_AT_MOST = 5_000


def join_workshop(
    workshop: Workshop, *, name: str, department: Department | None, group: Group, op: str = ""
) -> Participant:
    """Let somebody in as an attendee of a group and return them.

    The same `op` (a form sent twice) gives the same person. Raises Refused ``closed`` where joining is
    closed or the workshop archived, ``bad-message`` for a name that cannot be kept, ``full`` beyond the
    limit.
    """
    with transaction.atomic():
        locked = Workshop.objects.select_for_update().get(pk=workshop.pk)
        earlier = Participant.objects.filter(workshop=locked, join_op=op).first() if op else None
        if earlier is not None:
            return earlier
        if not (takes_changes(locked) and locked.joining_open):
            raise Refused(Code.CLOSED)
        return _seat(locked, None, name=name, department=department, group=group, role=Role.ATTENDEE, op=op)


def invite_person(
    act: Act,
    *,
    name: str,
    role: Role,
    department: Department | None = None,
    group: Group | None = None,
) -> Participant:
    """Make a person who comes in by a personal link (`Participant.token`), such as a manager or a helper."""
    require_facilitator(act)
    if role == Role.FACILITATOR:
        raise Refused(Code.FORBIDDEN)
    return _seat(act.workshop, act, name=name, department=department, group=group, role=role, op="")


def remove_participant(act: Act, data: RemovePerson) -> Answer:
    """Take somebody out of the workshop; what they wrote stays. Their sockets close when they see it."""
    require_facilitator(act)
    person = Participant.objects.filter(workshop=act.workshop, public_id=data.person).first()
    if person is None:
        raise Refused(Code.NOT_FOUND)
    if is_facilitator(person):
        raise Refused(Code.FORBIDDEN, why="facilitator")
    if person.removed_at is not None:
        return unchanged()
    person.removed_at = timezone.now()
    person.save(update_fields=["removed_at"])
    return record(act, "person.remove", [person])


def set_joining(act: Act, data: SetJoining) -> Answer:
    """Open or close the join link; people who are in stay in."""
    require_facilitator(act)
    if act.workshop.joining_open == data.open:
        return unchanged()
    act.workshop.joining_open = data.open
    act.workshop.save(update_fields=["joining_open"])
    return record(act, "joining.set", [act.workshop])


def require_facilitator(act: Act) -> None:
    """Refuse ``forbidden`` for everybody but facilitators."""
    if not is_facilitator(act.participant):
        raise Refused(Code.FORBIDDEN)


def _seat(
    workshop: Workshop,
    act: Act | None,
    *,
    name: str,
    department: Department | None,
    group: Group | None,
    role: Role,
    op: str,
) -> Participant:
    """Make the person; who joins by the link is the one who acts."""
    name = line(name, "name", NAME_LIMIT)
    _require_room(workshop)
    person = Participant(
        workshop=workshop, name=name, department=department, group=group, role=role, join_op=op
    ).seal()
    person.save(force_insert=True)
    record(act or Act(workshop, person, op or new_secret()), "person.join", [person])
    return person


def _require_room(workshop: Workshop) -> None:
    people = workshop.participants.aggregate(here=Count("pk", filter=Q(removed_at=None)), ever=Count("pk"))
    if people["here"] >= PEOPLE_AT_MOST:
        raise Refused(Code.FULL, limit=PEOPLE_AT_MOST)
    if people["ever"] >= PEOPLE_EVER_AT_MOST:
        raise Refused(Code.FULL, limit=PEOPLE_EVER_AT_MOST)
