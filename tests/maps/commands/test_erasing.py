"""An erased person is nowhere any more: not in a row, not in a file, not in the log; their words as they chose."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from maps.commands.erasing import erase_person, forget_names
from maps.exports.backup import to_json
from maps.exports.reading import read_whole_map
from maps.exports.spreadsheet import to_csv
from maps.models import Map, Note, Rating, Touchpoint
from tests.harness.browsers import browser_of, signed_in
from tests.harness.cast import Cast
from tests.harness.content import content
from tests.harness.tables import Say
from workshops.acts import acting
from workshops.errors import Code, Refused
from workshops.ids import new_id
from workshops.models import Event, OneUseLink, Participant, Workshop

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])
NAME = "Annegret-Zyx"


@pytest.fixture
def ann(cast: Cast, say: Say) -> Participant:
    """Ann under a name that stands nowhere by chance, with all the traces a day leaves."""
    Workshop.objects.filter(public_id=cast.workshop).update(attribution="named")
    person = {"person": cast.ann.id, "field": "name"}
    say(cast.fay, "person.describe", **person, was="Ann", now=NAME)
    say(cast.fay, "person.describe", **person, was="Anna", now=f"{NAME} B")
    say(cast.fay, "person.describe", **person, was=f"{NAME} B", now=NAME)
    say(cast.ann, "needs.tell", text=f"{NAME} needs a chair")
    Participant.objects.filter(public_id=cast.ann.id).update(email="annegret@example.org")
    board = cast.end_users
    note = new_id("n")
    place = {"board": board.id, "stage": board.stages[0]}
    say(cast.ann, "note.add", note=note, row="pains", text="The phone rings out", **place)
    say(cast.ann, "note.edit", note=note, was="The phone rings out", text="The phone rings for ever")
    say(cast.ben, "note.edit", note=note, was="The phone rings out", text="The phone rings twice")
    say(cast.ann, "touchpoint.add", touchpoint=new_id("t"), title="I ring the hotline", **place)
    return Participant.objects.get(public_id=cast.ann.id)


def erase(cast: Cast, by: str, *, words: bool) -> None:
    """Erases Ann."""
    with acting(Participant.objects.get(public_id=by)) as act:
        erase_person(act, cast.ann.id, words=words)


def everything(cast: Cast) -> str:
    """All tables and all files, as text."""
    boards = Map.objects.filter(workshop__public_id=cast.workshop)
    files = [
        file.decode()
        for board in boards
        for file in (to_json(read_whole_map(board)), to_csv(read_whole_map(board)))
    ]
    return json.dumps(content(), default=str) + "".join(files)


@pytest.mark.parametrize("by", ["ann", "fay"])
@pytest.mark.parametrize("words", [True, False])
def test_nothing_holds_name_address_or_token_afterwards(
    cast: Cast, ann: Participant, by: str, *, words: bool
) -> None:
    secrets = [NAME, "annegret@example.org", ann.token_seed, ann.token_hash, ann.rejoin_hash]
    assert [secret for secret in secrets if secret not in everything(cast)] == []
    erase(cast, getattr(cast, by).id, words=words)
    after = everything(cast)
    assert [secret for secret in secrets if secret in after] == []
    assert browser_of(cast.ann).get(f"/w/{cast.workshop}/").status_code == 404
    assert browser_of().get(f"/enter/{cast.ann.token}").status_code == 404


def test_words_that_stay_are_a_former_attendees(cast: Cast, ann: Participant) -> None:
    erase(cast, cast.ann.id, words=False)
    file = json.loads(to_json(read_whole_map(Map.objects.get(public_id=cast.end_users.id))))
    authors = {note["text"]: note["author"] for stage in file["stages"] for note in stage["notes"]}
    assert authors["The phone rings for ever"] == {"department": "Marketing", "name": "Former attendee"}


def test_words_that_go_are_nowhere_any_more(cast: Cast, ann: Participant, say: Say) -> None:
    erase(cast, cast.ann.id, words=True)
    after = everything(cast)
    assert [words for words in ("rings", "hotline") if words in after] == []
    # And nobody brings them back.
    assert say(cast.ben, "undo", board=cast.end_users.id).result["undone"] is None
    # What others wrote is all there.
    assert Note.objects.get(public_id=cast.end_users.notes[0]).text == "Is it for me?"


@pytest.mark.parametrize("words", [True, False])
def test_nothing_links_the_words_of_somebody_erased(cast: Cast, ann: Participant, *, words: bool) -> None:
    mine = {row.public_id for model in (Note, Touchpoint) for row in model.objects.filter(author=ann)}
    erase(cast, cast.ann.id, words=words)
    assert not Event.objects.filter(participant=ann).exists()
    erasing = Event.objects.get(workshop=ann.workshop, name="person.erase")
    assert mine.isdisjoint(change[1] for change in erasing.changes)
    assert {
        row.author_id for model in (Note, Touchpoint) for row in model.objects.filter(public_id__in=mine)
    } == {None}


def rate(cast: Cast, say: Say) -> str:
    """Ann changes her mind about a touchpoint that Ben rates too; returns its id."""
    touchpoint = cast.end_users.touchpoints[0]
    say(cast.ann, "rating.give", touchpoint=touchpoint, value=2, word="overjoyed-zyx")
    say(cast.ann, "rating.give", touchpoint=touchpoint, value=-2, word="betrayed-zyx")
    say(cast.ben, "rating.give", touchpoint=touchpoint, value=0, word="calm-qwv")
    return touchpoint


def felt(cast: Cast, touchpoint: str) -> dict[str, Any]:
    """What everybody is told of how a touchpoint feels."""
    return read_whole_map(Map.objects.get(public_id=cast.end_users.id)).feelings[touchpoint]


def test_ratings_of_words_that_stay_are_nobodys_and_count_on(cast: Cast, ann: Participant, say: Say) -> None:
    touchpoint = rate(cast, say)
    before = felt(cast, touchpoint)
    assert (before["n"], before["mean"]) == (2, -1)
    erase(cast, cast.ann.id, words=False)
    assert felt(cast, touchpoint) == before
    assert not Rating.objects.filter(participant=ann).exists()
    # What she felt before she changed her mind was in the log alone.
    assert "overjoyed-zyx" not in everything(cast)
    assert "betrayed-zyx" in everything(cast)


def test_ratings_go_where_words_go(cast: Cast, ann: Participant, say: Say) -> None:
    touchpoint = rate(cast, say)
    erase(cast, cast.ann.id, words=True)
    assert [word for word in ("overjoyed-zyx", "betrayed-zyx") if word in everything(cast)] == []
    assert (felt(cast, touchpoint)["n"], felt(cast, touchpoint)["mean"]) == (1, 0)
    assert say(cast.ben, "rating.take", touchpoint=touchpoint).version


def test_somebody_erased_who_rated_both_before_a_merge_still_counts_once(
    cast: Cast, ann: Participant, say: Say
) -> None:
    whole, part = cast.end_users.touchpoints[0], new_id("t")
    place = {"board": cast.end_users.id, "stage": cast.end_users.stages[0]}
    say(cast.ben, "touchpoint.add", touchpoint=part, title="I see it again", **place)
    for touchpoint, value in ((whole, -2), (part, 2)):
        say(cast.ann, "rating.give", touchpoint=touchpoint, value=value)
    say(cast.ben, "touchpoint.merge", touchpoint=whole, touchpoints=[part])
    assert (felt(cast, whole)["n"], felt(cast, whole)["mean"]) == (1, -2)
    erase(cast, cast.ann.id, words=False)
    assert (felt(cast, whole)["n"], felt(cast, whole)["mean"]) == (1, -2)


def merged(cast: Cast, say: Say, whole: Any, part: Any) -> tuple[str, str]:
    """A note of one with a note of another merged into it; returns their ids."""
    ids = new_id("n"), new_id("n")
    place = {"board": cast.end_users.id, "stage": cast.end_users.stages[0], "row": "pains"}
    for person, note in zip((whole, part), ids, strict=True):
        say(person, "note.add", note=note, text=f"Waiting, says {person.id}", **place)
    say(cast.ben, "note.merge", note=ids[0], notes=[ids[1]])
    return ids


def test_what_others_merged_into_words_that_go_stands_on_in_their_place(
    cast: Cast, ann: Participant, say: Say
) -> None:
    whole, _part = merged(cast, say, cast.ann, cast.ben)
    erase(cast, cast.ann.id, words=True)
    note = Note.objects.get(public_id=whole)
    assert (note.text, note.removed_at) == (f"Waiting, says {cast.ben.id}", None)
    assert note.author is not None
    assert note.author.public_id == cast.ben.id
    taken = read_whole_map(Map.objects.get(public_id=cast.end_users.id))
    told = next(one for notes in taken.notes.values() for one in notes if one["id"] == whole)
    assert told["parts"] == []
    assert f"Waiting, says {cast.ann.id}" not in everything(cast)


def test_words_that_go_are_no_part_of_what_others_wrote(cast: Cast, ann: Participant, say: Say) -> None:
    whole, part = merged(cast, say, cast.ben, cast.ann)
    erase(cast, cast.ann.id, words=True)
    taken = read_whole_map(Map.objects.get(public_id=cast.end_users.id))
    told = next(one for notes in taken.notes.values() for one in notes if one["id"] == whole)
    assert told["parts"] == []
    assert Note.objects.get(public_id=part).text == "…"
    assert f"Waiting, says {cast.ann.id}" not in everything(cast)


def test_ratings_of_a_touchpoint_that_becomes_nobodys_words_still_count_with_the_whole(
    cast: Cast, ann: Participant, say: Say
) -> None:
    whole, part = cast.end_users.touchpoints[0], new_id("t")
    place = {"board": cast.end_users.id, "stage": cast.end_users.stages[0]}
    say(cast.ann, "touchpoint.add", touchpoint=part, title="I see it again", **place)
    say(cast.ben, "rating.give", touchpoint=part, value=1)
    say(cast.ben, "touchpoint.merge", touchpoint=whole, touchpoints=[part])
    erase(cast, cast.ann.id, words=True)
    assert (felt(cast, whole)["n"], felt(cast, whole)["mean"]) == (1, 1)


def test_everybody_is_sent_everything_anew(cast: Cast, ann: Participant) -> None:
    erase(cast, cast.ann.id, words=True)
    workshop = Workshop.objects.get(public_id=cast.workshop)
    assert workshop.fresh_from == workshop.version


def test_owner_stays_and_others_erase_only_themselves(cast: Cast, ann: Participant) -> None:
    for by, person in ((cast.fay.id, cast.fay.id), (cast.ben.id, cast.ann.id)):
        with pytest.raises(Refused) as refused, acting(Participant.objects.get(public_id=by)) as act:
            erase_person(act, person, words=False)
        assert refused.value.code == Code.FORBIDDEN
    with pytest.raises(Refused) as refused, acting(Participant.objects.get(public_id=cast.fay.id)) as act:
        erase_person(act, cast.olga.id, words=True)
    assert refused.value.code == Code.NOT_FOUND


def test_pages_ask_first_and_then_erase(cast: Cast, ann: Participant) -> None:
    browser = browser_of(cast.ann)
    path = f"/w/{cast.workshop}/mine/erase/"
    assert "Erase yourself?" in browser.get(path).content.decode()
    assert browser.post(path, {"words": "perhaps"}).status_code == 409
    assert Participant.objects.get(pk=ann.pk).erased_at is None
    assert "Erased." in browser.post(path, {"words": "go"}).content.decode()
    assert Participant.objects.get(pk=ann.pk).erased_at is not None
    fay = signed_in(cast)
    path = f"/w/{cast.workshop}/people/{cast.ben.id}/erase/"
    assert "Erase" in fay.get(path).content.decode()
    assert "Erased." in fay.post(path, {"words": "stay"}).content.decode()


def test_erasing_works_in_an_archived_workshop(cast: Cast, ann: Participant) -> None:
    Workshop.objects.filter(public_id=cast.workshop).update(status="archived")
    assert (
        "Erased."
        in browser_of(cast.ann).post(f"/w/{cast.workshop}/mine/erase/", {"words": "stay"}).content.decode()
    )


def test_mine_shows_what_is_kept_and_corrects_it(cast: Cast, ann: Participant, say: Say) -> None:
    rate(cast, say)
    browser = browser_of(cast.ann)
    page = browser.get(f"/w/{cast.workshop}/mine/").content.decode()
    for words in (
        NAME,
        "The phone rings for ever",
        "I ring the hotline",
        "annegret@example.org",
        "-2, betrayed-zyx",
    ):
        assert words in page
    assert [words for words in ("The form is long", "calm-qwv") if words in page] == []
    note = Note.objects.get(text="The phone rings for ever").public_id
    say(cast.ben, "note.merge", note=cast.end_users.notes[0], notes=[note])
    file = browser.get(f"/w/{cast.workshop}/mine.json").json()
    assert (file["name"], file["notes"], file["touchpoints"]) == (
        NAME,
        ["The phone rings for ever"],
        ["I ring the hotline"],
    )
    assert file["ratings"] == [{"touchpoint": "Sees an advert", "value": -2, "word": "betrayed-zyx"}]
    browser.post(f"/w/{cast.workshop}/mine/", {"name": "Ada", "department": "", "needs": ""})
    ann.refresh_from_db()
    assert (ann.name, ann.department, ann.needs) == ("Ada", None, "")


# Retention


def due(cast: Cast, days: int = 366) -> Workshop:
    """Fay's workshop, so many days after it was held."""
    held = timezone.localdate() - timedelta(days=days)
    Workshop.objects.filter(public_id=cast.workshop).update(held_on=held)
    return Workshop.objects.get(public_id=cast.workshop)


