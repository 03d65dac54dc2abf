"""The workbook holds a map as on its board and as tables: words, numbers and times, never formulas."""

import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest

from maps.exports.formats import Options
from maps.exports.letters import for_xml
from maps.exports.spreadsheet import sheet_to_csv
from maps.exports.tables import TABLES, told
from maps.exports.workbook import to_xlsx
from tests.maps.exports.hostile import HOSTILE
from tests.maps.exports.stress import empty_map, hostile_map, stress_map

MAPS = {"stress": stress_map(), "hostile": hostile_map(), "empty": empty_map(), "long": stress_map(8, 300, 1)}
FILES = {name: to_xlsx([taken], Options()) for name, taken in MAPS.items()}
SHEETS = ["Touchpoints", "Notes", "Ratings", "Moments of truth"]


def opened(file: bytes) -> Any:
    """The workbook as another program reads it."""
    return openpyxl.load_workbook(io.BytesIO(file))


def plain(cell: Any) -> Any:
    """A cell as XML can hold it. Of an escaped escape (_x005F_) openpyxl unescapes too much."""
    if not isinstance(cell, str):
        return cell
    return for_xml(cell).replace("_x005F_", "_") or None


def values(sheet: Any) -> list[tuple[Any, ...]]:
    """The lines of a table below its headings."""
    return [tuple(map(plain, line)) for line in sheet.iter_rows(min_row=2, values_only=True)]


@pytest.mark.parametrize("name", MAPS)
@pytest.mark.parametrize("key", TABLES)
def test_tables_hold_every_line_as_it_is(name: str, key: str) -> None:
    sheet = opened(FILES[name])[str(TABLES[key].title)]
    lines = [tuple(map(plain, line)) for line in TABLES[key].lines(*told(MAPS[name]))]
    assert values(sheet) == lines
    assert [cell.value for cell in sheet[1]] == TABLES[key].headings()


@pytest.mark.parametrize("name", MAPS)
def test_no_cell_is_a_formula_or_a_link(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(FILES[name])) as parts:
        sheets = [parts.read(part).decode() for part in parts.namelist() if "worksheets/sheet" in part]
        assert not [part for part in parts.namelist() if "externalLink" in part or "macro" in part.lower()]
    assert [sheet for sheet in sheets if re.search(r"<f[ >]|<hyperlink", sheet)] == []


def test_hostile_words_are_literal() -> None:
    said = {cell for line in values(opened(FILES["hostile"])["Touchpoints"]) for cell in line}
    titles = [plain(one.title) for one in told(MAPS["hostile"])[1].touchpoints()]
    assert len(titles) == len(HOSTILE)
    assert [words for words in titles if words not in said] == []


def test_heads_stay_in_sight_and_lines_can_be_filtered() -> None:
    book = opened(FILES["stress"])
    assert book.sheetnames[1:] == SHEETS
    assert [(book[name].freeze_panes, bool(book[name].auto_filter.ref)) for name in SHEETS] == [
        ("A2", True)
    ] * 4


def test_curve_is_a_chart_of_the_means_with_gaps() -> None:
    with zipfile.ZipFile(io.BytesIO(FILES["stress"])) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()
    assert "Touchpoints!$R$2:$R$61" in chart
    # Gaps are what programs draw unless they are told to join the points or to fall to zero.
    assert "dispBlanksAs" not in chart
    assert opened(FILES["stress"])["Touchpoints"]["R1"].value == "Feels (-2 to 2)"


def test_map_stands_as_on_its_board() -> None:
    sheet = opened(FILES["stress"]).worksheets[0]
    cells = {cell.value for row in sheet.iter_rows() for cell in row if cell.value}
    facts = told(MAPS["stress"])[1]
    for note in facts.notes():
        assert any(note.text in str(cell) for cell in cells)
    assert {f"{stage.number} {stage.name}" for stage in facts.stages} <= cells


def test_several_maps_share_the_tables_and_have_sheets_of_their_own() -> None:
    maps = [stress_map(2, 4, 1), stress_map(3, 5, 1)]
    book = opened(to_xlsx(maps, Options()))
    assert len(book.sheetnames) == 6
    assert len({name.casefold() for name in book.sheetnames}) == 6
    assert len(values(book["Touchpoints"])) == 9


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        ("a[b]:*?/\\c", "a b      c"),
        ("'quoted'", "quoted"),
        ("History", "History (2)"),
        ("notes", "notes"),
        ("x" * 50, "x" * 31),
        ("[]", "Map"),
    ],
)
def test_names_of_sheets_are_such_as_programs_take(name: str, sheet: str) -> None:
    taken = empty_map()
    taken.customer_type["name"] = name
    names = opened(to_xlsx([taken], Options())).sheetnames
    assert names[0] == sheet
    assert len(set(map(str.casefold, names))) == 5


def test_same_maps_give_the_same_bytes_and_name_nobody() -> None:
    assert to_xlsx([MAPS["stress"]], Options()) == FILES["stress"]
    about = opened(FILES["stress"]).properties
    assert (about.creator, about.lastModifiedBy) == ("Journeyroom", "Journeyroom")


@pytest.mark.parametrize("key", TABLES)
def test_csv_of_a_sheet_has_the_lines_of_the_workbook(key: str) -> None:
    file = sheet_to_csv(MAPS["stress"], key).decode("utf-8-sig")
    assert file.count("\r\n") == 1 + len(list(TABLES[key].lines(*told(MAPS["stress"]))))


def test_csv_of_a_sheet_defuses_formulas() -> None:
    cells = re.findall(
        r'(?:^|,)"((?:[^"]|"")*)"', sheet_to_csv(MAPS["hostile"], "touchpoints").decode("utf-8-sig")
    )
    assert [cell for cell in cells if cell[:1] in "=+@" and cell] == []
