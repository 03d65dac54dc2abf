"""Histories and what was deleted: who is told what, in which words, of whom, and at what cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from maps.commands.erasing import erase_person
from maps.exports.reading import read_whole_map
from maps.histories import ENTRIES_AT_MOST
from maps.models import Map, Note
from tests.harness.browsers import browser_of, signed_in
from tests.harness.cast import Cast, Person
from tests.harness.queries import counting
from tests.harness.tables import Say
from tests.maps.commands.test_gathering import add_touchpoint, merge, notes_of_ben, undo
from workshops.acts import acting
from workshops.errors import Code, Refused
from workshops.ids import new_id
from workshops.models import Department, Participant, Workshop

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])

Look = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def history(cast: Cast) -> Look:
    """`history(id, kind="note", by=None)`: what Ann, or somebody else, is told of a note."""

    def look(row: str, kind: str = "note", by: Person | None = None) -> list[dict[str, Any]]:
        path = f"/w/{cast.workshop}/boards/{cast.end_users.id}/history/{kind}/{row}/"
        entries: list[dict[str, Any]] = browser_of(by or cast.ann).get(path).json()["entries"]
        return entries

    return look


@pytest.fixture
def deleted(cast: Cast) -> Look:
    """What Ann is told of what was deleted."""

    def look() -> list[dict[str, Any]]:
        path = f"/w/{cast.workshop}/boards/{cast.end_users.id}/deleted/"
        entries: list[dict[str, Any]] = browser_of(cast.ann).get(path).json()["entries"]
        return entries

    return look


def what(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["what"] for entry in entries]


def attribution(cast: Cast, value: str) -> None:
    Workshop.objects.filter(public_id=cast.workshop).update(attribution=value)


def test_history_tells_newest_first_what_was_done_and_the_words_before_and_after(
    cast: Cast, say: Say, history: Look
) -> None:
    (note,) = notes_of_ben(say, cast, "one")
    board = cast.end_users
    say(cast.ann, "note.edit", note=note, was="one", text="two")
    say(cast.ann, "note.move", note=note, stage=board.stages[0], row="thoughts", after="")
    say(cast.ann, "note.move", note=note, stage=board.stages[1], row="pains", after=None)
    say(cast.ben, "note.remove", note=note)
    say(cast.ben, "note.restore", note=note)
    entries = history(note)
    assert what(entries) == [
        "Brought back",
        "Deleted",
        "Moved from Look around, What I think and ask to Order, What hurts",
        "Moved within Look around, What I think and ask",
        "Other words",
        "Added",
    ]
    assert [(entry.get("before"), entry.get("now")) for entry in entries[4:]] == [
        ("one", "two"),
        (None, None),
    ]


def test_history_of_undo_and_redo_tells_the_words_they_brought(cast: Cast, say: Say, history: Look) -> None:
    (note,) = notes_of_ben(say, cast, "one")
    say(cast.ann, "note.edit", note=note, was="one", text="two")
    undo(say, cast)
    undo(say, cast, "redo")
    entries = history(note)
    assert what(entries) == ["A change was done again", "A change was taken back", "Other words", "Added"]
    assert [(entry["before"], entry["now"]) for entry in entries[:3]] == [
        ("one", "two"),
        ("two", "one"),
        ("one", "two"),
    ]


def test_history_of_a_merge_tells_the_whole_and_the_part(cast: Cast, say: Say, history: Look) -> None:
    whole, (part,) = cast.end_users.notes[0], notes_of_ben(say, cast, "1")
    merge(say, cast, whole, part)
    say(cast.ben, "note.edit", note=part, was="1", text="one")
    assert what(history(whole)) == ["A part of it got other words", "Others were merged into it"]
    assert what(history(part)) == ["Other words", "Became a part of another one", "Added"]
    say(cast.ben, "note.restore", note=part)
    assert what(history(whole))[0] == "A part was taken out"
    assert what(history(part))[0] == "Taken out of what it was merged into"


def test_history_tells_of_clusters_and_stages_as_what_they_did_to_the_note(
    cast: Cast, say: Say, history: Look
) -> None:
    (note,) = notes_of_ben(say, cast, "1")
    cluster, board = new_id("u"), cast.end_users
    say(cast.ann, "cluster.add", cluster=cluster, board=board.id, name="Doubts", notes=[note])
    say(cast.ann, "note.cluster", note=note, cluster="")
    say(cast.ann, "note.cluster", note=note, cluster=cluster)
    say(cast.ann, "cluster.remove", cluster=cluster)
    say(cast.ann, "stage.remove", stage=board.stages[0])
    assert what(history(note)) == [
        "Its stage was removed: Moved from Look around, What I think and ask"
        " to Unsorted, What I think and ask",
        "Taken out of the cluster “Doubts”",
        "Put into the cluster “Doubts”",
        "Taken out of the cluster “Doubts”",
        "Put into the cluster “Doubts”",
        "Added",
    ]


def test_history_of_a_touchpoint_names_the_details_and_no_rating(cast: Cast, say: Say, history: Look) -> None:
    touchpoint = add_touchpoint(say, cast, "I see an ad")
    say(cast.ann, "touchpoint.describe", touchpoint=touchpoint, channel="phone", starred=True)
    say(cast.ann, "rating.give", touchpoint=touchpoint, value=-2)
    say(cast.ann, "resource.link", touchpoint=touchpoint, resource=new_id("k"), kind="team", name="Press")
    assert what(history(touchpoint, "touchpoint")) == [
        "Teams or systems behind it changed",
        "Details changed: channel, star",
        "Added",
    ]


def test_note_that_only_made_room_has_no_entry(cast: Cast, say: Say, history: Look) -> None:
    first, second = notes_of_ben(say, cast, "1", "2")
    Note.objects.filter(public_id=second).update(order=Note.objects.get(public_id=first).order + 1)
    notes_of_ben(say, cast, "3")
    say(cast.ann, "note.add", note=new_id("n"), board=cast.end_users.id, stage=cast.end_users.stages[0],
        row="thoughts", text="between", after=first)  # fmt: skip
    assert what(history(second)) == ["Added"]


def test_history_says_of_people_what_attribution_says_of_authors(cast: Cast, say: Say, history: Look) -> None:
    (note,) = notes_of_ben(say, cast, "one")
    say(cast.ann, "note.edit", note=note, was="one", text="two")
    say(cast.fay, "note.edit", note=note, was="two", text="three")
    ids = {name: Participant.objects.get(public_id=person.id).department.public_id  # type: ignore[union-attr]
           for name, person in (("Ann", cast.ann), ("Ben", cast.ben))}  # fmt: skip
    attribution(cast, "anonymous")
    assert [entry["author"] for entry in history(note)] == [None, None, None]
    attribution(cast, "department")
    assert [entry["author"] for entry in history(note)] == [
        None, {"department": ids["Ann"]}, {"department": ids["Ben"]},
    ]  # fmt: skip
    attribution(cast, "named")
    assert [entry["author"]["name"] for entry in history(note)] == ["Fay", "Ann", "Ben"]


def test_history_does_not_say_somebodys_new_department_of_earlier_changes(
    cast: Cast, say: Say, history: Look
) -> None:
    attribution(cast, "department")
    (note,) = notes_of_ben(say, cast, "one")
    at_first = history(note)[0]["author"]
    say(cast.ben, "note.edit", note=note, was="one", text="two")
    another = Department.objects.get(workshop__public_id=cast.workshop, name="Finance")
    operations = Participant.objects.get(public_id=cast.ben.id).department
    assert operations is not None
    say(cast.fay, "person.describe", person=cast.ben.id, field="department", was=operations.public_id,
        now=another.public_id)  # fmt: skip
    say(cast.ben, "note.edit", note=note, was="two", text="three")
    assert [entry["author"] for entry in history(note)] == [{"department": another.public_id}, None, at_first]


def test_who_writes_for_somebody_is_not_told_as_the_author(cast: Cast, say: Say, history: Look) -> None:
    attribution(cast, "named")
    Participant.objects.filter(public_id=cast.ben.id).update(has_device=False)
    note, board = new_id("n"), cast.end_users
    say(cast.hal, "note.add", note=note, board=board.id, stage=board.stages[0], row="pains", text="x",
        person=cast.ben.id)  # fmt: skip
    assert [entry["author"]["name"] for entry in history(note)] == ["Ben"]


def test_words_of_somebody_erased_are_not_shown(cast: Cast, say: Say, history: Look) -> None:
    (note,) = notes_of_ben(say, cast, "one")
    say(cast.ann, "note.edit", note=note, was="one", text="SECRET")
    say(cast.ben, "note.edit", note=note, was="SECRET", text="three")
    say(cast.ben, "undo", board=cast.end_users.id)
    say(cast.ben, "note.edit", note=note, was="SECRET", text="four")
    erase(cast, words=True)
    entries = history(note, by=cast.ben)
    assert "SECRET" not in str(entries)
    assert (entries[0]["now"], entries[-2]["before"]) == ("four", "one")


def test_notes_of_others_merged_into_that_of_somebody_erased_stand_in_its_place(cast: Cast, say: Say) -> None:
    board, mine = cast.end_users, new_id("n")
    place = {"board": board.id, "stage": board.stages[1], "row": "ideas"}
    say(cast.ann, "note.add", note=mine, text="mine", **place)
    one, two = notes_of_ben(say, cast, "1", "2")
    merge(say, cast, mine, one, two)
    erase(cast, words=True)
    standing = Note.objects.get(text="1", removed_at=None)
    assert (standing.author.name, standing.merged_into, standing.row) == ("Ben", None, "ideas")  # type: ignore[union-attr]
    assert Note.objects.get(public_id=two).merged_into == standing
    assert not Note.objects.filter(text="mine").exists()


def test_notes_of_others_deleted_with_that_of_somebody_erased_can_be_put_back(cast: Cast, say: Say) -> None:
    board, mine = cast.end_users, new_id("n")
    place = {"board": board.id, "stage": board.stages[1], "row": "ideas"}
    say(cast.ann, "note.add", note=mine, text="mine", **place)
    (one,) = notes_of_ben(say, cast, "1")
    merge(say, cast, mine, one)
    say(cast.ann, "note.remove", note=mine)
    erase(cast, words=True)
    path = f"/w/{cast.workshop}/boards/{board.id}/deleted/"
    assert [entry["words"] for entry in browser_of(cast.ben).get(path).json()["entries"]] == ["1"]


def test_nothing_goes_on_in_words_that_were_erased_nor_comes_back_without_any(cast: Cast, say: Say) -> None:
    mine, late, first = notes_of_ben(say, cast, "1", "2", "3")
    merge(say, cast, mine, first, late)
    ann = Participant.objects.get(public_id=cast.ann.id)
    Note.objects.filter(public_id=mine).update(author=ann)
    Note.objects.filter(public_id=first).update(text="…", emptied=True, author=None)
    with pytest.raises(Refused) as refused:
        say(cast.ben, "note.restore", note=first)
    assert refused.value.code == Code.NOT_FOUND
    erase(cast, words=True)
    standing = Note.objects.get(public_id=mine)
    assert (standing.text, standing.removed_at, standing.emptied) == ("2", None, False)
    assert Note.objects.get(public_id=late).emptied


def test_note_of_three_dots_is_a_note_like_others(cast: Cast, say: Say, deleted: Look) -> None:
    whole, part = notes_of_ben(say, cast, "whole", "…")
    merge(say, cast, whole, part)
    board = cast.end_users.id
    notes = read_whole_map(Map.objects.get(public_id=board)).notes.values()
    told = [
        [part["text"] for part in note["parts"]] for cell in notes for note in cell if note["text"] == "whole"
    ]
    assert told == [["…"]]
    say(cast.ben, "note.restore", note=part)
    say(cast.ben, "note.remove", note=part)
    assert [entry["words"] for entry in deleted()] == ["…"]


def test_history_is_not_pushed_out_by_ratings(cast: Cast, say: Say, history: Look) -> None:
    touchpoint = cast.end_users.touchpoints[0]
    say(cast.ann, "touchpoint.describe", touchpoint=touchpoint, starred=True)
    for number in range(ENTRIES_AT_MOST):
        say(cast.ann, "rating.give", touchpoint=touchpoint, value=number % 2)
    assert what(history(touchpoint, "touchpoint"))[0] == "Details changed: star"


def erase(cast: Cast, *, words: bool) -> None:
    """Erases Ann."""
    with acting(Participant.objects.get(public_id=cast.fay.id)) as act:
        erase_person(act, cast.ann.id, words=words)


def test_deleted_are_listed_newest_first_without_those_that_were_merged(
    cast: Cast, say: Say, deleted: Look
) -> None:
    one, two, three = notes_of_ben(say, cast, "1", "2", "3")
    touchpoint = add_touchpoint(say, cast, "I see an ad")
    merge(say, cast, two, three)
    say(cast.ann, "note.remove", note=one)
    say(cast.ann, "touchpoint.remove", touchpoint=touchpoint)
    entries = deleted()
    assert [(entry["kind"], entry["id"], entry["words"], entry["where"]) for entry in entries] == [
        ("touchpoint", touchpoint, "I see an ad", "Look around, Where we meet"),
        ("note", one, "1", "Look around, What I think and ask"),
    ]
    say(cast.ann, "note.restore", note=one)
    assert [entry["id"] for entry in deleted()] == [touchpoint]


def test_deleted_words_of_somebody_erased_are_not_listed(cast: Cast, say: Say) -> None:
    board, note = cast.end_users, new_id("n")
    say(cast.ann, "note.add", note=note, board=board.id, stage=board.stages[0], row="pains", text="SECRET")
    say(cast.ann, "note.remove", note=note)
    erase(cast, words=True)
    path = f"/w/{cast.workshop}/boards/{board.id}/deleted/"
    assert browser_of(cast.ben).get(path).json() == {"entries": []}


def test_past_of_another_workshop_or_board_or_kind_is_not_there(cast: Cast) -> None:
    board, there = cast.end_users, f"/w/{cast.workshop}/boards/{cast.end_users.id}"
    missing = [
        f"{there}/history/note/{cast.distributors.notes[0]}/",
        f"{there}/history/note/{cast.other_board.notes[0]}/",
        f"{there}/history/note/{board.touchpoints[0]}/",
        f"{there}/history/stage/{board.stages[0]}/",
        f"/w/{cast.workshop}/boards/{cast.other_board.id}/history/note/{cast.other_board.notes[0]}/",
        f"/w/{cast.workshop}/boards/{cast.other_board.id}/deleted/",
    ]
    for person in (cast.ann, cast.mia, cast.olga):
        assert [browser_of(person).get(path).status_code for path in missing] == [404] * 6
    assert [signed_in(cast).get(path).status_code for path in missing] == [404] * 6


def test_past_of_a_hidden_board_is_not_there_for_those_of_other_groups(cast: Cast) -> None:
    Workshop.objects.filter(public_id=cast.workshop).update(hide_groups=True)
    board = cast.end_users
    paths = [
        f"/w/{cast.workshop}/boards/{board.id}/{end}"
        for end in ("deleted/", f"history/note/{board.notes[0]}/")
    ]
    assert [browser_of(cast.dev).get(path).status_code for path in paths] == [404, 404]
    assert [browser_of(cast.ann).get(path).status_code for path in paths] == [200, 200]


def test_past_costs_as_many_queries_for_much_as_for_little(cast: Cast, say: Say) -> None:
    (note,) = notes_of_ben(say, cast, "0")
    counts = [_queries(cast, note)]
    for number in range(8):
        say(
            cast.ben if number % 2 else cast.ann,
            "note.edit",
            note=note,
            was=str(number),
            text=str(number + 1),
        )
        (other,) = notes_of_ben(say, cast, "x")
        say(cast.ann, "note.remove", note=other)
    say(cast.ann, "stage.add", stage=new_id("s"), board=cast.end_users.id, name="More")
    counts.append(_queries(cast, note))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12


def _queries(cast: Cast, note: str) -> tuple[int, int]:
    browser, numbers = browser_of(cast.ann), []
    for end in (f"history/note/{note}/", "deleted/"):
        with counting() as asked:
            assert browser.get(f"/w/{cast.workshop}/boards/{cast.end_users.id}/{end}").status_code == 200
        numbers.append(sum(asked.values()))
    return numbers[0], numbers[1]
