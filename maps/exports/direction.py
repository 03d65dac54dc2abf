"""Tells which way words are written, by the first letter that has a direction (Unicode UAX 9, rule P2)."""

import unicodedata


def is_right_to_left(text: str) -> bool:
    """Tell whether words begin with a script that is written from right to left, as Arabic and Hebrew are."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False
