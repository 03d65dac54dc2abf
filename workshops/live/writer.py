"""The process's one writer thread: everything that records runs here, one after the other (L8)."""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from django import db
from django.conf import settings

from workshops.errors import Code, Refused

T = TypeVar("T")
logger = logging.getLogger(__name__)

WAITING_AT_MOST = 2_000
SECONDS_TO_WAIT = 30

_waiting: queue.Queue[tuple[Future[Any], Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = queue.Queue(
    WAITING_AT_MOST
)
_starting = threading.Lock()
_submitting = threading.Lock()
_thread: threading.Thread | None = None
_last: Future[Any] = Future()
_last.set_result(None)


def submit(function: Callable[..., T], *args: Any, **kwargs: Any) -> Future[T]:
    """Let the writer thread call a function; the future is done in the order of submission.

    Raises Refused ``busy`` where too much is waiting already.
    """
    global _last
    _start()
    future: Future[T] = Future()
    # One at a time, so that `_last` is what is last in the queue.
    with _submitting:
        try:
            _waiting.put_nowait((future, function, args, kwargs))
        except queue.Full:
            raise Refused(Code.BUSY) from None
        _last = future
    return future


async def caught_up() -> None:
    """Wait until all that was submitted before is done, whatever became of it.

    Nothing is chained to the last future itself: who gives up waiting must not cancel somebody's command.
    """
    loop = asyncio.get_running_loop()
    done = asyncio.Event()
    _last.add_done_callback(lambda _: loop.call_soon_threadsafe(done.set))
    await done.wait()


def write(function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Call a function in the writer thread and return its result; for views.

    Raises what it raises, and Refused ``busy`` where it could not begin in time.
    """
    if settings.WRITER == "inline":
        return function(*args, **kwargs)
    waiting = submit(function, *args, **kwargs)
    try:
        return waiting.result(SECONDS_TO_WAIT)
    except TimeoutError:
        # What has not begun never will; what has begun is waited for, so that nobody is told "no" of a "yes".
        if waiting.cancel():
            raise Refused(Code.BUSY) from None
        return waiting.result()


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


def _forget_broken_connections(error: BaseException) -> None:
    """Begin the next command on a fresh connection where this one may be broken."""
    if isinstance(error, db.Error):
        db.connections.close_all()
