"""A board of 500 notes in Chromium: time to use, frames while dragging and typing under remote edits, bytes."""

from __future__ import annotations

import asyncio
import gzip
import re
import statistics
import tempfile
import threading
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.harness.cast import Cast, from_plain
from tests.harness.client import Door, new_op
from tests.harness.line import line
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand

NOTES = 500
TEXT = "Note {}: nobody tells me what it costs before I have asked twice."
TEXTS: dict[str, str] = {}
EDITS_A_SECOND = 20
SECONDS = 6
STATIC = Path(__file__).parent.parent / "static"
# Counts the time between frames for as long as it runs.
FRAMES = """() => { globalThis.frames_ = []; let last = performance.now(); globalThis.counting = true;
  const tick = (now) => { frames_.push(now - last); last = now; if (counting) requestAnimationFrame(tick); };
  requestAnimationFrame(tick); }"""


def fill(hand: Stagehand, cast: Cast) -> list[str]:
    """Lay notes over both stages of the end users' board; returns their ids."""
    ids = []
    for number in range(NOTES):
        note = f"n_{new_op()}"
        payload = {
            "note": note,
            "board": cast.end_users.id,
            "stage": cast.end_users.stages[number % 2],
            "row": ("thoughts", "strengths", "pains", "ideas")[number % 4],
            "text": TEXT.format(number),
        }
        hand.ask("act", person=cast.ben.id, name="note.add", payload=payload)
        ids.append(note)
    return ids


async def edit(door: Door, board: str, ids: list[str], seconds: float) -> int:
    """Reword notes, so many a second, from another socket; returns how many."""
    done = 0
    async with line(door, board) as ben:
        until = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < until:
            note = ids[done % len(ids)]
            words = {
                "note": note,
                "was": TEXTS.get(note, TEXT.format(done)),
                "text": f"Reworded {done} times",
            }
            TEXTS[note] = words["text"]
            await ben.send(["note.edit", new_op(), words])
            done += 1
            await asyncio.sleep(1 / EDITS_A_SECOND)
    return done


def under_edits(page: Page, door: Door, board: str, ids: list[str], work: Any) -> list[float]:
    """Do something on the page while another socket edits; returns the milliseconds between frames."""
    other = threading.Thread(target=lambda: asyncio.run(edit(door, board, ids, SECONDS)))
    other.start()
    page.evaluate(FRAMES)
    work()
    frames: list[float] = page.evaluate("() => { counting = false; return frames_; }")
    other.join()
    return frames


def told(name: str, frames: list[float]) -> str:
    """The distribution of frames in words."""
    late = sum(frame > 32 for frame in frames)
    steady = statistics.quantiles(frames, n=100)
    return (
        f"{name}: {len(frames)} frames, median {statistics.median(frames):.1f} ms, p95 {steady[94]:.1f} ms, "
        f"p99 {steady[98]:.1f} ms, longest {max(frames):.0f} ms, {late} over 32 ms"
    )


def drag(page: Page) -> None:
    """Carry a note up and down the board."""
    box = page.locator(".cell-thoughts .note").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + 30, box["y"] + 20)
    page.mouse.down()
    for step in range(SECONDS * 50):
        page.mouse.move(box["x"] + 100 + (step % 50) * 6, box["y"] + 40 + (step % 30) * 5)
        page.wait_for_timeout(10)
    page.keyboard.press("Escape")
    page.mouse.up()


def write(page: Page) -> None:
    """Type into a new note."""
    page.locator(".cell-thoughts [data-add]").first.click()
    for step in range(SECONDS * 10):
        page.keyboard.type("word "[step % 5])
        page.wait_for_timeout(80)


def first_load() -> tuple[int, int]:
    """Bytes of our own scripts and styles that a board loads at first, gzipped, scripts and styles."""
    seen: set[Path] = set()

    def take(path: Path) -> None:
        if path in seen:
            return
        seen.add(path)
        for found in re.findall(r'from "(\.[^"]+)"', path.read_text()):
            take((path.parent / found).resolve())

    take((STATIC / "js/board.js").resolve())
    scripts = sum(len(gzip.compress(path.read_bytes())) for path in seen)
    scripts += len(gzip.compress((STATIC / "js/theme.js").read_bytes()))
    sheet = STATIC / "css/board-page.css"
    sheets = [
        sheet,
        *(STATIC / "css" / name for name in re.findall(r'url\("([a-z-]+\.css)"\)', sheet.read_text())),
    ]
    styles = sum(len(gzip.compress(path.read_bytes())) for path in sheets)
    return scripts, styles


def main() -> None:
    """Measure on a fresh server."""
    scripts, styles = first_load()
    print(
        f"own scripts {scripts / 1000:.1f} kB + styles {styles / 1000:.1f} kB, each file gzipped", flush=True
    )
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(Path(folder) / "var") as server,
        Stagehand(server.env) as hand,
        sync_playwright() as playwright,
    ):
        cast = from_plain(hand.ask("cast"))
        ids = fill(hand, cast)
        url = server.url.replace("http", "ws", 1)
        door = Door(f"{url}/ws/workshops/{cast.workshop}/", server.url, cast.ben.cookie)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context(base_url=server.url, viewport={"width": 1440, "height": 900})
        name, value = cast.ann.cookie.split("=", 1)
        context.add_cookies([{"name": name, "value": value, "url": server.url}])
        page = context.new_page()
        ready = []
        for _ in range(5):
            page.goto(f"/w/{cast.workshop}/boards/{cast.end_users.id}/")
            page.wait_for_function(
                "() => document.querySelector('[data-badge-words]').textContent === 'Saved'"
            )
            ready.append(page.evaluate("() => performance.now()"))
        print(
            f"{NOTES} notes, opened to “Saved”: {statistics.median(ready):.0f} ms median of 5, {max(ready):.0f} slowest"
        )
        print(
            told("dragging", under_edits(page, door, cast.end_users.id, ids, lambda: drag(page))), flush=True
        )
        print(
            told("typing", under_edits(page, door, cast.end_users.id, ids, lambda: write(page))), flush=True
        )
        browser.close()


if __name__ == "__main__":
    main()
