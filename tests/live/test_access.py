"""Who may go on at an open socket: what a command finds when it runs is what counts (L9–L11)."""

from __future__ import annotations

import json
from typing import Any

import websockets

from tests.harness.cast import Cast
from tests.harness.client import Door
from tests.harness.line import bare_line, line, run
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand
from tests.live.conftest import DoorFor, door_to


async def greeting(door: Door) -> tuple[list[Any], int | None]:
    """What somebody is told who comes and says hello, and the code of the close."""
    async with bare_line(door) as opened:
        await opened.send(["hello", {"v": 1, "since": None, "mark": None, "boards": []}])
        await opened.bye()
        return opened.frames, opened.socket.close_code


def test_L9_wrong_token_is_4401(server: Server, cast: Cast) -> None:
    name = cast.ann.cookie.partition("=")[0]
    for token in ("", "x", cast.ann.token[:-1] + "!", cast.ann.id, "é" * 40):
        assert run(greeting(door_to(server, cast.workshop, f"{name}={token}"))) == (bye(4401), 4401)


def test_L9_removed_person_cannot_slip_a_command_in(cast: Cast, door: DoorFor, hand: Stagehand) -> None:
    """The removal is in the database and no version tells the hub of it: the command's own transaction sees it."""

    async def story() -> Any:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            hand.ask("set_person", person=cast.ann.id, removed_at="2026-11-24T09:00:00Z")
            return await ann.ask("note.remove", {"note": cast.end_users.notes[0]})

    assert run(story())[2:] == ["forbidden", {}]
    assert ("note", cast.end_users.notes[0]) in hand.state(cast.workshop).rows


def test_L9_role_is_read_in_the_commands_own_transaction(cast: Cast, door: DoorFor, hand: Stagehand) -> None:
    async def story() -> list[Any]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            hand.ask("set_person", person=cast.ann.id, role="observer")
            observer = await ann.ask("note.remove", {"note": cast.end_users.notes[0]})
            hand.ask("set_person", person=cast.ann.id, role="facilitator")
            facilitator = await ann.ask("joining.set", {"open": False})
            return [observer[2], facilitator[0]]

    assert run(story()) == ["forbidden", "done"]


def test_L9_archived_workshop_takes_no_command_from_an_open_socket(
    cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    async def story() -> Any:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            hand.ask("set", workshop=cast.workshop, status="archived")
            return await ann.ask("note.remove", {"note": cast.end_users.notes[0]})

    assert run(story())[2] == "closed"


def test_L10_forwarded_headers_are_not_trusted(server: Server, cast: Cast) -> None:
    async def status() -> int:
        door = door_to(server, cast.workshop, cast.ann.cookie, f"https://127.0.0.1:{server.port}")
        try:
            socket = await websockets.connect(
                door.url,
                origin=websockets.Origin(door.origin),
                additional_headers={"Cookie": door.cookie, "X-Forwarded-Proto": "https"},
                proxy=None,
            )
        except websockets.InvalidStatus as refused:
            return refused.response.status_code
        await socket.close()
        return 101

    assert run(status()) == 403


def test_L11_frames_hold_no_name_of_anybody_else(cast: Cast, door: DoorFor) -> None:
    async def story() -> str:
        async with line(door(cast.dev), cast.end_users.id) as dev, line(door(cast.ann)) as ann:
            version = (await ann.ask("note.remove", {"note": cast.end_users.notes[0]}))[2]
            await dev.catch_up(version)
            return json.dumps(dev.frames)

    said = run(story())
    for person in (cast.ann, cast.ben, cast.hal, cast.mia, cast.fay):
        assert person.id not in said
        assert f'"{person.name}"' not in said


def bye(code: int) -> list[Any]:
    """What is said before the close."""
    return [["bye", code, {"retry": False, "after": 0}]]
