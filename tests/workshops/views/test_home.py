"""The first page: my workshops and nobody else's, at a price that does not grow with their number."""

import pytest
from django.utils.html import escape

from maps.commands.setup import set_up_workshop
from tests.harness.browsers import browser_of, signed_in
from tests.harness.cast import DEPARTMENTS, Cast, plan
from tests.harness.queries import counting
from workshops.commands.people import join_workshop
from workshops.models import Participant, User, Workshop

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


def test_home_offers_what_can_be_done_with_a_whole_workshop(cast: Cast) -> None:
    def offered() -> list[str]:
        page = signed_in(cast).get("/").content.decode()
        return [
            name for name in ("setup", "clone", "reopen", "delete") if f"/w/{cast.workshop}/{name}/" in page
        ]

    assert offered() == ["setup", "clone", "delete"]
    Workshop.objects.filter(public_id=cast.workshop).update(status="archived")
    assert offered() == ["clone", "reopen", "delete"]
    Workshop.objects.filter(public_id=cast.workshop).update(owner=User.objects.get(name="Otto"))
    assert offered() == ["clone", "reopen"]
    Participant.objects.filter(public_id=cast.fay.id).update(role="observer")
    assert offered() == []


def test_new_account_is_offered_a_beginning(cast: Cast) -> None:
    browser = browser_of()
    browser.force_login(User.objects.create_user("new@example.org", name="New"))
    page = browser.get("/").content.decode()
    assert ("Whose journey would you like to see" in page, "/workshops/new/" in page) == (True, True)
    assert "Stages can be added, renamed and moved on the board at any time." in page


def test_home_costs_as_many_queries_for_three_full_workshops_as_for_one(cast: Cast) -> None:
    browser = signed_in(cast)
    with counting("default") as few:
        one = browser.get("/")
    fill(cast)
    with counting("default") as many:
        three = browser.get("/")
    # The session, who that is, and all the workshops.
    assert (few, many) == ({"default": 3}, {"default": 3})
    assert [(row.people, row.boards) for row in one.context["workshops"]] == [(4, 2)]
    assert [(row.people, row.boards) for row in three.context["workshops"]] == [(6, 2), (6, 2), (10, 2)]
    assert len(three.content) > len(one.content)


def fill(cast: Cast) -> None:
    """Makes two more workshops of Fay's, and lets six more people into each of the three."""
    fay = User.objects.get(email=cast.email)
    more = [
        set_up_workshop(
            fay, title=title, departments=DEPARTMENTS, journeys=[plan("Patients"), plan("Buyers")]
        )
        for title in ("Second", "Third")
    ]
    for workshop in (Workshop.objects.get(public_id=cast.workshop), *more):
        department, group = workshop.departments.all()[0], workshop.groups.all()[0]
        for number in range(6):
            join_workshop(workshop, name=f"Guest {number}", department=department, group=group)


@pytest.mark.parametrize("field", ["title", "organisation"])
def test_home_shows_hostile_words_as_words(cast: Cast, field: str) -> None:
    Workshop.objects.filter(public_id=cast.workshop).update(**{field: HOSTILE})
    page = signed_in(cast).get("/").content.decode()
    assert (escape(HOSTILE) in page, HOSTILE in page) == (True, False)
