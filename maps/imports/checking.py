"""Checks a decoded map file field by field and makes the plan of it."""

import unicodedata
from collections.abc import Callable

from django.utils.translation import gettext as _

from maps.commands.clusters import CLUSTERS_AT_MOST
from maps.commands.details import RESOURCES_AT_MOST
from maps.commands.placing import EVER_AT_MOST, NOTES_AT_MOST, STAGES_AT_MOST, TOUCHPOINTS_AT_MOST
from maps.enums import (
    Channel,
    Evidence,
    Initiator,
    MomentKind,
    Ownership,
    Phase,
    ResourceKind,
    Row,
    Span,
    TouchpointKind,
    Visibility,
)
from maps.exports.backup_file import (
    CARD,
    Backup,
    BackupAmount,
    BackupAuthor,
    BackupMoment,
    BackupNote,
    BackupPart,
    BackupRating,
    BackupStage,
    BackupTouchpoint,
)
from maps.imports.refusal import ImportRefused, Problem, shown
from maps.models.feeling import WORD_LIMIT
from maps.plans import (
    AuthorPlan,
    DetailsPlan,
    MapPlan,
    MomentPlan,
    NotePlan,
    PartPlan,
    RatingPlan,
    StagePlan,
    TouchpointPlan,
)
from workshops.commands.setup import DEPARTMENTS_AT_MOST
from workshops.enums import Side
from workshops.text import NAME_LIMIT, NOTE_LIMIT, TITLE_LIMIT, BadText, clean, clean_line, clean_words, fold

TEMPLATE_LIMIT = 40
AMOUNT_AT_MOST = 1_000_000
# What hangs on a map's touchpoints and notes in all.
RATINGS_AT_MOST = 60_000
PARTS_AT_MOST = EVER_AT_MOST


DETAILS = {
    "kind": TouchpointKind,
    "initiator": Initiator,
    "visibility": Visibility,
    "ownership": Ownership,
    "evidence": Evidence,
}


