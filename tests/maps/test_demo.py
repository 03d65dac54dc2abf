"""A demo workshop is whole: people of all sides, two full boards, and every link leads somewhere."""

import json
import subprocess
import sys
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from maps.exports.backup_file import CARD
from maps.management.demo import find_demo, make_demo
from maps.models import Map, Note, Touchpoint
from tests.harness.demo import ready_demo
from workshops.commands.accounts import is_new_installation
from workshops.enums import Role, Side
from workshops.models import Department, Event, Participant, Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo() -> dict[str, Any]:
    """A demo workshop, and what of it is printed."""
    return ready_demo()


def test_demo_prints_one_object_of_this_shape(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("demo", "--json")
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    demo = json.loads(out)
    assert list(demo) == ["workshop", "title", "join", "console", "socket", "participants", "maps"]
    assert {tuple(person) for person in demo["participants"]} == {
        ("name", "department", "role", "customer_type", "enter")
    }
    assert {tuple(one) for one in demo["maps"]} == {("id", "customer_type", "board", "exports")}
    assert {tuple(one["exports"]) for one in demo["maps"]} == {("csv", "json")}
    assert demo["socket"] == f"/ws/workshops/{demo['workshop']}/"


def test_demo_brings_sixteen_attendees_of_seven_departments_and_all_sides(demo: dict[str, Any]) -> None:
    people = demo["participants"]
    attendees = [person for person in people if person["role"] == Role.ATTENDEE]
    types = {one["customer_type"] for one in demo["maps"]}
    assert len(attendees) == 16
    assert len({person["department"] for person in attendees}) == 7
    sides = Department.objects.filter(name__in=[person["department"] for person in attendees])
    assert set(sides.values_list("side", flat=True)) == set(Side)
    assert {person["customer_type"] for person in attendees} == types
    assert len(types) == 2
    others = [(person["role"], person["customer_type"]) for person in people if person not in attendees]
    assert sorted(others, key=str) == [
        ("facilitator", None),
        *(("helper", name) for name in sorted(types)),
        ("manager", None),
    ]


def test_demo_boards_are_full_and_written_by_every_department(demo: dict[str, Any]) -> None:
    for one in demo["maps"]:
        touchpoints = Touchpoint.objects.filter(map__public_id=one["id"])
        notes = Note.objects.filter(map__public_id=one["id"])
        assert touchpoints.count() >= 9
        assert notes.count() >= 25
        assert set(notes.values_list("row", flat=True)) == {
            "thoughts",
            "strengths",
            "pains",
            "frontstage",
            "backstage",
            "ideas",
        }
        assert notes.values("department").distinct().count() == 7
        assert not notes.filter(author=None).exists()
        assert notes.exclude(about=None).count() >= 20


def test_demo_boards_are_told_rated_marked_merged_and_clustered(demo: dict[str, Any]) -> None:
    for one in demo["maps"]:
        board = Map.objects.get(public_id=one["id"])
        present = board.touchpoints.filter(removed_at=None)
        assert not present.filter(ownership="").exists()
        assert {"department", "nobody", "outside"} <= set(present.values_list("ownership", flat=True))
        assert not present.filter(kind="").exists()
        assert present.exclude(wait=None).exists()
        assert present.filter(resources__kind="system").exists()
        assert present.filter(resources__kind="team").exists()
        assert 4 <= board.moments.exclude(sentence="").exclude(power=None).count() <= 5
        assert not present.filter(ratings=None).exists()
        assert board.ratings.values("department__side").distinct().count() == 4
        assert board.touchpoints.exclude(merged_into=None).count() == 1
        assert board.notes.exclude(merged_into=None).exists()
        assert [cluster.notes.count() for cluster in board.clusters.all()] == [2]
        assert not board.stages.filter(prompts="", unsorted=False).exists()


def test_demo_is_set_up_in_full(demo: dict[str, Any]) -> None:
    workshop = Workshop.objects.get(public_id=demo["workshop"])
    fields = ("goal", "success", "sponsor", "house_rules", "begins_at", "ends_at", "zone", "held_on")
    assert [name for name in fields if not getattr(workshop, name)] == []
    for kind in workshop.customer_types.all():
        assert [name for name in CARD if not getattr(kind, name)] == [], kind.name
    mapping = workshop.participants.filter(role__in=(Role.ATTENDEE, Role.HELPER))
    expected = dict(workshop.departments.values_list("name", "expected"))
    assert expected == {name: mapping.filter(department__name=name).count() for name in expected}


@pytest.mark.django_db(transaction=True, databases=["default", "reader"])
def test_demo_links_lead_to_pages(demo: dict[str, Any]) -> None:
    browser = Client()
    person = next(person for person in demo["participants"] if person["role"] == Role.MANAGER)
    assert browser.get(demo["join"]).status_code == 200
    assert browser.get(person["enter"]).status_code == 200
    assert browser.post(person["enter"], follow=True).status_code == 200
    for one in demo["maps"]:
        for path in (one["board"], *one["exports"].values()):
            assert browser.get(path).status_code == 200, path
    facilitator = Client()
    facilitator.post(demo["participants"][0]["enter"])
    assert facilitator.get(demo["console"]).status_code == 200


def test_demo_lets_each_person_in_as_themselves(demo: dict[str, Any]) -> None:
    for person in demo["participants"]:
        browser = Client()
        browser.post(person["enter"])
        token = browser.cookies[f"jr_{demo['workshop']}"].value
        assert (
            Participant.objects.get(name=person["name"], workshop__public_id=demo["workshop"]).token()
            == token
        )


def test_demo_is_new_each_time() -> None:
    first, second = make_demo(), make_demo()
    assert first["workshop"] != second["workshop"]
    assert Workshop.objects.count() == 2


def test_demo_is_recorded_change_by_change(demo: dict[str, Any]) -> None:
    workshop = Workshop.objects.get(public_id=demo["workshop"])
    versions = Event.objects.filter(workshop=workshop).order_by("version").values_list("version", flat=True)
    assert list(versions) == list(range(1, workshop.version + 1))
    assert workshop.version > 100


def test_demo_leaves_the_first_account_to_be_made(demo: dict[str, Any]) -> None:
    assert is_new_installation()


def test_demo_if_none_shows_the_newest_and_makes_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert find_demo() is None
    call_command("demo", "--if-none", "--json")
    made = json.loads(capsys.readouterr().out)
    call_command("demo", "--if-none", "--json")
    assert json.loads(capsys.readouterr().out) == made
    assert find_demo() == made


def test_demo_in_words_names_everybody_with_their_link(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("demo")
    out = capsys.readouterr().out
    demo = find_demo()
    assert demo is not None
    assert [person["enter"] in out and person["name"] in out for person in demo["participants"]] == [
        True
    ] * 20
    assert [one["board"] in out for one in demo["maps"]] == [True, True]


def test_demo_of_a_database_that_is_not_there_says_what_to_do(tmp_path: Any) -> None:
    ran = subprocess.run(
        [sys.executable, "manage.py", "demo", "--json"],
        env={"JOURNEYROOM_VAR": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (1, "")
    assert (
        ran.stderr.strip()
        == "CommandError: There is no database yet. Start bin/run once, or use manage.py migrate."
    )


def test_demo_board_reads_in_the_order_of_its_file(demo: dict[str, Any]) -> None:
    board = Map.objects.get(public_id=demo["maps"][0]["id"])
    titles = board.touchpoints.order_by("stage__order", "order").values_list("title", flat=True)
    assert list(titles)[:4] == [
        "I search for “project tools for large companies”",
        "I look for a price on the vendor's website",
        "I ask a former colleague what they use",
        "I fill in a form to get a demo",
    ]
