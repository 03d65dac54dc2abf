"""Words as all commands take them: cleaned, or refused with the field and why (L13); edits brought together (L19)."""

from typing import NamedTuple

from workshops.errors import Code, Refused
from workshops.merging import merge
from workshops.text import BadText, clean, clean_line, clean_words


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


def perhaps_words(text: str, field: str, limit: int) -> str:
    """Return cleaned words that may be left out, or refuse as `words`."""
    try:
        return clean(text, limit).strip()
    except BadText as bad:
        raise Refused(Code.BAD_MESSAGE, field=field, why=bad.why) from bad


def perhaps_line(text: str, field: str, limit: int) -> str:
    """Return cleaned words on one line that may be left out, or refuse as `words`."""
    return line(text, field, limit) if text.strip() else ""


def reword(stored: str, was: str, mine: str, limit: int, *, needed: bool = True) -> Reworded:
    """Decide what an edit from `was` to `mine` (cleaned) makes of the stored words.

    Unchanged since → mine; changed elsewhere → both merged by words; changed in the same place, or merged
    longer than `limit`, or to nothing where words are `needed` → the stored words stay and the author is told
    of both.
    """
    if mine in (stored, was):
        return Reworded(None, {})
    if stored == was:
        return Reworded(mine, {})
    merged = merge(was, stored, mine)
    if merged is None or len(merged) > limit or (needed and not merged.strip()):
        return Reworded(None, {"conflict": {"mine": mine, "theirs": stored}})
    if merged == stored:
        return Reworded(None, {"merged": True, "text": stored})
    return Reworded(merged, {"merged": True, "text": merged})
