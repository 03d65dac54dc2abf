"""Notes: add, edit, move, remove, restore."""

from functools import partial
from typing import Any

from msgspec import UNSET

from maps.commands.lifting import move_all, remove_all, restore
from maps.commands.placing import land, require_free, require_room, settle
from maps.commands.rewording import edit
from maps.commands.scribing import author_for
from maps.enums import Row
from maps.models import Map, Note, Touchpoint
from maps.queries import find_board, find_note, find_several, notes_in, stage_on, touchpoint_on
from maps.schemas import AddNote, EditNote, MoveNote, MoveNotes, RemoveNote, RemoveNotes, RestoreNote
from workshops.acts import Act, Answer
from workshops.commands.wording import words
from workshops.errors import Code, Refused
from workshops.events import before, record
from workshops.text import NOTE_LIMIT


def add_note(act: Act, data: AddNote) -> Answer:
    """Put a new note into a cell."""
    text = words(data.text, "text", NOTE_LIMIT)
    row = _row(data.row)
    board = find_board(act, data.board)
    stage, rows, result = land(board, stage_on(board, data.stage))
    require_free(Note.objects.all(), data.note)
    require_room(board, Note)
    author = author_for(act, board, data.person)
    note = Note(
        public_id=data.note,
        map=board,
        stage=stage,
        row=row,
        text=text,
        about=_about(board, data.about, result),
        author=author,
        department=author.department,
    )
    aside = settle(note, notes_in(stage, row), data.after, result)
    undo = [before(note, "removed") | {"was": {"removed": True}}]
    note.save(force_insert=True)
    return record(
        act, "note.add", [*rows, note], moved_over=aside, board=board.public_id, undo=undo, result=result
    )


def edit_note(act: Act, data: EditNote) -> Answer:
    """Reword a note."""
    text = words(data.text, "text", NOTE_LIMIT)
    return edit(act, "note.edit", find_note(act, data.note), "text", data.was, text)


def move_note(act: Act, data: MoveNote) -> Answer:
    """Move a note to another place, in its cell or another; it may be about something else there."""
    note = find_note(act, data.note)
    changes: dict[str, Any] = {}
    result: dict[str, object] = {}
    if data.about is not UNSET:
        about = _about(note.map, data.about, result)
        changes["about_id"] = about.pk if about else None
    return _move(act, "note.move", [note], data, changes, result)


def move_notes(act: Act, data: MoveNotes) -> Answer:
    """Move several notes to one place, in the order they are named."""
    return _move(act, "notes.move", find_several(act, Note, data.notes), data, {}, {})


def remove_note(act: Act, data: RemoveNote) -> Answer:
    """Remove a note softly."""
    return remove_all(act, "note.remove", [find_note(act, data.note)])


def remove_notes(act: Act, data: RemoveNotes) -> Answer:
    """Remove several notes softly."""
    return remove_all(act, "notes.remove", find_several(act, Note, data.notes))


def restore_note(act: Act, data: RestoreNote) -> Answer:
    """Bring a deleted note back, or take one out of what it was merged into."""
    return restore(act, "note.restore", find_note(act, data.note))


def _move(
    act: Act,
    name: str,
    notes: list[Any],
    data: MoveNote | MoveNotes,
    changes: dict[str, Any],
    result: dict[str, object],
) -> Answer:
    row = _row(data.row)
    stage = stage_on(notes[0].map, data.stage)
    changes = changes | {"row": row}
    return move_all(act, name, notes, stage, data.after, partial(notes_in, row=row), changes, result)


def _row(row: str) -> str:
    if row not in Row.values:
        raise Refused(Code.BAD_MESSAGE, field="row", why="unknown")
    return row


def _about(board: Map, about: str | None, result: dict[str, object]) -> Touchpoint | None:
    """Return the touchpoint a note is about; of one merged what it is a part of, and none where it was removed.

    The result says so where it was removed.
    """
    if about is None:
        return None
    touchpoint = touchpoint_on(board, about)
    touchpoint = touchpoint.merged_into or touchpoint
    if touchpoint.removed_at is not None:
        result.setdefault("repaired", "about")
        return None
    return touchpoint
