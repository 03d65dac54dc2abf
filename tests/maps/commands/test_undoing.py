"""Undo takes back my newest change that nobody touched since, and names the others (L21)."""

from typing import Any

import pytest

from maps.commands import placing
from maps.commands.placing import AT_MOST
from maps.models import Feeling, Moment, Note, Rating, Stage, Touchpoint
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


def test_undo_goes_through_all_notes_that_were_written_in_the_middle_of_a_cell(cast: Cast, say: Say) -> None:
    """About twenty fit between two neighbours; then the neighbours move over, which is nobody's doing."""
    after = cast.end_users.notes[0]
    add(say, cast, "last")
    written = []
    for number in range(24):
        after = add(say, cast, f"note {number}", after=after)
        written.append(after)
    results = [say(cast.ann, "undo", board=cast.end_users.id).result for _ in written]
    assert results == [{"undone": "note.add", "kept": []}] * 24
    assert texts(cast) == ["Is it for me?", "last"]


def moved_away(cast: Cast, say: Say) -> list[str]:
    """Ann moved the second of three thoughts away, and Ben wrote so many that the others moved over."""
    first, second, third = [add(say, cast, words) for words in ("one", "two", "three")]
    say(cast.ann, "note.move", note=second, stage=cast.end_users.stages[1], row="ideas")
    for _ in range(24):
        add_as_ben(cast, say, after=first)
    return [first, second, third]


def add_as_ben(cast: Cast, say: Say, after: str) -> None:
    board = cast.end_users
    place = {"board": board.id, "stage": board.stages[0], "row": "thoughts", "after": after}
    say(cast.ben, "note.add", note=new_id("n"), text="Ben's", **place)


def test_undo_of_a_move_puts_back_behind_the_former_neighbour_though_all_moved_over(
    cast: Cast, say: Say
) -> None:
    moved_away(cast, say)
    assert say(cast.ann, "undo", board=cast.end_users.id).result == {"undone": "note.move", "kept": []}
    assert texts(cast) == ["Is it for me?", "one", "two", *["Ben's"] * 24, "three"]


def test_undo_of_a_move_puts_back_before_the_next_one_where_the_former_neighbour_has_gone(
    cast: Cast, say: Say
) -> None:
    first, _second, _third = moved_away(cast, say)
    say(cast.ben, "note.remove", note=first)
    assert say(cast.ann, "undo", board=cast.end_users.id).result["undone"] == "note.move"
    assert texts(cast) == ["Is it for me?", *["Ben's"] * 24, "two", "three"]


def test_undo_of_a_removal_without_any_former_neighbour_stays_in_the_cell(cast: Cast, say: Say) -> None:
    first, second, third = [add(say, cast, words) for words in ("one", "two", "three")]
    add(say, cast, "four")
    say(cast.ben, "note.remove", note=second)
    say(cast.ann, "note.remove", note=first)
    say(cast.ann, "note.remove", note=third)
    assert say(cast.ben, "undo", board=cast.end_users.id).result == {"undone": "note.remove", "kept": []}
    assert texts(cast) == ["Is it for me?", "two", "four"]


def test_undo_into_unsorted_goes_to_its_end(cast: Cast, say: Say) -> None:
    board, note = cast.end_users, add(say, cast, after="")
    say(cast.ann, "note.remove", note=note)
    for stage in (board.stages[1], board.stages[0]):
        say(cast.ben, "note.move", note=board.notes[0], stage=stage, row="pains", after="")
    say(cast.ben, "stage.remove", stage=board.stages[0])
    say(
        cast.ben,
        "note.add",
        note=new_id("n"),
        board=board.id,
        stage=board.stages[0],
        row="thoughts",
        text="x",
    )
    assert say(cast.ann, "undo", board=board.id).result["undone"] == "note.remove"
    unsorted = Note.objects.filter(stage__unsorted=True, row="thoughts", removed_at=None)
    assert list(unsorted.values_list("text", flat=True)) == ["x", "Why so long?"]


def undo_op(cast: Cast, say: Say, op: str) -> dict[str, Any]:
    """Let Ann take back the change that was said with an op."""
    return say(cast.ann, "undo", board=cast.end_users.id, op=op).result


def test_undo_of_an_op_takes_back_that_change_and_no_newer_one(cast: Cast, say: Say) -> None:
    note, op = add(say, cast, "mine"), new_id("o")
    say(cast.ann, "note.remove", op, note=note)
    add(say, cast, "newer")
    assert undo_op(cast, say, op) == {"undone": "note.remove", "kept": []}
    assert texts(cast) == ["Is it for me?", "mine", "newer"]


