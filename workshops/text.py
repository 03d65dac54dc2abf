"""People's words made safe to keep: one rule for every door (socket, form, file).

The browser's twin of this rule is static/js/lib/text.js.
"""

import unicodedata

NOTE_LIMIT = 2000
NAME_LIMIT = 80
TITLE_LIMIT = 200
# One letter may become up to three when its case is folded.
FOLDED = 3

_BIDI_OVERRIDES = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_STRIPPED = dict.fromkeys(({*range(0x20), 0x7F} - {0x00, 0x09, 0x0A}) | _BIDI_OVERRIDES)


class BadText(ValueError):
    """Words that cannot be kept; `why` is a code: ``nul``, ``surrogate``, ``too-long`` or ``empty``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def clean(text: str, limit: int = NOTE_LIMIT) -> str:
    """Return the words as they are stored.

    Line ends become LF, letters NFC; control characters (but newline and tab) and overrides of the
    writing direction are taken out. Raises BadText for NUL, for lone surrogates and for more than
    `limit` characters (code points).
    """
    if "\x00" in text:
        raise BadText("nul")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise BadText("surrogate")
    kept = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(_STRIPPED))
    if len(kept) > limit:
        raise BadText("too-long")
    return kept


def fold(name: str) -> str:
    """Return by what two names are the same one: capitals do not matter.

    Databases are not asked, because each has its own opinion of letters such as İ and ı.
    """
    return name.casefold()


def clean_words(text: str, limit: int = NOTE_LIMIT) -> str:
    """Return cleaned words without blank edges; raises BadText ``empty`` where nothing is left."""
    kept = clean(text, limit).strip()
    if not kept:
        raise BadText("empty")
    return kept


def clean_line(text: str, limit: int = NAME_LIMIT) -> str:
    """Return cleaned words on one line, for names and titles; raises BadText as `clean_words`."""
    return " ".join(clean_words(text, limit).split())
