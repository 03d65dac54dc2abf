"""What people are and where they sit: who may change it, and what nobody takes from the owner."""

import pytest

from tests.harness.cast import Cast
from tests.harness.tables import Say
from workshops.enums import Role
from workshops.errors import Code, Refused
from workshops.ids import new_id
from workshops.models import Department, Event, Participant, User, Workshop


def row(public_id: str) -> Participant:
    """Somebody's row."""
    return Participant.objects.get(public_id=public_id)


def code_of(say: Say, *said: object, **payload: object) -> tuple[str, object]:
    """The code and the reason of a refusal."""
    with pytest.raises(Refused) as refused:
        say(*said, **payload)
    return refused.value.code, refused.value.details.get("why")


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.MANAGER, Role.FACILITATOR])
def test_who_no_longer_maps_leaves_the_group(cast: Cast, say: Say, role: Role) -> None:
    say(cast.fay, "person.role", person=cast.ann.id, role=role)
    assert (row(cast.ann.id).role, row(cast.ann.id).group) == (role, None)
    assert Event.objects.get(name="person.role").fields == [f"role={role}"]


def test_nobody_takes_the_workshop_from_its_owner_or_themselves_out(cast: Cast, say: Say) -> None:
    say(cast.fay, "person.role", person=cast.mia.id, role="facilitator")
    for name, more in (("person.role", {"role": "observer"}), ("person.remove", {})):
        assert code_of(say, cast.mia, name, person=cast.fay.id, **more) == (Code.FORBIDDEN, "owner")
        assert code_of(say, cast.mia, name, person=cast.mia.id, **more) == (Code.FORBIDDEN, "yourself")
    # But a co-facilitator can be demoted and removed by the owner.
    say(cast.fay, "person.role", person=cast.mia.id, role="manager")
    assert code_of(say, cast.mia, "joining.set", open=False)[0] == Code.FORBIDDEN
    assert code_of(say, cast.fay, "person.role", person=cast.ann.id, role="king")[0] == Code.BAD_MESSAGE


def test_new_owner_is_protected_and_the_old_one_is_not(cast: Cast, say: Say) -> None:
    other = User.objects.get(workshops__public_id=cast.other_workshop)
    Participant.objects.filter(public_id=cast.mia.id).update(user=other, role="facilitator")
    Workshop.objects.filter(public_id=cast.workshop).update(owner=other)
    assert code_of(say, cast.fay, "person.remove", person=cast.mia.id) == (Code.FORBIDDEN, "owner")
    say(cast.mia, "person.remove", person=cast.fay.id)
    assert row(cast.fay.id).removed_at is not None


def test_everybody_corrects_their_own_name_and_department_and_nobody_elses(cast: Cast, say: Say) -> None:
    finance = Department.objects.get(workshop__public_id=cast.workshop, name="Finance").public_id
    say(cast.ann, "person.describe", person=cast.ann.id, field="name", was="Ann", now="  Ada ")
    say(cast.ann, "person.describe", person=cast.ann.id, field="department", was=None, now=finance)
    assert (row(cast.ann.id).name, str(row(cast.ann.id).department)) == ("Ada", "Finance")
    said = {"person": cast.ben.id, "field": "name", "was": "Ben", "now": "B"}
    assert code_of(say, cast.ann, "person.describe", **said)[0] == Code.FORBIDDEN
    elsewhere = Department.objects.filter(workshop__public_id=cast.other_workshop)[0].public_id
    said = {"person": cast.ann.id, "field": "department", "now": elsewhere}
    assert code_of(say, cast.ann, "person.describe", **said)[0] == Code.NOT_FOUND
    assert code_of(say, cast.ann, "person.describe", **said | {"field": "role"})[0] == Code.BAD_MESSAGE


def test_what_was_written_keeps_the_department_it_was_written_for(cast: Cast, say: Say) -> None:
    note = new_id("n")
    board = cast.end_users
    say(cast.ann, "note.add", note=note, board=board.id, stage=board.stages[0], row="pains", text="I wait")
    say(cast.fay, "person.describe", person=cast.ann.id, field="department", was=None, now=None)
    from maps.models import Note

    assert str(Note.objects.get(public_id=note).department) == "Marketing"


def test_people_choose_their_group_only_where_they_may(cast: Cast, say: Say) -> None:
    say(cast.ann, "group.choose", group=cast.distributors.group)
    assert row(cast.ann.id).group.public_id == cast.distributors.group  # type: ignore[union-attr]
    say(cast.fay, "workshop.describe", field="placing", was="choose", now="place")
    assert code_of(say, cast.ann, "group.choose", group=cast.end_users.group) == (Code.FORBIDDEN, "placed")
    assert code_of(say, cast.oda, "group.choose", group=cast.end_users.group)[0] == Code.FORBIDDEN


def test_all_are_placed_or_nobody_is(cast: Cast, say: Say) -> None:
    places = {cast.ann.id: cast.distributors.group, cast.oda.id: cast.distributors.group}
    assert code_of(say, cast.fay, "people.place", places=places) == (Code.FORBIDDEN, "role")
    assert row(cast.ann.id).group.public_id == cast.end_users.group  # type: ignore[union-attr]
    say(cast.fay, "people.place", places={cast.ann.id: cast.distributors.group, cast.dev.id: None})
    assert row(cast.ann.id).group.public_id == cast.distributors.group  # type: ignore[union-attr]
    assert row(cast.dev.id).group is None


def test_needs_are_kept_for_the_facilitators_until_the_end(cast: Cast, say: Say) -> None:
    say(cast.ann, "needs.tell", text=" A chair \x07near the door ")
    assert row(cast.ann.id).needs == "A chair near the door"
    assert code_of(say, cast.ann, "needs.tell", text="x" * 501)[0] == Code.BAD_MESSAGE
    say(cast.fay, "workshop.archive")
    assert row(cast.ann.id).needs == ""


def test_department_that_is_taken_away_keeps_its_mark_and_comes_back_by_name(cast: Cast, say: Say) -> None:
    department = cast.end_users.department
    say(cast.fay, "department.describe", department=department, field="offered", was=True, now=False)
    assert row(cast.ann.id).department.public_id == department  # type: ignore[union-attr]
    say(cast.fay, "department.add", department=new_id("d"), name="marketing", side="enable")
    back = Department.objects.get(public_id=department)
    assert (back.offered, back.side, back.name) == (True, "enable", "Marketing")
    said = {"department": back.public_id, "field": "side", "was": "enable", "now": "deliver"}
    version = say(cast.fay, "department.describe", **said).version
    assert Workshop.objects.get(public_id=cast.workshop).fresh_from == version, (
        "what is felt is told by sides"
    )
    again = {"department": new_id("d"), "name": "MARKETING", "side": "promise"}
    assert code_of(say, cast.fay, "department.add", **again) == (Code.CONFLICT, "taken")
