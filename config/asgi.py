"""The process's one entry, and the one place that joins both apps: pages and the socket."""

import os

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

pages = get_asgi_application()

# Models can be imported only after Django is set up.
import maps.protocol  # noqa: E402
import maps.records  # noqa: E402
import workshops.protocol  # noqa: E402
import workshops.records  # noqa: E402
from workshops.live.consumer import RoomConsumer  # noqa: E402
from workshops.live.hub import Protocol  # noqa: E402

protocol = Protocol(
    messages={**workshops.protocol.MESSAGES, **maps.protocol.MESSAGES},
    kinds=(*workshops.records.KINDS, *maps.records.KINDS),
    board_ids=maps.records.board_ids,
)
socket = RoomConsumer.speaking(protocol).as_asgi()

application = ProtocolTypeRouter(
    {"http": pages, "websocket": URLRouter([path("ws/workshops/<str:workshop>/", socket)])}
)
