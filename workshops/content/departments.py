"""The ready list of departments, and the rule by which every department gets its letters and its hue."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from string import ascii_uppercase, digits

import msgspec

# One per colour of the marks in static/css/mark.css, in the order in which own departments are given them.
HUES = ("service", "operations", "marketing", "product", "it", "sales", "finance", "techsupport", "legal")
NO_HUE = "none"
SMALL_WORDS = {"and", "for", "of", "the"}


class Mark(msgspec.Struct, frozen=True):
    """How a department is told apart on the board: two letters first, then a hue ("none": no own colour)."""

    letters: str
    hue: str


class ReadyDepartment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A department that is offered at set-up, and why it matters; `side` is a value of `workshops.enums.Side`."""

    name: str
    side: str
    letters: str
    hue: str
    why: str = ""


@cache
def ready_departments() -> tuple[ReadyDepartment, ...]:
    """Return the ready list in the order in which it is offered: promise, deliver, support, enable."""
    path = Path(__file__).with_name("departments.json")
    return msgspec.json.decode(path.read_bytes(), type=tuple[ReadyDepartment, ...])


def marks_for(names: Iterable[str], taken: Iterable[Mark] = ()) -> list[Mark]:
    """Return one mark per department name, in order, unlike each other and unlike `taken`.

    Departments with a mark of their own choose first, so that Sales is "Sa" in every workshop.
    """
    names = list(names)
    given = list(taken)
    marks: dict[int, Mark] = {}
    for index in sorted(range(len(names)), key=lambda index: not _has_own_hue(names[index])):
        marks[index] = mark_for(names[index], given)
        given.append(marks[index])
    return [marks[index] for index in range(len(names))]


def mark_for(name: str, taken: Iterable[Mark] = ()) -> Mark:
    """Return letters and hue for one more department, unlike those already `taken` in its workshop.

    The ready list's own mark as far as it is free; else letters out of the name, and the first free hue.
    A hue is "none" once every hue is taken.
    """
    taken = list(taken)
    used = {mark.hue for mark in taken}
    ready = _find_ready(name)
    wanted = (ready.hue, *HUES) if ready and ready.hue != NO_HUE else HUES
    hue = next((hue for hue in wanted if hue not in used), NO_HUE)
    return Mark(letters=letters_for(name, (mark.letters for mark in taken)), hue=hue)


def letters_for(name: str, taken: Iterable[str] = ()) -> str:
    """Return two letters for a department that nobody in `taken` has, upper and lower case being the same.

    Initials of the first two words, else the first letter with a later one, else with a digit; and should a
    workshop ever use up all of these, the first choice again.
    """
    used = {letters.casefold() for letters in taken}
    candidates = list(_candidates(name))
    return next((letters for letters in candidates if letters.casefold() not in used), candidates[0])


def _has_own_hue(name: str) -> bool:
    ready = _find_ready(name)
    return ready is not None and ready.hue != NO_HUE


def _find_ready(name: str) -> ReadyDepartment | None:
    """Return the ready department of this name; "Finance" finds "Finance and billing"."""
    wanted = name.casefold()
    for ready in ready_departments():
        short = ready.name.split(" and ")[0].split(" / ")[0]
        if wanted in (ready.name.casefold(), short.casefold()):
            return ready
    return None


def _candidates(name: str) -> Iterator[str]:
    """Yield pairs of letters that may stand for a name, best first."""
    ready = _find_ready(name)
    if ready:
        yield ready.letters
    words = _words(name)
    letters = "".join(words) or "D"
    first = letters[0]
    if len(words) > 1:
        yield _pair(first, words[1][0])
    for later in letters[1:]:
        yield _pair(first, later)
    for start, end in product([first, *ascii_uppercase], digits[1:]):
        yield _pair(start, end)


def _words(name: str) -> list[str]:
    """Return the words of a name without small words, letters and digits only."""
    spaced = "".join(sign if sign.isalnum() else " " for sign in name)
    words = spaced.split()
    return [word for word in words if word.casefold() not in SMALL_WORDS] or words


def _pair(first: str, second: str) -> str:
    """Return two signs as "Sa"; a sign that would grow in another case (ß) keeps its own."""
    upper, lower = first.upper(), second.lower()
    return (upper if len(upper) == 1 else first) + (lower if len(lower) == 1 else second)
