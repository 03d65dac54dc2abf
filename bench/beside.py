"""Edits a board of 60 touchpoints while 20 files of it are made at once; prints how long answers take."""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.harness.cast import Cast, from_plain
from tests.harness.client import Door, new_op
from tests.harness.line import line
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand

TOUCHPOINTS = 60
ROUNDS = 5
QUIET_SECONDS = 8
A_SECOND = 20
AT_ONCE = 20
FORMATS = ("pdf", "pptx", "xlsx", "pdf", "html")


def fill(hand: Stagehand, cast: Cast) -> str:
    """Lay touchpoints and as many notes on the end users' board; returns the id of the note to edit."""
    board = cast.end_users
    for number in range(TOUCHPOINTS):
        place = {"board": board.id, "stage": board.stages[number % 2]}
        touchpoint = {
            "touchpoint": f"t_{new_op()}",
            "title": f"I ask for the {number}th time where it is",
            **place,
        }
        note = {
            "note": f"n_{new_op()}",
            "row": ("pains", "thoughts")[number % 2],
            "text": "Nobody knows.",
            **place,
        }
        hand.ask("act", person=cast.ben.id, name="touchpoint.add", payload=touchpoint)
        hand.ask("act", person=cast.ben.id, name="note.add", payload=note)
    return str(note["note"])


class Typing:
    """Somebody who rewords one note, so many times a second, and notes how long each answer took (ms)."""

    def __init__(self, door: Door, cast: Cast, note: str) -> None:
        self.door, self.cast, self.note, self.words = door, cast, note, "Nobody knows."

    def until(self, is_over: Iterator[bool]) -> list[float]:
        """Edit until the iterator says so."""
        return asyncio.run(self._edit(is_over))

    async def _edit(self, is_over: Iterator[bool]) -> list[float]:
        waited = []
        async with line(self.door, self.cast.end_users.id) as ben:
            while not next(is_over):
                text = f"Reworded at {time.monotonic()}"
                began = time.perf_counter()
                answer = await ben.ask("note.edit", {"note": self.note, "was": self.words, "text": text})
                waited.append(1000 * (time.perf_counter() - began))
                assert answer[0] == "done", answer
                self.words = text
                await asyncio.sleep(1 / A_SECOND)
        return waited


def for_seconds(seconds: float) -> Iterator[bool]:
    """Tell whether so many seconds have gone by."""
    end = time.monotonic() + seconds
    while True:
        yield time.monotonic() > end


def while_running(files: list[Future[tuple[str, float]]]) -> Iterator[bool]:
    """Tell whether all files are there."""
    while True:
        yield all(one.done() for one in files)


@contextmanager
def being_made(server: Server, cast: Cast) -> Iterator[list[Future[tuple[str, float]]]]:
    """Ask for 20 files at once, as 20 people who press the link."""

    def take(number: int) -> tuple[str, float]:
        ending = FORMATS[number % len(FORMATS)]
        path = f"/w/{cast.workshop}/boards/{cast.end_users.id}/export.{ending}"
        request = urllib.request.Request(server.url + path, headers={"Cookie": cast.mia.cookie})
        began = time.monotonic()
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
            request, timeout=120
        ) as answer:
            assert answer.status == 200
            assert answer.read()
        return ending, time.monotonic() - began

    with ThreadPoolExecutor(AT_ONCE) as people:
        yield [people.submit(take, number) for number in range(AT_ONCE)]


def p95(waited: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(waited, n=20)[18]


def main() -> None:
    """Measure on a fresh server, quiet and busy in turn."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    quiet: list[float] = []
    busy: list[float] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(Path(folder) / "var") as server,
        Stagehand(server.env) as hand,
    ):
        cast = from_plain(hand.ask("cast"))
        door = Door(
            f"{server.url.replace('http', 'ws', 1)}/ws/workshops/{cast.workshop}/",
            server.url,
            cast.ben.cookie,
        )
        typing = Typing(door, cast, fill(hand, cast))
        with being_made(server, cast):
            pass  # the worker process begins with the first
        for number in range(1, rounds + 1):
            quiet += typing.until(for_seconds(QUIET_SECONDS))
            with being_made(server, cast) as files:
                busy += typing.until(while_running(files))
            seconds = sorted(one.result()[1] for one in files)
            print(f"round {number}: 20 files, first {seconds[0]:.2f} s, last {seconds[-1]:.2f} s", flush=True)
    for name, waited in (("quiet", quiet), ("20 files at once", busy)):
        print(
            f"{name}: {len(waited)} edits, median {statistics.median(waited):.1f} ms, p95 {p95(waited):.1f} ms, "
            f"longest {max(waited):.0f} ms"
        )
    print(f"p95 changes by {100 * (p95(busy) / p95(quiet) - 1):+.0f} %")


if __name__ == "__main__":
    main()
