"""The protocol's tables as config hands them to the consumer, and how a test says a message."""

from collections.abc import Callable

from config.asgi import protocol
from workshops.acts import Answer

MESSAGES = protocol.messages
KINDS = protocol.kinds

Say = Callable[..., Answer]

__all__ = ["KINDS", "MESSAGES", "Say"]
