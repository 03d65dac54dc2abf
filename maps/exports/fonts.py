"""The fonts that printed files are set in, and the scripts that none of them covers."""

import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "printing" / "fonts"
# What only the customer's own words are set in, so it helps no others.
VOICE = "newsreader"
# The tables of a font that map characters to glyphs: (platform, encoding), the larger first.
_UNICODE = ((3, 10), (0, 4), (3, 1), (0, 3))
# Signs that shape their neighbours and have no look of their own.
_UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
_SELECTORS = range(0xFE00, 0xFE10)
# Where the name of a character does not begin with the name of its script.
_NAMED = {"IDEOGRAPHIC": "CJK", "KATAKANA-HIRAGANA": "KATAKANA", "HALFWIDTH": "CJK", "FULLWIDTH": "CJK"}


def missing_scripts(texts: Iterable[str]) -> list[str]:
    """Return the English names of scripts ("Thai", "Tamil") that texts hold signs of and no font of ours covers."""
    signs = set().union(*texts)
    uncovered = (sign for sign in signs if shown_as(sign) is None and unicodedata.category(sign)[0] != "M")
    return sorted({_script(sign) for sign in uncovered})


def is_shown(sign: str) -> bool:
    """Tell whether a character is printed as it should be, which is nothing for a blank."""
    is_blank = unicodedata.category(sign) in _UNSEEN or is_selector(sign)
    return is_blank or any(_covers(runs, sign) for runs in _coverage())


@cache
def shown_as(sign: str) -> str | None:
    """Return a character, or a plainer form of it ("𝔘" as "U"), or None where no font of ours has either."""
    if is_shown(sign):
        return sign
    plainer = unicodedata.normalize("NFKC", sign)
    return plainer if plainer != sign and all(map(is_shown, plainer)) else None


@cache
def cover_together(letter: str, mark: str) -> bool:
    """Tell whether one font has both a letter and a mark that goes over or under it."""
    return any(_covers(runs, letter) and _covers(runs, mark) for runs in _coverage())


def is_selector(sign: str) -> bool:
    """Tell whether a character chooses between two looks of the one before it."""
    return ord(sign) in _SELECTORS


def _covers(runs: tuple[list[int], list[int]], sign: str) -> bool:
    starts, ends = runs
    place = bisect_right(starts, ord(sign)) - 1
    return place >= 0 and ord(sign) <= ends[place]


def _script(sign: str) -> str:
    """Return the script of a character by the first word of its name; signs that are no letters are "Symbols"."""
    if unicodedata.category(sign)[0] not in "LMN":
        return "Symbols"
    first = unicodedata.name(sign, "UNKNOWN").split()[0]
    return _NAMED.get(first, first).title() if first != "CJK" else "CJK"


@cache
def _coverage() -> list[tuple[list[int], list[int]]]:
    """Return for each font where its runs of covered characters begin and end, in order."""
    paths = sorted(path for path in FOLDER.glob("*.ttf") if not path.name.startswith(VOICE))
    fonts = [sorted(_runs(path.read_bytes())) for path in paths]
    return [([start for start, _end in runs], [end for _start, end in runs]) for runs in fonts]


def _runs(font: bytes) -> Iterable[tuple[int, int]]:
    """Yield the runs of characters that a font has glyphs for (OpenType, table "cmap", formats 4 and 12)."""
    count = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4s4xL4x", font, 12 + 16 * number) for number in range(count))
    start = next(offset for tag, offset in records if tag == b"cmap")
    count = struct.unpack_from(">H", font, start + 2)[0]
    found = {
        (platform, encoding): start + offset
        for platform, encoding, offset in (
            struct.unpack_from(">HHL", font, start + 4 + 8 * number) for number in range(count)
        )
    }
    table = next(found[key] for key in _UNICODE if key in found)
    yield from _runs_of_groups(font, table) if font[table + 1] == 12 else _runs_of_segments(font, table)


def _runs_of_groups(font: bytes, table: int) -> Iterable[tuple[int, int]]:
    count = struct.unpack_from(">L", font, table + 12)[0]
    for number in range(count):
        start, end, glyph = struct.unpack_from(">LLL", font, table + 16 + 12 * number)
        if glyph:
            yield start, end


def _runs_of_segments(font: bytes, table: int) -> Iterable[tuple[int, int]]:
    count = struct.unpack_from(">H", font, table + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, table + 14)
    starts = struct.unpack_from(f">{count}H", font, table + 16 + 2 * count)
    for start, end in zip(starts, ends, strict=True):
        if start != 0xFFFF:
            yield start, end
