"""A small model of server, lossy lines and browsers by the rules of the protocol, with bugs that can be switched on."""

from __future__ import annotations

import copy
import random
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from tests.harness.history import Applied, Done, History, Logged, Refused, Rows, Sent, State

BUGS = {
    "repeat_has_effect": "times",
    "repeat_gets_other_version": "was answered",
    "refused_but_logged": "had an effect",
    "done_before_commit": "LOST",
    "version_skipped": "not dense",
    "row_not_written": "the database",
    "payload_altered": "the database differs",
    "removed_rows_left_out_of_catch_up": "that should not be",
    "catch_up_empty": "lacks",
    "snapshot_older_than_it_says": "lacks",
    "no_resend": "never answered",
    "client_ignores_gap": "a gap",
    "lost_frame_and_no_beat": "ends at version",
    "resends_out_of_order": "overtaken",
    "nobodys_command_in_the_log": "phantom",
    "client_applies_again": "again, it had",
    "snapshot_of_the_past": "went back",
}
"""Each bug that can be switched on, with words of the finding that names it."""

Frame = tuple[Any, ...]


@dataclass
class Server:
    """The reference: one version, rows with versions, a log by op."""

    bug: str | None
    dice: random.Random
    version: int = 0
    log: list[Logged] = field(default_factory=list)
    rows: Rows = field(default_factory=dict)
    touched: dict[tuple[str, str], int] = field(default_factory=dict)

    def take(self, client: str, op: str, name: str, payload: dict[str, Any]) -> Frame:
        """Runs one command and gives the answer frame."""
        known = next((entry for entry in self.log if entry.op == op), None)
        if known and self.bug != "repeat_has_effect":
            version = known.version
            if self.bug == "repeat_gets_other_version":
                version = self.version + 1
            return ("done", op, version)
        key = ("note", payload["note"])
        if name != "note.add" and key not in self.rows:
            if self.bug == "refused_but_logged":
                self._record(client, op, name)
            return ("refused", op, "gone")
        if self.bug == "done_before_commit" and self.dice.random() < 0.05:
            return ("done", op, self.version + 1)
        self._record(client, op, name)
        if self.bug == "nobodys_command_in_the_log" and self.version % 19 == 0:
            self._record(client, f"{op}-unsaid", name)
        self._write(key, name, payload)
        return ("done", op, self.version)

    def rows_since(self, since: int) -> list[tuple[tuple[str, str], dict[str, Any] | None]]:
        """The rows newer than `since`, None for the removed."""
        if self.bug == "catch_up_empty":
            return []
        keys = [key for key, version in self.touched.items() if version > since]
        if self.bug == "removed_rows_left_out_of_catch_up":
            keys = [key for key in keys if key in self.rows]
        return [(key, copy.deepcopy(self.rows.get(key))) for key in keys]

    def _record(self, client: str, op: str, name: str) -> None:
        self.version += 2 if self.bug == "version_skipped" and self.version % 17 == 16 else 1
        self.log.append(Logged(client, op, self.version, name, {}))

    def _write(self, key: tuple[str, str], name: str, payload: dict[str, Any]) -> None:
        self.touched[key] = self.version
        if self.bug == "row_not_written" and self.version % 29 == 0:
            return
        if name == "note.remove":
            self.rows.pop(key)
            return
        row = self.rows.setdefault(key, {})
        row.update({name: value for name, value in payload.items() if name in ("text", "stage", "row")})
        if self.bug == "payload_altered" and self.version % 23 == 0:
            row["text"] = row["text"].upper() + "!"


@dataclass
class Browser:
    """One client: rows, outbox, and the two directions of its line."""

    name: str
    version: int = 0
    rows: Rows = field(default_factory=dict)
    outbox: OrderedDict[str, tuple[str, dict[str, Any]]] = field(default_factory=OrderedDict)
    up: bool = False
    inbox: list[Frame] = field(default_factory=list)
    going: list[str] = field(default_factory=list)
    said: int = 0


