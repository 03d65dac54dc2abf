"""Reads a map in the Open Journey Format (OJF), in both shapes its samples have; what is guessed is told as a doubt."""

from collections import defaultdict
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from maps.enums import Channel, MomentKind, Row
from maps.exports.backup_file import (
    SCHEMA_VERSION,
    Backup,
    BackupCustomerType,
    BackupMoment,
    BackupNote,
    BackupRating,
    BackupStage,
    BackupTouchpoint,
)
from maps.exports.journey_format import SCALE
from maps.imports.backup import LARGEST_FILE
from maps.imports.checking import Checking
from maps.imports.refusal import refuse, shown
from maps.outline import TOUCHPOINTS
from maps.plans import MapPlan
from workshops.text import TITLE_LIMIT, BadText, clean, fold

DEEPEST = 2.0
# What lanes are called elsewhere, by parts of their names; the first that fits wins.
LANES = (
    (Row.PAINS, ("pain", "hurt", "frustrat", "problem", "blocker", "barrier", "risk", "friction")),
    (Row.STRENGTHS, ("strength", "what works", "positive", "delight", "gain", "highlight")),
    (Row.IDEAS, ("idea", "opportunit", "improve", "solution", "quick win", "recommend")),
    (Row.BACKSTAGE, ("back", "internal", "system", "do not see", "support process", "technolog", "behind")),
    (TOUCHPOINTS, ("touchpoint", "where we meet", "action", "step", "activit", "doing", "channel")),
    (Row.FRONTSTAGE, ("front", "i see", "employee", "staff", "evidence")),
    (Row.THOUGHTS, ("think", "thought", "emotion", "feel", "question", "need", "expect", "quote")),
)


class _Lane(msgspec.Struct):
    id: str | int
    name: str = ""


class _Node(msgspec.Struct, rename="camel"):
    stage_id: str | int | None = None
    swimlane_id: str | int | None = None
    title: str | None = ""
    description: str | None = ""
    score: float | None = None
    is_moment_of_truth: bool | None = False
    tags: list[Any] | None = None


class _About(msgspec.Struct):
    title: str | None = ""
    persona: Any = ""
    pov: str | None = ""


class JourneyFile(msgspec.Struct, rename="camel"):
    """The fields of the file that a board has a place for; all else in it is skipped."""

    stages: list[_Lane]
    swimlanes: list[_Lane]
    nodes: list[_Node]
    persona: Any = ""
    point_of_view: str | None = ""
    metadata: _About | None = None


