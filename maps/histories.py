"""What was before on a board: the history of one touchpoint or note, and what was deleted and can be put back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from maps.enums import GONE
from maps.models import Cluster, Map, Note, Stage, Touchpoint
from maps.outline import TOUCHPOINTS
from maps.records import AUTHOR, author_of
from workshops.enums import Attribution
from workshops.models import Event, Participant, Workshop
from workshops.records import READER

ENTRIES_AT_MOST = 200
MODELS: dict[str, type[Touchpoint | Note]] = {Touchpoint.KIND: Touchpoint, Note.KIND: Note}
WORDS = {Touchpoint.KIND: "title", Note.KIND: "text"}


Labels = Mapping[str, Any]


@dataclass
class Step:
    """One change of a row: its event, what the event kept from before, and how the row was after it."""

    event: Event
    was: dict[str, Any]
    after: dict[str, Any]
    # Whether the event changed anything of the row itself: if not, what hangs on it changed.
    is_own: bool
    names: "Names"

    def before(self, column: str) -> Any:
        """Return what stood in a column before."""
        return self.was.get(column, self.after.get(column))


@dataclass
class Names:
    """What the board's stages, clusters and rows are called."""

    stages: dict[int, str]
    clusters: dict[int, str]
    labels: Labels

    def place(self, stage: Any, row: Any) -> str:
        """Return a place of the board in words; touchpoints have no row of their own."""
        return ", ".join(filter(None, (self.stages.get(stage, ""), str(self.labels[row or TOUCHPOINTS]))))


def history_of(board: Map, row: Touchpoint | Note, labels: Labels) -> list[dict[str, Any]]:
    """Return what happened to one touchpoint or note, newest first.

    Each entry has `at`, `what`, `author` (what attribution lets be said of who did it, or None), and where its
    words changed `before` and `now`. Nothing is told of ratings, nor of what somebody wrote who was erased since.
    The number of queries does not depend on how much happened.
    """
    names = Names(
        dict(Stage.objects.using(READER).filter(map=board).values_list("pk", "name")),
        dict(Cluster.objects.using(READER).filter(map=board).values_list("pk", "name")),
        labels,
    )
    steps = _steps(board, row, names)
    moved = _changed_departments(board.workshop)
    erased = _erased_words(steps, row)
    return [_entry(step, row, board.workshop, moved) | _wording(step, row, erased) for step in steps]


def deleted_on(board: Map, labels: Labels) -> list[dict[str, Any]]:
    """Return the deleted touchpoints and notes of a board, newest first, without those merged into others.

    Each has `kind`, `id`, `words`, `where` (stage and row, by the words in `labels`), `at` and the `author` of the
    words as attribution allows.
    """
    found: list[dict[str, Any]] = []
    for kind, model in MODELS.items():
        rows = model._default_manager.using(READER).filter(
            map=board, removed_at__isnull=False, merged_into=None, emptied=False
        )
        row_of = ("row",) if model is Note else ()
        fields = ("public_id", "removed_at", "stage__name", WORDS[kind], *row_of, *AUTHOR)
        shown = rows.order_by("-removed_at")
        found += [
            {
                "kind": kind,
                "id": facts["public_id"],
                "words": facts[WORDS[kind]],
                "where": f"{facts['stage__name']}, {labels[facts.get('row', TOUCHPOINTS)]}",
                "at": facts["removed_at"].isoformat(),
                "author": author_of(facts, board.workshop),
            }
            for facts in shown[:ENTRIES_AT_MOST].values(*fields)
        ]
    return sorted(found, key=lambda one: str(one["at"]), reverse=True)[:ENTRIES_AT_MOST]


def _steps(board: Map, row: Touchpoint | Note, names: Names) -> list[Step]:
    """Return the changes of a row, newest first, going back from how it is now."""
    key = [row.KIND, row.public_id]
    events = (
        Event.objects.using(READER)
        .select_related("participant__department", "undoes")
        .filter(
            workshop=board.workshop,
            board=board.public_id,
            version__isnull=False,
            changes__icontains=row.public_id,
        )
        .exclude(name__startswith="rating.")
        .order_by("-version")[:ENTRIES_AT_MOST]
    )
    columns = (WORDS[row.KIND], "stage_id", "row", "cluster_id", "merged_into_id")
    after = {column: getattr(row, column, None) for column in columns}
    steps = []
    for event in events:
        # A row that only made room for another stands there with a third item.
        if key not in event.changes:
            continue
        kept = {(entry["kind"], entry["id"]): entry["was"] for entry in event.undo or []}
        was = kept.get((row.KIND, row.public_id))
        steps.append(Step(event, was or {}, dict(after), bool(was), names))
        after |= {column: value for column, value in (was or {}).items() if column in after}
        if was is None and event.name == f"{row.KIND}.edit":
            after[WORDS[row.KIND]] = None
    return steps


def _wording(step: Step, row: Touchpoint | Note, erased: set[str]) -> dict[str, str]:
    """Return the words before and after a step that changed them, without those that nobody may see any more."""
    words = WORDS[row.KIND]
    if words not in step.was:
        return {}
    told = {"before": step.was[words], "now": step.after[words]}
    return {name: text for name, text in told.items() if text and text not in erased}


