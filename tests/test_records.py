"""The literal shape of every kind of record, and what each attribution lets it say (L11)."""

from typing import Any

import pytest

from maps.models import Note, Rating, Touchpoint
from tests.harness.cast import Cast
from tests.harness.tables import KINDS, Say
from workshops.ids import new_id
from workshops.models import Department, Workshop
from workshops.records import Audience, may_see, read_changes

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])


def records(cast: Cast, kind: str) -> dict[str, Any]:
    """All records of a kind in Fay's workshop, by id."""
    workshop = Workshop.objects.get(public_id=cast.workshop)
    reading = read_changes(KINDS, workshop.pk, [cast.end_users.id])
    return {row.id: row.record for row in reading.shown if row.kind == kind}


def test_every_kind_is_shown_here() -> None:
    assert [kind.name for kind in KINDS] == [
        "workshop",
        "department",
        "customer_type",
        "group",
        "person",
        "board",
        "row",
        "stage",
        "touchpoint",
        "note",
        "resource",
        "cluster",
        "moment",
        "feeling",
        "rating",
    ]


def test_workshop_record(cast: Cast) -> None:
    assert records(cast, "workshop") == {
        cast.workshop: {
            "id": cast.workshop,
            "title": "Heart of the journey",
            "organisation": "Northwind",
            "goal": "",
            "success": "",
            "sponsor": "",
            "house_rules": "",
            "format": "room",
            "language": "en",
            "zone": "",
            "status": "live",
            "attribution": "department",
            "placing": "choose",
            "hide_groups": False,
            "joining_open": True,
            "retention_days": 365,
            "held_on": None,
            "begins_at": None,
            "ends_at": None,
        }
    }


def test_department_record(cast: Cast) -> None:
    marketing = Department.objects.get(workshop__public_id=cast.workshop, name="Marketing")
    assert records(cast, "department")[marketing.public_id] == {
        "id": marketing.public_id,
        "name": "Marketing",
        "side": "promise",
        "letters": "Ma",
        "hue": "marketing",
        "expected": 0,
        "offered": True,
        "position": 0,
    }


def test_customer_type_group_and_board_records(cast: Cast) -> None:
    board = records(cast, "board")[cast.end_users.id]
    group = records(cast, "group")[cast.end_users.group]
    kind = records(cast, "customer_type")[group["customer_type"]]
    assert board == {
        "id": cast.end_users.id,
        "group": cast.end_users.group,
        "customer_type": kind["id"],
        "title": "Journey of End users",
    }
    assert group == {
        "id": cast.end_users.group,
        "name": "End users",
        "customer_type": kind["id"],
        "place": "",
        "position": 0,
    }
    card = dict.fromkeys(("who", "situation", "trigger", "goal", "good_end", "expectations", "fears"), "")
    assert kind == {"id": kind["id"], "name": "End users", "position": 0, **card}


def test_person_record(cast: Cast) -> None:
    marketing = Department.objects.get(workshop__public_id=cast.workshop, name="Marketing")
    people = records(cast, "person")
    assert people[cast.ann.id] == {
        "id": cast.ann.id,
        "name": "Ann",
        "department": marketing.public_id,
        "group": cast.end_users.group,
        "role": "attendee",
        "has_device": True,
        "came": True,
        "needs": "",
    }
    assert cast.rex.id not in people


def test_stage_record(cast: Cast) -> None:
    assert records(cast, "stage")[cast.end_users.stages[0]] == {
        "id": cast.end_users.stages[0],
        "board": cast.end_users.id,
        "name": "Look around",
        "phase": "",
        "goal": "",
        "prompts": "",
        "order": 1 << 20,
        "unsorted": False,
    }


@pytest.mark.parametrize("attribution", ["named", "department", "anonymous"])
def test_touchpoint_and_note_records(cast: Cast, say: Say, attribution: str) -> None:
    Workshop.objects.filter(public_id=cast.workshop).update(attribution=attribution)
    marketing = Department.objects.get(workshop__public_id=cast.workshop, name="Marketing").public_id
    board, touchpoint, note = cast.end_users, new_id("t"), new_id("n")
    place = {"board": board.id, "stage": board.stages[1]}
    say(cast.ann, "touchpoint.add", touchpoint=touchpoint, title="I call", **place)
    say(cast.ann, "note.add", note=note, row="pains", text="Busy", about=touchpoint, **place)
    author = {
        "named": {"department": marketing, "name": "Ann"},
        "department": {"department": marketing},
        "anonymous": None,
    }
    assert records(cast, "touchpoint")[touchpoint] == {
        "id": touchpoint,
        **place,
        "title": "I call",
        **dict.fromkeys(("description", "channel", "kind", "initiator", "visibility", "owner"), ""),
        "evidence": "",
        "starred": False,
        "wait": None,
        "often": None,
        "resources": [],
        "parts": [],
        "order": 1 << 20,
        "author": author[attribution],
    }
    assert records(cast, "note")[note] == {
        "id": note,
        **place,
        "row": "pains",
        "text": "Busy",
        "order": 2 << 20,
        "about": touchpoint,
        "cluster": None,
        "parts": [],
        "author": author[attribution],
    }


