"""The people of all tests and the workshop they meet in, made by the product's own commands."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from typing import Any

from maps.commands.setup import set_up_workshop
from maps.models import Map
from maps.plans import DepartmentPlan, MapPlan, NotePlan, StagePlan, TouchpointPlan
from tests.harness.ready import Ready
from workshops.access import cookie_name
from workshops.acts import acting
from workshops.commands.people import invite_person, join_workshop, remove_participant
from workshops.commands.setup import begin_workshop
from workshops.enums import Role, Side
from workshops.models import Group, Participant, User, Workshop
from workshops.schemas import Nothing, RemovePerson

DEPARTMENTS = (
    DepartmentPlan("Marketing", Side.PROMISE),
    DepartmentPlan("Operations", Side.DELIVER),
    DepartmentPlan("Customer service", Side.SUPPORT),
    DepartmentPlan("Finance", Side.ENABLE),
)
PASSWORD = "correct horse battery staple"


@dataclass(frozen=True)
class Person:
    """Somebody in a workshop, by public id, with the cookie their browser holds and their personal link's secret."""

    id: str
    name: str
    role: str
    cookie: str
    token: str


@dataclass(frozen=True)
class Board:
    """A map with what it holds from the start: two stages, a touchpoint in the first and a note in each."""

    id: str
    group: str
    customer_type: str
    department: str
    row: str
    stages: tuple[str, ...]
    touchpoints: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Cast:
    """Fay's workshop with everybody in it, and the other one with Olga, who must see nothing of it."""

    workshop: str
    join: str
    end_users: Board
    distributors: Board
    fay: Person
    ann: Person
    ben: Person
    hal: Person
    dev: Person
    mia: Person
    oda: Person
    rex: Person
    other_workshop: str
    other_board: Board
    olga: Person
    email: str

    def plain(self) -> dict[str, Any]:
        """The cast as JSON values."""
        return asdict(self)


def plan(customer_type: str) -> MapPlan:
    """A small journey: two stages, one touchpoint, two notes."""
    return MapPlan(
        customer_type=customer_type,
        title=f"Journey of {customer_type}",
        stages=(
            StagePlan(
                "Look around",
                touchpoints=(TouchpointPlan("Sees an advert"),),
                notes=(NotePlan("thoughts", "Is it for me?", about=0),),
            ),
            StagePlan("Order", notes=(NotePlan("pains", "The form is long"),)),
        ),
    )  # fmt: skip


def make_cast() -> Cast:
    """Makes both workshops with everybody in them; Rex has been removed, Oda observes."""
    mark = secrets.token_hex(4)
    email = f"fay-{mark}@example.org"
    fay = User.objects.create_user(email, PASSWORD, name="Fay")
    workshop = set_up_workshop(
        fay, title="Heart of the journey", organisation="Northwind", departments=DEPARTMENTS,
        journeys=[plan("End users"), plan("Distributors")],
    )  # fmt: skip
    one, two = workshop.groups.order_by("position")
    people = {
        "ann": _join(workshop, "Ann", "Marketing", one),
        "ben": _join(workshop, "Ben", "Operations", one),
        "dev": _join(workshop, "Dev", "Customer service", two),
        "rex": _join(workshop, "Rex", "Finance", one),
    }
    facilitator = Participant.objects.select_related("workshop").get(workshop=workshop, user=fay)
    people |= {
        "fay": facilitator,
        "hal": _invite(facilitator, "Hal", Role.HELPER, one),
        "mia": _invite(facilitator, "Mia", Role.MANAGER, None),
        "oda": _invite(facilitator, "Oda", Role.OBSERVER, None),
    }
    with acting(facilitator) as act:
        remove_participant(act, RemovePerson(people["rex"].public_id))
    with acting(facilitator) as act:
        begin_workshop(act, Nothing())
    other = set_up_workshop(
        User.objects.create_user(f"otto-{mark}@example.org", PASSWORD, name="Otto"),
        title="Another company", departments=DEPARTMENTS, journeys=[plan("Patients")],
    )  # fmt: skip
    elsewhere = other.groups.get()
    return Cast(
        workshop=workshop.public_id,
        join=Workshop.objects.get(pk=workshop.pk).join_token,
        end_users=_board(one),
        distributors=_board(two),
        other_workshop=other.public_id,
        other_board=_board(elsewhere),
        olga=person_of(_join(other, "Olga", "Finance", elsewhere)),
        email=email,
        **{name: person_of(row) for name, row in people.items()},
    )


ready_cast = Ready(make_cast)
"""The cast for a test of its own: 2,000 tests want it."""


def from_plain(plain: dict[str, Any]) -> Cast:
    """The cast again from its JSON values."""
    boards = ("end_users", "distributors", "other_board")
    people = ("fay", "ann", "ben", "hal", "dev", "mia", "oda", "rex", "olga")
    groups = {name: Board(**{key: _tuple(value) for key, value in plain[name].items()}) for name in boards}
    return Cast(**plain | groups | {name: Person(**plain[name]) for name in people})


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _join(workshop: Workshop, name: str, department: str, group: Group) -> Participant:
    return join_workshop(
        workshop, name=name, department=workshop.departments.get(name=department), group=group
    )


def _invite(facilitator: Participant, name: str, role: Role, group: Group | None) -> Participant:
    department = facilitator.workshop.departments.get(name="Finance")
    with acting(facilitator) as act:
        return invite_person(act, name=name, role=role, department=department, group=group)


def person_of(row: Participant) -> Person:
    """What a test needs of somebody."""
    cookie = f"{cookie_name(row.workshop.public_id)}={row.token()}"
    return Person(row.public_id, row.name, row.role, cookie, row.token())


def _board(group: Group) -> Board:
    board = Map.objects.get(group=group)
    return Board(
        id=board.public_id,
        group=group.public_id,
        customer_type=group.customer_type.public_id,
        department=group.workshop.departments.order_by("position")[0].public_id,
        row=group.workshop.rows.order_by("position")[0].public_id,
        stages=tuple(board.stages.order_by("order").values_list("public_id", flat=True)),
        touchpoints=tuple(board.touchpoints.order_by("order").values_list("public_id", flat=True)),
        notes=tuple(board.notes.order_by("stage__order").values_list("public_id", flat=True)),
    )
