"""Bringing lists and tables into a board that exists, as one change; and taking back what was brought in."""

from collections import Counter
from typing import Any

from django.db.models import Max
from django.utils import timezone

from maps.commands.filling import There, fill_stages
from maps.commands.placing import AT_MOST, EVER_AT_MOST, lacks_room, settle_several, unsorted_stage
from maps.commands.setup import departments_of, new_stage
from maps.commands.undoing import undo
from maps.models import Cluster, Map, Moment, Note, Stage, Touchpoint
from maps.plans import MapPlan, StagePlan
from maps.queries import find_board, present_stages
from maps.schemas import Undo
from workshops.acts import Act, Answer, done_before
from workshops.commands.people import require_facilitator
from workshops.errors import Code, Refused
from workshops.events import before, record
from workshops.models import CustomerType, Department, Event, Group, Participant
from workshops.text import fold

ADDED = "board.import"
MADE = "map.import"
TAKEN_BACK = (Stage, Touchpoint, Note, Cluster, Moment)
FULL: dict[type[Any], str] = {Stage: "stages", Touchpoint: "touchpoints", Note: "notes"}


def bring_in(act: Act, board: str, plan: MapPlan, *, join_same: bool = False) -> Answer:
    """Add the stages of a plan with what stands in them to a board, behind what is there; one undo takes all back.

    A stage that is called like one of the board's (capitals do not matter) goes into it, what stands in none into
    “Unsorted”. With `join_same` a touchpoint that its stage has already is not added again; notes are about the one
    that is there. The same op again has no effect. Raises Refused ``forbidden``, ``not-found``, ``full`` with the
    `field` there is no room for.
    """
    require_facilitator(act)
    earlier = done_before(act)
    if earlier is not None:
        return Answer(earlier.version, earlier.result)
    found = find_board(act, board)
    departments, made = departments_of(act.workshop, plan)
    pairs, stages, unsorted, aside = _stages(found, plan)
    there = There(_last(found), _same(pairs) if join_same else {})
    _require_room(found, pairs, stages, there)
    filled = fill_stages(found, pairs, departments, there=there)
    own = [*stages, *(row for row in filled if isinstance(row, TAKEN_BACK))]
    counts = Counter(FULL[type(row)] for row in own if type(row) in FULL)
    return record(
        act,
        ADDED,
        [*made, *unsorted, *stages, *filled],
        moved_over=aside,
        board=found.public_id,
        undo=[before(row, "removed") | {"was": {"removed": True}} for row in own],
        result={name: counts[name] for name in FULL.values()},
    )


def take_import_back(act: Act, op: str) -> Answer:
    """Take back what the actor brought in with `op`, all at once: from its board, or the whole new map.

    A new map goes with its group and its customer type, and departments that came with it are offered no longer,
    as long as nobody has changed anything of it or sits there. Raises Refused ``not-found``, and ``conflict`` where
    it has to stay.
    """
    require_facilitator(act)
    event = imports_of(act.participant).filter(op=op).first()
    if event is None:
        raise Refused(Code.NOT_FOUND)
    if event.name == ADDED:
        answer = undo(act, Undo(board=event.board, op=op))
        if answer.version is None:
            raise Refused(Code.CONFLICT, field="board", why="touched")
        return answer
    return _take_map_back(act, event)


def imports_of(person: Participant) -> Any:
    """Return the changes by which somebody brought something in that was not taken back, the newest first."""
    own = Event.objects.filter(workshop=person.workshop_id, participant=person, version__isnull=False)
    return own.filter(name__in=(ADDED, MADE), undone_by=None).order_by("-version")


