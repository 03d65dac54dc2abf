"""LibreOffice opens our slides: each on one page, with every word on paper."""

import re
import subprocess
from pathlib import Path

import pytest

from maps.exports.facts import map_facts
from maps.exports.formats import Options
from maps.exports.slides import to_pptx
from tests.files.programs import converted
from tests.maps.exports.stress import hostile_map, stress_map

MAPS = {"stress": stress_map(), "hostile": hostile_map()}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The decks as LibreOffice prints them."""
    folder = tmp_path_factory.mktemp("slides")
    for name, taken in MAPS.items():
        (folder / f"{name}.pptx").write_bytes(to_pptx([taken], Options()))
    return converted(sorted(folder.glob("*.pptx")), "pdf")


def flat(text: str) -> str:
    """Words without blanks and marks that have no width."""
    return re.sub(r"[\s\u200b-\u200f\ufeff\u00ad]", "", text)


def test_every_latin_word_is_on_paper(papers: dict[str, Path]) -> None:
    done = subprocess.run(["pdftotext", "-layout", papers["stress"], "-"], capture_output=True, check=True)
    said = flat(done.stdout.decode())
    latin = [one.title for one in map_facts(MAPS["stress"]).touchpoints() if one.title.isascii()]
    assert len(latin) > 10
    assert [words for words in latin if flat(words[:30]) not in said] == []


def test_no_row_of_a_table_goes_over_the_edge(papers: dict[str, Path]) -> None:
    """The last line of a page is its foot, with the number of the slide: nothing stands below it."""
    for paper in papers.values():
        done = subprocess.run(["pdftotext", "-bbox", paper, "-"], capture_output=True, check=True)
        for number, page in enumerate(done.stdout.decode().split("<page ")[1:], start=1):
            words = [(float(y), word) for y, word in re.findall(r'yMax="([\d.]+)">([^<]*)</word>', page)]
            foot = max(y for y, word in words if word == str(number))
            assert [word for y, word in words if y > foot + 1] == [], (paper.name, number)
