"""Tables become stages with touchpoints and notes, whatever their columns are called and however they are written."""

from collections.abc import Sequence

import pytest

from maps.enums import Row
from maps.imports.columns import find_head, guess
from maps.imports.drafting import Draft
from maps.imports.refusal import ImportRefused
from maps.imports.sheets import ROWS_AT_MOST, read_csv
from maps.imports.tables import read_table
from maps.outline import TOUCHPOINTS


def read(text: str) -> Draft:
    """The draft of a CSV, its columns as its head says."""
    rows = read_csv(text.encode()).sheets[0].rows
    head, meanings = find_head(rows)
    return read_table(rows[head + 1 :], meanings, TOUCHPOINTS)


@pytest.mark.parametrize(
    ("headings", "meanings"),
    [
        (["Stage", "Touchpoint", "Channel"], ["stage", TOUCHPOINTS, "channel"]),
        (["PHASE", "Kontaktpunkt", "Kanal", "Gefühl"], ["stage", TOUCHPOINTS, "channel", "emotion"]),
        (["Étape", "Point de contact", "Responsable"], ["stage", TOUCHPOINTS, "owner"]),
        (["Etapa", "Punto de contacto", "Emoción"], ["stage", TOUCHPOINTS, "emotion"]),
        (["Fase", "Contactpunt", "Pijnpunten"], ["stage", TOUCHPOINTS, "pains"]),
        (["Pain points", "Pains", "What hurts"], ["pains"] * 3),
        (["Stage", "Phase", "Cost"], ["stage", "", ""]),
    ],
)
def test_headings_say_what_columns_mean(headings: list[str], meanings: list[str]) -> None:
    assert guess(headings) == meanings


@pytest.mark.parametrize(
    ("rows", "head"),
    [
        ([["Stage", "Touchpoint"], ["Buy", "Pays"]], 0),
        ([["Our map"], [], ["Stage", "Touchpoint"], ["Buy", "Pays"]], 2),
        ([["Buy", "Pays"], ["Use", "Opens"]], -1),
        ([["Touchpoint"], ["Pays"]], 0),
    ],
)
def test_head_is_where_most_headings_are_known(rows: Sequence[Sequence[str]], head: int) -> None:
    assert find_head(rows)[0] == head


def test_table_becomes_stages_with_what_is_known_of_touchpoints() -> None:
    draft = read(
        "Phase,Touchpoint,Channel,Emotion,Owner,Pain,Moment of truth\r\n"
        'Buy,Pays,Telephone,-1.4,Finance,"Slow\nTwice",x\r\n'
        ",Waits,,,Nobody owns it,,no\r\n"
        "\r\n"
        "Use,Opens,Pigeon,9,,,maybe\r\n"
    )
    buy, use = draft.plans()
    pays, waits = buy.touchpoints
    assert (buy.name, use.name, pays.title, pays.channel, waits.title) == (
        "Buy",
        "Use",
        "Pays",
        "phone",
        "Waits",
    )
    owner = pays.details.owner
    assert (pays.details.ratings[0].value, owner and owner.department, waits.details.ownership) == (
        -1, "Finance", "nobody",
    )  # fmt: skip
    assert (pays.details.moment and pays.details.moment.kind, waits.details.moment) == ("both", None)
    assert [(note.row, note.text, note.about) for note in buy.notes] == [
        ("pains", "Slow", 0),
        ("pains", "Twice", 0),
    ]
    assert draft.all_doubts() == [
        "Lines that are empty and left out: 1.",
        "Feelings that are no number from −2 to +2 and left out: 1.",
        "Feelings that are rounded to a whole step: 1.",
        "Channel: “Pigeon” not known here and left out.",
        "Moment of truth: “maybe” not known here and left out.",
    ]


def test_lines_by_row_stand_in_their_rows_about_their_touchpoints() -> None:
    draft = read(
        "Stage;Row;Text;About touchpoint;Department;Author\n"
        "Buy;What hurts;Slow;Pays;Sales;Ann\n"
        "Buy;Where we meet;Pays;;;\n"
        "Buy;secrets;Hm;;;\n"
    )
    (stage,) = draft.plans()
    assert [one.title for one in stage.touchpoints] == ["Pays", "Hm"]
    (note,) = stage.notes
    assert (note.row, note.text, note.about, note.author and note.author.name) == (
        Row.PAINS,
        "Slow",
        0,
        "Ann",
    )
    assert draft.all_doubts() == ["Rows: “secrets” not known here and left out."]


@pytest.mark.parametrize(
    ("data", "cells"),
    [
        (b"Stage,Touchpoint\r\nA,B", [["Stage", "Touchpoint"], ["A", "B"]]),
        ("\ufeffStage;Touchpoint\nÄ;B,c".encode(), [["Stage", "Touchpoint"], ["Ä", "B,c"]]),
        ("Stage\tTouchpoint\nÄ\tB".encode("utf-16"), [["Stage", "Touchpoint"], ["Ä", "B"]]),
        (b'Stage|"a,b,c,d"\nA|B', [["Stage", "a,b,c,d"], ["A", "B"]]),
        (b"\"'=SUM(A1)\",'it\n'+49 1,\"a\n'-b\"", [["=SUM(A1)", "'it"], ["+49 1", "a\n-b"]]),
        ("a\u202e,b\n\n,\n c ,".encode(), [["a", "b"], [], [], ["c"]]),
    ],
)
def test_csv_is_read_however_it_is_written(data: bytes, cells: list[list[str]]) -> None:
    read = read_csv(data)
    assert (read.sheets[0].rows, read.doubts) == (cells, [])


def test_csv_in_an_unknown_encoding_is_read_with_a_doubt() -> None:
    read = read_csv("Stage,Touchpoint\nKäufer,Größe – €".encode("cp1252"))
    assert (read.sheets[0].rows[1], len(read.doubts)) == (["Käufer", "Größe – €"], 1)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "There is nothing in this table."),
        (b",,\n;", None),
        (b"a,b\n\x00", "This is no table: it holds NUL characters."),
        (b"\xff\x00\xff", "This file is not text. Save the table as .xlsx or .csv and choose that."),
        (b"a,b\nc," + b"x" * 2001, "row 2, column B: this is longer than 2000 characters: it has 2001."),
        (b"a\n" * (ROWS_AT_MOST + 1), "This table has more than 6000 rows. Bring it in as two."),
        (b"," * 60 + b"a", "This table has more than 60 columns."),
        (b"a" * (15 * 2**20 + 1), "The file is larger than 15 MB."),
    ],
)
def test_csv_that_cannot_be_kept_is_refused_with_the_place(data: bytes, said: str | None) -> None:
    if said is None:
        assert read_csv(data).sheets[0].rows
        return
    with pytest.raises(ImportRefused) as refused:
        read_csv(data)
    assert refused.value.lines() == [said]


def test_table_without_a_column_of_words_is_refused() -> None:
    with pytest.raises(ImportRefused) as refused:
        read_table([["1", "2"]], ["", "channel"], TOUCHPOINTS)
    assert refused.value.lines() == ["Say of at least one column that it holds stages, touchpoints or notes."]
