"""The ready list of departments, and the rule by which every department gets its letters and its hue."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from string import ascii_uppercase, digits

import msgspec

# One per colour of the marks in static/css/mark.css, in the order in which own departments are given them.
HUES = ("service", "operations", "marketing", "product", "it", "sales", "finance", "techsupport", "legal")
NO_HUE = "none"


class Mark(msgspec.Struct, frozen=True):
    """How a department is told apart on the board: two letters first, then a hue ("none": no own colour)."""

    letters: str
    hue: str


class ReadyDepartment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A department that is offered at set-up; `side` is a value of `workshops.enums.Side`."""

    name: str
    side: str
    letters: str
    hue: str


@cache
def ready_departments() -> tuple[ReadyDepartment, ...]:
    """Return the ready list in the order in which it is offered: promise, deliver, support, enable."""
    path = Path(__file__).with_name("departments.json")
    return msgspec.json.decode(path.read_bytes(), type=tuple[ReadyDepartment, ...])


def marks_for(names: Iterable[str], taken: Iterable[Mark] = ()) -> list[Mark]:
    """Return one mark per department name, in order, unlike each other and unlike `taken`.

    Departments of the ready list choose first, so that Sales is "Sa" in every workshop.
    """
    names = list(names)
    given = list(taken)
    marks: dict[int, Mark] = {}
    for index in sorted(range(len(names)), key=lambda index: _find_ready(names[index]) is None):
        marks[index] = mark_for(names[index], given)
        given.append(marks[index])
    return [marks[index] for index in range(len(names))]


def mark_for(name: str, taken: Iterable[Mark] = ()) -> Mark:
    """Return letters and hue for one more department, unlike those already `taken` in its workshop.

    The ready list's own mark if it is free; else letters out of the name, and the first free hue.
    Letters are always free; a hue is "none" once every hue is taken.
    """
    taken = list(taken)
    ready = _find_ready(name)
    used = {mark.hue for mark in taken}
    if ready and ready.hue not in used:
        hue = ready.hue
    else:
        hue = next((hue for hue in HUES if hue not in used), NO_HUE)
    return Mark(letters=letters_for(name, (mark.letters for mark in taken)), hue=hue)


def letters_for(name: str, taken: Iterable[str] = ()) -> str:
    """Return two letters for a department that nobody in `taken` has, upper and lower case being the same.

    Initials of the first two words, else the first letter with a later one, else with a digit.
    """
    used = {letters.casefold() for letters in taken}
    return next(letters for letters in _candidates(name) if letters.casefold() not in used)


def _find_ready(name: str) -> ReadyDepartment | None:
    wanted = name.casefold()
    return next((ready for ready in ready_departments() if ready.name.casefold() == wanted), None)


def _candidates(name: str) -> Iterator[str]:
    """Yield every pair of letters that may stand for a name, best first; long enough to never run out."""
    ready = _find_ready(name)
    if ready:
        yield ready.letters
    words = ["".join(sign for sign in word if sign.isalnum()) for word in _words(name)]
    words = [word for word in words if word]
    letters = "".join(words) or "D"
    first = letters[0]
    if len(words) > 1:
        yield _pair(first, words[1][0])
    for later in letters[1:]:
        yield _pair(first, later)
    for start, end in product([first, *ascii_uppercase], digits[1:]):
        yield _pair(start, end)
    for start, end in product(ascii_uppercase, ascii_uppercase):
        yield _pair(start, end)
    yield from (_pair(chr(start), chr(end)) for start, end in product(range(0x4E00, 0x9FA5), repeat=2))


def _words(name: str) -> list[str]:
    spaced = "".join(" " if unicodedata.category(sign)[0] in "PSZ" else sign for sign in name)
    return [word for word in spaced.split() if word.casefold() not in {"and", "of", "the", "for"}] or [spaced]


def _pair(first: str, second: str) -> str:
    """Return two signs as "Sa"; a sign that would grow in another case (ß) keeps its own."""
    upper, lower = first.upper(), second.lower()
    return (upper if len(upper) == 1 else first) + (lower if len(lower) == 1 else second)
