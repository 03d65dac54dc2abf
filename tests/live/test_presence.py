"""Everybody is told how many are here; facilitators also who; what is gone for all is gone at open sockets too."""

from __future__ import annotations

from typing import Any

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
