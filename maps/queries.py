"""Scoped look-ups of the board: an id leads only to rows of the workshop that asks (L12)."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from maps import rules
from maps.models import Cluster, Feeling, Map, Moment, Note, Stage, Touchpoint
from workshops.acts import Act
from workshops.errors import Code, Refused
from workshops.models import Participant, Workshop

T = TypeVar("T", Stage, Touchpoint, Note, Cluster, Moment)
W = TypeVar("W", Touchpoint, Note)


def boards_of(workshop: Workshop) -> QuerySet[Map]:
    """Return a workshop's maps in the order of their groups, with group and customer type."""
    return (
        Map.objects.filter(workshop=workshop, removed_at=None)
        .select_related("group__customer_type")
        .order_by("group__position", "pk")
    )


def counted(boards: QuerySet[Map]) -> QuerySet[Map]:
    """Return the maps with `touchpoint_count` and `note_count`: what lies on each now."""
    return boards.annotate(
        touchpoint_count=_how_many(Touchpoint.objects.filter(map=OuterRef("pk"))),
        note_count=_how_many(Note.objects.filter(map=OuterRef("pk"))),
    )


def find_board(act: Act, board: str) -> Map:
    """Find a board that the actor may change, or refuse ``not-found`` or ``forbidden``."""
    found = Map.objects.filter(workshop=act.workshop, public_id=board, removed_at=None).first()
    if found is None:
        raise Refused(Code.NOT_FOUND)
    _require_edit(act, found)
    return found


def find_stage(act: Act, stage: str) -> Stage:
    """Find a stage to change, removed or not; refuses as `find_board`."""
    return _find(act, Stage.objects.select_related("map"), stage)


def find_touchpoint(act: Act, touchpoint: str) -> Touchpoint:
    """Find a touchpoint to change, removed or not; refuses as `find_board`."""
    return _find(act, Touchpoint.objects.select_related("map", "stage", "merged_into"), touchpoint)


def find_note(act: Act, note: str) -> Note:
    """Find a note to change, removed or not; refuses as `find_board`."""
    return _find(act, Note.objects.select_related("map", "stage", "merged_into"), note)


def find_cluster(act: Act, cluster: str) -> Cluster:
    """Find a cluster to change, dissolved or not; refuses as `find_board`."""
    return _find(act, Cluster.objects.select_related("map"), cluster)


def find_moment(act: Act, moment: str) -> Moment:
    """Find a moment of truth to change, removed or not; refuses as `find_board`."""
    return _find(act, Moment.objects.select_related("map", "touchpoint"), moment)


def find_several(act: Act, model: type[W], ids: Sequence[str]) -> list[W]:
    """Find touchpoints or notes of one board to change, in the order of their ids, removed or not.

    Refuses ``not-found`` where one is missing or lies on another board, and as `find_board`.
    """
    rows = model.objects.select_related("map", "stage", "merged_into")
    found: dict[str, W] = {
        row.public_id: row for row in rows.filter(map__workshop=act.workshop, public_id__in=ids)
    }
    if found.keys() != set(ids) or len({row.map_id for row in found.values()}) != 1:
        raise Refused(Code.NOT_FOUND)
    several = [found[public_id] for public_id in dict.fromkeys(ids)]
    _require_edit(act, several[0].map)
    return several


def stage_on(board: Map, stage: str) -> Stage:
    """Find a stage of this very board as the place for something, or refuse ``not-found``."""
    found = Stage.objects.filter(map=board, public_id=stage).first()
    if found is None:
        raise Refused(Code.NOT_FOUND)
    return found


def touchpoint_on(board: Map, touchpoint: str) -> Touchpoint:
    """Find a touchpoint of this very board that a note is about, or refuse ``not-found``."""
    found = Touchpoint.objects.select_related("merged_into").filter(map=board, public_id=touchpoint).first()
    if found is None:
        raise Refused(Code.NOT_FOUND)
    return found


def present_stages(board: Map) -> QuerySet[Stage]:
    """Return the stages people put in an order: not removed, without "Unsorted"."""
    return Stage.objects.filter(map=board, removed_at=None, unsorted=False)


def touchpoints_in(stage: Stage) -> QuerySet[Touchpoint]:
    """Return the touchpoints of a stage in order."""
    return Touchpoint.objects.filter(stage=stage, removed_at=None)


def notes_in(stage: Stage, row: str) -> QuerySet[Note]:
    """Return the notes of a cell in order."""
    return Note.objects.filter(stage=stage, row=row, removed_at=None)


def neighbours_of(row: Stage | Touchpoint | Note) -> QuerySet[Any]:
    """Return what stands in the same place as a row, itself included, in order."""
    if isinstance(row, Stage):
        return present_stages(row.map)
    return touchpoints_in(row.stage) if isinstance(row, Touchpoint) else notes_in(row.stage, row.row)


def feelings_of(*rows: Any) -> list[Feeling]:
    """Return what is felt at those of the rows that are touchpoints which somebody has rated."""
    touchpoints = [row for row in rows if isinstance(row, Touchpoint)]
    return list(Feeling.objects.select_related("touchpoint").filter(touchpoint__in=touchpoints))


def written_by(person: Participant, model: type[W]) -> QuerySet[W]:
    """Return what somebody wrote that is told on a board: as it stands, or as a part of what it was merged into."""
    told = Q(removed_at=None) | Q(merged_into__isnull=False, merged_into__removed_at=None)
    return model._default_manager.filter(told, author=person)


def felt_at(touchpoint: Touchpoint) -> Feeling:
    """Return what is felt at a touchpoint that somebody has rated, or that holds a part which somebody has."""
    feeling, _ = Feeling.objects.get_or_create(touchpoint=touchpoint, defaults={"map": touchpoint.map})
    return feeling


def _how_many(rows: QuerySet[Any]) -> Coalesce:
    """Return the number of present rows as a subquery, so that two counts do not multiply each other."""
    per_map = (
        rows.filter(removed_at=None).order_by().values("map").annotate(number=Count("pk")).values("number")
    )
    return Coalesce(Subquery(per_map), 0)


def _find(act: Act, rows: QuerySet[T], public_id: str) -> T:
    found: Any = rows.filter(map__workshop=act.workshop, public_id=public_id).first()
    if found is None:
        raise Refused(Code.NOT_FOUND)
    _require_edit(act, found.map)
    return found


def _require_edit(act: Act, board: Map) -> None:
    if not rules.may_edit(act.participant, board):
        raise Refused(Code.FORBIDDEN)
