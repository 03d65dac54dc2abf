"""Slides hold every word of their maps, as shapes and tables that people can change."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Emu

from maps.exports.deck.measures import lines_of, shortened, wrapped
from maps.exports.facts import map_facts
from maps.exports.formats import Options
from maps.exports.slides import to_pptx
from tests.maps.exports.hostile import HOSTILE
from tests.maps.exports.stress import empty_map, hostile_map, stress_map

MAPS = {
    "stress": stress_map(),
    "long": stress_map(8, 300, 1),
    "hostile": hostile_map(),
    "empty": empty_map(),
    "stages": empty_map(3),
}
FILES = {name: to_pptx([taken], Options()) for name, taken in MAPS.items()}


def opened(name: str) -> Any:
    """The deck as another program reads it."""
    return Presentation(io.BytesIO(FILES[name]))


def paragraphs(deck: Any) -> Iterator[str]:
    """All words of all slides, a line break as a blank."""
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield from (one.text for one in shape.text_frame.paragraphs)
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)


def flat(text: str) -> str:
    """Words without any blanks: a line may be broken anywhere."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", MAPS)
def test_every_word_of_a_map_stands_on_a_slide(name: str) -> None:
    facts = map_facts(MAPS[name])
    said = "\n".join(map(flat, paragraphs(opened(name))))
    wanted = [facts.workshop, facts.goal, facts.evidence.label, *facts.findings]
    wanted += [words for line in facts.card for words in line]
    for stage in facts.stages:
        wanted += [stage.name if stage.notes else "", stage.goal]
    for one in facts.touchpoints():
        wanted += [one.title, one.description, *(part.text for part in one.parts), *one.teams, *one.systems]
        wanted += [one.moment.sentence, one.moment.label] if one.moment else []
        wanted += [one.channel_label, one.owner_label, one.evidence_label, one.wait, one.often]
    for note in facts.notes():
        wanted += [note.text, note.cluster, *(part.text for part in note.parts)]
    assert [words for words in wanted if flat(words) not in said] == []


def test_hostile_words_are_literal() -> None:
    said = [flat(words) for words in paragraphs(opened("hostile"))]
    assert [words for words in HOSTILE if not any(flat(words) in one for one in said)] == []


@pytest.mark.parametrize("name", MAPS)
def test_every_slide_has_its_title_and_nothing_lies_beside_it(name: str) -> None:
    deck = opened(name)
    for number, slide in enumerate(deck.slides, start=1):
        assert slide.shapes.title.text, number
        for shape in slide.shapes:
            assert (number, shape.left >= 0, shape.top >= 0) == (number, True, True)
            assert shape.left + shape.width <= deck.slide_width + Emu(9525), (number, shape.name)
            assert shape.top + shape.height <= deck.slide_height, (number, shape.name)


def test_tables_and_curve_are_told_to_those_who_do_not_see_them() -> None:
    slides = opened("stress").slides
    told = [
        shape._element.xpath(".//p:cNvPr")[0].get("descr")
        for slide in slides
        for shape in slide.shapes
        if shape.has_table
    ]
    assert told
    assert all(told)
    curves = [
        words
        for slide in slides
        for words in slide._element.xpath(".//p:sp//p:cNvPr/@descr")
        if words.startswith("How the customer feels along the journey.")
    ]
    assert len(curves) == 3


def test_same_map_gives_the_same_bytes_and_names_nobody() -> None:
    again = to_pptx([MAPS["stress"]], Options())
    assert again == FILES["stress"]
    about = opened("stress").core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("Journeyroom", "", "")
    assert not any(b"Canny" in zipfile.ZipFile(io.BytesIO(again)).read(name) for name in _names(again))


def _names(file: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(file)).namelist()


def test_several_maps_share_one_deck() -> None:
    two = [stress_map(2, 4, 1), empty_map(1)]
    deck = Presentation(io.BytesIO(to_pptx(two, Options())))
    kickers = {shape.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame}
    for taken in two:
        assert any(words.startswith(taken.customer_type["name"]) for words in kickers)


def test_each_slide_says_how_far_its_own_map_rests_on_customers() -> None:
    one, two = stress_map(2, 4, 1), stress_map(2, 4, 1)
    for record in (record for cell in two.touchpoints.values() for record in cell):
        record["evidence"] = "research"
    two.customer_type["name"] = "Second"
    deck = Presentation(io.BytesIO(to_pptx([one, two], Options())))
    feet = [
        {words for words in _words(slide) if words.endswith(("map", "customers"))}
        for slide in deck.slides
        if any(words.startswith("Second · ") for words in _words(slide))
    ]
    assert len(feet) > 4
    assert all(any(words.endswith("Second · Backed by customers") for words in foot) for foot in feet)


def _words(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_several_maps_stand_side_by_side() -> None:
    deck = Presentation(io.BytesIO(to_pptx([stress_map(2, 9, 1), stress_map(3, 9, 1)], Options())))
    beside = [slide for slide in deck.slides if "Side by side" in _words(slide)]
    assert len(beside) == 1
    assert not [slide for slide in opened("stress").slides if "Side by side" in _words(slide)]


def test_right_to_left_words_are_set_so() -> None:
    found = {
        (run.get("rtl"), run.get("algn"))
        for slide in opened("stress").slides
        for run in slide._element.xpath(".//a:p[contains(., 'العميل')]/a:pPr")
        if slide._element.xpath(".//a:tbl")
    }
    assert ("1", "r") in found


def test_lines_break_between_words_and_within_one_that_is_too_long() -> None:
    assert wrapped("one two three", 10, 40) == ["one two", "three"]
    assert "".join(wrapped("x" * 50, 10, 60)) == "x" * 50
    assert lines_of("a\nb", 10, 100) == 2


def test_what_has_no_room_is_cut_behind_a_word() -> None:
    assert shortened("one two three", 10, 52, 1) == "one two…"
    assert shortened("one two", 10, 100, 1) == "one two"