class World:
    """A seeded run of some browsers against one server over lines that fail."""

    def __init__(self, seed: int, bug: str | None = None, browsers: int = 5) -> None:
        self.dice = random.Random(seed)
        self.bug = bug
        self.server = Server(bug, self.dice)
        self.browsers = [Browser(f"c{number}") for number in range(browsers)]
        self.history = History()
        self.notes = 0

    def run(self, steps: int = 400) -> History:
        """Lets chaos happen for some steps, then lets everything come to rest, and gives the history."""
        for _ in range(steps):
            self._step(self.dice.choice(self.browsers))
        for _ in range(40):
            if self._settle():
                break
        self.history.log = self.server.log
        self.history.stored = State(self.server.version, self.server.rows)
        self.history.ended = [State(each.version, each.rows, each.name) for each in self.browsers]
        return self.history

    def _step(self, browser: Browser) -> None:
        chance = self.dice.random()
        if not browser.up:
            if chance < 0.3:
                self._connect(browser)
            elif chance < 0.45:
                self._say(browser)
        elif chance < 0.04:
            self._drop(browser)
        elif chance < 0.35:
            self._say(browser)
        elif chance < 0.65 and browser.going:
            self._serve(browser)
        elif browser.inbox:
            self._hear(browser)

    def _settle(self) -> bool:
        """One round of delivering everything; True when nothing is left to do."""
        for browser in self.browsers:
            if not browser.up:
                self._connect(browser)
            while browser.going and browser.up:
                self._serve(browser)
        for browser in self.browsers:
            while browser.inbox:
                self._hear(browser)
        if self.bug == "lost_frame_and_no_beat":
            return not any(browser.going or browser.inbox or not browser.up for browser in self.browsers)
        behind = [b for b in self.browsers if b.version != self.server.version or (b.outbox and not b.going)]
        for browser in behind:
            self._drop(browser)
        return not behind and not any(browser.going or browser.inbox for browser in self.browsers)

    def _connect(self, browser: Browser) -> None:
        browser.up, browser.inbox, browser.going = True, [], []
        whole = browser.version == 0 or self.dice.random() < 0.3
        since = 0 if whole else browser.version
        version, rows = self.server.version, self.server.rows_since(since)
        if self.bug == "snapshot_older_than_it_says" and rows:
            rows = [item for item in rows if self.server.touched[item[0]] < version]
        if self.bug == "snapshot_of_the_past" and whole:
            version = max(1, version - self.dice.randint(0, 2))
        browser.inbox.append(("changes", 0 if whole else since + 1, version, rows))
        if self.bug != "no_resend":
            browser.going += list(browser.outbox)
        if self.bug == "resends_out_of_order":
            browser.going.reverse()

    def _drop(self, browser: Browser) -> None:
        browser.up, browser.inbox, browser.going = False, [], []

    def _say(self, browser: Browser) -> None:
        browser.said += 1
        op = f"{browser.name}-{browser.said}"
        notes = [identity for _, identity in browser.rows]
        chance = self.dice.random()
        payload: dict[str, Any]
        if chance < 0.35 or not notes:
            self.notes += 1
            name, payload = "note.add", {"note": f"n{self.notes}", "stage": "s1", "row": "ideas", "text": op}
        elif chance < 0.65:
            name, payload = "note.edit", {"note": self.dice.choice(notes), "text": op}
        elif chance < 0.9:
            stage = f"s{self.dice.randint(1, 3)}"
            name, payload = "note.move", {"note": self.dice.choice(notes), "stage": stage, "row": "pains"}
        else:
            name, payload = "note.remove", {"note": self.dice.choice(notes)}
        browser.outbox[op] = (name, payload)
        self.history.sent.append(Sent(browser.name, op, name, payload))
        if browser.up:
            browser.going.append(op)

    def _serve(self, browser: Browser) -> None:
        op = browser.going.pop(0)
        if op not in browser.outbox:
            return
        before = self.server.version
        answer = self.server.take(browser.name, op, *browser.outbox[op])
        if self.dice.random() < 0.03:  # kill -9 between commit and answer
            for each in self.browsers:
                self._drop(each)
            return
        if browser.up:
            browser.inbox.append(answer)
        if self.server.version == before:
            return
        frame = ("changes", before + 1, self.server.version, self.server.rows_since(before))
        lost = 0.3 if self.bug == "lost_frame_and_no_beat" else 0.03
        for each in self.browsers:
            if each.up and self.dice.random() > lost:
                each.inbox += [frame] * (2 if self.dice.random() < 0.03 else 1)

    def _hear(self, browser: Browser) -> None:
        frame = browser.inbox.pop(0)
        if frame[0] == "changes":
            self._apply(browser, *frame[1:])
            return
        browser.outbox.pop(frame[1], None)
        if frame[0] == "done":
            self.history.answers.append(Done(browser.name, frame[1], frame[2], {}))
        else:
            self.history.answers.append(Refused(browser.name, frame[1], frame[2]))

    def _apply(self, browser: Browser, low: int, high: int, rows: list[Any]) -> None:
        whole = low == 0
        if not whole and high <= browser.version and self.bug != "client_applies_again":
            return
        if not whole and low > browser.version + 1 and self.bug != "client_ignores_gap":
            self._drop(browser)
            self._connect(browser)
            return
        if whole:
            browser.rows = {}
        for key, row in rows:
            if row is None:
                browser.rows.pop(key, None)
            else:
                browser.rows[key] = dict(row)
        browser.version = high
        self.history.applied.append(Applied(browser.name, low, high, whole))
