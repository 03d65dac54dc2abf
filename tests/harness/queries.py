"""Counts what is asked of the databases, on every connection that this thread has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import connections
from django.test.utils import CaptureQueriesContext


@contextmanager
def counting(*aliases: str) -> Iterator[dict[str, int]]:
    """Fills a dictionary, once the `with` is left: how many SELECTs each connection was asked, by its name.

    Without names it counts on all there are; a test that may not use one is told so by Django anyway.
    """
    asked: dict[str, int] = {}
    with ExitStack() as stack:
        captured = {
            alias: stack.enter_context(CaptureQueriesContext(connections[alias]))
            for alias in aliases or connections
        }
        yield asked
    for alias, queries in captured.items():
        asked[alias] = sum(query["sql"].startswith("SELECT") for query in queries)
