"""Set-up: open a workshop with its departments and groups, change all of it, begin and end it.

Maps are laid down by the board.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from workshops.acts import Act, Answer
from workshops.commands.describing import (
    Fields,
    a_line,
    a_number,
    describe,
    name_is_free,
    one_of,
    perhaps_a_date,
    perhaps_a_line,
    perhaps_a_time,
    perhaps_a_zone,
    some_words,
    yes_or_no,
)
from workshops.commands.people import require_facilitator
from workshops.commands.wording import line
from workshops.content.departments import HUES, NO_HUE, Mark, mark_for, marks_for
from workshops.enums import Attribution, Format, Language, Placing, Role, Side, Status
from workshops.errors import Code, Refused
from workshops.events import record, unchanged
from workshops.models import CustomerType, Department, Group, Participant, User, Workshop
from workshops.models.room import EXPECTED_AT_MOST, RETENTION_AT_MOST
from workshops.schemas import (
    AddDepartment,
    DescribeCustomerType,
    DescribeDepartment,
    DescribeWorkshop,
    Nothing,
)
from workshops.text import NAME_LIMIT, NOTE_LIMIT, TITLE_LIMIT, BadText, clean_line, fold

# In one workshop, with those that imported maps bring; also in one file (docs/formats.md).
DEPARTMENTS_AT_MOST = 60
GROUPS_AT_MOST = 20
CUSTOMER_TYPES_AT_MOST = 12

# From the one that says most of an author to the one that says nothing.
STRICTER = (Attribution.NAMED, Attribution.DEPARTMENT, Attribution.ANONYMOUS)


def keeps_its_word(act: Act, workshop: Workshop, attribution: str) -> None:
    """Refuse to say more of authors than people were told when they came in; less is always possible."""
    here = Participant.objects.filter(workshop=workshop, erased_at=None).exclude(role=Role.FACILITATOR)
    looser = STRICTER.index(Attribution(attribution)) < STRICTER.index(Attribution(workshop.attribution))
    if looser and here.exclude(came_at=None).exists():
        raise Refused(Code.NOT_NOW, field="attribution", why="promised")


WORKSHOP_FIELDS: Fields = {
    "title": a_line(),
    "organisation": perhaps_a_line(),
    "goal": some_words(NOTE_LIMIT),
    "success": some_words(NOTE_LIMIT),
    "sponsor": perhaps_a_line(),
    "house_rules": some_words(NOTE_LIMIT),
    "format": one_of(Format),
    "language": one_of(Language),
    "held_on": perhaps_a_date(),
    "begins_at": perhaps_a_time(),
    "ends_at": perhaps_a_time(),
    "zone": perhaps_a_zone(),
    "attribution": one_of(Attribution).checked(keeps_its_word, fresh=True),
    "placing": one_of(Placing),
    "hide_groups": yes_or_no().checked(lambda act, row, value: None, fresh=True),
    "retention_days": a_number(1, RETENTION_AT_MOST),
}
DEPARTMENT_FIELDS: Fields = {
    "name": a_line(NAME_LIMIT).checked(name_is_free),
    # What is felt is told by sides.
    "side": replace(one_of(Side), fresh=True),
    "letters": a_line(2),
    "hue": one_of((*HUES, NO_HUE)),
    "expected": a_number(0, EXPECTED_AT_MOST),
    "offered": yes_or_no(),
}
CUSTOMER_TYPE_FIELDS: Fields = {
    "name": a_line().checked(name_is_free),
    "who": perhaps_a_line(),
    "situation": some_words(NOTE_LIMIT),
    "trigger": some_words(NOTE_LIMIT),
    "goal": some_words(NOTE_LIMIT),
    "good_end": some_words(NOTE_LIMIT),
    "expectations": some_words(NOTE_LIMIT),
    "fears": some_words(NOTE_LIMIT),
}


def describe_workshop(act: Act, data: DescribeWorkshop) -> Answer:
    """Change one field of the workshop itself.

    What is said of authors only ever becomes less once people have come in: ``not-now``.
    """
    require_facilitator(act)
    return describe(act, "workshop.describe", act.workshop, WORKSHOP_FIELDS, data)


def add_department(act: Act, data: AddDepartment) -> Answer:
    """Offer one more department; one of this name that was taken away is offered again."""
    require_facilitator(act)
    if data.side not in Side.values:
        raise Refused(Code.BAD_MESSAGE, field="side", why="not-offered")
    if Department.objects.filter(public_id=data.department).exists():
        raise Refused(Code.CONFLICT, field="id", why="taken")
    department, made = find_or_add_department(act.workshop, data.name, data.side, public_id=data.department)
    if not made and department.offered:
        raise Refused(Code.CONFLICT, field="name", why="taken", name=department.name)
    if not made:
        department.offered, department.side = True, data.side
        department.save(update_fields=["offered", "side"])
    return record(act, "department.add", [department], result={"department": department.public_id})


def describe_department(act: Act, data: DescribeDepartment) -> Answer:
    """Change one field of a department: its name, side, letters, colour, how many it sends, whether it is offered."""
    require_facilitator(act)
    row = Department.objects.filter(workshop=act.workshop, public_id=data.department).first()
    if row is None:
        raise Refused(Code.NOT_FOUND)
    return describe(act, "department.describe", row, DEPARTMENT_FIELDS, data)


def describe_customer_type(act: Act, data: DescribeCustomerType, **how: Any) -> Answer:
    """Change one field of a customer type: its name or what its card says; `how` is for `describe`."""
    require_facilitator(act)
    row = find_customer_type(act, data.customer_type)
    return describe(act, "customer_type.describe", row, CUSTOMER_TYPE_FIELDS, data, **how)


def find_customer_type(act: Act, customer_type: str) -> CustomerType:
    """Find a customer type of this workshop, or refuse ``not-found``."""
    rows = CustomerType.objects.filter(workshop=act.workshop, removed_at=None)
    found = rows.filter(public_id=customer_type).first()
    if found is None:
        raise Refused(Code.NOT_FOUND)
    return found


def begin_workshop(act: Act, data: Nothing) -> Answer:
    """Begin: who waits in the lobby is led to the boards."""
    require_facilitator(act)
    if act.workshop.status == Status.LIVE:
        return unchanged()
    act.workshop.status = Status.LIVE
    act.workshop.save(update_fields=["status"])
    return record(act, "workshop.begin", [act.workshop], fields=["status"])


def open_workshop(
    user: User,
    *,
    title: str,
    organisation: str,
    held_on: date | None,
    departments: Iterable[tuple[str, str, int]],
    op: str = "",
    **more: Any,
) -> tuple[Act, list[Any]]:
    """Make a workshop with departments (name, side, people expected) and its first facilitator.

    Nothing is recorded yet. `more` are other fields of the workshop, checked already. `op` is kept to know the
    same set-up again. Call inside a transaction; returns the act to record with and the rows made. Raises
    Refused ``bad-message`` for words that cannot be kept.
    """
    workshop = Workshop(
        owner=user,
        title=line(title, "title", TITLE_LIMIT),
        organisation=line(organisation, "organisation", TITLE_LIMIT) if organisation.strip() else "",
        held_on=held_on,
        set_up_op=op,
        **more,
    )
    workshop.save(force_insert=True)
    facilitator = Participant(
        workshop=workshop, user=user, name=shown_name(user), role=Role.FACILITATOR, came_at=timezone.now()
    ).seal()
    facilitator.save(force_insert=True)
    rows = [workshop, facilitator, *_add_departments(workshop, list(departments))]
    return Act(workshop, facilitator), rows


def add_customer_type(workshop: Workshop, *, name: str, template: str = "", **card: str) -> CustomerType:
    """Make a customer type; refuses ``conflict`` for a name that is taken and ``full`` beyond the limit.

    `card` are the fields of its card, and perhaps its `public_id`.
    """
    name = line(name, "customer_type", TITLE_LIMIT)
    present = workshop.customer_types.filter(removed_at=None)
    if present.filter(folded=fold(name)).exists():
        raise Refused(Code.CONFLICT, field="customer_type", why="taken", name=name)
    if present.count() >= CUSTOMER_TYPES_AT_MOST:
        raise Refused(Code.FULL, limit=CUSTOMER_TYPES_AT_MOST, field="customer_types")
    return CustomerType.objects.create(
        workshop=workshop,
        name=name,
        folded=fold(name),
        template=template,
        position=workshop.customer_types.count(),
        **card,
    )


def add_group(workshop: Workshop, kind: CustomerType, *, name: str, public_id: str = "") -> Group:
    """Make a group that maps a customer type; refuses as `add_customer_type`."""
    name = line(name, "name", TITLE_LIMIT)
    present = workshop.groups.filter(removed_at=None)
    if present.filter(folded=fold(name)).exists():
        raise Refused(Code.CONFLICT, field="name", why="taken", name=name)
    if present.count() >= GROUPS_AT_MOST:
        raise Refused(Code.FULL, limit=GROUPS_AT_MOST, field="groups")
    given = {"public_id": public_id} if public_id else {}
    return Group.objects.create(
        workshop=workshop,
        customer_type=kind,
        name=name,
        folded=fold(name),
        position=workshop.groups.count(),
        **given,
    )


def find_or_add_department(
    workshop: Workshop, name: str, side: str, public_id: str = ""
) -> tuple[Department, list[Any]]:
    """Return the department of this name, and a list of it where it had to be made.

    Raises Refused ``full`` where the workshop has as many as it may.
    """
    name = line(name, "department", NAME_LIMIT)
    present = list(workshop.departments.all())
    for department in present:
        if department.folded == fold(name):
            return department, []
    if len(present) >= DEPARTMENTS_AT_MOST:
        raise Refused(Code.FULL, limit=DEPARTMENTS_AT_MOST, field="departments")
    mark = mark_for(name, [Mark(letters=other.letters, hue=other.hue) for other in present])
    made = _add_department(workshop, name, side, mark, len(present), public_id=public_id)
    return made, [made]


def archive_workshop(act: Act, data: Nothing) -> Answer:
    """Close a workshop: everything stays readable, nothing can be changed. What people needed is forgotten."""
    require_facilitator(act)
    act.workshop.status = Status.ARCHIVED
    act.workshop.save(update_fields=["status"])
    told = list(Participant.objects.filter(workshop=act.workshop).exclude(needs=""))
    for person in told:
        person.needs = ""
        person.save(update_fields=["needs"])
    return record(act, "workshop.archive", [act.workshop, *told], fields=["status"])


def shown_name(user: User) -> str:
    """Return a facilitator's name as everybody's is kept; without a usable one, their e-mail address."""
    try:
        return clean_line(user.name)
    except BadText:
        return user.email[:NAME_LIMIT]


def _add_departments(workshop: Workshop, departments: list[tuple[str, str, int]]) -> list[Department]:
    names = [line(name, "departments", NAME_LIMIT) for name, *_ in departments]
    folded = [fold(name) for name in names]
    twice = next((name for name in names if folded.count(fold(name)) > 1), None)
    if twice is not None:
        raise Refused(Code.CONFLICT, field="departments", why="taken", name=twice)
    return [
        _add_department(workshop, name, side, mark, position, expected=expected)
        for position, (name, (_, side, expected), mark) in enumerate(
            zip(names, departments, marks_for(names), strict=True)
        )
    ]


def _add_department(
    workshop: Workshop,
    name: str,
    side: str,
    mark: Mark,
    position: int,
    *,
    expected: int = 0,
    public_id: str = "",
) -> Department:
    given = {"public_id": public_id} if public_id else {}
    return Department.objects.create(
        workshop=workshop,
        name=name,
        folded=fold(name),
        side=side,
        letters=mark.letters,
        hue=mark.hue,
        expected=expected,
        position=position,
        **given,
    )
