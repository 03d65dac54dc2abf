"""For every message and every kind of viewer: old snapshot + the changes sent == new snapshot (L5, L11)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.harness.cast import Cast, Person
from tests.harness.tables import KINDS, MESSAGES, Say
from workshops.acts import Answer
from workshops.enums import Status
from workshops.ids import new_id
from workshops.models import Participant, Workshop
from workshops.records import Audience, Reading, may_see, read_changes
from workshops.rules import is_facilitator

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])

Rows = dict[tuple[str, str], Any]


@dataclass(frozen=True)
class Scene:
    """The board a message is about, by ids."""

    board: str
    stage: str
    other_stage: str
    touchpoint: str
    note: str
    ben: str
    group: str
    other: str
    customer_type: str
    department: str
    row: str
    spare: str


def scene_of(cast: Cast) -> Scene:
    """The end users' board."""
    board = cast.end_users
    first, second = board.stages
    return Scene(
        board.id,
        first,
        second,
        board.touchpoints[0],
        board.notes[0],
        cast.ben.id,
        board.group,
        cast.distributors.group,
        board.customer_type,
        board.department,
        board.row,
        new_id("x"),
    )


Said = tuple[str, dict[str, Any]]


def add_touchpoint(scene: Scene) -> Said:
    """One more touchpoint in the first stage, under the scene's spare id."""
    place = {"board": scene.board, "stage": scene.stage}
    return "touchpoint.add", {"touchpoint": scene.spare, **place, "title": "I see an advert"}


def add_note(scene: Scene) -> Said:
    """One more thought in the first stage, under the scene's spare id."""
    place = {"board": scene.board, "stage": scene.stage, "row": "thoughts"}
    return "note.add", {"note": scene.spare, **place, "text": "For me?"}


def mark(scene: Scene) -> Said:
    """The touchpoint is a moment of truth, under the scene's spare id."""
    return "moment.mark", {"moment": scene.spare, "touchpoint": scene.touchpoint, "kind": "destroy"}


def cluster(scene: Scene) -> Said:
    """The note is in a cluster, under the scene's spare id."""
    return "cluster.add", {
        "cluster": scene.spare,
        "board": scene.board,
        "name": "Doubts",
        "notes": [scene.note],
    }


def a_system(public_id: str = "") -> dict[str, Any]:
    """A system that works behind something."""
    return {"resource": public_id or new_id("k"), "kind": "system", "name": "CRM"}


