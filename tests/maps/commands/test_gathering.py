"""Several at once, merges and clusters: what becomes of them, and that each is taken back as one (L20, L21)."""

from typing import Any

import pytest

from maps.models import Cluster, Moment, Note, Rating, Touchpoint
from tests.harness.cast import Cast
from tests.harness.tables import Say
from tests.maps.commands.test_notes import add, texts
from workshops.acts import Answer
from workshops.errors import Code, Refused
from workshops.ids import new_id


def add_touchpoint(say: Say, cast: Cast, title: str) -> str:
    """Let Ben add a touchpoint to the first stage; returns its id."""
    touchpoint, board = new_id("t"), cast.end_users
    say(cast.ben, "touchpoint.add", touchpoint=touchpoint, board=board.id, stage=board.stages[0], title=title)
    return touchpoint


def undo(say: Say, cast: Cast, name: str = "undo") -> Any:
    """Let Ann take back, or do again, what she did last."""
    return say(cast.ann, name, board=cast.end_users.id).result


def notes_of_ben(say: Say, cast: Cast, *words: str) -> list[str]:
    """Notes that Ben has added to the first cell."""
    ids = []
    for text in words:
        ids.append(new_id("n"))
        board = cast.end_users
        place = {"board": board.id, "stage": board.stages[0], "row": "thoughts"}
        say(cast.ben, "note.add", note=ids[-1], text=text, **place)
    return ids


def test_several_notes_move_in_the_order_they_are_named(cast: Cast, say: Say) -> None:
    one, _, three = notes_of_ben(say, cast, "1", "2", "3")
    there = cast.end_users.stages[1]
    answer = say(cast.ann, "notes.move", notes=[three, one], stage=there, row="pains", after="")
    assert answer.result == {"moved": 2}
    assert texts(cast, 1, "pains") == ["3", "1", "The form is long"]
    assert texts(cast) == ["Is it for me?", "2"]
    undo(say, cast)
    assert texts(cast) == ["Is it for me?", "1", "2", "3"]
    undo(say, cast, "redo")
    assert texts(cast, 1, "pains") == ["3", "1", "The form is long"]


def test_several_notes_move_within_their_cell_also_after_one_of_themselves(cast: Cast, say: Say) -> None:
    one, _, three = notes_of_ben(say, cast, "1", "2", "3")
    say(cast.ann, "notes.move", notes=[one, three], stage=cast.end_users.stages[0], row="thoughts", after=one)
    assert texts(cast) == ["Is it for me?", "1", "3", "2"]
    undo(say, cast)
    assert texts(cast) == ["Is it for me?", "1", "2", "3"]


def test_several_move_without_those_that_have_gone(cast: Cast, say: Say) -> None:
    one, two = notes_of_ben(say, cast, "1", "2")
    say(cast.ben, "note.remove", note=one)
    there = {"stage": cast.end_users.stages[1], "row": "pains"}
    assert say(cast.ann, "notes.move", notes=[one, two], **there).result == {"moved": 1}
    say(cast.ben, "note.remove", note=two)
    with pytest.raises(Refused) as refused:
        say(cast.ann, "notes.move", notes=[one, two], **there)
    assert refused.value.code == Code.GONE


def test_several_go_and_come_back_as_one(cast: Cast, say: Say) -> None:
    one, two = notes_of_ben(say, cast, "1", "2")
    assert say(cast.ann, "notes.remove", notes=[two, one]).result == {"removed": 2}
    assert texts(cast) == ["Is it for me?"]
    assert undo(say, cast)["undone"] == "notes.remove"
    assert texts(cast) == ["Is it for me?", "1", "2"]


def test_several_of_two_boards_are_not_found(cast: Cast, say: Say) -> None:
    (mine,) = notes_of_ben(say, cast, "1")
    with pytest.raises(Refused) as refused:
        say(cast.fay, "notes.remove", notes=[mine, cast.distributors.notes[0]])
    assert refused.value.code == Code.NOT_FOUND
    assert Note.objects.filter(removed_at=None, public_id=mine).exists()


def test_merged_notes_keep_words_and_authors_and_part_again(cast: Cast, say: Say) -> None:
    whole, (part, other) = cast.end_users.notes[0], notes_of_ben(say, cast, "For me?", "Me?")
    assert merge(say, cast, whole, part, other).result == {"merged": 2, "into": whole}
    assert texts(cast) == ["Is it for me?"]
    parts = Note.objects.filter(merged_into__public_id=whole)
    assert {(row.text, row.author.name) for row in parts} == {("For me?", "Ben"), ("Me?", "Ben")}  # type: ignore[union-attr]
    assert undo(say, cast)["undone"] == "note.merge"
    assert texts(cast) == ["Is it for me?", "For me?", "Me?"]
    assert undo(say, cast, "redo")["redone"] == "note.merge"
    assert texts(cast) == ["Is it for me?"]