def test_records_of_what_hangs_on_a_touchpoint(cast: Cast, say: Say) -> None:
    finance = Department.objects.get(workshop__public_id=cast.workshop, name="Finance").public_id
    touchpoint, board = cast.end_users.touchpoints[0], cast.end_users.id
    system, moment = new_id("k"), new_id("x")
    wait = {"value": 11, "unit": "day"}
    say(cast.ann, "touchpoint.describe", touchpoint=touchpoint, owner=finance, wait=wait, starred=True)
    say(cast.ann, "resource.link", touchpoint=touchpoint, resource=system, kind="system", name="CRM")
    say(cast.ann, "moment.mark", moment=moment, touchpoint=touchpoint, kind="destroy")
    say(cast.ann, "rating.give", touchpoint=touchpoint, value=-2, word="ignored")
    say(cast.ben, "rating.give", touchpoint=touchpoint, value=None)
    told = records(cast, "touchpoint")[touchpoint]
    assert (told["owner"], told["wait"], told["starred"]) == (finance, wait, True)
    assert told["resources"] == [system]
    assert records(cast, "resource") == {system: {"id": system, "kind": "system", "name": "CRM"}}
    assert records(cast, "moment") == {
        moment: {
            "id": moment,
            "board": board,
            "touchpoint": touchpoint,
            "kind": "destroy",
            "sentence": "",
            "power": None,
        }
    }
    assert records(cast, "feeling") == {
        touchpoint: {
            "id": touchpoint,
            "board": board,
            "n": 1,
            "unknown": 1,
            "mean": -2,
            "low": None,
            "high": None,
            "sides": {},
            "word": "ignored",
        }
    }


def test_merged_note_is_told_with_its_parts_and_a_cluster_by_its_name(cast: Cast, say: Say) -> None:
    board, whole, part, cluster = cast.end_users, cast.end_users.notes[0], new_id("n"), new_id("u")
    place = {"board": board.id, "stage": board.stages[0], "row": "thoughts"}
    say(cast.ben, "note.add", note=part, text="For me?", **place)
    say(cast.ann, "note.merge", note=whole, notes=[part])
    say(cast.ann, "cluster.add", cluster=cluster, board=board.id, name="Doubts", notes=[whole])
    told = records(cast, "note")
    operations = Department.objects.get(workshop__public_id=cast.workshop, name="Operations").public_id
    assert part not in told
    assert told[whole]["parts"] == [{"id": part, "text": "For me?", "author": {"department": operations}}]
    assert told[whole]["cluster"] == cluster
    assert records(cast, "cluster") == {cluster: {"id": cluster, "board": board.id, "name": "Doubts"}}


def test_rating_is_shown_to_nobody_but_the_one_who_gave_it(cast: Cast, say: Say) -> None:
    workshop = Workshop.objects.get(public_id=cast.workshop)
    board, touchpoint = cast.end_users.id, cast.end_users.touchpoints[0]
    say(cast.ann, "rating.give", touchpoint=touchpoint, value=2)
    rows = [row for row in read_changes(KINDS, workshop.pk, [board]).shown if row.kind == "rating"]
    seen = {
        person: [
            row.record for row in rows if may_see(Audience(frozenset({board}), facilitates, person), row)
        ]
        for person, facilitates in (
            (cast.ann.id, False),
            (cast.ben.id, False),
            (cast.fay.id, True),
            ("", True),
        )
    }
    own = {"id": touchpoint, "board": board, "value": 2, "word": ""}
    assert seen == {cast.ann.id: [own], cast.ben.id: [], cast.fay.id: [], "": []}


def test_rating_of_somebody_erased_is_shown_to_nobody(cast: Cast, say: Say) -> None:
    say(cast.ann, "rating.give", touchpoint=cast.end_users.touchpoints[0], value=2)
    Rating.objects.update(participant=None)
    assert records(cast, "rating") == {}
    assert [told["n"] for told in records(cast, "feeling").values()] == [1]


def test_author_of_an_imported_note_is_a_name_only_where_names_are_shown(cast: Cast) -> None:
    note = cast.end_users.notes[0]
    Note.objects.filter(public_id=note).update(credit="Zed", author=None, department=None)
    said = {}
    for attribution in ("named", "department", "anonymous"):
        Workshop.objects.filter(public_id=cast.workshop).update(attribution=attribution)
        said[attribution] = records(cast, "note")[note]["author"]
    assert said == {
        "named": {"department": None, "name": "Zed"},
        "department": None,
        "anonymous": None,
    }


def test_removed_rows_are_not_in_a_snapshot_and_null_in_changes(cast: Cast, say: Say) -> None:
    workshop = Workshop.objects.get(public_id=cast.workshop)
    touchpoint = cast.end_users.touchpoints[0]
    say(cast.ann, "touchpoint.remove", touchpoint=touchpoint)
    assert records(cast, "touchpoint") == {}
    reading = read_changes(KINDS, workshop.pk, [cast.end_users.id], workshop.version, trusted=True)
    assert [(row.kind, row.id, row.record) for row in reading.shown] == [("touchpoint", touchpoint, None)]
    assert Touchpoint.objects.get(public_id=touchpoint).title == "Sees an advert"


def test_people_are_shown_to_facilitators_and_to_themselves_only(cast: Cast) -> None:
    workshop = Workshop.objects.get(public_id=cast.workshop)
    people = [row for row in read_changes(KINDS, workshop.pk, []).shown if row.kind == "person"]
    ann = Audience(frozenset(), facilitates=False, person=cast.ann.id)
    everybody = Audience(frozenset(), facilitates=False)
    fay = Audience(frozenset(), facilitates=True)
    assert [row.id for row in people if may_see(ann, row)] == [cast.ann.id]
    assert [row.id for row in people if may_see(everybody, row)] == []
    assert [row.id for row in people if may_see(fay, row)] == [row.id for row in people]
