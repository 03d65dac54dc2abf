"""A scripted browser on a real socket: keeps rows by rule L4, resends what is unanswered, notes what it saw."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import websockets
from websockets.asyncio.client import ClientConnection

from tests.harness.checker import target
from tests.harness.history import Applied, Done, History, Key, Refused, Rows, Sent, State

TRY_AGAIN = {"rate", "busy", "internal", "draining"}
NO_RETURN = {4401, 4403, 4404, 4410}
Frame = list[Any]


@dataclass(frozen=True)
class Door:
    """Where and as whom to connect: socket URL, the Origin a browser would send, and the cookie."""

    url: str
    origin: str
    cookie: str


def new_op() -> str:
    """A fresh op or, with a prefix, public id: 128 random bits."""
    return secrets.token_urlsafe(16)


async def connect(door: Door, **options: Any) -> ClientConnection:
    """Opens one plain connection as a browser does; raises InvalidStatus where the server refuses before accept.

    `headers` are what a proxy on the way adds.
    """
    headers = ({"Cookie": door.cookie} if door.cookie else {}) | options.pop("headers", {})
    return await websockets.connect(
        door.url,
        origin=websockets.Origin(door.origin) if door.origin else None,
        additional_headers=headers,
        max_size=None,
        proxy=None,
        open_timeout=15,
        ping_interval=None,
        **options,
    )


async def status(door: Door, **options: Any) -> int:
    """The HTTP status of a handshake: 101 where one is let in, else what comes before accept."""
    try:
        async with await connect(door, **options):
            return 101
    except websockets.InvalidStatus as refused:
        return refused.response.status_code


@dataclass
class Client:
    """One browser of one person; `boards` are the boards it has open."""

    name: str
    door: Door
    boards: list[str]
    history: History = field(default_factory=History)
    version: int | None = None
    base: tuple[int | None, str | None] = (None, None)
    rows: Rows = field(default_factory=dict)
    outbox: dict[str, Frame] = field(default_factory=dict)
    live: bool = False
    frames: list[Frame] = field(default_factory=list)
    ended: int | None = None
    head: int = 0
    connects: int = 0
    _going: dict[str, Key] = field(default_factory=dict)
    _socket: ClientConnection | None = None
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Stays connected for ever, as a page does; returns only after a close that allows no return."""
        dice = random.Random(self.name)
        wait = 0.05
        while self.ended not in NO_RETURN:
            try:
                async with await connect(self.door) as socket:
                    self.connects += 1
                    wait = 0.05
                    await self._listen(socket)
            except (OSError, TimeoutError, websockets.WebSocketException):
                pass
            finally:
                self.live, self._socket = False, None
                self._going.clear()
                self._changed.set()
            await asyncio.sleep(dice.random() * wait)
            wait = min(wait * 1.6, 0.5)

    async def say(self, name: str, payload: dict[str, Any]) -> str:
        """Puts a command into the outbox, sends it if the line is live, and gives its op."""
        op = new_op()
        self.outbox[op] = [name, op, payload]
        self.history.sent.append(Sent(self.name, op, name, payload))
        await self._send_what_may_go()
        return op

    async def break_off(self) -> None:
        """Loses the connection as a laptop that is closed; `run` comes back by itself."""
        if self._socket is not None:
            self.live = False
            self._socket.transport.abort()
            await asyncio.sleep(0)

    async def until(self, holds: Callable[[], bool], seconds: float = 15) -> None:
        """Waits until something holds of this client; raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not holds():
                self._changed.clear()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), 0.2)

    def answer(self, op: str) -> Done | Refused | None:
        """What the server said last about an op."""
        return next((answer for answer in reversed(self.history.answers) if answer.op == op), None)

    def of_kind(self, kind: str) -> list[dict[str, Any]]:
        """The records of one kind, in the order in which a board shows them."""
        found = [record for (name, _), record in self.rows.items() if name == kind]
        return sorted(found, key=lambda record: (record.get("order", 0), record["id"]))

    def describe(self) -> str:
        """Where this client stands, for a message."""
        state = "live" if self.live else "connected" if self._socket else "offline"
        heard = [frame[:3] for frame in self.frames if frame[0] not in ("done", "refused")]
        return f"{self.name}: {state} at {self.version}, waits for {list(self.outbox.values())[:3]}, {heard[-12:]}"

    def state(self) -> State:
        """What this client has now."""
        return State(self.version or 0, dict(self.rows), self.name)

    async def _listen(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.frames.append(["connected"])
        await self._hello()
        try:
            async for message in socket:
                frame = json.loads(message)
                self.frames.append(frame)
                await self._hear(frame)
                self._changed.set()
        finally:
            self.ended = socket.close_code

    async def _hello(self) -> None:
        since, mark = self.base
        hello = {"v": 1, "since": since, "mark": mark, "boards": self.boards}
        await self._send(["hello", hello])

    async def _hear(self, frame: Frame) -> None:
        match frame:
            case ["changes", low, high, rows]:
                await self._apply(low, high, rows)
            case ["live", version, mark]:
                if version == self.version:
                    self.base = (version, mark)
                if self.live:
                    return
                self.live = True
                self._going.clear()
                await self._send_what_may_go()
            case ["done", op, version, result]:
                self.outbox.pop(op, None)
                self.history.answers.append(Done(self.name, op, version, result))
                await self._went(op)
            case ["refused", op, code, _]:
                await self._hear_refusal(op, code)
            case ["beat", head, _]:
                self.head = head
                await self._send(["at", self.version or 0])

    async def _hear_refusal(self, op: str, code: str) -> None:
        if code not in TRY_AGAIN:
            self.outbox.pop(op, None)
            self.history.answers.append(Refused(self.name, op, code))
            await self._went(op)
        elif op in self.outbox:
            asyncio.get_running_loop().call_later(0.3, self._try_again, op)

    def _try_again(self, op: str) -> None:
        self._later = asyncio.ensure_future(self._went(op))

    async def _went(self, op: str) -> None:
        """Lets what waited behind an answered command go."""
        self._going.pop(op, None)
        await self._send_what_may_go()

    async def _send_what_may_go(self) -> None:
        """Sends what is not on its way yet, in order, one command about a row after the other (L17)."""
        if not self.live:
            return
        busy = set(self._going.values())
        for op, frame in list(self.outbox.items()):
            row = target(frame[0], frame[2])
            if op in self._going or row in busy:
                busy.add(row)
                continue
            self._going[op] = row
            busy.add(row)
            await self._send(frame)

    async def _apply(self, low: int, high: int, rows: list[tuple[str, str, dict[str, Any] | None]]) -> None:
        whole = low == 0
        if not whole and self.version is not None:
            if high <= self.version:
                return
            if low > self.version + 1:
                await self._hello()
                return
        if whole:
            self.rows.clear()
        for kind, identity, record in rows:
            key: Key = (kind, identity)
            if record is None:
                self.rows.pop(key, None)
            else:
                self.rows[key] = record
        self.version = high
        self.history.applied.append(Applied(self.name, low, high, whole))

    async def _send(self, frame: Frame) -> None:
        if self._socket is not None:
            with contextlib.suppress(websockets.ConnectionClosed):
                await self._socket.send(json.dumps(frame, ensure_ascii=False))


@contextlib.asynccontextmanager
async def running(*clients: Client) -> AsyncIterator[None]:
    """Keeps clients connected inside the `with`, and ends them properly after it."""
    tasks = [asyncio.create_task(client.run()) for client in clients]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0.05)


async def settle(clients: list[Client], seconds: float = 20) -> None:
    """Waits until all clients are live at one version with every command answered; raises AssertionError."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await _at_rest(clients)
            return
    raise AssertionError("\n".join(["no rest:", *(client.describe() for client in clients)]))


async def _at_rest(clients: list[Client]) -> None:
    while True:
        at_rest = all(client.live and not client.outbox for client in clients)
        if at_rest and len({client.version for client in clients}) == 1:
            head = clients[0].version
            await asyncio.sleep(0.7)
            if {client.version for client in clients} == {head}:
                return
        await asyncio.sleep(0.05)
