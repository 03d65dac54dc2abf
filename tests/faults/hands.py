"""Hands that work on a board at random, as people do who do not wait for each other."""

from __future__ import annotations

import asyncio
import random
from typing import Any

from tests.harness.cast import Board
from tests.harness.client import Client, new_op

ROWS = ("thoughts", "strengths", "pains", "frontstage", "backstage", "ideas")
PAUSE = 0.08
"""Seconds between two commands of one client, on average: below the limit of 10 a second."""


async def work(client: Client, board: Board, stop: asyncio.Event) -> None:
    """Adds, edits, moves, removes and undoes touchpoints and notes until told to stop."""
    dice = random.Random(client.name)
    number = 0
    while not stop.is_set():
        number += 1
        await client.say(*choose(client, board, dice, f"{client.name} {number}"))
        await asyncio.sleep(dice.uniform(PAUSE * 0.5, PAUSE * 1.5))


def choose(client: Client, board: Board, dice: random.Random, words: str) -> tuple[str, dict[str, Any]]:
    """A command that makes sense with what the client has on its board now."""
    chance = dice.random()
    if chance < 0.25:
        return add_note(board, dice, words)
    if chance < 0.35:
        place = {"board": board.id, "stage": dice.choice(board.stages), "after": None}
        return "touchpoint.add", {"touchpoint": f"t_{new_op()}", "title": words} | place
    if chance < 0.42:
        return "undo", {"board": board.id}
    kind = dice.choice(("note", "note", "touchpoint"))
    known = client.of_kind(kind)
    if not known:
        return add_note(board, dice, words)
    record = dice.choice(known)
    field = "text" if kind == "note" else "title"
    if chance < 0.67:
        return f"{kind}.edit", {kind: record["id"], "was": record[field], field: words}
    if chance < 0.92:
        row = {"row": dice.choice(ROWS)} if kind == "note" else {}
        after = dice.choice((None, "", dice.choice(known)["id"]))
        return f"{kind}.move", {kind: record["id"], "stage": dice.choice(board.stages), "after": after} | row
    return f"{kind}.remove", {kind: record["id"]}


def add_note(board: Board, dice: random.Random, words: str) -> tuple[str, dict[str, Any]]:
    """A new note in any cell."""
    place = {"board": board.id, "stage": dice.choice(board.stages), "row": dice.choice(ROWS), "after": None}
    return "note.add", {"note": f"n_{new_op()}", "text": words} | place
