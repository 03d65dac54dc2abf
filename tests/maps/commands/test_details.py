"""A touchpoint's details, feelings and moments of truth: what is stored, refused and taken back."""

from typing import Any

import pytest

from maps.models import Moment, Rating, Resource, Touchpoint
from tests.harness.cast import Cast
from tests.harness.tables import Say
from workshops.errors import Code, Refused
from workshops.ids import new_id
from workshops.models import Department


def touchpoint_of(cast: Cast) -> Touchpoint:
    """The end users' touchpoint as it is stored."""
    return Touchpoint.objects.get(public_id=cast.end_users.touchpoints[0])


def describe(say: Say, cast: Cast, **fields: Any) -> Any:
    """Let Ann describe the touchpoint."""
    return say(cast.ann, "touchpoint.describe", touchpoint=cast.end_users.touchpoints[0], **fields)


def undo(say: Say, cast: Cast) -> Any:
    """Let Ann take back what she did last."""
    return say(cast.ann, "undo", board=cast.end_users.id).result["undone"]


def test_details_are_stored_field_by_field_and_taken_back(cast: Cast, say: Say) -> None:
    finance = Department.objects.get(workshop__public_id=cast.workshop, name="Finance")
    describe(say, cast, kind="wait", initiator="us", visibility="back", evidence="staff", starred=True)
    describe(say, cast, owner=finance.public_id, wait={"value": 3, "unit": "day"})
    describe(say, cast, often={"value": 6, "unit": "month"}, wait=None)
    stored = touchpoint_of(cast)
    assert (stored.kind, stored.initiator, stored.visibility, stored.evidence) == (
        "wait",
        "us",
        "back",
        "staff",
    )
    assert (stored.owner, stored.ownership, stored.wait, stored.often) == (finance, "department", None, 6)
    assert undo(say, cast) == "touchpoint.describe"
    assert (touchpoint_of(cast).wait, touchpoint_of(cast).wait_unit, touchpoint_of(cast).often) == (
        3,
        "day",
        None,
    )
    undo(say, cast)
    assert (touchpoint_of(cast).owner, touchpoint_of(cast).ownership, touchpoint_of(cast).wait) == (
        None,
        "",
        None,
    )


def test_description_is_brought_together_with_what_others_wrote_meanwhile(cast: Cast, say: Say) -> None:
    describe(say, cast, description="a b c")
    say(
        cast.ben,
        "touchpoint.describe",
        touchpoint=cast.end_users.touchpoints[0],
        was="a b c",
        description="A b c",
    )
    answer = describe(say, cast, was="a b c", description="a b C", starred=True)
    assert answer.result == {"merged": True, "text": "A b C"}
    answer = describe(say, cast, was="a b c", description="X b c", starred=False)
    assert answer.result == {"conflict": {"mine": "X b c", "theirs": "A b C"}}
    assert (touchpoint_of(cast).description, touchpoint_of(cast).starred) == ("A b C", False)
    assert describe(say, cast, was="a b c", description="X b c").version is None
    describe(say, cast, description="the last writer")
    assert touchpoint_of(cast).description == "the last writer"


@pytest.mark.parametrize("owner", ["nobody", "outside", ""])
def test_owner_may_be_nobody_or_outside_or_unsaid(cast: Cast, say: Say, owner: str) -> None:
    describe(say, cast, owner=cast.end_users.department)
    describe(say, cast, owner=owner)
    assert (touchpoint_of(cast).ownership, touchpoint_of(cast).owner) == (owner, None)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"kind": "odd"}, Code.BAD_MESSAGE),
        ({"channel": "fax"}, Code.BAD_MESSAGE),
        ({"wait": {"value": 3, "unit": "fortnight"}}, Code.BAD_MESSAGE),
        ({"owner": "d_unknown"}, Code.NOT_FOUND),
    ],
)
def test_details_that_cannot_be_are_refused_and_change_nothing(
    cast: Cast, say: Say, fields: dict[str, Any], code: Code
) -> None:
    before = Touchpoint.objects.values().get(public_id=cast.end_users.touchpoints[0])
    with pytest.raises(Refused) as refused:
        describe(say, cast, starred=True, **fields)
    assert refused.value.code == code
    assert Touchpoint.objects.values().get(public_id=cast.end_users.touchpoints[0]) == before


def test_owner_of_another_workshop_is_not_found(cast: Cast, say: Say) -> None:
    with pytest.raises(Refused) as refused:
        describe(say, cast, owner=cast.other_board.department)
    assert refused.value.code == Code.NOT_FOUND


