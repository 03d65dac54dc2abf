"""A workshop's own page: the console for facilitators, boards to read for managers, the own board for who maps."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from maps.commands.setup import import_map
from maps.models import Map, Note
from tests.harness.browsers import browser_of, signed_in
from tests.harness.cast import Cast, plan
from workshops.acts import acting
from workshops.commands.people import join_workshop
from workshops.models import Department, Group, Participant, Workshop

HOSTILE = "</script><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("who", "board"), [("ann", "end_users"), ("dev", "distributors"), ("hal", "end_users")]
)
def test_who_maps_is_led_to_the_own_board(cast: Cast, who: str, board: str) -> None:
    response = browser_of(getattr(cast, who)).get(f"/w/{cast.workshop}/")
    assert response["Location"] == f"/w/{cast.workshop}/boards/{getattr(cast, board).id}/"


def test_console_shows_the_join_link_people_and_boards(cast: Cast) -> None:
    context = signed_in(cast).get(f"/w/{cast.workshop}/").context
    assert context["join_link"] == f"http://testserver/j/{cast.join}"
    assert [(group.name, [one.name for one in people]) for group, people in context["rooms"]] == [
        ("End users", ["Ann", "Ben"]),
        ("Distributors", ["Dev"]),
    ]
    boards = [(board.public_id, board.touchpoint_count, board.note_count) for board in context["boards"]]
    assert boards == [(cast.end_users.id, 1, 2), (cast.distributors.id, 1, 2)]
    assert [guest.name for guest, _ in context["invited"]] == ["Hal", "Mia", "Oda"]


def test_console_gives_its_script_the_facts_of_this_workshop(cast: Cast) -> None:
    assert signed_in(cast).get(f"/w/{cast.workshop}/").context["page"] == {
        "socket": f"/ws/workshops/{cast.workshop}/",
        "workshop": cast.workshop,
        "person": cast.fay.id,
        "role": "facilitator",
        "group": None,
        "home": f"/w/{cast.workshop}/",
        "status": "live",
        "boards": [cast.end_users.id, cast.distributors.id],
    }


def test_console_seats_a_signed_in_facilitator(cast: Cast) -> None:
    response = signed_in(cast).get(f"/w/{cast.workshop}/")
    assert response.cookies[f"jr_{cast.workshop}"].value == cast.fay.token


def test_removed_rows_do_not_count(cast: Cast) -> None:
    from django.utils import timezone

    Note.objects.filter(public_id=cast.end_users.notes[0]).update(removed_at=timezone.now())
    boards = signed_in(cast).get(f"/w/{cast.workshop}/").context["boards"]
    assert [board.note_count for board in boards] == [1, 2]


@pytest.mark.parametrize(("who", "exports"), [("mia", True), ("oda", False)])
def test_readers_see_boards_and_only_managers_files(cast: Cast, who: str, exports: bool) -> None:
    page = browser_of(getattr(cast, who)).get(f"/w/{cast.workshop}/").content.decode()
    board = f"/w/{cast.workshop}/boards/{cast.end_users.id}/"
    assert (f'href="{board}"' in page, f"{board}export.pdf" in page) == (True, exports)
    assert [secret in page for secret in (cast.join, cast.ann.token, cast.mia.token)] == [False, False, False]


def test_console_shows_no_secret_of_attendees(cast: Cast) -> None:
    page = signed_in(cast).get(f"/w/{cast.workshop}/").content.decode()
    tokens = {
        name: getattr(cast, name).token in page for name in ("ann", "ben", "dev", "fay", "hal", "mia", "olga")
    }
    assert tokens == {name: name in ("hal", "mia") for name in tokens}


def test_console_costs_as_many_queries_with_three_boards_and_more_people(cast: Cast) -> None:
    browser = signed_in(cast)
    with CaptureQueriesContext(connection) as few:
        browser.get(f"/w/{cast.workshop}/")
    workshop = Workshop.objects.get(public_id=cast.workshop)
    group = Group.objects.get(public_id=cast.distributors.group)
    for number in range(3):
        department = Department.objects.filter(workshop=workshop)[number]
        join_workshop(workshop, name=f"Person {number}", department=department, group=group)
    with acting(Participant.objects.get(public_id=cast.fay.id)) as act:
        import_map(act, plan("Resellers"))
    with CaptureQueriesContext(connection) as many:
        browser.get(f"/w/{cast.workshop}/")
    assert (len(few), len(many)) == (13, 13)


def test_console_says_how_many_have_joined(cast: Cast) -> None:
    def said() -> str:
        page = signed_in(cast).get(f"/w/{cast.workshop}/").content.decode()
        return re.sub(r"<[^>]+>", "", page[page.index("data-people") :].split(">", 1)[1])[:16].strip()

    mapping = Participant.objects.filter(workshop__public_id=cast.workshop, role__in=["attendee", "helper"])
    assert said() == f"{mapping.filter(removed_at=None).exclude(came_at=None).count()} have joined"
    mapping.exclude(name="Ann").update(role="observer")
    assert said() == "1 has joined"


def test_console_shows_hostile_words_as_words(cast: Cast) -> None:
    Workshop.objects.filter(public_id=cast.workshop).update(title=HOSTILE, organisation=HOSTILE)
    Map.objects.filter(public_id=cast.end_users.id).update(title=HOSTILE)
    for model in (Participant, Group, Department):
        model.objects.filter(workshop__public_id=cast.workshop).filter(
            name__in=["Ann", "End users", "Finance"]
        ).update(name=HOSTILE)
    page = signed_in(cast).get(f"/w/{cast.workshop}/").content.decode()
    assert (page.count(escape(HOSTILE)) > 9, HOSTILE in page) == (True, False)
