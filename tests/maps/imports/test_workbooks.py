"""Workbooks are read in a process of their own, and what is refused there is said here in whole words."""

import io
import pickle
import zipfile

import openpyxl
import pytest

from maps.imports.refusal import ImportRefused, Problem
from maps.imports.sheets import ROWS_AT_MOST, read_workbook


def workbook(*rows: tuple[object, ...]) -> bytes:
    """A workbook of one sheet with these rows."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(file)
    return file.getvalue()


def lying(data: bytes) -> bytes:
    """A zip whose parts say that they are small, and hold 40 MiB of blanks."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, b" " * 40_000_000 if name.endswith("sheet1.xml") else old.read(name))
        for part in new.infolist():
            part.file_size = min(part.file_size, 1000)
    return file.getvalue()


def test_cells_are_read_as_words_and_formulas_as_what_they_come_to() -> None:
    sheet = read_workbook(workbook(("Stage", "Touchpoint", "Feels"), ("Before", "I call", -1))).sheets[0]
    assert sheet.rows == [["Stage", "Touchpoint", "Feels"], ["Before", "I call", "-1"]]


def test_too_many_rows_are_refused_in_whole_words() -> None:
    with pytest.raises(ImportRefused) as refused:
        read_workbook(workbook(*[("x",)] * (ROWS_AT_MOST + 1)))
    assert all(len(line) > 20 for line in refused.value.lines())


@pytest.mark.parametrize("file", [b"PK\x03\x04", b"PK" + b"\x00" * 100, lying(workbook(("x",)))])
def test_what_is_no_workbook_or_lies_about_its_size_is_refused(file: bytes) -> None:
    with pytest.raises(ImportRefused):
        read_workbook(file)


def test_refusal_comes_whole_out_of_another_process() -> None:
    refused = ImportRefused([Problem(f"row {number}", "this is empty.") for number in range(25)])
    assert pickle.loads(pickle.dumps(refused)).lines() == refused.lines()  # noqa: S301 - our own