class Checking:
    """One file being checked; problems are collected, so that somebody can mend them in one go."""

    def __init__(self, backup: Backup) -> None:
        self.backup = backup
        self.problems: list[Problem] = []
        self.departments: dict[str, AuthorPlan] = {}
        self.touchpoints: dict[str, int] = {}
        self.clusters: dict[str, str] = {}

    def plan(self) -> MapPlan:
        """Return the plan, or raise ImportRefused with all problems."""
        self._check_counts()
        self._stop_at_problems()
        self._read_departments()
        self._number_touchpoints()
        self._read_clusters()
        backup = self.backup
        plan = MapPlan(
            customer_type=self._text(
                clean_line, backup.customer_type.name, "customer_type.name", TITLE_LIMIT
            ),
            title=self._text(clean_line, backup.title, "title", TITLE_LIMIT),
            stages=tuple(self._stage(stage, f"stages[{index}]") for index, stage in enumerate(backup.stages)),
            template=self._text(
                clean, backup.customer_type.template, "customer_type.template", TEMPLATE_LIMIT
            ),
            card=self._card(),
            clusters=tuple(self.clusters.items()),
        )
        self._stop_at_problems()
        return plan

    def _card(self) -> tuple[tuple[str, str], ...]:
        """Return what the customer type's card says, field by field, without what it leaves open."""
        return tuple((name, words) for name in CARD if (words := self._card_field(name)))

    def _card_field(self, name: str) -> str:
        words = str(getattr(self.backup.customer_type, name))
        if not words:
            return ""
        cleaner, limit = (clean_line, TITLE_LIMIT) if name == "who" else (clean_words, NOTE_LIMIT)
        return self._text(cleaner, words, f"customer_type.{name}", limit)

    def _check_counts(self) -> None:
        stages = self.backup.stages
        touchpoints = sum(len(stage.touchpoints) for stage in stages)
        notes = sum(len(stage.notes) for stage in stages)
        unsorted = sum(stage.unsorted for stage in stages)
        self._at_most(STAGES_AT_MOST, len(stages) - unsorted, "stages", _("stages"))
        self._at_most(TOUCHPOINTS_AT_MOST, touchpoints, "stages", _("touchpoints"))
        self._at_most(NOTES_AT_MOST, notes, "stages", _("notes"))
        every = [touchpoint for stage in stages for touchpoint in stage.touchpoints]
        ratings = sum(len(touchpoint.ratings) for touchpoint in every)
        parts = sum(len(touchpoint.parts) for touchpoint in every)
        parts += sum(len(note.parts) for stage in stages for note in stage.notes)
        names = {fold(name) for touchpoint in every for name in (*touchpoint.teams, *touchpoint.systems)}
        self._at_most(RATINGS_AT_MOST, ratings, "stages", _("ratings"))
        self._at_most(PARTS_AT_MOST, parts, "stages", _("merged notes"))
        self._at_most(RESOURCES_AT_MOST, len(names), "stages", _("teams and systems"))
        self._at_most(CLUSTERS_AT_MOST, len(self.backup.clusters), "clusters", _("clusters"))
        self._at_most(DEPARTMENTS_AT_MOST, len(self.backup.departments), "departments", _("departments"))
        if unsorted > 1:
            self._no("stages", _("more than one stage is marked “unsorted”."))

    def _at_most(self, most: int, count: int, where: str, what: str) -> None:
        if count > most:
            words = {"count": count, "what": what, "most": most}
            self._no(where, _("%(count)d %(what)s are too many; a map takes %(most)d.") % words)

    def _stop_at_problems(self) -> None:
        if self.problems:
            raise ImportRefused(self.problems)

    def _read_departments(self) -> None:
        for index, department in enumerate(self.backup.departments):
            where = f"departments[{index}]"
            name = self._text(clean_line, department.name, f"{where}.name", NAME_LIMIT)
            self._choice(department.side, Side.values, f"{where}.side")
            if fold(name) in self.departments:
                self._no(f"{where}.name", _("this department is listed twice."))
            self.departments[fold(name)] = AuthorPlan(department=name, side=department.side)

    def _number_touchpoints(self) -> None:
        """Remember where each touchpoint stands on the map, counted from 0 in reading order."""
        count = 0
        for s, stage in enumerate(self.backup.stages):
            for t, touchpoint in enumerate(stage.touchpoints):
                if touchpoint.id and touchpoint.id in self.touchpoints:
                    self._no(f"stages[{s}].touchpoints[{t}].id", _("another touchpoint has the same id."))
                if touchpoint.id:
                    self.touchpoints[touchpoint.id] = count
                count += 1

    def _read_clusters(self) -> None:
        for index, cluster in enumerate(self.backup.clusters):
            if cluster.id in self.clusters or not cluster.id:
                self._no(f"clusters[{index}].id", _("another cluster has the same id, or it has none."))
            name = self._text(clean_line, cluster.name, f"clusters[{index}].name", TITLE_LIMIT)
            self.clusters[cluster.id] = name

    def _stage(self, stage: BackupStage, where: str) -> StagePlan:
        self._choice(stage.phase, ["", *Phase.values], f"{where}.phase")
        touchpoints = enumerate(stage.touchpoints)
        return StagePlan(
            name=self._text(clean_line, stage.name, f"{where}.name", TITLE_LIMIT),
            phase=stage.phase,
            goal=self._text(clean, stage.goal, f"{where}.goal", NOTE_LIMIT),
            prompts=self._text(clean, stage.prompts, f"{where}.prompts", NOTE_LIMIT),
            unsorted=stage.unsorted,
            touchpoints=tuple(
                self._touchpoint(item, f"{where}.touchpoints[{index}]") for index, item in touchpoints
            ),
            notes=tuple(
                self._note(item, f"{where}.notes[{index}]") for index, item in enumerate(stage.notes)
            ),
        )

    def _touchpoint(self, touchpoint: BackupTouchpoint, where: str) -> TouchpointPlan:
        self._choice(touchpoint.channel, ["", *Channel.values], f"{where}.channel")
        return TouchpointPlan(
            title=self._text(clean_words, touchpoint.title, f"{where}.title", NOTE_LIMIT),
            description=self._text(clean, touchpoint.description, f"{where}.description", NOTE_LIMIT),
            channel=touchpoint.channel,
            author=self._author(touchpoint.author, f"{where}.author"),
            details=self._details(touchpoint, where),
            parts=self._parts(touchpoint.parts, where),
        )

    def _details(self, touchpoint: BackupTouchpoint, where: str) -> DetailsPlan:
        for name, choices in DETAILS.items():
            self._choice(getattr(touchpoint, name), ["", *choices.values], f"{where}.{name}")
        owner = self._department(touchpoint.owner, f"{where}.owner")
        if (touchpoint.ownership == Ownership.DEPARTMENT) != (touchpoint.owner is not None):
            self._no(f"{where}.owner", _("an owner is named exactly where “ownership” is “department”."))
        return DetailsPlan(
            **{name: getattr(touchpoint, name) for name in DETAILS},
            owner=owner,
            wait=self._amount(touchpoint.wait, f"{where}.wait"),
            often=self._amount(touchpoint.often, f"{where}.often"),
            starred=touchpoint.starred,
            resources=self._resources(touchpoint, where),
            moment=self._moment(touchpoint.moment, f"{where}.moment"),
            ratings=tuple(
                self._rating(rating, f"{where}.ratings[{index}]")
                for index, rating in enumerate(touchpoint.ratings)
            ),
        )

    def _amount(self, amount: BackupAmount | None, where: str) -> tuple[int, str] | None:
        if amount is None:
            return None
        self._choice(amount.unit, Span.values, f"{where}.unit")
        self._within(amount.value, 1, AMOUNT_AT_MOST, f"{where}.value")
        return amount.value, amount.unit

    def _resources(self, touchpoint: BackupTouchpoint, where: str) -> tuple[tuple[str, str], ...]:
        kinds = ((ResourceKind.TEAM, "teams"), (ResourceKind.SYSTEM, "systems"))
        found = {}
        for kind, field in kinds:
            for index, name in enumerate(getattr(touchpoint, field)):
                words = self._text(clean_line, name, f"{where}.{field}[{index}]", NAME_LIMIT)
                found[kind.value, fold(words)] = (kind.value, words)
        return tuple(found.values())

    def _moment(self, moment: BackupMoment | None, where: str) -> MomentPlan | None:
        if moment is None:
            return None
        self._choice(moment.kind, MomentKind.values, f"{where}.kind")
        if moment.power is not None:
            self._within(moment.power, 1, 5, f"{where}.power")
        sentence = self._text(clean, moment.sentence, f"{where}.sentence", NOTE_LIMIT)
        return MomentPlan(kind=moment.kind, sentence=sentence, power=moment.power)

    def _rating(self, rating: BackupRating, where: str) -> RatingPlan:
        if rating.value is not None:
            self._within(rating.value, -2, 2, f"{where}[0]")
        word = self._text(clean_line, rating.word, f"{where}[1]", WORD_LIMIT) if rating.word else ""
        self._choice(rating.side, ["", *Side.values], f"{where}[2]")
        return RatingPlan(rating.value, word, rating.side)

    def _parts(self, parts: tuple[BackupPart, ...], where: str) -> tuple[PartPlan, ...]:
        return tuple(
            PartPlan(
                text=self._text(clean_words, part.text, f"{where}.parts[{index}].text", NOTE_LIMIT),
                author=self._author(part.author, f"{where}.parts[{index}].author"),
            )
            for index, part in enumerate(parts)
        )

    def _note(self, note: BackupNote, where: str) -> NotePlan:
        self._choice(note.row, Row.values, f"{where}.row")
        if note.about is not None and note.about not in self.touchpoints:
            self._no(f"{where}.about", _("no touchpoint of this file has this id."))
        return NotePlan(
            row=note.row,
            text=self._text(clean_words, note.text, f"{where}.text", NOTE_LIMIT),
            about=None if note.about is None else self.touchpoints.get(note.about),
            author=self._author(note.author, f"{where}.author"),
            cluster=self._cluster(note.cluster, f"{where}.cluster"),
            parts=self._parts(note.parts, where),
        )

    def _cluster(self, cluster: str | None, where: str) -> str:
        if cluster is not None and cluster not in self.clusters:
            self._no(where, _("no cluster of this file has this id."))
        return cluster or ""

    def _department(self, name: str | None, where: str) -> AuthorPlan | None:
        if name is None:
            return None
        wanted = self._text(clean_line, name, where, NAME_LIMIT)
        listed = self.departments.get(fold(wanted))
        if listed is None:
            self._no(where, _("this department is not among the file's departments."))
        return listed

    def _within(self, value: int, least: int, most: int, where: str) -> None:
        if not least <= value <= most:
            words = {"value": value, "least": least, "most": most}
            self._no(where, _("%(value)d is not between %(least)d and %(most)d.") % words)

    def _author(self, author: BackupAuthor | None, where: str) -> AuthorPlan | None:
        if author is None:
            return None
        name = self._text(clean_line, author.name, f"{where}.name", NAME_LIMIT) if author.name else ""
        if author.department is None:
            return AuthorPlan(department="", name=name) if name else None
        listed = self._department(author.department, f"{where}.department")
        if listed is None:
            return None
        return AuthorPlan(department=listed.department, side=listed.side, name=name)

    def _choice(self, value: str, allowed: list[str], where: str) -> None:
        if value not in allowed:
            words = {"value": shown(value), "allowed": ", ".join(choice for choice in allowed if choice)}
            self._no(where, _("“%(value)s” is not one of: %(allowed)s.") % words)

    def _text(self, cleaner: Callable[[str, int], str], text: str, where: str, limit: int) -> str:
        """Return cleaned words; what a board would never have kept is a problem, not mended in silence."""
        try:
            kept = cleaner(text, limit)
        except BadText as error:
            self._no(where, _why(error.why, limit))
            return ""
        if _has_hidden_signs(text):
            self._no(where, _("this holds hidden control characters."))
        return kept

    def _no(self, where: str, why: str) -> None:
        self.problems.append(Problem(where, why))


def _has_hidden_signs(text: str) -> bool:
    """Tell whether cleaning takes signs out: controls, or overrides of the writing direction."""
    return clean(text, 3 * len(text)) != unicodedata.normalize(
        "NFC", text.replace("\r\n", "\n").replace("\r", "\n")
    )


def _why(code: str, limit: int) -> str:
    reasons = {
        "nul": _("this holds a NUL character."),
        "surrogate": _("this holds half a character (a lone surrogate)."),
        "too-long": _("this is longer than %(limit)d characters.") % {"limit": limit},
        "empty": _("this is empty."),
    }
    return reasons[code]
