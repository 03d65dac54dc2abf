"""A socket leaves its room however its end comes."""

import asyncio
from typing import Any

import pytest
from channels.consumer import AsyncConsumer

from config.asgi import protocol
from workshops.live.consumer import RoomConsumer
from workshops.live.hub import Room
from workshops.live.socket import Socket
from workshops.models import Participant


def test_consumer_that_is_cancelled_leaves_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    async def is_cancelled(self: Any, scope: Any, receive: Any, send: Any) -> None:
        raise asyncio.CancelledError

    async def send(message: dict[str, Any]) -> None:
        pass

    async def story() -> dict[int, Room]:
        consumer = RoomConsumer.speaking(protocol)()
        consumer.socket = Socket(Participant(workshop_id=1), send)
        hub = consumer.hub
        hub._rooms[1] = Room(1)
        hub._rooms[1].sockets.add(consumer.socket)
        with pytest.raises(asyncio.CancelledError):
            await consumer({}, send, send)
        return hub._rooms

    monkeypatch.setattr(AsyncConsumer, "__call__", is_cancelled)
    assert asyncio.run(story()) == {}
