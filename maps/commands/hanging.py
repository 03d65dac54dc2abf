"""What a plan hangs on a new map's touchpoints and notes: details, moments, ratings, parts, as rows in few queries."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from maps.commands.details import RESOURCES_AT_MOST
from maps.models import Behind, Feeling, Map, Moment, Note, Rating, Resource, Touchpoint
from maps.ordering import GAP
from maps.plans import AuthorPlan, DetailsPlan, PartPlan
from workshops.errors import Code, Refused
from workshops.models import Department
from workshops.text import fold

Departments = dict[str, Department]


def credit(author: AuthorPlan | None, departments: Departments) -> dict[str, Any]:
    """Return the columns that say who wrote something, as far as a plan knows it."""
    if author is None:
        return {}
    return {"department": departments.get(fold(author.department)), "credit": author.name}


def detail_columns(details: DetailsPlan, departments: Departments) -> dict[str, Any]:
    """Return the columns of a touchpoint that its details fill."""
    plain = ("kind", "initiator", "visibility", "ownership", "evidence", "starred")
    columns: dict[str, Any] = {name: getattr(details, name) for name in plain}
    columns["owner"] = departments.get(fold(details.owner.department)) if details.owner else None
    for name in ("wait", "often"):
        amount = getattr(details, name)
        columns |= {name: amount[0], f"{name}_unit": amount[1]} if amount else {}
    return columns


def merge_in(
    wholes: Sequence[Any], parts: Sequence[Sequence[PartPlan]], words: str, departments: Departments
) -> None:
    """Add to each touchpoint or note the parts that were merged into it."""
    now = timezone.now()
    rows: list[Any] = [
        type(whole)(
            map=whole.map,
            stage=whole.stage,
            order=GAP * index,
            removed_at=now,
            merged_into=whole,
            **{words: part.text},
            **({"row": whole.row} if isinstance(whole, Note) else {}),
            **credit(part.author, departments),
        )
        for whole, own in zip(wholes, parts, strict=True)
        for index, part in enumerate(own)
    ]
    if rows:
        type(rows[0])._default_manager.bulk_create(rows)


def hang_on(
    board: Map, touchpoints: Sequence[Touchpoint], details: Sequence[DetailsPlan], departments: Departments
) -> list[Any]:
    """Add what works behind touchpoints, moments of truth and ratings; returns the rows that others are told of."""
    pairs = list(zip(touchpoints, details, strict=True))
    moments = [
        Moment(
            map=board,
            touchpoint=touchpoint,
            kind=told.moment.kind,
            sentence=told.moment.sentence,
            power=told.moment.power,
        )
        for touchpoint, told in pairs
        if told.moment
    ]
    ratings = [
        Rating(
            map=board,
            touchpoint=touchpoint,
            value=rating.value,
            word=rating.word,
            side=rating.side,
        )
        for touchpoint, told in pairs
        for rating in told.ratings
    ]
    feelings = [Feeling(map=board, touchpoint=touchpoint) for touchpoint, told in pairs if told.ratings]
    Moment.objects.bulk_create(moments)
    Rating.objects.bulk_create(ratings)
    Feeling.objects.bulk_create(feelings)
    return [*_behind(board, pairs), *moments, *feelings]


def _behind(board: Map, pairs: list[tuple[Touchpoint, DetailsPlan]]) -> list[Resource]:
    """Link touchpoints with the workshop's teams and systems; returns those that had to be added to its list."""
    known = {(one.kind, one.folded): one for one in Resource.objects.filter(workshop=board.workshop_id)}
    made: list[Resource] = []
    links: list[Behind] = []
    for touchpoint, told in pairs:
        for kind, name in told.resources:
            resource = known.get((kind, fold(name)))
            if resource is None:
                resource = Resource(workshop=board.workshop, kind=kind, name=name, folded=fold(name))
                known[kind, fold(name)] = resource
                made.append(resource)
            links.append(Behind(touchpoint=touchpoint, resource=resource))
    if made and len(known) > RESOURCES_AT_MOST:
        raise Refused(Code.FULL, limit=RESOURCES_AT_MOST, field="resources")
    Resource.objects.bulk_create(made)
    Behind.objects.bulk_create(links)
    return made
