"""People who act: `say(person, name, **payload)` carries out one message as the socket would."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

import maps.protocol
import workshops.protocol
from tests.harness.cast import Cast, Person, make_cast
from workshops.acts import Answer, perform
from workshops.ids import new_secret
from workshops.models import Participant

MESSAGES = {**workshops.protocol.MESSAGES, **maps.protocol.MESSAGES}

Say = Callable[..., Answer]


@pytest.fixture
def cast(db: None) -> Cast:
    """Fay's workshop with everybody in it."""
    return make_cast()


@pytest.fixture
def say(cast: Cast) -> Say:
    """Carry out one message of a person; an op may be given to say it again."""

    def say(person: Person, name: str, op: str | None = None, /, **payload: Any) -> Answer:
        schema, command = MESSAGES[name]
        who = Participant.objects.get(public_id=person.id)
        data = msgspec.convert(payload, schema)
        return perform(command, name, who.workshop_id, who.pk, op or new_secret(), data)

    return say
