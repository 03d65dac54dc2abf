"""A map that is put together line by line: stages by name, touchpoints and notes in them, and what was doubtful."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maps.outline import TOUCHPOINTS
from maps.plans import AuthorPlan, DetailsPlan, MomentPlan, NotePlan, RatingPlan, StagePlan, TouchpointPlan
from workshops.text import TITLE_LIMIT, BadText, clean, fold

EXAMPLES = 3


@dataclass(eq=False)
class Drafted:
    """A touchpoint on its way to a plan; what later lines know of it goes where nothing was known yet."""

    title: str
    description: str = ""
    channel: str = ""
    author: AuthorPlan | None = None
    kind: str = ""
    evidence: str = ""
    owner: AuthorPlan | None = None
    ownership: str = ""
    ratings: list[int] = field(default_factory=list)
    moment: str = ""
    why: str = ""
    resources: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def plan(self) -> TouchpointPlan:
        """Return it as a plan."""
        moment = MomentPlan(kind=self.moment, sentence=self.why) if self.moment else None
        details = DetailsPlan(
            kind=self.kind,
            evidence=self.evidence,
            owner=self.owner,
            ownership=self.ownership,
            resources=tuple(self.resources.values()),
            moment=moment,
            ratings=tuple(RatingPlan(value) for value in self.ratings),
        )
        return TouchpointPlan(self.title, self.description, self.channel, self.author, details)


@dataclass(eq=False)
class Note:
    """A note on its way to a plan, with the touchpoint that it is about."""

    row: str
    text: str
    about: Drafted | None = None
    author: AuthorPlan | None = None


@dataclass(eq=False)
class DraftStage:
    """A stage on its way to a plan; the one without a name catches what stands in none."""

    name: str
    goal: str = ""
    touchpoints: list[Drafted] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(eq=False)
class Draft:
    """What has been read so far; `doubts` are sentences for people, in the order they came up."""

    stages: dict[str, DraftStage] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    unknown: dict[str, Counter[str]] = field(default_factory=dict)

    def stage(self, name: str) -> DraftStage:
        """Return the stage of this name, which is made where there is none yet."""
        return self.stages.setdefault(fold(name), DraftStage(name))

    def not_known(self, what: str, word: str) -> None:
        """Remember a word that is none of those to choose from; `what` says in which choice."""
        self.unknown.setdefault(what, Counter())[word] += 1

    def add(self, stage: DraftStage, row: str, text: str) -> None:
        """Put words into a row of a stage: touchpoints or one of the rows below."""
        if row == TOUCHPOINTS:
            stage.touchpoints.append(Drafted(text))
        else:
            stage.notes.append(Note(row, text))

    def plans(self) -> tuple[StagePlan, ...]:
        """Return the stages as plans, in the order they came up, the one without a name first."""
        stages = sorted(self.stages.values(), key=lambda stage: stage.name != "")
        places = {id(one): at for at, one in enumerate(one for stage in stages for one in stage.touchpoints)}
        return tuple(
            StagePlan(
                name=stage.name or _("Unsorted"),
                goal=stage.goal,
                unsorted=not stage.name,
                touchpoints=tuple(one.plan() for one in stage.touchpoints),
                notes=tuple(
                    NotePlan(note.row, note.text, places[id(note.about)] if note.about else None, note.author)
                    for note in stage.notes
                ),
            )
            for stage in stages
        )

    def all_doubts(self) -> list[str]:
        """Return all doubts, those about unknown words gathered."""
        gathered = [
            _("%(what)s: %(words)s not known here and left out.") % {"what": what, "words": _quoted(words)}
            for what, words in self.unknown.items()
        ]
        return [*self.doubts, *gathered]


def _quoted(words: Counter[str]) -> str:
    names = [f"“{word[:40]}”" for word in list(words)[:EXAMPLES]]
    more = len(words) - len(names)
    if more:
        names.append(ngettext("%(n)d more", "%(n)d more", more) % {"n": more})
    return ", ".join(names)


def stage_name(text: str) -> str:
    """Return words as the name of a stage: on one line, cut to what a name holds."""
    return " ".join(text.split())[:TITLE_LIMIT].strip()


def readable(text: str) -> str:
    """Return words without signs that no board keeps, blank edges gone, however long they are."""
    whole = "".join(sign for sign in text.replace("\x00", "") if not "\ud800" <= sign <= "\udfff")
    try:
        return clean(whole, 3 * len(whole) + 1).strip()
    except BadText:  # cannot be: all that clean refuses is gone
        return ""
