"""Stages come, go, and leave nothing behind (L20)."""

import pytest
from django.utils import timezone

from maps.commands.placing import EVER_AT_MOST
from maps.models import Map, Note, Stage, Touchpoint
from tests.harness.cast import Cast
from tests.harness.tables import Say
from tests.maps.commands.test_notes import add
from workshops.errors import Code, Refused
from workshops.ids import new_id


def names(cast: Cast) -> list[str]:
    """The end users' stages in order."""
    stages = Stage.objects.filter(map__public_id=cast.end_users.id, removed_at=None, unsorted=False)
    return list(stages.values_list("name", flat=True))


def test_add_rename_and_move_stages(cast: Cast, say: Say) -> None:
    board, stage = cast.end_users, new_id("s")
    say(cast.ann, "stage.add", stage=stage, board=board.id, name=" Pay\n ", after=board.stages[0])
    assert names(cast) == ["Look around", "Pay", "Order"]
    say(cast.ben, "stage.rename", stage=stage, was="Pay", name="Pay the bill")
    say(cast.ben, "stage.move", stage=stage, after="")
    assert names(cast) == ["Pay the bill", "Look around", "Order"]


def test_remove_stage_moves_what_stands_in_it_to_unsorted_in_order(cast: Cast, say: Say) -> None:
    add(say, cast, "one")
    add(say, cast, "two")
    for stage in cast.end_users.stages:
        say(cast.ann, "stage.remove", stage=stage)
    unsorted = Stage.objects.get(map__public_id=cast.end_users.id, unsorted=True)
    thoughts = Note.objects.filter(stage=unsorted, row="thoughts").values_list("text", flat=True)
    assert list(thoughts) == ["Is it for me?", "one", "two"]
    assert Touchpoint.objects.filter(stage=unsorted).count() == 1
    assert names(cast) == []


def test_remove_stage_leaves_removed_notes_where_they_were(cast: Cast, say: Say) -> None:
    note = add(say, cast)
    say(cast.ann, "note.remove", note=note)
    say(cast.ann, "stage.remove", stage=cast.end_users.stages[0])
    say(cast.ann, "undo", board=cast.end_users.id)
    say(cast.ann, "undo", board=cast.end_users.id)
    assert Note.objects.get(public_id=note).stage.public_id == cast.end_users.stages[0]


@pytest.mark.parametrize("name", ["stage.rename", "stage.move", "stage.remove"])
def test_unsorted_cannot_be_changed(cast: Cast, say: Say, name: str) -> None:
    say(cast.ann, "stage.remove", stage=cast.end_users.stages[0])
    unsorted = Stage.objects.get(map__public_id=cast.end_users.id, unsorted=True).public_id
    payload = {"was": "Unsorted", "name": "Mine"} if name == "stage.rename" else {}
    with pytest.raises(Refused) as refused:
        say(cast.ann, name, stage=unsorted, **payload)
    assert refused.value.code == Code.FORBIDDEN


def test_remove_stage_twice_makes_one_unsorted(cast: Cast, say: Say) -> None:
    say(cast.ann, "stage.remove", stage=cast.end_users.stages[0])
    assert say(cast.ben, "stage.remove", stage=cast.end_users.stages[0]).version is None
    say(cast.ben, "stage.remove", stage=cast.end_users.stages[1])
    assert Stage.objects.filter(map__public_id=cast.end_users.id, unsorted=True).count() == 1


def test_add_stage_to_a_board_that_has_ever_held_too_many_is_refused(cast: Cast, say: Say) -> None:
    """Adding and removing for ever would fill the disk, as what is removed stays there."""
    board = Map.objects.get(public_id=cast.end_users.id)
    gone = {"map": board, "name": "Gone", "removed_at": timezone.now()}
    Stage.objects.bulk_create(Stage(order=number, **gone) for number in range(EVER_AT_MOST - 3))
    say(cast.ann, "stage.add", stage=new_id("s"), board=board.public_id, name="The last one")
    with pytest.raises(Refused) as refused:
        say(cast.ann, "stage.add", stage=new_id("s"), board=board.public_id, name="One more")
    assert (refused.value.code, refused.value.details) == (Code.FULL, {"limit": EVER_AT_MOST})
