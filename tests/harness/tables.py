"""All messages a browser may send, as config hands them to the consumer."""

from config.asgi import protocol

MESSAGES = protocol.messages

__all__ = ["MESSAGES"]
