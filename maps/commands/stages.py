"""Stages: add, rename, move, remove."""

from typing import Any

from django.utils import timezone

from maps.commands.placing import (
    BATCH,
    beside,
    require_free,
    require_present,
    require_room,
    settle,
    unsorted_stage,
)
from maps.enums import Phase
from maps.models import Note, Stage, Touchpoint
from maps.ordering import GAP
from maps.queries import find_board, find_stage, present_stages
from maps.schemas import AddStage, DescribeStage, MoveStage, RemoveStage, RenameStage
from workshops.acts import Act, Answer
from workshops.commands.describing import Fields, describe, one_of, some_words
from workshops.commands.wording import line, reword
from workshops.errors import Code, Refused
from workshops.events import before, record, unchanged
from workshops.text import NOTE_LIMIT, TITLE_LIMIT

FIELDS: Fields = {
    "goal": some_words(NOTE_LIMIT),
    "prompts": some_words(NOTE_LIMIT),
    "phase": one_of(("", *Phase.values)),
}


def add_stage(act: Act, data: AddStage) -> Answer:
    """Put a new stage into a journey."""
    name = line(data.name, "name", TITLE_LIMIT)
    board = find_board(act, data.board)
    require_free(Stage.objects.all(), data.stage)
    require_room(board, Stage)
    stage = Stage(public_id=data.stage, map=board, name=name)
    result: dict[str, object] = {}
    aside = settle(stage, present_stages(board), data.after, result)
    undo = [before(stage, "removed") | {"was": {"removed": True}}]
    stage.save(force_insert=True)
    return record(
        act, "stage.add", [stage], moved_over=aside, board=board.public_id, undo=undo, result=result
    )


def rename_stage(act: Act, data: RenameStage) -> Answer:
    """Give a stage another name."""
    name = line(data.name, "name", TITLE_LIMIT)
    stage = _find_own(act, data.stage, name)
    new, result = reword(stage.name, data.was, name, TITLE_LIMIT)
    if new is None:
        return unchanged(result)
    undo = [before(stage, "name")]
    stage.name = new
    stage.save(update_fields=["name"])
    return record(act, "stage.rename", [stage], board=stage.map.public_id, undo=undo, result=result)


def describe_stage(act: Act, data: DescribeStage) -> Answer:
    """Change the customer's goal in a stage, the questions that help to write there, or its phase."""
    stage = _find_own(act, data.stage, data.now if isinstance(data.now, str) else "")
    undo = [before(stage, data.field)] if data.field in FIELDS else None
    return describe(act, "stage.describe", stage, FIELDS, data, board=stage.map.public_id, undo=undo)


def move_stage(act: Act, data: MoveStage) -> Answer:
    """Move a stage to another place in the journey, with all that stands in it."""
    stage = _find_own(act, data.stage, "")
    if data.after == stage.public_id:
        return unchanged()
    undo = [before(stage, "order") | beside(stage, present_stages(stage.map))]
    result: dict[str, object] = {}
    aside = settle(stage, present_stages(stage.map), data.after, result)
    stage.save(update_fields=["order"])
    return record(
        act, "stage.move", [stage], moved_over=aside, board=stage.map.public_id, undo=undo, result=result
    )


def remove_stage(act: Act, data: RemoveStage) -> Answer:
    """Remove a stage softly; its touchpoints and notes move to the end of "Unsorted" in the same command."""
    stage = find_stage(act, data.stage)
    if stage.removed_at is not None:
        return unchanged()
    _require_own(stage)
    unsorted, made = unsorted_stage(stage.map)
    moved: list[Any] = [*_present(Touchpoint, stage), *_present(Note, stage)]
    place = beside(stage, present_stages(stage.map))
    undo = [before(stage, "removed") | place, *(before(row, "stage_id", "order") for row in moved)]
    _move_to_end(moved, unsorted)
    stage.removed_at = timezone.now()
    stage.save(update_fields=["removed_at"])
    rows = [*made, stage, *moved]
    return record(
        act, "stage.remove", rows, board=stage.map.public_id, undo=undo, result={"moved": len(moved)}
    )


def _present(model: type[Any], stage: Stage) -> list[Any]:
    return list(model.objects.filter(stage=stage, removed_at=None))


def _move_to_end(rows: list[Any], stage: Stage) -> None:
    models: tuple[type[Any], ...] = (Touchpoint, Note)
    for model in models:
        own = [row for row in rows if isinstance(row, model)]
        last = model.objects.filter(stage=stage).order_by("order").last()
        start = last.order if last else 0
        for index, row in enumerate(own, start=1):
            row.stage, row.order = stage, start + GAP * index
        model.objects.bulk_update(own, ["stage", "order"], batch_size=BATCH)


def _find_own(act: Act, public_id: str, handed_back: str) -> Stage:
    stage = find_stage(act, public_id)
    require_present(stage, handed_back)
    _require_own(stage)
    return stage


def _require_own(stage: Stage) -> None:
    """Refuse to change "Unsorted": it belongs to the board, not to the journey."""
    if stage.unsorted:
        raise Refused(Code.FORBIDDEN, why="unsorted")
