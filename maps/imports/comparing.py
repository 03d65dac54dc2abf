"""Compares what waits to be brought in with what the workshop has, and tells what was brought in lately."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maps.commands.bringing import MADE, imports_of
from maps.commands.setup import with_free_name
from maps.models import Map, Touchpoint
from maps.outline import TOUCHPOINTS
from maps.plans import MapPlan
from maps.queries import present_stages
from workshops.models import Participant, Workshop
from workshops.text import fold

LATELY = 5
NAMED_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class Brought:
    """Something somebody brought in and can take back: the op they did it with, where it is, whether as a new map."""

    op: str
    board: Map
    made: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What to say of a plan beside a workshop: sentences, and how many touchpoints the board has already."""

    doubts: list[str]
    same: int


def brought_in(person: Participant, boards: Iterable[Map]) -> list[Brought]:
    """Return what somebody brought into these boards last and did not take back, the newest first."""
    found = {board.public_id: board for board in boards}
    events = imports_of(person)[:LATELY]
    return [Brought(one.op, found[one.board], one.name == MADE) for one in events if one.board in found]


def compare(workshop: Workshop, board: Map | None, plan: MapPlan) -> Comparison:
    """Return what is to be said before a plan goes to a board, or becomes a new map where that is None."""
    doubts = _departments(workshop, plan)
    if board is None:
        taken = workshop.customer_types.filter(removed_at=None).values_list("name", flat=True)
        name = with_free_name(plan, taken).customer_type
        if name != plan.customer_type:
            words = {"old": plan.customer_type, "new": name}
            doubts.append(_("“%(old)s” is here already, so this will be called “%(new)s”.") % words)
        return Comparison(doubts, 0)
    named = {fold(stage.name) for stage in present_stages(board)}
    fresh = [stage.name for stage in plan.stages if not stage.unsorted and fold(stage.name) not in named]
    if fresh and named:
        doubts.append(_("Stages that the board does not have yet: %(names)s.") % {"names": _names(fresh)})
    same = _same(board, plan)
    if same:
        told = ngettext(
            "%(n)d touchpoint is on the board already.", "%(n)d touchpoints are on the board already.", same
        )
        doubts.append(told % {"n": same})
    return Comparison(doubts, same)


def outline(plan: MapPlan, labels: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the stages of a plan as the preview shows them: touchpoints first, then notes by row."""
    return [
        {
            "name": stage.name,
            "unsorted": stage.unsorted,
            "parts": [
                (label, words)
                for row, label in labels.items()
                if (
                    words := [one.title for one in stage.touchpoints]
                    if row == TOUCHPOINTS
                    else [note.text for note in stage.notes if note.row == row]
                )
            ],
        }
        for stage in plan.stages
    ]


def counts(plan: MapPlan) -> tuple[int, int, int]:
    """Return how many stages, touchpoints and notes a plan has."""
    return (
        sum(not stage.unsorted for stage in plan.stages),
        sum(len(stage.touchpoints) for stage in plan.stages),
        sum(len(stage.notes) for stage in plan.stages),
    )


def _same(board: Map, plan: MapPlan) -> int:
    rows = Touchpoint.objects.filter(map=board, removed_at=None, stage__removed_at=None)
    there = {(fold(name), fold(title)) for name, title in rows.values_list("stage__name", "title")}
    planned = ((fold(stage.name), fold(one.title)) for stage in plan.stages for one in stage.touchpoints)
    return sum(one in there for one in planned)


def _departments(workshop: Workshop, plan: MapPlan) -> list[str]:
    here = {department.folded for department in workshop.departments.all()}
    authors = [one.author for stage in plan.stages for one in stage.touchpoints]
    authors += [one.author for stage in plan.stages for one in stage.notes]
    authors += [one.details.owner for stage in plan.stages for one in stage.touchpoints]
    named = {fold(author.department): author.department for author in authors if author and author.department}
    fresh = [name for folded, name in named.items() if folded not in here]
    return [_("Departments that will be added: %(names)s.") % {"names": _names(fresh)}] if fresh else []


def _names(names: list[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:NAMED_AT_MOST])
    return shown if len(names) <= NAMED_AT_MOST else f"{shown}, … (+{len(names) - NAMED_AT_MOST})"
