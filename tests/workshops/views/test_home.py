"""The first page: my workshops and nobody else's, at a price that does not grow with their number."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from maps.commands.setup import set_up_workshop
from tests.harness.browsers import browser_of, signed_in
from tests.harness.cast import DEPARTMENTS, Cast, plan
from workshops.models import User, Workshop

HOSTILE = "<script>alert(1)</script>\"'{{ 7 }}"


def test_stranger_reads_what_this_is_and_how_to_come_in(cast: Cast) -> None:
    page = browser_of().get("/").content.decode()
    assert [words in page for words in ("Sign in", "Got a link?", "Heart of the journey")] == [
        True,
        True,
        False,
    ]


def test_facilitator_sees_own_workshops_only(cast: Cast) -> None:
    shown = signed_in(cast).get("/").context["workshops"]
    assert [(row.title, row.people, row.boards) for row in shown] == [("Heart of the journey", 4, 2)]


def test_new_account_is_offered_a_beginning(cast: Cast) -> None:
    browser = browser_of()
    browser.force_login(User.objects.create_user("new@example.org", name="New"))
    page = browser.get("/").content.decode()
    assert ("Whose journey would you like to see" in page, "/workshops/new/" in page) == (True, True)
    assert "Stages can be added, renamed and moved on the board at any time." in page


def test_home_costs_as_many_queries_for_three_workshops_as_for_one(cast: Cast) -> None:
    browser = signed_in(cast)
    fay = User.objects.get(email=cast.email)
    with CaptureQueriesContext(connection) as one:
        browser.get("/")
    for title in ("Second", "Third"):
        set_up_workshop(
            fay, title=title, departments=DEPARTMENTS, journeys=[plan("Patients"), plan("Buyers")]
        )
    with CaptureQueriesContext(connection) as three:
        assert len(browser.get("/").context["workshops"]) == 3
    assert (len(one), len(three)) == (3, 3)


@pytest.mark.parametrize("field", ["title", "organisation"])
def test_home_shows_hostile_words_as_words(cast: Cast, field: str) -> None:
    Workshop.objects.filter(public_id=cast.workshop).update(**{field: HOSTILE})
    page = signed_in(cast).get("/").content.decode()
    assert (escape(HOSTILE) in page, HOSTILE in page) == (True, False)
