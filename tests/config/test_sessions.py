"""A session cookie that cannot be one of ours is none, on every database."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from config.sessions import KEY, SessionStore
from tests.harness.browsers import signed_in
from tests.harness.cast import Cast

ODD = {
    "a NUL": r'"\000' + "a" * 31 + '"',
    "a NUL at the end": '"' + "a" * 31 + r'\000"',
    "too short": "a" * 31,
    "too long": "a" * 33,
    "very long": "a" * 5000,
    "capitals": "A" * 32,
    "other letters": "é" * 32,
    "a quote": "'" * 32,
}


@pytest.mark.parametrize("key", ODD.values(), ids=ODD)
def test_odd_session_cookie_is_a_stranger_and_asks_the_database_nothing(
    cast: Cast, key: str, django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):  # whether the installation is new
        assert Client().get("/", headers={"cookie": f"sessionid={key}"}).status_code == 200


def test_keys_that_are_made_are_taken(cast: Cast) -> None:
    browser = signed_in(cast)
    made = Session.objects.get().session_key
    assert KEY.fullmatch(made) is not None
    assert SessionStore(made).session_key == made
    assert browser.get("/").context["user"].email == cast.email
