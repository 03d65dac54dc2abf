"""Maps as plain values, before they have rows: what templates, imports and the demo hand to a command.

Whoever makes a plan has already cleaned every text (`workshops.text.clean`) and checked every choice,
so a command that takes a plan may trust it and only has to lay it down.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class AuthorPlan:
    """Who wrote something, as far as the plan may say: a department by name, perhaps a person's name.

    `side` is a value of `workshops.enums.Side`; it matters only when the department has to be added.
    """

    department: str
    side: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class PartPlan:
    """What was merged into a touchpoint or note."""

    text: str
    author: AuthorPlan | None = None


@dataclass(frozen=True, slots=True)
class RatingPlan:
    """How somebody said it feels, −2 to +2 or None; of them only the side (`workshops.enums.Side`) may be known."""

    value: int | None
    word: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class MomentPlan:
    """That a touchpoint is a moment of truth; `kind` is a value of `maps.enums.MomentKind`."""

    kind: str
    sentence: str = ""
    power: int | None = None


@dataclass(frozen=True, slots=True)
class DetailsPlan:
    """What is known of a touchpoint: choices by the values of `maps.enums`, "" where nobody has said it.

    `wait` and `often` are (number, unit) or None; `owner` is a department, where `ownership` says so;
    `resources` are (kind, name).
    """

    kind: str = ""
    initiator: str = ""
    visibility: str = ""
    ownership: str = ""
    owner: AuthorPlan | None = None
    wait: tuple[int, str] | None = None
    often: tuple[int, str] | None = None
    evidence: str = ""
    starred: bool = False
    resources: tuple[tuple[str, str], ...] = ()
    moment: MomentPlan | None = None
    ratings: tuple[RatingPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class TouchpointPlan:
    """One contact with the company; `channel` is a value of `maps.enums.Channel` or ""."""

    title: str
    description: str = ""
    channel: str = ""
    author: AuthorPlan | None = None
    details: DetailsPlan = DetailsPlan()
    parts: tuple[PartPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class NotePlan:
    """One note in a row below the touchpoints; `row` is a value of `maps.enums.Row`.

    `about` counts the map's touchpoints from 0 in reading order (stage by stage, then by order); `cluster` is
    the key of one of the map's clusters, or "".
    """

    row: str
    text: str
    about: int | None = None
    author: AuthorPlan | None = None
    cluster: str = ""
    parts: tuple[PartPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class StagePlan:
    """One stage with what stands in it, in order; `phase` is a value of `maps.enums.Phase` or ""."""

    name: str
    phase: str = ""
    goal: str = ""
    prompts: str = ""
    unsorted: bool = False
    touchpoints: tuple[TouchpointPlan, ...] = ()
    notes: tuple[NotePlan, ...] = ()


def planned_stages(kept: Iterable[dict[str, Any]]) -> tuple[StagePlan, ...]:
    """Return the stages of a template that somebody keeps for themselves (`OwnTemplate.stages`)."""
    return tuple(StagePlan(**stage) for stage in kept)


@dataclass(frozen=True, slots=True)
class MapPlan:
    """A whole map for one customer type, by its name; `template` is the key it was made from or "".

    `card` are fields of the customer type's card by name, such as ``trigger``; `clusters` are names by key.
    """

    customer_type: str
    title: str
    stages: tuple[StagePlan, ...] = ()
    template: str = ""
    card: tuple[tuple[str, str], ...] = ()
    clusters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DepartmentPlan:
    """A department to add to a workshop; `side` is a value of `workshops.enums.Side`, `expected` people come."""

    name: str
    side: str
    expected: int = 0
