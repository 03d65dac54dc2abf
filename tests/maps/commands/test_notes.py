"""What people do with notes and touchpoints, and what they are told (L2, L18, L19, L20)."""

import pytest

from maps.models import Note, Touchpoint
from tests.harness.cast import Cast
from tests.harness.tables import Say
from workshops.acts import Answer
from workshops.errors import Code, Refused
from workshops.ids import new_id
from workshops.models import Event, Workshop


def add(say: Say, cast: Cast, text: str = "Why so long?", after: str | None = None, **more: str) -> str:
    """Let Ann add a thought to the first stage; returns its id."""
    note, board = new_id("n"), cast.end_users
    say(
        cast.ann,
        "note.add",
        **({"note": note, "board": board.id, "stage": board.stages[0], "row": "thoughts"} | more),
        text=text,
        after=after,
    )
    return note


def texts(cast: Cast, stage: int = 0, row: str = "thoughts") -> list[str]:
    """The notes of a cell of the end users' board, in order."""
    shown = Note.objects.filter(stage__public_id=cast.end_users.stages[stage], row=row, removed_at=None)
    return list(shown.values_list("text", flat=True))


def test_add_note_keeps_words_author_and_place(cast: Cast, say: Say) -> None:
    note = Note.objects.get(public_id=add(say, cast, "  Why \r\nso long? "))
    assert (note.text, note.author.name, note.department.name) == ("Why \nso long?", "Ann", "Marketing")  # type: ignore[union-attr]
    assert texts(cast) == ["Is it for me?", "Why \nso long?"]


def test_add_note_is_one_version_and_one_event(cast: Cast, say: Say) -> None:
    earlier = Workshop.objects.get(public_id=cast.workshop).version
    note = add(say, cast)
    workshop = Workshop.objects.get(public_id=cast.workshop)
    event = Event.objects.get(workshop=workshop, version=workshop.version)
    assert workshop.version == earlier + 1 == Note.objects.get(public_id=note).version
    assert (event.name, event.changes) == ("note.add", [["note", note]])


def test_add_note_places(cast: Cast, say: Say) -> None:
    first = add(say, cast, "first", after="")
    add(say, cast, "second", after=first)
    add(say, cast, "last", after=None)
    assert texts(cast) == ["first", "second", "Is it for me?", "last"]


def test_add_note_after_a_vanished_neighbour_is_repaired(cast: Cast, say: Say) -> None:
    note, board = new_id("n"), cast.end_users
    place = {"stage": board.stages[0], "row": "thoughts", "after": new_id("n")}
    answer = say(cast.ann, "note.add", note=note, board=board.id, text="x", **place)
    assert answer.result == {"repaired": "after"}
    assert texts(cast) == ["Is it for me?", "x"]


def test_add_note_to_a_removed_stage_goes_to_unsorted(cast: Cast, say: Say) -> None:
    say(cast.ben, "stage.remove", stage=cast.end_users.stages[0])
    note, board = new_id("n"), cast.end_users
    answer = say(
        cast.ann, "note.add", note=note, board=board.id, stage=board.stages[0], row="ideas", text="x"
    )
    assert answer.result == {"repaired": "stage"}
    assert Note.objects.get(public_id=note).stage.unsorted


def test_add_note_with_a_taken_id_is_refused(cast: Cast, say: Say) -> None:
    note = add(say, cast)
    with pytest.raises(Refused) as refused:
        add(say, cast, "another", note=note)
    assert refused.value.code == Code.CONFLICT
    assert texts(cast) == ["Is it for me?", "Why so long?"]


