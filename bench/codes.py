"""Times right and wrong spoken codes at a real server, in turns; prints both distributions."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
import urllib.parse
from pathlib import Path

from tests.harness.cast import from_plain
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand
from tests.harness.visitor import FIELD, Visitor

ROUNDS = 300


def main() -> None:
    """Type codes of three kinds in random order, each from an address of its own, as the limits count by it."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "var", env={"TRUST_PROXY": "1"})
        with server, Stagehand(server.env) as hand:
            cast = from_plain(hand.ask("cast"))
            right, own = hand.ask("codes", workshop=cast.workshop, person=cast.ann.id)
            kinds = {"right": right, "own": own, "wrong": "WWWWWWWW"}
            times: dict[str, list[float]] = {kind: [] for kind in kinds}
            turns = [kind for kind in kinds for _ in range(ROUNDS)]
            random.Random(7).shuffle(turns)
            for number, kind in enumerate(turns):
                times[kind].append(ask(server, kinds[kind], f"2001:db8:{number:x}::1"))
    for kind, found in times.items():
        found.sort()
        print(
            f"{kind:>6}: {statistics.median(found) * 1000:.2f} ms (median), "
            f"{found[len(found) // 20] * 1000:.2f}-{found[-len(found) // 20] * 1000:.2f} ms (5-95 %), n {len(found)}"
        )


def ask(server: Server, code: str, address: str) -> float:
    """Send one code; returns the seconds until the answer, without following where it leads."""
    import http.client

    visitor = Visitor(server)
    hidden = dict(FIELD.findall(visitor.get("/join/").words))
    body = urllib.parse.urlencode(hidden | {"code": code})
    line = http.client.HTTPConnection("127.0.0.1", server.port)
    line.connect()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": visitor.cookie_header(),
        "Origin": server.url,
        "X-Forwarded-For": address,
    }
    began = time.perf_counter()
    line.request("POST", "/join/", body, headers)
    line.getresponse().read()
    took = time.perf_counter() - began
    line.close()
    return took


if __name__ == "__main__":
    main()
