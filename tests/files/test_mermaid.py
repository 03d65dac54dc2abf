"""Mermaid's own parser reads our journeys: titles, sections, tasks, scores and actors are those of the map."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from maps.exports.letters import for_xml
from maps.exports.mermaid import MIDDLE, to_mermaid
from maps.exports.tables import told
from tests.maps.exports.stress import empty_map, hostile_map, stress_map

MAPS = {"stress": stress_map(), "hostile": hostile_map(), "empty": empty_map(), "stages": empty_map(3)}
PARSE = """async (text) => {
  await mermaid.parse(text);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  return { title: db.getDiagramTitle(), sections: db.getSections(), tasks: db.getTasks() };
}"""
CODE = re.compile("ﬂ°°(\\d+)¶ß")


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A browser with Mermaid, as bin/test fetched it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        page.add_script_tag(content=Path(os.environ["MERMAID"]).read_text())
        yield page
        browser.close()


def plain(words: str) -> str:
    """What is shown of a parsed text: Mermaid keeps its codes until it draws."""
    return CODE.sub(lambda found: chr(int(found[1])), words).lstrip("\u200b")


def one_line(words: str) -> str:
    """Words as a diagram can hold them: its parser takes a byte order mark at the edge for a blank."""
    return " ".join(for_xml(words).split()).strip("\ufeff")


@pytest.mark.parametrize("name", MAPS)
def test_parsed_journey_is_the_map(page: Page, name: str) -> None:
    facts = told(MAPS[name])[1]
    parsed: dict[str, Any] = page.evaluate(PARSE, to_mermaid(MAPS[name]).decode())
    assert plain(parsed["title"]) == one_line(facts.title)
    filled = [stage for stage in facts.stages if stage.touchpoints]
    names = [one_line(f"{stage.number} {stage.name}" if stage.number else stage.name) for stage in filled]
    assert [plain(section) for section in parsed["sections"]] == names
    assert [
        (
            plain(task["section"]),
            plain(task["task"]),
            round(task["score"], 2),
            [plain(one) for one in task["people"]],
        )
        for task in parsed["tasks"]
    ] == [
        (
            section,
            one_line(one.title) or "–",
            round(MIDDLE + one.feeling.mean, 2) if one.feeling else MIDDLE,
            [one_line(facts.customer_type)],
        )
        for section, stage in zip(names, filled, strict=True)
        for one in stage.touchpoints
    ]
