"""Who gets in at the socket and who stays in: cookies, Origin, removal, roles, archive, visibility (L9–L12, L23)."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
import websockets

from tests.harness.cast import Cast, Person
from tests.harness.client import Door, connect, new_op
from tests.harness.line import bare_line, line, rows_of, run
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand
from tests.live.conftest import DoorFor, door_to

NOBODY = "w_" + "0" * 22


async def greeting(door: Door) -> tuple[list[Any], int | None]:
    """What somebody is told who comes and says hello, and the code of the close."""
    async with bare_line(door) as opened:
        await opened.send(["hello", {"v": 1, "since": None, "mark": None, "boards": []}])
        await opened.bye()
        return opened.frames, opened.socket.close_code


def test_L9_no_cookie_is_4401(server: Server, cast: Cast) -> None:
    assert run(greeting(door_to(server, cast.workshop, ""))) == (bye(4401), 4401)


def test_L9_wrong_token_is_4401(server: Server, cast: Cast) -> None:
    name = cast.ann.cookie.partition("=")[0]
    for token in ("", "x", cast.ann.token[:-1] + "!", cast.ann.id, "é" * 40):
        assert run(greeting(door_to(server, cast.workshop, f"{name}={token}"))) == (bye(4401), 4401)


def test_L9_cookie_of_another_workshop_is_4401(server: Server, cast: Cast) -> None:
    name = cast.ann.cookie.partition("=")[0]
    for cookie in (cast.olga.cookie, f"{name}={cast.olga.token}"):
        assert run(greeting(door_to(server, cast.workshop, cookie))) == (bye(4401), 4401)


def test_L9_unknown_workshop_is_4404(server: Server, cast: Cast) -> None:
    name = f"jr_{NOBODY}"
    assert run(greeting(door_to(server, NOBODY, f"{name}={cast.ann.token}"))) == (bye(4404), 4404)


def test_L9_removed_person_who_comes_back_is_4403(server: Server, cast: Cast) -> None:
    assert run(greeting(door_to(server, cast.workshop, cast.rex.cookie))) == (bye(4403), 4403)


@pytest.mark.parametrize("from_here", [True, False], ids=["by a socket", "by another process"])
def test_L9_removal_reaches_every_open_socket_within_a_second(
    cast: Cast, door: DoorFor, hand: Stagehand, from_here: bool
) -> None:
    async def story() -> tuple[float, list[Any], list[Any]]:
        async with (
            line(door(cast.fay)) as fay,
            line(door(cast.ann), cast.end_users.id) as one,
            line(door(cast.ann)) as two,
            line(door(cast.ben)) as ben,
        ):
            payload = {"person": cast.ann.id}
            if from_here:
                await fay.ask("person.remove", payload)
            else:
                hand.ask("act", person=cast.fay.id, name="person.remove", payload=payload)
            start = asyncio.get_running_loop().time()
            byes = [await each.bye() for each in (one, two)]
            seconds = asyncio.get_running_loop().time() - start
            return seconds, byes, await ben.quiet(0.3)

    seconds, byes, others = run(story())
    assert byes == [(bye(4403)[0], 4403)] * 2
    assert seconds < 1
    assert [frame for frame in others if frame[0] == "bye"] == []


def test_L9_removed_person_cannot_slip_a_command_in(cast: Cast, door: DoorFor, hand: Stagehand) -> None:
    """The removal is in the database and the socket still open: the command's own transaction sees it."""

    async def story() -> Any:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            hand.ask("act", person=cast.fay.id, name="person.remove", payload={"person": cast.ann.id})
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


def test_L23_archive_closes_every_socket_and_keeps_it_closed(cast: Cast, door: DoorFor) -> None:
    async def story() -> tuple[Any, list[Any], list[Any]]:
        async with line(door(cast.fay)) as fay, line(door(cast.ann), cast.end_users.id) as ann:
            done = await fay.ask("workshop.archive", {})
            byes = [await each.bye() for each in (fay, ann)]
        return done[0], byes, [await greeting(door(person)) for person in (cast.fay, cast.ann)]

    done, byes, later = run(story())
    assert done == "done"
    assert byes == [(bye(4410)[0], 4410)] * 2
    assert later == [(bye(4410), 4410)] * 2


