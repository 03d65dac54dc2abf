"""Two people at one thing: taken ids, merged words, places that vanished, removal and undo (L18–L21)."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.harness.cast import Cast
from tests.harness.client import new_op
from tests.harness.line import Line, line, run
from tests.harness.stagehand import Stagehand
from tests.live.conftest import DoorFor

TEXT = "Is it for me?"


def new_note(cast: Cast, **fields: Any) -> dict[str, Any]:
    """The payload of a new note in the first stage of the end users' board."""
    board = cast.end_users
    place = {"board": board.id, "stage": board.stages[0], "row": "ideas"}
    return {"note": f"n_{new_op()}", "text": "Short form"} | place | fields


async def order_in_cell(ann: Line, hand: Stagehand, cast: Cast, row: str = "ideas") -> list[str]:
    """The texts in the first stage's cell of a row, in order, as the database has them."""
    rows = hand.state(cast.workshop).rows.items()
    cell = [
        (record["order"], identity, record["text"])
        for (kind, identity), record in rows
        if kind == "note" and record["stage"] == cast.end_users.stages[0] and record["row"] == row
    ]
    return [text for _, _, text in sorted(cell)]


def test_L18_id_made_by_the_browser_is_the_rows_id_at_once(
    cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    payload = new_note(cast)

    async def story() -> list[str]:
        async with line(door(cast.ann)) as ann:
            ops = [new_op(), new_op()]
            await ann.send(["note.add", ops[0], payload])
            await ann.send(
                ["note.edit", ops[1], {"note": payload["note"], "was": "Short form", "text": "Long form"}]
            )
            while len([frame for frame in ann.frames if frame[0] in ("done", "refused")]) < 2:
                await ann.quiet(0.1)
            return [frame[0] for frame in ann.frames if frame[0] in ("done", "refused")]

    assert run(story()) == ["done", "done"]
    assert hand.state(cast.workshop).rows["note", payload["note"]]["text"] == "Long form"


@pytest.mark.parametrize("kind", ["note", "touchpoint", "stage"])
def test_L18_taken_id_is_refused_and_changes_nothing(
    cast: Cast, door: DoorFor, hand: Stagehand, kind: str
) -> None:
    board = cast.distributors
    taken = {"note": board.notes[0], "touchpoint": board.touchpoints[0], "stage": board.stages[0]}[kind]
    payload = {
        "note": new_note(cast, note=taken),
        "touchpoint": {
            "touchpoint": taken,
            "board": cast.end_users.id,
            "stage": cast.end_users.stages[0],
            "title": "X",
        },
        "stage": {"stage": taken, "board": cast.end_users.id, "name": "X"},
    }[kind]
    before = hand.state(cast.workshop)

    async def story() -> Any:
        async with line(door(cast.fay)) as fay:
            return await fay.ask(f"{kind}.add", payload)

    assert run(story())[2] == "conflict"
    assert hand.state(cast.workshop) == before


@pytest.mark.parametrize(
    "bad", ["n1", "", "n_" + "x" * 70, "n_not an id at all, is it", "n_<script>alert(1)</script>"]
)
def test_L18_id_of_another_shape_is_bad_message(cast: Cast, door: DoorFor, bad: str) -> None:
    async def story() -> Any:
        async with line(door(cast.ann)) as ann:
            return await ann.ask("note.add", new_note(cast, note=bad))

    assert run(story())[2] == "bad-message"


@pytest.mark.parametrize(("stored", "mine", "result", "text"), [
    (TEXT, "Is it for us?", {}, "Is it for us?"),
    ("Really, is it for me?", TEXT + " Or not?", {"merged": True, "text": "Really, is it for me? Or not?"}, None),
    ("Is it for them?", "Is it for us?", {"conflict": {"mine": "Is it for us?", "theirs": "Is it for them?"}}, None),
    ("Is it for us?", "Is it for us?", {}, "Is it for us?"),
    ("Is it for us?", TEXT, {}, "Is it for us?"),
], ids=["nobody else", "elsewhere in the text", "in the same place", "both the same", "nothing changed"])  # fmt: skip
def test_L19_edit_of_words_somebody_else_edited(
    cast: Cast,
    door: DoorFor,
    hand: Stagehand,
    stored: str,
    mine: str,
    result: dict[str, Any],
    text: str | None,
) -> None:
    identity = cast.end_users.notes[0]

    async def story() -> Any:
        async with line(door(cast.ben)) as ben, line(door(cast.ann)) as ann:
            await ben.ask("note.edit", {"note": identity, "was": TEXT, "text": stored})
            return await ann.ask("note.edit", {"note": identity, "was": TEXT, "text": mine})

    frame = run(story())
    expected = text or result.get("text") or stored
    assert frame[3] == result
    assert (frame[2] is None) == (expected == stored and stored != TEXT)
    assert hand.state(cast.workshop).rows["note", identity]["text"] == expected


def test_L19_words_in_conflict_are_in_the_log_for_good(cast: Cast, door: DoorFor, hand: Stagehand) -> None:
    identity, op = cast.end_users.notes[0], new_op()

    async def story() -> None:
        async with line(door(cast.ben)) as ben, line(door(cast.ann)) as ann:
            await ben.ask("note.edit", {"note": identity, "was": TEXT, "text": "Is it for them?"})
            await ann.ask("note.edit", {"note": identity, "was": TEXT, "text": "Is it for us?"}, op)

    run(story())
    entry = next(entry for entry in hand.log(cast.workshop) if entry.op == op)
    assert entry.result == {"conflict": {"mine": "Is it for us?", "theirs": "Is it for them?"}}


def test_L19_other_fields_are_the_last_writers_field_by_field(
    cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    identity = cast.end_users.touchpoints[0]

    async def story() -> None:
        async with line(door(cast.ben)) as ben, line(door(cast.ann)) as ann:
            await ben.ask("touchpoint.describe", {"touchpoint": identity, "channel": "web"})
            await ann.ask("touchpoint.describe", {"touchpoint": identity, "description": "On the train"})
            await ben.ask("touchpoint.describe", {"touchpoint": identity, "channel": "ads"})

    run(story())
    stored = hand.state(cast.workshop).rows["touchpoint", identity]
    assert (stored["channel"], stored["description"], stored["title"]) == (
        "ads",
        "On the train",
        "Sees an advert",
    )


def test_L20_place_is_named_by_the_neighbour(cast: Cast, door: DoorFor, hand: Stagehand) -> None:
    one, two, three, four = (new_note(cast, text=text) for text in ("one", "two", "three", "four"))

    async def story() -> list[list[str]]:
        async with line(door(cast.ann)) as ann:
            await ann.ask("note.add", one)
            await ann.ask("note.add", two | {"after": None})
            await ann.ask("note.add", three | {"after": ""})
            await ann.ask("note.add", four | {"after": one["note"]})
            orders = [await order_in_cell(ann, hand, cast)]
            place = {"stage": cast.end_users.stages[0], "row": "ideas"}
            await ann.ask("note.move", {"note": two["note"], "after": three["note"]} | place)
            orders.append(await order_in_cell(ann, hand, cast))
            await ann.ask("note.move", {"note": three["note"], "after": None} | place)
            return [*orders, await order_in_cell(ann, hand, cast)]

    assert run(story()) == [
        ["three", "one", "four", "two"],
        ["three", "two", "one", "four"],
        ["two", "one", "four", "three"],
    ]


def test_L20_forty_notes_put_into_one_gap_keep_their_order(
    cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    first, last = new_note(cast, text="first"), new_note(cast, text="last")

    async def story() -> list[str]:
        async with line(door(cast.ann)) as ann:
            await ann.ask("note.add", first)
            await ann.ask("note.add", last)
            for number in range(40):
                await ann.ask("note.add", new_note(cast, text=f"{number}", after=first["note"]))
            return await order_in_cell(ann, hand, cast)

    assert run(story()) == ["first", *(f"{number}" for number in reversed(range(40))), "last"]


def test_L20_vanished_neighbour_is_repaired_and_said(cast: Cast, door: DoorFor, hand: Stagehand) -> None:
    one = new_note(cast, text="one")

    async def story() -> tuple[Any, list[str]]:
        async with line(door(cast.ben)) as ben, line(door(cast.ann)) as ann:
            await ann.ask("note.add", one)
            await ann.ask("note.add", new_note(cast, text="two"))
            await ben.ask("note.remove", {"note": one["note"]})
            frame = await ann.ask("note.add", new_note(cast, text="three", after=one["note"]))
            return frame[3], await order_in_cell(ann, hand, cast)

    assert run(story()) == ({"repaired": "after"}, ["two", "three"])


def test_L20_removed_stage_leaves_its_notes_in_unsorted_in_one_command(
    cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    board = cast.end_users

    async def story() -> tuple[Any, Any]:
        async with line(door(cast.ben), board.id) as ben, line(door(cast.ann)) as ann:
            removed = await ben.ask("stage.remove", {"stage": board.stages[0]})
            return removed, await ann.ask("note.add", new_note(cast))

    removed, added = run(story())
    assert removed[3] == {"moved": 2}
    assert added[3] == {"repaired": "stage"}
    rows = hand.state(cast.workshop).rows
    unsorted = next(identity for (kind, identity), row in rows.items() if row.get("name") == "Unsorted")
    there = [key for key, row in rows.items() if row.get("stage") == unsorted]
    assert {("touchpoint", board.touchpoints[0]), ("note", board.notes[0])} < set(there)
    assert len(there) == 3


def test_L20_removal_of_the_stage_a_note_moves_to_never_loses_the_note(
    cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    """Both at once, many times: whoever comes first, the note is on the board."""
    board = cast.end_users
    move = {"note": board.notes[0], "row": "ideas", "after": None}

    async def story() -> None:
        async with line(door(cast.ben)) as ben, line(door(cast.ann)) as ann:
            for number in range(10):
                stage = f"s_{new_op()}"
                await ben.ask("stage.add", {"stage": stage, "board": board.id, "name": f"Stage {number}"})
                await asyncio.gather(
                    ben.ask("stage.remove", {"stage": stage}), ann.ask("note.move", move | {"stage": stage})
                )
                rows = hand.state(cast.workshop).rows
                assert ("stage", rows["note", board.notes[0]]["stage"]) in rows

    run(story())


def test_L20_edit_of_a_removed_note_is_gone_with_the_words_handed_back(
    cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    identity = cast.end_users.notes[0]

    async def story() -> Any:
        async with line(door(cast.ben)) as ben, line(door(cast.ann)) as ann:
            await ben.ask("note.remove", {"note": identity})
            return await ann.ask("note.edit", {"note": identity, "was": TEXT, "text": "Is it for us?"})

    assert run(story())[2:] == ["gone", {"text": "Is it for us?"}]
    assert ("note", identity) not in hand.state(cast.workshop).rows


def test_L21_undo_takes_back_my_changes_newest_first_and_nobody_elses(
    cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    identity, board = cast.end_users.notes[0], cast.end_users
    added = new_note(cast)

    async def story() -> list[Any]:
        async with line(door(cast.ben)) as ben, line(door(cast.ann)) as ann:
            await ann.ask("note.edit", {"note": identity, "was": TEXT, "text": "Is it for us?"})
            await ann.ask("note.add", added)
            await ann.ask("note.remove", {"note": board.notes[1]})
            await ben.ask(
                "touchpoint.edit", {"touchpoint": board.touchpoints[0], "was": "Sees an advert", "title": "X"}
            )
            return [(await ann.ask("undo", {"board": board.id}))[3] for _ in range(4)]

    results = run(story())
    assert results == [
        {"undone": "note.remove", "kept": []},
        {"undone": "note.add", "kept": []},
        {"undone": "note.edit", "kept": []},
        {"undone": None, "kept": []},
    ]
    rows = hand.state(cast.workshop).rows
    assert rows["note", identity]["text"] == TEXT
    assert ("note", added["note"]) not in rows
    assert ("note", board.notes[1]) in rows
    assert rows["touchpoint", board.touchpoints[0]]["title"] == "X"


def test_L21_undo_names_what_somebody_else_has_touched_since(
    cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    identity, board = cast.end_users.notes[0], cast.end_users

    async def story() -> Any:
        async with line(door(cast.ben)) as ben, line(door(cast.ann)) as ann:
            await ann.ask("note.edit", {"note": identity, "was": TEXT, "text": "Is it for us?"})
            await ben.ask("note.edit", {"note": identity, "was": "Is it for us?", "text": "Is it for them?"})
            return await ann.ask("undo", {"board": board.id})

    assert run(story())[2:] == [None, {"undone": None, "kept": [{"name": "note.edit", "id": identity}]}]
    assert hand.state(cast.workshop).rows["note", identity]["text"] == "Is it for them?"


def test_L21_undo_of_a_removed_stage_brings_everything_back_to_its_place(
    cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    before = hand.state(cast.workshop).on(cast.end_users.id).rows

    async def story() -> Any:
        async with line(door(cast.ann)) as ann:
            await ann.ask("stage.remove", {"stage": cast.end_users.stages[0]})
            return (await ann.ask("undo", {"board": cast.end_users.id}))[3]

    assert run(story()) == {"undone": "stage.remove", "kept": []}
    after = hand.state(cast.workshop).on(cast.end_users.id).rows
    assert {key: after[key] for key in before} == before