def merge(say: Say, cast: Cast, note: str, *notes: str) -> Answer:
    """Let Ann merge notes into another one."""
    return say(cast.ann, "note.merge", note=note, notes=list(notes))


def test_two_merges_that_cross_come_to_one_note(cast: Cast, say: Say) -> None:
    one, two = notes_of_ben(say, cast, "1", "2")
    merge(say, cast, one, two)
    assert say(cast.ben, "note.merge", note=two, notes=[one]).result == {"merged": 0, "into": one}
    assert texts(cast) == ["Is it for me?", "1"]


def test_merged_note_that_is_merged_takes_its_parts_along(cast: Cast, say: Say) -> None:
    one, two, three = notes_of_ben(say, cast, "1", "2", "3")
    merge(say, cast, two, three)
    merge(say, cast, one, two)
    assert Note.objects.filter(merged_into__public_id=one).count() == 2
    undo(say, cast)
    assert list(Note.objects.filter(merged_into__public_id=two).values_list("text", flat=True)) == ["3"]


def test_words_for_a_note_that_was_merged_meanwhile_are_kept_in_it(cast: Cast, say: Say) -> None:
    (part,) = notes_of_ben(say, cast, "1")
    whole = cast.end_users.notes[0]
    merge(say, cast, whole, part)
    answer = say(cast.ben, "note.edit", note=part, was="1", text="one")
    assert answer.result == {"part_of": whole}
    assert Note.objects.get(public_id=part).text == "one"
    assert answer.version == Note.objects.get(public_id=whole).version


def test_part_is_taken_out_again(cast: Cast, say: Say) -> None:
    (part,) = notes_of_ben(say, cast, "1")
    merge(say, cast, cast.end_users.notes[0], part)
    say(cast.ben, "note.restore", note=part)
    assert texts(cast) == ["Is it for me?", "1"]
    assert Note.objects.get(public_id=part).merged_into is None


def test_merge_of_what_was_deleted_is_refused_or_left_out(cast: Cast, say: Say) -> None:
    one, two = notes_of_ben(say, cast, "1", "2")
    say(cast.ben, "note.remove", note=two)
    assert merge(say, cast, one, two).result == {"merged": 0, "into": one}
    with pytest.raises(Refused) as refused:
        merge(say, cast, two, one)
    assert refused.value.code == Code.GONE


def test_merged_touchpoints_keep_all_that_hangs_on_them(cast: Cast, say: Say) -> None:
    whole, part = cast.end_users.touchpoints[0], add_touchpoint(say, cast, "I see an ad")
    board, moment, note = cast.end_users, new_id("x"), new_id("n")
    place = {"board": board.id, "stage": board.stages[0], "row": "pains"}
    say(cast.ben, "note.add", note=note, text="Dull", about=part, **place)
    say(cast.ben, "touchpoint.describe", touchpoint=part, evidence="data", starred=True)
    known = {
        "description": "By phone",
        "channel": "phone",
        "wait": {"value": 2, "unit": "day"},
        "owner": "nobody",
    }
    say(cast.ben, "touchpoint.describe", touchpoint=part, **known)
    say(cast.ben, "touchpoint.describe", touchpoint=whole, description="In a shop", channel="ads")
    say(cast.ben, "resource.link", touchpoint=part, resource=new_id("k"), kind="team", name="Press")
    say(cast.ben, "moment.mark", moment=moment, touchpoint=part, kind="create")
    say(cast.ben, "rating.give", touchpoint=part, value=2)
    say(cast.ann, "rating.give", touchpoint=part, value=2)
    say(cast.ann, "rating.give", touchpoint=whole, value=0)
    say(cast.ann, "touchpoint.merge", touchpoint=whole, touchpoints=[part])
    kept = Touchpoint.objects.get(public_id=whole)
    assert (kept.evidence, kept.starred, kept.resources.get().name) == ("data", True, "Press")
    assert (kept.description, kept.channel) == ("In a shop\n\nBy phone", "ads")
    assert (kept.wait, kept.wait_unit, kept.ownership) == (2, "day", "nobody")
    assert Note.objects.get(public_id=note).about == kept
    assert Moment.objects.get(public_id=moment).touchpoint == kept
    undo(say, cast)
    kept.refresh_from_db()
    parted = Touchpoint.objects.get(public_id=part)
    assert (kept.evidence, kept.starred, kept.resources.count(), parted.removed_at) == ("", False, 0, None)
    assert (kept.description, kept.channel, kept.wait, kept.wait_unit) == ("In a shop", "ads", None, "")
    assert Note.objects.get(public_id=note).about == parted
    assert Moment.objects.get(public_id=moment).touchpoint == parted


