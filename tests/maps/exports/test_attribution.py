"""What a workshop does not show of its authors stands in no byte of any format: a format that is added is covered."""

import io
import zipfile

import pytest

from maps.exports.formats import FORMATS, SHEETS, Options
from maps.exports.writers import WRITERS
from tests.maps.exports.conftest import Room
from workshops.enums import Attribution

# Names that stand nowhere but in who wrote something.
NAMES = ("Attending Ann", "Credited Cora")
EVERYTHING = [(key, sheet) for key in FORMATS for sheet in (SHEETS if key == "csv" else ("map",))]


def words_of(file: bytes) -> str:
    """All that a file holds, unpacked where it is packed."""
    if file.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(file)) as parts:
            return "\n".join(parts.read(part).decode("utf-8", "replace") for part in parts.namelist())
    return file.decode("utf-8", "replace")


def made(room: Room, attribution: str, key: str, sheet: str) -> str:
    """What a file of the map holds under an attribution."""
    room.workshop.attribution = attribution
    room.workshop.save(update_fields=["attribution"])
    write = FORMATS[key].write or WRITERS[key]
    return words_of(write([room.read()], Options(sheet=sheet)))


@pytest.mark.parametrize("attribution", [Attribution.DEPARTMENT, Attribution.NONE])
@pytest.mark.parametrize(("key", "sheet"), EVERYTHING)
def test_no_name_is_in_a_file_where_names_are_not_shown(room, attribution: str, key: str, sheet: str) -> None:
    said = made(room, attribution, key, sheet)
    assert [name for name in NAMES if name in said or name.split()[1] in said.split()] == []


@pytest.mark.parametrize("key", ["csv", "html", "json", "md", "xlsx"])
def test_names_are_in_the_files_that_tell_authors_where_they_are_shown(room, key: str) -> None:
    said = made(room, Attribution.NAMED, key, "map")
    assert [name for name in NAMES if name not in said] == []
