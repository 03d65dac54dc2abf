"""Poppler opens our posters: every word is in them, nothing stands outside a page, and they keep their right size."""

import re
import subprocess
import unicodedata
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from maps.exports.facts import map_facts
from maps.exports.formats import Options
from maps.exports.poster import to_pdf
from maps.exports.printing.text import printable
from maps.exports.shapes import MapFacts
from tests.maps.exports.stress import empty_map, hostile_map, stress_map

MAPS = {"stress": stress_map(), "hostile": hostile_map(), "large": stress_map(12, 300), "empty": empty_map()}
PAPERS = {"a4": (842, 595), "a3": (1191, 842), "a1": (2384, 1684), "a0": (3370, 2384)}
# What has no width, and what poppler writes as a letter of its own.
UNSEEN = re.compile(r"[\s\u200b-\u200f\ufe00-\ufe0f\ufeff\u00ad\U000e0020-\U000e007f]+")


def flat(text: str) -> str:
    """Words without blanks and marks that have no width, in their plainest signs."""
    return UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def every_text(facts: MapFacts) -> Iterator[str]:
    """All that people wrote on a map."""
    yield from (
        facts.customer_type,
        facts.title,
        facts.workshop,
        facts.goal,
        *(words for _, words in facts.card),
    )
    for stage in facts.stages:
        yield from (stage.name, stage.goal)
    for one in facts.touchpoints():
        yield from (one.title, one.description, one.moment.sentence if one.moment else "")
        yield from (*one.systems, *one.teams, one.feeling.word if one.feeling else "")
    for note in facts.notes():
        yield from (note.text, note.cluster)
    parts = chain(*(one.parts for one in facts.touchpoints()), *(note.parts for note in facts.notes()))
    yield from (part.text for part in parts)


@pytest.fixture(scope="module")
def posters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The posters on A3, by the name of their map."""
    folder = tmp_path_factory.mktemp("posters")
    for name, taken in MAPS.items():
        (folder / f"{name}.pdf").write_bytes(to_pdf([taken], Options()))
    return {name: folder / f"{name}.pdf" for name in MAPS}


def read(*command: str | Path) -> str:
    """What a program of poppler says."""
    return subprocess.run(command, capture_output=True, check=True).stdout.decode(errors="replace")


@pytest.mark.parametrize("name", MAPS)
def test_every_word_is_in_the_poster(posters: dict[str, Path], name: str) -> None:
    said = flat(read("pdftotext", "-raw", posters[name], "-"))
    texts = {printable(text) for text in every_text(map_facts(MAPS[name]))}
    turning = {text for text in texts if any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)}
    straight = [flat(text) for text in texts - turning]
    assert [text for text in straight if text not in said] == []
    # Poppler puts words that run from right to left into an order of its own, word by word.
    words = chain(*(text.replace("\u200b", " ").split() for text in turning))
    turned = [flat(word) for word in words]
    assert [word for word in turned if not found_either_way(word, said)] == []


def found_either_way(word: str, said: str) -> bool:
    """Tell whether a word is there, forwards or backwards; of Arabic, whose dots are glyphs apart, its letters."""
    letters = re.findall(r"[^\W\d_]+", word)
    if any("ARABIC" in unicodedata.name(sign, "") for part in letters for sign in part):
        return all(sign in said for part in letters for sign in part)
    return all(part in said or part[::-1] in said for part in letters)


@pytest.mark.parametrize("name", MAPS)
def test_no_word_stands_outside_its_page(posters: dict[str, Path], name: str) -> None:
    pages = read("pdftotext", "-bbox", posters[name], "-").split("<page ")[1:]
    for page in pages:
        width, height = map(float, re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        boxes = re.findall(r'xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>', page)
        out = [
            word
            for x0, y0, x1, y1, word in boxes
            if float(x0) < 0 or float(y0) < 0 or float(x1) > width or float(y1) > height
        ]
        assert out == []


@pytest.mark.parametrize("paper", PAPERS)
def test_paper_has_its_size_and_lists_are_for_reading(paper: str, tmp_path: Path) -> None:
    (tmp_path / "map.pdf").write_bytes(to_pdf([stress_map(3, 9, 1)], Options(paper=paper)))
    info = read("pdfinfo", "-l", "99", tmp_path / "map.pdf")
    sizes = [(round(float(w)), round(float(h))) for w, h in re.findall(r"size: +([\d.]+) x ([\d.]+)", info)]
    assert sizes[0] == PAPERS[paper]
    assert sizes[-1] == PAPERS["a4" if paper == "a4" else "a3"]
    assert re.search(r"Tagged: +yes", info)


def test_headings_and_the_curve_are_told_to_who_cannot_see_them(tmp_path: Path) -> None:
    (tmp_path / "map.pdf").write_bytes(to_pdf([stress_map(1, 2, 0)], Options()))
    tags = [
        line.strip().split(" ")[0] for line in read("pdfinfo", "-struct", tmp_path / "map.pdf").splitlines()
    ]
    assert tags.count("H1") == 3  # the map, what it says, its words
    assert tags.count("H2") >= 5
    assert "Figure:" in tags
