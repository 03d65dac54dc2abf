"""What attribution hides is in no file: neither in what the files are made of, nor in their bytes, unzipped."""

import io
import pickle
import zipfile

import pytest

from maps.exports.formats import FORMATS, SHEETS, Options
from maps.exports.reading import MapRead, read_whole_map, without_names
from maps.exports.writers import WRITERS
from maps.models import Map, Note, Rating, Touchpoint
from tests.harness.cast import Cast
from workshops.enums import Attribution
from workshops.models import Participant, Workshop

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])

NAME, CREDIT = "Quirina Unheard-Of", "Zebulon Never-Said"
DRAWN = ("pdf", "png", "svg")  # compressed, or pictures: what they are made of tells


def taken(cast: Cast, attribution: str) -> MapRead:
    """The end users' map, all of it written and rated by one person, with a credit and a part of somebody's."""
    Participant.objects.filter(public_id=cast.ann.id).update(name=NAME)
    Workshop.objects.update(attribution=attribution)
    ann = Participant.objects.get(public_id=cast.ann.id)
    for model in (Touchpoint, Note):
        model.objects.update(author=ann, department=ann.department)
    board = Map.objects.get(public_id=cast.end_users.id)
    note = Note.objects.get(public_id=cast.end_users.notes[0])
    Note.objects.create(
        map=board,
        stage=note.stage,
        row=note.row,
        text="credited",
        order=5,
        credit=CREDIT,
        department=ann.department,
    )
    Rating.objects.create(
        map=board, touchpoint=board.touchpoints.all()[0], participant=ann, department=ann.department, value=1
    )
    return read_whole_map(board)


def files_of(found: MapRead) -> dict[str, bytes]:
    """Every format, and every sheet of the tables, with what is zipped unzipped."""
    files = {}
    for key in FORMATS.keys() - set(DRAWN):
        for sheet in SHEETS if key == "csv" else ("map",):
            content = (FORMATS[key].write or WRITERS[key])([found], Options(sheet=sheet))
            files[f"{key} {sheet}"] = _unzipped(content) if content[:2] == b"PK" else content
    return files


def _unzipped(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())


@pytest.mark.parametrize("attribution", [Attribution.DEPARTMENT, Attribution.ANONYMOUS])
def test_no_name_is_in_any_file(cast: Cast, attribution: str) -> None:
    found = taken(cast, attribution)
    everything = {"what they are made of": pickle.dumps(found)} | files_of(found)
    for secret in (NAME, CREDIT, cast.ann.id):
        assert [name for name, content in everything.items() if secret.encode() in content] == []


def test_no_author_has_a_department_where_nothing_is_said(cast: Cast) -> None:
    found = taken(cast, Attribution.ANONYMOUS)
    written = [one for cell in (*found.touchpoints.values(), *found.notes.values()) for one in cell]
    assert written
    assert [one["author"] for one in written if one["author"]] == []


def test_names_are_in_the_files_where_they_are_shown(cast: Cast) -> None:
    """Or the search finds nothing wherever it looks."""
    found = taken(cast, Attribution.NAMED)
    without = {"mmd map", "ojf map", "csv ratings", "csv moments"}
    told = {name for name, content in files_of(found).items() if NAME.encode() in content}
    assert told == files_of(found).keys() - without
    hidden = without_names(found)
    assert [name for name, content in files_of(hidden).items() if NAME.encode() in content] == []
