"""The report in Markdown holds every word of a map, and none of them is markup."""

import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from maps.exports.letters import for_xml
from maps.exports.tables import told
from maps.exports.text import plain, to_markdown
from tests.maps.exports.hostile import HOSTILE
from tests.maps.exports.stress import empty_map, hostile_map, stress_map

MAPS = {"stress": stress_map(), "hostile": hostile_map(), "empty": empty_map(), "stages": empty_map(2)}
# What the report itself is made of.
OURS = {"h1", "h2", "h3", "p", "strong", "em", "ul", "ol", "li", "br", "hr"}


class Reader(HTMLParser):
    """Keeps the words and the tags of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def shown(markdown: str) -> Reader:
    """What a strict reader of CommonMark shows."""
    return Reader(MarkdownIt("commonmark").render(markdown))


def flat(text: str) -> str:
    """Words without blanks and what has no width."""
    return re.sub(r"[\s\u200b]", "", for_xml(text))


@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_shown_as_they_are(words: str) -> None:
    for markdown in (plain(words), f"- {plain(words, '  ')}", f"# {plain(' '.join(words.split()))}"):
        page = shown(markdown)
        assert flat("".join(page.words)) == flat(words)
        assert page.tags <= {"p", "br", "ul", "li", "h1"}


@pytest.mark.parametrize("name", MAPS)
def test_report_holds_every_word_and_no_markup_of_others(name: str) -> None:
    facts = told(MAPS[name])[1]
    page = shown(to_markdown(MAPS[name]).decode())
    said = flat("".join(page.words))
    wanted = [facts.title, facts.workshop, facts.goal, *facts.findings, *(text for _, text in facts.card)]
    for stage in facts.stages:
        wanted += [stage.name, stage.goal]
    for one in facts.touchpoints():
        wanted += [one.title, one.description, *(part.text for part in one.parts), *one.teams, *one.systems]
        wanted += [one.owner_label, one.moment.sentence if one.moment else ""]
    for note in facts.notes():
        wanted += [note.text, note.cluster, *(part.text for part in note.parts)]
    assert [words for words in wanted if flat(words) not in said] == []
    assert page.tags <= OURS


def test_headings_are_those_of_the_map() -> None:
    markdown = to_markdown(MAPS["stages"]).decode()
    stages = [stage.name for stage in told(MAPS["stages"])[1].stages]
    assert [line for line in markdown.splitlines() if line.startswith("## ")][-2:] == [
        f"## {number} {plain(name)}" for number, name in enumerate(stages, start=1)
    ]
    assert markdown.count("Nothing noted yet.") == 2
