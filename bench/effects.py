"""Times until somebody at an open socket notices that they were removed, moved or demoted by another process."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.harness.cast import Cast, from_plain
from tests.harness.client import Door
from tests.harness.line import line
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand

ROUNDS = 20


def door(server: Server, cast: Cast) -> Door:
    """Ann's way to her socket."""
    path = f"/ws/workshops/{cast.workshop}/"
    return Door(server.url.replace("http", "ws", 1) + path, server.url, cast.ann.cookie)


async def once(server: Server, hand: Stagehand, name: str) -> float:
    """Does it to Ann in a fresh workshop; returns the seconds from the other process's answer to her browser."""
    cast = from_plain(hand.ask("cast"))
    payloads: dict[str, dict[str, Any]] = {
        "person.remove": {"person": cast.ann.id},
        "person.role": {"person": cast.ann.id, "role": "observer"},
        "people.place": {"places": {cast.ann.id: cast.distributors.group}},
    }
    async with line(door(server, cast), cast.end_users.id) as ann:
        hand.ask("act", person=cast.fay.id, name=name, payload=payloads[name])
        began = time.monotonic()
        await ann.until("bye" if name == "person.remove" else "changes")
        return time.monotonic() - began


def main() -> None:
    """Measure on a fresh server."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(Path(folder) / "var") as server,
        Stagehand(server.env) as hand,
    ):
        for name in ("person.remove", "person.role", "people.place"):
            took = sorted(asyncio.run(once(server, hand, name)) for _ in range(ROUNDS))
            print(f"{name}: {statistics.median(took):.2f} s (median), {took[-1]:.2f} s (slowest of {ROUNDS})")


if __name__ == "__main__":
    main()
