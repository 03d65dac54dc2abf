"""One socket in the hands of a test: it says hello, asks, and reads frame by frame, with a limit on every wait."""

from __future__ import annotations

import asyncio
import contextlib
import json
import struct
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import websockets
from websockets.asyncio.client import ClientConnection

from tests.harness.client import Door, Frame, connect, new_op

T = TypeVar("T")
SECONDS = 10.0


def run(work: Coroutine[Any, Any, T], seconds: float = 60) -> T:
    """Runs a test's coroutine to its end within some seconds."""

    async def limited() -> T:
        async with asyncio.timeout(seconds):
            return await work

    return asyncio.run(limited())


class Line:
    """A connection that answers beats by itself and keeps every frame it was sent."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.frames: list[Frame] = []
        self.version = 0
        self.mark = ""

    async def send(self, frame: Any) -> None:
        """Sends a frame, or text or bytes as they are; to a closed connection nothing, as its reader will see."""
        with contextlib.suppress(websockets.ConnectionClosed):
            await self.socket.send(frame if isinstance(frame, str | bytes) else json.dumps(frame))

    async def hello(
        self, boards: list[str], since: int | None = None, mark: str | None = None
    ) -> list[Frame]:
        """Says hello and gives the frames up to and with `live`."""
        await self.send(["hello", {"v": 1, "since": since, "mark": mark, "boards": boards}])
        return await self.until("live")

    async def until(self, name: str, seconds: float = SECONDS) -> list[Frame]:
        """Reads up to and with the next frame of a name; raises TimeoutError or ConnectionClosed."""
        read: list[Frame] = []
        async with self._within(seconds, f"“{name}”"):
            while not read or read[-1][0] != name:
                read.append(await self._read())
        return read

    async def ask(self, name: str, payload: Any, op: str | None = None, seconds: float = SECONDS) -> Frame:
        """Sends a command and gives its answer; frames in between are kept in `frames`."""
        op = op or new_op()
        await self.send([name, op, payload])
        async with self._within(seconds, f"the answer to {name}"):
            while True:
                frame = await self._read()
                if frame[0] in ("done", "refused") and frame[1] == op:
                    return frame

    async def quiet(self, seconds: float = 0.5) -> list[Frame]:
        """Reads for a while and gives what came, but beats and how many are here."""
        read: list[Frame] = []
        try:
            async with asyncio.timeout(seconds):
                while True:
                    frame = await self._read()
                    if frame[0] not in ("beat", "here"):
                        read.append(frame)
        except TimeoutError:
            return read

    async def catch_up(self, version: int, seconds: float = SECONDS) -> dict[tuple[str, str], Any]:
        """Reads until `version` is here and gives the rows that came, by kind and id, the newest of each."""
        async with self._within(seconds, f"version {version}"):
            while self.version < version:
                await self._read()
        return rows_of(self.frames)

    async def bye(self, seconds: float = SECONDS) -> tuple[Frame | None, int | None]:
        """Reads to the end and gives the `bye` frame and the close code."""
        said = None
        try:
            async with self._within(seconds, "the end"):
                while True:
                    frame = await self._read()
                    said = frame if frame[0] == "bye" else said
        except websockets.ConnectionClosed:
            return said, self.socket.close_code

    @asynccontextmanager
    async def _within(self, seconds: float, wanted: str) -> AsyncIterator[None]:
        """Limits a wait; raises a TimeoutError that tells a slow machine from a server that says nothing."""
        before = len(self.frames)
        try:
            async with asyncio.timeout(seconds):
                yield
        except TimeoutError:
            came = ", ".join(str(frame[0]) for frame in self.frames[before:]) or "nothing"
            said = f"{seconds:g} s for {wanted}; there came {came}, and a ping {await self._pulse()}"
            raise TimeoutError(f"waited {said}") from None

    async def _pulse(self) -> str:
        """Whether the other end answers the smallest question there is."""
        try:
            async with asyncio.timeout(3):
                await (await self.socket.ping())
        except (TimeoutError, websockets.ConnectionClosed):
            return "is not answered"
        return "is answered"

    async def _read(self) -> Frame:
        frame: Frame = json.loads(await self.socket.recv())
        self.frames.append(frame)
        if frame[0] == "changes":
            self.version = max(self.version, frame[2])
        elif frame[0] == "live":
            self.mark = frame[2]
        elif frame[0] == "beat":
            await self.send(["at", self.version])
        return frame


def rows_of(frames: list[Frame]) -> dict[tuple[str, str], Any]:
    """The newest state of every row in some frames; a whole snapshot replaces what came before."""
    rows: dict[tuple[str, str], Any] = {}
    for frame in frames:
        if frame[0] == "changes":
            if frame[1] == 0:
                rows.clear()
            rows.update({(kind, identity): record for kind, identity, record in frame[3]})
    return rows


def masked(frame: object) -> bytes:
    """A text frame as a browser puts it on the line; the mask of zeros leaves the words readable."""
    words = json.dumps(frame).encode()
    size = bytes([0x80 | len(words)]) if len(words) < 126 else b"\xfe" + struct.pack(">H", len(words))
    return b"\x81" + size + bytes(4) + words


@asynccontextmanager
async def line(door: Door, *boards: str) -> AsyncIterator[Line]:
    """A live connection with some boards open."""
    async with await connect(door) as socket:
        opened = Line(socket)
        await opened.hello(list(boards))
        yield opened


@asynccontextmanager
async def bare_line(door: Door) -> AsyncIterator[Line]:
    """A connection that has said nothing yet."""
    async with await connect(door) as socket:
        yield Line(socket)
