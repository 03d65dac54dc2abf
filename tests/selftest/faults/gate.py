"""Faults against the gate, conflicts and goodbyes: rules L13 to L23."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tests.selftest.faults.table import SILENCE, Patch, fault


@fault(
    "L13",
    "live/test_gate.py::test_L13_frame_that_is_too_large_closes_the_socket_and_earlier_ones_are_answered[16385]",
    says=SILENCE,
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


@fault("L13 S14", "live/test_gate.py::test_L13_frame_that_nests_too_deep_is_bad_message[9]")
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
    says="received 4400",
)
def exception_ends_the_socket(patch: Patch) -> None:
    from workshops.live import consumer

    patch.setattr(consumer, "_explain", lambda socket, op, error: socket.bye(4400))


@fault("L16", "live/test_door.py::test_L16_beat_names_the_head", says=SILENCE)
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
    from maps.commands import rewording
    from workshops.commands import wording

    patch.setattr(rewording, "reword", lambda stored, was, mine, limit: wording.Reworded(mine, {}))


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
    from maps.commands import rewording

    patch.setattr(rewording, "require_present", lambda row, handed_back: None)


@fault(
    "L20",
    "maps/commands/test_notes.py::test_remove_note_is_soft_and_twice_is_nothing",
    says="Note matching query does not exist",
)
def removed_notes_are_deleted(patch: Patch) -> None:
    from maps.models import Note

    real = Note.save

    def save(self: Any, **options: Any) -> None:
        if options.get("update_fields") == ["removed_at"]:
            Note.objects.filter(pk=self.pk).delete()
        else:
            real(self, **options)

    patch.setattr(Note, "save", save)


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


@fault(
    "L23", "live/test_door.py::test_L23_archived_workshop_closes_all_sockets_and_lets_nobody_in", says=SILENCE
)
def archived_workshop_lets_people_in(patch: Patch) -> None:
    from workshops.live import hub

    patch.setattr(hub, "takes_changes", lambda workshop: True)


@fault("L23", "live/test_door.py::test_L9_L23_who_has_no_seat_is_told_so_and_nothing_else[nobody-4401]")
def wrong_code_is_said_at_the_door(patch: Patch) -> None:
    from workshops.live import consumer

    real = consumer.farewell
    patch.setattr(consumer, "farewell", lambda code: real(4403))
