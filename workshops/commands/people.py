"""People: join, be added, be changed, be removed; what they are, and what they need."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from workshops.acts import Act, Answer, acting
from workshops.commands.describing import Fields, a_line, describe
from workshops.commands.wording import line, perhaps_words
from workshops.enums import Role
from workshops.errors import Code, Refused
from workshops.events import record, unchanged
from workshops.ids import new_secret
from workshops.models import Department, Group, Participant, Workshop
from workshops.models.room import NEEDS_LIMIT
from workshops.rules import MAPS, is_facilitator, is_owner, takes_changes
from workshops.schemas import AddPerson, DescribePerson, RemovePerson, SetRole, TellNeeds, Value
from workshops.text import NAME_LIMIT, fold

FIELDS: Fields = {"name": a_line(NAME_LIMIT)}

PEOPLE_AT_MOST = 1_000
# With those who were removed: their rows stay, and whoever fills a workshop up must not do so for ever.
PEOPLE_EVER_AT_MOST = 5_000


def join_workshop(
    workshop: Workshop, *, name: str, department: Department | None, group: Group | None, op: str = ""
) -> Participant:
    """Let somebody in as an attendee, perhaps of a group, and return them.

    The same `op` (a form sent twice) gives the same person. Whose name and department wait for them in the
    list takes that seat, in the group where it is. Raises Refused ``closed`` where joining is
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
        waiting = _waiting_seat(locked, name, department)
        if waiting is not None:
            return _take_seat(locked, waiting, group, op)
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
    """Take somebody out of the workshop; what they wrote stays. Their sockets close when they see it.

    Refuses ``forbidden`` for the owner, and for facilitators who would remove themselves.
    """
    require_facilitator(act)
    person = find_person(act, data.person, also_removed=True)
    if person.removed_at is not None:
        return unchanged()
    require_changeable(act, person)
    person.removed_at = timezone.now()
    person.save(update_fields=["removed_at"])
    return record(act, "person.remove", [person])


def add_person(act: Act, data: AddPerson) -> Answer:
    """Keep a seat for an attendee who has not come yet, or who has no device and is written for."""
    require_facilitator(act)
    if Participant.objects.filter(public_id=data.person).exists():
        raise Refused(Code.CONFLICT, field="id", why="taken")
    person = _new(
        act.workshop,
        name=data.name,
        department=find_department(act, data.department) if data.department else None,
        group=find_group(act, data.group) if data.group else None,
        role=Role.ATTENDEE,
        public_id=data.person,
        has_device=data.has_device,
        came_at=None if data.has_device else timezone.now(),
    )
    return record(act, "person.add", [person])


@dataclass(frozen=True)
class AddedPerson:
    """Somebody on a list of those who shall come."""

    name: str
    department: Department | None = None
    email: str = ""


def add_people(act: Act, people: Iterable[AddedPerson], *, has_device: bool) -> int:
    """Keep a seat for everybody on a list, all in one step; returns how many were added.

    Who waits in the list already under the same name and department is not added twice.
    """
    require_facilitator(act)
    waiting = Participant.objects.filter(workshop=act.workshop, removed_at=None, came_at=None)
    known = {(fold(person.name), person.department_id) for person in waiting}
    rows = []
    for one in people:
        key = (fold(one.name), one.department.pk if one.department else None)
        if has_device and key in known:
            continue
        known.add(key)
        rows.append(
            _new(
                act.workshop,
                name=one.name,
                department=one.department,
                email=one.email,
                has_device=has_device,
                came_at=None if has_device else timezone.now(),
            )
        )
    if rows:
        record(act, "people.add", rows)
    return len(rows)


def describe_person(act: Act, data: DescribePerson) -> Answer:
    """Correct somebody's name or department; everybody may correct their own."""
    person = find_person(act, data.person)
    if person.pk != act.participant.pk:
        require_facilitator(act)
    if data.field == "department":
        return _change_department(act, person, data.now)
    return describe(act, "person.describe", person, FIELDS, data)


def set_role(act: Act, data: SetRole) -> Answer:
    """Make somebody an attendee, helper, manager, observer or co-facilitator.

    Refuses ``forbidden`` for the owner's role and for one's own.
    """
    require_facilitator(act)
    person = find_person(act, data.person)
    if data.role not in Role.values:
        raise Refused(Code.BAD_MESSAGE, field="role", why="not-offered")
    if person.role == data.role:
        return unchanged()
    require_changeable(act, person)
    person.role = data.role
    if person.role not in MAPS:
        person.group = None
    person.save(update_fields=["role", "group"])
    return record(act, "person.role", [person], fields=[f"role={data.role}"])


def tell_needs(act: Act, data: TellNeeds) -> Answer:
    """Keep what somebody needs to take part; only facilitators are shown it, and only until the end."""
    text = perhaps_words(data.text, "text", NEEDS_LIMIT)
    if act.participant.needs == text:
        return unchanged()
    act.participant.needs = text
    act.participant.save(update_fields=["needs"])
    return record(act, "needs.tell", [act.participant])


