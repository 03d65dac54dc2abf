"""A map as JSON comes back as the same map: rows → file → rows."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maps.commands.setup import import_map, set_up_workshop
from maps.enums import Channel, Phase, Row
from maps.exports.backup import to_json
from maps.exports.backup_file import CARD
from maps.exports.reading import read_whole_map
from maps.imports.backup import read_map
from maps.models import Map, Note, Stage, Touchpoint
from maps.plans import AuthorPlan, DepartmentPlan, MapPlan, NotePlan, StagePlan, TouchpointPlan
from workshops.acts import acting
from workshops.enums import Attribution
from workshops.models import Participant, User, Workshop
from workshops.text import BadText, clean_words

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])


def as_rows(board: Map) -> dict[str, Any]:
    """All that people gave a map, out of the tables, without ids: what a round trip must keep."""
    stages = Stage.objects.filter(map=board, removed_at=None).order_by("unsorted", "order", "public_id")
    touchpoints = Touchpoint.objects.filter(map=board, removed_at=None).select_related("department", "author")
    notes = Note.objects.filter(map=board, removed_at=None).select_related("department", "author", "about")
    spoken = list(touchpoints.order_by("stage__unsorted", "stage__order", "order", "public_id"))
    places = {touchpoint.pk: place for place, touchpoint in enumerate(spoken)}
    kind = board.group.customer_type
    return {
        "map": (board.title, kind.name, kind.template),
        "card": {name: getattr(kind, name) for name in CARD},
        "stages": [(stage.name, stage.phase, stage.goal, stage.prompts, stage.unsorted) for stage in stages],
        "touchpoints": [(*_written(row), row.title, row.description, row.channel) for row in spoken],
        "notes": [
            (*_written(row), row.row, row.text, places[row.about_id] if row.about_id else None)
            for row in sorted(notes, key=_place)
        ],
    }


def _written(row: Touchpoint | Note) -> tuple[Any, ...]:
    department = (row.department.name, row.department.side) if row.department else None
    return row.stage.name, department, row.author.name if row.author else row.credit


def _place(note: Note) -> tuple[Any, ...]:
    stage = note.stage
    return stage.unsorted, stage.order, Row.values.index(note.row), note.order


def set_up(plan: MapPlan, attribution: str, email: str = "fay@example.org") -> Map:
    """A workshop with one map."""
    owner = User.objects.create_user(email, name="Facilitating Fay")
    departments = (DepartmentPlan("Sales", "promise"), DepartmentPlan("IT", "enable"))
    workshop = set_up_workshop(owner, title="Our day", departments=departments, journeys=[plan])
    Workshop.objects.filter(pk=workshop.pk).update(attribution=attribution)
    return Map.objects.get(workshop=workshop)


def brought_back(board: Map) -> Map:
    """The map out of the other's file, in a workshop of somebody else without any department."""
    data = to_json(read_whole_map(board))
    owner = User.objects.create_user("otto@example.org", name="Otto")
    workshop = set_up_workshop(owner, title="Another day")
    with acting(Participant.objects.get(workshop=workshop)) as act:
        return import_map(act, read_map(data))


NOTHING_SAID: dict[str, Any] = {
    **dict.fromkeys(("kind", "initiator", "visibility", "ownership", "evidence"), ""),
    **dict.fromkeys(("owner", "wait", "often", "moment")),
    **{name: [] for name in ("teams", "systems", "ratings", "parts")},
    "starred": False,
}


