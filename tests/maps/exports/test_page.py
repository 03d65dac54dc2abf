"""The web page of a map holds every word of it, asks for nothing, and runs nothing."""

import re
from html.parser import HTMLParser

import pytest

from maps.exports.letters import for_xml
from maps.exports.page import to_html
from maps.exports.tables import told
from tests.maps.exports.stress import empty_map, hostile_map, stress_map

MAPS = {"stress": stress_map(), "hostile": hostile_map(), "empty": empty_map(), "long": stress_map(8, 300, 1)}
PAGES = {name: to_html(taken).decode() for name, taken in MAPS.items()}


class Reader(HTMLParser):
    """Keeps the words, tags and attributes of a page, without its styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.in_style = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.in_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self.in_style = False

    def handle_data(self, data: str) -> None:
        if not self.in_style:
            self.words.append(data)


def flat(text: str) -> str:
    """Words without blanks."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("name", MAPS)
def test_page_holds_every_word(name: str) -> None:
    facts = told(MAPS[name])[1]
    said = flat("".join(Reader(PAGES[name]).words))
    wanted = [facts.title, facts.workshop, *facts.findings, *(text for _, text in facts.card)]
    for stage in facts.stages:
        wanted += [stage.name, stage.goal]
    for one in facts.touchpoints():
        wanted += [one.title, one.description, *(part.text for part in one.parts), *one.teams, *one.systems]
        wanted += [one.owner_label, one.moment.sentence if one.moment else "", one.wait, one.often]
    for note in facts.notes():
        wanted += [note.text, note.cluster, *(part.text for part in note.parts)]
    assert [words for words in wanted if flat(words) not in said] == []


@pytest.mark.parametrize("name", MAPS)
def test_page_asks_for_nothing_and_runs_nothing(name: str) -> None:
    page = Reader(PAGES[name])
    assert page.tags.isdisjoint(
        {"script", "img", "iframe", "link", "object", "embed", "form", "a", "base", "video"}
    )
    assert page.attributes.isdisjoint({"src", "href", "srcset", "style", "action"})
    assert [one for one in page.attributes if one.startswith("on")] == []
    assert "default-src 'none'" in PAGES[name]


def test_drawing_has_a_place_for_every_touchpoint_of_the_journey() -> None:
    page = PAGES["stress"]
    facts = told(MAPS["stress"])[1]
    rated = [one for one in facts.touchpoints() if one.number and one.feeling]
    assert page.count('class="dot') + page.count('class="moment-sign ') == len(rated)
    assert page.count('class="number"') == len(facts.touchpoints())


def test_empty_map_says_so() -> None:
    assert "Nothing stands on this map yet." in PAGES["empty"]
    assert for_xml(told(MAPS["empty"])[1].title) in PAGES["empty"]
