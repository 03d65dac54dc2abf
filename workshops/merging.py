"""Brings two edits of one text together by words, where they do not overlap (L19)."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

# Beyond this many words on both sides, matching could keep the writer busy; the edit then counts as one piece.
MATCHED_AT_MOST = 400


class Hunk(NamedTuple):
    """Words start..stop of the base become `words`."""

    start: int
    stop: int
    words: list[str]


def merge(base: str, stored: str, mine: str) -> str | None:
    """Return `stored` with what `mine` changed against `base`, or None where both changed the same words.

    A three-way merge (Khanna, Kunal, Pierce: A Formal Investigation of Diff3, 2007) over words and the
    spaces between them.
    """
    words = _words(base)
    theirs, ours = _hunks(words, _words(stored)), _hunks(words, _words(mine))
    merged: list[str] = []
    position = 0
    for hunk in _in_order(theirs, ours):
        if hunk.start < position:
            return None
        merged += words[position : hunk.start] + hunk.words
        position = hunk.stop
    if _meet(theirs, ours):
        return None
    return "".join(merged + words[position:])


def _words(text: str) -> list[str]:
    return re.findall(r"\s|[^\s]+", text)


def _hunks(base: list[str], changed: list[str]) -> list[Hunk]:
    start = 0
    while start < min(len(base), len(changed)) and base[start] == changed[start]:
        start += 1
    end = 0
    while end < min(len(base), len(changed)) - start and base[-1 - end] == changed[-1 - end]:
        end += 1
    old, new = base[start : len(base) - end], changed[start : len(changed) - end]
    if len(old) > MATCHED_AT_MOST or len(new) > MATCHED_AT_MOST:
        return [Hunk(start, start + len(old), new)]
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [Hunk(start + i1, start + i2, new[j1:j2]) for tag, i1, i2, j1, j2 in codes if tag != "equal"]


def _in_order(theirs: list[Hunk], ours: list[Hunk]) -> list[Hunk]:
    """Return all hunks by place; one that both made alike counts once."""
    return sorted(
        theirs + [hunk for hunk in ours if hunk not in theirs], key=lambda hunk: (hunk.start, hunk.stop)
    )


def _meet(theirs: list[Hunk], ours: list[Hunk]) -> bool:
    """Tell whether two different hunks begin at the same word: whose comes first cannot be known."""
    starts = {hunk.start: hunk for hunk in theirs}
    return any(hunk.start in starts and starts[hunk.start] != hunk for hunk in ours)
