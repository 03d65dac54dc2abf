"""The page of one board: everything on it at first paint, and what the browser needs to go on live."""

from collections import defaultdict
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maps import records as board_records
from maps import rules
from maps.enums import Channel, Row
from maps.metrics import FEW, moment_ranks
from maps.models import Map, Touchpoint
from maps.outline import TOUCHPOINTS, Place, Record, Spot, outline
from maps.words import LABELS, PAPERS, SHORT_LABELS, add_label, axis, help_keys, touchpoints_label, words
from maps.words.curve import fact_words, special_owners
from maps.words.gathering import in_one
from maps.words.panel import panel
from workshops import records as room_records
from workshops.access import get_participant_or_404, keep_seat
from workshops.enums import Role, Side
from workshops.models import Participant
from workshops.records import Audience, may_see, read_changes
from workshops.rules import MAPS, is_facilitator, may_export, takes_changes
from workshops.seats import seat_facts

SEES_ALL_BOARDS = frozenset({Role.FACILITATOR, Role.HELPER, Role.MANAGER, Role.OBSERVER})
HAS_HOME = frozenset({Role.FACILITATOR, Role.MANAGER})
AT_THE_THUMB = (TOUCHPOINTS, Row.THOUGHTS, Row.STRENGTHS, Row.PAINS)


class Seen(NamedTuple):
    """What one person may see of the room and one board: records by kind and id, in the order of the page."""

    board: Record
    records: dict[str, dict[str, Record]]

    def of(self, kind: str) -> list[Record]:
        """Return the records of a kind."""
        return list(self.records[kind].values())

    def customer_type(self) -> Record:
        """Return whose journey the board shows."""
        return self.records["customer_type"][self.board["customer_type"]]


@require_safe
def board(request: HttpRequest, workshop: str, board: str) -> HttpResponse:
    """Show a board to anybody in its workshop; whoever may change it gets places to write."""
    person = get_participant_or_404(request, workshop)
    found = Map.objects.filter(workshop=person.workshop, public_id=board).first()
    if found is None or not rules.may_read(person, found):
        raise Http404
    seen = _look(person, board)
    may_edit = rules.may_edit(person, found) and takes_changes(person.workshop)
    context = _head(person, seen, may_edit) | _body(seen) | _help(seen) | panel()
    context["facts"] = _facts(person, seen, may_edit)
    context["writes_for"] = context["facts"]["writes_for"]
    if "welcome" in request.GET and person.role in MAPS:
        context["recap"] = _recap(person, seen)
    response = render(request, "maps/board.html", context)
    if person.user_id:
        keep_seat(request, response, person)
    return response


def _look(person: Participant, board: str) -> Seen:
    """Read the room and the board in one consistent read, as the live socket would send it to this person."""
    kinds = (*room_records.KINDS, *board_records.KINDS)
    audience = Audience(frozenset({board}), is_facilitator(person), person.public_id)
    records: dict[str, dict[str, Record]] = defaultdict(dict)
    for row in read_changes(kinds, person.workshop_id, [board]).shown:
        if row.record is not None and may_see(audience, row):
            records[row.kind][row.id] = row.record
    return Seen(records["board"][board], records)


def _head(person: Participant, seen: Seen, may_edit: bool) -> dict[str, Any]:
    return {
        "workshop": person.workshop,
        "title": seen.board["title"],
        "customer_type": seen.customer_type(),
        "initial": seen.customer_type()["name"].strip()[:1].upper(),
        "may_edit": may_edit,
        "todo": _todo(person, seen, may_edit),
        "home": reverse("workshop", args=[person.workshop.public_id]) if person.role in HAS_HOME else "",
        "boards": _boards(person, seen),
        "downloads": _downloads(person, seen),
    }


def _recap(person: Participant, seen: Seen) -> dict[str, Any]:
    """Return what a newcomer has missed: what it is for, whose journey, how far this board is; no authors."""
    touchpoints = seen.of("touchpoint")
    newest = Touchpoint.objects.filter(public_id__in=[record["id"] for record in touchpoints])
    people = person.workshop.participants.filter(group=person.group_id, removed_at=None, role__in=MAPS)
    return {
        "goal": person.workshop.goal,
        "house_rules": person.workshop.house_rules,
        "people": people.exclude(came_at=None).count(),
        "touchpoints": touchpoints_label(len(touchpoints)),
        "notes": len(seen.of("note")),
        "newest": list(newest.order_by("-created_at").values_list("title", flat=True)[:3]),
    }


