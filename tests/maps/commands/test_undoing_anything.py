"""Whatever people did, undo leads back: alone to where the board began, together never over another's work (L21)."""

import random
from collections import defaultdict
from typing import Any

import pytest

from maps.models import Note, Stage, Touchpoint
from tests.harness.cast import Cast, Person
from tests.harness.tables import Say
from workshops.acts import Answer
from workshops.ids import new_id
from workshops.models import Event

STEPS = 40
ROWS = ("thoughts", "pains")
MODELS: dict[str, Any] = {"stage": Stage, "touchpoint": Touchpoint, "note": Note}

Key = tuple[str, str]


class Play:
    """People doing things on one board at random, and what a test has to remember of it."""

    def __init__(self, cast: Cast, say: Say, seed: int) -> None:
        self.cast, self.tell, self.chance = cast, say, random.Random(seed)
        self.board = cast.end_users
        self.stages, self.touchpoints = list(self.board.stages), list(self.board.touchpoints)
        self.notes = list(self.board.notes)
        self.touched: dict[Key, list[str]] = defaultdict(list)
        self.done: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)

    def say(self, person: Person, name: str, /, **payload: Any) -> Answer:
        """Carry a message out and remember by its op which rows it was about."""
        kind = name.split(".")[0]
        keys = self.held(payload["stage"]) if name == "stage.remove" else []
        op = new_id("o")
        answer = self.tell(person, name, op, **payload)
        if answer.version is not None:
            self.done[person.id][op] = {"name": name, "id": payload[kind]}
            for key in [(kind, payload[kind]), *keys]:
                self.touched[key].append(op)
        return answer

    def undo(self, person: Person) -> dict[str, Any]:
        """Undo, and forget of what was taken back."""
        answer = self.tell(person, "undo", board=self.board.id)
        if answer.version is not None:
            undone = Event.objects.get(workshop__public_id=self.cast.workshop, version=answer.version).undoes
            assert undone is not None and undone.undo is not None
            del self.done[person.id][undone.op]
            for entry in undone.undo:
                assert self.touched[entry["kind"], entry["id"]].pop() == undone.op
        return answer.result

    def held(self, stage: str) -> list[Key]:
        """What stands in a stage now."""
        return [(row.KIND, row.public_id) for row in rows(self.board.id) if _stage(row) == stage]

    def step(self, person: Person) -> None:
        """Do one thing, half of the time write into the same gap; now and then there is no room between keys."""
        if self.chance.random() < 0.2:
            tighten(self.board.id)
        if self.chance.random() < 0.5:
            self.add_note(person, self.board.stages[0], "thoughts", self.board.notes[0])
        else:
            self.chance.choice(self.verbs())(person)

    def verbs(self) -> list[Any]:
        """All that can be done on a board."""
        return [
            self.add_anywhere, self.edit_note, self.move_note, self.move_note, self.remove_note, self.add_touchpoint,
            self.change_touchpoint, self.move_touchpoint, self.remove_touchpoint, self.add_stage, self.change_stage,
            self.remove_stage,
        ]  # fmt: skip

    def add_note(self, person: Person, stage: str, row: str, after: str | None) -> None:
        note, about = new_id("n"), self.chance.choice([None, *self.touchpoints])
        place = {"board": self.board.id, "stage": stage, "row": row, "after": after, "about": about}
        self.say(person, "note.add", note=note, text=f"Note {len(self.notes)}", **place)
        self.notes.append(note)

    def add_anywhere(self, person: Person) -> None:
        self.add_note(person, self.stage(), self.chance.choice(ROWS), self.after(self.notes))

    def edit_note(self, person: Person) -> None:
        note = self.one(Note, self.notes)
        if note is not None:
            words = f"{note.text} {self.chance.randint(0, 99)}"
            self.say(person, "note.edit", note=note.public_id, was=note.text, text=words)

    def move_note(self, person: Person) -> None:
        note, after = self.one(Note, self.notes), self.after(self.notes)
        if note is not None:
            place = {"stage": self.stage(), "row": self.chance.choice(ROWS), "after": after}
            self.say(person, "note.move", note=note.public_id, **place)

    def remove_note(self, person: Person) -> None:
        self.say(person, "note.remove", note=self.chance.choice(self.notes))

    def add_touchpoint(self, person: Person) -> None:
        touchpoint, after = new_id("t"), self.after(self.touchpoints)
        place = {"board": self.board.id, "stage": self.stage(), "after": after}
        self.say(person, "touchpoint.add", touchpoint=touchpoint, title="I wait", **place)
        self.touchpoints.append(touchpoint)

    def change_touchpoint(self, person: Person) -> None:
        touchpoint = self.one(Touchpoint, self.touchpoints)
        if touchpoint is not None:
            title = f"{touchpoint.title} again"
            words = {"touchpoint": touchpoint.public_id}
            self.say(person, "touchpoint.edit", **words, was=touchpoint.title, title=title)
            self.say(person, "touchpoint.describe", **words, channel=self.chance.choice(["web", "phone"]))

    def move_touchpoint(self, person: Person) -> None:
        touchpoint, after = self.one(Touchpoint, self.touchpoints), self.after(self.touchpoints)
        if touchpoint is not None:
            place = {"stage": self.stage(), "after": after}
            self.say(person, "touchpoint.move", touchpoint=touchpoint.public_id, **place)

    def remove_touchpoint(self, person: Person) -> None:
        self.say(person, "touchpoint.remove", touchpoint=self.chance.choice(self.touchpoints))

    def add_stage(self, person: Person) -> None:
        stage, after = new_id("s"), self.after(self.stages)
        self.say(person, "stage.add", stage=stage, board=self.board.id, name="Pay", after=after)
        self.stages.append(stage)

    def change_stage(self, person: Person) -> None:
        stage = self.one(Stage, self.stages)
        if stage is not None:
            name = f"{stage.name} on"
            self.say(person, "stage.move", stage=stage.public_id, after=self.after(self.stages))
            self.say(person, "stage.rename", stage=stage.public_id, was=stage.name, name=name)

    def remove_stage(self, person: Person) -> None:
        self.say(person, "stage.remove", stage=self.chance.choice(self.stages))

    def stage(self) -> str:
        return self.chance.choice(self.stages)

    def after(self, ids: list[str]) -> str | None:
        return self.chance.choice([None, "", *ids])

    def one(self, model: Any, ids: list[str]) -> Any:
        """One that is still there, if the chosen one is."""
        return model.objects.filter(public_id=self.chance.choice(ids), removed_at=None).first()


