"""A TCP proxy between a browser and the server that can lose the line in the ways a real line is lost."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

T = TypeVar("T")
HOST = "127.0.0.1"


class Proxy:
    """Forwards `port` to `target` until told otherwise; runs in its own thread and may be called from any other.

    What a blackhole swallows is held and sent on when the line returns, as TCP would send it again.
    """

    def __init__(self, target: int, port: int = 0) -> None:
        self.target = target
        self.port = port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server: asyncio.Server | None = None
        self._lines: set[asyncio.StreamWriter] = set()
        self._up = asyncio.Event()
        self._down = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    def __enter__(self) -> Self:
        self._thread.start()
        self.resume()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._call(self._stop)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def resume(self) -> None:
        """Lets everything through again, also what a blackhole held back."""
        self._call(self._listen)

    def cut(self) -> None:
        """Ends every connection at once with a reset; new ones are welcome."""
        self._call(self._abort)

    def blackhole(self, *, up: bool = True, down: bool = True) -> None:
        """Holds back what goes `up` to the server, what comes `down` from it, or both; nobody is told."""

        def hold() -> None:
            (self._up.clear if up else self._up.set)()
            (self._down.clear if down else self._down.set)()

        self._call(hold)

    def refuse(self) -> None:
        """Ends every connection and refuses new ones, as a server that is not there."""
        self._call(self._stop)

    def _call(self, work: Callable[[], object]) -> None:
        async def run() -> None:
            done = work()
            if asyncio.iscoroutine(done):
                await done

        asyncio.run_coroutine_threadsafe(run(), self._loop).result(10)

    async def _listen(self) -> None:
        self._up.set()
        self._down.set()
        if self._server is None:
            self._server = await asyncio.start_server(self._carry, HOST, self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    async def _stop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        self._abort()
        going = list(self._tasks)
        for task in going:
            task.cancel()
        await asyncio.gather(*going, return_exceptions=True)

    def _abort(self) -> None:
        for line in list(self._lines):
            wire = line.get_extra_info("socket")
            # What has just closed by itself has no socket any more.
            with contextlib.suppress(OSError):
                wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            line.transport.abort()
        self._lines.clear()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._lines.add(writer)
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        with contextlib.suppress(OSError, asyncio.CancelledError):
            await self._up.wait()
            far_reader, far_writer = await asyncio.open_connection(HOST, self.target)
            self._lines.add(far_writer)
            await asyncio.gather(
                _pump(reader, far_writer, self._up),
                _pump(far_reader, writer, self._down),
            )
            self._lines.discard(far_writer)
        self._lines.discard(writer)
        self._tasks.discard(task)
        writer.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, gate: asyncio.Event) -> None:
    """Carries bytes one way while the gate is open; passes the end of the stream on too."""
    try:
        while True:
            data = await reader.read(65536)
            await gate.wait()
            if not data:
                break
            writer.write(data)
            await writer.drain()
    finally:
        with contextlib.suppress(OSError):
            writer.close()
