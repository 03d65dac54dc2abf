"""The finished map in plain values: what every document says of it, worded and rounded once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DepartmentFacts:
    """A department by its mark; `people` is how many of it made the map."""

    id: str
    name: str
    side: str
    side_label: str
    letters: str
    hue: str
    people: int


@dataclass(frozen=True, slots=True)
class PartFacts:
    """What was merged into a touchpoint or note; `author` as attribution lets it be said, or ""."""

    text: str
    author: str


@dataclass(frozen=True, slots=True)
class SideFacts:
    """What one side says of a touchpoint, where it may be told: its mean and how many gave one."""

    side: str
    label: str
    mean: float
    shown: str
    n: int


@dataclass(frozen=True, slots=True)
class FeelingFacts:
    """How a touchpoint feels: the exact mean −2 to +2 for drawing, `shown` for reading ("+1.1", "−0.4").

    `thin`: fewer than three have rated; `low` and `high` are the band's ends, or None.
    """

    mean: float
    shown: str
    n: int
    unknown: int
    thin: bool
    low: float | None
    high: float | None
    word: str
    sides: tuple[SideFacts, ...]


@dataclass(frozen=True, slots=True)
class MomentFacts:
    """A moment of truth; `kind` is create, destroy or both, `label` says it ("can build"), `power` 1 to 5 or None.

    `advice` is fix, protect, simplify, keep or "" while power or feeling is not known; `advice_label` says it.
    """

    rank: int
    kind: str
    label: str
    sentence: str
    power: int | None
    advice: str
    advice_label: str


@dataclass(frozen=True, slots=True)
class TouchpointFacts:
    """One touchpoint; `number` counts along the journey, None in "Unsorted".

    Each choice stands twice, by its key and in words; both are "" where nobody has said it. `owner` is a
    department where `ownership` is department. `seen` is False below the line of visibility.
    """

    id: str
    number: int | None
    title: str
    description: str
    channel: str
    channel_label: str
    kind: str
    kind_label: str
    initiator: str
    initiator_label: str
    visibility: str
    visibility_label: str
    seen: bool
    evidence: str
    evidence_label: str
    ownership: str
    owner: DepartmentFacts | None
    owner_label: str
    teams: tuple[str, ...]
    systems: tuple[str, ...]
    wait: str
    often: str
    starred: bool
    feeling: FeelingFacts | None
    moment: MomentFacts | None
    parts: tuple[PartFacts, ...]
    author: str
    author_department: DepartmentFacts | None
    author_name: str
    added_at: str


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """One note; `about` is the touchpoint it belongs to, `cluster` the name of what it was put together under."""

    id: str
    row: str
    text: str
    about: TouchpointFacts | None
    cluster: str
    parts: tuple[PartFacts, ...]
    author: str
    author_department: DepartmentFacts | None
    author_name: str
    added_at: str


@dataclass(frozen=True, slots=True)
class RowFacts:
    """A row of the board under the words it has there; one that is not `shown` on the board still holds notes."""

    key: str
    label: str
    shown: bool


@dataclass(frozen=True, slots=True)
class StageFacts:
    """A stage with all that stands in it; `number` is None for "Unsorted". `notes` go row by row, in order."""

    id: str
    number: int | None
    name: str
    goal: str
    phase: str
    phase_label: str
    touchpoints: tuple[TouchpointFacts, ...]
    notes: tuple[NoteFacts, ...]

    def notes_in(self, row: str) -> tuple[NoteFacts, ...]:
        """Return the notes of one row in order."""
        return tuple(note for note in self.notes if note.row == row)


@dataclass(frozen=True, slots=True)
class CurveFacts:
    """What the curve tells; touchpoints are those of the map. A point that fewer than three rated is never told.

    `drop` is the touchpoint that the biggest fall leads to, `drop_from` the one before it.
    """

    mean: str
    peak: TouchpointFacts | None
    trough: TouchpointFacts | None
    end: TouchpointFacts | None
    drop: TouchpointFacts | None
    drop_from: TouchpointFacts | None
    drop_by: str
    rated: int
    below: int


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """How far the map rests on customers: `label` for its box, 0 to 100 (None of an empty map), and why."""

    label: str
    confidence: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class MapFacts:
    """One map as every document tells it; all words are ready to print, in the language `language`.

    `card` is what the customer type's card says, by label; `date` is in words, `date_iso` for machines;
    `findings` are whole sentences; `ratings` counts all ratings; `rows` go from top to bottom.
    """

    language: str
    id: str
    version: int
    title: str
    organisation: str
    workshop: str
    goal: str
    date: str
    date_iso: str
    attribution_label: str
    customer_type: str
    card: tuple[tuple[str, str], ...]
    people: int
    departments: tuple[DepartmentFacts, ...]
    rows: tuple[RowFacts, ...]
    stages: tuple[StageFacts, ...]
    moments: tuple[TouchpointFacts, ...]
    curve: CurveFacts | None
    handovers: int
    ratings: int
    evidence: EvidenceFacts
    findings: tuple[str, ...]

    def touchpoints(self) -> tuple[TouchpointFacts, ...]:
        """Return all touchpoints in reading order, those in "Unsorted" last."""
        return tuple(touchpoint for stage in self.stages for touchpoint in stage.touchpoints)

    def notes(self) -> tuple[NoteFacts, ...]:
        """Return all notes in reading order."""
        return tuple(note for stage in self.stages for note in stage.notes)

    def came(self) -> tuple[DepartmentFacts, ...]:
        """Return the departments that somebody came from."""
        return tuple(department for department in self.departments if department.people)
