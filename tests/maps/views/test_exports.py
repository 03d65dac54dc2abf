"""Files are there for facilitators, helpers and managers, say no name that attribution keeps, and cost few queries."""

import json
from itertools import product

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maps.enums import Row
from maps.models import Map, Note, Touchpoint
from tests.harness.cast import Cast, Person
from tests.harness.demo import ready_demo
from workshops.enums import Attribution
from workshops.models import Participant, Workshop

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])

WHO = ["fay", "hal", "mia", "ann", "ben", "dev", "oda", "rex", "olga", "stranger"]
MAY = {"fay", "hal", "mia"}


def browser_of(person: Person | None) -> Client:
    """Somebody's browser, with their cookie."""
    browser = Client()
    if person is not None:
        name, value = person.cookie.split("=", 1)
        browser.cookies[name] = value
    return browser


def path(workshop: str, board: str, ending: str) -> str:
    """Where a file is."""
    return f"/w/{workshop}/boards/{board}/export.{ending}"


@pytest.mark.parametrize(("who", "ending"), list(product(WHO, ["csv", "json"])))
def test_export_is_there_only_for_some(cast: Cast, who: str, ending: str) -> None:
    browser = browser_of(getattr(cast, who, None))
    for board in (cast.end_users, cast.distributors):
        response = browser.get(path(cast.workshop, board.id, ending))
        assert response.status_code == (200 if who in MAY else 404)


@pytest.mark.parametrize("who", sorted(MAY))
def test_export_of_another_workshops_board_is_not_there(cast: Cast, who: str) -> None:
    browser = browser_of(getattr(cast, who))
    assert browser.get(path(cast.workshop, cast.other_board.id, "json")).status_code == 404
    assert browser.get(path(cast.other_workshop, cast.other_board.id, "json")).status_code == 404


@pytest.mark.parametrize("ending", ["exe", "", "JSON", "csv/"])
def test_export_in_another_format_is_not_there(cast: Cast, ending: str) -> None:
    assert browser_of(cast.fay).get(path(cast.workshop, cast.end_users.id, ending)).status_code == 404


def test_export_is_only_read(cast: Cast) -> None:
    assert browser_of(cast.fay).post(path(cast.workshop, cast.end_users.id, "csv")).status_code == 405


def test_export_after_removal_is_not_there(cast: Cast) -> None:
    browser = browser_of(cast.mia)
    assert browser.get(path(cast.workshop, cast.end_users.id, "json")).status_code == 200
    Participant.objects.filter(public_id=cast.mia.id).update(removed_at=timezone.now())
    assert browser.get(path(cast.workshop, cast.end_users.id, "json")).status_code == 404


@pytest.mark.parametrize(
    ("ending", "kind"), [("csv", "text/csv; charset=utf-8"), ("json", "application/json")]
)
def test_export_is_a_download_that_nobody_keeps(cast: Cast, ending: str, kind: str) -> None:
    response = browser_of(cast.mia).get(path(cast.workshop, cast.end_users.id, ending))
    wanted = ["Content-Type", "Content-Disposition", "Cache-Control", "X-Content-Type-Options"]
    assert [response[name] for name in wanted] == [
        kind,
        f'attachment; filename="journey-map-end-users-heart-of-the-journey.{ending}"',
        "no-store",
        "nosniff",
    ]


def test_export_of_a_hostile_title_stays_one_header(cast: Cast) -> None:
    Workshop.objects.filter(public_id=cast.workshop).update(title='../../x"\r\nSet-Cookie: é')
    response = browser_of(cast.mia).get(path(cast.workshop, cast.end_users.id, "csv"))
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''journey-map-end-users-x-set-cookie-%C3%A9.csv"
    )
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_export_costs_as_many_queries_for_many_notes_as_for_few(cast: Cast, ending: str) -> None:
    browser, place = browser_of(cast.mia), path(cast.workshop, cast.end_users.id, ending)
    few = queries(browser, place)
    board = Map.objects.get(public_id=cast.end_users.id)
    ann = Participant.objects.get(public_id=cast.ann.id)
    stage = board.stages.first()
    mine = {"map": board, "stage": stage, "author": ann, "department": ann.department}
    touchpoints = Touchpoint.objects.bulk_create(
        Touchpoint(title=f"Touchpoint {index}", order=index, **mine) for index in range(50)
    )
    Note.objects.bulk_create(
        Note(text=f"Note {index}", row=Row.PAINS, order=index, about=touchpoints[index % 50], **mine)
        for index in range(500)
    )
    assert queries(browser, place) == few
    # One for each kind of record and what is gathered with it, and few more.
    assert few <= 29


def queries(browser: Client, place: str) -> int:
    """How many questions one download asks the database."""
    with (
        CaptureQueriesContext(connections["default"]) as default,
        CaptureQueriesContext(connections["reader"]) as reader,
    ):
        assert browser.get(place).status_code == 200
    return len(default) + len(reader)


@pytest.mark.parametrize(
    ("attribution", "ending"),
    list(product([Attribution.DEPARTMENT, Attribution.ANONYMOUS], ["csv", "json"])),
)
def test_export_holds_no_attendees_name_unless_names_are_shown(attribution: str, ending: str) -> None:
    ready_demo()
    workshop = Workshop.objects.get()
    Workshop.objects.update(attribution=attribution)
    Note.objects.filter(row=Row.IDEAS).update(author=None, credit="Credited Cora")
    names = [*workshop.participants.values_list("name", flat=True), "Credited Cora"]
    assert len(names) == 21
    for taken in _files(workshop, ending):
        assert [name for name in names if name in taken] == []
        assert len(taken) > 5_000
        if attribution == Attribution.ANONYMOUS and ending == "json":
            written = [
                one for stage in json.loads(taken)["stages"] for one in stage["touchpoints"] + stage["notes"]
            ]
            assert {one["author"] for one in written} == {None}


def test_export_holds_attendees_names_where_names_are_shown() -> None:
    ready_demo()
    workshop = Workshop.objects.get()
    Workshop.objects.update(attribution=Attribution.NAMED)
    names = workshop.participants.filter(role="attendee").values_list("name", flat=True)
    first, second = _files(workshop, "csv")
    assert [name for name in names if name not in first + second] == []


def _files(workshop: Workshop, ending: str) -> list[str]:
    """Both maps of a demo, as its manager takes them away."""
    browser = Client()
    browser.cookies[f"jr_{workshop.public_id}"] = workshop.participants.get(role="manager").token()
    boards = Map.objects.filter(workshop=workshop).order_by("pk")
    return [
        browser.get(path(workshop.public_id, board.public_id, ending)).content.decode() for board in boards
    ]
