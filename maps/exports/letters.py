"""What files need to know of letters: the way they are written, and which ones no XML can hold."""

import re
import unicodedata

# Control characters and halves of characters, and what turns the writing direction round. The words of a map have
# hardly any of them (workshops.text.clean).
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\u202a-\u202e]")


def for_xml(text: str) -> str:
    """Return words without what XML cannot hold and what turns the writing direction round; lines end in LF."""
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def isolated(words: str) -> str:
    """Return words between marks (FSI, PDI of UAX 9), so that their direction turns nothing beside them round."""
    return (
        f"\u2068{words}\u2069"
        if is_right_to_left(words) or any(map(is_right_to_left, words.split()))
        else words
    )


def is_right_to_left(text: str) -> bool:
    """Tell whether words begin with a script that is written from right to left, as Arabic and Hebrew are.

    The first letter that has a direction decides (Unicode UAX 9, rule P2).
    """
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False
