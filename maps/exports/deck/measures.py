"""Guesses how much room words take: no font is at hand, so it guesses rather too much than too little."""

import unicodedata

# Widths in parts of the type size, for Arial.
NARROW, BLANK, USUAL, CAPITAL, BROAD, WIDE, EMOJI = 0.3, 0.29, 0.56, 0.72, 0.9, 1.02, 1.4
BOLDER = 1.08
LEADING = 1.22


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line of words is in type of this size, in points."""
    return size * (BOLDER if bold else 1) * sum(map(_width, text))


def _width(sign: str) -> float:
    if sign == " ":
        return BLANK
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Cf", "Mn", "Me"):
        return 0
    if ord(sign) >= 0x1F000:
        return EMOJI
    if unicodedata.east_asian_width(sign) in "WF":
        return WIDE
    if sign in "iljtfrI.,:;'’|!()[]":
        return NARROW
    if sign in "mwMW@%—…":
        return BROAD
    return CAPITAL if sign.isupper() else USUAL


def lines_of(text: str, size: float, width: float, *, bold: bool = False) -> int:
    """Return in how many lines words break where `width` points are between the edges."""
    return sum(len(wrapped(line, size, width, bold=bold)) for line in text.split("\n"))


def wrapped(line: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Return one paragraph in lines; a word that is longer than a line is broken anywhere."""
    lines, here, used = [], "", 0.0
    blank = width_of(" ", size, bold=bold)
    for word in line.split(" "):
        long = width_of(word, size, bold=bold)
        if here and used + blank + long > width:
            lines.append(here)
            here, used = "", 0.0
        while long > width and len(word) > 1:
            room = max(1, int(len(word) * width / long))
            lines.append(word[:room])
            word = word[room:]
            long = width_of(word, size, bold=bold)
        here, used = (f"{here} {word}", used + blank + long) if here else (word, long)
    return [*lines, here]


def height_of(text: str, size: float, width: float, *, bold: bool = False) -> float:
    """Return how high words stand in points."""
    return LEADING * size * lines_of(text, size, width, bold=bold)


def shortened(text: str, size: float, width: float, lines: int, *, bold: bool = False) -> str:
    """Return words that fit into so many lines, cut behind a word with "…" where they do not."""
    flat = " ".join(text.split())
    found = wrapped(flat, size, width, bold=bold)
    if len(found) <= lines:
        return flat
    kept = found[:lines]
    last = kept[-1]
    while last and width_of(f"{last}…", size, bold=bold) > width:
        last = last.rpartition(" ")[0] or last[:-1]
    return " ".join([*kept[:-1], f"{last}…"])
