"""The events a history of one workshop is made of: what clients sent and were told, what the database holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Key = tuple[str, str]
"""Kind and id of one row."""

Rows = dict[Key, dict[str, Any]]
"""Rows by kind and id: fields of the database, or records as one viewer has them."""


@dataclass(frozen=True)
class Sent:
    """A client said a command for the first time (a resend is not a new one)."""

    client: str
    op: str
    name: str
    payload: dict[str, Any]


@dataclass(frozen=True)
class Done:
    """A client was told that a command is done; version None = nothing changed."""

    client: str
    op: str
    version: int | None
    result: dict[str, Any]


@dataclass(frozen=True)
class Refused:
    """A client was told that a command has no effect and never will."""

    client: str
    op: str
    code: str


@dataclass(frozen=True)
class Applied:
    """A client put the rows of `low`..`high` in place; whole = they replaced all it had."""

    client: str
    low: int
    high: int
    whole: bool


@dataclass(frozen=True)
class Logged:
    """One row of the log of commands; `undoes` is the op it took back."""

    client: str
    op: str
    version: int | None
    name: str
    result: dict[str, Any]
    undoes: str | None = None


@dataclass(frozen=True)
class State:
    """All rows of one side (`client` None = the database) at a version."""

    version: int
    rows: Rows
    client: str | None = None

    def on(self, board: str) -> State:
        """The same, of the rows on one board alone."""
        rows = {key: row for key, row in self.rows.items() if row.get("board") == board}
        return State(self.version, rows, self.client)


@dataclass
class History:
    """Everything that one run left behind, each list in the order its side saw it; `before` is where it started."""

    before: State = field(default_factory=lambda: State(0, {}))
    sent: list[Sent] = field(default_factory=list)
    answers: list[Done | Refused] = field(default_factory=list)
    applied: list[Applied] = field(default_factory=list)
    log: list[Logged] = field(default_factory=list)
    stored: State = field(default_factory=lambda: State(0, {}))
    ended: list[State] = field(default_factory=list)
