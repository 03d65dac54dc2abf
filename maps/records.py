"""The board's kinds of record: maps, stages, touchpoints, notes, each with what attribution lets it say."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from maps.models import BoardRow, Map, Note, Stage, Touchpoint
from maps.rules import may_read
from workshops.enums import Attribution
from workshops.models import Participant, Workshop
from workshops.records import READER, Facts, Kind

AUTHOR = ("author__name", "credit", "department__public_id")
STAGE_FIELDS = ("name", "phase", "goal", "prompts", "unsorted")
ROW_FIELDS = ("row", "label", "shown", "position")
ON_THE_BOARD = ("public_id", "version", "removed_at", "map__public_id", "order")


def author_of(facts: Facts, room: Workshop) -> dict[str, Any] | None:
    """Return what may be said of who wrote something: nothing, the department, or department and name (L11)."""
    department, name = facts["department__public_id"], facts["author__name"] or facts["credit"]
    if room.attribution == Attribution.NAMED:
        return {"department": department, "name": name} if department or name else None
    if room.attribution == Attribution.DEPARTMENT and department:
        return {"department": department}
    return None


def _rows(model: type[Any]) -> Any:
    def rows(room: Workshop, boards: Iterable[str]) -> QuerySet[Any]:
        shown = model.objects.filter(map__workshop=room, map__public_id__in=list(boards))
        return shown.order_by("order", "public_id")

    return rows


def _board_record(facts: Facts, room: Workshop) -> dict[str, Any]:
    return {
        "group": facts["group__public_id"],
        "customer_type": facts["group__customer_type__public_id"],
        "title": facts["title"],
    }


def _row_record(facts: Facts, room: Workshop) -> dict[str, Any]:
    return {name: facts[name] for name in ROW_FIELDS}


def _stage_record(facts: Facts, room: Workshop) -> dict[str, Any]:
    return {
        "board": facts["map__public_id"],
        "name": facts["name"],
        "phase": facts["phase"],
        "goal": facts["goal"],
        "prompts": facts["prompts"],
        "order": facts["order"],
        "unsorted": facts["unsorted"],
    }


def _touchpoint_record(facts: Facts, room: Workshop) -> dict[str, Any]:
    return {
        "board": facts["map__public_id"],
        "stage": facts["stage__public_id"],
        "title": facts["title"],
        "description": facts["description"],
        "channel": facts["channel"],
        "order": facts["order"],
        "author": author_of(facts, room),
    }


def _note_record(facts: Facts, room: Workshop) -> dict[str, Any]:
    return {
        "board": facts["map__public_id"],
        "stage": facts["stage__public_id"],
        "row": facts["row"],
        "text": facts["text"],
        "order": facts["order"],
        "about": facts["about__public_id"],
        "author": author_of(facts, room),
    }


KINDS = (
    Kind(
        Map.KIND,
        lambda room, boards: Map.objects.filter(workshop=room).order_by("group__position", "pk"),
        (
            "public_id",
            "version",
            "removed_at",
            "group__public_id",
            "group__customer_type__public_id",
            "title",
        ),
        _board_record,
    ),
    Kind(
        BoardRow.KIND,
        lambda room, boards: BoardRow.objects.filter(workshop=room).order_by("position", "pk"),
        ("public_id", "version", *ROW_FIELDS),
        _row_record,
    ),
    Kind(Stage.KIND, _rows(Stage), (*ON_THE_BOARD, *STAGE_FIELDS), _stage_record),
    Kind(
        Touchpoint.KIND,
        _rows(Touchpoint),
        (*ON_THE_BOARD, "stage__public_id", "title", "description", "channel", *AUTHOR),
        _touchpoint_record,
    ),
    Kind(
        Note.KIND,
        _rows(Note),
        (*ON_THE_BOARD, "stage__public_id", "row", "text", "about__public_id", *AUTHOR),
        _note_record,
    ),
)


def board_ids(person: Participant) -> set[str]:
    """Return the public ids of the boards that somebody may see: what their socket may open (L12)."""
    boards = Map.objects.using(READER).filter(workshop=person.workshop_id, removed_at=None)
    return {board.public_id for board in boards if may_read(person, board)}
