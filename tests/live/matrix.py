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
EVERYBODY = ON_THE_BOARD | {"observer": "done", "manager": "done", "other group": "done"}
CHOOSING = ON_THE_BOARD | {"other group": "done", "facilitator": "forbidden"}

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
    "touchpoint.merge": ON_THE_BOARD,
    "touchpoint.restore": ON_THE_BOARD,
    "touchpoints.move": ON_THE_BOARD,
    "touchpoints.remove": ON_THE_BOARD,
    "resource.link": ON_THE_BOARD,
    "resource.unlink": ON_THE_BOARD,
    "rating.give": ON_THE_BOARD,
    "rating.take": ON_THE_BOARD,
    "moment.mark": ON_THE_BOARD,
    "moment.describe": ON_THE_BOARD,
    "moment.remove": ON_THE_BOARD,
    "note.merge": ON_THE_BOARD,
    "note.restore": ON_THE_BOARD,
    "note.cluster": ON_THE_BOARD,
    "notes.move": ON_THE_BOARD,
    "notes.remove": ON_THE_BOARD,
    "cluster.add": ON_THE_BOARD,
    "cluster.describe": ON_THE_BOARD,
    "cluster.remove": ON_THE_BOARD,
    "redo": ON_THE_BOARD,
    "stage.add": ON_THE_BOARD,
    "stage.rename": ON_THE_BOARD,
    "stage.move": ON_THE_BOARD,
    "stage.remove": ON_THE_BOARD,
    "stage.describe": ON_THE_BOARD,
    "undo": ON_THE_BOARD,
    "customer_type.add": IN_THE_ROOM,
    "customer_type.describe": IN_THE_ROOM,
    "customer_type.remove": IN_THE_ROOM,
    "group.add": IN_THE_ROOM,
    "group.describe": IN_THE_ROOM,
    "group.remove": IN_THE_ROOM,
    "group.choose": CHOOSING,
    "row.describe": IN_THE_ROOM,
    "row.move": IN_THE_ROOM,
    "department.add": IN_THE_ROOM,
    "department.describe": IN_THE_ROOM,
    "people.place": IN_THE_ROOM,
    "person.add": IN_THE_ROOM,
    "person.describe": IN_THE_ROOM,
    "person.role": IN_THE_ROOM,
    "person.remove": IN_THE_ROOM,
    "needs.tell": EVERYBODY,
    "joining.set": IN_THE_ROOM,
    "joining.rotate": IN_THE_ROOM,
    "workshop.describe": IN_THE_ROOM,
    "workshop.begin": IN_THE_ROOM,
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
    group: str
    customer_type: str
    department: str
    row: str
    other_group: str
    spare: str

    @classmethod
    def of(cls, board: Board, person: str, other_group: str = "") -> Ids:
        """The first row of each kind on a board, and an id for something that is made before."""
        return cls(
            board.id,
            board.stages,
            board.touchpoints[0],
            board.notes[0],
            person,
            board.group,
            board.customer_type,
            board.department,
            board.row,
            other_group,
            f"x_{new_op()}",
        )


