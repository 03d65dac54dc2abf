"""A manager takes a map away, and a facilitator brings it back."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewBrowser, SitDown, sign_in
from tests.browser.hands import Board
from tests.browser.stored import Picture, Stored
from tests.harness.cast import Cast
from tests.harness.server import Server


def test_map_taken_away_by_a_manager_comes_back_whole_on_the_set_up_page(
    sit_down: SitDown, new_browser: NewBrowser, server: Server, cast: Cast, stored: Stored, tmp_path: Path
) -> None:
    ann = sit_down(cast.ann)
    first, second = cast.end_users.stages
    ann.add(first, "touchpoints", "Asks a friend, “is it good?”; 1,5 €")
    ann.add(second, "ideas", "=SUM(A1:A9)")
    ann.add(second, "pains", "Zwei\u00a0Wörter 👩‍👩‍👧 שלום <b>")
    ann.ready()
    page = new_browser(server.url, accept_downloads=True).new_page()
    page.goto(f"/enter/{cast.mia.token}")
    page.get_by_role("button", name="Go in as Mia").click()
    page.get_by_role("link", name="Take away").click()
    table = take_away(page, "Everything of Journey of End users as CSV", tmp_path / "map.csv")
    whole = take_away(page, "Map, whole (JSON) of Journey of End users", tmp_path / "map.json")
    here = stored.board(cast.end_users.id)
    assert cells_of(table.read_bytes()) == sorted(
        f"'{words}" if words.startswith("=") else words
        for _, _, cells in here
        for cell in cells.values()
        for _, words in cell
    )
    assert json.loads(whole.read_text())["schema_version"]

    fay = new_browser(server.url).new_page()
    sign_in(fay, cast)
    fay.get_by_role("link", name="New workshop").click()
    fay.get_by_label("What is the workshop called?").fill("Brought back")
    fay.locator("summary", has_text="Bring a map from a file").click()
    fay.get_by_label("Bring a map from a file").set_input_files(whole)
    fay.get_by_role("button", name="Make the workshop").click()
    fay.get_by_role("link", name="Next: open the lobby").click()
    expect(fay.get_by_role("heading", name="Brought back", level=1)).to_be_visible()
    fay.locator(".tile-open").click()
    there = Board(fay).ready().picture()
    assert without_ids(there) == without_ids(here)
    assert {stage for stage, _, _ in there}.isdisjoint({stage for stage, _, _ in here})


def take_away(page: Page, name: str, path: Path) -> Path:
    """Presses a link of the page and keeps what comes."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name, exact=True).click()
    assert waiting.value.suggested_filename.endswith(path.suffix)
    waiting.value.save_as(path)
    return path


def cells_of(table: bytes) -> list[str]:
    """The words of all touchpoints and notes in the table, sorted."""
    assert table.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))
    return sorted(row["Text"] for row in rows if row["Text"])


def without_ids(picture: Picture) -> list[tuple[str, dict[str, list[str]]]]:
    """A board by its words alone."""
    return [
        (name, {row: [words for _, words in cell] for row, cell in cells.items()})
        for _, name, cells in picture
    ]
