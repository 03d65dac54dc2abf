"""Nothing that anybody is sent says more of authors than was promised: sockets, pages and files, byte by byte (L11)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.harness.cast import Cast, Person
from tests.harness.client import new_op
from tests.harness.line import line, run
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand
from tests.harness.visitor import Visitor
from tests.live.conftest import DoorFor, door_to

# Names that stand nowhere by chance.
NAMES = {"ann": "Annegret-Zyx", "ben": "Bentley-Qwv", "hal": "Halvard-Xyq"}
FELT = ("overjoyed-zyx", "betrayed-zyx")
ALL_SEE = ("board", "lobby", "me", "mine")


@pytest.fixture
def written(cast: Cast, hand: Stagehand, request: pytest.FixtureRequest) -> Cast:
    """Everybody of the end users' group has written twice, in a workshop of the attribution asked for."""
    hand.ask("set", workshop=cast.workshop, attribution=request.param)
    for key, name in NAMES.items():
        hand.ask("set_person", person=getattr(cast, key).id, name=name)
    for person in (cast.ann, cast.ben, cast.hal) * 2:
        note = {"note": f"n_{new_op()}", "board": cast.end_users.id, "stage": cast.end_users.stages[0]}
        answer = hand.ask(
            "act", person=person.id, name="note.add", payload=note | {"row": "pains", "text": "I wait"}
        )
        assert answer["version"]
    return cast


def sent_to(server: Server, cast: Cast, person: Person, door: DoorFor) -> Iterator[tuple[str, str]]:
    """Everything one person can get hold of, by where it comes from."""

    async def others_write(cast: Cast, door: DoorFor) -> None:
        """The others are on the board, one of them writes there, and rates what it shows."""
        async with line(door(cast.ann), cast.end_users.id) as ann, line(door(cast.hal), cast.end_users.id):
            note = {"board": cast.end_users.id, "at": cast.end_users.notes[0], "typing": True}
            await ann.send(["here", note])
            touchpoint = cast.end_users.touchpoints[0]
            await ann.ask("rating.give", {"touchpoint": touchpoint, "value": -2, "word": "ignored"})
            await ann.quiet(1.2)

    async def frames() -> str:
        async with line(door(person), cast.end_users.id) as opened:
            await others_write(cast, door)
            version = (await opened.ask("needs.tell", {"text": "A chair"}))[2]
            await opened.catch_up(version)
            await opened.quiet(1.2)
            return json.dumps(opened.frames)

    yield "socket", run(frames())
    yield from pages_for(server, cast, person)


def doors(server: Server, cast: Cast, person: Person, door: DoorFor) -> Iterator[tuple[str, str]]:
    """The same where nobody does anything meanwhile."""

    async def frames() -> str:
        async with line(door(person), cast.end_users.id) as opened:
            await opened.quiet(0.5)
            return json.dumps(opened.frames)

    yield "socket", run(frames())
    yield from pages_for(server, cast, person)


def pages_for(server: Server, cast: Cast, person: Person) -> Iterator[tuple[str, str]]:
    """Every page and file that somebody can ask for, allowed or not, by its path."""
    visitor = Visitor(server)
    visitor.fill_in(f"/enter/{person.token}")
    base = f"/w/{cast.workshop}/"
    board = f"{base}boards/{cast.end_users.id}/"
    for path in (
        *("", "lobby/", "me/", "mine/", "mine.json", "people/", "setup/", "history/", "history/latest/"),
        *(
            "mix/",
            "people/balance/",
            "people/links/",
            "projector/",
            "colleagues/",
            f"boards/{cast.end_users.id}/",
        ),
        *(f"boards/{cast.end_users.id}/?welcome", f"boards/{cast.end_users.id}/export.csv"),
        f"boards/{cast.end_users.id}/deleted/",
        f"boards/{cast.end_users.id}/history/note/{cast.end_users.notes[0]}/",
        f"boards/{cast.end_users.id}/history/touchpoint/{cast.end_users.touchpoints[0]}/",
        f"boards/{cast.end_users.id}/export.json",
    ):
        yield path or "workshop", visitor.get(base + path).words
    assert visitor.get(board).status == 200


