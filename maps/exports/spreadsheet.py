"""A map as tables (CSV): one line per touchpoint and note in reading order, or one of the workbook's sheets."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from maps.enums import Channel, Row
from maps.exports.details import detail_headings, details_of
from maps.exports.reading import MapRead, Record
from maps.exports.tables import TABLES, Cell, told
from workshops.enums import Side

BOM = "\ufeff"  # without it spreadsheet programs take UTF-8 for something else

# A cell that begins so is a formula, or becomes one once blanks are cut off.
_FIRST = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r]")
# The same where a program that expects other separators would start a cell: behind a line break, a
# semicolon or a tab (half of Europe opens a CSV that way by double-click).
_INSIDE = re.compile(r"([\n;\t])([^\S\n\t]*[=+\-@＝＋－＠])")


def to_csv(taken: MapRead) -> bytes:
    """Return the table in UTF-8 with a byte order mark, CRLF line ends, all cells quoted and harmless."""
    return _written(_headings(), _lines(taken))


def sheet_to_csv(taken: MapRead, sheet: str) -> bytes:
    """Return one table of the workbook (a key of `maps.exports.tables.TABLES`) as `to_csv` writes it."""
    table = TABLES[sheet]
    return _written(table.headings(), table.lines(*told(taken)))


def _written(headings: list[str], lines: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(headings)
    for line in lines:
        writer.writerow([_plain(cell) for cell in line])
    return (BOM + text.getvalue()).encode()


def _plain(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%dT%H:%M:%SZ")
    return defuse(cell) if isinstance(cell, str) else cell


def defuse(cell: str) -> str:
    """Return a cell that no spreadsheet program takes for a formula, by an apostrophe before its first sign.

    That holds for = + - @, their full-width twins, tab and carriage return, also behind leading blanks and
    line breaks, and inside a cell behind a line break, a semicolon or a tab. All else stays as it is.
    """
    guarded = _INSIDE.sub(r"\1'\2", cell)
    return f"'{guarded}" if _FIRST.match(cell) else guarded


def _headings() -> list[str]:
    return [
        _("Workshop"),
        _("Map"),
        _("Customer type"),
        _("Stage number"),
        _("Stage"),
        _("Customer's goal"),
        _("Row"),
        _("Position"),
        _("Text"),
        _("Description"),
        _("Channel"),
        _("About touchpoint"),
        _("Department"),
        _("Side"),
        _("Author"),
        _("Added at (UTC)"),
        *detail_headings(),
        _("Id"),
        _("Id of touchpoint"),
        _("Id of stage"),
        _("Id of map"),
    ]


def _lines(taken: MapRead) -> Iterator[Sequence[Cell]]:
    titles = {touchpoint["id"]: touchpoint["title"] for touchpoint in taken.all_touchpoints()}
    number = 0
    for stage in taken.stages:
        number += 0 if stage["unsorted"] else 1
        shown = "" if stage["unsorted"] else str(number)
        for position, touchpoint in enumerate(taken.touchpoints_in(stage), 1):
            yield _line(
                taken, stage, shown, position, touchpoint, row=_("Where we meet"), text=touchpoint["title"]
            )
        for row in Row:
            for position, note in enumerate(taken.notes_in(stage, row), 1):
                about = titles[note["about"]] if note["about"] else ""
                yield _line(
                    taken, stage, shown, position, note, row=str(row.label), text=note["text"], about=about
                )


def _line(
    taken: MapRead,
    stage: Record,
    number: str,
    position: int,
    written: Record,
    *,
    row: str,
    text: str,
    about: str = "",
) -> Sequence[Cell]:
    department, name = taken.author_of(written)
    channel = written.get("channel", "")
    return [
        taken.workshop["title"],
        taken.board["title"],
        taken.customer_type["name"],
        number,
        stage["name"],
        stage["goal"],
        row,
        str(position),
        text,
        written.get("description", ""),
        str(Channel(channel).label) if channel else "",
        about,
        department["name"] if department else "",
        str(Side(department["side"]).label) if department else "",
        name,
        written["added_at"],
        *details_of(taken, written),
        written["id"],
        written.get("about") or "",
        stage["id"],
        taken.board["id"],
    ]
