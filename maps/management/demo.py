"""Makes a demo workshop in full swing: people of seven departments have mapped two customer types."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import time
from itertools import count
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import timezone

from maps.commands.clusters import add_cluster
from maps.commands.details import describe_touchpoint
from maps.commands.merging import merge_notes, merge_touchpoints
from maps.commands.notes import add_note
from maps.commands.setup import set_up_workshop
from maps.commands.touchpoints import add_touchpoint
from maps.imports.backup import read_map
from maps.management.demo_details import tell_details
from maps.models import Map, Stage
from maps.plans import AuthorPlan, DepartmentPlan, MapPlan, NotePlan, StagePlan, TouchpointPlan
from maps.schemas import AddCluster, AddNote, AddTouchpoint, DescribeTouchpoint, MergeNotes, MergeTouchpoints
from workshops.acts import acting
from workshops.commands.people import invite_person, join_workshop
from workshops.commands.setup import begin_workshop
from workshops.content.departments import ready_departments
from workshops.content.house_rules import house_rules
from workshops.enums import Role, Status
from workshops.ids import new_id, new_secret
from workshops.models import Department, Group, Participant, User, Workshop
from workshops.schemas import Nothing

TITLE = "How companies buy and use our software"
ORGANISATION = "Harbour Software"
FACILITATOR = "Robin Adeyemi"
MANAGER = "Elena Petrova"
DOMAIN = "demo.invalid"  # no such address can exist
MAPS = ("it_director", "new_developer")
GOAL = (
    "Customers are up and running within a week of signing, and nobody has to explain their case twice. "
    "For us: fewer calls in the first month, and more customers who stay a second year."
)
SUCCESS = "Three pains of each journey that we mend within a quarter, each with somebody who stands for it."
SPONSOR = "Elena Petrova, who runs the company"
BEGINS, ENDS, ZONE = time(9), time(16, 30), "Europe/Dublin"
# How many people each department was asked to send.
DEPARTMENTS = {
    "Marketing": 2,
    "Sales": 3,
    "Product": 3,
    "Technical support": 3,
    "Finance and billing": 2,
    "IT and digital": 3,
    "Legal and compliance": 2,
}
# Attendees (name, department) per map, and each group's helper.
ATTENDEES = (
    (
        ("Amira Haddad", "Marketing"),
        ("Jonas Weber", "Sales"),
        ("Priya Nair", "Sales"),
        ("Tomás Silva", "Product"),
        ("Grace Okoro", "Technical support"),
        ("Henrik Lund", "Finance and billing"),
        ("Mei Tanaka", "IT and digital"),
        ("Claire Dubois", "Legal and compliance"),
    ),
    (
        ("Noah Brandt", "Marketing"),
        ("Sofia Rossi", "Sales"),
        ("Daniel Cohen", "Product"),
        ("Fatima Zahra", "Product"),
        ("Liam Murphy", "Technical support"),
        ("Olena Kovalenko", "Finance and billing"),
        ("Samir Patel", "IT and digital"),
        ("Ingrid Vermeer", "Legal and compliance"),
    ),
)
HELPERS = (("Lucy Chen", "Technical support"), ("Marek Nowak", "IT and digital"))


def make_demo() -> dict[str, Any]:
    """Make a new demo workshop and return where everything in it is (`describe_demo`).

    Every step is an ordinary command in a transaction of its own, so it may be called beside a running
    server, whose browsers then see people come in and notes appear.
    """
    plans = [_read_plan(name) for name in MAPS]
    user = User.objects.create_user(f"demo-{new_secret().lower()}@{DOMAIN}", name=FACILITATOR)
    workshop = set_up_workshop(
        user,
        title=TITLE,
        organisation=ORGANISATION,
        held_on=timezone.localdate(),
        goal=GOAL,
        success=SUCCESS,
        sponsor=SPONSOR,
        house_rules=house_rules(),
        begins_at=BEGINS,
        ends_at=ENDS,
        zone=ZONE,
        departments=_departments(),
        journeys=[_without_words(plan) for plan in plans],
    )
    departments = {department.name: department for department in workshop.departments.all()}
    facilitator = Participant.objects.select_related("workshop").get(workshop=workshop, user=user)
    for index, group in enumerate(workshop.groups.order_by("position")):
        people = [
            join_workshop(workshop, name=name, department=departments[department], group=group)
            for name, department in ATTENDEES[index]
        ]
        name, department = HELPERS[index]
        _invite(facilitator, name, Role.HELPER, departments[department], group)
        tell_details(MAPS[index], _Writing(group.map, people).write(plans[index]), people)
    with acting(facilitator) as act:
        begin_workshop(act, Nothing())
    _invite(facilitator, MANAGER, Role.MANAGER)
    return describe_demo(workshop)


def find_demo() -> dict[str, Any] | None:
    """Return where everything is in the newest demo workshop that was finished and still runs, or None."""
    demos = Workshop.objects.filter(
        owner__email__endswith=f"@{DOMAIN}",
        status=Status.LIVE,
        participants__role=Role.MANAGER,  # comes last
        participants__removed_at=None,
    )
    newest = demos.order_by("-pk").first()
    return None if newest is None else describe_demo(newest)


def describe_demo(workshop: Workshop) -> dict[str, Any]:
    """Return the paths of a workshop's pages, personal links and exports, as plain JSON values."""
    people = workshop.participants.filter(removed_at=None).select_related(
        "department", "group__customer_type"
    )
    boards = Map.objects.filter(workshop=workshop).select_related("group__customer_type")
    return {
        "workshop": workshop.public_id,
        "title": workshop.title,
        "join": reverse("join", args=[workshop.join_token]),
        "console": reverse("workshop", args=[workshop.public_id]),
        "socket": f"/ws/workshops/{workshop.public_id}/",
        "participants": [_describe_person(person) for person in people.order_by("pk")],
        "maps": [_describe_map(workshop, board) for board in boards.order_by("group__position")],
    }


