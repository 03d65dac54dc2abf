"""Faults against order and truth: rules L1 to L8."""

from __future__ import annotations

import asyncio
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from typing import Any

from tests.selftest.faults.table import SILENCE, Patch, fault


@fault("L1", "live/test_order.py::test_L1_one_command_is_one_version_and_one_event")
def versions_are_skipped(patch: Patch) -> None:
    from maps.commands import notes

    real = notes.record

    def record(act: Any, *args: Any, **named: Any) -> Any:
        act.workshop.version += 1
        return real(act, *args, **named)

    patch.setattr(notes, "record", record)


@fault("L2", "live/test_order.py::test_L2_done_means_it_is_in_the_database")
def done_is_said_without_a_commit(patch: Patch) -> None:
    from django.db import transaction

    from workshops.live import consumer

    real = consumer.perform

    def perform(*args: Any) -> Any:
        with transaction.atomic():
            answer = real(*args)
            transaction.set_rollback(True)
        return answer

    patch.setattr(consumer, "perform", perform)


@fault("L2", "live/test_order.py::test_L2_repeated_op_gets_the_same_answer_and_has_no_effect")
def repeated_op_is_carried_out_again(patch: Patch) -> None:
    from workshops.ids import new_secret
    from workshops.live import consumer

    real = consumer.perform
    patch.setattr(consumer, "perform", lambda c, n, w, p, op, data: real(c, n, w, p, new_secret(), data))


@fault("L2", "live/test_order.py::test_L2_same_op_with_another_payload_is_bad_message")
def payload_of_a_repeated_op_is_not_compared(patch: Patch) -> None:
    from workshops import acts

    patch.setattr(acts, "_answer_again", lambda earlier, digest: acts.Answer(earlier.version, earlier.result))


@fault("L2", "live/test_order.py::test_L2_every_op_of_a_burst_is_answered")
def some_ops_are_never_answered(patch: Patch) -> None:
    from workshops.live.consumer import RoomConsumer

    real, count = RoomConsumer._answer, iter(range(10**9))

    def answer(self: Any, *args: Any) -> None:
        if next(count) % 7 != 6:
            real(self, *args)

    patch.setattr(RoomConsumer, "_answer", answer)


@fault(
    "L2",
    "maps/commands/test_notes.py::test_op_without_effect_has_none_when_it_could_have_one_by_now",
)
def command_without_effect_is_forgotten(patch: Patch) -> None:
    from workshops import acts

    patch.setattr(acts, "_remember_without_effect", lambda act, name, answer: None)


@fault(
    "L2",
    "live/test_gate.py::test_L13_frame_that_is_too_large_closes_the_socket_and_earlier_ones_are_answered[16385]",
)
def socket_is_closed_before_its_answers(patch: Patch) -> None:
    from workshops.live.consumer import RoomConsumer

    async def close(self: Any, socket: Any, code: int) -> None:
        socket.bye(code)

    patch.setattr(RoomConsumer, "_close", close)


@fault("L3", "live/test_order.py::test_L3_done_comes_before_the_frame_that_covers_its_version")
def rows_overtake_the_answer(patch: Patch) -> None:
    from workshops.live.consumer import RoomConsumer
    from workshops.live.hub import Hub

    real = RoomConsumer._answer

    def answer(self: Any, socket: Any, op: str, done: Any) -> None:
        if done.exception() is None and done.result().version:
            self.hub.answered(socket.workshop, done.result().version)
        asyncio.get_running_loop().call_later(0.1, real, self, socket, op, done)

    async def at_once(self: Any, room: Any) -> None: ...

    patch.setattr(RoomConsumer, "_answer", answer)
    patch.setattr(Hub, "_answers_first", at_once)


@fault("L4", "live/test_order.py::test_L4_frames_leave_no_gap")
def frames_begin_one_version_late(patch: Patch) -> None:
    from workshops.live import hub

    real = hub._encode
    patch.setattr(hub, "_encode", lambda reading, who: real(reading._replace(since=reading.since + 1), who))


@fault("L5", "live/test_order.py::test_L5_hello_with_nothing_brings_everything")
def snapshot_lacks_a_row(patch: Patch) -> None:
    from workshops.live import hub

    real = hub.read_changes

    def read_changes(*args: Any, **named: Any) -> Any:
        reading = real(*args, **named)
        return reading._replace(shown=reading.shown[:-1])

    patch.setattr(hub, "read_changes", read_changes)


@fault("L5", "live/test_order.py::test_L5_hello_since_brings_only_what_is_newer")
def removed_rows_are_left_out_of_catch_up(patch: Patch) -> None:
    from workshops.live import hub

    real = hub.read_changes

    def read_changes(*args: Any, **named: Any) -> Any:
        reading = real(*args, **named)
        return reading._replace(shown=[row for row in reading.shown if row.record])

    patch.setattr(hub, "read_changes", read_changes)


@fault("L5", "live/test_order.py::test_L5_hello_with_a_mark_of_another_history_brings_everything")
def mark_is_not_compared(patch: Patch) -> None:
    from workshops.live import hub

    real = hub.read_changes

    def read_changes(
        kinds: Any, workshop: int, boards: Any, since: Any = None, mark: Any = None, **_: Any
    ) -> Any:
        return real(kinds, workshop, boards, since, mark, trusted=True)

    patch.setattr(hub, "read_changes", read_changes)


@fault("L5", "live/test_order.py::test_L5_open_brings_a_board_and_close_takes_it_away", says=SILENCE)
def opened_board_is_not_sent(patch: Patch) -> None:
    from workshops.live.hub import Hub

    real = Hub.greet

    async def greet(self: Any, socket: Any, since: Any, mark: Any) -> None:
        if not (socket.boards and since is None and socket in self._rooms[socket.workshop].sockets):
            await real(self, socket, since, mark)

    patch.setattr(Hub, "greet", greet)


@fault("L6", "live/test_order.py::test_L6_snapshot_is_one_moment_while_writers_run")
def snapshot_is_read_piece_by_piece(patch: Patch) -> None:
    from workshops import records

    real = records._shown

    def shown(*args: Any) -> Any:
        time.sleep(0.02)
        return real(*args)

    patch.setattr(records, "consistent_read", nullcontext)
    patch.setattr(records, "_shown", shown)


@fault("L7", "live/test_door.py::test_L7_change_of_another_process_arrives_soon", says=SILENCE)
def heads_are_not_polled(patch: Patch) -> None:
    from workshops.live.hub import Hub

    real = Hub._heard

    def heard(self: Any, room: Any, version: int) -> None:
        if sys._getframe(1).f_code.co_name != "_poll":
            real(self, room, version)

    patch.setattr(Hub, "_heard", heard)


@fault("L8", "live/test_conflicts.py::test_L18_id_made_by_the_browser_is_the_rows_id_at_once")
def commands_run_on_many_threads(patch: Patch) -> None:
    from workshops.live import writer

    pool = ThreadPoolExecutor(4)

    def late(function: Any, *args: Any) -> Any:
        time.sleep(0.2 if "note.add" in args else 0)
        return function(*args)

    def submit(function: Any, *args: Any) -> Future[Any]:
        return pool.submit(late, function, *args)

    patch.setattr(writer, "submit", submit)