def test_names_are_forgotten_once_their_time_is_up(cast: Cast, ann: Participant, say: Say) -> None:
    rate(cast, say)
    due(cast, days=365)
    call_command("forget", verbosity=0)
    assert NAME in everything(cast)
    workshop = due(cast)
    call_command("forget", "--dry-run", verbosity=0)
    assert NAME in everything(cast)
    call_command("forget", verbosity=0)
    after = everything(cast)
    for name in (NAME, "annegret@example.org", '"Ben"', '"Hal"', '"Mia"', '"Dev"'):
        assert name not in after, name
    assert "The phone rings for ever" in after
    assert "overjoyed-zyx" not in after
    assert set(Rating.objects.values_list("participant", "word")) == {
        (None, "betrayed-zyx"),
        (None, "calm-qwv"),
    }
    workshop.refresh_from_db()
    assert workshop.names_removed_at is not None
    assert set(Participant.objects.filter(workshop=workshop).values_list("name", flat=True)) == {
        "Former attendee"
    }
    assert not Event.objects.filter(workshop=workshop, participant__isnull=False).exists()
    # The facilitator still gets in; nobody else does; the other workshop is untouched.
    assert signed_in(cast).get(f"/w/{cast.workshop}/").status_code == 200
    assert browser_of(cast.ben).get(f"/w/{cast.workshop}/").status_code == 404
    assert (
        browser_of(cast.olga).get(f"/w/{cast.other_workshop}/boards/{cast.other_board.id}/").status_code
        == 200
    )
    version = workshop.version
    call_command("forget", verbosity=0)
    workshop.refresh_from_db()
    assert workshop.version == version


