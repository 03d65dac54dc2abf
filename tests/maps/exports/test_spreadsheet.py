"""The table names every field, keeps every word and starts no formula."""

import csv
import io
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.exports.details import detail_headings
from maps.exports.spreadsheet import defuse, to_csv
from maps.models import Note, Stage
from workshops.enums import Attribution

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])

SIGNS = "=+-@\t\r＝＋－＠"


def rows(data: bytes) -> list[dict[str, str]]:
    """The table as a spreadsheet program reads it."""
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_to_csv_has_a_line_per_touchpoint_and_note_in_reading_order(room) -> None:
    lines = rows(to_csv(room.read()))
    assert [
        (line["Stage number"], line["Stage"], line["Row"], line["Position"], line["Text"]) for line in lines
    ] == [
        ("1", "Look around", "Where we meet", "1", "Sees an advert"),
        ("1", "Look around", "Where we meet", "2", "Calls us"),
        ("1", "Look around", "What I think and ask", "1", "Größe; “Zoë” 🎉, עברית"),
        ("1", "Look around", "What I think and ask", "2", "Two\nlines"),
        ("1", "Look around", "What hurts", "1", "'=1+1"),
    ]


def test_to_csv_has_unsorted_last_wherever_the_stages_stand(room) -> None:
    """A stage that was put first stands before 0, which is where "Unsorted" stands."""
    first, other = room.board.stages.order_by("order")
    first.order = -5
    first.save(update_fields=["order"])
    catch = Stage.objects.create(map=room.board, name="Unsorted", unsorted=True, order=0)
    Note.objects.create(map=room.board, stage=catch, row="pains", text="Lost", order=1)
    Note.objects.create(map=room.board, stage=other, row="pains", text="Last of the journey", order=1)
    lines = [(line["Stage number"], line["Stage"], line["Text"]) for line in rows(to_csv(room.read()))]
    assert lines[-2:] == [("2", "Order", "Last of the journey"), ("", "Unsorted", "Lost")]


def test_to_csv_names_every_field(room) -> None:
    touchpoint, note = rows(to_csv(room.read()))[0], rows(to_csv(room.read()))[2]
    board, (stage, _other) = room.board, room.board.stages.order_by("order")
    stored = board.touchpoints.get(title="Sees an advert")
    shared = {
        "Workshop": "Our day",
        "Map": "How they order",
        "Customer type": "End users",
        "Stage number": "1",
        "Stage": "Look around",
        "Customer's goal": "I want proof.",
        "Position": "1",
        "Department": "Sales",
        "Side": "Makes the promise",
        "Author": "",
        **dict.fromkeys(detail_headings(), ""),
        "Id of stage": stage.public_id,
        "Id of map": board.public_id,
    }
    assert touchpoint == shared | {
        "Row": "Where we meet",
        "Text": "Sees an advert",
        "Description": "On the train",
        "Channel": "Advertising or press",
        "About touchpoint": "",
        "Added at (UTC)": stored.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "Id": stored.public_id,
        "Id of touchpoint": "",
    }
    written = board.notes.get(about=stored)
    assert note == shared | {
        "Row": "What I think and ask",
        "Text": "Größe; “Zoë” 🎉, עברית",
        "Description": "",
        "Channel": "",
        "About touchpoint": "Sees an advert",
        "Added at (UTC)": written.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "Id": written.public_id,
        "Id of touchpoint": stored.public_id,
    }


def test_to_csv_ends_lines_as_spreadsheet_programs_expect(room) -> None:
    data = to_csv(room.read())
    assert data.count(b"\r\n") == 6
    assert data.endswith(b'"\r\n')


def test_to_csv_says_who_when_names_are_shown(room) -> None:
    room.workshop.attribution = Attribution.NAMED
    room.workshop.save(update_fields=["attribution"])
    lines = rows(to_csv(room.read()))
    assert [(line["Department"], line["Author"]) for line in lines][:3] == [
        ("Sales", "Attending Ann"),
        ("IT", "Credited Cora"),
        ("Sales", "Attending Ann"),
    ]


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t1", "'\t1"),
        ("\r1", "'\r1"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠1", "'＠1"),
        ("  =1", "'  =1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\n\n=1", "'\n\n'=1"),
        ("a\n=1", "a\n'=1"),
        ("a\n  -1", "a\n'  -1"),
        ("a;=1;+2", "a;'=1;'+2"),
        ("a\t@b", "a\t'@b"),
        ("a, -5 degrees", "a, -5 degrees"),
        ("1 = 1", "1 = 1"),
        ("plain", "plain"),
        ("", ""),
        ("'=1", "'=1"),
    ],
)
def test_defuse_puts_an_apostrophe_only_before_what_starts_a_formula(cell: str, safe: str) -> None:
    assert defuse(cell) == safe


@pytest.mark.django_db(databases=[])
@given(st.text(alphabet=st.sampled_from([*SIGNS, *" \n;,\"'|aZ1\u00a0"]), max_size=30))
def test_defuse_leaves_no_start_of_a_cell_that_is_a_formula(text: str) -> None:
    safe = defuse(text)
    for start in [safe, *re.split(r"[\n;\t]", safe)]:
        assert start.lstrip()[:1] not in [*"=+-@＝＋－＠"]
    assert safe[:1] not in ["\t", "\r"]
    assert safe.replace("'", "") == text.replace("'", "")


def test_defuse_of_a_long_cell_of_blanks_is_fast() -> None:
    blanks = "\n " * 500_000
    start = time.process_time()
    assert defuse(blanks + "=1") == f"'{blanks[:-1]}' =1"
    assert time.process_time() - start < 15


def test_to_csv_of_hostile_titles_stays_one_cell_each(room) -> None:
    for row, field in ((room.workshop, "title"), (room.board, "title")):
        setattr(row, field, '=cmd|"/C calc"!A0","x')
        row.save(update_fields=[field])
    lines = rows(to_csv(room.read()))
    assert {(line["Workshop"], line["Map"], line["Customer type"]) for line in lines} == {
        ('\'=cmd|"/C calc"!A0","x', '\'=cmd|"/C calc"!A0","x', "End users")
    }
