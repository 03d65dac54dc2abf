"""The process's one entry, and the one place that joins both apps: files, pages and the socket."""

import os
from typing import Any

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path, re_path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

pages = get_asgi_application()

# Models can be imported only after Django is set up.
import maps.protocol  # noqa: E402
import maps.records  # noqa: E402
import workshops.protocol  # noqa: E402
import workshops.records  # noqa: E402
from config.static import StaticFiles  # noqa: E402
from workshops.live.consumer import RoomConsumer  # noqa: E402
from workshops.live.hub import Protocol  # noqa: E402

protocol = Protocol(
    messages={**workshops.protocol.MESSAGES, **maps.protocol.MESSAGES},
    kinds=(*workshops.records.KINDS, *maps.records.KINDS),
    board_ids=maps.records.board_ids,
)
socket = RoomConsumer.speaking(protocol).as_asgi()


async def refuse(scope: Any, receive: Any, send: Any) -> None:
    """Refuse a socket that leads nowhere; Channels alone would take it for a fault of ours."""
    await receive()
    await send({"type": "websocket.close"})


sockets = URLRouter([path("ws/workshops/<str:workshop>/", socket), re_path(r"", refuse)])  # type: ignore[arg-type]
application = ProtocolTypeRouter({"http": StaticFiles(pages), "websocket": sockets})
