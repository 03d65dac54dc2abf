"""The one door in: carries messages between a browser and the room, and knows no meaning."""

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

from autobahn.exception import Disconnected
from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer

from workshops.access import cookie_name
from workshops.acts import Answer, perform
from workshops.errors import Code, Refused
from workshops.ids import is_id, new_secret
from workshops.live import writer
from workshops.live.gate import FRAME_BYTES, BadFrame, Command, Gate, Hello, Signal
from workshops.live.hub import Hub, Protocol
from workshops.live.origin import headers_of, is_own_origin
from workshops.live.reader import read
from workshops.live.socket import Socket, farewell
from workshops.models import Participant, Workshop, hash_token
from workshops.records import READER, consistent_read

logger = logging.getLogger(__name__)

VERSION = 1
UNANSWERED_AT_MOST = 256


class RoomConsumer(AsyncConsumer):
    """One socket. Channels hops through a thread on every event; this never touches the database here,
    so `dispatch` is overridden."""

    protocol: ClassVar[Protocol]
    gate: ClassVar[Gate]
    hubs: ClassVar[WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]] = WeakKeyDictionary()
    socket: Socket | None = None

    @classmethod
    def speaking(cls, protocol: Protocol) -> type["RoomConsumer"]:
        """Return the consumer for these protocol tables."""
        return type("SpeakingConsumer", (cls,), {"protocol": protocol, "gate": Gate(protocol.messages)})

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Speak with one browser until it has gone; daphne may also end this where it stands."""
        try:
            # Raised where we greet, or close, a browser that has gone in the meantime.
            with suppress(Disconnected):
                await super().__call__(scope, receive, send)
        finally:
            if self.socket is not None:
                self.hub.leave(self.socket)

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Take one event of the connection."""
        match message["type"]:
            case "websocket.connect":
                await self._connect()
            case "websocket.receive":
                await self._receive(message)
            case "websocket.disconnect":
                raise StopConsumer

    @property
    def hub(self) -> Hub:
        """The hub of this event loop; there is one per process."""
        loop = asyncio.get_running_loop()
        if loop not in self.hubs:
            self.hubs[loop] = Hub(self.protocol)
        return self.hubs[loop]

    async def _connect(self) -> None:
        self.unanswered = 0
        if not is_own_origin(self.scope):
            await self.send({"type": "websocket.close"})
            return
        await self.send({"type": "websocket.accept"})
        name = self.scope["url_route"]["kwargs"]["workshop"]
        found = await read(_identify, name, _cookies(self.scope))
        if isinstance(found, Participant):
            self.socket = Socket(found, self.send)
            return
        for message in farewell(found):
            await self.send(message)

    async def _receive(self, message: dict[str, Any]) -> None:
        if self.socket is None or self.socket.closing:
            return
        text = message.get("text")
        if text is None:
            await self._close(self.socket, 4400)
        elif len(text.encode(errors="surrogatepass")) > FRAME_BYTES:
            await self._close(self.socket, 4413)
        else:
            await self._take(self.socket, text)

    async def _close(self, socket: Socket, code: int) -> None:
        """Close the socket for a frame of its own, once what it asked before has been answered (L2)."""
        if self.unanswered:
            await writer.caught_up()
        socket.bye(code)

    async def _take(self, socket: Socket, text: str) -> None:
        try:
            said = self.gate.read(text)
        except BadFrame as bad:
            socket.say("refused", bad.op, Code.BAD_MESSAGE, bad.details)
            return
        op = said.op if isinstance(said, Command) else None
        try:
            if isinstance(said, Command):
                self._command(socket, said)
            else:
                await self._signal(socket, said)
        except Refused as refused:
            socket.say("refused", op, refused.code, refused.details)
        except Exception as error:
            _explain(socket, op, error)

    async def _signal(self, socket: Socket, signal: Signal) -> None:
        match signal.name:
            case "hello":
                await self._hello(socket, signal.argument)
            case "open":
                _require_hello(socket)
                await self._show(socket, [*socket.asked, signal.argument])
                await self.hub.greet(socket, None, None)
            case "here":
                socket.hears(signal.argument.board, signal.argument.at, typing=signal.argument.typing)
            case "close":
                socket.asked -= {signal.argument}
                socket.boards -= {signal.argument}

    async def _hello(self, socket: Socket, hello: Hello) -> None:
        if hello.v != VERSION:
            socket.bye(4426)
            return
        # Two people on one laptop: an old tab must not go on as whoever came in since (L9).
        if hello.person not in (None, socket.participant.public_id):
            socket.bye(4401)
            return
        socket.greeted = True
        await self._show(socket, hello.boards)
        await self.hub.greet(socket, hello.since, hello.mark)

    async def _show(self, socket: Socket, boards: Sequence[str]) -> None:
        """Open those of the boards that this person may see; the others are refused, with no data in it (L12)."""
        known = await read(self.protocol.board_ids, socket.participant)
        for _ in set(boards) - known:
            socket.say("refused", None, Code.NOT_FOUND, {})
        socket.asked = socket.boards = frozenset(boards) & known

    def _command(self, socket: Socket, said: Command) -> None:
        """Hand a command to the writer; the answer is sent when it comes."""
        _require_hello(socket)
        person = socket.participant
        if self.unanswered >= UNANSWERED_AT_MOST:
            raise Refused(Code.BUSY)
        command = self.protocol.messages[said.name].command
        future = writer.submit(
            perform, command, said.name, person.workshop_id, person.pk, said.op, said.payload
        )
        self.unanswered += 1
        self.hub.asked(person.workshop_id)
        loop = asyncio.get_running_loop()
        future.add_done_callback(lambda done: loop.call_soon_threadsafe(self._answer, socket, said.op, done))

    def _answer(self, socket: Socket, op: str, done: Future[Answer]) -> None:
        """Tell the sender; only then may the rows go out (L3)."""
        self.unanswered -= 1
        error = done.exception()
        version = None
        if error is None:
            version = done.result().version
            socket.say("done", op, version, done.result().result)
        elif isinstance(error, Refused):
            socket.say("refused", op, error.code, error.details)
        else:
            _explain(socket, op, error)
        self.hub.answered(socket.workshop, version)


def _require_hello(socket: Socket) -> None:
    if not socket.greeted:
        raise Refused(Code.BAD_MESSAGE, why="hello-first")


def _explain(socket: Socket, op: str | None, error: BaseException) -> None:
    """Log what went wrong under a number that the person can pass on; the socket lives (L13)."""
    number = new_secret()
    logger.error("Message failed, log id %s", number, exc_info=error)
    socket.say("refused", op, Code.INTERNAL, {"log": number})


def _cookies(scope: Any) -> dict[str, str]:
    pairs = (part.strip().partition("=") for part in headers_of(scope).get("cookie", "").split(";"))
    return {name: value for name, _, value in pairs}


def _identify(name: str, cookies: dict[str, str]) -> Participant | int:
    """Return who holds the workshop's cookie, or the code to close with (L9, L23)."""
    with consistent_read():
        if not (is_id(name) and Workshop.objects.using(READER).filter(public_id=name).exists()):
            return 4404
        token = cookies.get(cookie_name(name), "")
        people = Participant.objects.using(READER).select_related("workshop").filter(workshop__public_id=name)
        people = people.exclude(user__is_active=False)
        person = people.filter(token_hash=hash_token(token)).first() if token else None
        if person is None:
            return 4401
        return 4403 if person.removed_at else person
