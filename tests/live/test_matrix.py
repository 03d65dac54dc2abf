"""Every command from every role is answered as the table says, and ids of another workshop lead nowhere (L9, L12)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.harness.cast import Cast, from_plain
from tests.harness.client import Door, Frame, new_op
from tests.harness.line import bare_line, line, masked, run
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand
from tests.harness.tables import MESSAGES
from tests.live.conftest import door_to
from tests.live.matrix import (
    FOREIGN,
    MATRIX,
    ON_THE_BOARD,
    OUTSIDE,
    ROLES,
    Ids,
    payloads,
    people,
    preparations,
)


def test_matrix_has_a_row_for_every_message_and_a_word_for_every_role() -> None:
    assert MATRIX.keys() == MESSAGES.keys()
    assert FOREIGN.keys() == MESSAGES.keys()
    assert {name: tuple(row) for name, row in MATRIX.items()} == dict.fromkeys(MATRIX, ROLES)


@pytest.mark.parametrize("name", MATRIX)
def test_L9_L12_answer_to_every_role(server: Server, cast: Cast, hand: Stagehand, name: str) -> None:
    stages = {role: fresh(hand) if MATRIX[name][role] == "done" else cast for role in ROLES}

    async def answers() -> dict[str, str | int | None]:
        return {role: await answer(server, stages[role], hand, role, name) for role in ROLES}

    assert run(answers()) == MATRIX[name]


def fresh(hand: Stagehand) -> Cast:
    """Workshops in which nothing has happened yet, so that whoever may change something changes it."""
    return from_plain(hand.ask("cast"))


async def answer(server: Server, cast: Cast, hand: Stagehand, role: str, name: str) -> str | int | None:
    """What somebody of a role is told: the code of a refusal, ``done``, or the code of the close.

    Unless it is ``done``, nothing at all may have changed, in this workshop or the other.
    """
    ids = Ids.of(cast.end_users, cast.ben.id, _other_group(cast, role))
    payload = payloads(ids)[name]
    hello = ["hello", {"v": 1, "since": None, "mark": None, "boards": [cast.end_users.id]}]
    door = door_to(server, cast.workshop, people(cast)[role])
    if role in OUTSIDE:
        before = stored(hand, cast)
        said = await turned_away(door, hello, [name, payload])
        assert stored(hand, cast) == before
        return said
    if MATRIX[name] == ON_THE_BOARD and MATRIX[name][role] != "done":
        # What is refused shall be refused for who asks, not for want of something to change.
        async with line(door_to(server, cast.workshop, cast.fay.cookie), cast.end_users.id) as fay:
            for first in preparations(ids).get(name, []):
                await fay.ask(*first)
    async with bare_line(door) as opened:
        await opened.send(hello)
        await opened.until("live")
        if MATRIX[name][role] == "done":
            for first in preparations(ids).get(name, []):
                await opened.ask(*first)
            if name == "workshop.begin":
                hand.ask("set", workshop=cast.workshop, status="lobby")
        before = stored(hand, cast)
        frame = await opened.ask(name, payload)
    if frame[0] == "done":
        head = hand.state(cast.workshop).version
        return "done" if frame[2] == head == before[0]["Workshop"][0]["version"] + 1 else str(frame)
    assert stored(hand, cast) == before
    return str(frame[2])


def _other_group(cast: Cast, role: str) -> str:
    """A group that somebody of this role does not sit in."""
    return cast.end_users.group if role == "other group" else cast.distributors.group


async def turned_away(door: Door, hello: Frame, command: Frame) -> int | None:
    """Says a command before hello and after it, all the same; gives the code of the goodbye.

    A line that ends with something unread is reset, and its goodbye may be lost with it: then once more.
    """
    name, payload = command
    for _ in range(5):
        async with bare_line(door) as opened:
            for frame in ([name, new_op(), payload], hello, [name, new_op(), payload]):
                # Straight onto the line: a browser that means harm does not stop at a goodbye.
                opened.socket.transport.write(masked(frame))
            said, _code = await opened.bye()
        assert opened.frames in ([], [said])
        if said is not None:
            assert said[2] == {"retry": False, "after": 0}
            return int(said[1])
    return None


def stored(hand: Stagehand, cast: Cast) -> list[Any]:
    """Every row of both workshops."""
    return [hand.ask("content", workshop=each) for each in (cast.workshop, cast.other_workshop)]


@pytest.mark.parametrize(("name", "field"), [(name, field) for name, row in FOREIGN.items() for field in row])
def test_L12_id_of_another_workshop_is_not_found(
    server: Server, cast: Cast, hand: Stagehand, name: str, field: str
) -> None:
    mine = payloads(Ids.of(cast.end_users, cast.ben.id))[name]
    theirs = payloads(Ids.of(cast.other_board, cast.olga.id))[name] | {
        "about": cast.other_board.touchpoints[0],
        "touchpoint": cast.other_board.touchpoints[0],
        "note": cast.other_board.notes[0],
        "stage": cast.other_board.stages[0],
        "group": cast.other_board.group,
        "after": cast.other_board.row,
        "department": cast.other_board.department,
        "person": cast.olga.id,
        "places": {cast.olga.id: None},
        "customer_type": cast.other_board.customer_type,
        "row": cast.other_board.row if name.startswith("row.") else "pains",
        "touchpoints": list(cast.other_board.touchpoints),
        "notes": [cast.other_board.notes[0]],
        "moment": f"x_{new_op()}",
        "cluster": f"u_{new_op()}",
    }
    before = hand.state(cast.other_workshop)

    async def refusal() -> list[object]:
        speaker = cast.fay if MATRIX[name]["facilitator"] == "done" else cast.ann
        async with line(door_to(server, cast.workshop, speaker.cookie), cast.end_users.id) as opened:
            frame = await opened.ask(name, mine | {field: theirs[field]})
            assert frame[0] == "refused"
            return frame[2:]

    code, details = run(refusal())
    assert code == FOREIGN[name][field]
    assert not any(
        word in json.dumps(details) for word in ("advert", "for me", "Patients", "Olga", "Look around")
    )
    assert hand.state(cast.other_workshop) == before


@pytest.mark.parametrize(
    "name", ["touchpoint.add", "touchpoint.move", "touchpoints.move", "note.add", "note.move", "notes.move"]
)
def test_L12_stage_of_another_board_is_not_found(server: Server, cast: Cast, name: str) -> None:
    board = cast.end_users
    payload = payloads(Ids.of(board, cast.ben.id))[name] | {"stage": cast.distributors.stages[0]}
    several = {"touchpoints": list(board.touchpoints), "notes": [board.notes[0]]}
    payload |= {name: several[name] for name in several.keys() & payload.keys()}

    async def refusal() -> str:
        async with line(door_to(server, cast.workshop, cast.fay.cookie), cast.end_users.id) as fay:
            return str((await fay.ask(name, payload))[2])

    assert run(refusal()) == "not-found"