# For each message: what happens before the viewers look, and the message's payload.
Case = tuple[list[Said], dict[str, Any]]
CASES: dict[str, Callable[[Scene], Case]] = {
    "touchpoint.add": lambda s: (
        [],
        {"touchpoint": new_id("t"), "board": s.board, "stage": s.stage, "title": "I call", "after": ""},
    ),
    "touchpoint.edit": lambda s: (
        [],
        {"touchpoint": s.touchpoint, "was": "Sees an advert", "title": "I see an advert"},
    ),
    "touchpoint.describe": lambda s: (
        [],
        {"touchpoint": s.touchpoint, "channel": "ads", "description": "A bus"},
    ),
    "touchpoint.move": lambda s: ([], {"touchpoint": s.touchpoint, "stage": s.other_stage}),
    "touchpoint.remove": lambda s: ([], {"touchpoint": s.touchpoint}),
    "note.add": lambda s: (
        [],
        {
            "note": new_id("n"),
            "board": s.board,
            "stage": s.stage,
            "row": "pains",
            "text": "x",
            "about": s.touchpoint,
        },
    ),
    "note.edit": lambda s: ([], {"note": s.note, "was": "Is it for me?", "text": "Is it for us?"}),
    "note.move": lambda s: ([], {"note": s.note, "stage": s.other_stage, "row": "ideas"}),
    "note.remove": lambda s: ([], {"note": s.note}),
    "touchpoint.merge": lambda s: (
        [add_touchpoint(s), ("rating.give", {"touchpoint": s.spare, "value": 1})],
        {"touchpoint": s.touchpoint, "touchpoints": [s.spare]},
    ),
    "touchpoint.restore": lambda s: (
        [("touchpoint.remove", {"touchpoint": s.touchpoint})],
        {"touchpoint": s.touchpoint},
    ),
    "touchpoints.move": lambda s: (
        [add_touchpoint(s)],
        {"touchpoints": [s.touchpoint, s.spare], "stage": s.other_stage},
    ),
    "touchpoints.remove": lambda s: ([add_touchpoint(s)], {"touchpoints": [s.touchpoint, s.spare]}),
    "resource.link": lambda s: ([], {"touchpoint": s.touchpoint, **a_system()}),
    "resource.unlink": lambda s: (
        [("resource.link", {"touchpoint": s.touchpoint, **a_system(s.spare)})],
        {"touchpoint": s.touchpoint, "resource": s.spare},
    ),
    "rating.give": lambda s: ([], {"touchpoint": s.touchpoint, "value": -2, "word": "ignored"}),
    "rating.take": lambda s: (
        [("rating.give", {"touchpoint": s.touchpoint, "value": 1})],
        {"touchpoint": s.touchpoint},
    ),
    "moment.mark": lambda s: ([], {"moment": new_id("x"), "touchpoint": s.touchpoint, "kind": "create"}),
    "moment.describe": lambda s: ([mark(s)], {"moment": s.spare, "field": "power", "now": 4}),
    "moment.remove": lambda s: ([mark(s)], {"moment": s.spare}),
    "note.merge": lambda s: ([add_note(s)], {"note": s.note, "notes": [s.spare]}),
    "note.restore": lambda s: ([("note.remove", {"note": s.note})], {"note": s.note}),
    "note.cluster": lambda s: ([cluster(s)], {"note": s.note, "cluster": ""}),
    "notes.move": lambda s: (
        [add_note(s)],
        {"notes": [s.spare, s.note], "stage": s.other_stage, "row": "ideas"},
    ),
    "notes.remove": lambda s: ([add_note(s)], {"notes": [s.spare, s.note]}),
    "cluster.add": lambda s: ([], {**cluster(s)[1], "cluster": new_id("u")}),
    "cluster.describe": lambda s: (
        [cluster(s)],
        {"cluster": s.spare, "field": "name", "was": "Doubts", "now": "Questions"},
    ),
    "cluster.remove": lambda s: ([cluster(s)], {"cluster": s.spare}),
    "redo": lambda s: (
        [("stage.remove", {"stage": s.stage}), ("undo", {"board": s.board})],
        {"board": s.board},
    ),
    "stage.add": lambda s: (
        [],
        {"stage": new_id("s"), "board": s.board, "name": "Pay", "after": s.stage},
    ),
    "stage.rename": lambda s: ([], {"stage": s.stage, "was": "Look around", "name": "Compare"}),
    "stage.move": lambda s: ([], {"stage": s.stage}),
    "stage.remove": lambda s: ([], {"stage": s.stage}),
    "stage.describe": lambda s: (
        [],
        {"stage": s.stage, "field": "prompts", "was": "", "now": "What do I see?"},
    ),
    "customer_type.add": lambda s: ([], {"customer_type": new_id("c"), "name": "Installers"}),
    "customer_type.describe": lambda s: (
        [],
        {"customer_type": s.customer_type, "field": "fears", "was": "", "now": "To be blamed"},
    ),
    "customer_type.remove": lambda s: (
        [("customer_type.add", {"customer_type": s.spare, "name": "Spare"})],
        {"customer_type": s.spare},
    ),
    "group.add": lambda s: (
        [],
        {"group": new_id("g"), "customer_type": s.customer_type, "name": "Second table"},
    ),
    "group.describe": lambda s: ([], {"group": s.group, "field": "place", "was": "", "now": "Room 3"}),
    "group.remove": lambda s: (
        [("group.add", {"group": s.spare, "customer_type": s.customer_type, "name": "Spare"})],
        {"group": s.spare},
    ),
    "group.choose": lambda s: ([], {"group": s.other}),
    "row.describe": lambda s: ([], {"row": s.row, "field": "shown", "was": True, "now": False}),
    "row.move": lambda s: ([], {"row": s.row}),
    "department.add": lambda s: (
        [],
        {"department": new_id("d"), "name": "Catering", "side": "deliver"},
    ),
    "department.describe": lambda s: ([], {"department": s.department, "field": "hue", "now": "legal"}),
    "people.place": lambda s: ([], {"places": {s.ben: s.other}}),
    "person.add": lambda s: ([], {"person": new_id("p"), "name": "Zoe", "group": s.group}),
    "person.describe": lambda s: ([], {"person": s.ben, "field": "name", "was": "Ben", "now": "Benedict"}),
    "person.role": lambda s: ([], {"person": s.ben, "role": "manager"}),
    "needs.tell": lambda s: ([], {"text": "A chair near the door"}),
    "workshop.describe": lambda s: ([], {"field": "goal", "was": "", "now": "Fewer lost orders"}),
    "workshop.begin": lambda s: ([], {}),
    "joining.rotate": lambda s: ([], {}),
    "undo": lambda s: ([("stage.remove", {"stage": s.stage})], {"board": s.board}),
    "person.remove": lambda s: ([], {"person": s.ben}),
    "joining.set": lambda s: ([], {"open": False}),
    "workshop.archive": lambda s: ([], {}),
}