def preparations(ids: Ids) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """What is said before a message, so that it finds something to change."""
    said = payloads(ids)
    note = ("note.add", said["note.add"] | {"row": "thoughts", "note": ids.spare})
    touchpoint = ("touchpoint.add", said["touchpoint.add"] | {"touchpoint": ids.spare})
    marked = ("moment.mark", said["moment.mark"] | {"moment": ids.spare, "touchpoint": ids.spare})
    clustered = ("cluster.add", said["cluster.add"] | {"cluster": ids.spare})
    return {
        "undo": [note],
        "redo": [note, ("undo", {"board": ids.board})],
        "touchpoint.merge": [touchpoint],
        "touchpoint.restore": [("touchpoint.remove", said["touchpoint.remove"])],
        "touchpoints.move": [touchpoint],
        "touchpoints.remove": [touchpoint],
        "resource.unlink": [("resource.link", said["resource.link"] | {"resource": ids.spare})],
        "rating.take": [("rating.give", said["rating.give"])],
        "moment.describe": [touchpoint, marked],
        "moment.remove": [touchpoint, marked],
        "note.merge": [note],
        "note.restore": [("note.remove", said["note.remove"])],
        "note.cluster": [clustered],
        "notes.move": [note],
        "notes.remove": [note],
        "cluster.describe": [clustered],
        "cluster.remove": [clustered],
        "customer_type.remove": [("customer_type.add", {"customer_type": ids.spare, "name": "Spare"})],
        "group.remove": [
            ("group.add", {"group": ids.spare, "customer_type": ids.customer_type, "name": "Spare"}),
        ],
    }


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
        "touchpoint.merge": {"touchpoint": ids.touchpoint, "touchpoints": [ids.spare]},
        "touchpoint.restore": {"touchpoint": ids.touchpoint},
        "touchpoints.move": {"touchpoints": [ids.touchpoint, ids.spare], "stage": next_stage},
        "touchpoints.remove": {"touchpoints": [ids.touchpoint, ids.spare]},
        "resource.link": {
            "touchpoint": ids.touchpoint,
            "resource": f"k_{new_op()}",
            "kind": "system",
            "name": "CRM",
        },
        "resource.unlink": {"touchpoint": ids.touchpoint, "resource": ids.spare},
        "rating.give": {"touchpoint": ids.touchpoint, "value": -2, "word": "ignored"},
        "rating.take": {"touchpoint": ids.touchpoint},
        "moment.mark": {"moment": f"x_{new_op()}", "touchpoint": ids.touchpoint, "kind": "create"},
        "moment.describe": {"moment": ids.spare, "field": "power", "now": 4},
        "moment.remove": {"moment": ids.spare},
        "note.merge": {"note": ids.note, "notes": [ids.spare]},
        "note.restore": {"note": ids.note},
        "note.cluster": {"note": ids.note, "cluster": ""},
        "notes.move": {"notes": [ids.note, ids.spare], "stage": next_stage, "row": "pains"},
        "notes.remove": {"notes": [ids.note, ids.spare]},
        "cluster.add": {
            "cluster": f"u_{new_op()}",
            "board": ids.board,
            "name": "Doubts",
            "notes": [ids.note],
        },
        "cluster.describe": {"cluster": ids.spare, "field": "name", "was": "Doubts", "now": "Questions"},
        "cluster.remove": {"cluster": ids.spare},
        "redo": {"board": ids.board},
        "stage.add": {"stage": f"s_{new_op()}", "board": ids.board, "name": "Return", "after": stage},
        "stage.rename": {"stage": stage, "was": "Look around", "name": "Look for it"},
        "stage.move": {"stage": stage, "after": next_stage},
        "stage.remove": {"stage": stage},
        "stage.describe": {"stage": stage, "field": "goal", "was": "", "now": "I find it"},
        "undo": {"board": ids.board},
        "customer_type.add": {"customer_type": f"c_{new_op()}", "name": "Installers", "template": "saas"},
        "customer_type.describe": {
            "customer_type": ids.customer_type,
            "field": "trigger",
            "now": "It breaks",
        },
        "customer_type.remove": {"customer_type": ids.spare},
        "group.add": {"group": f"g_{new_op()}", "customer_type": ids.customer_type, "name": "Second table"},
        "group.describe": {"group": ids.group, "field": "place", "now": "Room 3"},
        "group.remove": {"group": ids.spare},
        "group.choose": {"group": ids.other_group},
        "row.describe": {"row": ids.row, "field": "label", "now": "My thoughts"},
        "row.move": {"row": ids.row},
        "department.add": {"department": f"d_{new_op()}", "name": "Catering", "side": "deliver"},
        "department.describe": {"department": ids.department, "field": "expected", "now": 3},
        "people.place": {"places": {ids.person: ids.other_group}},
        "person.add": {"person": f"p_{new_op()}", "name": "Zoe", "department": ids.department},
        "person.describe": {"person": ids.person, "field": "name", "was": "Ben", "now": "Benedict"},
        "person.role": {"person": ids.person, "role": "observer"},
        "person.remove": {"person": ids.person},
        "needs.tell": {"text": "A chair near the door"},
        "joining.set": {"open": False},
        "joining.rotate": {},
        "workshop.describe": {"field": "goal", "was": "", "now": "Fewer lost orders"},
        "workshop.begin": {},
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
    "touchpoint.merge": {"touchpoint": "not-found", "touchpoints": "not-found"},
    "touchpoint.restore": {"touchpoint": "not-found"},
    "touchpoints.move": {"touchpoints": "not-found", "stage": "not-found"},
    "touchpoints.remove": {"touchpoints": "not-found"},
    "resource.link": {"touchpoint": "not-found"},
    "resource.unlink": {"touchpoint": "not-found"},
    "rating.give": {"touchpoint": "not-found"},
    "rating.take": {"touchpoint": "not-found"},
    "moment.mark": {"touchpoint": "not-found"},
    "moment.describe": {"moment": "not-found"},
    "moment.remove": {"moment": "not-found"},
    "note.merge": {"note": "not-found", "notes": "not-found"},
    "note.restore": {"note": "not-found"},
    "note.cluster": {"note": "not-found"},
    "notes.move": {"notes": "not-found", "stage": "not-found"},
    "notes.remove": {"notes": "not-found"},
    "cluster.add": {"board": "not-found", "notes": "not-found"},
    "cluster.describe": {"cluster": "not-found"},
    "cluster.remove": {"cluster": "not-found"},
    "redo": {"board": "not-found"},
    "stage.add": {"board": "not-found", "stage": "conflict"},
    "stage.rename": {"stage": "not-found"},
    "stage.move": {"stage": "not-found"},
    "stage.remove": {"stage": "not-found"},
    "stage.describe": {"stage": "not-found"},
    "undo": {"board": "not-found"},
    "customer_type.add": {"customer_type": "conflict"},
    "customer_type.describe": {"customer_type": "not-found"},
    "customer_type.remove": {"customer_type": "not-found"},
    "group.add": {"group": "conflict", "customer_type": "not-found"},
    "group.describe": {"group": "not-found"},
    "group.remove": {"group": "not-found"},
    "group.choose": {"group": "not-found"},
    "row.describe": {"row": "not-found"},
    "row.move": {"row": "not-found", "after": "not-found"},
    "department.add": {"department": "conflict"},
    "department.describe": {"department": "not-found"},
    "people.place": {"places": "not-found"},
    "person.add": {"person": "conflict", "department": "not-found", "group": "not-found"},
    "person.describe": {"person": "not-found"},
    "person.role": {"person": "not-found"},
    "person.remove": {"person": "not-found"},
    "needs.tell": {},
    "joining.set": {},
    "joining.rotate": {},
    "workshop.describe": {},
    "workshop.begin": {},
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
