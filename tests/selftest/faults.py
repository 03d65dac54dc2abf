"""Faults to plant in the running product, one per promise, each with the test that has to fail because of it."""

from __future__ import annotations

import asyncio
import dataclasses
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import pytest

Patch = pytest.MonkeyPatch
Plant = Callable[[Patch], None]


@dataclasses.dataclass(frozen=True)
class Fault:
    """What goes wrong (`plant` makes it so) and the test that catches it."""

    promise: str
    caught_by: str
    plant: Plant


FAULTS: dict[str, Fault] = {}


def fault(promise: str, caught_by: str) -> Callable[[Plant], Plant]:
    """Puts a planting function into the table under its own name."""

    def keep(plant: Plant) -> Plant:
        FAULTS[plant.__name__] = Fault(promise, f"tests/{caught_by}", plant)
        return plant

    return keep


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


@fault("L5", "live/test_order.py::test_L5_open_brings_a_board_and_close_takes_it_away")
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


@fault("L7", "live/test_door.py::test_L7_change_of_another_process_arrives_soon")
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


@fault("L9", "live/test_access.py::test_L9_removed_person_cannot_slip_a_command_in")
def person_is_not_read_again(patch: Patch) -> None:
    from workshops import acts
    from workshops.models import Participant, Workshop

    def begin(workshop: int, participant: int, op: str, digest: str) -> Any:
        locked = Workshop.objects.select_for_update().get(pk=workshop)
        return acts.Act(locked, Participant.objects.get(pk=participant), op, digest)

    patch.setattr(acts, "_begin", begin)


@fault("L9", "live/test_door.py::test_L9_person_removed_by_the_facilitator_is_put_out_at_once")
def removal_leaves_sockets_open(patch: Patch) -> None:
    from workshops.live.hub import Hub

    patch.setattr(Hub, "_look_at_people", lambda self, room, reading: None)


@fault("L9", "live/test_access.py::test_L9_archived_workshop_takes_no_command_from_an_open_socket")
def archive_is_not_asked_for(patch: Patch) -> None:
    from workshops import acts

    patch.setattr(acts, "_require_open", lambda act: None)


@fault("L10", "live/test_door.py::test_L10_only_our_own_origin_is_let_in")
def origin_is_not_checked(patch: Patch) -> None:
    from workshops.live import consumer

    patch.setattr(consumer, "is_own_origin", lambda scope: True)


@fault("L11", "test_records.py::test_touchpoint_and_note_records[anonymous]")
def author_is_always_named(patch: Patch) -> None:
    from maps import records

    def author_of(facts: Any, room: Any) -> Any:
        return {"department": facts["department__public_id"], "name": facts["author__name"]}

    patch.setattr(records, "author_of", author_of)


@fault("L11", "live/test_door.py::test_L11_people_are_shown_to_themselves_and_to_facilitators")
def everybody_sees_everybody(patch: Patch) -> None:
    from workshops.live import hub

    patch.setattr(hub, "may_see", lambda audience, row: True)


@fault("L12", "live/test_matrix.py::test_L12_id_of_another_workshop_is_not_found[note.edit-note]")
def ids_of_other_workshops_are_found(patch: Patch) -> None:
    from maps import queries

    patch.setattr(queries, "_find", lambda act, rows, public_id: rows.get(public_id=public_id))


@fault("L12", "live/test_matrix.py::test_L9_L12_answer_to_every_role[note.edit]")
def everybody_may_edit_every_board(patch: Patch) -> None:
    from maps import rules

    patch.setattr(rules, "may_edit", lambda participant, board: True)


@fault("L12", "live/test_matrix.py::test_L9_L12_answer_to_every_role[joining.set]")
def everybody_facilitates(patch: Patch) -> None:
    from workshops.commands import people

    patch.setattr(people, "require_facilitator", lambda act: None)


@fault(
    "L13",
    "live/test_gate.py::test_L13_frame_that_is_too_large_closes_the_socket_and_earlier_ones_are_answered[16385]",
)
def frames_may_be_of_any_size(patch: Patch) -> None:
    from workshops.live import consumer

    patch.setattr(consumer, "FRAME_BYTES", 10**9)


@fault("L13", "live/test_gate.py::test_L13_words_that_cannot_be_kept_are_bad_message[NUL]")
def nul_is_kept(patch: Patch) -> None:
    from workshops.commands import wording

    patch.setattr(wording, "clean_words", lambda text, limit: text)
    patch.setattr(wording, "clean_line", lambda text, limit: text)


@fault("L13", "live/test_gate.py::test_L13_words_are_stored_cleaned_and_shown_alike")
def writing_direction_may_be_overridden(patch: Patch) -> None:
    from workshops import text

    patch.setattr(text, "_STRIPPED", {})


