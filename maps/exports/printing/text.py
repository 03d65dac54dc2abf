"""People's words made ready for typst: nothing in them can turn, hide or overflow what is printed beside them."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from maps.exports.fonts import cover_together, is_selector, shown_as

# U+200F before words that run from right to left: look.typ takes it away and turns the paragraph.
RIGHT_TO_LEFT = "\u200f"
# What stands for a sign that no font of ours has.
MISSING = "□"
BREAK = "\u200b"
# What runs may be wide where nothing narrower is asked for (ems).
RUN = 9

_BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}
_CONTROLS = ({*range(0x20), *range(0x7F, 0xA0)} - {0x09, 0x0A}) | {0xFEFF, 0x2028, 0x2029}
_STRIPPED = dict.fromkeys(_BIDI | _CONTROLS)
_RUN = re.compile(rf"[^\s{BREAK}\-]+")
# Scripts that may be broken anywhere, by the wide forms of their signs.
_WIDE = ("W", "F")
# What is one sign to the eye with the one before it.
_JOINED = ("Mn", "Me", "Cf", "Sk")
_MARKS = ("Mn", "Me")
_UNSEEN = ("Cf", "Cn", "Co", "Cs")
_NARROW = set("iljtfrI.,:;'|!()[] ·’“”-/")
_BROAD = set("mwMWQO@%—…")


@lru_cache(8192)
def printable(text: str, room: float = RUN) -> str:
    """Return words as they are handed to typst: without controls, breakable to `room` (ems), direction marked."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n").translate(_STRIPPED).replace("\t", " ").strip()
    kept = kept if kept.isascii() else "".join(_with_marks(kept))
    broken = _RUN.sub(lambda run: _with_breaks(run.group(), room), kept)
    return RIGHT_TO_LEFT + broken if runs_right_to_left(kept) else broken


def _with_marks(text: str) -> Iterator[str]:
    """Yield what is shown of a text; a mark only where one font has it together with its letter."""
    base = ""
    for sign in text:
        if unicodedata.category(sign) in _MARKS and not is_selector(sign):
            if base and cover_together(base[-1], sign):
                yield sign
        else:
            base = _shown(sign)
            yield base


@cache
def _shown(sign: str) -> str:
    """Return a sign, or what stands for it where no font of ours has it: PDF/UA allows no gaps."""
    shown = shown_as(sign)
    if shown is not None:
        return shown
    return "" if unicodedata.category(sign) in _UNSEEN else MISSING


def runs_right_to_left(text: str) -> bool:
    """Tell which way words run, by the first letter that has a direction."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def cut(text: str, length: int) -> str:
    """Return at most so many characters on one line, cut at a word, with "…" where something is left out."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    head = line[: length - 1]
    at_word = head.rsplit(" ", 1)[0] if " " in head[length // 2 :] else head
    while at_word and unicodedata.category(line[len(at_word)]) in _JOINED:
        at_word = at_word[:-1]  # not within what is one sign to the eye
    return at_word.rstrip(" ,;:–-") + "…"


@lru_cache(8192)
def ems(text: str) -> float:
    """Return about how wide words in Inter are, in parts of their size."""
    return sum(_em(sign) for sign in text)


@lru_cache(8192)
def cut_to(text: str, room: float) -> str:
    """Return as many words as fit on so much room (ems), with "…" where something is left out."""
    line = " ".join(text.split())
    used = 0.0
    for place, sign in enumerate(line):
        used += _em(sign)
        if used > room:
            return cut(line, max(place, 2))
    return line


@cache
def _em(sign: str) -> float:
    if sign in _NARROW:
        return 0.3
    if sign in _BROAD:
        return 0.88
    if ord(sign) > 0x2E00:
        return 1
    if unicodedata.category(sign) in _JOINED:
        return 0
    return 0.7 if sign.isupper() else 0.585


def _with_breaks(run: str, room: float) -> str:
    """Put places to break into a run that is wider than there is room, but not within what is one sign to the eye."""
    if ems(run) <= room or unicodedata.east_asian_width(run[0]) in _WIDE:
        return run
    out: list[str] = []
    used = 0.0
    for sign in run:
        used += _em(sign)
        joined = unicodedata.category(sign) in _JOINED
        if used > room and out and not joined and out[-1] != "\u200d":
            out.append(BREAK)
            used = _em(sign)
        out.append(sign)
    return "".join(out)