def note_arrival(person: Participant) -> None:
    """Write down that somebody has come in for the first time; facilitators see it at once.

    An archived workshop is only read any more, and nothing is written down.
    """
    if not takes_changes(person.workshop):
        return
    with acting(person) as act:
        if act.participant.came_at is None:
            act.participant.came_at = timezone.now()
            act.participant.save(update_fields=["came_at"])
            record(act, "person.come", [act.participant])


def renew_seat(person: Participant) -> None:
    """Give somebody another secret, so that whoever held the old one, such as who made the link, has nothing."""
    with transaction.atomic():
        Participant.objects.select_for_update().get(pk=person.pk).renew()


def find_person(act: Act, person: str, *, also_removed: bool = False) -> Participant:
    """Find somebody in this workshop, or refuse ``not-found``."""
    found = Participant.objects.filter(workshop=act.workshop, public_id=person).first()
    if found is None or (found.removed_at is not None and not also_removed):
        raise Refused(Code.NOT_FOUND)
    return found


def find_department(act: Act, department: str) -> Department:
    """Find a department that people choose from, or refuse ``not-found``."""
    found = Department.objects.filter(workshop=act.workshop, public_id=department, offered=True).first()
    if found is None:
        raise Refused(Code.NOT_FOUND)
    return found


def find_group(act: Act, group: str) -> Group:
    """Find a group of this workshop, or refuse ``not-found``."""
    found = Group.objects.filter(workshop=act.workshop, public_id=group, removed_at=None).first()
    if found is None:
        raise Refused(Code.NOT_FOUND)
    return found


def require_changeable(act: Act, person: Participant) -> None:
    """Refuse ``forbidden`` to take rights from the owner, or from oneself, so that somebody always has them."""
    if is_owner(person, act.workshop):
        raise Refused(Code.FORBIDDEN, why="owner")
    if person.pk == act.participant.pk:
        raise Refused(Code.FORBIDDEN, why="yourself")


def require_facilitator(act: Act) -> None:
    """Refuse ``forbidden`` for everybody but facilitators."""
    if not is_facilitator(act.participant):
        raise Refused(Code.FORBIDDEN)


def _seat(
    workshop: Workshop,
    act: Act | None,
    *,
    role: Role,
    op: str,
    **words: Any,
) -> Participant:
    """Make the person; who joins by the link is the one who acts, and has come."""
    came_at = timezone.now() if act is None else None
    person = _new(workshop, role=role, join_op=op, came_at=came_at, **words)
    record(act or Act(workshop, person, op or new_secret()), "person.join", [person])
    return person


def _new(workshop: Workshop, *, name: str, **fields: Any) -> Participant:
    _require_room(workshop)
    person = Participant(workshop=workshop, name=line(name, "name", NAME_LIMIT), **fields).seal()
    person.save(force_insert=True)
    return person


def _waiting_seat(workshop: Workshop, name: str, department: Department | None) -> Participant | None:
    """Return the one seat that waits for somebody of this name and department, who has never come."""
    wanted = fold(line(name, "name", NAME_LIMIT))
    waiting = Participant.objects.filter(
        workshop=workshop, removed_at=None, came_at=None, role=Role.ATTENDEE, department=department, user=None
    )
    seats = [seat for seat in waiting.select_related("department", "group") if fold(seat.name) == wanted]
    return seats[0] if len(seats) == 1 else None


def _take_seat(workshop: Workshop, person: Participant, group: Group | None, op: str) -> Participant:
    person.came_at = timezone.now()
    person.group = person.group or group
    person.join_op = op
    person.save(update_fields=["came_at", "group", "join_op"])
    record(Act(workshop, person, op or new_secret()), "person.come", [person])
    return person


def _change_department(act: Act, person: Participant, department: Value) -> Answer:
    """Let somebody speak for another department from now on; what they wrote keeps the one it was written for."""
    if department is not None and not isinstance(department, str):
        raise Refused(Code.BAD_MESSAGE, field="department", why="not-text")
    found = find_department(act, department) if department else None
    if person.department_id == (found.pk if found else None):
        return unchanged()
    person.department = found
    person.save(update_fields=["department"])
    return record(act, "person.describe", [person], fields=["department"])


def _require_room(workshop: Workshop) -> None:
    people = workshop.participants.aggregate(here=Count("pk", filter=Q(removed_at=None)), ever=Count("pk"))
    if people["here"] >= PEOPLE_AT_MOST:
        raise Refused(Code.FULL, limit=PEOPLE_AT_MOST)
    if people["ever"] >= PEOPLE_EVER_AT_MOST:
        raise Refused(Code.FULL, limit=PEOPLE_EVER_AT_MOST)
