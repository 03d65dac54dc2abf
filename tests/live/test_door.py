"""Who is let in, how long they may stay, and what they are told when not (L7, L9, L10, L12, L16, L22, L23)."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from typing import Any

import pytest

from tests.harness.cast import Cast
from tests.harness.client import Door, Frame, new_op, status
from tests.harness.line import bare_line, line, rows_of, run
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand
from tests.live.conftest import DoorFor, door_to

OTHER_PORT = 1
SOON = 4.0
"""Seconds until somebody who was put out has noticed: L7 and L9 promise one, but many tests share these cores.

It is less than a beat, so what only the next beat would bring comes too late.
"""


def origins(server: Server) -> dict[str, tuple[str, int]]:
    """Origins by what is wrong with them, and the HTTP status they get (101 = let in; 400: not even an origin)."""
    host, port = server.host, server.port
    return {
        "the right one": (f"http://{host}:{port}", 101),
        "none": ("", 403),
        "null": ("null", 403),
        "no port": (f"http://{host}", 403),
        "another port": (f"http://{host}:{OTHER_PORT}", 403),
        "another scheme": (f"https://{host}:{port}", 403),
        "the scheme of sockets": (f"ws://{host}:{port}", 403),
        "no scheme": (f"{host}:{port}", 400),
        "another name of this machine": (f"http://localhost:{port}", 403),
        "our host as the start of another": (f"http://{host}.evil.example:{port}", 403),
        "our host as the end of another": (f"http://evil-{host}:{port}", 403),
        "our host as a user": (f"http://{host}:{port}@evil.example", 403),
        "a user at our host": (f"http://evil@{host}:{port}", 403),
        "a path": (f"http://{host}:{port}/", 403),
        "a query": (f"http://{host}:{port}?x", 403),
        "a port that is none": (f"http://{host}:x", 400),
        "a port too large": (f"http://{host}:99999", 400),
        "another host": ("http://evil.example", 403),
        "two": (f"http://{host}:{port} http://evil.example", 400),
        "brackets": (f"http://[{host}]:{port}", 400),
    }


def test_L10_only_our_own_origin_is_let_in(server: Server, cast: Cast) -> None:
    async def story() -> dict[str, int]:
        return {
            what: await status(door_to(server, cast.workshop, cast.ann.cookie, origin))
            for what, (origin, _) in origins(server).items()
        }

    assert run(story()) == {what: code for what, (_, code) in origins(server).items()}


def test_L10_scheme_and_host_may_be_written_in_capitals(server: Server, cast: Cast) -> None:
    door = Door(
        f"ws://localhost:{server.port}/ws/workshops/{cast.workshop}/", f"HTTP://LOCALHOST:{server.port}", ""
    )
    assert run(status(door)) == 101


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example", ""])
def test_L10_host_that_is_not_ours_is_refused_with_any_origin(server: Server, cast: Cast, host: str) -> None:
    """A name of somebody else that leads to this machine (DNS rebinding) brings an Origin that equals its Host."""

    named = f"{host}:{server.port}" if host else ""
    request = (
        f"GET /ws/workshops/{cast.workshop}/ HTTP/1.1\r\nHost: {named}\r\nOrigin: http://{named}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: {cast.ann.cookie}\r\n\r\n"
    )
    with socket.create_connection((server.host, server.port), 60) as wire:
        wire.sendall(request.encode())
        answer = wire.recv(1024).decode()
    assert answer.split()[1] in ("403", "400")


@pytest.mark.parametrize(
    ("who", "code"), [("nobody", 4401), ("olga", 4401), ("forged", 4401), ("rex", 4403), ("lost", 4404)]
)
def test_L9_L23_who_has_no_seat_is_told_so_and_nothing_else(
    server: Server, cast: Cast, who: str, code: int
) -> None:
    name = cast.ann.cookie.partition("=")[0]
    cookie = {
        "nobody": "",
        "olga": f"{name}={cast.olga.token}; {cast.olga.cookie}",
        "forged": f"{name}={'A' * len(cast.ann.token)}",
        "rex": cast.rex.cookie,
        "lost": cast.ann.cookie,
    }[who]
    workshop = "w_" + "0" * 22 if who == "lost" else cast.workshop

    async def story() -> tuple[list[Frame], int | None]:
        async with bare_line(door_to(server, workshop, cookie)) as opened:
            await opened.send(["hello", {"v": 1, "boards": [cast.end_users.id]}])
            _, closed = await opened.bye()
            return opened.frames, closed

    assert run(story()) == ([["bye", code, {"retry": False, "after": 0}]], code)


@pytest.mark.parametrize("workshop", ["%00", "w_%00", "..", "%2e%2e", "x" * 3_000, "%F0%9F%98%80", "%ff"])
def test_L23_workshop_of_strange_name_is_no_workshop(server: Server, cast: Cast, workshop: str) -> None:
    async def story() -> int | None:
        async with bare_line(door_to(server, workshop, cast.ann.cookie)) as opened:
            return (await opened.bye())[1]

    assert run(story()) == 4404
    assert server.problems() == []


def test_L9_person_removed_by_the_facilitator_is_put_out_at_once(cast: Cast, door: DoorFor) -> None:
    async def story() -> tuple[Frame | None, int | None, float, Frame]:
        async with line(door(cast.fay)) as fay, line(door(cast.ben), cast.end_users.id) as ben:
            asked = time.monotonic()
            await fay.ask("person.remove", {"person": cast.ben.id})
            said, code = await ben.bye()
            took = time.monotonic() - asked
            await fay.ask("joining.set", {"open": False})
            async with bare_line(door(cast.ben)) as again:
                await again.bye()
                return said, code, took, again.frames[-1]

    said, code, took, again = run(story())
    assert (said, code) == (["bye", 4403, {"retry": False, "after": 0}], 4403)
    assert took < SOON
    assert again[:2] == ["bye", 4403]


def test_L7_L9_person_removed_by_another_process_is_put_out_within_a_second(
    cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    async def story() -> tuple[int | None, float, Frame]:
        async with line(door(cast.ben), cast.end_users.id) as ben:
            hand.ask("act", person=cast.fay.id, name="person.remove", payload={"person": cast.ben.id})
            removed = time.monotonic()
            # The command's own transaction knows before the socket does.
            await ben.send(["note.remove", new_op(), {"note": cast.end_users.notes[0]}])
            said, code = await ben.bye()
            answers = [frame for frame in ben.frames if frame[0] in ("done", "refused")]
            return code, time.monotonic() - removed, answers[0] if answers else said or []

    code, took, answer = run(story())
    assert (code, took < SOON) == (4403, True)
    assert answer[0] == "bye" or answer[2] == "forbidden"
    assert ("note", cast.end_users.notes[0]) in hand.state(cast.workshop).rows


def test_L9_removed_person_is_shown_as_gone_to_the_facilitator_alone(cast: Cast, door: DoorFor) -> None:
    async def story() -> list[Any]:
        async with line(door(cast.fay)) as fay, line(door(cast.ann)) as ann:
            version = (await fay.ask("person.remove", {"person": cast.ben.id}))[2]
            await fay.catch_up(version)
            await ann.catch_up(version)
            return [
                rows_of([f for f in each.frames if f[0] == "changes" and f[2] == version])
                for each in (fay, ann)
            ]

    fay, ann = run(story())
    assert fay == {("person", cast.ben.id): None}
    assert ann == {}


def test_L23_archived_workshop_closes_all_sockets_and_lets_nobody_in(
    cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    async def story() -> list[Any]:
        async with line(door(cast.fay)) as fay, line(door(cast.ann), cast.end_users.id) as ann:
            answer = await fay.ask("workshop.archive", {})
            codes = [(await each.bye())[1] for each in (fay, ann)]
            async with bare_line(door(cast.ann)) as late:
                await late.send(["hello", {"v": 1}])
                codes.append((await late.bye())[1])
                return [answer[0], codes, late.frames]

    done, codes, late = run(story())
    assert (done, codes) == ("done", [4410] * 3)
    assert late == [["bye", 4410, {"retry": False, "after": 0}]]


def test_L23_workshop_archived_by_another_process_closes_sockets(
    cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    async def story() -> tuple[int | None, float]:
        async with line(door(cast.ann)) as ann:
            hand.ask("act", person=cast.fay.id, name="workshop.archive", payload={})
            archived = time.monotonic()
            return (await ann.bye())[1], time.monotonic() - archived

    code, took = run(story())
    assert (code, took < SOON) == (4410, True)


@pytest.mark.parametrize("version", [0, 2, -1])
def test_L23_other_version_of_the_protocol_is_told_so(cast: Cast, door: DoorFor, version: int) -> None:
    async def story() -> list[Frame]:
        async with bare_line(door(cast.ann)) as ann:
            await ann.send(["hello", {"v": version}])
            await ann.bye()
            return ann.frames

    assert run(story()) == [["bye", 4426, {"retry": False, "after": 0}]]


def test_L11_people_are_shown_to_themselves_and_to_facilitators(cast: Cast, door: DoorFor) -> None:
    everybody = {each.id for each in (cast.fay, cast.ann, cast.ben, cast.hal, cast.dev, cast.mia, cast.oda)}
    may_see = {
        "fay": everybody,
        **{name: {getattr(cast, name).id} for name in ("ann", "hal", "mia", "oda")},
    }

    async def people(name: str) -> set[str]:
        async with line(door(getattr(cast, name)), cast.end_users.id) as opened:
            return {identity for kind, identity in rows_of(opened.frames) if kind == "person"}

    async def story() -> dict[str, set[str]]:
        return {name: await people(name) for name in may_see}

    assert run(story()) == may_see


@pytest.mark.parametrize(
    ("attribution", "author"),
    [("named", {"department", "name"}), ("department", {"department"}), ("anonymous", None)],
)
def test_L11_author_of_a_note_is_told_as_the_workshop_allows(
    cast: Cast, door: DoorFor, hand: Stagehand, attribution: str, author: set[str] | None
) -> None:
    hand.ask("set", workshop=cast.workshop, attribution=attribution)
    board, note = cast.end_users, f"n_{new_op()}"
    payload = {"note": note, "board": board.id, "stage": board.stages[0], "row": "ideas", "text": "x"}

    async def story() -> list[Any]:
        async with line(door(cast.ann), board.id) as ann, line(door(cast.dev), board.id) as dev:
            version = (await ann.ask("note.add", payload))[2]
            streamed = (await dev.catch_up(version))["note", note]["author"]
            async with line(door(cast.fay), board.id) as fay:
                return [streamed, rows_of(fay.frames)["note", note]["author"]]

    streamed, read = run(story())
    assert streamed == read
    assert (streamed and set(streamed)) == author


def test_L12_board_of_another_workshop_is_not_found_and_tells_nothing(cast: Cast, door: DoorFor) -> None:
    foreign = cast.other_board.id

    async def story() -> tuple[list[Frame], list[Frame]]:
        async with line(door(cast.fay), cast.end_users.id) as fay:
            await fay.send(["open", foreign])
            opened = await fay.until("live")
        async with line(door(cast.fay), foreign, "m_" + "0" * 22) as fay:
            return opened, fay.frames

    opened, greeted = run(story())
    for frames, refusals in ((opened, 1), (greeted, 2)):
        assert [f for f in frames if f[0] == "refused"] == [["refused", None, "not-found", {}]] * refusals
        boards = {record["board"] for record in rows_of(frames).values() if record and "board" in record}
        assert boards <= {cast.end_users.id}
        assert foreign not in str(frames)


def test_L12_board_of_another_group_is_shown_to_everybody(cast: Cast, door: DoorFor) -> None:
    async def story() -> set[str]:
        async with line(door(cast.mia), cast.end_users.id, cast.distributors.id) as mia:
            return {identity for kind, identity in rows_of(mia.frames) if kind == "note"}

    assert run(story()) == {*cast.end_users.notes, *cast.distributors.notes}


def test_L7_change_of_another_process_arrives_soon(cast: Cast, door: DoorFor, hand: Stagehand) -> None:
    edit = {"note": cast.end_users.notes[0], "was": "Is it for me?", "text": "Is it for us?"}

    async def story() -> tuple[float, Any]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            version = hand.ask("act", person=cast.ben.id, name="note.edit", payload=edit)["version"]
            written = time.monotonic()
            rows = await ann.catch_up(version)
            return time.monotonic() - written, rows["note", cast.end_users.notes[0]]["text"]

    took, text = run(story())
    assert (took < SOON, text) == (True, "Is it for us?")


CHANGE_ROLE = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()
from workshops.acts import acting
from workshops.events import record
from workshops.models import Participant
facilitator, person, role = sys.argv[1:]
row = Participant.objects.get(public_id=person)
row.role = role
row.save(update_fields=["role"])
with acting(Participant.objects.get(public_id=facilitator)) as act:
    record(act, "person.role", [row])
"""