def test_rating_of_a_merged_touchpoint_counts_for_what_it_is_a_part_of(cast: Cast, say: Say) -> None:
    whole, part = cast.end_users.touchpoints[0], add_touchpoint(say, cast, "I see an ad")
    say(cast.ann, "touchpoint.merge", touchpoint=whole, touchpoints=[part])
    say(cast.ben, "rating.give", touchpoint=part, value=1)
    assert Rating.objects.get().touchpoint.public_id == whole


def test_cluster_takes_the_notes_of_one_cell_and_lets_go_of_what_leaves_it(cast: Cast, say: Say) -> None:
    one, two = notes_of_ben(say, cast, "1", "2")
    elsewhere, cluster, board = cast.end_users.notes[1], new_id("u"), cast.end_users
    answer = say(
        cast.ann, "cluster.add", cluster=cluster, board=board.id, name="Doubts", notes=[one, elsewhere, two]
    )
    assert answer.result == {"clustered": 2}
    say(cast.ann, "note.move", note=one, stage=board.stages[0], row="thoughts", after=None)
    assert Note.objects.get(public_id=one).cluster is not None
    say(cast.ann, "note.move", note=one, stage=board.stages[1], row="ideas", after=None)
    assert Note.objects.get(public_id=one).cluster is None
    undo(say, cast)
    assert Note.objects.get(public_id=one).cluster is not None
    with pytest.raises(Refused) as refused:
        say(cast.ann, "note.cluster", note=elsewhere, cluster=cluster)
    assert refused.value.details["why"] == "another-cell"


def test_dissolved_cluster_comes_back_with_its_notes(cast: Cast, say: Say) -> None:
    one, two = notes_of_ben(say, cast, "1", "2")
    cluster = new_id("u")
    say(cast.ann, "cluster.add", cluster=cluster, board=cast.end_users.id, name="Doubts", notes=[one, two])
    say(cast.ann, "cluster.remove", cluster=cluster)
    assert Note.objects.filter(cluster__isnull=False).count() == 0
    undo(say, cast)
    assert Cluster.objects.get().notes.count() == 2
    undo(say, cast)
    assert (Cluster.objects.get().removed_at is None, Note.objects.filter(cluster=None).count()) == (False, 8)


def test_cluster_renamed_by_two_holds_both_changes(cast: Cast, say: Say) -> None:
    (one,) = notes_of_ben(say, cast, "1")
    cluster = new_id("u")
    name = "Doubts and open questions"
    say(cast.ann, "cluster.add", cluster=cluster, board=cast.end_users.id, name=name, notes=[one])
    rename = {"cluster": cluster, "field": "name", "was": name}
    say(cast.ann, "cluster.describe", **rename, now="Fears and open questions")
    say(cast.ben, "cluster.describe", **rename, now="Doubts and hidden questions")
    assert Cluster.objects.get().name == "Fears and hidden questions"


def test_deleted_note_comes_back_where_it_stood_or_to_unsorted(cast: Cast, say: Say) -> None:
    one, two = notes_of_ben(say, cast, "1", "2")
    say(cast.ben, "note.remove", note=one)
    say(cast.ann, "note.restore", note=one)
    assert texts(cast) == ["Is it for me?", "1", "2"]
    say(cast.ben, "note.remove", note=two)
    say(cast.ann, "stage.remove", stage=cast.end_users.stages[0])
    assert say(cast.ann, "note.restore", note=two).result == {"repaired": "stage"}
    assert Note.objects.get(public_id=two).stage.unsorted


def test_redo_stops_at_a_change_of_ones_own(cast: Cast, say: Say) -> None:
    note = add(say, cast, "one")
    say(cast.ann, "note.edit", note=note, was="one", text="two")
    undo(say, cast)
    undo(say, cast)
    assert undo(say, cast, "redo")["redone"] == "note.add"
    assert undo(say, cast, "redo")["redone"] == "note.edit"
    assert undo(say, cast, "redo") == {"redone": None, "kept": []}
    assert texts(cast)[-1] == "two"
    undo(say, cast)
    say(cast.ann, "note.edit", note=note, was="one", text="three")
    assert undo(say, cast, "redo") == {"redone": None, "kept": []}


def test_redo_leaves_what_somebody_touched_since(cast: Cast, say: Say) -> None:
    note = add(say, cast, "one")
    say(cast.ann, "note.edit", note=note, was="one", text="two")
    undo(say, cast)
    say(cast.ben, "note.edit", note=note, was="one", text="one!")
    assert undo(say, cast, "redo") == {"redone": None, "kept": [{"name": "undo", "id": note}]}


def test_redo_never_buries_what_others_put_into_a_stage(cast: Cast, say: Say) -> None:
    stage = cast.end_users.stages[0]
    say(cast.ann, "stage.remove", stage=stage)
    undo(say, cast)
    notes_of_ben(say, cast, "mine")
    assert undo(say, cast, "redo")["redone"] is None
    assert texts(cast) == ["Is it for me?", "mine"]
