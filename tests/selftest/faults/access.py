"""Faults against who may do and see what: rules L9 to L12."""

from __future__ import annotations

from typing import Any

from tests.selftest.faults.table import SILENCE, Patch, fault


@fault("L9 S19", "live/test_access.py::test_L9_removed_person_cannot_slip_a_command_in")
def person_is_not_read_again(patch: Patch) -> None:
    from workshops import acts
    from workshops.models import Participant, Workshop

    def begin(workshop: int, participant: int, op: str, digest: str) -> Any:
        locked = Workshop.objects.select_for_update().get(pk=workshop)
        return acts.Act(locked, Participant.objects.get(pk=participant), op, digest)

    patch.setattr(acts, "_begin", begin)


@fault(
    "L9 S19", "live/test_door.py::test_L9_person_removed_by_the_facilitator_is_put_out_at_once", says=SILENCE
)
def removal_leaves_sockets_open(patch: Patch) -> None:
    from workshops.live.hub import Hub

    patch.setattr(Hub, "_look_at_people", lambda self, room, reading: None)


@fault("L9 S20", "live/test_access.py::test_L9_archived_workshop_takes_no_command_from_an_open_socket")
def archive_is_not_asked_for(patch: Patch) -> None:
    from workshops import acts

    patch.setattr(acts, "_require_open", lambda act: None)


@fault("L9 S21", "live/test_access.py::test_L9_role_is_read_in_the_commands_own_transaction")
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


@fault(
    "L9",
    "live/test_door.py::test_L9_L23_who_has_no_seat_is_told_so_and_nothing_else[olga-4401]",
    says=SILENCE,
)
def any_cookie_is_a_seat(patch: Patch) -> None:
    from workshops.live import consumer

    real = consumer._identify

    def identify(name: str, cookies: dict[str, str]) -> Any:
        found = [real(cookie.removeprefix("jr_"), cookies) for cookie in cookies]
        return next((person for person in found if not isinstance(person, int)), 4401)

    patch.setattr(consumer, "_identify", identify)


@fault("L10 S6", "live/test_door.py::test_L10_only_our_own_origin_is_let_in")
def origin_is_not_checked(patch: Patch) -> None:
    from workshops.live import consumer

    patch.setattr(consumer, "is_own_origin", lambda scope: True)


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


@fault("L12 S5", "live/test_matrix.py::test_L12_id_of_another_workshop_is_not_found[note.edit-note]")
def ids_of_other_workshops_are_found(patch: Patch) -> None:
    from maps import queries

    patch.setattr(queries, "_find", lambda act, rows, public_id: rows.get(public_id=public_id))


@fault("L12", "live/test_matrix.py::test_L9_L12_answer_to_every_role[note.edit]")
def everybody_may_edit_every_board(patch: Patch) -> None:
    from maps import rules

    patch.setattr(rules, "may_edit", lambda participant, board: True)


@fault("L12 S4", "live/test_matrix.py::test_L9_L12_answer_to_every_role[joining.set]")
def everybody_facilitates(patch: Patch) -> None:
    from workshops.commands import joining

    patch.setattr(joining, "require_facilitator", lambda act: None)


@fault("L12", "live/test_door.py::test_L12_board_of_another_workshop_is_not_found_and_tells_nothing")
def any_board_can_be_opened(patch: Patch) -> None:
    from workshops.live.consumer import RoomConsumer

    async def show(self: Any, socket: Any, boards: Any) -> None:
        socket.asked = socket.boards = frozenset(boards)

    patch.setattr(RoomConsumer, "_show", show)


@fault("L12", "live/test_presence.py::test_L12_hidden_groups_are_sent_to_nobody_else_from_that_moment_on")
def hidden_groups_are_shown(patch: Patch) -> None:
    from maps import records

    patch.setattr(records, "may_read", lambda person, board: board.removed_at is None)


@fault(
    "L5 L11",
    "live/test_attribution.py::test_L11_less_said_from_now_on_reaches_every_open_page_at_once",
)
def nobody_is_sent_everything_anew(patch: Patch) -> None:
    from workshops.commands import describing

    real = describing.record
    patch.setattr(describing, "record", lambda *args, **how: real(*args, **how | {"fresh": False}))


@fault(
    "L15",
    "live/test_presence.py::test_L15_whoever_a_process_forgot_is_away_after_a_while",
    says=SILENCE,
)
def whoever_was_here_once_is_here_for_ever(patch: Patch) -> None:
    from datetime import timedelta

    from workshops.live import attendance

    patch.setattr(attendance, "GONE_AFTER", timedelta(days=1))


@fault(
    "L11",
    "live/test_attribution.py::test_L11_what_one_feels_comes_through_no_door_to_anybody_else[fay-named]",
)
def ratings_are_everybodys(patch: Patch) -> None:
    from maps.views import board
    from workshops.live import hub
    from workshops.records import may_see

    for module in (board, hub):
        patch.setattr(module, "may_see", lambda audience, row: may_see(audience, row._replace(person="")))


@fault(
    "L11", "live/test_attribution.py::test_L11_nobody_is_sent_a_name_or_an_id_of_an_author[mia-department]"
)
def files_name_authors_where_only_departments_are_shown(patch: Patch) -> None:
    from maps.exports import reading

    real = reading._add_times

    def add(records: Any, model: Any, board: Any) -> None:
        real(records, model, board)
        names = dict(model.objects.filter(map=board).values_list("public_id", "author__name"))
        for record in records:
            record["author"] = {**(record["author"] or {}), "name": names[record["id"]]}

    patch.setattr(reading, "_add_times", add)