def _todo(person: Participant, seen: Seen, may_edit: bool) -> str:
    if may_edit:
        return _("What does this customer meet, think and feel? One thing on each note.")
    if not takes_changes(person.workshop):
        return _("The workshop is closed. You can read this board; nothing can be changed any more.")
    group = seen.records["group"][seen.board["group"]]
    return _("This is the board of “%(group)s”. You can read it; they write on it.") % {
        "group": group["name"]
    }


def _boards(person: Participant, seen: Seen) -> list[dict[str, Any]]:
    """Return the boards to switch between, where there is more than one and this person needs them."""
    boards = seen.of("board")
    if person.role not in SEES_ALL_BOARDS or len(boards) < 2:
        return []
    names = seen.records["customer_type"]
    return [
        {
            "name": names[other["customer_type"]]["name"],
            "url": reverse("board", args=[person.workshop.public_id, other["id"]]),
            "id": other["id"],
            "here": other["id"] == seen.board["id"],
        }
        for other in boards
    ]


def _downloads(person: Participant, seen: Seen) -> list[dict[str, Any]]:
    """Return where to go from here with the map: what was made, and files of it."""
    ways: list[dict[str, Any]] = []
    if person.role not in MAPS or not takes_changes(person.workshop):
        url = reverse("finished", args=[person.workshop.public_id])
        ways.append({"url": url, "label": _("What we made"), "hint": _("all maps on one page")})
    if may_export(person):
        place = {"workshop": person.workshop.public_id, "board": seen.board["id"], "format": "pdf"}
        poster = reverse("export", kwargs=place)
        ways.append({"url": poster, "label": _("Poster"), "hint": _("PDF, A3"), "is_file": True})
        url = reverse("take", args=[person.workshop.public_id])
        ways.append({"url": url, "label": _("Take away"), "hint": _("slides, tables, everything else")})
    return ways


def _facts(person: Participant, seen: Seen, may_edit: bool) -> dict[str, Any]:
    return seat_facts(person) | {
        "board": seen.board["id"],
        "may_edit": may_edit,
        "department": person.department.public_id if person.department else None,
        "attribution": person.workshop.attribution,
        "writes_for": _writes_for(person, seen) if may_edit else [],
        "deleted": reverse("deleted", args=[person.workshop.public_id, seen.board["id"]]),
        "history": reverse("board", args=[person.workshop.public_id, seen.board["id"]]) + "history/",
        "usual_rows": {row: str(label) for row, label in LABELS.items()},
        "words": words() | {"rows": {row: str(label) for row, label in labels_of(seen).items()}},
    }


def _writes_for(person: Participant, seen: Seen) -> list[dict[str, Any]]:
    """Return those without a device whom this person may write for (docs/decisions/0015-scribes-see-names.md)."""
    if person.role not in (Role.FACILITATOR, Role.HELPER):
        return []
    there = person.workshop.participants.filter(
        group__public_id=seen.board["group"], removed_at=None, has_device=False, role__in=MAPS
    )
    return [
        {
            "id": one.public_id,
            "name": one.name,
            "department": one.department.public_id if one.department else None,
        }
        for one in there.select_related("department").order_by("name", "pk")
    ]


class RowShown(NamedTuple):
    """One row of the board as it stands: its words, its place from the top (from 1), whether it is shown."""

    row: str
    label: Any
    place: int
    hidden: bool


def _rows(seen: Seen) -> list[RowShown]:
    """Return the rows from top to bottom; the touchpoints come first and are always shown."""
    records = [RowShown(TOUCHPOINTS, LABELS[TOUCHPOINTS], 0, hidden=False)]
    for place, record in enumerate(seen.of("row"), start=1):
        label = record["label"] or LABELS[record["row"]]
        records.append(RowShown(record["row"], label, place, hidden=not record["shown"]))
    return records


def labels_of(seen: Seen) -> dict[str, Any]:
    """Return what each row is called in this workshop."""
    return {row.row: row.label for row in _rows(seen)}


