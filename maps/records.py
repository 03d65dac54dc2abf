"""The board's kinds of record: maps, stages, touchpoints, notes, each with what attribution lets it say."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from maps.metrics import feeling, tellable_sides
from maps.models import (
    Behind,
    BoardRow,
    Cluster,
    Feeling,
    Map,
    Moment,
    Note,
    Rating,
    Resource,
    Stage,
    Touchpoint,
)
from maps.rules import may_read
from workshops.enums import Attribution
from workshops.models import Participant, Workshop
from workshops.records import READER, Facts, Kind

AUTHOR = ("author__name", "credit", "department__public_id")
STAGE_FIELDS = ("name", "phase", "goal", "prompts", "unsorted")
ROW_FIELDS = ("row", "label", "shown", "position")
ON_THE_BOARD = ("public_id", "version", "removed_at", "map__public_id", "order")
DETAIL_FIELDS = ("title", "description", "channel", "kind", "initiator", "visibility", "evidence", "starred")
AMOUNTS = ("wait", "often")


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
        **{name: facts[name] for name in DETAIL_FIELDS},
        "owner": facts["owner__public_id"] or facts["ownership"],
        **{name: _amount(facts, name) for name in AMOUNTS},
        "resources": facts["resources"],
        "order": facts["order"],
        "author": author_of(facts, room),
        "parts": facts["parts"],
    }


def _amount(facts: Facts, name: str) -> dict[str, Any] | None:
    return {"value": facts[name], "unit": facts[f"{name}_unit"]} if facts[name] else None


def _note_record(facts: Facts, room: Workshop) -> dict[str, Any]:
    return {
        "board": facts["map__public_id"],
        "stage": facts["stage__public_id"],
        "row": facts["row"],
        "text": facts["text"],
        "order": facts["order"],
        "about": facts["about__public_id"],
        "cluster": facts["cluster__public_id"],
        "author": author_of(facts, room),
        "parts": facts["parts"],
    }


def _gather_parts(model: type[Touchpoint | Note], words: str) -> Callable[[list[Facts], Workshop], None]:
    """Return what adds to rows the words and authors of those that were merged into them, in their order."""

    def gather(found: list[Facts], room: Workshop) -> None:
        parts: dict[str, list[dict[str, Any]]] = defaultdict(list)
        rows = model.objects.using(READER).filter(
            merged_into__in=[facts["pk"] for facts in found], emptied=False
        )
        fields = ("public_id", words, "merged_into", *AUTHOR)
        for part in rows.order_by("order", "public_id").values(*fields):
            told = {"id": part["public_id"], words: part[words], "author": author_of(part, room)}
            parts[part["merged_into"]].append(told)
        for facts in found:
            facts["parts"] = parts.get(facts["pk"], [])

    return gather


def _gather_touchpoints(found: list[Facts], room: Workshop) -> None:
    _gather_parts(Touchpoint, "title")(found, room)
    behind = Behind.objects.using(READER).filter(touchpoint__in=[facts["pk"] for facts in found])
    resources: dict[int, list[str]] = defaultdict(list)
    for touchpoint, resource in behind.order_by("pk").values_list("touchpoint", "resource__public_id"):
        resources[touchpoint].append(resource)
    for facts in found:
        facts["resources"] = resources.get(facts["pk"], [])


Given = tuple[str, int | None, str]


def _ratings_at(found: list[Facts]) -> dict[int, list[Given]]:
    """Return the ratings of touchpoints, and of their parts, by touchpoint: side, value and word; nobody's twice."""
    wanted = [facts["touchpoint"] for facts in found]
    rows = Rating.objects.using(READER).filter(removed_at=None)
    rows = rows.annotate(at=Coalesce("touchpoint__merged_into", "touchpoint")).filter(at__in=wanted)
    ratings: dict[int, dict[Any, Given]] = defaultdict(dict)
    fields = ("pk", "at", "touchpoint", "participant", "department__side", "side", "value", "word")
    for row in rows.order_by("version", "pk").values(*fields):
        # Whoever rated both before they were merged is heard with what they said of the one that stayed.
        one, is_own = row["participant"] or -row["pk"], row["touchpoint"] == row["at"]
        if is_own or one not in ratings[row["at"]]:
            side = row["department__side"] or row["side"]
            ratings[row["at"]][one] = (side, row["value"], row["word"])
    return {at: list(given.values()) for at, given in ratings.items()}


def _gather_feelings(found: list[Facts], room: Workshop) -> None:
    """Add what the ratings of each touchpoint, and of its parts, come to."""
    ratings = _ratings_at(found)
    for facts in found:
        facts["felt"] = feeling(ratings.get(facts["touchpoint"], []))


