"""Names the room's app and readies its database file."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class WorkshopsConfig(AppConfig):
    """The room."""

    name = "workshops"

    def ready(self) -> None:
        """Ready the database after each migration."""
        post_migrate.connect(write_ahead, sender=self)


def write_ahead(using: str, **kwargs: Any) -> None:
    """Let SQLite's readers go on while somebody writes; the file remembers it, so once is enough."""
    connection = connections[using]
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")