def test_forgetting_works_in_an_archived_workshop_and_by_its_own_number_of_days(
    cast: Cast, ann: Participant
) -> None:
    workshop = due(cast, days=8)
    Workshop.objects.filter(pk=workshop.pk).update(status="archived", retention_days=7)
    call_command("forget", verbosity=0)
    assert NAME not in everything(cast)


def test_workshop_without_a_date_counts_from_when_it_was_made(cast: Cast, ann: Participant) -> None:
    made = timezone.now() - timedelta(days=400)
    Workshop.objects.filter(public_id=cast.workshop).update(created_at=made)
    assert forget_is_due(cast)


def forget_is_due(cast: Cast) -> bool:
    from maps.management.commands.forget import is_due

    return is_due(Workshop.objects.get(public_id=cast.workshop))


def test_forgetting_clears_links_that_ran_out(cast: Cast) -> None:
    past: Any = timezone.now() - timedelta(minutes=1)
    OneUseLink.objects.create(kind="colleague", token_hash="a" * 64, expires_at=past)
    OneUseLink.objects.create(kind="colleague", token_hash="b" * 64, expires_at=past + timedelta(days=1))
    call_command("forget", verbosity=0)
    assert [link.token_hash[0] for link in OneUseLink.objects.all()] == ["b"]


def test_forget_names_of_nobody(cast: Cast) -> None:
    workshop = Workshop.objects.get(public_id=cast.other_workshop)
    Workshop.objects.filter(pk=workshop.pk).update(held_on=date(2020, 1, 1))
    assert forget_names(workshop) == 2
    assert forget_names(workshop) == 1
