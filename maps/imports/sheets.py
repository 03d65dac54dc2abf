"""Reads tables out of CSV and XLSX files as plain cells, within limits that no file gets around."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

import msgspec
from django.utils.translation import gettext as _

from maps.exports.making import MakingFailed, run
from maps.imports.drafting import readable
from maps.imports.refusal import ImportRefused, Problem, refuse, shown
from workshops.text import NOTE_LIMIT

ROWS_AT_MOST = 6_000
COLUMNS_AT_MOST = 60
SHEETS_AT_MOST = 20
LARGEST_TABLE = 15 * 1024 * 1024
# Bytes of a workbook's parts once unpacked; 6,000 rows of 20 cells are 8 MB.
UNPACKED_AT_MOST = 48 * 1024 * 1024
PARTS_AT_MOST = 400
RATIO_AT_MOST = 200
SMALL_PART = 1024 * 1024
PIECE = 256 * 1024
PIECE_OVERLAP = 32
SEPARATORS = ",;\t|"
PROBLEMS_AT_MOST = 20

# The apostrophes that maps.exports.spreadsheet puts before what a program would take for a formula.
_DEFUSED = re.compile(r"^'(?=\s*[=+\-@＝＋－＠]|[\t\r])|(?<=[\n;\t])'(?=[^\S\n\t]*[=+\-@＝＋－＠])")
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


class Sheet(msgspec.Struct):
    """One table: its name ("" in a CSV) and its rows, each as long as it is; a cell is cleaned text."""

    name: str
    rows: list[list[str]]


class Tables(msgspec.Struct):
    """What a file holds in tables, and what was doubtful about reading it."""

    sheets: list[Sheet]
    doubts: list[str] = []


def read_csv(data: bytes) -> Tables:
    """Return the one table of a CSV file, in whatever encoding and with whatever separator it is.

    Raises ImportRefused for what is none, has too much in it, or is not text.
    """
    _require_size(data)
    text, doubts = _decoded(data)
    if "\x00" in text:
        raise refuse(_("This is no table: it holds NUL characters."))
    separator = _separator(text)
    csv.field_size_limit(LARGEST_TABLE)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows = _kept(([_DEFUSED.sub("", cell) for cell in row] for row in reader), "")
    except csv.Error as error:
        raise refuse(_("This table cannot be read: %(why)s") % {"why": shown(str(error))}) from None
    return Tables([_not_empty(Sheet("", rows))], doubts)


def read_workbook(data: bytes) -> Tables:
    """Return the tables of an XLSX file, hidden sheets and pictures left out, formulas as their last results.

    What the file says of its size is checked first; it is opened in another process (maps.exports.making), which
    may neither run long nor grow large. Raises ImportRefused.
    """
    _require_size(data)
    require_harmless(data)
    try:
        return run(open_workbook, data)
    except MakingFailed as failed:
        raise refuse(_why_not(failed)) from failed


def require_harmless(data: bytes) -> None:
    """Refuse a zip file that is no workbook, or that says of itself that it unpacks to more than a table has."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise refuse(_("This file is damaged: it cannot be opened as a workbook (.xlsx).")) from error
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise refuse(_("This is no workbook (.xlsx). Save the table as .xlsx or .csv and choose that."))
    if any(part.flag_bits & 1 for part in parts):
        raise refuse(_("This workbook is locked with a password. Take the password away first."))
    unpacked = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size > SMALL_PART and part.file_size > RATIO_AT_MOST * part.compress_size for part in parts
    )
    if len(parts) > PARTS_AT_MOST or unpacked > UNPACKED_AT_MOST or swollen:
        raise refuse(
            _(
                "There is too much in this workbook. Copy the table that you want into a new one and choose that."
            )
        )


def open_workbook(data: bytes) -> Tables:
    """Return the tables of a workbook that was found harmless; for the other process."""
    import openpyxl  # here, as only that process needs it

    try:
        _require_no_document_type(data)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"][:SHEETS_AT_MOST]
        rows_left = ROWS_AT_MOST
        read = []
        for sheet in sheets:
            rows = _kept(_texts(sheet), sheet.title, rows_left)
            rows_left -= len(rows)
            if any(rows):
                read.append(Sheet(readable(sheet.title), rows))
    except (ImportRefused, MemoryError):
        raise
    except Exception as error:  # a damaged workbook can fail in any way inside openpyxl
        raise refuse(_("This file is damaged: it cannot be opened as a workbook (.xlsx).")) from error
    if not read:
        raise refuse(_("There is nothing in this table."))
    return Tables(read)