@fault("L16", "live/test_door.py::test_L16_beat_names_the_head")
def beats_do_not_come(patch: Patch) -> None:
    from workshops.live.socket import Socket

    real = Socket.say

    def say(self: Any, *frame: Any) -> None:
        if frame[0] != "beat":
            real(self, *frame)

    patch.setattr(Socket, "say", say)


@fault("L18", "live/test_conflicts.py::test_L18_taken_id_is_refused_and_changes_nothing[note]")
def taken_id_takes_the_row_over(patch: Patch) -> None:
    from maps.commands import notes

    patch.setattr(notes, "require_free", lambda rows, public_id: rows.filter(public_id=public_id).delete())


@fault("L19", "live/test_conflicts.py::test_L19_edit_of_words_somebody_else_edited[in the same place]")
def last_writer_wins_the_words(patch: Patch) -> None:
    from maps.commands import notes, wording

    patch.setattr(notes, "reword", lambda stored, was, mine, limit: wording.Reworded(mine, {}))


@fault("L20", "live/test_conflicts.py::test_L20_place_is_named_by_the_neighbour")
def neighbour_is_not_looked_at(patch: Patch) -> None:
    from maps.commands import placing

    real = placing.place
    patch.setattr(placing, "place", lambda neighbours, after: real(neighbours, None))


@fault("L20", "live/test_conflicts.py::test_L20_removed_stage_leaves_its_notes_in_unsorted_in_one_command")
def notes_of_a_removed_stage_stay_in_it(patch: Patch) -> None:
    from maps.commands import stages

    patch.setattr(stages, "_move_to_end", lambda rows, stage: None)


@fault("L20", "live/test_conflicts.py::test_L20_edit_of_a_removed_note_is_gone_with_the_words_handed_back")
def removed_note_may_be_edited(patch: Patch) -> None:
    from maps.commands import notes

    patch.setattr(notes, "require_present", lambda row, handed_back: None)


@fault("L21", "live/test_conflicts.py::test_L21_undo_names_what_somebody_else_has_touched_since")
def undo_takes_back_what_others_did(patch: Patch) -> None:
    from maps.commands import undoing

    patch.setattr(undoing, "_untouched", lambda act, event, row: True)


@fault(
    "L22", "live/test_door.py::test_L16_L22_beat_comes_every_five_seconds_with_the_head_and_the_servers_time"
)
def clock_of_the_server_is_not_told(patch: Patch) -> None:
    from workshops.live import hub

    patch.setattr(hub, "time", SimpleNamespace(time_ns=lambda: 0))


@fault("L23", "live/test_door.py::test_L23_archived_workshop_closes_all_sockets_and_lets_nobody_in")
def archived_workshop_lets_people_in(patch: Patch) -> None:
    from workshops.live import hub

    patch.setattr(hub, "takes_changes", lambda workshop: True)


@fault("S7", "config/test_errors.py::test_not_found_escapes_the_words_of_the_view")
def text_goes_into_pages_unescaped(patch: Patch) -> None:
    from django.template import base

    patch.setattr(base, "conditional_escape", str)


@fault("S11", "maps/exports/test_spreadsheet.py::test_to_csv_of_hostile_titles_stays_one_cell_each")
def formulas_are_exported_as_they_are(patch: Patch) -> None:
    from maps.exports import spreadsheet

    patch.setattr(spreadsheet, "defuse", lambda cell: cell)


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


@fault("L9", "live/test_access.py::test_L9_role_is_read_in_the_commands_own_transaction")
def role_is_that_of_the_first_hour(patch: Patch) -> None:
    from workshops import acts

    real = acts._begin
    known: dict[int, Any] = {}

    def begin(workshop: int, participant: int, op: str, digest: str) -> Any:
        act = real(workshop, participant, op, digest)
        act.participant = known.setdefault(participant, act.participant)
        return act

    patch.setattr(acts, "_begin", begin)
    known.clear()


@fault("L9", "live/test_door.py::test_L9_L23_who_has_no_seat_is_told_so_and_nothing_else[olga-4401]")
def any_cookie_is_a_seat(patch: Patch) -> None:
    from workshops.live import consumer

    real = consumer._identify

    def identify(name: str, cookies: dict[str, str]) -> Any:
        found = [real(cookie.removeprefix("jr_"), cookies) for cookie in cookies]
        return next((person for person in found if not isinstance(person, int)), 4401)

    patch.setattr(consumer, "_identify", identify)


@fault("L10", "live/test_door.py::test_L10_only_our_own_origin_is_let_in")
def port_of_the_origin_does_not_matter(patch: Patch) -> None:
    from workshops.live import origin

    real = origin._address
    patch.setattr(origin, "_address", lambda url: (found := real(url)) and found[:2])


