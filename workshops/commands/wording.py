"""Words as all commands take them: cleaned, or refused with the field and why (L13, L19)."""

from workshops.errors import Code, Refused
from workshops.text import BadText, clean_line, clean_words


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