def betrayals(words: str, cast: Cast, me: Person) -> list[str]:
    """Which names, ids and secrets of authors other than me stand in some words."""
    others = {key: getattr(cast, key) for key in NAMES if getattr(cast, key).id != me.id}
    secrets = [*(NAMES[key] for key in others), *(one.id for one in others.values())]
    secrets += [one.token for one in others.values()]
    return [secret for secret in secrets if secret in words]


@pytest.mark.parametrize("written", ["department", "anonymous"], indirect=True)
@pytest.mark.parametrize("who", ["dev", "ann", "hal", "mia", "oda"])
def test_L11_nobody_is_sent_a_name_or_an_id_of_an_author(
    server: Server, written: Cast, door: DoorFor, who: str
) -> None:
    person = getattr(written, who)
    found = {
        place: betrayals(words, written, person) for place, words in sent_to(server, written, person, door)
    }
    assert {place: secrets for place, secrets in found.items() if secrets} == {}


@pytest.mark.parametrize("written", ["named"], indirect=True)
def test_L11_the_search_finds_what_is_there(server: Server, written: Cast, door: DoorFor) -> None:
    found = dict(sent_to(server, written, written.mia, door))
    board = f"boards/{written.end_users.id}/"
    for place in ("socket", board, board + "export.csv", board + "export.json"):
        assert NAMES["ann"] in found[place], place


@pytest.mark.parametrize("written", ["anonymous"], indirect=True)
def test_L11_nothing_links_two_notes_of_one_author_in_an_anonymous_workshop(
    server: Server, written: Cast, door: DoorFor
) -> None:
    """The facilitator, who sees the list of people, finds nothing in any note that notes of one author share."""
    found = dict(sent_to(server, written, written.fay, door))
    notes = [
        row[2]
        for frame in json.loads(found["socket"])
        if frame[0] == "changes"
        for row in frame[3]
        if row[0] in ("note", "touchpoint") and row[2]
    ]
    assert len(notes) >= 6
    assert {note["author"] for note in notes} == {None}
    same = {"board", "stage", "row", "text", "about", "author", "cluster", "parts"}
    details = {
        "kind",
        "initiator",
        "visibility",
        "owner",
        "wait",
        "often",
        "evidence",
        "starred",
        "resources",
    }
    own = {"id", "order", "title", "description", "channel", *details}
    assert all(set(note) - same <= own for note in notes)
    file = json.loads(found[f"boards/{written.end_users.id}/export.json"])
    for stage in file["stages"]:
        assert {note["author"] and note["author"]["name"] for note in stage["notes"]} <= {None, ""}
    # The history tells of people, and of no note; the roster of people, and of no note.
    ids = {note["id"] for note in notes}
    for place in ("history/", "people/", "setup/", "workshop"):
        assert not any(one in found[place] for one in ids), place
    board = found[f"boards/{written.end_users.id}/"]
    assert [name for name in NAMES.values() if name in board] == []


@pytest.mark.parametrize("attribution", ["named", "department", "anonymous"])
def test_L11_a_rating_goes_to_the_one_who_gave_it_and_to_nobody_else(
    cast: Cast, door: DoorFor, hand: Stagehand, attribution: str
) -> None:
    """In every tab of theirs; all others are told what it comes to."""
    hand.ask("set", workshop=cast.workshop, attribution=attribution)
    touchpoint, board = cast.end_users.touchpoints[0], cast.end_users.id
    said = {"touchpoint": touchpoint, "value": -2, "word": "ignored"}

    async def story() -> list[list[Any]]:
        async with (
            line(door(cast.ann), board) as ann,
            line(door(cast.ann), board) as tab,
            line(door(cast.ben), board) as ben,
            line(door(cast.fay), board) as fay,
        ):
            version = (await ann.ask("rating.give", said))[2]
            seen = [await one.catch_up(version) for one in (ann, tab, ben, fay)]
        async with line(door(cast.ann), board) as again, line(door(cast.fay), board) as late:
            seen += [await one.catch_up(version) for one in (again, late)]
        return [[key for key in rows if key[0] in ("rating", "feeling")] for rows in seen]

    own, all_ = ("rating", touchpoint), ("feeling", touchpoint)
    assert [sorted(keys) for keys in run(story())] == [
        *([all_, own], [all_, own], [all_], [all_]),
        *([all_, own], [all_]),
    ]