def _erased_words(steps: list[Step], row: Touchpoint | Note) -> set[str]:
    """Return what people have written here who were erased since, but for what still stands there."""
    words = WORDS[row.KIND]
    edits = (step for step in steps if step.event.name == f"{row.KIND}.edit" and words in step.was)
    written = {step.after[words] for step in edits if step.event.participant is None}
    return (written - {getattr(row, words)}) | {GONE}


def _entry(step: Step, row: Touchpoint | Note, room: Workshop, moved: dict[str, int]) -> dict[str, Any]:
    event = step.event
    is_adding = event.name == f"{row.KIND}.add"
    return {
        "at": event.at.isoformat(),
        "what": _what(step, row),
        "author": author_of(_facts(row), room) if is_adding else _who(event, room, moved),
    }


def _facts(row: Touchpoint | Note) -> dict[str, Any]:
    """Return what `author_of` needs: whoever writes for others adds what is theirs."""
    return {
        "author__name": row.author.name if row.author else None,
        "credit": row.credit,
        "department__public_id": row.department.public_id if row.department else None,
    }


def _who(event: Event, room: Workshop, moved: dict[str, int]) -> dict[str, Any] | None:
    """Return what may be said of who did something; of facilitators, who speak for no department, nothing more.

    The department is the one of that time: nothing is said where it is another one by now.
    """
    person = event.participant
    if person is None or room.attribution == Attribution.ANONYMOUS:
        return None
    is_same = person.department is not None and moved.get(person.public_id, 0) < (event.version or 0)
    department = person.department.public_id if person.department and is_same else None
    if room.attribution == Attribution.NAMED:
        return {"department": department, "name": person.name}
    return {"department": department} if department else None


def _changed_departments(room: Workshop) -> dict[str, int]:
    """Return for people whose department was changed in which version that was last."""
    events = Event.objects.using(READER).filter(workshop=room, name="person.describe", version__isnull=False)
    return {
        change[1]: version or 0
        for version, changes, fields in events.order_by("version").values_list("version", "changes", "fields")
        for change in changes
        if change[0] == Participant.KIND and "department" in fields
    }


def _what(step: Step, row: Touchpoint | Note) -> str:
    """Say in words what an event did to the row."""
    name = step.event.name
    subject, _dot, act = name.partition(".")
    if name in ("undo", "redo"):
        return _taken_back(step) if name == "undo" else _("A change was done again")
    if subject in (row.KIND, f"{row.KIND}s"):
        return _done_to_itself(act, step)
    if name in ("cluster.add", "cluster.remove"):
        return _clustered(step)
    if name == "stage.remove":
        return _("Its stage was removed: {move}").format(move=_moved(step))
    if name in ("resource.link", "resource.unlink"):
        return _("Teams or systems behind it changed")
    if name == "touchpoint.merge":
        return _("What it is about was merged")
    return _("Brought in from a file") if name in ("map.import", "board.import") else _("Changed")


def _taken_back(step: Step) -> str:
    removed = step.was.get("removed")
    if removed is None:
        return _("A change was taken back")
    return _("Brought back by undo") if removed else _("Taken away by undo")


def _done_to_itself(act: str, step: Step) -> str:
    if act == "move":
        return _moved(step)
    if act == "cluster":
        return _clustered(step)
    if act == "edit":
        return _("Other words") if step.is_own or not step.event.undo else _("A part of it got other words")
    if act == "restore":
        return _restored(step)
    if act == "merge":
        became_part = "merged_into_id" in step.was
        return _("Became a part of another one") if became_part else _("Others were merged into it")
    if act == "describe":
        return _("Details changed: {details}").format(details=_details(step))
    return _("Deleted") if act == "remove" else _("Added")


def _restored(step: Step) -> str:
    if not step.is_own:
        return _("A part was taken out")
    return _("Taken out of what it was merged into") if step.was.get("merged_into_id") else _("Brought back")


def _moved(step: Step) -> str:
    places = [
        step.names.place(step.before("stage_id"), step.before("row")),
        step.names.place(step.after["stage_id"], step.after["row"]),
    ]
    if places[0] == places[1]:
        return _("Moved within {place}").format(place=places[0])
    return _("Moved from {before} to {now}").format(before=places[0], now=places[1])


def _clustered(step: Step) -> str:
    before, now = step.before("cluster_id"), step.after["cluster_id"]
    if now is not None:
        return _("Put into the cluster “{name}”").format(name=step.names.clusters.get(now, ""))
    return _("Taken out of the cluster “{name}”").format(name=step.names.clusters.get(before, ""))


def _details(step: Step) -> str:
    names = {
        "description": _("description"),
        "channel": _("channel"),
        "kind": _("kind"),
        "initiator": _("who starts it"),
        "visibility": _("whether the customer sees it"),
        "ownership": _("owner"),
        "owner_id": _("owner"),
        "wait": _("waiting time"),
        "often": _("how often"),
        "evidence": _("how well we know it"),
        "starred": _("star"),
    }
    return ", ".join(dict.fromkeys(names[column] for column in step.was if column in names))
