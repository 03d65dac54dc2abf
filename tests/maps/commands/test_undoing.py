"""Undo takes back my newest change that nobody touched since, and names the others (L21)."""

from typing import Any

from maps.models import Note, Stage, Touchpoint
from tests.harness.cast import Cast
from tests.harness.tables import Say
from tests.maps.commands.test_notes import add, texts
from workshops.ids import new_id


def test_undo_of_an_added_note_removes_it(cast: Cast, say: Say) -> None:
    note = add(say, cast)
    assert say(cast.ann, "undo", board=cast.end_users.id).result == {"undone": "note.add", "kept": []}
    assert Note.objects.get(public_id=note).removed_at is not None


def test_undo_of_a_removed_note_brings_it_back(cast: Cast, say: Say) -> None:
    note = add(say, cast)
    say(cast.ben, "note.remove", note=note)
    assert say(cast.ben, "undo", board=cast.end_users.id).result["undone"] == "note.remove"
    assert texts(cast) == ["Is it for me?", "Why so long?"]


def test_undo_goes_back_step_by_step(cast: Cast, say: Say) -> None:
    note = add(say, cast, "one")
    say(cast.ann, "note.edit", note=note, was="one", text="two")
    say(cast.ann, "note.move", note=note, stage=cast.end_users.stages[1], row="pains", after="")
    steps = [say(cast.ann, "undo", board=cast.end_users.id).result["undone"] for _ in range(4)]
    assert steps == ["note.move", "note.edit", "note.add", None]


def test_undo_leaves_what_somebody_touched_since_and_names_it(cast: Cast, say: Say) -> None:
    untouched = add(say, cast, "mine")
    touched = add(say, cast, "ours")
    say(cast.ben, "note.edit", note=touched, was="ours", text="ours now")
    result = say(cast.ann, "undo", board=cast.end_users.id).result
    assert result == {"undone": "note.add", "kept": [{"name": "note.add", "id": touched}]}
    assert Note.objects.get(public_id=untouched).removed_at is not None
    assert texts(cast) == ["Is it for me?", "ours now"]


def test_undo_works_again_once_the_other_took_theirs_back(cast: Cast, say: Say) -> None:
    note = add(say, cast, "mine")
    say(cast.ben, "note.edit", note=note, was="mine", text="ours")
    say(cast.ben, "undo", board=cast.end_users.id)
    assert say(cast.ann, "undo", board=cast.end_users.id).result["undone"] == "note.add"


def test_undo_is_per_person_and_per_board(cast: Cast, say: Say) -> None:
    add(say, cast)
    assert say(cast.ben, "undo", board=cast.end_users.id).result == {"undone": None, "kept": []}
    assert say(cast.fay, "undo", board=cast.distributors.id).result == {"undone": None, "kept": []}


def test_undo_of_a_removed_stage_brings_it_back_with_all_in_it(cast: Cast, say: Say) -> None:
    board = cast.end_users
    assert say(cast.ann, "stage.remove", stage=board.stages[0]).result == {"moved": 2}
    unsorted = Stage.objects.get(map__public_id=board.id, unsorted=True)
    assert (unsorted.notes.count(), unsorted.touchpoints.count()) == (1, 1)
    say(cast.ann, "undo", board=board.id)
    stage = Stage.objects.get(public_id=board.stages[0])
    assert (stage.removed_at, stage.notes.count(), stage.touchpoints.count()) == (None, 1, 1)


def test_undo_into_a_removed_stage_goes_to_unsorted(cast: Cast, say: Say) -> None:
    board = cast.end_users
    note = add(say, cast)
    say(cast.ann, "note.move", note=note, stage=board.stages[1], row="pains")
    say(cast.ben, "stage.remove", stage=board.stages[0])
    assert say(cast.ann, "undo", board=board.id).result["undone"] == "note.move"
    assert Note.objects.get(public_id=note).stage.unsorted


def test_undo_of_an_added_stage_that_is_used_meanwhile_is_refused(cast: Cast, say: Say) -> None:
    board, stage = cast.end_users, new_id("s")
    say(cast.ann, "stage.add", stage=stage, board=board.id, name="Pay")
    say(cast.ben, "touchpoint.add", touchpoint=new_id("t"), board=board.id, stage=stage, title="I pay")
    result = say(cast.ann, "undo", board=board.id).result
    assert result == {"undone": None, "kept": [{"name": "stage.add", "id": stage}]}
    assert Touchpoint.objects.filter(stage__public_id=stage, removed_at=None).count() == 1


def test_undo_of_a_large_stage_reads_each_event_once(
    cast: Cast, say: Say, django_assert_max_num_queries: Any
) -> None:
    board = cast.end_users
    stage = Stage.objects.get(public_id=board.stages[0])
    Note.objects.bulk_create(
        Note(map=stage.map, stage=stage, row="ideas", text=f"Note {number}", order=number)
        for number in range(300)
    )
    say(cast.ann, "stage.remove", stage=stage.public_id)
    with django_assert_max_num_queries(50):
        result = say(cast.ann, "undo", board=board.id).result
    assert result == {"undone": "stage.remove", "kept": []}
    assert stage.notes.count() == 301


def test_undo_knows_a_note_from_a_touchpoint_of_the_same_id(cast: Cast, say: Say) -> None:
    board, stage, same = cast.end_users, new_id("s"), new_id("x")
    say(cast.fay, "stage.add", stage=stage, board=board.id, name="Pay")
    say(cast.ann, "touchpoint.add", touchpoint=same, board=board.id, stage=stage, title="I pay")
    say(cast.ann, "note.add", note=same, board=board.id, stage=stage, row="pains", text="Too dear")
    say(cast.fay, "stage.remove", stage=stage)
    say(cast.fay, "undo", board=board.id)
    rows = (Touchpoint.objects.get(public_id=same), Note.objects.get(public_id=same))
    assert [row.stage.public_id for row in rows] == [stage, stage]
