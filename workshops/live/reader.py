"""Reads for sockets on threads of their own: no read waits for the writer or holds it up (L6)."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from django import db

T = TypeVar("T")

_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="reader")


async def read(function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Call a reading function on a reader thread and return its result."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_threads, lambda: _call(function, *args, **kwargs))


def _call(function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    try:
        return function(*args, **kwargs)
    except db.Error:
        db.connections.close_all()
        raise
