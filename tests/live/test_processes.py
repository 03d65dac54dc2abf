"""More than one process, more than one socket: the head poll, the writer, beats and resends (L7, L8, L16, L17, L22)."""

from __future__ import annotations

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Any

from tests.harness.cast import Cast
from tests.harness.client import Client, Door, new_op, running, settle
from tests.harness.line import line, run
from tests.harness.proxy import Proxy
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand
from tests.live.conftest import DoorFor, door_to


def note(cast: Cast, text: str = "Short form") -> dict[str, Any]:
    """The payload of a new note on the end users' board."""
    board = cast.end_users
    return {
        "note": f"n_{new_op()}",
        "board": board.id,
        "stage": board.stages[0],
        "row": "ideas",
        "text": text,
    }


def test_L7_two_processes_that_write_at_once_leave_no_gap(cast: Cast, door: DoorFor, hand: Stagehand) -> None:
    async def story() -> tuple[int, set[tuple[str, str]], list[list[int]]]:
        loop = asyncio.get_running_loop()
        async with line(door(cast.ben), cast.end_users.id) as ben, line(door(cast.ann)) as ann:
            start = ben.version
            with ThreadPoolExecutor(1) as other:
                for number in range(30):
                    act = lambda n=number: hand.ask(  # noqa: E731
                        "act", person=cast.hal.id, name="note.add", payload=note(cast, f"Hal {n}")
                    )
                    here, there = await asyncio.gather(
                        ann.ask("note.add", note(cast, f"Ann {number}")), loop.run_in_executor(other, act)
                    )
            rows = await ben.catch_up(max(here[2], there["version"]))
            spans = [frame[1:3] for frame in ben.frames if frame[0] == "changes" and frame[1]]
            return start, {key for key in rows if key[0] == "note"}, spans

    have, notes, spans = run(story())
    assert len(notes) == 62
    for low, high in spans:
        assert low == have + 1
        have = high


def test_L8_commands_of_many_sockets_at_once_are_one_after_the_other(
    cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    async def story() -> list[int]:
        async with line(door(cast.ann)) as one, line(door(cast.ben)) as two, line(door(cast.hal)) as three:

            async def write(opened: Any) -> list[int]:
                return [(await opened.ask("note.add", note(cast)))[2] for _ in range(15)]

            return sorted(chain(*await asyncio.gather(*(write(each) for each in (one, two, three)))))

    start = hand.state(cast.workshop).version
    assert run(story()) == list(range(start + 1, start + 46))


def test_L17_what_was_said_while_the_line_was_dead_is_sent_again_and_done_once(
    server: Server, cast: Cast, hand: Stagehand
) -> None:
    with Proxy(server.port) as proxy:
        direct = door_to(server, cast.workshop, cast.ann.cookie)
        mine, its = str(server.port), str(proxy.port)
        through = Door(direct.url.replace(mine, its), direct.origin.replace(mine, its), direct.cookie)
        ann = Client("ann", through, [cast.end_users.id])
        said = run(dead_line(ann, proxy, cast), 120)
    log = [entry.op for entry in hand.log(cast.workshop)]
    assert [log.count(op) for op in said] == [1] * len(said)


async def dead_line(ann: Client, proxy: Proxy, cast: Cast) -> list[str]:
    """Ann writes while the line swallows both ways, then only what comes down, then is cut."""
    async with running(ann):
        await ann.until(lambda: ann.live)
        said = []
        for fail in (proxy.blackhole, lambda: proxy.blackhole(up=False), proxy.cut, proxy.refuse):
            await asyncio.to_thread(fail)
            said += [await ann.say("note.add", note(cast)) for _ in range(3)]
            await asyncio.sleep(0.3)
            await asyncio.to_thread(proxy.cut)
            await asyncio.to_thread(proxy.resume)
            await settle([ann])
        return said


def test_L22_no_time_of_a_browser_is_taken(cast: Cast, door: DoorFor) -> None:
    async def story() -> list[Any]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            return await ann.ask("note.add", note(cast) | {"at": "2031-01-01T00:00:00Z"})

    assert run(story())[2] == "bad-message"


def test_L15_reader_that_never_reads_does_not_hold_up_the_others(
    server: Server, cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    hand.ask("fill", board=cast.end_users.id, notes=500)

    async def story() -> tuple[float, int, int]:
        async with (
            line(door(cast.ben), cast.end_users.id) as lazy,
            line(door(cast.hal), cast.end_users.id) as hal,
            line(door(cast.ann)) as ann,
        ):
            lazy.socket.transport.pause_reading()
            seen = len(lazy.frames)
            # Some megabytes, more than the buffers on the way hold.
            for _ in range(60):
                hello = {"v": 1, "since": None, "mark": None, "boards": [cast.end_users.id]}
                await lazy.send(["hello", hello])
            start = time.monotonic()
            for _ in range(40):
                version = (await ann.ask("note.add", note(cast, "x" * 1_900)))[2]
                await hal.catch_up(version)
            seconds = time.monotonic() - start
            on_the_way = kept_by_the_kernel(server.port)
            lazy.socket.transport.resume_reading()
            await lazy.catch_up(version)
            return seconds, on_the_way, size_of(lazy.frames[seen:])

    seconds, on_the_way, waited = run(story())
    assert seconds < 15
    # Or nobody was behind: what the lazy one had not read was more than the line takes, so the server kept it.
    assert waited > on_the_way > 0


def size_of(frames: list[Any]) -> int:
    """How many bytes some frames are on the line, about."""
    return sum(len(json.dumps(frame, separators=(",", ":"), ensure_ascii=False)) for frame in frames)


def kept_by_the_kernel(port: int) -> int:
    """How many bytes wait in the kernel, unsent or unread, on all connections of a port of this machine."""
    rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    ends = [row for row in rows if f"{port:04X}" in (row[1].split(":")[1], row[2].split(":")[1])]
    return sum(int(number, 16) for row in ends for number in row[4].split(":"))
