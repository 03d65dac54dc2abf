"""The geometry of the emotion curve for files; the browser's twin is static/js/board/curve_path.js."""

from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]


def pieces(points: Sequence[Point | None]) -> list[list[Point]]:
    """Return the pieces of a line, which is broken wherever a point is missing."""
    found: list[list[Point]] = [[]]
    for point in points:
        if point is not None:
            found[-1].append(point)
        elif found[-1]:
            found.append([])
    return [piece for piece in found if piece]


def gaps(points: Sequence[Point | None]) -> list[tuple[Point, Point]]:
    """Return the ends of the pieces that face each other across missing points."""
    return [(one[-1], other[0]) for one, other in pairwise(pieces(points))]


def slopes(points: Sequence[Point]) -> list[float]:
    """Return the slope at each point, so that the line never rises above or falls below its points.

    Fritsch and Carlson (SIAM Journal on Numerical Analysis 17, 1980, 238-246) with harmonic means: at a turn none, at
    the ends that of the neighbour.
    """
    steps = [(two[1] - one[1]) / (two[0] - one[0]) for one, two in pairwise(points)]
    found = []
    for left, right in pairwise([None, *steps, None]):
        if left is None or right is None:
            found.append(left or right or 0.0)
        else:
            found.append(0.0 if left * right <= 0 else 2 * left * right / (left + right))
    return found


def cubics(points: Sequence[Point]) -> list[tuple[Point, Point, Point]]:
    """Return the cubic curves from point to point: two handles and the end of each."""
    found = []
    for (one, two), (before, after) in zip(pairwise(points), pairwise(slopes(points)), strict=True):
        third = (two[0] - one[0]) / 3
        found.append(
            ((one[0] + third, one[1] + before * third), (two[0] - third, two[1] - after * third), two)
        )
    return found


def sampled(points: Sequence[Point], steps: int = 10) -> list[Point]:
    """Return the curve as so many straight lines from point to point, for what knows no cubics."""
    line = list(points[:1])
    for (one, two, end), start in zip(cubics(points), points, strict=False):
        for step in range(1, steps + 1):
            t = step / steps
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
            x, y = (
                sum(
                    weight * point[axis]
                    for weight, point in zip(weights, (start, one, two, end), strict=True)
                )
                for axis in (0, 1)
            )
            line.append((x, y))
    return line