def test_undo_of_an_op_that_changed_nothing_takes_back_nothing_older(cast: Cast, say: Say) -> None:
    """Ann presses Undo where she was told "Deleted", but Ben had deleted the note before her."""
    note, op = add(say, cast, "mine"), new_id("o")
    say(cast.ben, "note.remove", note=note)
    assert say(cast.ann, "note.remove", op, note=note).version is None
    assert undo_op(cast, say, op) == {"undone": None, "kept": []}
    assert texts(cast) == ["Is it for me?"]
    assert say(cast.ben, "undo", board=cast.end_users.id).result["undone"] == "note.remove"


def test_undo_of_an_op_whose_row_somebody_touched_since_names_it_and_looks_no_further(
    cast: Cast, say: Say
) -> None:
    untouched, note, op = add(say, cast, "older"), add(say, cast, "mine"), new_id("o")
    say(cast.ann, "note.edit", op, note=note, was="mine", text="mine now")
    say(cast.ben, "note.edit", note=note, was="mine now", text="ours")
    assert undo_op(cast, say, op) == {"undone": None, "kept": [{"name": "note.edit", "id": note}]}
    assert texts(cast) == ["Is it for me?", "older", "ours"]
    assert Note.objects.get(public_id=untouched).removed_at is None


def test_undo_of_an_op_that_is_unknown_undone_or_not_mine_or_elsewhere_does_nothing(
    cast: Cast, say: Say
) -> None:
    op, bens = new_id("o"), new_id("o")
    note, board = add(say, cast, "mine"), cast.end_users
    say(cast.ann, "note.edit", op, note=note, was="mine", text="mine now")
    say(cast.ben, "stage.move", bens, stage=board.stages[1], after="")
    say(cast.fay, "note.edit", "f" * 22, note=board.notes[1], was="The form is long", text="Too long")
    nothing: dict[str, Any] = {"undone": None, "kept": []}
    elsewhere = say(cast.fay, "undo", board=cast.distributors.id, op="f" * 22).result
    assert (undo_op(cast, say, new_id("o")), undo_op(cast, say, bens), elsewhere) == (nothing,) * 3
    assert undo_op(cast, say, op)["undone"] == "note.edit"
    assert undo_op(cast, say, op) == nothing
    assert texts(cast) == ["Is it for me?", "mine"]


def add_touchpoint(say: Say, cast: Cast, title: str) -> str:
    """Let Ben add a touchpoint to the end users' first stage; returns its id."""
    touchpoint, board = new_id("t"), cast.end_users
    say(cast.ben, "touchpoint.add", touchpoint=touchpoint, board=board.id, stage=board.stages[0], title=title)
    return touchpoint


