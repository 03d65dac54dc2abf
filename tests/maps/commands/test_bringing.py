"""What is brought into a board comes whole or not at all, once, and goes again as one."""

import pytest

from maps.commands.bringing import bring_in, take_import_back
from maps.commands.notes import edit_note
from maps.commands.setup import import_map
from maps.commands.undoing import redo
from maps.models import Map, Note, Stage, Touchpoint
from maps.plans import (
    AuthorPlan,
    DetailsPlan,
    MapPlan,
    MomentPlan,
    NotePlan,
    RatingPlan,
    StagePlan,
    TouchpointPlan,
)
from maps.schemas import EditNote, Redo
from tests.harness.cast import Cast, plan
from workshops.acts import Answer, acting
from workshops.errors import Refused
from workshops.models import Event, Participant, Workshop

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])

WAITS = TouchpointPlan(
    "Waits",
    channel="phone",
    author=AuthorPlan("Night shift", side="deliver"),
    details=DetailsPlan(
        resources=(("team", "Hotline"),), moment=MomentPlan("both"), ratings=(RatingPlan(-2),)
    ),
)  # fmt: skip
PLAN = MapPlan(
    "", "",
    stages=(
        StagePlan("Unsorted", unsorted=True, notes=(NotePlan("ideas", "Ask them"),)),
        StagePlan("order", touchpoints=(WAITS,), notes=(NotePlan("pains", "Too long", about=0),)),
        StagePlan("Use", touchpoints=(TouchpointPlan("Opens"),)),
        StagePlan(
            "LOOK AROUND",
            touchpoints=(TouchpointPlan("sees an ADVERT"),),
            notes=(NotePlan("pains", "Loud", about=2),),
        ),
    ),
)  # fmt: skip


def fay(cast: Cast) -> Participant:
    return Participant.objects.select_related("workshop").get(public_id=cast.fay.id)


def bring(cast: Cast, given: MapPlan = PLAN, op: str = "op-1", *, join_same: bool = False) -> Answer:
    with acting(fay(cast), op) as act:
        return bring_in(act, cast.end_users.id, given, join_same=join_same)


def take_back(cast: Cast, op: str = "op-1") -> None:
    with acting(fay(cast)) as act:
        take_import_back(act, op)


def picture(cast: Cast) -> list[tuple[str, list[str], list[str]]]:
    """The end users' board: its stages with touchpoints and notes, without an empty “Unsorted”."""
    found = [
        (
            stage.name,
            list(stage.touchpoints.filter(removed_at=None).values_list("title", flat=True)),
            list(stage.notes.filter(removed_at=None).values_list("text", flat=True)),
        )
        for stage in Stage.objects.filter(map__public_id=cast.end_users.id, removed_at=None)
    ]
    return [one for one in found if any(one[1:]) or one[0] != "Unsorted"]


def test_stages_are_found_by_name_and_others_come_behind(cast: Cast) -> None:
    assert bring(cast).result == {"stages": 1, "touchpoints": 3, "notes": 3}
    assert picture(cast) == [
        ("Unsorted", [], ["Ask them"]),
        ("Look around", ["Sees an advert", "sees an ADVERT"], ["Is it for me?", "Loud"]),
        ("Order", ["Waits"], ["The form is long", "Too long"]),
        ("Use", ["Opens"], []),
    ]
    waits = Touchpoint.objects.get(title="Waits")
    assert waits.department is not None
    assert (waits.channel, waits.moments.count(), waits.ratings.count(), waits.department.name) == (
        "phone", 1, 1, "Night shift",
    )  # fmt: skip
    assert Note.objects.get(text="Too long").about == waits


def test_touchpoints_that_are_there_are_joined_where_that_is_wished(cast: Cast) -> None:
    assert bring(cast, join_same=True).result == {"stages": 1, "touchpoints": 2, "notes": 3}
    assert picture(cast)[1] == ("Look around", ["Sees an advert"], ["Is it for me?", "Loud"])
    assert Note.objects.filter(text="Loud", about__title="Sees an advert").exists()


def test_same_op_has_its_effect_once(cast: Cast) -> None:
    first = bring(cast)
    here = picture(cast)
    assert (bring(cast), picture(cast)) == (first, here)


def test_one_undo_takes_all_back_and_one_redo_brings_it_again(cast: Cast) -> None:
    before = picture(cast)
    bring(cast)
    after = picture(cast)
    take_back(cast)
    assert picture(cast) == before
    with acting(fay(cast)) as act:
        redo(act, Redo(board=cast.end_users.id))
    assert picture(cast) == after
    assert Event.objects.filter(name="board.import").count() == 1


def test_what_somebody_worked_on_since_stays_whole(cast: Cast) -> None:
    bring(cast)
    note = Note.objects.get(text="Too long")
    with acting(fay(cast)) as act:
        edit_note(act, EditNote(note=note.public_id, was="Too long", text="Far too long"))
    here = picture(cast)
    with pytest.raises(Refused) as refused:
        take_back(cast)
    assert (refused.value.code, picture(cast)) == ("conflict", here)


@pytest.mark.parametrize(
    ("given", "field", "limit"),
    [
        (MapPlan("", "", tuple(StagePlan(f"S{at}") for at in range(39))), "stages", 40),
        (MapPlan("", "", (StagePlan("Order", touchpoints=(TouchpointPlan("x"),) * 1000),)), "touchpoints", 1000),
        (MapPlan("", "", (StagePlan("Order", notes=(NotePlan("pains", "x"),) * 4999),)), "notes", 5000),
    ],
)  # fmt: skip
def test_more_than_a_board_holds_is_refused_whole(cast: Cast, given: MapPlan, field: str, limit: int) -> None:
    here = picture(cast)
    with pytest.raises(Refused) as refused:
        bring(cast, given)
    assert (refused.value.code, refused.value.details["field"], refused.value.details["limit"]) == (
        "full", field, limit,
    )  # fmt: skip
    assert picture(cast) == here


def made(cast: Cast) -> Map:
    with acting(fay(cast), "op-2") as act:
        return import_map(act, plan("Resellers"))


def test_new_map_goes_with_its_customer_type_and_leaves_the_name_free(cast: Cast) -> None:
    board = made(cast)
    take_back(cast, "op-2")
    workshop = Workshop.objects.get(public_id=cast.workshop)
    assert (
        workshop.maps.filter(removed_at=None).count(),
        workshop.customer_types.filter(removed_at=None, name="Resellers").count(),
        workshop.groups.filter(removed_at=None, pk=board.group_id).count(),
    ) == (2, 0, 0)
    with pytest.raises(Refused) as refused:
        take_back(cast, "op-2")
    assert refused.value.code == "not-found"


def test_new_map_that_was_worked_on_stays(cast: Cast) -> None:
    board = made(cast)
    note = board.notes.get(text="The form is long")
    with acting(fay(cast)) as act:
        edit_note(act, EditNote(note=note.public_id, was=note.text, text="Too long"))
    with pytest.raises(Refused) as refused:
        take_back(cast, "op-2")
    assert (refused.value.code, Map.objects.get(pk=board.pk).removed_at) == ("conflict", None)


def test_only_facilitators_bring_in_and_only_their_own_goes(cast: Cast) -> None:
    bring(cast)
    ann = Participant.objects.select_related("workshop").get(public_id=cast.ann.id)
    for act_of in (
        lambda act: bring_in(act, cast.end_users.id, PLAN),
        lambda act: take_import_back(act, "op-1"),
    ):
        with pytest.raises(Refused) as refused, acting(ann) as act:
            act_of(act)
        assert refused.value.code == "forbidden"