def test_to_json_holds_every_field(room) -> None:
    file = json.loads(to_json(room.read()))
    board = room.board
    sales, it = room.workshop.departments.order_by("position")
    stage, other = board.stages.order_by("order")
    advert, call = board.touchpoints.order_by("order")
    by_text = {note.text: note for note in board.notes.all()}

    def note(row: str, text: str, about: str | None) -> dict[str, Any]:
        stored = by_text[text]
        return {
            "id": stored.public_id,
            "row": row,
            "text": text,
            "about": about,
            "cluster": None,
            "parts": [],
            "author": {"department": "Sales", "name": ""},
            "added_at": stored.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }

    assert file == {
        "schema_version": 3,
        "clusters": [],
        "id": board.public_id,
        "title": "How they order",
        "source": "",
        "customer_type": {
            "id": board.group.customer_type.public_id,
            "name": "End users",
            "template": "saas",
            **dict.fromkeys(CARD, ""),
        },
        "group": {"id": board.group.public_id, "name": "End users"},
        "workshop": {
            "id": room.workshop.public_id,
            "title": "Our day",
            "organisation": "",
            "held_on": None,
            "attribution": "department",
            "version": Workshop.objects.get().version,
        },
        "departments": [
            {"id": sales.public_id, "name": "Sales", "side": "promise", "letters": "Sa", "hue": "sales"},
            {"id": it.public_id, "name": "IT", "side": "enable", "letters": "It", "hue": "it"},
        ],
        "stages": [
            {
                "id": stage.public_id,
                "name": "Look around",
                "phase": "discover",
                "goal": "I want proof.",
                "prompts": "",
                "unsorted": False,
                "touchpoints": [
                    {
                        "id": advert.public_id,
                        "title": "Sees an advert",
                        "description": "On the train",
                        "channel": "ads",
                        **NOTHING_SAID,
                        "author": {"department": "Sales", "name": ""},
                        "added_at": advert.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                    },
                    {
                        "id": call.public_id,
                        "title": "Calls us",
                        "description": "",
                        "channel": "phone",
                        **NOTHING_SAID,
                        "author": {"department": "IT", "name": ""},
                        "added_at": call.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                    },
                ],
                "notes": [
                    note("thoughts", "Größe; “Zoë” 🎉, עברית", advert.public_id),
                    note("thoughts", "Two\nlines", None),
                    note("pains", "=1+1", call.public_id),
                ],
            },
            {
                "id": other.public_id,
                "name": "Order",
                "phase": "",
                "goal": "",
                "prompts": "",
                "unsorted": False,
                "touchpoints": [],
                "notes": [],
            },
        ],
    }


def test_to_json_knows_a_note_from_a_touchpoint_of_the_same_id(room) -> None:
    touchpoint, note = room.board.touchpoints.all()[0], room.board.notes.all()[0]
    later = note.created_at + timedelta(hours=1)
    Note.objects.filter(pk=note.pk).update(public_id=touchpoint.public_id, created_at=later)
    stage = json.loads(to_json(room.read()))["stages"][0]
    times = [
        next(one["added_at"] for one in stage[kind] if one["id"] == touchpoint.public_id)
        for kind in ("touchpoints", "notes")
    ]
    assert times == [at.strftime("%Y-%m-%dT%H:%M:%SZ") for at in (touchpoint.created_at, later)]


def test_to_json_of_the_same_state_gives_the_same_bytes(room) -> None:
    assert to_json(room.read()) == to_json(room.read())


def test_to_json_writes_letters_as_they_are(room) -> None:
    assert "Größe; “Zoë” 🎉, עברית".encode() in to_json(room.read())


def test_to_json_leaves_out_what_is_removed(room) -> None:
    advert, call = room.board.touchpoints.order_by("order")
    room.board.notes.filter(about=call).update(removed_at=room.workshop.created_at)
    Touchpoint.objects.filter(pk=advert.pk).update(removed_at=room.workshop.created_at)
    data = to_json(room.read())
    (stage, _other) = json.loads(data)["stages"]
    assert [touchpoint["title"] for touchpoint in stage["touchpoints"]] == ["Calls us"]
    assert [(note["text"], note["about"]) for note in stage["notes"]] == [
        ("Größe; “Zoë” 🎉, עברית", None),
        ("Two\nlines", None),
    ]
    assert read_map(data).title == "How they order"


