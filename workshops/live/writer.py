"""The process's one writer thread: everything that records runs here, one after the other (L8)."""

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from django.conf import settings
from django.db import DatabaseError, connections

from workshops.errors import Code, Refused

T = TypeVar("T")
logger = logging.getLogger(__name__)

WAITING_AT_MOST = 2_000
SECONDS_TO_WAIT = 30

_waiting: queue.Queue[tuple[Future[Any], Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = queue.Queue(
    WAITING_AT_MOST
)
_starting = threading.Lock()
_thread: threading.Thread | None = None


def submit(function: Callable[..., T], *args: Any, **kwargs: Any) -> Future[T]:
    """Let the writer thread call a function; the future is done in the order of submission.

    Raises Refused ``busy`` where too much is waiting already.
    """
    _start()
    future: Future[T] = Future()
    try:
        _waiting.put_nowait((future, function, args, kwargs))
    except queue.Full:
        raise Refused(Code.BUSY) from None
    return future


def caught_up() -> Future[None]:
    """Return a future that is done once all that was submitted before is; raises Refused ``busy``."""
    return submit(_nothing)


def write(function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Call a function in the writer thread and return its result; for views. Raises what it raises."""
    if settings.WRITER == "inline":
        return function(*args, **kwargs)
    return submit(function, *args, **kwargs).result(SECONDS_TO_WAIT)


def _start() -> None:
    global _thread
    with _starting:
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_run, name="writer", daemon=True)
            _thread.start()


def _run() -> None:
    while True:
        future, function, args, kwargs = _waiting.get()
        if not future.set_running_or_notify_cancel():
            continue
        try:
            future.set_result(function(*args, **kwargs))
        except BaseException as error:
            _forget_broken_connections(error)
            future.set_exception(error)


def _nothing() -> None:
    """The errand of `caught_up`."""


def _forget_broken_connections(error: BaseException) -> None:
    """Begin the next command on a fresh connection where this one may be broken."""
    if isinstance(error, DatabaseError):
        connections.close_all()