def _body(seen: Seen) -> dict[str, Any]:
    rows = _rows(seen)
    places = outline(seen.of("stage"), seen.of("touchpoint"), seen.of("note"), seen.of("cluster"))
    told = _told(places, seen)
    stages = [_stage(place, seen, told, rows) for place in places]
    for stage in stages[:1]:
        stage["here"] = True
    return {
        "stages": stages,
        "touchpoint_count": touchpoints_label(len(seen.of("touchpoint"))),
        "heads": rows,
        "axis": axis(),
        "rated": any(record["n"] for record in seen.of("feeling")),
        "visibility": next(row for row in rows if row.row == Row.BACKSTAGE),
        "rows": [row for row in rows if row.row != TOUCHPOINTS],
        "kinds": [
            {
                "row": row.row,
                "short": _short(row),
                "first": row.row == TOUCHPOINTS,
                "more": row.row not in AT_THE_THUMB,
                "hidden": row.hidden,
            }
            for row in rows
        ],
        "blank": {"id": "", "paper": "note"},
        "blank_stage": _stage(
            Place({"id": "", "name": "", "goal": "", "prompts": "", "unsorted": False}), seen, {}, rows
        ),
    }


def _short(row: RowShown) -> Any:
    """Return a row's short name: the usual one, or its own words."""
    return SHORT_LABELS[row.row] if row.label == LABELS[row.row] else row.label


def _told(places: list[Place], seen: Seen) -> dict[str, dict[str, Any]]:
    """Return what each touchpoint says of itself in words, as static/js/board/facts.js says it afterwards."""
    touchpoints = [spot.record for place in places for spot in place.cells[TOUCHPOINTS]]
    moments = {moment["touchpoint"]: moment for moment in seen.of("moment")}
    powers = [(touchpoint, moment["power"]) for touchpoint, moment in moments.items()]
    ranks = moment_ranks(powers, [record["id"] for record in touchpoints])
    return {record["id"]: _facts_of(record, moments, ranks, seen) for record in touchpoints}


def _facts_of(
    record: Record, moments: dict[str, Record], ranks: dict[str, int], seen: Seen
) -> dict[str, Any]:
    feeling = seen.records["feeling"].get(record["id"])
    feeling = feeling if feeling and feeling["n"] else None
    kind = moments[record["id"]]["kind"] if record["id"] in moments else ""
    owner = seen.records["department"].get(record["owner"], {}).get("name")
    said = fact_words(feeling, kind, owner or special_owners().get(record["owner"], ""))
    if not any(said.values()):
        return {}
    signs = {"kind": kind, "rank": ranks.get(record["id"]), "dot": feeling is not None and not kind}
    return said | signs | {"thin": feeling is not None and feeling["n"] < FEW}


def _stage(place: Place, seen: Seen, told: dict[str, dict[str, Any]], rows: list[RowShown]) -> dict[str, Any]:
    name = place.record["name"]
    return {
        "id": place.record["id"],
        "name": name,
        "goal": place.record["goal"],
        "prompts": place.record["prompts"],
        "unsorted": place.record["unsorted"],
        "number": place.number or "",
        "span": place.span,
        "hidden": place.record["unsorted"] and place.empty,
        "cells": [
            {
                "row": row.row,
                "place": row.place,
                "hidden": row.hidden,
                "label": row.label,
                "add_label": add_label(str(row.label), name),
                "add_word": _short(row),
                "notes": [_note(spot, PAPERS[row.row], seen, told) for spot in place.cells[row.row]],
            }
            for row in rows
        ],
    }


def _note(spot: Spot, paper: str, seen: Seen, told: dict[str, dict[str, Any]]) -> dict[str, Any]:
    channel = spot.record.get("channel")
    return {
        **spot.record,
        "number": spot.number or "",
        "at": spot.at,
        "is_in": spot.is_in,
        "head": spot.head,
        "together": spot.together,
        "facts": told.get(spot.record["id"], {}),
        "paper": paper,
        "authors": _authors(spot.record, seen),
        "in_one": in_one(len(spot.record["parts"]) + 1) if spot.record["parts"] else "",
        "channel_icon": f"channel-{channel}" if channel else "",
        "channel_label": Channel(channel).label if channel else "",
    }


def _authors(record: Record, seen: Seen) -> list[dict[str, Any]]:
    """Return the department and name of all who wrote something, those of its parts too, each once."""
    told: list[dict[str, Any]] = []
    for author in (record["author"], *(part["author"] for part in record["parts"])):
        if author and author not in told:
            told.append(author)
    departments = seen.records["department"]
    return [
        {"department": departments.get(author.get("department", "")), "name": author.get("name", "")}
        for author in told
    ]


def _help(seen: Seen) -> dict[str, Any]:
    departments = seen.of("department")
    return {
        "keys": help_keys(),
        "sides": [
            {
                "value": side.value,
                "label": side.label,
                "departments": [department for department in departments if department["side"] == side.value],
            }
            for side in Side
        ],
    }
