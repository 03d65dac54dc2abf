"""The table of who may say what: for every message and every role, the answer that has to come.

A word is the code of a refusal, ``done`` is done, a number is the code with which the socket is closed
before anything can be said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.harness.cast import Board, Cast
from tests.harness.client import new_op

STRANGER = 4401
REMOVED = 4403

ROLES = (
    "stranger",  # no cookie
    "outsider",  # another workshop's attendee, with that workshop's cookie
    "removed",
    "observer",
    "manager",
    "other group",
    "member",
    "helper",
    "facilitator",
)

OUTSIDE = ("stranger", "outsider", "removed")
"""Who has no seat, and is told so whatever they say."""

ON_THE_BOARD: dict[str, str | int] = {
    "stranger": STRANGER,
    "outsider": STRANGER,
    "removed": REMOVED,
    "observer": "forbidden",
    "manager": "forbidden",
    "other group": "forbidden",
    "member": "done",
    "helper": "done",
    "facilitator": "done",
}
IN_THE_ROOM = ON_THE_BOARD | {"member": "forbidden", "helper": "forbidden"}

MATRIX: dict[str, dict[str, str | int]] = {
    "touchpoint.add": ON_THE_BOARD,
    "touchpoint.edit": ON_THE_BOARD,
    "touchpoint.describe": ON_THE_BOARD,
    "touchpoint.move": ON_THE_BOARD,
    "touchpoint.remove": ON_THE_BOARD,
    "note.add": ON_THE_BOARD,
    "note.edit": ON_THE_BOARD,
    "note.move": ON_THE_BOARD,
    "note.remove": ON_THE_BOARD,
    "stage.add": ON_THE_BOARD,
    "stage.rename": ON_THE_BOARD,
    "stage.move": ON_THE_BOARD,
    "stage.remove": ON_THE_BOARD,
    "undo": ON_THE_BOARD,
    "person.remove": IN_THE_ROOM,
    "joining.set": IN_THE_ROOM,
    "workshop.archive": IN_THE_ROOM,
}


@dataclass(frozen=True)
class Ids:
    """The ids that one payload is made of."""

    board: str
    stages: tuple[str, ...]
    touchpoint: str
    note: str
    person: str

    @classmethod
    def of(cls, board: Board, person: str) -> Ids:
        """The first row of each kind on a board."""
        return cls(board.id, board.stages, board.touchpoints[0], board.notes[0], person)


def payloads(ids: Ids) -> dict[str, dict[str, Any]]:
    """A payload for every message, such that somebody who may say it gets ``done``."""
    stage, next_stage = ids.stages[0], ids.stages[-1]
    return {
        "touchpoint.add": {
            "touchpoint": f"t_{new_op()}",
            "board": ids.board,
            "stage": stage,
            "title": "Calls us",
        },
        "touchpoint.edit": {"touchpoint": ids.touchpoint, "was": "Sees an advert", "title": "Sees a poster"},
        "touchpoint.describe": {"touchpoint": ids.touchpoint, "channel": "ads"},
        "touchpoint.move": {"touchpoint": ids.touchpoint, "stage": next_stage, "after": None},
        "touchpoint.remove": {"touchpoint": ids.touchpoint},
        "note.add": {
            "note": f"n_{new_op()}",
            "board": ids.board,
            "stage": stage,
            "row": "ideas",
            "text": "Short form",
        },
        "note.edit": {"note": ids.note, "was": "Is it for me?", "text": "Is it for us?"},
        "note.move": {"note": ids.note, "stage": next_stage, "row": "pains", "after": ""},
        "note.remove": {"note": ids.note},
        "stage.add": {"stage": f"s_{new_op()}", "board": ids.board, "name": "Return", "after": stage},
        "stage.rename": {"stage": stage, "was": "Look around", "name": "Look for it"},
        "stage.move": {"stage": stage, "after": next_stage},
        "stage.remove": {"stage": stage},
        "undo": {"board": ids.board},
        "person.remove": {"person": ids.person},
        "joining.set": {"open": False},
        "workshop.archive": {},
    }


FOREIGN = {
    "touchpoint.add": {"board": "not-found", "stage": "not-found", "touchpoint": "conflict"},
    "touchpoint.edit": {"touchpoint": "not-found"},
    "touchpoint.describe": {"touchpoint": "not-found"},
    "touchpoint.move": {"touchpoint": "not-found", "stage": "not-found"},
    "touchpoint.remove": {"touchpoint": "not-found"},
    "note.add": {"board": "not-found", "stage": "not-found", "note": "conflict", "about": "not-found"},
    "note.edit": {"note": "not-found"},
    "note.move": {"note": "not-found", "stage": "not-found"},
    "note.remove": {"note": "not-found"},
    "stage.add": {"board": "not-found", "stage": "conflict"},
    "stage.rename": {"stage": "not-found"},
    "stage.move": {"stage": "not-found"},
    "stage.remove": {"stage": "not-found"},
    "undo": {"board": "not-found"},
    "person.remove": {"person": "not-found"},
    "joining.set": {},
    "workshop.archive": {},
}
"""What comes back when a field holds an id of another workshop; an id to be made new is simply taken (L18)."""


def people(cast: Cast) -> dict[str, str]:
    """The cookie each role comes with."""
    return {
        "stranger": "",
        "outsider": cast.olga.cookie,
        "removed": cast.rex.cookie,
        "observer": cast.oda.cookie,
        "manager": cast.mia.cookie,
        "other group": cast.dev.cookie,
        "member": cast.ann.cookie,
        "helper": cast.hal.cookie,
        "facilitator": cast.fay.cookie,
    }