@pytest.mark.parametrize(
    ("who", "role", "others_shown"), [("hal", "facilitator", True), ("ann", "helper", False)]
)
def test_L9_role_that_changed_is_shown_and_counts_at_once(
    server: Server, cast: Cast, door: DoorFor, who: str, role: str, others_shown: bool
) -> None:
    person = getattr(cast, who)

    async def story() -> tuple[dict[Any, Any], str]:
        async with line(door(person), cast.end_users.id) as opened:
            seen = len(opened.frames)
            server.run("-c", CHANGE_ROLE, cast.fay.id, person.id, role)
            await opened.until("live")
            answer = await opened.ask("joining.set", {"open": False})
            return rows_of(opened.frames[seen:]), answer[0]

    rows, answer = run(story())
    assert rows["person", person.id]["role"] == role
    assert (("person", cast.ben.id) in rows) is others_shown
    assert ("note", cast.end_users.notes[0]) in rows
    assert answer == ("done" if others_shown else "refused")


def test_L16_L22_beat_comes_every_five_seconds_with_the_head_and_the_servers_time(
    cast: Cast, door: DoorFor
) -> None:
    async def story() -> list[tuple[Frame, float, float]]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            beats = []
            for _ in range(2):
                beat = (await ann.until("beat", 20))[-1]
                beats.append((beat, time.time(), time.monotonic()))
            return beats

    first, second = run(story())
    for beat, now, _ in (first, second):
        assert abs(beat[2] / 1000 - now) < 1
    assert 3 < second[2] - first[2] < 7


def test_L16_beat_names_the_head(cast: Cast, door: DoorFor) -> None:
    async def story() -> tuple[int, int]:
        async with line(door(cast.ann)) as ann, line(door(cast.ben)) as ben:
            version = (await ben.ask("note.remove", {"note": cast.end_users.notes[0]}))[2]
            await ann.catch_up(version)
            return version, (await ann.until("beat", 20))[-1][1]

    version, head = run(story())
    assert version == head


def test_browser_that_says_goodbye_while_it_is_let_in_leaves_no_error(server: Server, cast: Cast) -> None:
    goodbye = b"\x88\x80\x00\x00\x00\x00"

    async def story() -> None:
        for _ in range(20):
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            writer.write(handshake(server, cast.workshop, "nobody=x"))
            await reader.readuntil(b"\r\n\r\n")
            writer.write(goodbye)
            with contextlib.suppress(ConnectionResetError):
                await reader.read()
            writer.close()

    run(story())
    assert server.problems() == []


def handshake(server: Server, workshop: str, cookie: str) -> bytes:
    """What a browser sends to open a socket."""
    return (
        f"GET /ws/workshops/{workshop}/ HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
        f"Origin: {server.url}\r\nCookie: {cookie}\r\n\r\n"
    ).encode()
