"""Maps as a workbook (XLSX): each map as on its board with its curve, then tables of all of them."""

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from maps.exports.colours import BAD_SOFT, GOOD_SOFT, INK, LINE, PAPER, SUNK
from maps.exports.formats import Options
from maps.exports.letters import for_xml
from maps.exports.reading import MapRead
from maps.exports.shapes import MapFacts
from maps.exports.tables import TABLES, Cell, Table, grid, told

# What people write is words: no formula, no link, no number is made of it.
AS_WORDS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
# A cell of a spreadsheet takes no more; it is more than ten notes of the greatest length.
CELL_AT_MOST = 32_767
NAME_AT_MOST = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
WIDEST, NARROWEST = 60, 9
FEELS = 17  # the column of the means among those of touchpoints


def to_xlsx(maps: Sequence[MapRead], options: Options) -> bytes:
    """Return one workbook of all these maps of a workshop; the same maps give the same bytes."""
    written = io.BytesIO()
    book = _Book(written, [told(one) for one in maps])
    book.write()
    return written.getvalue()


class _Book:
    """One workbook that is being written."""

    def __init__(self, file: io.BytesIO, maps: list[tuple[MapRead, MapFacts]]) -> None:
        self.maps = maps
        self.book = xlsxwriter.Workbook(file, AS_WORDS)
        first = maps[0][1]
        held_on = datetime.fromisoformat(first.date_iso or "2000-01-01")
        names = ", ".join(facts.title for _, facts in maps)
        about = {"title": first.workshop, "subject": names, "author": "Journeyroom", "created": held_on}
        self.book.set_properties(
            {key: for_xml(one) if isinstance(one, str) else one for key, one in about.items()}
        )
        plain = {"valign": "top", "text_wrap": True, "border": 1, "border_color": f"#{LINE}"}
        self.head = self.book.add_format(
            {**plain, "bold": True, "bg_color": f"#{INK}", "font_color": f"#{PAPER}"}
        )
        self.cell = self.book.add_format(plain)
        self.label = self.book.add_format({**plain, "bold": True, "bg_color": f"#{SUNK}"})
        self.mean = self.book.add_format({**plain, "num_format": '+0.0;"−"0.0;0'})
        self.time = self.book.add_format({**plain, "num_format": "yyyy-mm-dd hh:mm:ss"})
        self.names: set[str] = set()

    def write(self) -> None:
        """Write all sheets and close the file."""
        boards = [self._board(facts) for _, facts in self.maps]
        firsts = self._tables()
        for (sheet, below), (_taken, facts), first in zip(boards, self.maps, firsts, strict=True):
            self._curve(sheet, below, facts, first)
        self.book.close()

    def _board(self, facts: MapFacts) -> tuple[Any, int]:
        """Write a map as it lies on its board; returns the sheet and the first row that is free."""
        sheet = self.book.add_worksheet(self._name(facts.customer_type))
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, max(len(facts.stages), 1), 42)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        for row, head in enumerate(_heading(facts)):
            sheet.write_string(row, 0, _cut(head), self.book.add_format({"bold": row == 0}))
        top = len(_heading(facts)) + 1
        lines = grid(facts)
        for row, line in enumerate(lines, start=top):
            for column, cell in enumerate(line):
                how = self.head if row == top else self.label if column == 0 else self.cell
                self._put(sheet, row, column, cell, how)
        sheet.freeze_panes(top + 1, 1)
        return sheet, top + len(lines) + 1

    def _tables(self) -> list[int]:
        """Write the tables of all maps; returns at which row of the touchpoints each map begins."""
        firsts: list[int] = []
        for table in TABLES.values():
            begins = self._table(table)
            firsts = firsts or begins
        return firsts

    def _table(self, table: Table) -> list[int]:
        sheet = self.book.add_worksheet(self._name(str(table.title)))
        headings = table.headings()
        widths = [len(heading) + 4 for heading in headings]
        begins, row = [], 0
        for taken, facts in self.maps:
            begins.append(row + 1)
            for line in table.lines(taken, facts):
                row += 1
                for column, cell in enumerate(line):
                    self._put(sheet, row, column, cell, self.mean if isinstance(cell, float) else self.cell)
                    widths[column] = max(widths[column], _length(cell))
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, self.head)
            sheet.set_column(column, column, min(max(widths[column], NARROWEST), WIDEST))
        sheet.autofilter(0, 0, max(row, 1), len(headings) - 1)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        if table.key == "touchpoints":
            self._shade(sheet, row)
        return begins

    def _shade(self, sheet: Any, rows: int) -> None:
        good, bad = (self.book.add_format({"bg_color": f"#{colour}"}) for colour in (GOOD_SOFT, BAD_SOFT))
        for criteria, how in ((">", good), ("<", bad)):
            rule = {"type": "cell", "criteria": criteria, "value": 0, "format": how}
            sheet.conditional_format(1, FEELS, max(rows, 1), FEELS, rule)
        sheet.conditional_format(1, FEELS, max(rows, 1), FEELS, {"type": "blanks", "format": None})

    def _curve(self, sheet: Any, row: int, facts: MapFacts, first: int) -> None:
        """Draw the curve of a map from its means among the touchpoints; what nobody rated is a gap."""
        count = len(facts.touchpoints())
        if facts.curve is None:
            return
        name = self._names_by_title()["touchpoints"]
        chart = self.book.add_chart({"type": "line"})
        chart.add_series(
            {
                "name": _cut(facts.customer_type, 200),
                "categories": [name, first, 3, first + count - 1, 3],
                "values": [name, first, FEELS, first + count - 1, FEELS],
                "line": {"color": f"#{INK}", "width": 2.25},
                "marker": {"type": "circle", "size": 6, "fill": {"color": f"#{INK}"}},
            }
        )
        chart.show_blanks_as("gap")
        chart.set_title({"name": _("How the customer feels, by touchpoint"), "overlay": False})
        chart.set_y_axis({"min": -2, "max": 2, "major_unit": 1, "major_gridlines": {"visible": True}})
        chart.set_x_axis({"label_position": "low"})
        chart.set_legend({"none": True})
        chart.set_size({"width": 1100, "height": 340})
        sheet.insert_chart(row, 0, chart, {"description": " ".join(facts.findings)[:250]})

    def _names_by_title(self) -> dict[str, str]:
        sheets = [sheet.get_name() for sheet in self.book.worksheets()][len(self.maps) :]
        return dict(zip(TABLES, sheets, strict=True))

    def _put(self, sheet: Any, row: int, column: int, cell: Cell, how: Any) -> None:
        if cell is None or cell == "":
            sheet.write_blank(row, column, None, how)
        elif isinstance(cell, str):
            sheet.write_string(row, column, _cut(cell), how)
        elif isinstance(cell, datetime):
            sheet.write_datetime(row, column, cell, self.time)
        else:
            sheet.write_number(row, column, cell, how)

    def _name(self, wanted: str) -> str:
        """Return a name that a sheet may have and none has yet; capitals do not matter."""
        plain = _NOT_IN_NAMES.sub(" ", for_xml(wanted)).strip().strip("'").strip()[:NAME_AT_MOST] or _("Map")
        name, number = plain, 1
        while name.casefold() in self.names or name.casefold() == "history":
            number += 1
            name = f"{plain[: NAME_AT_MOST - len(f' ({number})')]} ({number})"
        self.names.add(name.casefold())
        return name


def _heading(facts: MapFacts) -> list[str]:
    who = ", ".join(f"{one.name} {one.people}" for one in facts.came())
    return [
        facts.title,
        " · ".join(filter(None, [facts.organisation, facts.workshop, facts.date])),
        _("Who took part: {departments}").format(departments=who) if who else "",
        f"{facts.evidence.label}. {facts.evidence.sentence}",
    ]


def _cut(text: str, most: int = CELL_AT_MOST) -> str:
    kept = for_xml(text)
    return kept if len(kept) <= most else f"{kept[: most - 1]}…"


def _length(cell: Cell) -> int:
    return max(map(len, str(cell).split("\n"))) + 2 if cell is not None else 0
