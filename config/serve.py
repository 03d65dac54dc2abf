"""The server process: daphne with the limits our protocol counts on. `python -m config.serve --help`."""

import argparse
import os

# How long a silent socket may stay before it is asked, and how long it may take to answer (seconds).
PING_AFTER = 10
PING_WAIT = 10
# The largest message a browser may send (bytes); the consumer has tighter limits of its own.
MESSAGE_SIZE = 65_536
# Connections the kernel may hold back for us: a room that reconnects comes all at once.
BACKLOG = 2048


def speak_at_any_length() -> None:
    """Let us send messages of any size: autobahn holds its limit against both sides, and drops ours unsent."""
    from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol

    class Protocol(WebSocketProtocol):
        maxMessagePayloadSize: int  # noqa: N815 - autobahn's name

        def serverSend(self, content: str | bytes, binary: bool = False) -> None:  # noqa: N802 - daphne's name
            received_at_most, self.maxMessagePayloadSize = self.maxMessagePayloadSize, 0
            try:
                super().serverSend(content, binary)
            finally:
                self.maxMessagePayloadSize = received_at_most

    WebSocketFactory.protocol = Protocol


def serve(host: str, port: int) -> bool:
    """Serve until SIGINT or SIGTERM; tells whether the address could be had."""
    from daphne.server import Server  # installs Twisted's reactor, so not before it is needed
    from django.conf import settings

    from config.asgi import application

    speak_at_any_length()
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