def _stages(
    board: Map, plan: MapPlan
) -> tuple[list[tuple[Stage, StagePlan]], list[Stage], list[Stage], list[Any]]:
    """Return the board's stage for each planned one; those that had to be made, “Unsorted” apart; who moved over."""
    present = list(present_stages(board).order_by("order", "public_id"))
    named = {fold(stage.name): stage for stage in reversed(present)}
    pairs: list[tuple[Stage, StagePlan]] = []
    fresh: list[Stage] = []
    unsorted: list[Stage] = []
    for planned in plan.stages:
        if planned.unsorted:
            stage, unsorted = unsorted_stage(board)
        elif fold(planned.name) in named:
            stage = named[fold(planned.name)]
        else:
            stage = named[fold(planned.name)] = new_stage(board, planned, len(fresh) + 1)
            fresh.append(stage)
        pairs.append((stage, planned))
    if lacks_room(board, Stage, len(fresh)):
        raise _full(Stage)
    aside = settle_several(fresh, present, None, {})
    Stage.objects.bulk_create(fresh)
    return pairs, fresh, unsorted, aside


def _last(board: Map) -> dict[tuple[type[Any], int], int]:
    """Return the last order by model and stage, of what was removed too, which may come back to its place."""
    models: tuple[type[Any], ...] = (Touchpoint, Note)
    return {
        (model, stage): last
        for model in models
        for stage, last in model.objects.filter(map=board)
        .order_by()
        .values_list("stage")
        .annotate(Max("order"))
    }


def _same(pairs: list[tuple[Stage, StagePlan]]) -> dict[tuple[int, str], Touchpoint]:
    found = Touchpoint.objects.filter(stage__in=[stage.pk for stage, _plan in pairs], removed_at=None)
    return {(one.stage_id, fold(one.title)): one for one in found.order_by("-order")}


def _require_room(
    board: Map, pairs: list[tuple[Stage, StagePlan]], stages: list[Stage], there: There
) -> None:
    touchpoints = sum(
        (stage.pk, fold(one.title)) not in there.same for stage, plan in pairs for one in plan.touchpoints
    )
    notes = sum(len(plan.notes) for _stage, plan in pairs)
    coming: tuple[tuple[type[Any], int], ...] = ((Touchpoint, touchpoints), (Note, notes))
    for model, many in coming:
        ever = model.objects.filter(map=board).count() + many
        if many and (lacks_room(board, model, many) or ever > EVER_AT_MOST):
            raise _full(model)


def _full(model: type[Any]) -> Refused:
    return Refused(Code.FULL, limit=AT_MOST[model], field=FULL[model])


def _take_map_back(act: Act, event: Event) -> Answer:
    board = Map.objects.select_related("group__customer_type").get(
        workshop=act.workshop, public_id=event.board
    )
    rows: list[Any] = [board, board.group, board.group.customer_type]
    if any(row.removed_at for row in rows):
        raise Refused(Code.NOT_FOUND)
    if not is_untouched(event, board):
        raise Refused(Code.CONFLICT, field="board", why="touched")
    now = timezone.now()
    for row in rows:
        row.removed_at = now
        row.save(update_fields=["removed_at"])
    gone = _departments_that_came(act, event)
    for department in gone:
        department.offered = False
        department.save(update_fields=["offered"])
    return record(act, "map.take-back", [*rows, *gone], undoes=event)


def is_untouched(event: Event, board: Map) -> bool:
    """Tell whether a map is as it was brought in: nothing was changed on it or of its group, and nobody sits there."""
    kind: CustomerType = board.group.customer_type
    group: Group = board.group
    if any((row.version or 0) > (event.version or 0) for row in (board, group, kind)):
        return False
    if group.participants.filter(removed_at=None).exists() or kind.groups.exclude(pk=group.pk).exists():
        return False
    later = Event.objects.filter(
        workshop=event.workshop_id, version__gt=event.version or 0, board=event.board
    )
    return not later.exists()


def _departments_that_came(act: Act, event: Event) -> list[Department]:
    """Return the departments that came with a map and that nobody has chosen or changed since."""
    ids = [change[1] for change in event.changes if change[0] == Department.KIND]
    found = act.workshop.departments.filter(public_id__in=ids, version=event.version or 0, offered=True)
    chosen = Participant.objects.filter(workshop=act.workshop, removed_at=None, department__in=found)
    return list(found.exclude(pk__in=chosen.values("department")))
