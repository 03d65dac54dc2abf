"""Frames no browser of ours would send: valid ones spoiled, random JSON and random text, by a seed."""

from __future__ import annotations

import json
import random
from typing import Any

from tests.harness.cast import Board
from tests.harness.client import new_op
from tests.live.matrix import MATRIX, Ids, payloads

SIGNS = [*'[]{}",:\\0-+eE.', "\x00", "\x1f", "\u202e", "\ufeff", "\U0001f600", "\\ud800", "\\u0000", "NaN"]
VALUES: list[Any] = [
    None, True, -1, 2**53, 10**30, 1e308, 0.5, "", "x" * 8001, "\x00", "\ud800", "\u202e", [], {}, [[]], {"a": {}},
]  # fmt: skip


class Spoiler:
    """Makes malformed frames about one board; the same seed makes the same ones but for ids and ops."""

    def __init__(self, seed: int, board: Board, person: str) -> None:
        self.dice = random.Random(seed)
        self.valid: list[list[Any]] = [
            ["hello", {"v": 1, "since": 3, "mark": "x" * 22, "boards": [board.id]}],
            ["open", board.id],
            ["close", board.id],
            ["at", 12],
            ["here", {"board": board.id, "at": f"{board.stages[0]} pains", "typing": True}],
            *(
                [name, new_op(), payload]
                for name, payload in payloads(Ids.of(board, person)).items()
                # What everybody may say of themselves would have an effect.
                if MATRIX[name]["other group"] != "done"
            ),
        ]

    def frame(self) -> str | bytes:
        """One more frame; one in fifty is not even text, and one in fifty is too large."""
        chance = self.dice.random()
        if chance < 0.02:
            return self.dice.randbytes(20)
        if chance < 0.04:
            return "x" * self.dice.randint(16 * 1024 + 1, 60_000)
        if chance < 0.5:
            return self._with_other_signs(json.dumps(self.dice.choice(self.valid)))
        if chance < 0.8:
            return json.dumps(self._with_other_values(self.dice.choice(self.valid)))
        if chance < 0.9:
            return json.dumps(self._anything(4))
        return "".join(self.dice.choice(SIGNS) for _ in range(self.dice.randint(0, 60)))

    def _with_other_signs(self, text: str) -> str:
        for _ in range(self.dice.randint(1, 3)):
            at, stop = sorted(self.dice.randint(0, len(text)) for _ in range(2))
            text = self.dice.choice([
                text[:at],
                text[:at] + text[stop:],
                text[:stop] + text[at:],
                text[:at] + self.dice.choice(SIGNS) + text[at:],
                text[:at] + self.dice.choice(SIGNS) + text[at + 1 :],
            ])  # fmt: skip
        return text

    def _with_other_values(self, frame: list[Any]) -> list[Any]:
        changed = json.loads(json.dumps(frame))
        where = changed[-1] if isinstance(changed[-1], dict) and self.dice.random() < 0.7 else changed
        value = self._anything(3) if self.dice.random() < 0.3 else self.dice.choice(VALUES)
        if isinstance(where, list):
            where[self.dice.randrange(len(where))] = value
        else:
            where[self.dice.choice([*where, "more"])] = value
        return list(changed)

    def _anything(self, depth: int) -> Any:
        kind = self.dice.randrange(4) if depth else 0
        if kind == 1:
            return [self._anything(depth - 1) for _ in range(self.dice.randint(0, 4))]
        if kind == 2:
            return {
                str(self.dice.choice(VALUES[10:13])): self._anything(depth - 1)
                for _ in range(self.dice.randint(0, 3))
            }
        return self.dice.choice([*VALUES, self.dice.choice(self.valid)[0]])
