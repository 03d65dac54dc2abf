"""The server is killed again and again while eight people write: nothing acknowledged is lost, all end equal.

JOURNEYROOM_KILLS sets how often (15); `JOURNEYROOM_KILLS=500 pytest tests/faults/test_kill.py -s` is the long form.
"""

from __future__ import annotations

import asyncio
import os
import random

import pytest

from tests.faults.hands import work
from tests.harness.cast import Cast, Person
from tests.harness.checker import check
from tests.harness.client import Client, Door, running, settle
from tests.harness.history import History
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand

pytestmark = pytest.mark.faults
KILLS = int(os.environ.get("JOURNEYROOM_KILLS", "15"))
SECONDS_BETWEEN = (0.3, 0.8)


def test_kill_9_under_eight_writers_loses_nothing_acknowledged(
    server: Server, hand: Stagehand, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    history = History()
    clients = clients_of(server, hand, cast, history)
    history.before = hand.state(cast.workshop).on(cast.end_users.id)
    asyncio.run(chaos(server, cast, clients))
    history.log = hand.log(cast.workshop, after=history.before.version)
    history.stored = hand.state(cast.workshop).on(cast.end_users.id)
    history.ended = [client.state().on(cast.end_users.id) for client in clients]
    with capsys.disabled():
        print(f"\n  {KILLS} kills: {summary(history, clients)}")
    assert check(history) == []
    assert sum(1 for entry in history.log if entry.version) > 2 * KILLS, (
        "too little happened to prove anything"
    )


def clients_of(server: Server, hand: Stagehand, cast: Cast, history: History) -> list[Client]:
    """Eight people's browsers on the end users' board, named by their person's id as the log is."""
    door = f"ws://127.0.0.1:{server.port}/ws/workshops/{cast.workshop}/"
    more = [
        Person(**hand.ask("seat", board=cast.end_users.id, name=f"Guest {number}")) for number in range(4)
    ]
    people = [cast.fay, cast.ann, cast.ben, cast.hal, *more]
    return [
        Client(person.id, Door(door, server.url, person.cookie), [cast.end_users.id], history)
        for person in people
    ]


async def chaos(server: Server, cast: Cast, clients: list[Client]) -> None:
    """Lets everybody write, kills and restarts the server at random moments, then lets all come to rest."""
    dice = random.Random(4)
    stop = asyncio.Event()
    async with running(*clients):
        hands = [asyncio.create_task(work(client, cast.end_users, stop)) for client in clients]
        for _ in range(KILLS):
            await asyncio.sleep(dice.uniform(*SECONDS_BETWEEN))
            server.kill()
            await asyncio.to_thread(server.start)
            await until_somebody_is_live(clients)
        stop.set()
        await asyncio.gather(*hands)
        await settle(clients, seconds=300)


async def until_somebody_is_live(clients: list[Client]) -> None:
    """A kill counts only if it hits a room at work; raises AssertionError where nobody comes back."""
    waits = [asyncio.create_task(client.until(lambda client=client: client.live, 60)) for client in clients]  # type: ignore[misc]
    try:
        await next(asyncio.as_completed(waits))
    except TimeoutError:
        raise AssertionError(
            "\n".join(["nobody came back:", *(client.describe() for client in clients)])
        ) from None
    finally:
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)


def summary(history: History, clients: list[Client]) -> str:
    """What happened, in one line."""
    changes = sum(1 for entry in history.log if entry.version)
    connects = sum(client.connects for client in clients)
    notes = sum(1 for kind, _ in history.stored.rows if kind != "stage")
    return (
        f"{len(history.sent)} commands said, {changes} changes, {connects} connections, "
        f"{notes} notes and touchpoints in the end"
    )
