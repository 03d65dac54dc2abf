"""Posters: every map finds room, on every paper, literally; what typst is given says what the map says."""

import struct
from pathlib import Path
from typing import Any

import pytest
import typst

from maps.exports.facts import map_facts
from maps.exports.formats import Options
from maps.exports.poster import PIXELS, to_pdf, to_png, to_svg
from maps.exports.printing.curves import spans
from maps.exports.printing.cutting import pieces, sheets
from maps.exports.printing.heading import drawn_head
from maps.exports.printing.layouts import layouts
from maps.exports.printing.papers import PAPERS
from maps.exports.printing.text import cut, printable
from maps.exports.printing.typeset import ROOT, typeset
from maps.exports.reading import MapRead
from tests.maps.exports.stress import empty_map, hostile_map, stress_map


def first_layout(taken: MapRead, paper: str) -> tuple[float, list[dict[str, Any]]]:
    facts = map_facts(taken)
    return next(layouts(facts, PAPERS[paper], drawn_head(facts)))


@pytest.mark.parametrize("paper", PAPERS)
def test_map_of_all_scripts_is_tagged_pdf(paper: str) -> None:
    made = to_pdf([stress_map(4, 12, 2)], Options(paper=paper))
    assert made.startswith(b"%PDF-1.7")
    assert b"/MarkInfo" in made
    assert b"pdfuaid" in made


@pytest.mark.parametrize("taken", [empty_map(), empty_map(5)], ids=["no stages", "empty stages"])
def test_empty_map_has_a_poster(taken: MapRead) -> None:
    assert to_pdf([taken], Options()).startswith(b"%PDF")
    assert to_svg([taken], Options()).startswith(b"<svg")


def test_hostile_map_finds_room_on_the_smallest_paper() -> None:
    assert to_pdf([hostile_map()], Options(paper="a4")).startswith(b"%PDF")


def test_same_map_is_made_the_same_byte_for_byte() -> None:
    taken = stress_map(2, 6, 1)
    assert to_pdf([taken], Options()) == to_pdf([taken], Options())


def test_picture_of_a_large_map_keeps_within_its_pixels() -> None:
    made = to_png([stress_map(8, 60, 0)], Options(paper="a0"))
    width, height = struct.unpack(">II", made[16:24])
    assert PIXELS * 0.98 < width * height <= PIXELS * 1.001


@pytest.mark.parametrize("paper", PAPERS)
def test_layout_shows_every_touchpoint_once(paper: str) -> None:
    taken = stress_map()
    _scale, drawn = first_layout(taken, paper)
    numbers = [one["number"] for sheet in drawn if sheet["front"] for one in sheet["touchpoints"]]
    assert numbers == [str(number) for number in range(1, 61)]
    behind = [one["number"] for sheet in drawn if sheet["back"] for lane in sheet["behind"] for one in lane]
    hidden = [str(one.number) for one in map_facts(taken).touchpoints() if not one.seen]
    assert sorted(behind, key=int) == hidden


@pytest.mark.parametrize("paper", ["a3", "a2", "a1", "a0"])
def test_small_map_is_one_sheet(paper: str) -> None:
    scale, drawn = first_layout(stress_map(4, 12, 1), paper)
    assert len(drawn) == 1
    assert PAPERS[paper].least <= scale <= PAPERS[paper].most


def test_small_paper_has_a_sheet_for_each_side_of_the_line() -> None:
    _scale, drawn = first_layout(stress_map(2, 8, 1), "a4")
    assert [(sheet["front"], sheet["back"]) for sheet in drawn] == [(True, False), (False, True)]


def test_boxes_of_a_lane_cover_neither_each_other_nor_leave_their_column() -> None:
    _scale, drawn = first_layout(stress_map(3, 24, 0), "a3")
    for sheet in drawn:
        for lane in [*sheet["moments"], *sheet["behind"]]:
            ends = [one["start"] + one["span"] for one in lane]
            assert all(one["start"] >= end for one, end in zip(lane[1:], ends, strict=False))
            assert all(one["start"] < one["middle"] < one["start"] + one["span"] for one in lane)


def test_cut_keeps_stages_whole_and_sheets_equally_full() -> None:
    stages = map_facts(stress_map(8, 60)).stages
    cut_up = sheets(pieces(stages, 25), 25)
    assert [len(sheet) for sheet in cut_up] == [2, 3, 3]
    assert [piece.stage for sheet in cut_up for piece in sheet] == list(stages)


def test_stage_that_is_wider_than_a_sheet_is_cut() -> None:
    stages = map_facts(stress_map(1, 40)).stages
    assert [(len(piece.touchpoints), piece.begins) for piece in pieces(stages, 17)] == [
        (14, True),
        (14, False),
        (12, False),
    ]


def test_curve_goes_through_all_points_and_beyond_none() -> None:
    points = [(1.0, 0.5), (3.0, 2.0), (5.0, 2.0), (7.0, -2.0), (9.0, -1.0)]
    drawn = spans(points)
    assert [span[2] for span in drawn] == points[1:]
    for (_x0, y0), (first, second, (_x1, y1)) in zip(points, drawn, strict=False):
        assert min(y0, y1) <= min(first[1], second[1]) <= max(first[1], second[1]) <= max(y0, y1)


@pytest.mark.parametrize(
    ("text", "ready"),
    [
        ("plain words", "plain words"),
        ("a\u202eb\u2066c\x07d", "abcd"),
        ("עברית first", "\u200fעברית first"),
        ("first עברית", "first עברית"),
        ("nnnnnnnnnnnnnnnnnnnn", "nnnnnnnnnnnnnnn\u200bnnnnn"),
        ("語" * 40, "語" * 40),
        ("𝔘", "U"),
        ("ไทย", "□□□"),
        ("e\u0335", "e"),
        ("line\r\nbreak\ttab", "line\nbreak tab"),
    ],
)
def test_words_are_made_printable(text: str, ready: str) -> None:
    assert printable(text) == ready


@pytest.mark.parametrize(
    ("text", "length", "kept"),
    [
        ("short", 10, "short"),
        ("some words that go on", 12, "some words…"),
        ("x" * 20, 10, "xxxxxxxxx…"),
        ("two\nlines", 20, "two lines"),
    ],
)
def test_words_are_cut_between_words(text: str, length: int, kept: str) -> None:
    assert cut(text, length) == kept


def test_templates_read_nothing_but_their_folder() -> None:
    sources = "".join(path.read_text("utf-8") for path in ROOT.glob("*.typ"))
    assert "@preview" not in sources
    assert "read(" not in sources
    assert "eval(" not in sources


@pytest.mark.parametrize(
    ("attempt", "answer"),
    [("/etc/passwd", "file not found"), ("../secret.txt", "would escape the project root")],
)
def test_typst_reads_no_file_outside_its_folder(
    attempt: str, answer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    root = tmp_path / "templates"
    root.mkdir()
    (root / "attempt.typ").write_text(f'#read("{attempt}")', encoding="utf-8")
    monkeypatch.setattr("maps.exports.printing.typeset.ROOT", root)
    with pytest.raises(typst.TypstError, match=answer):
        typeset("attempt.typ", {})
