"""What people do on a board, by mouse and keys or by touch alone, and what they see there."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from tests.browser.stored import Picture, Stored

SEEN = """() => [...document.querySelectorAll("[data-stages] > [data-stage]")].filter((stage) => !stage.hidden)
  .map((stage) => [stage.id, stage.querySelector(".stage-name").textContent, Object.fromEntries(
    [...stage.querySelectorAll("[data-row]")].map((cell) => [cell.dataset.row,
      [...cell.querySelectorAll(".note[data-kind]")].map((note) =>
        [note.id, note.querySelector(".note-text").textContent])]))])"""
# Hears the dialog close after the board has, which says the move in that moment.
HEAR_MOVE = """() => {
  globalThis.moved = new Promise((done) =>
    document.querySelector("#move").addEventListener("close", () => done(Date.now()), { once: true }));
}"""
KEPT = re.compile(r"^Offline, \d+ kept here$")
OFFLINE = re.compile(r"^Offline(, \d+ kept here)?$")


@dataclass(frozen=True)
class Said:
    """Something somebody has done: the command it makes, the row it is about, milliseconds since 1970."""

    name: str
    row: str
    at: float


@dataclass
class Board:
    """Somebody at a board; `by_touch` if they have only their thumbs."""

    page: Page
    by_touch: bool = False
    said: list[Said] = field(default_factory=list)

    @property
    def badge(self) -> Locator:
        """The words that say whether everything is saved."""
        return self.page.locator("[data-badge-words]")

    def ready(self, kept: int = 0) -> Board:
        """Waits until the board is connected and everything is saved, but for words that lie below it."""
        expect(self.badge).to_have_text(f"Saved, {kept} kept below" if kept else "Saved", timeout=20_000)
        return self

    def picture(self) -> Picture:
        """What stands on the page."""
        return [
            (
                stage,
                name,
                {row: [(identity, words) for identity, words in cell] for row, cell in cells.items()},
            )
            for stage, name, cells in self.page.evaluate(SEEN)
        ]

    def shows(self, truth: Picture, seconds: float = 30) -> None:
        """Waits until exactly this stands on the page; others' rows may come after one's own "Saved"."""
        until = time.monotonic() + seconds
        while self.picture() != truth and time.monotonic() < until:
            self.page.wait_for_timeout(50)
        assert self.picture() == truth

    def words(self) -> list[str]:
        """All words on the page, sorted."""
        return sorted(words for _, _, cells in self.picture() for cell in cells.values() for _, words in cell)

    def stages(self) -> list[str]:
        """The ids of the stages, from left to right."""
        return [stage for stage, _, _ in self.picture()]

    def notes(self, words: str) -> Locator:
        """All touchpoints and notes with exactly these words."""
        exact = re.compile(rf"^{re.escape(words)}$")
        return self.page.locator(".note[data-kind]", has=self.page.locator(".note-text", has_text=exact))

    def sees(self, words: str, seconds: float = 10) -> None:
        """Waits until these words stand on the board, once."""
        expect(self.notes(words)).to_have_count(1, timeout=seconds * 1000)

    def field(self, stage: str, row: str) -> Locator:
        """Opens the field for new words in a cell."""
        return self._field_at_the_thumb(stage, row) if self.by_touch else self._field_in_cell(stage, row)

    def add(self, stage: str, row: str, words: str) -> None:
        """Types new words into a cell and saves them."""
        self.field(stage, row)
        self.type(words)
        self.save()
        at = now()
        name = "touchpoint.add" if row == "touchpoints" else "note.add"
        self.said.append(Said(name, self._id(self.notes(words)), at))

    def type(self, words: str) -> None:
        """Writes into what has the focus: key by key, or as the keyboard on a phone's screen puts words in."""
        if self.by_touch:
            self.page.keyboard.insert_text(words)
        else:
            self.page.keyboard.type(words)

    def save(self) -> None:
        """Says that this is it."""
        if self.by_touch:
            self.page.locator(".padd-send").tap()
        else:
            self.page.keyboard.press("Enter")

    def edit(self, words: str, new: str) -> None:
        """Puts other words in the place of these."""
        note = self.notes(words)
        kind, row = self._kind(words), self._id(note)
        if self.by_touch:
            self._menu(note, "Edit")
        else:
            note.locator(".note-text").click()
        writing = self.page.locator(f"[id='{row}'] textarea")
        expect(writing).to_be_focused()
        writing.select_text()
        self.type(new)
        self._leave()
        self.said.append(Said(f"{kind}.edit", row, now()))

    def move(self, words: str, stage: str, row: str = "", after: str = "last") -> None:
        """Moves a note by "Move to…"; `after` is the id of what it shall follow, "first" or "last"."""
        note = self.notes(words)
        kind, identity = self._kind(words), self._id(note)
        self._menu(note, "Move to…")
        self.page.locator("#move-stage").select_option(stage)
        if row:
            self.page.locator("#move-row").select_option(row)
        self.page.locator("#move-after").select_option(after)
        self.page.evaluate(HEAR_MOVE)
        self._press(self.page.get_by_role("button", name="Move it"))
        expect(self.page.locator("#move")).to_be_hidden()
        self.said.append(Said(f"{kind}.move", identity, self.page.evaluate("moved")))
        expect(self.page.locator(f"[id='{stage}'] [id='{identity}']")).to_be_attached()

    def remove(self, words: str) -> None:
        """Deletes a note."""
        note = self.notes(words)
        kind, row = self._kind(words), self._id(note)
        self._menu(note, "Delete")
        self.said.append(Said(f"{kind}.remove", row, now()))

    def show(self, stage: str) -> None:
        """Brings a stage into sight on a phone."""
        tab = self.page.locator(f"[data-to='{stage}']")
        if self.by_touch and tab.get_attribute("aria-current") is None:
            tab.tap()

    def _field_in_cell(self, stage: str, row: str) -> Locator:
        slot = self.page.locator(f"[id='{stage}'] [data-row={row}] [data-slot]")
        writing = slot.locator("textarea")
        if writing.count():
            writing.click()
        else:
            slot.locator("[data-add]").click()
        expect(writing).to_be_focused()
        return writing

    def _field_at_the_thumb(self, stage: str, row: str) -> Locator:
        self.show(stage)
        kind = self.page.locator(f".segment-{row}")
        if not kind.is_visible():
            self.page.locator("[data-more-kinds]").tap()
        kind.tap()
        writing = self.page.locator("#phone-field")
        writing.tap()
        expect(writing).to_be_focused()
        return writing

    def _menu(self, note: Locator, item: str) -> None:
        if self.by_touch:
            self.show(str(note.evaluate("(note) => note.closest('[data-stage]').id")))
            note.tap()
        else:
            note.hover()
        self._press(note.locator("[data-menu]"))
        self._press(self.page.locator("#note-menu").get_by_text(item, exact=True))

    def _leave(self) -> None:
        """Ends a change: with Enter, or by touching something else."""
        if self.by_touch:
            self.page.locator("[data-to][aria-current]").tap()
        else:
            self.page.keyboard.press("Enter")

    def _press(self, target: Locator) -> None:
        if self.by_touch:
            target.tap()
        else:
            target.click()

    def _kind(self, words: str) -> str:
        return str(self.notes(words).get_attribute("data-kind"))

    def _id(self, note: Locator) -> str:
        return str(note.get_attribute("id"))


def all_end_equal(stored: Stored, board: str, *people: Board) -> None:
    """Everybody says "Saved" and shows what the database holds, cell by cell, in order."""
    for person in people:
        person.ready()
    truth = stored.board(board)
    for person in people:
        person.shows(truth)


def now() -> float:
    """Milliseconds since 1970."""
    return time.time() * 1000
