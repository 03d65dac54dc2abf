"""Fills stages with the touchpoints and notes that are planned for them: on a new map, or below what is there."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from maps.commands.hanging import credit, detail_columns, hang_on, merge_in
from maps.models import Cluster, Map, Note, Stage, Touchpoint
from maps.ordering import GAP
from maps.plans import StagePlan, TouchpointPlan
from workshops.models import Department
from workshops.text import fold


class There(NamedTuple):
    """What stands on a board already: the last order by model and stage, and touchpoints to be taken for planned ones.

    `same` are touchpoints by stage (primary key) and folded title; what is planned like them is not added.
    """

    last: Mapping[tuple[type[Any], int], int] = {}
    same: Mapping[tuple[int, str], Touchpoint] = {}


def fill_stages(
    board: Map,
    pairs: Sequence[tuple[Stage, StagePlan]],
    departments: dict[str, Department],
    clusters: Mapping[str, Cluster] | None = None,
    there: There | None = None,
) -> list[Any]:
    """Add what is planned for saved stages behind what stands in them; returns the rows made, touchpoints first.

    Notes are about touchpoints of the plans, counted over all pairs.
    """
    there, named = there or There(), clusters or {}
    every = [(stage, at, one) for stage, plan in pairs for at, one in enumerate(plan.touchpoints, start=1)]
    touchpoints = [_touchpoint(board, stage, at, one, departments, there) for stage, at, one in every]
    fresh = [(row, one) for row, (_stage, _at, one) in zip(touchpoints, every, strict=True) if row.pk is None]
    note_plans = [(stage, at, one) for stage, plan in pairs for at, one in enumerate(plan.notes, start=1)]
    made = [row for row, _one in fresh]
    Touchpoint.objects.bulk_create(made)
    notes = [
        Note(
            map=board,
            stage=stage,
            row=planned.row,
            text=planned.text,
            about=None if planned.about is None else touchpoints[planned.about],
            cluster=named.get(planned.cluster),
            order=there.last.get((Note, stage.pk), 0) + GAP * at,
            **credit(planned.author, departments),
        )
        for stage, at, planned in note_plans
    ]
    Note.objects.bulk_create(notes)
    merge_in(made, [one.parts for _row, one in fresh], "title", departments)
    merge_in(notes, [planned.parts for *_, planned in note_plans], "text", departments)
    return [*made, *notes, *hang_on(board, made, [one.details for _row, one in fresh], departments)]


def _touchpoint(
    board: Map,
    stage: Stage,
    at: int,
    planned: TouchpointPlan,
    departments: dict[str, Department],
    there: There,
) -> Touchpoint:
    """Return the touchpoint that is there already, or a new one, not saved."""
    found = there.same.get((stage.pk, fold(planned.title)))
    return found or Touchpoint(
        map=board,
        stage=stage,
        title=planned.title,
        description=planned.description,
        channel=planned.channel,
        order=there.last.get((Touchpoint, stage.pk), 0) + GAP * at,
        **detail_columns(planned.details, departments),
        **credit(planned.author, departments),
    )
