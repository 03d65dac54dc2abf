"""Writes one line per event, without the secrets of personal links and without what people wrote."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime

from django.core.exceptions import ImproperlyConfigured, SuspiciousOperation
from django.db import OperationalError

LINK = re.compile(r"/(j|enter|invited|reset)/[^/?\s\"']+")
# Other errors' words may quote a row ("Key (name)=(…) already exists"), so only these are let through.
SAFE_TO_QUOTE = (OSError, OperationalError, ImproperlyConfigured)


def without_secrets(message: str) -> str:
    """Take the tokens of join and personal links out of a message, and keep it on one line."""
    return LINK.sub(r"/\1/…", message).translate({10: "\\n", 13: "\\r", 27: "\\x1b"})


def describe_error(error: BaseException) -> str:
    """Say which error happened, quoting its words only when they cannot hold anybody's text."""
    said = f": {error}" if isinstance(error, SAFE_TO_QUOTE) else ""
    return type(error).__name__ + without_secrets(said)


def places(error: BaseException) -> str:
    """Say where it happened, innermost last, as Python does; the lines hold code and no values."""
    return "".join(traceback.format_tb(error.__traceback__))


def error_of(record: logging.LogRecord) -> BaseException | None:
    """Give the error behind an event, unless a stranger's odd request was all there was to it."""
    error = record.exc_info[1] if record.exc_info else None
    return None if isinstance(error, SuspiciousOperation) else error


def message_of(record: logging.LogRecord) -> str:
    """Give an event's message; where it quotes its error (daphne's do), with the error's name instead."""
    message, error = record.getMessage(), record.exc_info[1] if record.exc_info else None
    if error and str(error) and not isinstance(error, SAFE_TO_QUOTE):
        message = message.replace(str(error), type(error).__name__)
    return without_secrets(message)


class PlainLine(logging.Formatter):
    """A line for people, in local mode; an error brings its places."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the event as one readable line."""
        line = f"{record.levelname.lower()} {record.name}: {message_of(record)}"
        if error := error_of(record):
            line += f"\nTraceback (most recent call last):\n{places(error)}{describe_error(error)}"
        return line


class JsonLine(logging.Formatter):
    """A line for machines, in production."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the event as one JSON object."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": message_of(record),
        }
        if error := error_of(record):
            line["error"] = describe_error(error)
            line["traceback"] = places(error)
        return json.dumps(line, ensure_ascii=False)
