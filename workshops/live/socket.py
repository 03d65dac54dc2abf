"""One browser's socket as the hub sees it: who it is, what it has open, what waits to be sent."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import msgspec
from autobahn.exception import Disconnected

from workshops.live.attendance import Doing
from workshops.models import Participant
from workshops.records import Audience, Reading
from workshops.rules import is_facilitator

logger = logging.getLogger(__name__)

# Presence: so many signals a second are heard, and so long somebody is taken to be writing after a key.
SIGNALS_A_SECOND = 5
TYPING_SECONDS = 5
BACKLOG_BYTES = 8 * 1024 * 1024

# After accept (L23). True = come back later.
BYES = {
    4400: False,
    4401: False,
    4403: False,
    4404: False,
    4410: False,
    4413: True,
    4426: False,
    4429: True,
    4503: True,
}


class Socket:
    """Sends frames in order without ever letting one reader wait for another."""

    def __init__(self, participant: Participant, send: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        self.participant = participant
        self._send = send
        self._waiting: deque[dict[str, Any]] = deque()
        self._backlog = 0
        self._sending: asyncio.Task[None] | None = None
        # What the page asked to see, and what of it this person may see.
        self.asked: frozenset[str] = frozenset()
        self.boards: frozenset[str] = frozenset()
        self.greeted = False
        # What this browser last said of itself, when, and what it was last told of the others on each board.
        self.doing = Doing()
        self.doing_since = 0.0
        self.around: dict[str, list[dict[str, Any]]] = {}
        self._signals: deque[float] = deque(maxlen=SIGNALS_A_SECOND)
        # One greeting after the other; while one goes on, what is published waits in `held`.
        self.greeting = asyncio.Lock()
        self.held: list[tuple[Reading, str]] | None = None
        self.closing = False

    @property
    def workshop(self) -> int:
        """The primary key of the workshop this socket belongs to."""
        return self.participant.workshop_id

    def hears(self, board: str, place: str, *, typing: bool) -> None:
        """Take note of where somebody is; what comes faster than it may be is passed over (L14)."""
        now = time.monotonic()
        if len(self._signals) == SIGNALS_A_SECOND and now - self._signals[0] < 1:
            return
        self._signals.append(now)
        if board in self.boards:
            self.doing, self.doing_since = Doing(board, place, typing), now

    def now_doing(self) -> Doing:
        """Return where somebody is by now: on a board that is open where they have not said; writing ends soon."""
        board = self.doing.board if self.doing.board in self.boards else next(iter(sorted(self.boards)), "")
        is_typing = self.doing.typing and time.monotonic() - self.doing_since < TYPING_SECONDS
        return Doing(board, self.doing.place if board == self.doing.board else "", is_typing)

    def audience(self, *, as_person: bool = False) -> Audience:
        """Return what decides on what is shown here; `as_person` where it is rendered for this one alone."""
        person = self.participant.public_id if as_person else ""
        return Audience(self.boards, is_facilitator(self.participant), person)

    def say(self, *frame: Any) -> None:
        """Send one frame, after all that were said before."""
        self.say_text(msgspec.json.encode(frame).decode())

    def say_text(self, text: str) -> None:
        """Send a frame that is encoded already, however large, unless too much is waiting before it."""
        if self.closing:
            return
        if self._backlog > BACKLOG_BYTES:
            self.bye(4429)
            return
        self._backlog += len(text)
        self._put({"type": "websocket.send", "text": text})

    def bye(self, code: int, after: int = 0) -> None:
        """Say why and close; nothing is sent after that. `after` = milliseconds to wait before a retry."""
        if self.closing:
            return
        for message in farewell(code, after):
            self._put(message)
        self.closing = True

    def drop(self) -> None:
        """Forget what waits; the browser has gone."""
        self.closing = True
        self._waiting.clear()

    def _put(self, message: dict[str, Any]) -> None:
        self._waiting.append(message)
        if self._sending is None or self._sending.done():
            self._sending = asyncio.get_running_loop().create_task(self._drain())

    async def _drain(self) -> None:
        while self._waiting:
            message = self._waiting.popleft()
            self._backlog -= len(message.get("text", ""))
            # The browser has gone; the disconnect event follows. Anything else is an error and shall be logged.
            with suppress(ConnectionError, Disconnected):
                await self._send(message)


def farewell(code: int, after: int = 0) -> list[dict[str, Any]]:
    """Return what is sent to close an accepted socket: why and whether to come back, then the close (L23)."""
    frame = ("bye", code, {"retry": BYES[code], "after": after})
    return [
        {"type": "websocket.send", "text": msgspec.json.encode(frame).decode()},
        {"type": "websocket.close", "code": code},
    ]
