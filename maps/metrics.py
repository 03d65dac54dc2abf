"""The formulas of a journey map: what ratings come to, what a curve tells, what moments of truth ask for.

Emotion is rated from −2 to +2. An empty input gives None, never 0; "don't know" is counted apart.
The browser's twin of what a curve tells and of the order of moments is static/js/board/curve_facts.js.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from statistics import mean
from typing import Any, TypedDict

# With fewer raters a mean is shown as thin, and no spread and no side is told.
FEW = 3

# From this power on, of 5, a moment of truth decides about loyalty.
STRONG = 4

# How much each level of evidence (`maps.enums.Evidence`) tells of customers.
WEIGHTS = {"assumption": 0.0, "staff": 0.25, "anecdote": 0.5, "data": 0.75, "research": 1.0}

# One rating: the side of the rater's department ("" without one), the value or None for "don't know", a word or "".
RatingFacts = tuple[str, int | None, str]

# One rating that has a value: who it is counted with, a department or a side, and the value.
Rated = tuple[str, float]


class Emotion(TypedDict):
    """What ratings come to: over all people, over all departments alike, and of each department."""

    mean: float
    balanced: float
    n: int
    departments: dict[str, float]


class Gap(TypedDict):
    """How far apart the departments at the two ends are."""

    gap: float
    high: str
    low: str


class CurveFacts(TypedDict):
    """What a curve tells; `…_at` are places in the journey, from 0, of equal ones the first."""

    mean: float
    peak: float
    peak_at: int
    trough: float
    trough_at: int
    end: float
    peak_end: float
    drop: float | None
    drop_at: int | None
    negative_share: float


def feeling(ratings: Iterable[RatingFacts]) -> dict[str, Any]:
    """Return what the ratings of one touchpoint come to.

    `n` who rated, `unknown` who said "don't know", `mean`; `sides`: mean and n of each side that may be told;
    `low` and `high`: the lowest and highest mean of a side, without saying of which (`_band`); `word`: the one
    most often said.
    """
    said = list(ratings)
    known = [(side, value) for side, value, _ in said if value is not None]
    counts = tellable_sides(side for side, _ in known)
    emotion = touchpoint_emotion(known)
    means = _means(one for one in known if one[0] in counts)
    band = _band(known, counts)
    return {
        "n": len(known),
        "unknown": len(said) - len(known),
        "mean": emotion["mean"] if emotion else None,
        "low": min(band, default=None),
        "high": max(band, default=None),
        "sides": {side: {"mean": at, "n": counts[side]} for side, at in means.items()},
        "word": _most_said(word for _, _, word in said if word),
    }


def tellable_sides(raters: Iterable[str]) -> dict[str, int]:
    """Return which sides may be told apart, and how many of each have rated, from the side of each rater.

    Those with at least FEW raters; and as the mean of all is told as well, the rest together must be nobody or at
    least FEW, too, or what they said could be computed: the smallest sides are left out until it is so.
    """
    counts = Counter(raters)
    told = {side: counts[side] for side in sorted(counts) if side and counts[side] >= FEW}
    while told and 0 < counts.total() - sum(told.values()) < FEW:
        del told[min(told, key=lambda side: told[side])]
    return told


def _band(known: Sequence[Rated], told: dict[str, int]) -> list[float]:
    """Return the means of the sides that a band spans: of those that are told, and of the others only together.

    As it names none, an untold side is hidden in it among at least FEW untold ones. Of two it could be computed which
    one it is, as the mean of all is told.
    """
    means = _means(one for one in known if one[0])
    untold = means.keys() - told.keys()
    return [at for side, at in means.items() if side in told or len(untold) >= FEW]


def touchpoint_emotion(ratings: Sequence[Rated]) -> Emotion | None:
    """Return the mean of one touchpoint's ratings, −2 to +2; None without any.

    `balanced` weighs every department alike, however many of its people came: the mean of their means.
    """
    if not ratings:
        return None
    departments = _means(ratings)
    return {
        "mean": mean(value for _, value in ratings),
        "balanced": mean(departments.values()),
        "n": len(ratings),
        "departments": departments,
    }


def silo_gap(ratings: Sequence[Rated], least: int = 1) -> Gap | None:
    """Return the largest difference between the means of two departments, 0 to 4.

    Only those with at least `least` raters count; None where fewer than two do.
    """
    counts = Counter(department for department, _ in ratings)
    means = {name: at for name, at in _means(ratings).items() if counts[name] >= least}
    if len(means) < 2:
        return None
    high = max(means, key=lambda name: (means[name], name))
    low = min(means, key=lambda name: (means[name], name))
    return {"gap": means[high] - means[low], "high": high, "low": low}


def agreement(counts: Sequence[int]) -> float | None:
    """Return how much people agree, from how many chose each step of an ordered scale; None without anybody.

    van der Eijk's A (Quality & Quantity 35, 2001, 325-341): +1 all on one step, 0 all steps alike, −1 half at each
    end. The counts are taken apart into layers of equal height, and each layer's agreement is weighed by its size.
    """
    left, total = list(counts), sum(counts)
    if total == 0:
        return None
    found = 0.0
    while any(left):
        height = min(count for count in left if count)
        layer = [bool(count) for count in left]
        found += sum(layer) * height / total * _agreement_of_layer(layer)
        left = [count - height if count else 0 for count in left]
    return found


def _agreement_of_layer(layer: Sequence[bool]) -> float:
    steps, filled = len(layer), sum(layer)
    if filled == steps:
        return 0.0
    if filled == 1:
        return 1.0
    triples = Counter(combinations(layer, 3))
    with_one_peak = triples[True, True, False] + triples[False, True, True]
    with_two_peaks = triples[True, False, True]
    seen = with_one_peak + with_two_peaks
    unimodal = (
        ((steps - 2) * with_one_peak - (steps - 1) * with_two_peaks) / ((steps - 2) * seen) if seen else 1.0
    )
    return unimodal * (1 - (filled - 1) / (steps - 1))


def curve_facts(curve: Sequence[float | None]) -> CurveFacts | None:
    """Return what the means of a journey tell, in its order; None stands where nobody rated, and for all of None.

    `drop` is the biggest fall from one touchpoint to the very next, below 0 and at least −4, None where it never
    falls; none is told across a gap. `peak_end`: the mean of the strongest point and the last (Kahneman, 1993).
    """
    known = [(value, at) for at, value in enumerate(curve) if value is not None]
    if not known:
        return None
    values = [value for value, _ in known]
    peak, peak_at = max(known, key=lambda point: (point[0], -point[1]))
    trough, trough_at = min(known)
    falls = [(later[0] - one[0], later[1]) for one, later in pairwise(known) if later[1] == one[1] + 1]
    drop, drop_at = min(falls, default=(0.0, 0))
    strongest = max(values, key=lambda value: (abs(value), value))
    return {
        "mean": mean(values),
        "peak": peak,
        "peak_at": peak_at,
        "trough": trough,
        "trough_at": trough_at,
        "end": values[-1],
        "peak_end": (strongest + values[-1]) / 2,
        "drop": drop if drop < 0 else None,
        "drop_at": drop_at if drop < 0 else None,
        "negative_share": sum(value < 0 for value in values) / len(values),
    }


def moment_ranks(moments: Iterable[tuple[str, int | None]], journey: Sequence[str]) -> dict[str, int]:
    """Return the rank, from 1, of each touchpoint that is a moment of truth, given with its power.

    The strongest first, those without a power last, then along the journey; what is not on it has no rank.
    """
    place = {touchpoint: at for at, touchpoint in enumerate(journey)}
    there = [
        (-(power or 0), place[touchpoint], touchpoint) for touchpoint, power in moments if touchpoint in place
    ]
    return {touchpoint: rank for rank, (_, _, touchpoint) in enumerate(sorted(there), start=1)}


def confidence(levels: Sequence[str]) -> float | None:
    """Return how far a map rests on customers, 0 to 100: the mean weight of its touchpoints' evidence.

    A level that nobody has said counts as an assumption. Below 50 a map is a hypothesis; None without touchpoints.
    """
    return 100 * mean(WEIGHTS.get(level, 0) for level in levels) if levels else None


def opportunity(power: int, emotion: float) -> float:
    """Return how much it is worth to better a moment of truth, 2 to 20; from 15 on: fix it first.

    Ulwick's opportunity score (What Customers Want, 2005): I + max(I − S, 0), with the importance I = 2 × power
    (1 to 5) and the satisfaction S = 2.5 × (emotion + 2).
    """
    importance, satisfaction = 2 * power, 2.5 * (emotion + 2)
    return importance + max(importance - satisfaction, 0)


def moment_quadrant(power: int | None, emotion: float | None) -> str | None:
    """Return what a moment of truth asks for: `fix` (first), `protect`, `simplify` or `keep`.

    None while its power or how it feels is not known.
    """
    if power is None or emotion is None:
        return None
    if power >= STRONG:
        return "protect" if emotion >= 0 else "fix"
    return "keep" if emotion >= 0 else "simplify"


def _means(ratings: Iterable[Rated]) -> dict[str, float]:
    by: dict[str, list[float]] = defaultdict(list)
    for name, value in ratings:
        by[name].append(value)
    return {name: mean(values) for name, values in sorted(by.items())}


def _most_said(words: Iterable[str]) -> str:
    counted = Counter(words)
    return min(counted, key=lambda word: (-counted[word], word), default="")
