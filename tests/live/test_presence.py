"""Everybody is told how many are here; facilitators also who; what is gone for all is gone at open sockets too."""

from __future__ import annotations

from typing import Any

import pytest

from tests.harness.cast import Cast
from tests.harness.line import Line, line, run
from tests.harness.stagehand import Stagehand
from tests.live.conftest import DoorFor


async def whole(one: Line) -> list[Any]:
    """Reads on until everything is sent anew, and gives that frame."""
    while True:
        frame = (await one.until("changes"))[-1]
        if frame[1] == 0:
            return list(frame)


async def told(one: Line, wanted: Any) -> dict[str, Any]:
    """Reads on until a ``here`` frame that is wanted."""
    while True:
        facts = (await one.until("here"))[-1][1]
        if wanted(facts):
            return dict(facts)


def test_L15_everybody_hears_how_many_are_here_and_facilitators_who(
    cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    async def story() -> list[dict[str, Any]]:
        async with line(door(cast.fay)) as fay, line(door(cast.dev)) as dev:
            async with line(door(cast.ann)), line(door(cast.ben)):
                full = await told(fay, lambda facts: facts["here"] == 3)
                seen = await told(dev, lambda facts: facts["here"] == 3)
            empty = await told(fay, lambda facts: facts["here"] == 1)
            return [full, seen, empty]

    full, seen, empty = run(story())
    assert full["people"] | {cast.fay.id: "here", cast.ann.id: "here", cast.ben.id: "here"} == full["people"]
    # Hal has a link and never came; Rex was removed.
    assert full["people"].keys() == {cast.fay.id, cast.ann.id, cast.ben.id, cast.dev.id}
    assert (full["in"], full["departments"][cast.end_users.department]) == (3, {"in": 1, "here": 1})
    assert seen == {key: value for key, value in full.items() if key != "people"}
    assert (empty["in"], empty["people"][cast.ann.id]) == (3, "away")


def test_L15_two_tabs_are_one_person(cast: Cast, door: DoorFor) -> None:
    async def story() -> dict[str, Any]:
        async with line(door(cast.fay)) as fay, line(door(cast.ann)):
            async with line(door(cast.ann)):
                one = await told(fay, lambda facts: facts["here"] == 1)
            async with line(door(cast.ben)):
                both = await told(fay, lambda facts: facts["people"][cast.ben.id] == "here")
            return one | {"both": both["here"]}

    found = run(story())
    assert (found["here"], found["both"]) == (1, 2)


def test_L15_whoever_a_process_forgot_is_away_after_a_while(
    cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    """A process that was killed says nothing of those who were connected to it."""
    hand.ask("seen", person=cast.ben.id, seconds_ago=0)

    async def story() -> list[str]:
        async with line(door(cast.fay)) as fay:
            fresh = await told(fay, lambda facts: facts["people"][cast.ben.id] == "here")
            hand.ask("seen", person=cast.ben.id, seconds_ago=16)
            stale = await told(fay, lambda facts: facts["people"][cast.ben.id] == "away")
            return [fresh["people"][cast.ben.id], stale["people"][cast.ben.id]]

    assert run(story()) == ["here", "away"]


async def around(one: Line, wanted: Any) -> list[dict[str, Any]]:
    """Reads on until an ``around`` frame that is wanted."""
    while True:
        _, _, people = (await one.until("around"))[-1]
        if wanted(people):
            return list(people)


TOLD = {
    "named": lambda cast, place: {
        "typing": True,
        "at": place,
        "name": "Ann",
        "department": cast.end_users.department,
    },
    "department": lambda cast, place: {"typing": True, "at": place, "department": cast.end_users.department},
    "anonymous": lambda cast, place: {"typing": True},
}


@pytest.mark.parametrize("attribution", TOLD)
def test_L15_who_writes_where_is_told_as_attribution_allows(
    cast: Cast, door: DoorFor, hand: Stagehand, attribution: str
) -> None:
    hand.ask("set", workshop=cast.workshop, attribution=attribution)
    board, place = cast.end_users.id, cast.end_users.notes[0]

    async def story() -> list[Any]:
        async with line(door(cast.ben), board) as ben, line(door(cast.dev), cast.distributors.id) as dev:
            async with line(door(cast.ann), board) as ann:
                await ann.send(["here", {"board": board, "at": place, "typing": True}])
                seen = await around(ben, lambda people: any(one["typing"] for one in people))
                mine = [frame for frame in ann.frames if frame[0] == "around" and "Ann" in str(frame)]
            gone = await around(ben, lambda people: not people)
            await dev.quiet(0.3)
            return [seen, mine, gone, [frame for frame in dev.frames if frame[0] == "around"]]

    assert run(story()) == [[TOLD[attribution](cast, place)], [], [], []]


def test_L15_two_tabs_on_a_board_are_one_person_where_they_were_last(cast: Cast, door: DoorFor) -> None:
    board, (note, other) = cast.end_users.id, cast.end_users.notes

    async def story() -> list[Any]:
        async with line(door(cast.ben), board) as ben, line(door(cast.ann), board) as one:
            async with line(door(cast.ann), board) as two:
                await one.send(["here", {"board": board, "at": note}])
                await around(ben, lambda people: any(each["at"] == note for each in people))
                await two.send(["here", {"board": board, "at": other}])
                both = await around(ben, lambda people: any(each["at"] == other for each in people))
            left = await around(ben, lambda people: any(each["at"] == note for each in people))
            return [len(both), len(left)]

    assert run(story()) == [1, 1]


def test_L15_writing_ends_by_itself_and_too_many_signals_are_passed_over(cast: Cast, door: DoorFor) -> None:
    board, note = cast.end_users.id, cast.end_users.notes[0]

    async def story() -> list[Any]:
        async with line(door(cast.ben), board) as ben, line(door(cast.ann), board) as ann:
            for _ in range(40):
                await ann.send(["here", {"board": board, "at": note, "typing": True}])
            await around(ben, lambda people: any(one["typing"] for one in people))
            still = await around(ben, lambda people: people and not people[0]["typing"])
            refused = [frame for frame in ann.frames if frame[0] in ("refused", "bye")]
            return [len(still), refused]

    assert run(story()) == [1, []]


@pytest.mark.parametrize(
    "signal",
    [
        {"board": "m_x", "at": "no place with blanks"},
        {"board": "m_x", "at": "x" * 70},
        {"board": "m_x", "typing": 1},
        {"at": "n_x"},
        {"board": "m_x", "who": "p_x"},
    ],
)
def test_L13_signal_that_says_something_else_is_refused(
    cast: Cast, door: DoorFor, signal: dict[str, Any]
) -> None:
    async def story() -> list[Any]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            await ann.send(["here", signal])
            return list((await ann.until("refused"))[-1])

    refused = run(story())
    assert refused[:3] == ["refused", None, "bad-message"]


def test_L23_deleted_workshop_is_4404_at_every_open_socket(
    cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    async def story() -> list[Any]:
        async with line(door(cast.fay)) as fay, line(door(cast.ann), cast.end_users.id) as ann:
            hand.ask("vanish", workshop=cast.workshop)
            refused = await ann.ask("note.remove", {"note": cast.end_users.notes[0]})
            return [refused[2], (await ann.bye())[1], (await fay.bye())[1]]

    assert run(story()) == ["not-found", 4404, 4404]


def test_L12_hidden_groups_are_sent_to_nobody_else_from_that_moment_on(cast: Cast, door: DoorFor) -> None:
    async def story() -> list[Any]:
        mine, theirs = cast.distributors.id, cast.end_users.id
        async with line(door(cast.fay), theirs) as fay, line(door(cast.dev), mine, theirs) as dev:
            hidden = {"field": "hide_groups", "was": False, "now": True}
            version = (await fay.ask("workshop.describe", hidden))[2]
            everything = await whole(dev)
            kinds = {row[2]["board"] for row in everything[3] if row[0] == "stage"}
            note = {"note": cast.end_users.notes[0], "was": "Is it for me?", "text": "Secret"}
            last = (await fay.ask("note.edit", note))[2]
            later = await dev.catch_up(last)
            await fay.ask("workshop.describe", hidden | {"was": True, "now": False})
            back = await whole(dev)
            both = {row[2]["board"] for row in back[3] if row[0] == "stage"}
            return [everything[1], everything[2] >= version, kinds, "Secret" in str(later), both]

    start, is_new, kinds, leaked, both = run(story())
    assert (start, is_new, kinds, leaked) == (0, True, {cast.distributors.id}, False)
    assert both == {cast.distributors.id, cast.end_users.id}
