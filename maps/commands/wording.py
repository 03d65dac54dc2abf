"""What all commands do with words: clean them, and bring an edit together with what is stored (L13, L19)."""

from typing import NamedTuple

from maps.merging import merge
from workshops.errors import Code, Refused
from workshops.text import BadText, clean_line, clean_words


class Reworded(NamedTuple):
    """What becomes of an edit: the words to store (None = leave them) and what the author is told."""

    words: str | None
    result: dict[str, object]


def words(text: str, field: str, limit: int) -> str:
    """Return cleaned words, or refuse ``bad-message`` naming the field and why."""
    try:
        return clean_words(text, limit)
    except BadText as bad:
        raise Refused(Code.BAD_MESSAGE, field=field, why=bad.why) from bad


def line(text: str, field: str, limit: int) -> str:
    """Return cleaned words on one line, or refuse as `words`."""
    try:
        return clean_line(text, limit)
    except BadText as bad:
        raise Refused(Code.BAD_MESSAGE, field=field, why=bad.why) from bad


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
