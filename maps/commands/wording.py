"""Brings an edit of words together with what is stored (L19)."""

from typing import NamedTuple

from maps.merging import merge


class Reworded(NamedTuple):
    """What becomes of an edit: the words to store (None = leave them) and what the author is told."""

    words: str | None
    result: dict[str, object]


def reword(stored: str, was: str, mine: str, limit: int) -> Reworded:
    """Decide what an edit from `was` to `mine` (cleaned) makes of the stored words.

    Unchanged since → mine; changed elsewhere → both merged by words; changed in the same place, or merged
    longer than `limit` → the stored words stay and the author is told of both.
    """
    if mine in (stored, was):
        return Reworded(None, {})
    if stored == was:
        return Reworded(mine, {})
    merged = merge(was, stored, mine)
    if merged is None or len(merged) > limit or not merged.strip():
        return Reworded(None, {"conflict": {"mine": mine, "theirs": stored}})
    if merged == stored:
        return Reworded(None, {"merged": True, "text": stored})
    return Reworded(merged, {"merged": True, "text": merged})
