"""Touchpoints: add, edit, describe, move, remove."""

from django.utils import timezone

from maps.commands.placing import beside, land, require_free, require_present, require_room, settle
from maps.commands.scribing import author_for
from maps.enums import Channel
from maps.models import Touchpoint
from maps.queries import find_board, find_touchpoint, stage_on, touchpoints_in
from maps.schemas import AddTouchpoint, DescribeTouchpoint, EditTouchpoint, MoveTouchpoint, RemoveTouchpoint
from workshops.acts import Act, Answer
from workshops.commands.wording import reword, words
from workshops.errors import Code, Refused
from workshops.events import before, record, unchanged
from workshops.text import NOTE_LIMIT, BadText, clean


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
    touchpoint = find_touchpoint(act, data.touchpoint)
    require_present(touchpoint, title)
    new, result = reword(touchpoint.title, data.was, title, NOTE_LIMIT)
    if new is None:
        return unchanged(result)
    undo = [before(touchpoint, "title")]
    touchpoint.title = new
    touchpoint.save(update_fields=["title"])
    return _recorded(act, "touchpoint.edit", touchpoint, undo, result)


def describe_touchpoint(act: Act, data: DescribeTouchpoint) -> Answer:
    """Change a touchpoint's other fields, those that are named; the last writer wins, field by field."""
    touchpoint = find_touchpoint(act, data.touchpoint)
    require_present(touchpoint, data.description or "")
    wanted = _described(data)
    changed = [name for name, value in wanted.items() if getattr(touchpoint, name) != value]
    if not changed:
        return unchanged()
    undo = [before(touchpoint, *changed)]
    for name in changed:
        setattr(touchpoint, name, wanted[name])
    touchpoint.save(update_fields=changed)
    return _recorded(act, "touchpoint.describe", touchpoint, undo, {})


def move_touchpoint(act: Act, data: MoveTouchpoint) -> Answer:
    """Move a touchpoint to another place, in its stage or another."""
    touchpoint = find_touchpoint(act, data.touchpoint)
    require_present(touchpoint, touchpoint.title)
    stage, rows, result = land(touchpoint.map, stage_on(touchpoint.map, data.stage))
    if data.after == touchpoint.public_id:
        return unchanged(result)
    undo = [before(touchpoint, "stage_id", "order") | beside(touchpoint, touchpoints_in(touchpoint.stage))]
    touchpoint.stage = stage
    aside = settle(touchpoint, touchpoints_in(stage), data.after, result)
    touchpoint.save(update_fields=["stage", "order"])
    return record(
        act,
        "touchpoint.move",
        [*rows, touchpoint],
        moved_over=aside,
        board=touchpoint.map.public_id,
        undo=undo,
        result=result,
    )


def remove_touchpoint(act: Act, data: RemoveTouchpoint) -> Answer:
    """Remove a touchpoint softly; notes about it stay where they are."""
    touchpoint = find_touchpoint(act, data.touchpoint)
    if touchpoint.removed_at is not None:
        return unchanged()
    undo = [before(touchpoint, "removed") | beside(touchpoint, touchpoints_in(touchpoint.stage))]
    touchpoint.removed_at = timezone.now()
    touchpoint.save(update_fields=["removed_at"])
    return _recorded(act, "touchpoint.remove", touchpoint, undo, {})


def _described(data: DescribeTouchpoint) -> dict[str, str]:
    wanted = {}
    if data.description is not None:
        try:
            wanted["description"] = clean(data.description, NOTE_LIMIT).strip()
        except BadText as bad:
            raise Refused(Code.BAD_MESSAGE, field="description", why=bad.why) from bad
    if data.channel is not None:
        if data.channel not in ("", *Channel.values):
            raise Refused(Code.BAD_MESSAGE, field="channel", why="unknown")
        wanted["channel"] = data.channel
    return wanted


def _recorded(
    act: Act, name: str, touchpoint: Touchpoint, undo: list[dict[str, object]], result: dict[str, object]
) -> Answer:
    return record(act, name, [touchpoint], board=touchpoint.map.public_id, undo=undo, result=result)
