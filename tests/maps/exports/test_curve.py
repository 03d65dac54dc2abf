"""The curve on a server has the geometry of the browser's."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.exports.curve import cubics, gaps, pieces, sampled, slopes


def test_line_is_broken_where_a_point_is_missing() -> None:
    points = [None, (1.0, 1.0), (2.0, 0.0), None, None, (5.0, 2.0)]
    assert pieces(points) == [[(1.0, 1.0), (2.0, 0.0)], [(5.0, 2.0)]]
    assert gaps(points) == [((2.0, 0.0), (5.0, 2.0))]
    assert pieces([None]) == []


def test_slope_is_none_at_a_turn_and_the_harmonic_mean_on_the_way() -> None:
    assert slopes([(0, 0), (1, 1), (2, 4), (3, 0)]) == [1, 1.5, 0, -4]
    assert slopes([(0, 1)]) == [0]


def test_handles_stand_a_third_of_the_way() -> None:
    assert cubics([(0, 0), (3, 3)]) == [((1, 1), (2, 2), (3, 3))]


@given(st.lists(st.floats(-2, 2), min_size=2, max_size=12))
def test_curve_never_leaves_what_lies_between_two_points(values: list[float]) -> None:
    points = [(float(at), value) for at, value in enumerate(values)]
    line = sampled(points, 8)
    assert [y for _, y in line[::8]] == pytest.approx(values)
    for place, ((_, one), (_, two)) in enumerate(pairwise(points)):
        for _, y in line[8 * place : 8 * place + 9]:
            assert min(one, two) - 1e-9 <= y <= max(one, two) + 1e-9
