"""Set-up: a workshop with its maps at once, and one more map from a plan."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction

from maps.commands.filling import fill_stages
from maps.commands.placing import NOTES_AT_MOST, STAGES_AT_MOST, TOUCHPOINTS_AT_MOST
from maps.enums import Row
from maps.models import BoardRow, Cluster, Map, Stage
from maps.ordering import GAP
from maps.plans import DepartmentPlan, MapPlan, StagePlan
from workshops.acts import Act, done_before
from workshops.commands.people import require_facilitator
from workshops.commands.setup import (
    add_customer_type,
    add_group,
    find_or_add_department,
    open_workshop,
)
from workshops.enums import Side
from workshops.errors import Code, Refused
from workshops.events import record
from workshops.ids import once
from workshops.models import Department, Group, User, Workshop
from workshops.text import TITLE_LIMIT, fold


def set_up_workshop(
    user: User,
    *,
    title: str,
    organisation: str = "",
    held_on: date | None = None,
    departments: Iterable[DepartmentPlan] = (),
    journeys: Iterable[MapPlan] = (),
    op: str = "",
    **more: Any,
) -> Workshop:
    """Make a workshop with one customer type and its groups and maps per journey, in one transaction.

    `user` becomes its owner and first facilitator; `more` are other fields of the workshop, checked already,
    such as ``goal``. The same `op` with the same words (a form sent twice)
    gives the workshop that it made first. Raises Refused ``bad-message`` or ``conflict`` (a name
    given twice) and then makes nothing.
    """
    wanted = [(department.name, department.side, department.expected) for department in departments]
    journeys = list(journeys)
    key = once(op, title, organisation, held_on, wanted, journeys, sorted(more.items())) if op else ""
    with transaction.atomic():
        # There is no workshop to lock yet, so the one who makes it is: of two at once, one waits for the other.
        User.objects.select_for_update().get(pk=user.pk)
        earlier = Workshop.objects.filter(owner=user, set_up_op=key).exclude(set_up_op="").first()
        if earlier is not None:
            return earlier
        act, rows = open_workshop(
            user,
            title=title,
            organisation=organisation,
            held_on=held_on,
            departments=wanted,
            op=key,
            **more,
        )
        rows += lay_rows(act.workshop)
        for plan in journeys:
            rows += lay_out(act.workshop, plan)[1]
        record(act, "workshop.set-up", rows)
    return act.workshop


def import_map(act: Act, plan: MapPlan) -> Map:
    """Add a map, its customer type and its group to a workshop; all ids are new.

    A customer type that is there already comes in under the first free name, such as “IT director (2)”.
    Departments that the workshop does not have yet are added. The same op again gives the map that it brought
    in first. Raises Refused ``forbidden`` for everybody but facilitators, ``full`` for more than a map holds (with
    the `field`), too many departments, or teams and systems.
    """
    require_facilitator(act)
    earlier = done_before(act)
    if earlier is not None:
        return Map.objects.get(workshop=act.workshop, public_id=earlier.board)
    _require_fitting(plan)
    taken = act.workshop.customer_types.filter(removed_at=None).values_list("name", flat=True)
    board, rows = lay_out(act.workshop, with_free_name(plan, taken))
    record(act, "map.import", rows, board=board.public_id)
    return board


def _require_fitting(plan: MapPlan) -> None:
    counts = (
        ("stages", STAGES_AT_MOST, sum(not stage.unsorted for stage in plan.stages)),
        ("touchpoints", TOUCHPOINTS_AT_MOST, sum(len(stage.touchpoints) for stage in plan.stages)),
        ("notes", NOTES_AT_MOST, sum(len(stage.notes) for stage in plan.stages)),
    )
    for field, most, many in counts:
        if many > most:
            raise Refused(Code.FULL, limit=most, field=field)


def with_free_name(plan: MapPlan, taken: Iterable[str]) -> MapPlan:
    """Return the plan as it is, or with a number behind its customer type where that name is taken.

    A map called like its customer type is still called like it afterwards.
    """
    folded = {fold(name) for name in taken}
    name, number = plan.customer_type, 1
    while fold(name) in folded:
        number += 1
        name = f"{plan.customer_type[: TITLE_LIMIT - len(f' ({number})')]} ({number})"
    title = name if plan.title == plan.customer_type else plan.title
    return replace(plan, customer_type=name, title=title)


def lay_rows(workshop: Workshop, rows: Iterable[tuple[str, str, bool]] = ()) -> list[BoardRow]:
    """Give a new workshop its rows, as they usually stand or by (row, label, shown) in order."""
    wanted = list(rows) or [(row.value, "", True) for row in Row]
    return [
        BoardRow.objects.create(workshop=workshop, row=row, label=label, shown=shown, position=position)
        for position, (row, label, shown) in enumerate(wanted)
    ]


def lay_out(workshop: Workshop, plan: MapPlan, *, public_id: str = "") -> tuple[Map, list[Any]]:
    """Make a customer type with its group and the group's map; returns the map and the rows made."""
    given = {"public_id": public_id} if public_id else {}
    kind = add_customer_type(
        workshop, name=plan.customer_type, template=plan.template, **dict(plan.card), **given
    )
    departments, rows = departments_of(workshop, plan)
    group = add_group(workshop, kind, name=kind.name)
    board, made = lay_board(workshop, group, plan.title, plan.stages, departments, plan.clusters)
    return board, [*rows, kind, group, *made]