def _gather_ratings(found: list[Facts], room: Workshop) -> None:
    """Add the ratings of each touchpoint without whose they are, in an order that tells nothing.

    A side is named as in what all see (`tellable_sides`); where nothing shall be said, never.
    """
    ratings = _ratings_at(found)
    for facts in found:
        given = ratings.get(facts["touchpoint"], [])
        sides = tellable_sides(side for side, value, _ in given if value is not None)
        named = sides if room.attribution != Attribution.ANONYMOUS else {}
        told = [
            {"value": value, "word": word, "side": side if side in named else ""}
            for side, value, word in given
        ]
        facts["ratings"] = sorted(
            told, key=lambda one: (one["value"] is None, one["value"] or 0, one["word"], one["side"])
        )


def _feeling_record(facts: Facts, room: Workshop) -> dict[str, Any]:
    return {"board": facts["map__public_id"], **facts["felt"]}


def _rating_record(facts: Facts, room: Workshop) -> dict[str, Any]:
    return {"board": facts["map__public_id"], "value": facts["value"], "word": facts["word"]}


def _moment_record(facts: Facts, room: Workshop) -> dict[str, Any]:
    return {
        "board": facts["map__public_id"],
        "touchpoint": facts["touchpoint__public_id"],
        "kind": facts["kind"],
        "sentence": facts["sentence"],
        "power": facts["power"],
    }


def _of_touchpoints(model: type[Any]) -> Any:
    """Return the rows of what a touchpoint has one of, under the touchpoint's id."""

    def rows(room: Workshop, boards: Iterable[str]) -> QuerySet[Any]:
        shown = model.objects.filter(map__workshop=room, map__public_id__in=list(boards))
        return shown.annotate(public_id=F("touchpoint__public_id")).order_by("pk")

    return rows


def _on(model: type[Any]) -> Any:
    def rows(room: Workshop, boards: Iterable[str]) -> QuerySet[Any]:
        return model.objects.filter(map__workshop=room, map__public_id__in=list(boards)).order_by("pk")

    return rows


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
        (
            *("pk", *ON_THE_BOARD, "stage__public_id", *DETAIL_FIELDS, "ownership", "owner__public_id"),
            *("wait", "wait_unit", "often", "often_unit", *AUTHOR),
        ),
        _touchpoint_record,
        gather=_gather_touchpoints,
    ),
    Kind(
        Note.KIND,
        _rows(Note),
        (
            *("pk", *ON_THE_BOARD, "stage__public_id", "row", "text", "about__public_id"),
            *("cluster__public_id", *AUTHOR),
        ),
        _note_record,
        gather=_gather_parts(Note, "text"),
    ),
    Kind(
        Resource.KIND,
        lambda room, boards: Resource.objects.filter(workshop=room).order_by("folded", "pk"),
        ("public_id", "version", "kind", "name"),
        lambda facts, room: {"kind": facts["kind"], "name": facts["name"]},
    ),
    Kind(
        Cluster.KIND,
        _on(Cluster),
        ("public_id", "version", "removed_at", "map__public_id", "name"),
        lambda facts, room: {"board": facts["map__public_id"], "name": facts["name"]},
    ),
    Kind(
        Moment.KIND,
        _on(Moment),
        (
            *("public_id", "version", "removed_at", "map__public_id", "touchpoint__public_id"),
            *("kind", "sentence", "power"),
        ),
        _moment_record,
    ),
    Kind(
        Feeling.KIND,
        _of_touchpoints(Feeling),
        ("public_id", "version", "map__public_id", "touchpoint"),
        _feeling_record,
        gather=_gather_feelings,
    ),
    Kind(
        Rating.KIND,
        # Without the ratings of those who were erased: they are nobody's own.
        lambda room, boards: _of_touchpoints(Rating)(room, boards).exclude(participant=None),
        ("public_id", "version", "removed_at", "map__public_id", "participant__public_id", "value", "word"),
        _rating_record,
        owner="participant__public_id",
    ),
)

# For files alone; nobody is sent it: all ratings of each touchpoint, without whose they are.
RATINGS = Kind(
    "ratings",
    _of_touchpoints(Feeling),
    ("public_id", "version", "touchpoint"),
    lambda facts, room: {"ratings": facts["ratings"]},
    gather=_gather_ratings,
)


def board_ids(person: Participant) -> set[str]:
    """Return the public ids of the boards that somebody may see: what their socket may open (L12)."""
    boards = Map.objects.using(READER).filter(workshop=person.workshop_id, removed_at=None)
    return {board.public_id for board in boards if may_read(person, board)}
