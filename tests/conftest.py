"""What every test relies on: commands run where they are called, and the cast is there to act."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from django.test import override_settings

from tests.harness.cast import Cast, Person, ready_cast
from tests.harness.tables import MESSAGES, Say
from workshops.acts import Answer, perform
from workshops.ids import new_secret
from workshops.models import Participant

# What hands and stories assert shall say what was found, as in a test.
pytest.register_assert_rewrite("tests.browser")

# Passwords are not what most tests are about; tests of accounts set the real hashers themselves.
FAST_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"


@pytest.fixture(autouse=True)
def _write_inline() -> Iterator[None]:
    """Keep commands in the test's thread and transaction; live tests start processes that have a writer."""
    with override_settings(WRITER="inline", PASSWORD_HASHERS=[FAST_HASHER]):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """Fay's workshop with everybody in it, and Olga's."""
    return ready_cast()


@pytest.fixture
def say(cast: Cast) -> Say:
    """`say(person, name, op=None, /, **payload)` carries out one message as the socket would."""

    def say(person: Person, name: str, op: str | None = None, /, **payload: Any) -> Answer:
        message = MESSAGES[name]
        who = Participant.objects.get(public_id=person.id)
        data = msgspec.convert(payload, message.schema)
        return perform(message.command, name, who.workshop_id, who.pk, op or new_secret(), data)

    return say
