"""Helpers and facilitators write for people without a device; nobody else does, and for nobody else."""

from typing import Any

import pytest

from maps.models import Note, Touchpoint
from tests.harness.cast import Cast
from tests.harness.tables import Say
from workshops.errors import Code, Refused
from workshops.ids import new_id
from workshops.models import Participant


@pytest.fixture
def tom(cast: Cast, say: Say) -> str:
    """Tom from Marketing in the end users' group, who has no device."""
    person = new_id("p")
    board = cast.end_users
    say(
        cast.fay,
        "person.add",
        person=person,
        name="Tom",
        department=board.department,
        group=board.group,
        has_device=False,
    )
    return person


def note(cast: Cast, person: str) -> dict[str, Any]:
    """A note for somebody on the end users' board."""
    board = cast.end_users
    words = {"board": board.id, "stage": board.stages[0], "row": "pains", "text": "I wait"}
    return words | {"note": new_id("n"), "person": person}


@pytest.mark.parametrize("who", ["fay", "hal"])
def test_words_of_somebody_without_a_device_are_theirs(cast: Cast, say: Say, tom: str, who: str) -> None:
    said = note(cast, tom)
    say(getattr(cast, who), "note.add", **said)
    written = Note.objects.get(public_id=said["note"])
    assert written.author is not None and written.department is not None
    assert (written.author.public_id, written.department.public_id) == (tom, cast.end_users.department)
    touchpoint = new_id("t")
    say(
        getattr(cast, who),
        "touchpoint.add",
        touchpoint=touchpoint,
        board=cast.end_users.id,
        stage=cast.end_users.stages[0],
        title="I call",
        person=tom,
    )
    assert Touchpoint.objects.get(public_id=touchpoint).author == written.author


def test_scribe_takes_back_what_they_wrote_for_others(cast: Cast, say: Say, tom: str) -> None:
    said = note(cast, tom)
    say(cast.hal, "note.add", **said)
    say(cast.hal, "undo", board=cast.end_users.id)
    assert Note.objects.get(public_id=said["note"]).removed_at is not None


def test_attendees_write_for_nobody(cast: Cast, say: Say, tom: str) -> None:
    with pytest.raises(Refused) as refused:
        say(cast.ann, "note.add", **note(cast, tom))
    assert refused.value.code == Code.FORBIDDEN


def test_nobody_writes_for_who_has_a_device_or_sits_elsewhere_or_has_gone(
    cast: Cast, say: Say, tom: str
) -> None:
    tries = [cast.ben.id, cast.olga.id, cast.rex.id]
    say(cast.fay, "people.place", places={tom: cast.distributors.group})
    for person in (*tries, tom):
        with pytest.raises(Refused) as refused:
            say(cast.fay, "note.add", **note(cast, person))
        assert refused.value.code == Code.NOT_FOUND
    assert Participant.objects.get(public_id=tom).has_device is False
