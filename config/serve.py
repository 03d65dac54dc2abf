"""The server process: daphne with the limits our protocol counts on. `python -m config.serve --help`."""

import argparse
import os
from typing import Any

# How long a silent socket may stay before it is asked, and how long it may take to answer (seconds).
PING_AFTER = 10
PING_WAIT = 10
# The largest message a browser may send (bytes); the consumer has tighter limits of its own.
MESSAGE_SIZE = 65_536
# The largest request a browser may send (bytes): a map's file, with room to say in plain words that it is too large.
REQUEST_SIZE = 16 * 1024 * 1024
# How much may wait for a browser that does not read, beside the largest message it was sent (bytes).
UNREAD = 8 * 1024 * 1024
# Connections the kernel may hold back for us: a room that reconnects comes all at once.
BACKLOG = 2048


def speak_at_any_length() -> None:
    """Let us send messages of any size, but not for ever to somebody who reads none.

    Autobahn holds its limit of received messages against ours too and drops them unsent. And Twisted keeps
    whatever a browser does not read; daphne asks nobody who keeps talking whether they listen.
    """
    from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol

    class Protocol(WebSocketProtocol):
        maxMessagePayloadSize: int  # noqa: N815 - autobahn's name
        largest = 0

        def serverSend(self, content: str | bytes, binary: bool = False) -> None:  # noqa: N802 - daphne's name
            if unread(self.transport) > UNREAD + self.largest:
                self.transport.abortConnection()
                return
            self.largest = max(self.largest, len(content))
            received_at_most, self.maxMessagePayloadSize = self.maxMessagePayloadSize, 0
            try:
                super().serverSend(content, binary)
            finally:
                self.maxMessagePayloadSize = received_at_most

    WebSocketFactory.protocol = Protocol


def unread(transport: Any) -> int:
    """Return how many bytes Twisted keeps for a connection because they could not be sent yet."""
    # Twisted has no public name for it; a transport of another make (TLS) counts as read.
    buffered = len(getattr(transport, "dataBuffer", b"")) - getattr(transport, "offset", 0)
    return int(buffered + getattr(transport, "_tempDataLen", 0))


def refuse_odd_requests() -> None:
    """Answer requests above REQUEST_SIZE, or of no stated size, before they are taken into memory.

    And let nobody tell us under which path we live: daphne believes that of a header of any browser.
    """
    from daphne import http_protocol

    from config import csp

    answer = too_large(csp.headers())

    class Request(http_protocol.WebRequest):  # type: ignore[misc, name-defined, unused-ignore]
        def process(self) -> Any:
            # Sockets too: daphne hands these very headers on to them.
            self.requestHeaders.removeHeader(b"Daphne-Root-Path")
            return super().process()

        def gotLength(self, length: int | None) -> None:  # noqa: N802 - Twisted's name
            if length is None or length > REQUEST_SIZE:
                self.channel.transport.write(answer)
                self.channel.loseConnection()
                length = 0
            super().gotLength(length)

    http_protocol.WebRequest = Request


def too_large(headers: dict[str, str]) -> bytes:
    """Return the whole answer to a request that is too large, with the headers of all our answers."""
    sorry = b"That is too large to take in. Nothing was changed.\n"
    headers = headers | {
        "Connection": "close",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(sorry)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 413 Content Too Large\r\n{lines}\r\n".encode() + sorry


def serve(host: str, port: int) -> bool:
    """Serve until SIGINT or SIGTERM; tells whether the address could be had."""
    from daphne.server import Server  # installs Twisted's reactor, so not before it is needed
    from django.conf import settings
    from django.db import connections

    from config.asgi import application
    from workshops.apps import write_ahead

    # A file that was restored from a backup does not write ahead any more.
    write_ahead("default")
    connections.close_all()
    speak_at_any_length()
    refuse_odd_requests()
    forwarded = {
        "proxy_forwarded_address_header": "X-Forwarded-For",
        "proxy_forwarded_port_header": "X-Forwarded-Port",
        "proxy_forwarded_proto_header": "X-Forwarded-Proto",
    }
    server = Server(
        application=application,
        endpoints=[f"tcp:port={port}:interface={host.replace(':', chr(92) + ':')}:backlog={BACKLOG}"],
        ping_interval=PING_AFTER,
        ping_timeout=PING_WAIT,
        websocket_max_message_size=MESSAGE_SIZE,
        websocket_max_frame_size=MESSAGE_SIZE,
        # Sockets live as long as their page; daphne would cut them after a day.
        websocket_timeout=-1,
        server_name="",
        # No access log: it would hold the tokens of join and personal links.
        action_logger=None,
        verbosity=0,
        **(forwarded if settings.TRUST_PROXY else {}),
    )
    server.run()
    return not server.abort_start


def main() -> int:
    """Read the command line; give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m config.serve", description="Serve Journeyroom.")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (%(default)s)")
    parser.add_argument("--port", default=8000, type=int, help="the port to listen on (%(default)s)")
    options = parser.parse_args()
    return 0 if serve(options.host, options.port) else 1


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    raise SystemExit(main())