def read_journey_format(data: bytes) -> tuple[MapPlan, list[str]]:
    """Return the map of an OJF file, every text cleaned and every limit checked, and what was guessed or left out.

    Raises ImportRefused where it is no such file, or holds more than a map takes.
    """
    if len(data) > LARGEST_FILE:
        raise refuse(_("The file is larger than %(most)d MB.") % {"most": LARGEST_FILE // 2**20})
    try:
        file = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=JourneyFile)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        why = _("This is not a map in the Open Journey Format: %(why)s")
        raise refuse(why % {"why": shown(str(error))}) from None
    reading = _Reading(file)
    return Checking(reading.backup()).plan(), reading.doubts


class _Reading:
    """Makes one of our own files of an OJF file, and notes every doubt."""

    def __init__(self, file: JourneyFile) -> None:
        self.file = file
        self.doubts: list[str] = []
        self.rows = self._rows()
        self.cells: dict[Any, list[tuple[str, _Node]]] = defaultdict(list)

    def backup(self) -> Backup:
        """Return the file as a map of ours."""
        stages = [stage.id for stage in self.file.stages]
        rounded = homeless = nameless = 0
        for node in self.file.nodes:
            row = None if node.swimlane_id is None else self.rows.get(node.swimlane_id)
            if node.stage_id not in stages or row is None:
                homeless += 1
            elif not (node.title or "").strip():
                nameless += 1
            else:
                rounded += row == TOUCHPOINTS and _is_between(node.score)
                self.cells[node.stage_id].append((row, node))
        self._count(homeless, _("%(n)d nodes stand in no stage or lane of the file and are left out."))
        self._count(nameless, _("%(n)d nodes have no title and are left out."))
        self._count(rounded, _("%(n)d scores are rounded to the five steps from −2 to +2."))
        named = self._name()
        about = self.file.metadata or _About()
        title = _words(self.file.point_of_view or about.title) or named
        return Backup(
            schema_version=SCHEMA_VERSION,
            title=_line(title),
            customer_type=BackupCustomerType(name=_line(named)),
            stages=tuple(
                self._stage(stage, number) for number, stage in enumerate(self.file.stages, start=1)
            ),
        )

    def _name(self) -> str:
        """Return whose journey it is: the persona may be a name, or something that has one."""
        about = self.file.metadata or _About()
        for given in (self.file.persona, about.persona):
            name = given.get("name") if isinstance(given, dict) else given
            if isinstance(name, str) and _words(name):
                return _words(name)
        self.doubts.append(_("The file does not say whose journey it is."))
        return _words(about.title) or _("Customer")

    def _rows(self) -> dict[str | int, str]:
        rows = {lane.id: self._row(lane) for lane in self.file.swimlanes}
        if self.file.swimlanes and TOUCHPOINTS not in rows.values():
            first = self.file.swimlanes[0]
            rows[first.id] = TOUCHPOINTS
            self.doubts.append(
                _("No lane is called after touchpoints; “%(name)s” is taken for them.")
                % {"name": shown(first.name)}
            )
        return rows

    def _row(self, lane: _Lane) -> str:
        if lane.id in (TOUCHPOINTS, *Row.values):
            return str(lane.id)
        for row, parts in LANES:
            if any(part in fold(lane.name) for part in parts):
                return str(row)
        self.doubts.append(
            _("The lane “%(name)s” is not known; its nodes stand under “%(row)s”.")
            % {"name": shown(lane.name), "row": Row.THOUGHTS.label}
        )
        return Row.THOUGHTS.value

    def _stage(self, stage: _Lane, number: int) -> BackupStage:
        here = self.cells[stage.id]
        name = _line(stage.name) or _("Stage %(n)d") % {"n": number}
        notes = [(row, node) for row, node in here if row != TOUCHPOINTS]
        notes.sort(key=lambda one: Row.values.index(one[0]))
        return BackupStage(
            name=name,
            touchpoints=tuple(_touchpoint(node) for row, node in here if row == TOUCHPOINTS),
            notes=tuple(BackupNote(row=row, text=_whole(node)) for row, node in notes),
        )

    def _count(self, number: int, words: str) -> None:
        if number:
            self.doubts.append(words % {"n": number})


def _touchpoint(node: _Node) -> BackupTouchpoint:
    tags = [tag for tag in node.tags or [] if isinstance(tag, str)]
    return BackupTouchpoint(
        title=_words(node.title),
        description=_words(node.description),
        channel=next((tag for tag in tags if tag in Channel.values), ""),
        moment=_moment(node, tags) if node.is_moment_of_truth else None,
        ratings=() if node.score is None else (BackupRating(value=_value(node.score)),),
    )


def _moment(node: _Node, tags: list[str]) -> BackupMoment:
    said = next((tag for tag in tags if tag in MomentKind.values), "")
    score = node.score or 0
    guessed = MomentKind.DESTROY if score < 0 else MomentKind.CREATE if score > 0 else MomentKind.BOTH
    return BackupMoment(kind=said or guessed.value)


def _value(score: float) -> int:
    """Return a score of −5 to +5 on our five steps; halves go away from zero."""
    steps = max(-DEEPEST, min(DEEPEST, score / SCALE))
    return int(abs(steps) + 0.5) * (1 if steps > 0 else -1)


def _is_between(score: float | None) -> bool:
    return score is not None and abs(score / SCALE - _value(score)) > 1e-9


def _whole(node: _Node) -> str:
    """Return title and description as the one text a note has."""
    return "\n".join(filter(None, [_words(node.title), _words(node.description)]))


def _words(text: str | None) -> str:
    """Return words without hidden signs; what cannot be kept at all is left for the check to name."""
    try:
        return clean(text or "", 10**6).strip()
    except BadText:
        return text or ""


def _line(text: str) -> str:
    return " ".join(_words(text).split())[:TITLE_LIMIT]
