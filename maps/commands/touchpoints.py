"""Touchpoints: add, edit, move, remove, restore."""

from typing import Any

from maps.commands.lifting import move_all, remove_all, restore
from maps.commands.placing import land, require_free, require_room, settle
from maps.commands.rewording import edit
from maps.commands.scribing import author_for
from maps.models import Touchpoint
from maps.queries import find_board, find_several, find_touchpoint, stage_on, touchpoints_in
from maps.schemas import (
    AddTouchpoint,
    EditTouchpoint,
    MoveTouchpoint,
    MoveTouchpoints,
    RemoveTouchpoint,
    RemoveTouchpoints,
    RestoreTouchpoint,
)
from workshops.acts import Act, Answer
from workshops.commands.wording import words
from workshops.events import before, record
from workshops.text import NOTE_LIMIT


def add_touchpoint(act: Act, data: AddTouchpoint) -> Answer:
    """Put a new touchpoint into a stage."""
    title = words(data.title, "title", NOTE_LIMIT)
    board = find_board(act, data.board)
    stage, rows, result = land(board, stage_on(board, data.stage))
    require_free(Touchpoint.objects.all(), data.touchpoint)
    require_room(board, Touchpoint)
    author = author_for(act, board, data.person)
    touchpoint = Touchpoint(
        public_id=data.touchpoint,
        map=board,
        stage=stage,
        title=title,
        author=author,
        department=author.department,
    )
    aside = settle(touchpoint, touchpoints_in(stage), data.after, result)
    undo = [before(touchpoint, "removed") | {"was": {"removed": True}}]
    touchpoint.save(force_insert=True)
    return record(
        act,
        "touchpoint.add",
        [*rows, touchpoint],
        moved_over=aside,
        board=board.public_id,
        undo=undo,
        result=result,
    )


def edit_touchpoint(act: Act, data: EditTouchpoint) -> Answer:
    """Reword a touchpoint's title."""
    title = words(data.title, "title", NOTE_LIMIT)
    return edit(act, "touchpoint.edit", find_touchpoint(act, data.touchpoint), "title", data.was, title)


def move_touchpoint(act: Act, data: MoveTouchpoint) -> Answer:
    """Move a touchpoint to another place, in its stage or another."""
    return _move(act, "touchpoint.move", [find_touchpoint(act, data.touchpoint)], data)


def move_touchpoints(act: Act, data: MoveTouchpoints) -> Answer:
    """Move several touchpoints to one place, in the order they are named."""
    return _move(act, "touchpoints.move", find_several(act, Touchpoint, data.touchpoints), data)


def remove_touchpoint(act: Act, data: RemoveTouchpoint) -> Answer:
    """Remove a touchpoint softly; notes about it stay where they are."""
    return remove_all(act, "touchpoint.remove", [find_touchpoint(act, data.touchpoint)])


def remove_touchpoints(act: Act, data: RemoveTouchpoints) -> Answer:
    """Remove several touchpoints softly."""
    return remove_all(act, "touchpoints.remove", find_several(act, Touchpoint, data.touchpoints))


def restore_touchpoint(act: Act, data: RestoreTouchpoint) -> Answer:
    """Bring a deleted touchpoint back, or take one out of what it was merged into."""
    return restore(act, "touchpoint.restore", find_touchpoint(act, data.touchpoint))


def _move(act: Act, name: str, touchpoints: list[Any], data: MoveTouchpoint | MoveTouchpoints) -> Answer:
    stage = stage_on(touchpoints[0].map, data.stage)
    return move_all(act, name, touchpoints, stage, data.after, touchpoints_in, {})