def test_L9_archived_workshop_takes_no_command_from_an_open_socket(
    cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    async def story() -> Any:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            hand.ask("set", workshop=cast.workshop, status="archived")
            return await ann.ask("note.remove", {"note": cast.end_users.notes[0]})

    assert run(story())[2] == "closed"


def test_L23_hello_of_another_version_is_4426(cast: Cast, door: DoorFor) -> None:
    async def story() -> tuple[Any, int | None]:
        async with bare_line(door(cast.ann)) as ann:
            await ann.send(["hello", {"v": 2, "since": None, "mark": None, "boards": []}])
            return await ann.bye()

    assert run(story())[1] == 4426


ORIGINS = {
    "none": ("", 403),
    "null": ("null", 403),
    "another host": ("http://evil.example:{port}", 403),
    "another name of this host": ("http://localhost:{port}", 403),
    "other port": ("http://127.0.0.1:80", 403),
    "no port": ("http://127.0.0.1", 403),
    "other scheme": ("https://127.0.0.1:{port}", 403),
    "socket scheme": ("ws://127.0.0.1:{port}", 403),
    "suffix host": ("http://127.0.0.1.evil.example:{port}", 403),
    "prefix host": ("http://evil127.0.0.1:{port}", 403),
    "with a user": ("http://127.0.0.1:{port}@evil.example", 403),
    "with a path": ("http://127.0.0.1:{port}/x", 403),
    "two": ("http://evil.example http://127.0.0.1:{port}", 403),
    "ours": ("http://127.0.0.1:{port}", 101),
    "ours in capitals": ("HTTP://127.0.0.1:{port}", 101),
}
"""What browsers and others come with, and the status of the answer to the handshake."""


@pytest.mark.parametrize(("origin", "expected"), ORIGINS.values(), ids=ORIGINS.keys())
def test_L10_origin_is_checked_before_accept(server: Server, cast: Cast, origin: str, expected: int) -> None:
    door = door_to(server, cast.workshop, cast.ann.cookie, origin.format(port=server.port))

    async def status() -> int:
        try:
            async with await connect(door):
                return 101
        except websockets.InvalidStatus as refused:
            return refused.response.status_code

    assert run(status()) == expected


def test_L10_host_that_is_not_ours_is_refused(server: Server, cast: Cast) -> None:
    """A page of evil.example that was made to lead to this machine comes with equal Host and Origin."""

    async def status() -> int:
        door = door_to(server, cast.workshop, cast.ann.cookie, f"http://evil.example:{server.port}")
        host = Door(door.url.replace("127.0.0.1", "evil.example"), door.origin, door.cookie)
        try:
            async with await connect(host, host="127.0.0.1", port=server.port):
                return 101
        except websockets.InvalidStatus as refused:
            return refused.response.status_code

    assert run(status()) in (400, 403)


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


@pytest.mark.parametrize(("attribution", "author"), [
    ("anonymous", lambda department, name: None),
    ("department", lambda department, name: {"department": department}),
    ("named", lambda department, name: {"department": department, "name": name}),
])  # fmt: skip
def test_L11_record_says_of_its_author_what_attribution_allows(
    cast: Cast, door: DoorFor, hand: Stagehand, attribution: str, author: Any
) -> None:
    hand.ask("set", workshop=cast.workshop, attribution=attribution)
    payload = {"note": f"n_{new_op()}", "board": cast.end_users.id, "stage": cast.end_users.stages[0]}

    async def story() -> list[list[Any]]:
        async with line(door(cast.ben), cast.end_users.id) as ben, line(door(cast.ann)) as ann:
            version = (await ann.ask("note.add", payload | {"row": "ideas", "text": "Short form"}))[2]
            await ben.catch_up(version)
        async with line(door(cast.ben), cast.end_users.id) as again:
            return [ben.frames, again.frames]

    for frames in run(story()):
        rows = rows_of(frames)
        departments = {
            row["name"]: identity for (kind, identity), row in rows.items() if kind == "department"
        }
        assert rows["note", payload["note"]]["author"] == author(departments["Marketing"], "Ann")


def test_L11_people_are_shown_to_facilitators_and_to_themselves(cast: Cast, door: DoorFor) -> None:
    async def seen(person: Person) -> set[str]:
        async with line(door(person), cast.end_users.id) as opened:
            return {identity for kind, identity in rows_of(opened.frames) if kind == "person"}

    everybody = {getattr(cast, name).id for name in ("fay", "ann", "ben", "hal", "dev", "mia", "oda")}
    assert run(seen(cast.fay)) == everybody
    for person in (cast.ann, cast.hal, cast.mia, cast.oda):
        assert run(seen(person)) == {person.id}


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


def test_L12_everybody_in_the_workshop_may_read_every_board(cast: Cast, door: DoorFor) -> None:
    async def notes(person: Person) -> int:
        async with line(door(person), cast.end_users.id, cast.distributors.id) as opened:
            return len([key for key in rows_of(opened.frames) if key[0] == "note"])

    for person in (cast.fay, cast.ann, cast.hal, cast.dev, cast.mia, cast.oda):
        assert run(notes(person)) == 4


def test_L12_board_of_another_workshop_cannot_be_opened(cast: Cast, door: DoorFor) -> None:
    async def story() -> tuple[list[Any], list[Any]]:
        async with line(door(cast.fay), cast.other_board.id) as fay:
            greeted = list(fay.frames)
            await fay.send(["open", cast.other_board.id])
            return greeted, await fay.quiet()

    greeted, opened = run(story())
    for frames in (greeted, opened):
        assert ["refused", None, "not-found", {}] in frames
        assert "Patients" not in json.dumps(frames)
        assert [key for key in rows_of(frames) if key[0] in ("stage", "touchpoint", "note")] == []


def bye(code: int) -> list[Any]:
    """What is said before the close."""
    return [["bye", code, {"retry": False, "after": 0}]]
