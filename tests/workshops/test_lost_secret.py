"""SECRET_KEY was lost or changed: who was in stays in, what was handed out still opens (docs/operations.md, Backup)."""

import pytest
from django.test import Client

from tests.harness.browsers import browser_of, signed_in
from tests.harness.cast import Cast, Person
from workshops.access import find_participant_by_token
from workshops.models import Participant, hash_token

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])


@pytest.fixture
def lost(cast: Cast, settings) -> Cast:
    """The cast as it was before the key changed."""
    settings.SECRET_KEY = "another key, which nobody had when these people came in"
    return cast


def seat(browser: Client, cast: Cast) -> str:
    """The secret that a browser holds."""
    return str(browser.cookies[f"jr_{cast.workshop}"].value)


def visit(browser: Client, cast: Cast) -> list[int]:
    """The status of the workshop's page, of a board and of the own link, twice."""
    pages = ("", f"boards/{cast.end_users.id}/", "me/")
    return [browser.get(f"/w/{cast.workshop}/{page}", follow=True).status_code for page in pages * 2]


@pytest.mark.parametrize("name", ["ann", "hal", "mia", "oda", "fay"])
def test_browser_of_somebody_who_is_not_signed_in_stays_in(lost: Cast, name: str) -> None:
    person: Person = getattr(lost, name)
    browser = browser_of(person)
    assert (visit(browser, lost), seat(browser, lost)) == ([200] * 6, person.token)


@pytest.mark.parametrize("name", ["ann", "mia"])
def test_link_handed_out_earlier_still_opens(lost: Cast, name: str) -> None:
    person: Person = getattr(lost, name)
    browser = browser_of()
    assert browser.post(f"/enter/{person.token}").status_code == 302
    assert (visit(browser, lost), seat(browser, lost)) == ([200] * 6, person.token)


def test_own_link_that_is_shown_opens(lost: Cast) -> None:
    link = browser_of(lost.ann).get(f"/w/{lost.workshop}/me/").context["link"]
    assert link == f"http://testserver/enter/{lost.ann.token}"
    assert browser_of().get(link).status_code == 200


def test_facilitator_who_signs_in_again_gets_a_seat_that_opens(lost: Cast) -> None:
    browser = signed_in(lost)
    assert visit(browser, lost) == [200] * 6
    fay = find_participant_by_token(seat(browser, lost))
    assert fay is not None
    assert (fay.public_id, fay.token()) == (lost.fay.id, seat(browser, lost))
    assert find_participant_by_token(lost.fay.token) is None


def test_whoever_joins_afterwards_gets_a_seat_that_opens(lost: Cast) -> None:
    browser = browser_of(lost.ann)
    words = {"name": "Zoe", "department": "another", "group": lost.end_users.group, "op": "j" * 22}
    assert browser.post(f"/j/{lost.join}", words).status_code == 302
    zoe = Participant.objects.get(name="Zoe")
    assert (hash_token(seat(browser, lost)), visit(browser, lost)) == (zoe.token_hash, [200] * 6)