def _why_not(failed: MakingFailed) -> str:
    if failed.why == "too-many":
        return _("Too many files are being read right now. Try again in a minute.")
    return _(
        "There is too much in this workbook. Copy the table that you want into a new one and choose that."
    )


def _require_size(data: bytes) -> None:
    if len(data) > LARGEST_TABLE:
        raise refuse(_("The file is larger than %(most)d MB.") % {"most": LARGEST_TABLE // 2**20})


def _require_no_document_type(data: bytes) -> None:
    """Refuse XML that declares entities of its own, which no spreadsheet program writes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            with archive.open(name) as part:
                if _declares(part):
                    raise refuse(_("This workbook holds declarations that no spreadsheet program writes."))


def _declares(part: IO[bytes]) -> bool:
    """Tell whether a part has a document type; piece by piece, as one that lies about its size is larger."""
    end = b""
    while piece := part.read(PIECE):
        if any(mark in end + piece for mark in _DOCTYPES):
            return True
        end = piece[-PIECE_OVERLAP:]
    return False


def _texts(sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # what a file says of its size is not believed
    for row in sheet.iter_rows(values_only=True, max_col=COLUMNS_AT_MOST + 1):
        yield [_text(cell) for cell in row]


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(round(cell, 6))
    return str(cell)


def _kept(rows: Iterable[list[str]], sheet: str, most: int = ROWS_AT_MOST) -> list[list[str]]:
    """Return the rows with cleaned cells, blank ones at the ends left out; refuses too many and too long ones."""
    kept: list[list[str]] = []
    problems: list[Problem] = []
    blank = 0
    for number, row in enumerate(rows, start=1):
        cells = [readable(cell) if cell else "" for cell in row[: COLUMNS_AT_MOST + 1]]
        while cells and not cells[-1]:
            cells.pop()
        # What lies behind many blank rows costs nothing but time to find.
        if number > 4 * ROWS_AT_MOST or len(kept) + (blank if cells else 0) >= most:
            raise refuse(
                _("This table has more than %(most)d rows. Bring it in as two.") % {"most": ROWS_AT_MOST}
            )
        if not cells:
            blank += 1
            continue
        kept += [[] for _row in range(blank)]
        blank = 0
        kept.append(cells)
        if len(row) > COLUMNS_AT_MOST and len(cells) > COLUMNS_AT_MOST:
            raise refuse(_("This table has more than %(most)d columns.") % {"most": COLUMNS_AT_MOST})
        problems += [
            Problem(place(number, at, sheet), _too_long(cell))
            for at, cell in enumerate(cells)
            if len(cell) > NOTE_LIMIT
        ]
        if len(problems) > PROBLEMS_AT_MOST:
            break
    if problems:
        raise ImportRefused(problems)
    return kept


def _too_long(cell: str) -> str:
    words = {"limit": NOTE_LIMIT, "length": len(cell)}
    return _("this is longer than %(limit)d characters: it has %(length)d.") % words


def place(row: int, column: int, sheet: str = "") -> str:
    """Return where a cell stands, such as “row 12, column C”; rows count from 1, columns from 0."""
    letters = ""
    number = column + 1
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(ord("A") + left) + letters
    where = _("row %(row)d, column %(column)s") % {"row": row, "column": letters}
    return f"{shown(sheet)}, {where}" if sheet else where


def _decoded(data: bytes) -> tuple[str, list[str]]:
    """Return the text of a file, and a doubt where its encoding had to be guessed."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16"), []
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data:
            raise refuse(
                _("This file is not text. Save the table as .xlsx or .csv and choose that.")
            ) from None
    doubt = _(
        "The file does not say how its letters are written; it was read as Windows (Western Europe) does it."
    )
    return data.decode("cp1252", errors="replace"), [doubt]


def _separator(text: str) -> str:
    """Return by what the cells of a CSV are parted: what is most common in its first line, outside quotation marks."""
    lines = text.split("\n", 50)[:50]
    first = next((line for line in lines if line.strip()), "")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[-1]
    bare = re.sub(r'"[^"]*"', "", first)
    return max(SEPARATORS, key=lambda sign: (bare.count(sign), -SEPARATORS.index(sign)))


def _not_empty(sheet: Sheet) -> Sheet:
    if not any(sheet.rows):
        raise refuse(_("There is nothing in this table."))
    return sheet
