"""Holds what a badge said, moment by moment, against what the database had at that moment."""

from __future__ import annotations

from itertools import pairwise

from tests.browser.hands import Said

Spoken = list[tuple[int, str]]
"""What a badge said, and from which millisecond since 1970 on."""


def lies(said: list[Said], spoken: Spoken, changes: list[tuple[str, str, int]]) -> list[str]:
    """Every moment at which a badge said "Saved" though something said before was not in the database yet."""
    return [lie for one in said if (lie := _lie(one, spoken, changes))]


def _lie(said: Said, spoken: Spoken, changes: list[tuple[str, str, int]]) -> str:
    stored = [at for name, row, at in changes if (name, row) == (said.name, said.row)]
    if len(stored) != 1:
        return f"{said.name} of {said.row} is in the log {len(stored)} times"
    ends = [*spoken, (spoken[-1][0] + 3_600_000, "")]
    for (begin, words), (end, _) in pairwise(ends):
        if words == "Saved" and max(begin, said.at) < min(end, stored[0]):
            return f"{said.name} of {said.row}: the badge said Saved {stored[0] - max(begin, said.at):.0f} ms too early"
    return ""
