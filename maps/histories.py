"""What was before on a board: the history of one touchpoint or note, and what was deleted and can be put back."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from maps.enums import GONE, Row
from maps.models import Map, Note, Stage, Touchpoint
from maps.outline import TOUCHPOINTS
from maps.records import AUTHOR, author_of
from workshops.enums import Attribution
from workshops.models import Event, Participant, Workshop
from workshops.records import READER

ENTRIES_AT_MOST = 200
MODELS: dict[str, type[Touchpoint | Note]] = {Touchpoint.KIND: Touchpoint, Note.KIND: Note}
WORDS = {Touchpoint.KIND: "title", Note.KIND: "text"}


def history_of(board: Map, kind: str, public_id: str) -> list[dict[str, Any]]:
    """Return what happened to one touchpoint or note, newest first: `at`, `what`, `was` (its words before), `author`.

    `author` is what attribution lets be said of who did it, or None. Nothing is told of ratings. The number of
    queries does not depend on how much happened.
    """
    room = board.workshop
    events = (
        Event.objects.using(READER)
        .select_related("participant__department", "undoes")
        .filter(workshop=room, board=board.public_id, version__isnull=False, changes__icontains=public_id)
        .order_by("-version")[:ENTRIES_AT_MOST]
    )
    stages = dict(Stage.objects.using(READER).filter(map=board).values_list("pk", "name"))
    touched = [event for event in events if [kind, public_id] in event.changes]
    return [_entry(event, _was(event, kind, public_id), stages, room) for event in touched]


def deleted_on(board: Map, labels: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the deleted touchpoints and notes of a board, newest first, without those merged into others.

    Each has `kind`, `id`, `words`, `where` (stage and row, by the words in `labels`), `at` and the `author` as
    attribution allows.
    """
    found: list[dict[str, Any]] = []
    for kind, model in MODELS.items():
        rows = model._default_manager.using(READER).filter(
            map=board, removed_at__isnull=False, merged_into=None
        )
        row_of = ("row",) if model is Note else ()
        fields = ("public_id", "removed_at", "stage__name", WORDS[kind], *row_of, *AUTHOR)
        for facts in rows.order_by("-removed_at")[:ENTRIES_AT_MOST].values(*fields):
            if facts[WORDS[kind]] == GONE:
                continue
            found.append(
                {
                    "kind": kind,
                    "id": facts["public_id"],
                    "words": facts[WORDS[kind]],
                    "where": f"{facts['stage__name']}, {labels[facts.get('row', TOUCHPOINTS)]}",
                    "at": facts["removed_at"].isoformat(),
                    "author": author_of(facts, board.workshop),
                }
            )
    return sorted(found, key=lambda one: str(one["at"]), reverse=True)[:ENTRIES_AT_MOST]


def _was(event: Event, kind: str, public_id: str) -> dict[str, Any]:
    """Return what the event kept of the row from before, or nothing."""
    kept: Iterable[dict[str, Any]] = event.undo or []
    return next((entry["was"] for entry in kept if (entry["kind"], entry["id"]) == (kind, public_id)), {})


def _entry(event: Event, was: dict[str, Any], stages: dict[int, str], room: Workshop) -> dict[str, Any]:
    return {
        "at": event.at.isoformat(),
        "what": _what(event.name, was, stages),
        "was": was.get("text") or was.get("title") or "",
        "author": _who(event.participant, room),
    }


def _what(name: str, was: dict[str, Any], stages: dict[int, str]) -> str:
    if name in ("undo", "redo"):
        return _("A change was taken back") if name == "undo" else _("A change was done again")
    act = name.partition(".")[2]
    if act == "move" and was.get("stage_id") in stages:
        place = stages[was["stage_id"]]
        row = dict(Row.choices).get(was.get("row", ""), "")
        return _("Moved; before: {place}").format(place=", ".join(filter(None, (place, str(row)))))
    return {
        "add": _("Added"),
        "edit": _("Other words; before:"),
        "remove": _("Deleted"),
        "restore": _("Brought back"),
        "merge": _("Merged"),
        "describe": _("Details changed"),
        "cluster": _("Put into a cluster, or taken out"),
        "link": _("Details changed"),
        "unlink": _("Details changed"),
    }.get(act, _("Changed"))


def _who(person: Participant | None, room: Workshop) -> dict[str, Any] | None:
    """Return what may be said of who did something; of facilitators, who speak for no department, nothing more."""
    if person is None or room.attribution == Attribution.ANONYMOUS:
        return None
    department = person.department.public_id if person.department else None
    if room.attribution == Attribution.NAMED:
        return {"department": department, "name": person.name}
    return {"department": department} if department else None
