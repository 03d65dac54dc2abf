"""Notes: add, edit, move, remove."""

from django.utils import timezone

from maps.commands.placing import beside, land, require_free, require_present, require_room, settle
from maps.commands.scribing import author_for
from maps.enums import Row
from maps.models import Map, Note, Touchpoint
from maps.queries import find_board, find_note, notes_in, stage_on, touchpoint_on
from maps.schemas import AddNote, EditNote, MoveNote, RemoveNote
from workshops.acts import Act, Answer
from workshops.commands.wording import reword, words
from workshops.errors import Code, Refused
from workshops.events import before, record, unchanged
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
    note = find_note(act, data.note)
    require_present(note, text)
    new, result = reword(note.text, data.was, text, NOTE_LIMIT)
    if new is None:
        return unchanged(result)
    undo = [before(note, "text")]
    note.text = new
    note.save(update_fields=["text"])
    return record(act, "note.edit", [note], board=note.map.public_id, undo=undo, result=result)


def move_note(act: Act, data: MoveNote) -> Answer:
    """Move a note to another place, in its cell or another."""
    row = _row(data.row)
    note = find_note(act, data.note)
    require_present(note, note.text)
    stage, rows, result = land(note.map, stage_on(note.map, data.stage))
    if data.after == note.public_id:
        return unchanged(result)
    undo = [before(note, "stage_id", "row", "order") | beside(note, notes_in(note.stage, note.row))]
    note.stage, note.row = stage, row
    aside = settle(note, notes_in(stage, row), data.after, result)
    note.save(update_fields=["stage", "row", "order"])
    return record(
        act, "note.move", [*rows, note], moved_over=aside, board=note.map.public_id, undo=undo, result=result
    )


def remove_note(act: Act, data: RemoveNote) -> Answer:
    """Remove a note softly."""
    note = find_note(act, data.note)
    if note.removed_at is not None:
        return unchanged()
    undo = [before(note, "removed") | beside(note, notes_in(note.stage, note.row))]
    note.removed_at = timezone.now()
    note.save(update_fields=["removed_at"])
    return record(act, "note.remove", [note], board=note.map.public_id, undo=undo)


def _row(row: str) -> str:
    if row not in Row.values:
        raise Refused(Code.BAD_MESSAGE, field="row", why="unknown")
    return row


def _about(board: Map, about: str | None, result: dict[str, object]) -> Touchpoint | None:
    """Return the touchpoint a note is about; one removed meanwhile is let go, and the result says so."""
    if about is None:
        return None
    touchpoint = touchpoint_on(board, about)
    if touchpoint.removed_at is not None:
        result.setdefault("repaired", "about")
        return None
    return touchpoint