@fault("L10", "live/test_door.py::test_L10_only_our_own_origin_is_let_in")
def scheme_of_the_origin_does_not_matter(patch: Patch) -> None:
    from workshops.live import origin

    real = origin._address
    patch.setattr(origin, "_address", lambda url: (found := real(url)) and found[1:])


@fault("L10", "live/test_door.py::test_L10_host_that_is_not_ours_is_refused_with_any_origin[evil.example]")
def name_of_the_host_does_not_matter(patch: Patch) -> None:
    from workshops.live import origin

    patch.setattr(origin, "validate_host", lambda host, allowed: True)


@fault("L12", "live/test_door.py::test_L12_board_of_another_workshop_is_not_found_and_tells_nothing")
def any_board_can_be_opened(patch: Patch) -> None:
    from workshops.live.consumer import RoomConsumer

    async def known(self: Any, socket: Any, boards: Any) -> frozenset[str]:
        return frozenset(boards)

    patch.setattr(RoomConsumer, "_known", known)


@fault("L13", "live/test_gate.py::test_L13_frame_that_nests_too_deep_is_bad_message[9]")
def frames_may_be_of_any_depth(patch: Patch) -> None:
    from workshops.live import gate

    patch.setattr(gate, "DEPTH", 10**9)


@fault(
    "L13",
    'live/test_gate.py::test_L13_frame_that_is_no_message_is_bad_message[\'["note.add", "short", {}]\']',
)
def ops_may_be_of_any_form(patch: Patch) -> None:
    from workshops.live import gate

    patch.setattr(gate, "is_id", lambda value: True)


@fault(
    "L13",
    "live/test_gate.py::test_L13_exception_is_internal_with_a_number_in_the_log_and_the_socket_lives",
)
def exception_ends_the_socket(patch: Patch) -> None:
    from workshops.live import consumer

    patch.setattr(consumer, "_explain", lambda socket, op, error: socket.bye(4400))


@fault("L20", "maps/commands/test_notes.py::test_remove_note_is_soft_and_twice_is_nothing")
def removed_notes_are_deleted(patch: Patch) -> None:
    from maps.models import Note

    real = Note.save

    def save(self: Any, **options: Any) -> None:
        if options.get("update_fields") == ["removed_at"]:
            Note.objects.filter(pk=self.pk).delete()
        else:
            real(self, **options)

    patch.setattr(Note, "save", save)


@fault("L23", "live/test_door.py::test_L9_L23_who_has_no_seat_is_told_so_and_nothing_else[nobody-4401]")
def wrong_code_is_said_at_the_door(patch: Patch) -> None:
    from workshops.live import consumer

    real = consumer.farewell
    patch.setattr(consumer, "farewell", lambda code: real(4403))


@fault("S4", "maps/views/test_exports.py::test_export_is_there_only_for_some[ann-csv]")
def everybody_takes_maps_away(patch: Patch) -> None:
    from maps.views import exports

    patch.setattr(exports, "may_export", lambda participant: True)


@fault("S5", "maps/views/test_exports.py::test_export_of_another_workshops_board_is_not_there[fay]")
def maps_of_any_workshop_are_exported(patch: Patch) -> None:
    from maps.views import exports

    real = exports.get_object_or_404
    patch.setattr(exports, "get_object_or_404", lambda model, **ids: real(model, public_id=ids["public_id"]))


@fault("S10", "config/test_headers.py::test_headers_are_on_every_response[get-/-headers0-302-no-store]")
def pages_have_no_headers(patch: Patch) -> None:
    from config.csp import HeadersMiddleware

    patch.setattr(HeadersMiddleware, "_add", lambda self, request, response: response)


@fault("S13", "maps/exports/test_backup.py::test_round_trip_gives_new_ids")
def import_keeps_ids(patch: Patch) -> None:
    from maps.commands import setup
    from maps.models import Stage

    real = setup._stage

    def stage(board: Any, plan: Any, index: int) -> Any:
        made, same = real(board, plan, index), Stage.objects.filter(name=plan.name).first()
        made.public_id = same.public_id if same else made.public_id
        return made

    patch.setattr(setup, "_stage", stage)


@fault(
    "S17",
    "workshops/test_access.py::test_seat_is_a_cookie_that_scripts_and_other_sites_do_not_get[False]",
)
def scripts_may_read_the_seat(patch: Patch) -> None:
    from django.http import HttpResponse

    real = HttpResponse.set_cookie

    def set_cookie(self: Any, *args: Any, **options: Any) -> None:
        real(self, *args, **{**options, "httponly": False})

    patch.setattr(HttpResponse, "set_cookie", set_cookie)


@fault("S18", "test_pages.py::test_post_from_another_site_is_refused[sign_out]")
def posts_are_taken_from_anywhere(patch: Patch) -> None:
    from django.middleware.csrf import CsrfViewMiddleware

    patch.setattr(CsrfViewMiddleware, "process_view", lambda self, request, view, args, kwargs: None)
