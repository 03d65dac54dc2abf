"""Seats that were lost are told from those that went with their workshop."""

import asyncio
from typing import Any

import pytest

from config.asgi import protocol
from workshops.live import hub
from workshops.live.socket import Socket
from workshops.models import Participant


@pytest.mark.parametrize(
    ("seals", "is_closed"), [({}, False), ({7: "a"}, False), ({7: "b"}, True), ({7: ""}, True)]
)
def test_seat_is_lost_by_another_secret_and_not_by_a_workshop_deleted_between_two_reads(
    seals: dict[int, str], is_closed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def read(_function: Any, *_arguments: Any) -> dict[int, str]:
        return seals

    async def send(_frame: dict[str, Any]) -> None:
        return None

    async def story() -> bool:
        one, room = hub.Hub(protocol), hub.Room(1)
        socket = Socket(Participant(pk=7, workshop_id=1, user_id=3, token_hash="a"), send)
        room.sockets.add(socket)
        one._rooms[1] = room
        await one._end_lost_seats()
        return socket.closing

    monkeypatch.setattr(hub, "read", read)
    assert asyncio.run(story()) is is_closed
