"""Six races of two people for the same rows, many rounds each: what must hold, and that both orders were seen."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.harness.cast import Person, from_plain
from tests.harness.client import Door
from tests.harness.races import RACES, race
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand


def main() -> None:
    """Run each race so many rounds (the first argument, 1,000 if there is none) on a fresh server."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(Path(folder) / "var") as server,
        Stagehand(server.env) as hand,
    ):
        for name in RACES:
            cast = from_plain(hand.ask("cast"))

            def door(person: Person, workshop: str = cast.workshop) -> Door:
                url = server.url.replace("http", "ws", 1)
                return Door(f"{url}/ws/workshops/{workshop}/", server.url, person.cookie)

            began = time.monotonic()
            doors = (door(cast.ann), door(cast.ben), door(cast.fay))
            first = asyncio.run(race(name, doors, cast, rounds))
            orders = ", ".join(f"{who} first {times}" for who, times in sorted(first.items()))
            print(f"{name}: {rounds} rounds in {time.monotonic() - began:.0f} s, {orders}", flush=True)


if __name__ == "__main__":
    main()
