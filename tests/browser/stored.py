"""What the database file holds, read past all of the product's own code."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Cells = dict[str, list[tuple[str, str]]]
Picture = list[tuple[str, str, Cells]]
"""A board as somebody sees it: per stage its id, its name, and per row the ids and words in order."""

ROWS = ("touchpoints", "thoughts", "strengths", "pains", "frontstage", "backstage", "ideas")
STAGES = """
SELECT id, public_id, name, unsorted FROM maps_stage
WHERE removed_at IS NULL AND map_id = (SELECT id FROM maps_map WHERE public_id = :board)
ORDER BY unsorted, "order", public_id
"""
LYING = """
SELECT stage_id, 'touchpoints', public_id, title, "order" FROM maps_touchpoint
WHERE removed_at IS NULL AND map_id = (SELECT id FROM maps_map WHERE public_id = :board)
UNION ALL
SELECT stage_id, row, public_id, text, "order" FROM maps_note
WHERE removed_at IS NULL AND map_id = (SELECT id FROM maps_map WHERE public_id = :board)
ORDER BY 5, 3
"""
EVENTS = "SELECT name, changes, at FROM workshops_event WHERE version IS NOT NULL ORDER BY id"


class Stored:
    """The database in a data folder."""

    def __init__(self, var: Path) -> None:
        self._file = var / "journeyroom.sqlite3"

    def board(self, board: str) -> Picture:
        """A board as everybody has to see it; "Unsorted" only if something lies there."""
        cells: dict[int, Cells] = {}
        stages = self._ask(STAGES, board=board)
        for key, *_ in stages:
            cells[key] = {row: [] for row in ROWS}
        for stage, row, identity, words, _ in self._ask(LYING, board=board):
            cells[stage][row].append((identity, words))
        return [
            (identity, name, cells[key])
            for key, identity, name, unsorted in stages
            if not unsorted or any(cells[key].values())
        ]

    def words(self, board: str) -> list[str]:
        """All words on a board, sorted."""
        return sorted(
            words for _, _, cells in self.board(board) for cell in cells.values() for _, words in cell
        )

    def changes(self) -> list[tuple[str, str, int]]:
        """Every change in order: the command's name, the id of its first row, milliseconds since 1970."""
        return [(name, json.loads(rows)[0][1], _moment(at)) for name, rows, at in self._ask(EVENTS)]

    def only_board(self) -> str:
        """The id of the one board of an installation that has one."""
        [(board,)] = self._ask("SELECT public_id FROM maps_map")
        return str(board)

    def _ask(self, question: str, **values: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self._file}?mode=ro", uri=True, timeout=10)) as connection:
            return connection.execute(question, values).fetchall()


def _moment(at: str) -> int:
    return int(datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp() * 1000)
