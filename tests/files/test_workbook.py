"""LibreOffice opens and recalculates our workbooks: no formula is in them, and every cell says what it said."""

from pathlib import Path

import openpyxl
import pytest

from maps.exports.formats import Options
from maps.exports.letters import for_xml
from maps.exports.tables import TABLES, told
from maps.exports.workbook import to_xlsx
from tests.files.programs import converted
from tests.maps.exports.stress import hostile_map


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hostile workbook after LibreOffice has read, recalculated and written it."""
    folder = tmp_path_factory.mktemp("workbook")
    (folder / "hostile.xlsx").write_bytes(to_xlsx([hostile_map()], Options()))
    return converted([folder / "hostile.xlsx"], "xlsx")["hostile"]


def test_recalculated_workbook_has_no_formula_and_no_link(recalculated: Path) -> None:
    book = openpyxl.load_workbook(recalculated)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert len(cells) > 1000
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []


def test_recalculated_workbook_says_what_it_said(recalculated: Path) -> None:
    sheet = openpyxl.load_workbook(recalculated)[str(TABLES["notes"].title)]
    said = {cell for line in sheet.iter_rows(min_row=2, values_only=True) for cell in line}
    # LibreOffice writes an escape that somebody has typed (_x0041_) without escaping it again.
    notes = [for_xml(note.text) for note in told(hostile_map())[1].notes() if "_x0041_" not in note.text]
    assert len(notes) > 100
    assert [text for text in notes if text not in said] == []