def rows(board: str) -> list[Any]:
    """All that is on a board, as it is ordered there."""
    here = {"map__public_id": board, "removed_at": None}
    return [row for model in MODELS.values() for row in model.objects.filter(**here).order_by("order")]


def _stage(row: Any) -> str:
    return "" if isinstance(row, Stage) else row.stage.public_id


def contents(board: str) -> dict[Key, tuple[Any, ...]]:
    """What each row says and in which cell it is, without its place there."""
    names = ("name", "title", "description", "channel", "row", "text")
    return {
        (row.KIND, row.public_id): (_stage(row), *(getattr(row, name, "") for name in names))
        for row in rows(board)
        if not (isinstance(row, Stage) and row.unsorted)
    }


def cells(board: str) -> dict[tuple[str, ...], list[str]]:
    """The ids of each cell in order; the stages are one, and empty ones are left out."""
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in rows(board):
        if not (isinstance(row, Stage) and row.unsorted):
            found[row.KIND, _stage(row), getattr(row, "row", "")].append(row.public_id)
    return dict(found)


def tighten(board: str) -> None:
    """Leave no room between keys, as after twenty rows in one gap: the next one moves the others over."""
    for ids in cells(board).values():
        for order, public_id in enumerate(ids):
            for model in MODELS.values():
                model.objects.filter(public_id=public_id).update(order=order)


@pytest.mark.parametrize("seed", range(6))
def test_undo_of_all_that_one_person_did_leads_back_to_the_beginning(cast: Cast, say: Say, seed: int) -> None:
    play = Play(cast, say, seed)
    board = play.board.id
    play.add_note(cast.ben, play.board.stages[0], "thoughts", None)
    before = contents(board), cells(board)
    for _ in range(STEPS):
        play.step(cast.ann)
    while play.done[cast.ann.id]:
        last = list(play.done[cast.ann.id].values())[-1]
        assert play.undo(cast.ann) == {"undone": last["name"], "kept": []}
    assert (contents(board), cells(board)) == before
    assert play.undo(cast.ann) == {"undone": None, "kept": []}


@pytest.mark.parametrize("seed", range(6))
def test_undo_among_two_people_changes_only_what_nobody_else_touched_and_names_the_rest(
    cast: Cast, say: Say, seed: int
) -> None:
    play = Play(cast, say, 1000 + seed)
    board = play.board.id
    for _ in range(STEPS):
        who = play.chance.choice([cast.ann, cast.ben])
        if play.chance.random() < 0.1:
            play.undo(who)
        else:
            play.step(who)
    result: dict[str, Any] = {"undone": ""}
    while result["undone"] is not None:
        was, order = contents(board), cells(board)
        touched = {key: list(ops) for key, ops in play.touched.items()}
        result = play.undo(cast.ann)
        now, mine = contents(board), {key for key, ops in play.touched.items() if ops != touched[key]}
        assert {key for key in was | now if was.get(key) != now.get(key)} <= mine
        assert without(cells(board), mine) == without(order, mine)
    assert result["kept"] == list(play.done[cast.ann.id].values())[::-1]


def without(cells: dict[tuple[str, ...], list[str]], some: set[Key]) -> dict[tuple[str, ...], list[str]]:
    """Cells without some of their rows."""
    left = {
        cell: [public_id for public_id in ids if (cell[0], public_id) not in some]
        for cell, ids in cells.items()
    }
    return {cell: ids for cell, ids in left.items() if ids}