def _describe_person(person: Participant) -> dict[str, Any]:
    return {
        "name": person.name,
        "department": person.department.name if person.department else None,
        "role": person.role,
        "customer_type": person.group.customer_type.name if person.group else None,
        "enter": reverse("enter", args=[person.token()]),
    }


def _describe_map(workshop: Workshop, board: Map) -> dict[str, Any]:
    ids = [workshop.public_id, board.public_id]
    return {
        "id": board.public_id,
        "customer_type": board.group.customer_type.name,
        "board": reverse("board", args=ids),
        "exports": {ending: reverse("export", args=[*ids, ending]) for ending in ("csv", "json")},
    }


def _read_plan(name: str) -> MapPlan:
    folder = Path(__file__).parent.parent / "content" / "demo"
    return read_map((folder / f"{name}.json").read_bytes())


def _departments() -> list[DepartmentPlan]:
    sides = {ready.name: ready.side for ready in ready_departments()}
    return [DepartmentPlan(name, sides[name], people) for name, people in DEPARTMENTS.items()]


def _without_words(plan: MapPlan) -> MapPlan:
    return replace(plan, stages=tuple(_emptied(stage) for stage in plan.stages), clusters=())


def _emptied(stage: StagePlan) -> StagePlan:
    return replace(stage, touchpoints=(), notes=())


def _invite(
    facilitator: Participant,
    name: str,
    role: Role,
    department: Department | None = None,
    group: Group | None = None,
) -> None:
    with acting(facilitator) as act:
        invite_person(act, name=name, role=role, department=department, group=group)


@dataclass
class _Writing:
    """A group's attendees write a planned map, each what their department says there, taking turns."""

    board: Map
    people: list[Participant]

    def write(self, plan: MapPlan) -> list[str]:
        """Write everything, merge and cluster it; returns the ids of the touchpoints in journey order."""
        stages = Stage.objects.filter(map=self.board, unsorted=False).order_by("order", "public_id")
        places = list(zip(stages, plan.stages, strict=True))
        turns = count()
        written = [
            self._add_touchpoint(stage, touchpoint, next(turns))
            for stage, planned in places
            for touchpoint in planned.touchpoints
        ]
        notes: dict[str, list[str]] = defaultdict(list)
        for stage, planned in places:
            for note in planned.notes:
                added = self._add_note(stage, note, written, next(turns))
                if note.cluster:
                    notes[note.cluster].append(added)
        for cluster, name in plan.clusters:
            self._cluster(name, notes[cluster])
        return written

    def _add_touchpoint(self, stage: Stage, plan: TouchpointPlan, turn: int) -> str:
        touchpoint = new_id("t")
        person = self._author(plan.author, turn)
        with acting(person) as act:
            add_touchpoint(
                act,
                AddTouchpoint(
                    touchpoint=touchpoint,
                    board=self.board.public_id,
                    stage=stage.public_id,
                    title=plan.title,
                ),
            )
        with acting(person) as act:
            describe_touchpoint(
                act,
                DescribeTouchpoint(touchpoint=touchpoint, description=plan.description, channel=plan.channel),
            )
        parts = [
            self._add_touchpoint(stage, TouchpointPlan(part.text, author=part.author), turn)
            for part in plan.parts
        ]
        if parts:
            with acting(person) as act:
                merge_touchpoints(act, MergeTouchpoints(touchpoint=touchpoint, touchpoints=tuple(parts)))
        return touchpoint

    def _add_note(self, stage: Stage, plan: NotePlan, touchpoints: list[str], turn: int) -> str:
        note, person = new_id("n"), self._author(plan.author, turn)
        with acting(person) as act:
            add_note(
                act,
                AddNote(
                    note=note,
                    board=self.board.public_id,
                    stage=stage.public_id,
                    row=plan.row,
                    text=plan.text,
                    about=None if plan.about is None else touchpoints[plan.about],
                ),
            )
        parts = [
            self._add_note(stage, NotePlan(plan.row, part.text, plan.about, part.author), touchpoints, turn)
            for part in plan.parts
        ]
        if parts:
            with acting(person) as act:
                merge_notes(act, MergeNotes(note=note, notes=tuple(parts)))
        return note

    def _cluster(self, name: str, notes: list[str]) -> None:
        cluster = AddCluster(cluster=new_id("u"), board=self.board.public_id, name=name, notes=tuple(notes))
        with acting(self.people[0]) as act:
            add_cluster(act, cluster)

    def _author(self, plan: AuthorPlan | None, turn: int) -> Participant:
        speaks = [
            one for one in self.people if plan and one.department and one.department.name == plan.department
        ]
        choice = speaks or self.people
        return choice[turn % len(choice)]
