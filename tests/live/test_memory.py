"""What one browser sends or does not read costs the others nothing (L15, simple caps)."""

from __future__ import annotations

import base64
import os
import socket
import time
import urllib.request
from urllib.parse import urlsplit

import pytest

from config.serve import REQUEST_SIZE
from tests.harness.cast import Cast
from tests.harness.client import Door
from tests.harness.line import masked
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand
from tests.live.conftest import DoorFor


def deaf_socket(door: Door) -> socket.socket:
    """A live socket whose owner will never read from it."""
    address = urlsplit(door.url)
    line = socket.socket()
    line.settimeout(60)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.connect((address.hostname, address.port))
    key = base64.b64encode(os.urandom(16)).decode()
    line.sendall(
        f"GET {address.path} HTTP/1.1\r\nHost: {address.netloc}\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
        f"Origin: {door.origin}\r\nCookie: {door.cookie}\r\n\r\n".encode()
    )
    return line


def send_many(line: socket.socket, frame: bytes) -> None:
    """Send a frame again and again, far more often than a server should bear."""
    for _ in range(3_000):
        line.sendall(frame)
        time.sleep(0.005)


def test_somebody_who_asks_and_never_reads_is_cut_off(
    server: Server, cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    hand.ask("fill", board=cast.end_users.id, notes=2_000)
    before = server.memory()
    hello = masked(["hello", {"v": 1, "boards": [cast.end_users.id]}])
    with deaf_socket(door(cast.ann)) as line, pytest.raises(OSError, match=r"reset|Broken pipe"):
        send_many(line, hello)
    assert server.memory() - before < 256


@pytest.mark.parametrize("size", [REQUEST_SIZE + 1, 4_000_000_000])
def test_request_that_is_too_large_is_refused_before_it_is_sent(server: Server, size: int) -> None:
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port), timeout=60) as line:
        line.sendall(
            f"POST /sign-in/ HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Length: {size}\r\n\r\n".encode()
        )
        answer = b""
        while piece := line.recv(4096):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert answer.endswith(b"Nothing was changed.\n")
    with urllib.request.urlopen(server.url + "/health/live") as page:
        assert page.status == 200


def test_request_of_no_stated_size_is_refused(server: Server) -> None:
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port), timeout=60) as line:
        line.sendall(
            f"POST /sign-in/ HTTP/1.1\r\nHost: {address.netloc}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
        )
        assert line.recv(4096).startswith(b"HTTP/1.1 413 ")
