"""How high a sheet of the map will be (units), by counting lines: so that typst seldom has to try twice."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from maps.exports.printing.text import ems

Drawn = dict[str, Any]
# Of a line of so many points, and between two rows.
LINE = 1.22 * 0.3528
BETWEEN = 1.8
CURVE = 38
NO_CURVE = 6
LABEL = 20


def sheet_height(drawn: Drawn, half: float) -> float:
    """Return how high a sheet is at least, without its title, legend and foot."""
    height = _stages(drawn, half)
    if drawn["front"]:
        touchpoints = [_touchpoint(one, one["span"] * half - 2) for one in drawn["touchpoints"]]
        height += max([9.5, *touchpoints]) + BETWEEN + (7 if drawn["owners"] else 0)
        height += CURVE + 6.5 + BETWEEN if drawn["curve"] else NO_CURVE
        lanes = [[_moment(one, one["span"] * half - 5) for one in lane] for lane in drawn["moments"]]
        height += sum(max(lane) + BETWEEN for lane in lanes)
        height += sum(note_row(row, half) for row in drawn["notes"])
    if drawn["back"]:
        height += 3.3 + BETWEEN
        lanes = [[_behind(one, one["span"] * half - 5) for one in lane] for lane in drawn["behind"]]
        height += sum(max(lane) + BETWEEN for lane in lanes)
        height += sum(note_row(row, half) for row in drawn["below"])
        height += (4.7 + BETWEEN) * (len(drawn["systems"]) + len(drawn["teams"]))
        height += 5 if drawn["left_out"] else 0
    return height


def title_height(head: Drawn, width: float) -> float:
    """Return how high the title block is; `width` is that of the sheet."""
    letters = len(head["title"])
    size = 34 if letters <= 22 else 22 if letters <= 44 else 16
    left = 5 + text_height(head["title"], 102, size, bold=True) + text_height(head["scope"], 102, 9.5) + 2
    column = (width - 236 - 12) / 4
    cells = [4 + text_height(words, column, 7.5) for _label, words in head["card"]]
    middle = sum(max(cells[start : start + 4]) + 1.8 for start in range(0, len(cells), 4))
    people = -(-len(head["departments"]) // 4) * 8
    right = (
        text_height(head["workshop"], 78, 10, bold=True) + text_height(head["rests"], 118, 7.5) + 5 + people
    )
    return max(left, middle, right) + 5


def note_row(row: Drawn, half: float) -> float:
    """Return how high a row of notes is."""
    size = 8.4 if row["key"] == "thoughts" else 7.5
    cells = [_notes(cell["notes"], cell["span"] * half - 5.5, size, cell["more"]) for cell in row["cells"]]
    return max([text_height(row["label"], LABEL, 7.5, bold=True), *cells]) + BETWEEN


@lru_cache(4096)
def text_height(text: str, room: float, size: float, *, bold: bool = False) -> float:
    """Return how high words are that break at spaces, in so much room (units)."""
    return _lines(text, room, size * 0.3528 * (1.07 if bold else 1)) * size * LINE if text else 0


def _lines(text: str, room: float, em: float) -> int:
    lines, used = 0, 0.0
    for paragraph in text.split("\n"):
        lines, used = lines + 1, 0.0
        for word in paragraph.replace("\u200b", " ").split(" "):
            wide = em * ems(word)
            if used and used + wide > room:
                lines, used = lines + 1, 0.0
            if wide > room:
                lines += int(wide / room)
                wide %= room
            used += wide + 0.28 * em
    return lines


def _stages(drawn: Drawn, half: float) -> float:
    goals = [text_height(one["goal"], one["span"] * half - 2, 8.8) for one in drawn["stages"]]
    return max([12.5, *(7.2 + goal for goal in goals)]) + BETWEEN


def _touchpoint(one: Drawn, room: float) -> float:
    if not one["seen"]:
        return 4 + text_height("behind the scenes, below", room, 7)
    words = text_height(one["title"], room, 7.5, bold=True) + text_height(one["label"], room, 7)
    return 4.5 + words + (text_height(one["wait"], room - 4, 7, bold=True) + 0.3 if one["wait"] else 0)


def _moment(one: Drawn, room: float) -> float:
    return 7.5 + text_height(one["sentence"], room, 9.4) + (3.5 if one["power"] or one["advice"] else 0)


def _behind(one: Drawn, room: float) -> float:
    words = text_height(f"00 {one['title']}", room, 7.5, bold=True) + text_height(one["label"], room, 7)
    return 3.6 + words + (3.4 if one["wait"] else 0)


def _notes(notes: Iterable[str], room: float, size: float, more: str) -> float:
    return sum(text_height(note, room, size) + 0.7 for note in notes) + (3 if more else 0)
