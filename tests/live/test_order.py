"""Order and truth on the socket: versions, answers, repeats, snapshot and stream (L1–L6, L8)."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.harness.cast import Cast
from tests.harness.client import Client, new_op, running, settle
from tests.harness.line import Line, bare_line, line, rows_of, run
from tests.harness.stagehand import Stagehand
from tests.live.conftest import DoorFor


def note(cast: Cast, text: str = "Short form", **fields: Any) -> dict[str, Any]:
    """The payload of a new note on the end users' board."""
    board = cast.end_users
    return {
        "note": f"n_{new_op()}",
        "board": board.id,
        "stage": board.stages[0],
        "row": "ideas",
        "text": text,
    } | fields


def test_L1_one_command_is_one_version_and_one_event(cast: Cast, door: DoorFor, hand: Stagehand) -> None:
    async def story() -> tuple[int, list[Any]]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            start = ann.version
            answers = [await ann.ask("note.add", note(cast, f"Idea {number}")) for number in range(5)]
            await ann.ask("stage.remove", {"stage": cast.end_users.stages[0]})
            return start, answers

    start, answers = run(story())
    assert [frame[2] for frame in answers] == [start + 1 + number for number in range(5)]
    log = hand.log(cast.workshop, after=start)
    assert [entry.version for entry in log] == [start + 1 + number for number in range(6)]
    assert log[-1].result == {"moved": 7}


def test_L2_done_means_it_is_in_the_database(cast: Cast, door: DoorFor, hand: Stagehand) -> None:
    async def story() -> list[bool]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            found = []
            for number in range(20):
                payload = note(cast, f"Idea {number}")
                await ann.ask("note.add", payload)
                found.append(("note", payload["note"]) in hand.state(cast.workshop).rows)
            return found

    assert run(story()) == [True] * 20


