"""Passwords cost a guesser enough and the server little: small hashes, few at once, old ones renewed."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.conf import global_settings
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password
from django.test import override_settings

from config import settings as ours
from tests.harness.cast import PASSWORD
from workshops.hashers import FrugalArgon2PasswordHasher
from workshops.models import User

NUMBERS = "argon2$argon2id$v=19$m=19456,t=2,p=1$"


@pytest.fixture(autouse=True)
def _real_hashers(_write_inline: None):
    with override_settings(PASSWORD_HASHERS=ours.PASSWORD_HASHERS):
        yield


def test_password_is_hashed_with_the_recommended_numbers_and_found_again() -> None:
    stored = make_password(PASSWORD)
    assert stored[: len(NUMBERS)] == NUMBERS
    assert (check_password(PASSWORD, stored), check_password(PASSWORD + " ", stored)) == (True, False)


@pytest.mark.django_db
def test_password_hashed_at_djangos_price_is_hashed_again_at_sign_in() -> None:
    with override_settings(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS[2:3]):
        user = User.objects.create_user("fay@example.org", PASSWORD, name="Fay")
    assert "$m=102400,t=2,p=8$" in user.password
    assert authenticate(username="fay@example.org", password=PASSWORD) == user
    user.refresh_from_db()
    assert user.password[: len(NUMBERS)] == NUMBERS


@pytest.mark.parametrize("work", ["encode", "verify"])
def test_no_more_than_two_passwords_are_hashed_at_once(monkeypatch: pytest.MonkeyPatch, work: str) -> None:
    hasher, now, most = FrugalArgon2PasswordHasher(), [], []
    second_is_in = Event()
    stored = hasher.encode(PASSWORD, "some-salt")
    real: Callable = getattr(Argon2PasswordHasher, work)

    def watched(*words: str) -> object:
        now.append(1)
        most.append(len(now))
        if len(now) > 1:
            second_is_in.set()
        # The first waits for a second, however slow the machine; then a third has time to slip in.
        second_is_in.wait(10)
        time.sleep(0.02)
        now.pop()
        return real(*words)

    monkeypatch.setattr(Argon2PasswordHasher, work, watched)
    second = "some-salt" if work == "encode" else stored
    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(lambda _: getattr(hasher, work)(PASSWORD, second), range(8)))
    assert (answers, max(most)) == ([stored if work == "encode" else True] * 8, 2)
