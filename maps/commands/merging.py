"""Duplicates become one: what is merged stays with its words, authors and ratings, told as a part of the other."""

from typing import Any

from django.utils import timezone

from maps.commands.details import behind_ids, set_behind
from maps.commands.placing import beside, require_present
from maps.enums import Evidence
from maps.models import Moment, Note, Rating, Touchpoint
from maps.queries import feelings_of, felt_at, find_note, find_several, find_touchpoint, neighbours_of
from maps.schemas import MergeNotes, MergeTouchpoints
from workshops.acts import Act, Answer
from workshops.errors import Code, Refused
from workshops.events import before, record, unchanged
from workshops.text import NOTE_LIMIT

# What goes over to a touchpoint that says nothing of it; columns that hold together go together.
UNSAID = (
    *(("channel",), ("kind",), ("initiator",), ("visibility",)),
    *(("ownership", "owner_id"), ("wait", "wait_unit"), ("often", "often_unit")),
)
GAINED = ("evidence", "starred", "description", *(column for columns in UNSAID for column in columns))


def merge_notes(act: Act, data: MergeNotes) -> Answer:
    """Make notes parts of another one."""
    whole, parts = _sorted_out(act, find_note(act, data.note), find_several(act, Note, data.notes))
    if not parts:
        return unchanged({"merged": 0, "into": whole.public_id})
    undo = [before(whole)]
    absorbed = _absorb(whole, parts, undo)
    return _merged(act, "note.merge", whole, [*parts, *absorbed], undo, len(parts))


def merge_touchpoints(act: Act, data: MergeTouchpoints) -> Answer:
    """Make touchpoints parts of another one.

    It gets what hangs on them: the notes about them, what works behind them, the best evidence, their descriptions
    below its own, each detail and their moment of truth where it has none; their ratings count with its own.
    """
    touchpoint = find_touchpoint(act, data.touchpoint)
    whole, parts = _sorted_out(act, touchpoint, find_several(act, Touchpoint, data.touchpoints))
    if not parts:
        return unchanged({"merged": 0, "into": whole.public_id})
    undo = [_gain(whole, parts)]
    absorbed = _absorb(whole, parts, undo)
    notes = _take_notes(whole, parts, undo)
    moments = _take_moments(whole, parts, undo)
    feelings = feelings_of(*parts, *_felt(whole, [*parts, *absorbed]))
    rows = [*parts, *absorbed, *notes, *moments, *feelings]
    return _merged(act, "touchpoint.merge", whole, rows, undo, len(parts))


def _sorted_out(act: Act, kept: Any, others: list[Any]) -> tuple[Any, list[Any]]:
    """Return what all become part of, and which of them still can: not what was removed or merged meanwhile.

    One that became a part itself stands for its whole, so two merges that cross come to the same.
    """
    whole = kept.merged_into or kept
    require_present(whole, "")
    if any(other.map_id != whole.map_id for other in others):
        raise Refused(Code.NOT_FOUND)
    return whole, [other for other in others if other.removed_at is None and other.pk != whole.pk]


def _absorb(whole: Any, parts: list[Any], undo: list[dict[str, Any]]) -> list[Any]:
    """Let rows become parts, and what were parts of theirs with them; returns the latter."""
    now = timezone.now()
    stand = sorted(parts, key=lambda row: (row.stage_id, getattr(row, "row", ""), row.order, row.public_id))
    undo += [before(row, "removed", "merged_into_id") | beside(row, neighbours_of(row)) for row in stand]
    for row in parts:
        row.removed_at, row.merged_into = now, whole
        row.save(update_fields=["removed_at", "merged_into"])
    absorbed = list(type(whole).objects.select_related("map").filter(merged_into__in=parts))
    for row in absorbed:
        undo.append(before(row, "merged_into_id"))
        row.merged_into = whole
        row.save(update_fields=["merged_into"])
    return absorbed


def _gain(whole: Touchpoint, parts: list[Touchpoint]) -> dict[str, Any]:
    """Give a touchpoint what its parts know; returns what undo needs of it."""
    behind = behind_ids(whole)
    entry = before(whole, *GAINED)
    entry["was"]["behind"] = behind
    strength = ["", *Evidence.values]
    whole.evidence = max([whole, *parts], key=lambda row: strength.index(row.evidence)).evidence
    whole.starred = whole.starred or any(part.starred for part in parts)
    for part in parts:
        for columns in UNSAID:
            if not getattr(whole, columns[0]):
                for column in columns:
                    setattr(whole, column, getattr(part, column))
        whole.description = _told_together(whole.description, part.description)
    whole.save(update_fields=[column.removesuffix("_id") for column in GAINED])
    set_behind(whole, list(dict.fromkeys([*behind, *(pk for part in parts for pk in behind_ids(part))])))
    return entry


def _told_together(one: str, other: str) -> str:
    """Return two descriptions as one; the other's stays with the part alone where it is too long or there already."""
    both = "\n\n".join(filter(None, (one, other)))
    return one if other in one or len(both) > NOTE_LIMIT else both


def _take_notes(whole: Touchpoint, parts: list[Touchpoint], undo: list[dict[str, Any]]) -> list[Note]:
    notes = list(Note.objects.filter(about__in=parts))
    for note in notes:
        undo.append(before(note, "about_id"))
        note.about = whole
        note.save(update_fields=["about"])
    return notes


def _take_moments(whole: Touchpoint, parts: list[Touchpoint], undo: list[dict[str, Any]]) -> list[Moment]:
    """Let the first moment of truth of the parts be the touchpoint's where it has none; the others go."""
    moments = list(Moment.objects.filter(touchpoint__in=parts, removed_at=None).order_by("pk"))
    is_free = not Moment.objects.filter(touchpoint=whole, removed_at=None).exists()
    for moment in moments:
        undo.append(before(moment, "touchpoint_id", "removed"))
        if is_free:
            moment.touchpoint, is_free = whole, False
        else:
            moment.removed_at = timezone.now()
        moment.save(update_fields=["touchpoint", "removed_at"])
    return moments


def _felt(whole: Touchpoint, parts: list[Touchpoint]) -> list[Touchpoint]:
    """Return the touchpoint where it has ratings by now, its own or its parts', so that all are told of them."""
    if not Rating.objects.filter(touchpoint__in=[whole, *parts], removed_at=None).exists():
        return []
    felt_at(whole)
    return [whole]


def _merged(
    act: Act, name: str, whole: Any, rows: list[Any], undo: list[dict[str, Any]], number: int
) -> Answer:
    result = {"merged": number, "into": whole.public_id}
    return record(act, name, [whole, *rows], board=whole.map.public_id, undo=undo, result=result)
