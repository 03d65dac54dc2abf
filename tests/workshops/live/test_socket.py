"""Frames go out in order and whole, and one reader's backlog is its own (L15, simple cap)."""

import asyncio
from typing import Any

import pytest

from workshops.live import socket
from workshops.live.socket import Socket
from workshops.models import Participant


def sent_by(story: Any, *, reads: bool = True) -> list[dict[str, Any]]:
    """What reaches a browser that reads, or not, while a story is told to its socket."""
    messages: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        if not reads and messages:
            await asyncio.sleep(3600)
        messages.append(message)

    async def tell() -> None:
        one = Socket(Participant(), send)
        await story(one)
        await asyncio.sleep(0.01)

    asyncio.run(tell())
    return messages


def test_say_keeps_the_order_and_bye_is_the_last() -> None:
    async def story(one: Socket) -> None:
        one.say("live", 1, "m")
        one.say("beat", 1, 2)
        one.bye(4403)
        one.say("beat", 2, 3)

    assert sent_by(story) == [
        {"type": "websocket.send", "text": '["live",1,"m"]'},
        {"type": "websocket.send", "text": '["beat",1,2]'},
        {"type": "websocket.send", "text": '["bye",4403,{"retry":false,"after":0}]'},
        {"type": "websocket.close", "code": 4403},
    ]


def test_one_large_frame_is_sent_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "BACKLOG_BYTES", 100)

    async def story(one: Socket) -> None:
        one.say_text("x" * 1000)

    assert sent_by(story) == [{"type": "websocket.send", "text": "x" * 1000}]


def test_too_much_waiting_ends_the_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "BACKLOG_BYTES", 100)
    closing: list[bool] = []

    async def story(one: Socket) -> None:
        for _ in range(4):
            one.say_text("x" * 90)
            await asyncio.sleep(0)
        one.say_text("x")
        closing.append(one.closing)

    sent_by(story, reads=False)
    assert closing == [True]
