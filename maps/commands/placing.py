"""Where something goes on a board, repaired where the place has gone meanwhile (L20)."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from maps.models import Map, Note, Stage, Touchpoint
from maps.ordering import place
from maps.queries import present_stages
from workshops.errors import Code, Refused

# What a board holds at a time, which is also what a file may bring (docs/formats.md).
STAGES_AT_MOST = 40
TOUCHPOINTS_AT_MOST = 1_000
NOTES_AT_MOST = 5_000
AT_MOST: dict[type[Any], int] = {
    Stage: STAGES_AT_MOST,
    Touchpoint: TOUCHPOINTS_AT_MOST,
    Note: NOTES_AT_MOST,
}
# With those that were removed: their rows stay, and nobody shall fill the disk by adding and removing.
EVER_AT_MOST = 20_000

# Rows in one UPDATE: its CASE is searched for each of them, so larger ones take longer than several.
BATCH = 100


class Landing(NamedTuple):
    """A stage to stand in, rows made or moved for it, and what had to be repaired."""

    stage: Stage
    made: list[Any]
    result: dict[str, object]


def land(board: Map, stage: Stage) -> Landing:
    """Return the stage itself, or "Unsorted" where it has been removed."""
    if stage.removed_at is None:
        return Landing(stage, [], {})
    unsorted, made = unsorted_stage(board)
    return Landing(unsorted, made, {"repaired": "stage"})


def unsorted_stage(board: Map) -> tuple[Stage, list[Stage]]:
    """Return the stage that catches what lost its own, and a list of it where it had to be made."""
    found = Stage.objects.filter(map=board, unsorted=True).first()
    if found is not None:
        return found, []
    made = Stage.objects.create(map=board, name=_("Unsorted"), unsorted=True, order=0)
    return made, [made]


def settle(row: Any, neighbours: Iterable[Any], after: str | None, result: dict[str, object]) -> list[Any]:
    """Give `row` its key after the neighbour `after`; save and return the neighbours that moved over.

    The row itself is not saved. `result` gets ``repaired`` where the named neighbour was gone.
    """
    others = [other for other in neighbours if other.pk != row.pk]
    order, moved_over, repaired = place(others, after)
    row.order = order
    for other in moved_over:
        other.save(update_fields=["order"])  # type: ignore[attr-defined]
    if repaired:
        result.setdefault("repaired", "after")
    return list(moved_over)


def settle_several(
    rows: list[Any], neighbours: Iterable[Any], after: str | None, result: dict[str, object]
) -> list[Any]:
    """Give `rows` their keys one after the other, the first after `after`; save and return who moved over.

    The rows themselves are not saved.
    """
    own = {row.pk for row in rows}
    others = [other for other in neighbours if other.pk not in own]
    moved_over: dict[int, Any] = {}
    for row in rows:
        moved_over |= {other.pk: other for other in settle(row, others, after, result) if other.pk not in own}
        at = next((index for index, other in enumerate(others) if other.order > row.order), len(others))
        others.insert(at, row)
        after = row.public_id
    return list(moved_over.values())


def beside(row: Any, neighbours: QuerySet[Any]) -> dict[str, str | None]:
    """Return between which of its present neighbours a row stands: what `put_back` needs."""
    ids = list(neighbours.values_list("public_id", flat=True))
    at = ids.index(row.public_id)
    return {"after": ids[at - 1] if at else None, "before": ids[at + 1] if at + 1 < len(ids) else None}


def put_back(row: Any, neighbours: Iterable[Any], beside: dict[str, Any], key: int | None) -> list[Any]:
    """Give `row` its key where it stood, as far as that can be told; save and return who moved over for it.

    That is after the one it stood after, else before the one it stood before; where both have gone, by its
    former key, or last where that is None because this is another cell. The row itself is not saved.
    """
    others = [other for other in neighbours if other.pk != row.pk]
    return settle(row, others, _former_place(others, beside, key), {})


def _former_place(others: list[Any], beside: dict[str, Any], key: int | None) -> str | None:
    """Return after whom a row is to be put back, as `settle` takes it."""
    ids = [other.public_id for other in others]
    if beside["after"] in ids:
        return str(beside["after"])
    if beside["before"] in ids:
        at = ids.index(beside["before"])
    elif key is not None:
        at = sum(other.order <= key for other in others)
    else:
        at = len(ids)
    return ids[at - 1] if at else ""


def require_free(rows: QuerySet[Any], public_id: str) -> None:
    """Refuse ``conflict`` where the id a browser made is taken (L18)."""
    if rows.filter(public_id=public_id).exists():
        raise Refused(Code.CONFLICT, field="id", why="taken")


def require_room(board: Map, model: type[Any]) -> None:
    """Refuse ``full`` where a board holds, or has ever held, as many rows of a kind as it may."""
    if lacks_room(board, model):
        raise Refused(Code.FULL, limit=AT_MOST[model])
    if model.objects.filter(map=board).count() >= EVER_AT_MOST:
        raise Refused(Code.FULL, limit=EVER_AT_MOST)


def lacks_room(board: Map, model: type[Any], many: int = 1) -> bool:
    """Tell whether there is no room for that many more rows of a kind; "Unsorted" does not count as a stage."""
    present = present_stages(board) if model is Stage else model.objects.filter(map=board, removed_at=None)
    return present.count() + many > AT_MOST[model]


def require_present(row: Stage | Touchpoint | Note, handed_back: str) -> None:
    """Refuse ``gone`` for something removed, handing the author's words back."""
    if row.removed_at is not None:
        raise Refused(Code.GONE, text=handed_back)