VIEWERS = {
    "member": lambda cast: (cast.ann, [cast.end_users.id]),
    "member with no board open": lambda cast: (cast.ann, []),
    "other group": lambda cast: (cast.dev, [cast.end_users.id, cast.distributors.id]),
    "other group at home": lambda cast: (cast.dev, [cast.distributors.id]),
    "facilitator": lambda cast: (cast.fay, [cast.end_users.id, cast.distributors.id]),
    "manager": lambda cast: (cast.mia, [cast.end_users.id]),
    "observer": lambda cast: (cast.oda, [cast.end_users.id]),
}


def test_every_message_has_a_case() -> None:
    assert CASES.keys() == MESSAGES.keys()


@pytest.mark.parametrize("attribution", ["named", "department", "anonymous"])
@pytest.mark.parametrize("name", CASES)
def test_catch_up_equals_a_new_snapshot(
    cast: Cast,
    say: Say,
    name: str,
    attribution: str,
) -> None:
    Workshop.objects.filter(public_id=cast.workshop).update(attribution=attribution)
    scene = scene_of(cast)
    earlier, payload = CASES[name](scene)
    for message, words in earlier:
        say(cast.fay, message, **words)
    says = speaker(cast, name)
    before = {viewer: look(*seat(cast)) for viewer, seat in VIEWERS.items()}
    answer: Answer = say(says, name, **payload)
    assert answer.version is not None
    for viewer, seat in VIEWERS.items():
        rows, version = before[viewer]
        changed = dict(rows)
        for key, record in sent(*seat(cast), since=version).items():
            if record is None:
                changed.pop(key, None)
            else:
                changed[key] = record
        assert changed == look(*seat(cast))[0], viewer


@pytest.mark.parametrize("name", CASES)
def test_changes_of_a_board_go_only_to_those_who_have_it_open(
    cast: Cast,
    say: Say,
    name: str,
) -> None:
    scene = scene_of(cast)
    earlier, payload = CASES[name](scene)
    for message, words in earlier:
        say(cast.fay, message, **words)
    since = Workshop.objects.get(public_id=cast.workshop).version
    say(speaker(cast, name), name, **payload)
    kinds = {kind for kind, _ in sent(cast.dev, [cast.distributors.id], since=since)}
    assert kinds <= {"workshop", "department", "customer_type", "group", "board", "row", "resource"}


def speaker(cast: Cast, name: str) -> Person:
    """Who says a message: facilitators may say all but one, and begin what was only prepared."""
    if name == "workshop.begin":
        Workshop.objects.filter(public_id=cast.workshop).update(status=Status.LOBBY)
    return cast.ben if name == "group.choose" else cast.fay


def look(person: Person, boards: list[str]) -> tuple[Rows, int]:
    """What a viewer is shown of everything, and the version it stands for."""
    reading = read(boards, None, person)
    return shown(reading, person, boards), reading.head


def sent(person: Person, boards: list[str], since: int) -> Rows:
    """What a viewer is sent of what is newer than a version."""
    return shown(read(boards, since, person), person, boards)


def read(boards: list[str], since: int | None, person: Person) -> Reading:
    """One read as the hub makes it."""
    workshop = Participant.objects.get(public_id=person.id).workshop_id
    return read_changes(KINDS, workshop, boards, since, trusted=since is not None)


def shown(reading: Reading, person: Person, boards: list[str]) -> Rows:
    """The rows of a read that a person may see."""
    row = Participant.objects.get(public_id=person.id)
    audience = Audience(frozenset(boards), is_facilitator(row), row.public_id)
    return {(one.kind, one.id): one.record for one in reading.shown if may_see(audience, one)}