def opinions(words: str) -> list[str]:
    """Which of what Ann alone feels, or felt before, stands in some words."""
    return [word for word in FELT if word in words]


@pytest.fixture
def felt(written: Cast, hand: Stagehand) -> Cast:
    """Ann has changed her mind on a touchpoint that Ben and Hal feel another way about; Ann's word is the rarer one."""
    touchpoint = written.end_users.touchpoints[0]
    said = [(written.ann, -2, word) for word in FELT] + [
        (one, 1, "calm") for one in (written.ben, written.hal)
    ]
    for person, value, word in said:
        payload = {"touchpoint": touchpoint, "value": value, "word": word}
        assert hand.ask("act", person=person.id, name="rating.give", payload=payload)["version"]
    return written


@pytest.mark.parametrize("written", ["named", "department", "anonymous"], indirect=True)
@pytest.mark.parametrize("who", ["ben", "hal", "fay", "mia"])
def test_L11_what_one_feels_comes_through_no_door_to_anybody_else(
    server: Server, felt: Cast, door: DoorFor, who: str
) -> None:
    """The file for taking a whole map along lists what was felt without whose it is, and nothing from before."""
    found = dict(doors(server, felt, getattr(felt, who), door))
    file = found.pop(f"boards/{felt.end_users.id}/export.json")
    assert {place: opinions(words) for place, words in found.items() if opinions(words)} == {}
    assert opinions(file) in ([], [FELT[1]])
    if opinions(file):
        stages = json.loads(file)["stages"]
        ratings = [one for stage in stages for point in stage["touchpoints"] for one in point["ratings"]]
        # Each is the only one of their side here, so no side is named.
        assert ratings == [[-2, FELT[1], ""], [1, "calm", ""], [1, "calm", ""]]


@pytest.mark.parametrize("written", ["department"], indirect=True)
def test_L11_the_search_for_feelings_finds_ones_own(server: Server, felt: Cast, door: DoorFor) -> None:
    found = dict(doors(server, felt, felt.ann, door))
    assert [place for place in ("socket", "mine/", "mine.json") if not opinions(found[place])] == []


@pytest.mark.parametrize("written", ["anonymous"], indirect=True)
def test_L11_facilitator_of_an_anonymous_workshop_cannot_come_in_as_somebody(
    server: Server, written: Cast, hand: Stagehand
) -> None:
    fay = Visitor(server)
    fay.fill_in(f"/enter/{written.fay.token}")
    page = fay.get(f"/w/{written.workshop}/people/{written.ann.id}/way-back/")
    assert page.status == 200
    assert "nobody shall know who wrote what" in page.words
    assert not re.search(r"/enter/|jr_|[3-9A-Z]{4} [3-9A-Z]{4}</strong>", page.words)


def test_L11_less_said_from_now_on_reaches_every_open_page_at_once(
    server: Server, cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    """Who has named notes on the screen is sent all of them again, without the names."""
    hand.ask("set", workshop=cast.workshop, attribution="named")

    async def story() -> list[Any]:
        async with line(door(cast.fay)) as fay, line(door(cast.dev), cast.end_users.id) as dev:
            note = {"note": f"n_{new_op()}", "board": cast.end_users.id, "stage": cast.end_users.stages[0]}
            async with line(door_to(server, cast.workshop, cast.ann.cookie)) as ann:
                version = (await ann.ask("note.add", note | {"row": "pains", "text": "I wait"}))[2]
            before = (await dev.catch_up(version))["note", note["note"]]["author"]
            said = {"field": "attribution", "was": "named", "now": "anonymous"}
            changed = (await fay.ask("workshop.describe", said))[2]
            seen = len(dev.frames)
            after = (await dev.catch_up(changed))["note", note["note"]]["author"]
            whole = [frame[1] for frame in dev.frames[seen:] if frame[0] == "changes"]
            return [before["name"], after, whole[0]]

    assert run(story()) == ["Ann", None, 0]
