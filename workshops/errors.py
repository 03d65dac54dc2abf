"""How a command says no: one exception with a code that the browser knows."""

from enum import StrEnum
from typing import Any


class Code(StrEnum):
    """Why nothing happened; the first eight are final, the last four may be tried again."""

    BAD_MESSAGE = "bad-message"
    FORBIDDEN = "forbidden"
    NOT_NOW = "not-now"
    NOT_FOUND = "not-found"
    GONE = "gone"
    CONFLICT = "conflict"
    CLOSED = "closed"
    FULL = "full"
    RATE = "rate"
    BUSY = "busy"
    INTERNAL = "internal"
    DRAINING = "draining"


class Refused(Exception):
    """A command that had no effect; `details` hold plain JSON values for the person who asked."""

    def __init__(self, code: Code, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