@pytest.mark.parametrize(
    ("text", "why"), [("", "empty"), (" \n ", "empty"), ("x\x00", "nul"), ("x" * 2001, "too-long")]
)
def test_add_note_with_words_that_cannot_be_kept(cast: Cast, say: Say, text: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        add(say, cast, text)
    assert (refused.value.code, refused.value.details) == (Code.BAD_MESSAGE, {"field": "text", "why": why})


def test_add_note_about_a_removed_touchpoint_lets_it_go(cast: Cast, say: Say) -> None:
    touchpoint = cast.end_users.touchpoints[0]
    say(cast.ben, "touchpoint.remove", touchpoint=touchpoint)
    note, board = new_id("n"), cast.end_users
    answer = say(
        cast.ann, "note.add", note=note, board=board.id, stage=board.stages[0], row="pains", text="x", about=touchpoint
    )  # fmt: skip
    assert (answer.result, Note.objects.get(public_id=note).about) == ({"repaired": "about"}, None)


def test_same_op_again_gets_the_same_answer_and_no_effect(cast: Cast, say: Say) -> None:
    note = add(say, cast, "one")
    op = new_id("o")
    payload = {"note": note, "was": "one", "text": "two"}
    first = say(cast.ann, "note.edit", op, **payload)
    say(cast.ben, "note.edit", note=note, was="two", text="three")
    assert say(cast.ann, "note.edit", op, **payload) == first
    assert texts(cast) == ["Is it for me?", "three"]


def test_same_op_with_another_payload_is_refused(cast: Cast, say: Say) -> None:
    note, op = add(say, cast, "one"), new_id("o")
    say(cast.ann, "note.edit", op, note=note, was="one", text="two")
    with pytest.raises(Refused) as refused:
        say(cast.ann, "note.edit", op, note=note, was="one", text="other")
    assert refused.value.code == Code.BAD_MESSAGE


def test_op_without_effect_has_none_when_it_comes_late(cast: Cast, say: Say) -> None:
    note, op = add(say, cast), new_id("o")
    payload = {"note": note, "stage": cast.end_users.stages[0], "row": "thoughts", "after": note}
    assert say(cast.ann, "note.move", op, **payload).version is None
    say(cast.ben, "note.move", note=note, stage=cast.end_users.stages[1], row="pains")
    assert say(cast.ann, "note.move", op, **payload) == Answer(None, {})
    assert texts(cast, stage=1, row="pains") == ["The form is long", "Why so long?"]


def test_op_without_effect_has_none_when_it_could_have_one_by_now(cast: Cast, say: Say) -> None:
    note, op = add(say, cast), new_id("o")
    say(cast.ben, "note.remove", note=note)
    assert say(cast.ann, "note.remove", op, note=note) == Answer(None, {})
    say(cast.ben, "undo", board=cast.end_users.id)
    assert say(cast.ann, "note.remove", op, note=note) == Answer(None, {})
    assert texts(cast) == ["Is it for me?", "Why so long?"]


def test_edit_note_merges_words_changed_apart(cast: Cast, say: Say) -> None:
    note = add(say, cast, "I wait for the invoice")
    say(cast.ben, "note.edit", note=note, was="I wait for the invoice", text="I wait for the first invoice")
    answer = say(
        cast.ann, "note.edit", note=note, was="I wait for the invoice", text="We wait for the invoice"
    )
    assert answer.result == {"merged": True, "text": "We wait for the first invoice"}
    assert texts(cast)[-1] == "We wait for the first invoice"


def test_edit_note_in_conflict_keeps_what_is_stored_and_tells_both(cast: Cast, say: Say) -> None:
    note = add(say, cast, "slow")
    say(cast.ben, "note.edit", note=note, was="slow", text="very slow")
    answer = say(cast.ann, "note.edit", note=note, was="slow", text="quick")
    assert answer == Answer(None, {"conflict": {"mine": "quick", "theirs": "very slow"}})
    assert texts(cast)[-1] == "very slow"


def test_edit_note_that_was_removed_hands_the_words_back(cast: Cast, say: Say) -> None:
    note = add(say, cast, "slow")
    say(cast.ben, "note.remove", note=note)
    with pytest.raises(Refused) as refused:
        say(cast.ann, "note.edit", note=note, was="slow", text="very slow")
    assert (refused.value.code, refused.value.details) == (Code.GONE, {"text": "very slow"})


def test_remove_note_is_soft_and_twice_is_nothing(cast: Cast, say: Say) -> None:
    note = add(say, cast)
    say(cast.ann, "note.remove", note=note)
    assert Note.objects.get(public_id=note).removed_at is not None
    assert say(cast.ben, "note.remove", note=note).version is None


def test_move_note_to_another_cell(cast: Cast, say: Say) -> None:
    note = add(say, cast)
    say(cast.ann, "note.move", note=note, stage=cast.end_users.stages[1], row="pains", after="")
    assert texts(cast, stage=1, row="pains") == ["Why so long?", "The form is long"]


def test_move_note_to_a_stage_of_another_board_is_not_found(cast: Cast, say: Say) -> None:
    note = add(say, cast)
    with pytest.raises(Refused) as refused:
        say(cast.fay, "note.move", note=note, stage=cast.distributors.stages[0], row="pains")
    assert refused.value.code == Code.NOT_FOUND


def test_describe_touchpoint_changes_only_what_is_named(cast: Cast, say: Say) -> None:
    touchpoint = cast.end_users.touchpoints[0]
    say(cast.ann, "touchpoint.describe", touchpoint=touchpoint, channel="phone")
    say(cast.ben, "touchpoint.describe", touchpoint=touchpoint, description="On the way to work")
    row = Touchpoint.objects.get(public_id=touchpoint)
    assert (row.channel, row.description, row.title) == ("phone", "On the way to work", "Sees an advert")


def test_describe_touchpoint_with_an_unknown_channel_is_refused(cast: Cast, say: Say) -> None:
    with pytest.raises(Refused) as refused:
        say(cast.ann, "touchpoint.describe", touchpoint=cast.end_users.touchpoints[0], channel="pigeon")
    assert refused.value.details == {"field": "channel", "why": "unknown"}


def test_add_edit_move_remove_touchpoint(cast: Cast, say: Say) -> None:
    touchpoint, board = new_id("t"), cast.end_users
    say(
        cast.ann,
        "touchpoint.add",
        touchpoint=touchpoint,
        board=board.id,
        stage=board.stages[0],
        title="I call",
        after="",
    )
    say(cast.ben, "touchpoint.edit", touchpoint=touchpoint, was="I call", title="I call again")
    say(cast.ben, "touchpoint.move", touchpoint=touchpoint, stage=board.stages[1])
    row = Touchpoint.objects.select_related("stage").get(public_id=touchpoint)
    assert (row.title, row.stage.public_id) == ("I call again", board.stages[1])
    say(cast.ann, "touchpoint.remove", touchpoint=touchpoint)
    assert Touchpoint.objects.get(public_id=touchpoint).removed_at is not None