def test_to_json_of_unsorted_only_once_something_is_in_it(room) -> None:
    first = room.board.stages.order_by("order").first()
    catch = Stage.objects.create(map=room.board, name="Unsorted", unsorted=True, order=0)
    assert [stage["name"] for stage in json.loads(to_json(room.read()))["stages"]] == ["Look around", "Order"]
    room.board.notes.filter(stage=first, row=Row.PAINS).update(stage=catch)
    stages = json.loads(to_json(room.read()))["stages"]
    assert [(stage["name"], stage["unsorted"]) for stage in stages] == [
        ("Look around", False),
        ("Order", False),
        ("Unsorted", True),
    ]
    assert as_rows(brought_back(room.board)) == as_rows(room.board) | {
        "touchpoints": [(*row[:2], "", *row[3:]) for row in as_rows(room.board)["touchpoints"]],
        "notes": [(*row[:2], "", *row[3:]) for row in as_rows(room.board)["notes"]],
    }


def test_round_trip_gives_new_ids(room) -> None:
    new = brought_back(room.board)
    for model in (Stage, Touchpoint, Note):
        ids = [
            set(model.objects.filter(map=board).values_list("public_id", flat=True))
            for board in (room.board, new)
        ]
        assert ids[0] & ids[1] == set()
        assert len(ids[0]) == len(ids[1])


def _kept(text: str) -> bool:
    try:
        clean_words(text)
    except BadText:
        return False
    return True


WORDS = (
    st.text(
        alphabet=st.one_of(
            st.characters(codec="utf-8", exclude_characters="\x00"),
            st.sampled_from("\u200f\u202e\u200d👩🏽‍🚒\u0301\n\t\"\\/=;'<>\ufeff\u2028e"),
        ),
        max_size=40,
    )
    .filter(_kept)
    .map(clean_words)
)
LINES = WORDS.map(lambda words: " ".join(words.split())).filter(bool)
AUTHORS = st.none() | st.builds(
    lambda department, name: AuthorPlan(department[0], department[1], name),
    st.sampled_from([("Sales", "promise"), ("IT", "enable"), ("Émile's team", "support")]),
    st.just("") | LINES,
)
TOUCHPOINTS = st.builds(
    TouchpointPlan, WORDS, st.just("") | WORDS, st.sampled_from(["", *Channel.values]), AUTHORS
)
NOTES = st.builds(NotePlan, st.sampled_from(Row.values), WORDS, st.none() | st.integers(0, 3), AUTHORS)
STAGES = st.builds(
    StagePlan,
    LINES,
    st.sampled_from(["", *Phase.values]),
    st.just("") | WORDS,
    st.just("") | WORDS,
    touchpoints=st.lists(TOUCHPOINTS, max_size=2).map(tuple),
    notes=st.lists(NOTES, max_size=4).map(tuple),
)
FIRST = st.builds(StagePlan, LINES, touchpoints=st.lists(TOUCHPOINTS, min_size=4, max_size=4).map(tuple))
PLANS = st.builds(
    lambda customer_type, title, first, rest, card: MapPlan(
        customer_type, title, (first, *rest), card=tuple(card.items())
    ),
    LINES,
    LINES,
    FIRST | FIRST.map(lambda stage: replace(stage, unsorted=True)),
    st.lists(STAGES, max_size=3),
    st.fixed_dictionaries({}, optional={name: LINES if name == "who" else WORDS for name in CARD}),
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=PLANS)
def test_round_trip_keeps_every_row_of_any_map(plan: MapPlan) -> None:
    User.objects.filter(email="nobody").delete()
    Workshop.objects.all().delete()
    User.objects.all().delete()
    board = set_up(plan, Attribution.NAMED)
    assert as_rows(brought_back(board)) == as_rows(board)


def test_round_trip_of_the_file_gives_the_same_file_but_for_ids_and_times(room) -> None:
    def without(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: without(one) for key, one in value.items() if key not in ("id", "added_at", "about")}
        return [without(one) for one in value] if isinstance(value, list) else value

    first, second = (
        json.loads(to_json(read_whole_map(one))) for one in (room.board, brought_back(room.board))
    )
    assert without(second)["stages"] == without(first)["stages"]
    assert without(second)["customer_type"] == without(first)["customer_type"]
