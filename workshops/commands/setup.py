"""Set-up: open a workshop with its departments and groups, archive it. Maps are laid down by the board."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from workshops.acts import Act, Answer
from workshops.commands.people import require_facilitator
from workshops.commands.wording import line
from workshops.content.departments import Mark, mark_for, marks_for
from workshops.enums import Role, Status
from workshops.errors import Code, Refused
from workshops.events import record
from workshops.models import CustomerType, Department, Group, Participant, User, Workshop
from workshops.schemas import Nothing
from workshops.text import NAME_LIMIT, TITLE_LIMIT, BadText, clean_line, fold

# In one workshop, with those that imported maps bring; also in one file (docs/formats.md).
DEPARTMENTS_AT_MOST = 60


def open_workshop(
    user: User,
    *,
    title: str,
    organisation: str,
    held_on: date | None,
    departments: Iterable[tuple[str, str]],
    op: str = "",
) -> tuple[Act, list[Any]]:
    """Make a workshop with departments (name, side) and its first facilitator; nothing is recorded yet.

    `op` is kept to know the same set-up again. Call inside a transaction; returns the act to record with and
    the rows made. Raises Refused ``bad-message`` for words that cannot be kept.
    """
    workshop = Workshop(
        owner=user,
        title=line(title, "title", TITLE_LIMIT),
        organisation=line(organisation, "organisation", TITLE_LIMIT) if organisation.strip() else "",
        held_on=held_on,
        set_up_op=op,
    )
    workshop.save(force_insert=True)
    facilitator = Participant(
        workshop=workshop, user=user, name=_shown_name(user), role=Role.FACILITATOR
    ).seal()
    facilitator.save(force_insert=True)
    rows = [workshop, facilitator, *_add_departments(workshop, list(departments))]
    return Act(workshop, facilitator), rows


def add_group(workshop: Workshop, *, customer_type: str, template: str = "") -> tuple[Group, list[Any]]:
    """Make a customer type and the group that maps it; returns the group and the rows made."""
    name = line(customer_type, "customer_type", TITLE_LIMIT)
    if workshop.customer_types.filter(folded=fold(name)).exists():
        raise Refused(Code.CONFLICT, field="customer_type", why="taken", name=name)
    position = workshop.customer_types.count()
    called = {"workshop": workshop, "name": name, "folded": fold(name), "position": position}
    kind = CustomerType.objects.create(**called, template=template)
    group = Group.objects.create(**called, customer_type=kind)
    return group, [kind, group]


def find_or_add_department(workshop: Workshop, name: str, side: str) -> tuple[Department, list[Any]]:
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
    made = _add_department(workshop, name, side, mark, len(present))
    return made, [made]


def archive_workshop(act: Act, data: Nothing) -> Answer:
    """Close a workshop for good: everything stays readable, nothing can be changed."""
    require_facilitator(act)
    act.workshop.status = Status.ARCHIVED
    act.workshop.save(update_fields=["status"])
    return record(act, "workshop.archive", [act.workshop])


def _shown_name(user: User) -> str:
    """Return a facilitator's name as everybody's is kept; without a usable one, their e-mail address."""
    try:
        return clean_line(user.name)
    except BadText:
        return user.email[:NAME_LIMIT]


def _add_departments(workshop: Workshop, departments: list[tuple[str, str]]) -> list[Department]:
    names = [line(name, "departments", NAME_LIMIT) for name, _ in departments]
    folded = [fold(name) for name in names]
    twice = next((name for name in names if folded.count(fold(name)) > 1), None)
    if twice is not None:
        raise Refused(Code.CONFLICT, field="departments", why="taken", name=twice)
    return [
        _add_department(workshop, name, side, mark, position)
        for position, (name, (_, side), mark) in enumerate(
            zip(names, departments, marks_for(names), strict=True)
        )
    ]


def _add_department(workshop: Workshop, name: str, side: str, mark: Mark, position: int) -> Department:
    return Department.objects.create(
        workshop=workshop,
        name=name,
        folded=fold(name),
        side=side,
        letters=mark.letters,
        hue=mark.hue,
        position=position,
    )
