"""People come in, are invited, and are removed (L9)."""

from datetime import UTC, datetime

import pytest

from tests.harness.cast import Cast
from workshops.acts import acting
from workshops.commands.joining import set_joining
from workshops.commands.people import (
    PEOPLE_AT_MOST,
    PEOPLE_EVER_AT_MOST,
    invite_person,
    join_workshop,
    remove_participant,
)
from workshops.commands.setup import archive_workshop
from workshops.enums import Role
from workshops.errors import Code, Refused
from workshops.models import Event, Group, Participant, Workshop, hash_token
from workshops.schemas import Nothing, RemovePerson, SetJoining

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def row(public_id: str) -> Participant:
    """Somebody's row."""
    return Participant.objects.select_related("workshop").get(public_id=public_id)


def workshop_and_group(cast: Cast) -> tuple[Workshop, Group]:
    """Fay's workshop and the end users' group."""
    return Workshop.objects.get(public_id=cast.workshop), Group.objects.get(public_id=cast.end_users.group)


def test_join_makes_an_attendee_with_a_secret(cast: Cast) -> None:
    workshop, group = workshop_and_group(cast)
    person = join_workshop(workshop, name=" Zoe \n Z ", department=None, group=group)
    assert (person.name, person.role, person.token_hash) == (
        "Zoe Z",
        Role.ATTENDEE,
        hash_token(person.token()),
    )
    assert Event.objects.get(workshop=workshop, name="person.join", participant=person).changes == [
        ["person", person.public_id]
    ]


def test_join_twice_with_one_op_is_one_person(cast: Cast) -> None:
    workshop, group = workshop_and_group(cast)
    first = join_workshop(workshop, name="Zoe", department=None, group=group, op="o" * 22)
    again = join_workshop(workshop, name="Zoe", department=None, group=group, op="o" * 22)
    assert first == again
    assert Participant.objects.filter(workshop=workshop, name="Zoe").count() == 1


def test_tokens_differ_and_depend_on_the_secret_key(cast: Cast, settings: object) -> None:
    ann = row(cast.ann.id)
    assert ann.token() != row(cast.ben.id).token()
    before = ann.token()
    settings.SECRET_KEY = "another" * 10  # type: ignore[attr-defined]
    assert ann.token() != before


def test_join_when_closed_is_refused(cast: Cast) -> None:
    workshop, group = workshop_and_group(cast)
    with acting(row(cast.fay.id)) as act:
        set_joining(act, SetJoining(open=False))
    with pytest.raises(Refused) as refused:
        join_workshop(workshop, name="Zoe", department=None, group=group)
    assert refused.value.code == Code.CLOSED


def test_join_with_an_impossible_name_is_refused(cast: Cast) -> None:
    workshop, group = workshop_and_group(cast)
    with pytest.raises(Refused) as refused:
        join_workshop(workshop, name=" \u202e ", department=None, group=group)
    assert refused.value.details == {"field": "name", "why": "empty"}


@pytest.mark.parametrize(
    ("here", "removed", "limit"),
    [
        (PEOPLE_AT_MOST, 0, PEOPLE_AT_MOST),
        (PEOPLE_AT_MOST - 1, 1, None),
        (1, PEOPLE_EVER_AT_MOST - 2, None),
        (1, PEOPLE_EVER_AT_MOST - 1, PEOPLE_EVER_AT_MOST),
    ],
)
def test_join_is_refused_where_too_many_are_here_or_ever_were(
    cast: Cast, here: int, removed: int, limit: int | None
) -> None:
    workshop, group = workshop_and_group(cast)
    Event.objects.filter(workshop=workshop).delete()
    workshop.participants.all().delete()
    crowd = [
        Participant(workshop=workshop, name="P", group=group, removed_at=None if index < here else NOW).seal()
        for index in range(here + removed)
    ]
    Participant.objects.bulk_create(crowd)
    if limit is None:
        assert join_workshop(workshop, name="Zoe", department=None, group=group).name == "Zoe"
        return
    with pytest.raises(Refused) as refused:
        join_workshop(workshop, name="Zoe", department=None, group=group)
    assert (refused.value.code, refused.value.details) == (Code.FULL, {"limit": limit})


def test_invite_is_for_facilitators_and_never_makes_one(cast: Cast) -> None:
    with acting(row(cast.fay.id)) as act:
        assert invite_person(act, name="Max", role=Role.MANAGER).role == Role.MANAGER
    with acting(row(cast.fay.id)) as act, pytest.raises(Refused):
        invite_person(act, name="Max", role=Role.FACILITATOR)
    with acting(row(cast.hal.id)) as act, pytest.raises(Refused):
        invite_person(act, name="Max", role=Role.MANAGER)


def test_remove_keeps_the_row_and_nobody_acts_any_more(cast: Cast) -> None:
    with acting(row(cast.fay.id)) as act:
        remove_participant(act, RemovePerson(cast.ann.id))
    ann = row(cast.ann.id)
    assert ann.removed_at is not None
    with pytest.raises(Refused) as refused, acting(ann):
        pass
    assert refused.value.code == Code.FORBIDDEN


def test_remove_of_a_facilitator_or_a_stranger_is_refused(cast: Cast) -> None:
    for person, code in ((cast.fay.id, Code.FORBIDDEN), (cast.olga.id, Code.NOT_FOUND)):
        with acting(row(cast.fay.id)) as act, pytest.raises(Refused) as refused:
            remove_participant(act, RemovePerson(person))
        assert refused.value.code == code


def test_archived_workshop_takes_no_changes(cast: Cast) -> None:
    with acting(row(cast.fay.id)) as act:
        archive_workshop(act, Nothing())
    with pytest.raises(Refused) as refused, acting(row(cast.ann.id)):
        pass
    assert refused.value.code == Code.CLOSED
