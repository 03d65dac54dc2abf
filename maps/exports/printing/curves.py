"""The curve of feelings as a path: through every mean, never beyond one, so that no peak shows that nobody rated."""

from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]
# A cubic: its two handles and its end.
Span = tuple[Point, Point, Point]


def spans(points: Sequence[Point]) -> list[Span]:
    """Return the cubics that lead from each point to the next (monotone, Fritsch–Carlson, harmonic slopes)."""
    slopes = _slopes(points)
    return [
        (
            (x0 + (x1 - x0) / 3, y0 + slope0 * (x1 - x0) / 3),
            (x1 - (x1 - x0) / 3, y1 - slope1 * (x1 - x0) / 3),
            (x1, y1),
        )
        for ((x0, y0), (x1, y1)), (slope0, slope1) in zip(pairwise(points), pairwise(slopes), strict=True)
    ]


def _slopes(points: Sequence[Point]) -> list[float]:
    rises = [(y1 - y0) / (x1 - x0) for (x0, y0), (x1, y1) in pairwise(points)]
    inner = [2 * a * b / (a + b) if a * b > 0 else 0.0 for a, b in pairwise(rises)]
    return [0.0, *inner, 0.0] if len(points) > 1 else [0.0] * len(points)