def lay_board(
    workshop: Workshop,
    group: Group,
    title: str,
    stages: Iterable[StagePlan],
    departments: dict[str, Department] | None = None,
    clusters: Iterable[tuple[str, str]] = (),
) -> tuple[Map, list[Any]]:
    """Make the map of a group with what is planned for it; returns it and the rows made, itself first."""
    plans = list(stages)
    known = departments or {}
    board = Map.objects.create(workshop=workshop, group=group, title=title)
    made = [new_stage(board, stage, index) for index, stage in enumerate(plans, start=1)]
    named = {key: Cluster(map=board, name=name) for key, name in clusters}
    Stage.objects.bulk_create(made)
    Cluster.objects.bulk_create(named.values())
    filled = fill_stages(board, list(zip(made, plans, strict=True)), known, named)
    return board, [board, *made, *named.values(), *filled]


def new_stage(board: Map, plan: StagePlan, index: int) -> Stage:
    """Return the stage of a plan, not saved, as the `index`-th from 1."""
    return Stage(
        map=board,
        name=plan.name,
        phase=plan.phase,
        goal=plan.goal,
        prompts=plan.prompts,
        unsorted=plan.unsorted,
        order=0 if plan.unsorted else GAP * index,
    )


def departments_of(workshop: Workshop, plan: MapPlan) -> tuple[dict[str, Department], list[Any]]:
    """Return the departments of the plan's authors by folded name, and those that had to be made."""
    touched = [touchpoint.author for stage in plan.stages for touchpoint in stage.touchpoints]
    noted = [note.author for stage in plan.stages for note in stage.notes]
    details = [touchpoint.details for stage in plan.stages for touchpoint in stage.touchpoints]
    owners = [one.owner for one in details]
    parts = [part for stage in plan.stages for touchpoint in stage.touchpoints for part in touchpoint.parts]
    parts += [part for stage in plan.stages for note in stage.notes for part in note.parts]
    merged = [part.author for part in parts]
    everybody = (*touched, *noted, *owners, *merged)
    authors = [author for author in everybody if author and author.department]
    found: dict[str, Department] = {}
    rows: list[Any] = []
    for author in authors:
        if fold(author.department) in found:
            continue
        side = author.side or Side.ENABLE
        found[fold(author.department)], made = find_or_add_department(workshop, author.department, side)
        rows += made
    return found, rows
