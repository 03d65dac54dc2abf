"""Lets 20 people join at once and 200 within a minute, on a real server; prints how long each waited."""

from __future__ import annotations

import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.harness.cast import Cast, from_plain
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand
from tests.harness.visitor import Visitor


def join(server: Server, cast: Cast, name: str, wait: float = 0) -> tuple[float, str]:
    """Opens the link, sends the form and ends on the board; returns the seconds it took and the cookie."""
    time.sleep(wait)
    visitor, began = Visitor(server), time.monotonic()
    page = visitor.fill_in(
        f"/j/{cast.join}", name=name, department=cast.end_users.department, group=cast.end_users.group
    )
    assert page.path.endswith(f"/boards/{cast.end_users.id}/"), page.path
    return time.monotonic() - began, visitor.cookie_header()


def measure(server: Server, hand: Stagehand, people: int, within: float) -> None:
    """Lets people come, spread evenly over some seconds; checks that each is in once."""
    cast = from_plain(hand.ask("cast"))
    before = len(hand.ask("people", workshop=cast.workshop))
    began = time.monotonic()
    with ThreadPoolExecutor(people) as doors:
        names = [f"Guest {number}" for number in range(people)]
        waits = [within * number / people for number in range(people)]
        came = list(doors.map(lambda one: join(server, cast, *one), zip(names, waits, strict=True)))
    took = time.monotonic() - began
    after = hand.ask("people", workshop=cast.workshop)
    assert len(after) == before + people, "somebody is missing or twice"
    assert len({cookie for _, cookie in came}) == people, "two have the same way in"
    seconds = sorted(each for each, _ in came)
    print(
        f"{people} people, spread over {within:g} s: all in after {took:.1f} s; page, form and board took "
        f"{statistics.median(seconds):.2f} s (median), {seconds[int(len(seconds) * 0.95) - 1]:.2f} s (p95), "
        f"{seconds[-1]:.2f} s (slowest)"
    )


def main() -> None:
    """Measure on a fresh server."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(Path(folder) / "var") as server,
        Stagehand(server.env) as hand,
    ):
        for people, within in ((1, 0), (20, 0), (20, 2), (200, 60)):
            measure(server, hand, people, within)


if __name__ == "__main__":
    main()
