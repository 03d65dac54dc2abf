"""The formulas of a journey map: what ratings come to, what a curve tells, what moments of truth ask for.

Emotion is rated from −2 to +2. An empty input gives None, never 0; "don't know" is counted apart.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from statistics import mean
from typing import Any

# With fewer raters a mean is shown as thin, and no spread and no side is told.
FEW = 3

# One rating: the side of the rater's department ("" without one), the value or None for "don't know", a word or "".
RatingFacts = tuple[str, int | None, str]


def feeling(ratings: Iterable[RatingFacts]) -> dict[str, Any]:
    """Return what the ratings of one touchpoint come to.

    `n` who rated, `unknown` who said "don't know", `mean`; `low` and `high`: the lowest and highest mean of a side,
    from FEW raters on; `sides`: mean and n of each side with at least FEW raters; `word`: the one most often said.
    """
    said = list(ratings)
    known = [(side, value) for side, value, _ in said if value is not None]
    sides = _means(known)
    every = [at for at, _ in sides.values()]
    is_thin = len(known) < FEW or not sides
    return {
        "n": len(known),
        "unknown": len(said) - len(known),
        "mean": mean(value for _, value in known) if known else None,
        "low": None if is_thin else min(every),
        "high": None if is_thin else max(every),
        "sides": {side: {"mean": at, "n": n} for side, (at, n) in sides.items() if n >= FEW},
        "word": _most_said(word for _, _, word in said if word),
    }


def _means(known: list[tuple[str, int]]) -> dict[str, tuple[float, int]]:
    by_side: dict[str, list[int]] = defaultdict(list)
    for side, value in known:
        if side:
            by_side[side].append(value)
    return {side: (mean(values), len(values)) for side, values in sorted(by_side.items())}


def _most_said(words: Iterable[str]) -> str:
    counted = Counter(words)
    return min(counted, key=lambda word: (-counted[word], word), default="")
