"""The hub of a process: watches workshops and sends every socket the rows it may see, encoded once (L5, L7)."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from django import db

from workshops.errors import Refused
from workshops.live import writer
from workshops.live.attendance import (
    RENEWED_SECONDS,
    Attendance,
    Doing,
    read_attendance,
    write_presence,
)
from workshops.live.reader import read
from workshops.live.socket import Socket
from workshops.models import Participant, Workshop
from workshops.protocol import Message
from workshops.records import READER, Audience, Kind, Reading, consistent_read, may_see, read_changes
from workshops.rules import is_facilitator, takes_changes

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.5
BEAT_SECONDS = 5


class Protocol(NamedTuple):
    """The tables of both apps, joined in config/asgi.py."""

    messages: Mapping[str, Message]
    kinds: tuple[Kind, ...]
    board_ids: Callable[[Participant], set[str]]


class Room:
    """One watched workshop: who is attached, up to which version they have everything."""

    def __init__(self, workshop: int) -> None:
        self.workshop = workshop
        self.sockets: set[Socket] = set()
        self.expected = 0
        self.cursor: int | None = None
        self.head = 0
        self.mark = ""
        self.marked = 0
        self.attendance: Attendance | None = None
        self.pump: asyncio.Task[None] | None = None

    def boards(self) -> frozenset[str]:
        """The boards that anybody attached has open."""
        return frozenset().union(*(socket.boards for socket in self.sockets))


class Hub:
    """Sends changes to sockets. Everything here runs on one event loop; reads run on the reader threads."""

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol
        self._rooms: dict[int, Room] = {}
        self._unanswered: Counter[int] = Counter()
        self._loops: list[asyncio.Task[None]] = []
        self._passing: set[asyncio.Task[None]] = set()
        # Who was connected here when it was last written down, and when that was.
        self._present: dict[int, datetime] = {}
        self._doing: dict[int, Doing] = {}
        self._written: float = 0

    async def greet(self, socket: Socket, since: int | None, mark: str | None) -> None:
        """Send a socket all it misses and declare it live, so that nothing falls between (L5).

        It is attached before the read; what is published meanwhile waits behind the read's answer. So a
        room that never stops writing cannot keep anybody from coming in.
        """
        self._start()
        async with socket.greeting:
            room = self._rooms.setdefault(socket.workshop, Room(socket.workshop))
            room.expected += 1
            try:
                await self._find_cursor(room)
                socket.held = []
                room.sockets.add(socket)
                reading = await self._read(room, socket.asked, since, mark)
                await self._look_again(socket)
                await self._answers_first(room)
                self._declare_live(room, socket, reading)
            except (Workshop.DoesNotExist, Participant.DoesNotExist):
                room.sockets.discard(socket)
                socket.bye(4404)
            except BaseException:
                room.sockets.discard(socket)
                raise
            finally:
                room.expected -= 1
                self._forget_if_empty(room)

    async def _look_again(self, socket: Socket) -> None:
        """Read who sits at a socket and which boards they may see, after the rows: never older than what is sent."""
        seated = socket.participant
        socket.participant, known = await read(_read_person, seated, self.protocol.board_ids)
        socket.boards = socket.asked & known
        # Who was removed is told so, whatever their secret is by now.
        if socket.participant.removed_at is None and _seal_of(socket.participant) != seated.token_hash:
            socket.bye(4401)

    async def _find_cursor(self, room: Room) -> None:
        """Let a room that nobody watched yet begin where the database stands."""
        if room.cursor is None:
            heads = await read(_read_heads, [room.workshop])
            if room.cursor is None:
                room.cursor = room.head = max((version for _, version in heads), default=0)

    def leave(self, socket: Socket) -> None:
        """Forget a socket that has gone."""
        socket.drop()
        room = self._rooms.get(socket.workshop)
        if room is not None:
            room.sockets.discard(socket)
            self._forget_if_empty(room)

    def asked(self, workshop: int) -> None:
        """Note that a command of a socket here is with the writer: its answer goes before its rows (L3)."""
        self._unanswered[workshop] += 1

    def answered(self, workshop: int, version: int | None) -> None:
        """Note that an answer has been sent; `version` is what the command made, if anything."""
        self._unanswered[workshop] -= 1
        if not self._unanswered[workshop]:
            del self._unanswered[workshop]
        room = self._rooms.get(workshop)
        if room is not None and version is not None:
            self._heard(room, version)

    def _start(self) -> None:
        if not self._loops:
            loop = asyncio.get_running_loop()
            self._loops = [loop.create_task(work()) for work in (self._poll, self._attend, self._beat)]

    def _declare_live(self, room: Room, socket: Socket, reading: Reading) -> None:
        """Send what was read and what waited behind it, in one turn of the event loop."""
        held, socket.held = socket.held or [], None
        if socket.closing or not self._allowed(socket, reading.workshop):
            room.sockets.discard(socket)
            return
        if reading.whole or reading.head > reading.since:
            socket.say_text(_encode(reading, socket.audience(as_person=True)))
        head, mark = reading.head, reading.mark
        for published, text in held:
            if published.head > head:
                socket.say_text(text)
                head, mark = published.head, published.mark
        socket.say("live", head, mark)
        if room.attendance is not None:
            socket.say("here", room.attendance.frame(facilitates=is_facilitator(socket.participant)))
            socket.around = {}
            _tell_around(socket, room.attendance)
        self._heard(room, head)

    def _heard(self, room: Room, version: int) -> None:
        room.head = max(room.head, version)
        idle = room.pump is None or room.pump.done()
        if idle and room.sockets and room.cursor is not None and room.head > room.cursor:
            room.pump = asyncio.get_running_loop().create_task(self._pump(room))

    async def _pump(self, room: Room) -> None:
        """Read what is new, as much as there is by now, and send it; until nothing is."""
        try:
            while room.sockets and room.cursor is not None and room.head > room.cursor:
                boards = room.boards()
                reading = await self._read(room, boards, room.cursor, trusted=True)
                await self._answers_first(room)
                # Somebody who came meanwhile with a board nobody had open would miss its rows: read again.
                if room.boards() <= boards:
                    self._publish(room, reading)
        except Workshop.DoesNotExist:
            self._end_all(room, 4404)
        except db.Error:
            logger.exception("Changes could not be read; the next poll tries again.")

    def _publish(self, room: Room, reading: Reading) -> None:
        room.cursor, room.mark = reading.head, reading.mark
        room.head = max(room.head, reading.head)
        if reading.whole:
            # Since a change that lets everything look different: each is shown all of it, as they may see it now.
            for socket in list(room.sockets):
                self._later(self.greet(socket, None, None))
            return
        encoded: dict[Audience, str] = {}
        # One rendering serves many, but for those who are sent rows of their own.
        apart = {row.person for row in reading.shown if row.person}
        for socket in list(room.sockets):
            audience = socket.audience(as_person=socket.participant.public_id in apart)
            if audience not in encoded:
                encoded[audience] = _encode(reading, audience)
            if socket.held is None:
                socket.say_text(encoded[audience])
            else:
                socket.held.append((reading, encoded[audience]))
            if not takes_changes(reading.workshop):
                self._end(room, socket, 4410)
        self._look_at_people(room, reading)

    def _look_at_people(self, room: Room, reading: Reading) -> None:
        """Act on people who changed: close the sockets of removed ones, show the others what they now may see."""
        touched = {row.id: row.record for row in reading.shown if row.kind == Participant.KIND}
        for socket in list(room.sockets):
            person = socket.participant.public_id
            if person not in touched:
                continue
            if touched[person] is None:
                self._end(room, socket, 4403)
            else:
                self._later(self.greet(socket, None, None))

    def _end(self, room: Room, socket: Socket, code: int) -> None:
        room.sockets.discard(socket)
        socket.bye(code)
        self._forget_if_empty(room)

    def _end_gone(self, heads: dict[int, int]) -> None:
        """Close the sockets of workshops that were deleted."""
        for workshop, room in list(self._rooms.items()):
            if workshop not in heads and not room.expected:
                self._end_all(room, 4404)

    def _end_all(self, room: Room, code: int) -> None:
        for socket in list(room.sockets):
            self._end(room, socket, code)

    def _allowed(self, socket: Socket, workshop: Workshop) -> bool:
        if socket.participant.removed_at is not None:
            socket.bye(4403)
        elif not takes_changes(workshop):
            socket.bye(4410)
        return not socket.closing

    async def _read(
        self,
        room: Room,
        boards: Iterable[str],
        since: int | None,
        mark: str | None = None,
        *,
        trusted: bool = False,
    ) -> Reading:
        return await read(
            read_changes, self.protocol.kinds, room.workshop, boards, since, mark, trusted=trusted
        )

    async def _answers_first(self, room: Room) -> None:
        """Wait until every command that was with the writer has been answered.

        A read may show what a command just did before its answer has come back to this loop; the writer
        works in order, so once it has caught up all of them have been answered (L3).
        """
        if self._unanswered[room.workshop]:
            await writer.caught_up()

    async def _end_lost_seats(self) -> None:
        """Close the sockets of accounts that were closed or got a new password: no version tells of that."""
        rooms = self._rooms.values()
        held = [(room, socket) for room in rooms for socket in room.sockets if socket.participant.user_id]
        if not held:
            return
        seals = await read(_read_seals, [socket.participant.pk for _, socket in held])
        for room, socket in held:
            person = socket.participant
            # Who is missing went with a workshop that was deleted just now, which the next poll tells them.
            if socket in room.sockets and seals.get(person.pk, person.token_hash) != person.token_hash:
                self._end(room, socket, 4401)

    async def _poll(self) -> None:
        """Ask twice a second for the heads of all watched workshops: other processes write too (L7)."""
        while True:
            await asyncio.sleep(POLL_SECONDS)
            if not self._rooms:
                continue
            try:
                heads = dict(await read(_read_heads, list(self._rooms)))
                self._end_gone(heads)
                await self._end_lost_seats()
            except db.Error:
                logger.exception("The heads of the workshops could not be read; trying again.")
                continue
            for workshop, version in heads.items():
                room = self._rooms.get(workshop)
                if room is not None:
                    self._heard(room, version)

    async def _attend(self) -> None:
        """Keep account of who is here, beside the polling: this waits for the writer, which may be held up."""
        while True:
            await asyncio.sleep(POLL_SECONDS)
            try:
                await self._write_presence()
                await self._tell_attendance()
            except Refused:
                # Too much is waiting for the writer: what people write goes first, presence is dropped first (L15).
                logger.warning("Who is here could not be kept: the writer is busy; trying again.")
            except db.Error:
                logger.exception("Who is here could not be kept or read; trying again.")

    async def _write_presence(self) -> None:
        """Write down who is connected here where that has changed, and every few seconds that they still are."""
        sockets = [socket for room in self._rooms.values() for socket in room.sockets if not socket.closing]
        # Two tabs are one person: where they were last heard of.
        latest = sorted(sockets, key=lambda socket: socket.doing_since)
        here = {socket.participant.pk: socket.now_doing() for socket in latest}
        left = {pk: at for pk, at in self._present.items() if pk not in here}
        is_due = time.monotonic() - self._written > RENEWED_SECONDS and here
        new = {pk: doing for pk, doing in here.items() if is_due or self._doing.get(pk) != doing}
        if not (new or left):
            return
        now = await asyncio.wrap_future(writer.submit(write_presence, new, left))
        self._present = {pk: at for pk, at in self._present.items() if pk in here} | dict.fromkeys(new, now)
        self._doing = here
        if is_due:
            self._written = time.monotonic()

    async def _tell_attendance(self) -> None:
        """Tell every browser who has come and who is connected, where that has changed."""
        if not self._rooms:
            return
        found = await read(read_attendance, list(self._rooms))
        for workshop, attendance in found.items():
            room = self._rooms.get(workshop)
            if room is None or room.attendance == attendance:
                continue
            earlier, room.attendance = room.attendance, attendance
            is_new = earlier is None or earlier[:2] != attendance[:2]
            for socket in [socket for socket in room.sockets if socket.held is None]:
                if is_new:
                    socket.say("here", attendance.frame(facilitates=is_facilitator(socket.participant)))
                _tell_around(socket, attendance)

    async def _beat(self) -> None:
        """Tell every socket the head and the server's time in milliseconds (L16, L22).

        Where the room has moved on, `live` is said again: with the new mark a browser that comes back later
        need not take everything (L5).
        """
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            now = time.time_ns() // 1_000_000
            for room in list(self._rooms.values()):
                for socket in [socket for socket in room.sockets if socket.held is None]:
                    if room.mark and room.cursor != room.marked:
                        socket.say("live", room.cursor, room.mark)
                    socket.say("beat", room.cursor, now)
                room.marked = room.cursor or 0

    def _later(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._passing.add(task)
        task.add_done_callback(self._passing.discard)

    def _forget_if_empty(self, room: Room) -> None:
        if not room.sockets and not room.expected:
            self._rooms.pop(room.workshop, None)


def _tell_around(socket: Socket, attendance: Attendance) -> None:
    """Tell a browser who else is on the boards it has open, where that has changed for it."""
    for board in socket.boards:
        around = attendance.around_on(board, but=socket.participant.public_id)
        if socket.around.get(board, []) != around:
            socket.around[board] = around
            socket.say("around", board, around)


def _encode(reading: Reading, audience: Audience) -> str:
    rows = [(row.kind, row.id, row.record) for row in reading.shown if may_see(audience, row)]
    start = 0 if reading.whole else reading.since + 1
    return msgspec.json.encode(("changes", start, reading.head, rows)).decode()


def _read_heads(workshops: list[int]) -> list[tuple[int, int]]:
    with consistent_read():
        return list(Workshop.objects.using(READER).filter(pk__in=workshops).values_list("pk", "version"))


def _read_person(
    person: Participant, board_ids: Callable[[Participant], set[str]]
) -> tuple[Participant, set[str]]:
    """Return somebody as they are by now, removed or not, and the boards they may see."""
    with consistent_read():
        now = Participant.objects.using(READER).select_related("workshop", "user").get(pk=person.pk)
        return now, board_ids(now)


def _read_seals(people: list[int]) -> dict[int, str]:
    """Return by which hash people are found now; who is missing has gone with their workshop."""
    seats = Participant.objects.using(READER).select_related("user").filter(pk__in=people)
    return {person.pk: _seal_of(person) for person in seats}


def _seal_of(person: Participant) -> str:
    """Return by which hash somebody is found now; by none where their account is closed."""
    return "" if person.user and not person.user.is_active else person.token_hash