def link(say: Say, cast: Cast, name: str, kind: str = "system") -> str:
    """Let Ann say that something works behind the touchpoint; returns its id."""
    touchpoint = cast.end_users.touchpoints[0]
    answer = say(cast.ann, "resource.link", touchpoint=touchpoint, resource=new_id("k"), kind=kind, name=name)
    return str(answer.result["resource"])


def test_list_of_systems_grows_and_holds_each_name_once(cast: Cast, say: Say) -> None:
    crm = link(say, cast, "CRM")
    assert link(say, cast, "crm ") == crm
    assert link(say, cast, "CRM", kind="team") != crm
    assert Resource.objects.count() == 2
    assert undo(say, cast) == "resource.link"
    assert [one.kind for one in touchpoint_of(cast).resources.all()] == ["system"]


def test_system_is_taken_from_a_touchpoint_and_comes_back_by_undo(cast: Cast, say: Say) -> None:
    first, second = link(say, cast, "CRM"), link(say, cast, "Mailbox")
    say(cast.ann, "resource.unlink", touchpoint=cast.end_users.touchpoints[0], resource=first)
    assert [one.public_id for one in touchpoint_of(cast).resources.all()] == [second]
    undo(say, cast)
    behind = touchpoint_of(cast).behind.order_by("pk").values_list("resource__public_id", flat=True)
    assert list(behind) == [first, second]


def rate(say: Say, cast: Cast, value: int | None, word: str = "") -> Any:
    """Let Ann rate the touchpoint."""
    return say(cast.ann, "rating.give", touchpoint=cast.end_users.touchpoints[0], value=value, word=word)


def test_rating_is_one_for_each_person_and_dont_know_is_not_zero(cast: Cast, say: Say) -> None:
    rate(say, cast, 2, "proud")
    rate(say, cast, None)
    say(cast.ben, "rating.give", touchpoint=cast.end_users.touchpoints[0], value=0)
    stored = Rating.objects.order_by("pk").values_list("participant__name", "value", "word")
    assert list(stored) == [("Ann", None, ""), ("Ben", 0, "")]


def test_rating_is_taken_back_by_undo_step_by_step(cast: Cast, say: Say) -> None:
    rate(say, cast, 2)
    rate(say, cast, -1)
    undo(say, cast)
    assert Rating.objects.get().value == 2
    undo(say, cast)
    assert Rating.objects.get().removed_at is not None
    say(cast.ann, "redo", board=cast.end_users.id)
    assert (Rating.objects.get().value, Rating.objects.get().removed_at) == (2, None)


def test_rating_of_another_does_not_stand_in_the_way_of_undo(cast: Cast, say: Say) -> None:
    describe(say, cast, starred=True)
    say(cast.ben, "rating.give", touchpoint=cast.end_users.touchpoints[0], value=0)
    assert undo(say, cast) == "touchpoint.describe"


def test_moment_is_one_for_each_touchpoint(cast: Cast, say: Say) -> None:
    touchpoint, moment = cast.end_users.touchpoints[0], new_id("x")
    say(cast.ann, "moment.mark", moment=moment, touchpoint=touchpoint, kind="create")
    answer = say(cast.ben, "moment.mark", moment=new_id("x"), touchpoint=touchpoint, kind="both")
    assert answer.result == {"moment": moment}
    assert Moment.objects.get().kind == "both"


def test_moment_has_a_sentence_and_a_power_and_comes_back(cast: Cast, say: Say) -> None:
    touchpoint, moment = cast.end_users.touchpoints[0], new_id("x")
    say(cast.ann, "moment.mark", moment=moment, touchpoint=touchpoint, kind="create")
    say(cast.ann, "moment.describe", moment=moment, field="power", now=5)
    say(cast.ann, "moment.describe", moment=moment, field="sentence", was="", now="They tell it on.")
    for power in (0, 6, "5", True):
        with pytest.raises(Refused):
            say(cast.ann, "moment.describe", moment=moment, field="power", now=power)
    say(cast.ann, "moment.remove", moment=moment)
    undo(say, cast)
    stored = Moment.objects.get()
    assert (stored.power, stored.sentence, stored.removed_at) == (5, "They tell it on.", None)


def test_moment_does_not_come_back_beside_another_one(cast: Cast, say: Say) -> None:
    touchpoint, moment = cast.end_users.touchpoints[0], new_id("x")
    say(cast.ann, "moment.mark", moment=moment, touchpoint=touchpoint, kind="create")
    say(cast.ann, "moment.remove", moment=moment)
    say(cast.ben, "moment.mark", moment=new_id("x"), touchpoint=touchpoint, kind="destroy")
    assert undo(say, cast) is None