def test_L2_repeated_op_gets_the_same_answer_and_has_no_effect(
    cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    op, payload = new_op(), note(cast, after="n_" + "0" * 22)

    async def story() -> list[Any]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            answers = [await ann.ask("note.add", payload, op) for _ in range(3)]
        async with line(door(cast.ann), cast.end_users.id) as ann:
            return [*answers, await ann.ask("note.add", payload, op)]

    first, *others = run(story())
    assert first[0] == "done"
    assert first[3] == {"repaired": "after"}
    assert others == [first] * 3
    assert [entry.op for entry in hand.log(cast.workshop)].count(op) == 1


def test_L2_repeated_op_on_two_sockets_at_once_has_one_effect(
    cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    op, payload = new_op(), note(cast)

    async def story() -> list[Any]:
        async with line(door(cast.ann)) as one, line(door(cast.ann)) as two:
            return list(await asyncio.gather(*(each.ask("note.add", payload, op) for each in (one, two))))

    one, two = run(story())
    assert one == two
    assert [entry.op for entry in hand.log(cast.workshop)].count(op) == 1


def test_L2_repeated_op_that_changed_nothing_still_changes_nothing(cast: Cast, door: DoorFor) -> None:
    op, stored = new_op(), cast.end_users.notes[0]
    same = {"note": stored, "was": "Is it for me?", "text": "Is it for me?"}

    async def story() -> list[Any]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            first = await ann.ask("note.edit", same, op)
            await ann.ask("note.edit", same | {"text": "For us?"})
            return [first, await ann.ask("note.edit", same, op)]

    first, again = run(story())
    assert first == again == ["done", op, None, {}]


def test_L2_same_op_with_another_payload_is_bad_message(cast: Cast, door: DoorFor, hand: Stagehand) -> None:
    op, payload = new_op(), note(cast)

    async def story() -> list[Any]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            await ann.ask("note.add", payload, op)
            return [
                await ann.ask("note.add", payload | {"text": "Other words"}, op),
                await ann.ask("note.remove", {"note": payload["note"]}, op),
            ]

    for frame in run(story()):
        assert frame[:3] == ["refused", op, "bad-message"]
    assert hand.state(cast.workshop).rows["note", payload["note"]]["text"] == "Short form"


def test_L2_same_op_of_two_people_are_two_commands(cast: Cast, door: DoorFor) -> None:
    op = new_op()

    async def story() -> list[Any]:
        async with line(door(cast.ann)) as ann, line(door(cast.ben)) as ben:
            return [await ann.ask("note.add", note(cast), op), await ben.ask("note.add", note(cast), op)]

    one, two = run(story())
    assert two[2] == one[2] + 1


def test_L2_every_op_of_a_burst_is_answered(cast: Cast, door: DoorFor) -> None:
    ops = [new_op() for _ in range(50)]

    async def story() -> list[str]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            for op in ops:
                await ann.send(["note.add", op, note(cast)])
            # One after the other is answered, so whatever was not by now never will be.
            last = await ann.ask("note.add", note(cast))
            return [frame[1] for frame in ann.frames if frame[0] in ("done", "refused") and frame != last]

    assert run(story()) == ops


def test_L3_done_comes_before_the_frame_that_covers_its_version(cast: Cast, door: DoorFor) -> None:
    async def story() -> list[tuple[int, int]]:
        async with (
            line(door(cast.ann), cast.end_users.id) as ann,
            line(door(cast.ben), cast.end_users.id) as ben,
        ):
            places = []
            for number in range(10):
                await asyncio.gather(
                    ann.ask("note.add", note(cast, f"Ann {number}")),
                    ben.ask("note.add", note(cast, f"Ben {number}")),
                )
            await ann.catch_up(max(frame[2] for frame in done(ann)))
            for frame in done(ann):
                covering = next(
                    f for f in ann.frames if f[0] == "changes" and f[1] <= frame[2] <= f[2] and f[1] > 0
                )
                places.append((ann.frames.index(frame), ann.frames.index(covering)))
            return places

    places = run(story())
    assert len(places) == 10
    assert [place for place in places if place[0] > place[1]] == []


def test_L3_sender_gets_the_rows_like_everybody_else(cast: Cast, door: DoorFor) -> None:
    async def story() -> list[Any]:
        async with (
            line(door(cast.ann), cast.end_users.id) as ann,
            line(door(cast.ben), cast.end_users.id) as ben,
        ):
            version = (await ann.ask("note.add", note(cast)))[2]
            await ann.catch_up(version)
            await ben.catch_up(version)
            return [[f for f in each.frames if f[0] == "changes" and f[2] == version] for each in (ann, ben)]

    mine, theirs = run(story())
    assert mine == theirs
    assert len(mine) == 1


def test_L4_frames_leave_no_gap(cast: Cast, door: DoorFor) -> None:
    async def story() -> list[Any]:
        async with (
            line(door(cast.ann), cast.end_users.id) as ann,
            line(door(cast.dev), cast.distributors.id) as dev,
        ):
            start = dev.version
            for number in range(10):
                version = (await ann.ask("note.add", note(cast, f"Idea {number}")))[2]
            await dev.catch_up(version)
            return [[start], *(frame[1:3] for frame in dev.frames if frame[0] == "changes" and frame[1] > 0)]

    [[have], *spans] = run(story())
    for low, high in spans:
        assert low <= have + 1 <= high
        have = high


def test_L5_hello_with_nothing_brings_everything(cast: Cast, door: DoorFor, hand: Stagehand) -> None:
    async def story() -> list[Any]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            return ann.frames

    frames = run(story())
    stored = hand.state(cast.workshop)
    assert frames[0][:3] == ["changes", 0, stored.version]
    assert frames[-1][:2] == ["live", stored.version]
    mine = {key for key, row in stored.rows.items() if row["board"] == cast.end_users.id}
    assert {key for key in rows_of(frames) if key[0] in ("stage", "touchpoint", "note")} == mine


def test_L5_snapshot_of_a_board_with_two_thousand_notes_comes_whole(
    cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    """A frame of half a megabyte: what we send knows no limit, only what we are sent does."""
    hand.ask("fill", board=cast.end_users.id, notes=2_000)

    async def story() -> int:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            return len([key for key in rows_of(ann.frames) if key[0] == "note"])

    assert run(story()) == 2_002


def test_L5_hello_since_brings_only_what_is_newer(cast: Cast, door: DoorFor) -> None:
    async def story() -> tuple[int, list[Any]]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            version, mark = ann.version, ann.mark
        async with line(door(cast.ben), cast.end_users.id) as ben:
            await ben.ask(
                "note.edit", {"note": cast.end_users.notes[0], "was": "Is it for me?", "text": "For us?"}
            )
            await ben.ask("note.remove", {"note": cast.end_users.notes[1]})
        async with bare_line(door(cast.ann)) as ann:
            return version, await ann.hello([cast.end_users.id], version, mark)

    version, frames = run(story())
    assert frames[0][:3] == ["changes", version + 1, version + 2]
    rows = rows_of(frames)
    assert rows.keys() == {("note", identity) for identity in cast.end_users.notes}
    assert rows["note", cast.end_users.notes[0]]["text"] == "For us?"
    assert rows["note", cast.end_users.notes[1]] is None
    assert [frame[0] for frame in frames] == ["changes", "live"]


def test_L5_hello_since_after_staying_live_brings_only_what_is_newer(cast: Cast, door: DoorFor) -> None:
    """A browser that has been live for a while must come back without taking everything again."""

    async def story() -> list[Any]:
        async with line(door(cast.ben), cast.end_users.id) as ben:
            ann = Client("ann", door(cast.ann), [cast.end_users.id])
            async with running(ann):
                await ann.until(lambda: ann.live)
                await ben.ask("note.add", note(cast))
                version = (await ben.ask("note.add", note(cast)))[2]
                await ann.until(lambda: ann.version == version)
                await ann.break_off()
                await ben.ask("note.add", note(cast))
                await ann.until(lambda: ann.live and ann.version == version + 1)
            return [step.whole for step in ann.history.applied]

    first, *others = run(story())
    assert first is True
    assert others == [False] * len(others)
    assert len(others) >= 2


def test_L5_hello_with_a_mark_of_another_history_brings_everything(cast: Cast, door: DoorFor) -> None:
    async def story() -> list[Any]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            version, mark = ann.version, ann.mark
        opened = []
        for since, said in (
            (version, "x" * len(mark)),
            (version + 100, mark),
            (version - 1, mark),
            (version, None),
        ):
            async with bare_line(door(cast.ann)) as ann:
                opened.append(await ann.hello([cast.end_users.id], since, said))
        return opened

    for frames in run(story()):
        assert frames[0][:2] == ["changes", 0]


def test_L5_nothing_falls_between_snapshot_and_stream(cast: Cast, door: DoorFor, hand: Stagehand) -> None:
    async def story() -> list[Any]:
        stop = asyncio.Event()

        async def write() -> None:
            async with line(door(cast.ben)) as ben:
                while not stop.is_set():
                    await ben.ask("note.add", note(cast))

        writer = asyncio.create_task(write())
        readers = [Client(f"reader {n}", door(cast.ann), [cast.end_users.id]) for n in range(4)]
        async with running(*readers):
            for _ in range(6):
                for reader in readers:
                    await reader.until(lambda reader=reader: reader.live)  # type: ignore[misc]
                    await reader.break_off()
                await asyncio.sleep(0.1)
            stop.set()
            await writer
            await settle(readers)
        return [reader.state() for reader in readers]

    states = run(story())
    stored = hand.state(cast.workshop)
    notes = {key for key, row in stored.rows.items() if row["board"] == cast.end_users.id}
    for state in states:
        assert state.version == stored.version
        assert {key for key in state.rows if key[0] in ("stage", "touchpoint", "note")} == notes


def test_L5_open_brings_a_board_and_close_takes_it_away(cast: Cast, door: DoorFor) -> None:
    board = cast.end_users.id

    async def story() -> tuple[list[Any], list[Any], list[Any]]:
        async with line(door(cast.ann)) as ann, line(door(cast.ben), board) as ben:
            await ann.send(["open", board])
            opened = await ann.until("live")
            streamed = await heard(ann, (await ben.ask("note.add", note(cast)))[2])
            await ann.send(["close", board])
            # Closing has no answer; once what was said after it has one, the board is closed.
            await ann.ask("note.remove", {"note": "n_" + "0" * 22})
            closed = await heard(ann, (await ben.ask("note.add", note(cast)))[2])
            return opened, streamed, closed

    opened, streamed, closed = run(story())
    kinds = {key[0] for key in rows_of(opened)}
    assert {"stage", "touchpoint", "note"} <= kinds
    assert [key[0] for key in rows_of(streamed)] == ["note"]
    assert rows_of(closed) == {}


async def heard(opened: Line, version: int) -> list[Any]:
    """The frames that come until a version is there."""
    seen = len(opened.frames)
    await opened.catch_up(version)
    return opened.frames[seen:]


def test_L6_snapshot_is_one_moment_while_writers_run(cast: Cast, door: DoorFor) -> None:
    """What a snapshot says of a note is what the answers said it was at the snapshot's version."""
    stored = cast.end_users.notes[0]
    told: dict[int, str] = {}

    async def write(stop: asyncio.Event) -> None:
        async with line(door(cast.ben)) as ben:
            told[ben.version] = was = "Is it for me?"
            while not stop.is_set():
                text = f"Round {len(told)}"
                frame = await ben.ask("note.edit", {"note": stored, "was": was, "text": text})
                told[frame[2]] = was = text

    async def read() -> tuple[int, str, bool]:
        """One snapshot: its version, what it says, and whether anything was written while it was taken."""
        async with bare_line(door(cast.ann)) as ann:
            before = len(told)
            whole = (await ann.hello([cast.end_users.id]))[0]
            return whole[2], rows_of([whole])["note", stored]["text"], len(told) > before

    async def story() -> list[tuple[int, str, bool]]:
        stop = asyncio.Event()
        writer = asyncio.create_task(write(stop))
        seen = [await read() for _ in range(40)]
        # A machine that is slow to write gets more chances; run() says when it is enough.
        while sum(overlapped for _, _, overlapped in seen) < 20:
            seen.append(await read())
        stop.set()
        await writer
        return seen

    seen = run(story())
    assert [(version, text) for version, text, _ in seen if told[version] != text] == []
    assert len({version for version, _, _ in seen}) > 10


def done(opened: Line) -> list[Any]:
    """The answers in a line's frames that came with a version."""
    return [frame for frame in opened.frames if frame[0] == "done" and frame[2]]