def test_undo_brings_back_only_what_there_is_room_for(
    cast: Cast, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = [add(say, cast, str(number)) for number in range(3)]
    say(cast.ben, "notes.remove", notes=notes)
    room_for_two = Note.objects.filter(map__public_id=cast.end_users.id, removed_at=None).count() + 2
    monkeypatch.setattr(placing, "AT_MOST", AT_MOST | {Note: room_for_two})
    result = say(cast.ben, "undo", board=cast.end_users.id).result
    assert result["kept"] == [{"name": "notes.remove", "id": notes[0], "why": "full"}]
    monkeypatch.setattr(placing, "AT_MOST", AT_MOST | {Note: room_for_two + 1})
    assert say(cast.ben, "undo", board=cast.end_users.id).result["undone"] == "notes.remove"


def test_undo_brings_a_moment_and_what_a_note_is_about_to_what_was_merged_meanwhile(
    cast: Cast, say: Say
) -> None:
    part, whole, note = add_touchpoint(say, cast, "I ring"), cast.end_users.touchpoints[0], add(say, cast)
    stage = cast.end_users.stages[0]
    place = {"note": note, "stage": stage, "row": "thoughts"}
    moment = say(cast.ann, "moment.mark", moment=new_id("o"), touchpoint=part, kind="destroy").result[
        "moment"
    ]
    say(cast.ann, "moment.remove", moment=moment)
    say(cast.ben, "note.move", **place, about=part)
    say(cast.ben, "note.move", **place, about=None)
    say(cast.fay, "touchpoint.merge", touchpoint=whole, touchpoints=[part])
    assert say(cast.ann, "undo", board=cast.end_users.id).result["undone"] == "moment.remove"
    assert Moment.objects.get(public_id=moment, removed_at=None).touchpoint.public_id == whole
    assert say(cast.ben, "undo", board=cast.end_users.id).result["undone"] == "note.move"
    about = Note.objects.get(public_id=note).about
    assert about is not None and about.public_id == whole


def test_undo_brings_no_second_moment_to_what_was_merged_meanwhile(cast: Cast, say: Say) -> None:
    part, whole = add_touchpoint(say, cast, "I ring"), cast.end_users.touchpoints[0]
    moment = say(cast.ann, "moment.mark", moment=new_id("o"), touchpoint=part, kind="destroy").result[
        "moment"
    ]
    say(cast.ann, "moment.remove", moment=moment)
    say(cast.fay, "touchpoint.merge", touchpoint=whole, touchpoints=[part])
    say(cast.ben, "moment.mark", moment=new_id("o"), touchpoint=whole, kind="create")
    kept = say(cast.ann, "undo", board=cast.end_users.id).result["kept"]
    assert {"name": "moment.remove", "id": moment} in kept
    assert Moment.objects.filter(touchpoint__public_id=whole, removed_at=None).count() == 1


def test_undo_of_a_part_taken_out_stays_away_from_what_was_merged_on_or_deleted(cast: Cast, say: Say) -> None:
    whole, part, other = (add(say, cast, text) for text in ("whole", "part", "other"))
    say(cast.ben, "note.merge", note=whole, notes=[part])
    say(cast.ann, "note.restore", note=part)
    say(cast.fay, "note.merge", note=other, notes=[whole])
    assert say(cast.ann, "undo", board=cast.end_users.id).result["kept"][0]["name"] == "note.restore"
    assert Note.objects.get(public_id=part).removed_at is None
    say(cast.fay, "undo", board=cast.end_users.id)
    say(cast.fay, "note.remove", note=whole)
    assert say(cast.ann, "undo", board=cast.end_users.id).result["kept"][0]["name"] == "note.restore"
    assert Note.objects.get(public_id=part).removed_at is None


def test_undo_of_a_cluster_leaves_it_to_who_has_put_something_in(cast: Cast, say: Say) -> None:
    first, second, cluster = add(say, cast, "one"), add(say, cast, "two"), new_id("u")
    say(cast.ann, "cluster.add", cluster=cluster, board=cast.end_users.id, name="Doubts", notes=[first])
    say(cast.ben, "note.cluster", note=second, cluster=cluster)
    assert {"name": "cluster.add", "id": cluster} in say(cast.ann, "undo", board=cast.end_users.id).result[
        "kept"
    ]
    say(cast.ben, "undo", board=cast.end_users.id)
    say(cast.ann, "redo", board=cast.end_users.id)
    assert say(cast.ann, "undo", board=cast.end_users.id).result["undone"] == "cluster.add"


def test_undo_of_a_removed_stage_leaves_a_cluster_in_one_cell(cast: Cast, say: Say) -> None:
    board = cast.end_users
    note, cluster, later = add(say, cast, "one"), new_id("u"), new_id("n")
    say(cast.ann, "cluster.add", cluster=cluster, board=board.id, name="Doubts", notes=[note])
    say(cast.fay, "stage.remove", stage=board.stages[0])
    unsorted = Stage.objects.get(map__public_id=board.id, unsorted=True).public_id
    row = Note.objects.get(public_id=note).row
    say(cast.ben, "note.add", note=later, board=board.id, stage=unsorted, row=row, text="two")
    say(cast.ben, "note.cluster", note=later, cluster=cluster)
    say(cast.fay, "undo", board=board.id)
    cells = (
        Note.objects.filter(cluster__public_id=cluster, removed_at=None)
        .values_list("stage", "row")
        .distinct()
    )
    assert len(cells) == 1


def test_rating_given_before_a_merge_can_be_taken_back_and_its_undo_is_told_with_the_whole(
    cast: Cast, say: Say
) -> None:
    part, whole = add_touchpoint(say, cast, "I ring"), cast.end_users.touchpoints[0]
    say(cast.ann, "rating.give", touchpoint=part, value=-2)
    say(cast.fay, "touchpoint.merge", touchpoint=whole, touchpoints=[part])
    before = Feeling.objects.get(touchpoint__public_id=whole).version
    say(cast.ann, "rating.take", touchpoint=whole)
    assert not Rating.objects.filter(removed_at=None, participant__name="Ann").exists()
    version = say(cast.ann, "undo", board=cast.end_users.id).version
    assert Rating.objects.filter(removed_at=None, participant__name="Ann").count() == 1
    assert version is not None and version > before
    assert Feeling.objects.get(touchpoint__public_id=whole).version == version
