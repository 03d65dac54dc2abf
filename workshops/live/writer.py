"""The process's one writer thread: everything that records runs here, one after the other (L8)."""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, NamedTuple, TypeVar

from django import db
from django.conf import settings

from workshops.errors import Code, Refused

T = TypeVar("T")
logger = logging.getLogger(__name__)

WAITING_AT_MOST = 2_000
SECONDS_TO_WAIT = 30
# So long nobody may have used the connection before it is asked whether it still works.
SECONDS_UNTIL_ASKED = 3


class Job(NamedTuple):
    """What somebody asked for; `passed` is done once the writer is behind it, even if it was given up."""

    future: Future[Any]
    passed: Future[None]
    function: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


_waiting: queue.Queue[Job] = queue.Queue(WAITING_AT_MOST)
_starting = threading.Lock()
_submitting = threading.Lock()
_thread: threading.Thread | None = None
_last: Future[None] = Future()
_last.set_result(None)


def submit(function: Callable[..., T], *args: Any, **kwargs: Any) -> Future[T]:
    """Let the writer thread call a function; the future is done in the order of submission.

    Raises Refused ``busy`` where too much is waiting already.
    """
    global _last
    _start()
    job = Job(Future(), Future(), function, args, kwargs)
    # One at a time, so that `_last` is what is last in the queue.
    with _submitting:
        try:
            _waiting.put_nowait(job)
        except queue.Full:
            raise Refused(Code.BUSY) from None
        _last = job.passed
    return job.future


async def caught_up() -> None:
    """Wait until all that was submitted before is done, whatever became of it.

    Asks not for the last command's own future: a page that gave up has cancelled it, while others before it
    are still to be done. And who gives up waiting here must not cancel anybody's.
    """
    loop = asyncio.get_running_loop()
    done = asyncio.Event()
    _last.add_done_callback(lambda _: loop.call_soon_threadsafe(done.set))
    await done.wait()


def write(function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Call a function in the writer thread and return its result; for views.

    Raises what it raises, and Refused ``busy`` where it could not begin in time or the database failed.
    """
    try:
        return _write(function, *args, **kwargs)
    except (db.OperationalError, db.InterfaceError) as error:
        logger.exception("The database failed during a page's command.")
        raise Refused(Code.BUSY) from error


def _write(function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
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
    used = time.monotonic()
    while True:
        job = _waiting.get()
        if job.future.set_running_or_notify_cancel():
            _do(job, idle=time.monotonic() - used)
            used = time.monotonic()
        job.passed.set_result(None)


def _do(job: Job, idle: float) -> None:
    try:
        if idle > SECONDS_UNTIL_ASKED:
            _forget_dead_connections()
        job.future.set_result(job.function(*job.args, **job.kwargs))
    except BaseException as error:
        _forget_broken_connections(error)
        job.future.set_exception(error)


def _forget_dead_connections() -> None:
    """Begin on a fresh connection where the database, or something on the way to it, dropped ours meanwhile."""
    for connection in db.connections.all(initialized_only=True):
        if connection.connection is not None and not connection.is_usable():
            connection.close()


def _forget_broken_connections(error: BaseException) -> None:
    """Begin the next command on a fresh connection where this one may be broken."""
    if isinstance(error, db.Error):
        db.connections.close_all()
