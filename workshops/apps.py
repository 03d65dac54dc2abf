"""Names the room's app and readies its database file."""

import logging
from typing import Any

from django.apps import AppConfig
from django.db import OperationalError, connections
from django.db.models.signals import post_migrate

logger = logging.getLogger(__name__)


class WorkshopsConfig(AppConfig):
    """The room."""

    name = "workshops"

    def ready(self) -> None:
        """Ready the database after each migration."""
        post_migrate.connect(write_ahead, sender=self)


def write_ahead(using: str, **kwargs: Any) -> None:
    """Let SQLite's readers go on while somebody writes; the file remembers it.

    Where somebody holds the file just now it stays as it is: slower, and as safe.
    """
    connection = connections[using]
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")
    except OperationalError:
        logger.warning("Write-ahead mode could not be switched on; the next start tries again.")
