"""Two people do something to the same rows at the same moment, over and over: what must hold whoever is first."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.harness.cast import Cast
from tests.harness.client import Door, Frame, new_op
from tests.harness.line import Line, line, rows_of

Command = tuple[str, dict[str, Any]]


@dataclass
class Setting:
    """The rows of one round: a fresh stage, two notes in it, and a second stage."""

    board: str
    stage: str = field(default_factory=lambda: f"s_{new_op()}")
    other: str = field(default_factory=lambda: f"s_{new_op()}")
    one: str = field(default_factory=lambda: f"n_{new_op()}")
    two: str = field(default_factory=lambda: f"n_{new_op()}")
    third: str = field(default_factory=lambda: f"n_{new_op()}")

    def before(self) -> list[Command]:
        """What stands there before both act."""
        stages: list[Command] = [
            ("stage.add", {"stage": stage, "board": self.board, "name": "A stage"})
            for stage in (self.stage, self.other)
        ]
        notes: list[Command] = [
            ("note.add", self.cell(note) | {"text": text})
            for note, text in ((self.one, "one two three"), (self.two, "four five six"))
        ]
        return stages + notes

    def cell(self, note: str) -> dict[str, Any]:
        """A new note in the first stage."""
        return {"note": note, "board": self.board, "stage": self.stage, "row": "pains", "after": None}

    def move(self, note: str, stage: str, after: str | None = None) -> Command:
        """A note goes to a place."""
        return "note.move", {"note": note, "stage": stage, "row": "pains", "after": after}


Pair = Callable[[Setting], tuple[Command, Command]]

RACES: dict[str, Pair] = {
    "move into a stage that is removed": lambda s: (
        s.move(s.one, s.other),
        ("stage.remove", {"stage": s.other}),
    ),
    "merge while edited": lambda s: (
        ("note.merge", {"note": s.one, "notes": [s.two]}),
        ("note.edit", {"note": s.two, "was": "four five six", "text": "four five six seven"}),
    ),
    "two merges that cross": lambda s: (
        ("note.merge", {"note": s.one, "notes": [s.two]}),
        ("note.merge", {"note": s.two, "notes": [s.one]}),
    ),
    "delete while dragged": lambda s: (
        s.move(s.one, s.other, ""),
        ("note.remove", {"note": s.one}),
    ),
    "undo after another's change": lambda s: (
        ("undo", {"board": s.board}),
        ("note.edit", {"note": s.two, "was": "four five six", "text": "four five six!"}),
    ),
    "the same gap twice": lambda s: (
        s.move(s.one, s.stage, s.two),
        ("note.add", s.cell(s.third) | {"text": "new", "after": s.two}),
    ),
}


async def race(
    name: str, doors: tuple[Door, Door, Door], cast: Cast, rounds: int, seed: int = 1
) -> Counter[str]:
    """Runs one race so many times with two who act and one who watches; returns how often which was first.

    Raises AssertionError where a note vanished that nobody deleted, or where the three do not end equal.
    """
    board = cast.end_users.id
    dice = random.Random(seed)
    first: Counter[str] = Counter()
    async with line(doors[0], board) as ann, line(doors[1], board) as ben, line(doors[2], board) as fay:
        for _ in range(rounds):
            setting = Setting(board)
            assert {answer[0] for answer in await all_at_once(ann, setting.before())} == {"done"}
            ours, theirs = RACES[name](setting)
            answers = await both(ann, ben, ours, theirs, dice)
            versions = [answer[2] if answer[0] == "done" else None for answer in answers]
            head = max((version for version in versions if version), default=0)
            states = [await seen_by(one, head, setting) for one in (ann, ben, fay)]
            assert states[0] == states[1] == states[2], (name, states)
            nothing_vanished(name, setting, states[0], answers)
            first[who_was_first(versions, answers)] += 1
            await clear_away(ann, setting)
            for one in (ann, ben, fay):
                forget(one)
    return first


async def both(ann: Line, ben: Line, ours: Command, theirs: Command, dice: random.Random) -> list[Frame]:
    """Both act at once, now one a breath earlier, now the other."""
    waits = [0.0, 0.0]
    waits[dice.randrange(2)] = dice.choice((0.0, 0.0005, 0.002))

    async def act(one: Line, command: Command, wait: float) -> Frame:
        await asyncio.sleep(wait)
        return await one.ask(*command)

    return list(await asyncio.gather(act(ann, ours, waits[0]), act(ben, theirs, waits[1])))


async def seen_by(one: Line, version: int, setting: Setting) -> dict[str, Any]:
    """The notes of a round as one of them is shown them, with the places they stand at."""
    rows = await one.catch_up(version)
    notes = {key[1]: row for key, row in rows.items() if key[0] == "note" and row is not None}
    return {note: notes[note] for note in (setting.one, setting.two, setting.third) if note in notes}


def nothing_vanished(name: str, setting: Setting, notes: dict[str, Any], answers: list[Frame]) -> None:
    """A note is there, or a part of one that is, or somebody deleted it and was told so."""
    parts = {part["id"]: part["text"] for note in notes.values() for part in note["parts"]}
    gone = {setting.one, setting.two} - notes.keys() - parts.keys()
    # Undo takes back the newest of Ann's notes, or the one before where somebody has worked on that.
    may_go = {
        "delete while dragged": {setting.one},
        "undo after another's change": {setting.one, setting.two},
    }
    assert gone <= may_go.get(name, set()), (name, notes, answers)
    assert len(gone) <= 1, (name, notes, answers)
    if name == "merge while edited":
        words = parts.get(setting.two) or notes[setting.two]["text"]
        assert words == "four five six seven", (name, notes, answers)
    if name == "two merges that cross":
        assert len(notes) == 1 and len(parts) == 1, (name, notes)
    orders = [(note["stage"], note["row"], note["order"]) for note in notes.values()]
    assert len(orders) == len(set(orders)), (name, notes)


def who_was_first(versions: list[int | None], answers: list[Frame]) -> str:
    """Whose change came first; one that found nothing to do any more, or was refused, came second."""
    ours, theirs = versions
    if ours is None or answers[0][0] == "refused":
        return "the second"
    if theirs is None:
        return "the first"
    return "the first" if ours < theirs else "the second"


async def clear_away(ann: Line, setting: Setting) -> None:
    """Takes the round's rows off the board, so that it never fills up."""
    notes: list[Command] = [
        ("note.remove", {"note": note}) for note in (setting.one, setting.two, setting.third)
    ]
    stages: list[Command] = [("stage.remove", {"stage": stage}) for stage in (setting.stage, setting.other)]
    await all_at_once(ann, notes + stages)


async def all_at_once(one: Line, commands: list[Command]) -> list[Frame]:
    """Says commands without waiting for the answers in between; returns the answers in order."""
    ops = [new_op() for _ in commands]
    for op, (name, payload) in zip(ops[:-1], commands[:-1], strict=True):
        await one.send([name, op, payload])
    last = await one.ask(*commands[-1], op=ops[-1])
    answers = {frame[1]: frame for frame in one.frames if frame[0] in ("done", "refused")}
    return [answers[op] for op in ops[:-1]] + [last]


def forget(one: Line) -> None:
    """Lets go of frames that are over."""
    rows_of(one.frames)
    del one.frames[:]
