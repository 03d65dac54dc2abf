"""Makes files in one process of its own, which gives way to the board and may neither run long nor grow large.

This module must stay light: the process imports it before Django is set up.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import resource
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import django
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from pebble import ProcessExpired, ProcessFuture, ProcessPool

if TYPE_CHECKING:
    from maps.exports.formats import Options
    from maps.exports.reading import MapRead

P = ParamSpec("P")
T = TypeVar("T")

SECONDS = 20
MEMORY = 512 * 1024 * 1024
# How long somebody waits for their turn; then too many want files at once.
PATIENCE = 120
# After so many files the process begins anew, because what typst keeps in memory only grows.
FILES = 8
POLITENESS = 15
NOWHERE = "http://127.0.0.1:9"
ORPHAN_CHECK = 2

_pool: ProcessPool | None = None
_lock = threading.Lock()


class MakingFailed(Exception):
    """A file could not be made; its text tells people what they can do, `why` is too-long, too-large or too-many."""

    def __init__(self, why: str, words: str) -> None:
        super().__init__(words)
        self.why = why


def make(key: str, maps: Sequence[MapRead], options: Options) -> bytes:
    """Return a file in a format of `maps.exports.formats.FORMATS`; raises MakingFailed, KeyError for no format."""
    return run(_write, key, maps, options)


def run(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what a function of a module returns in the other process, in the language that is active here.

    What it raises is raised here; MakingFailed where it takes too long or too much memory. Blocks: not for the
    event loop.
    """
    task = (get_language(), function, args, kwargs)
    try:
        return _wait_for(_schedule(task))
    except (BrokenProcessPool, ProcessExpired):
        pass  # perhaps it was full of what it had made before, or had died unnoticed; a new one tells
    try:
        return _wait_for(_schedule(task))
    except ProcessExpired as error:
        raise MakingFailed(
            "too-large", _("This is too much for one file of this kind. Take another format or fewer maps.")
        ) from error


def _wait_for(future: ProcessFuture) -> Any:
    try:
        return future.result(timeout=PATIENCE)
    except TookTooLong as error:
        if future.done():
            raise MakingFailed(
                "too-long", _("Making this file took too long, so it was stopped. Take another format.")
            ) from error
        future.cancel()
        raise MakingFailed(
            "too-many", _("Too many files are being made right now. Try again in a minute.")
        ) from error


def close() -> None:
    """End the process, also amid a file; the next file begins a new one."""
    global _pool
    with _lock:
        pool, _pool = _pool, None
    if pool is not None:
        pool.stop()
        pool.join()


def _schedule(task: tuple[object, ...]) -> ProcessFuture:
    global _pool
    with _lock:
        # A pool that lost its process while nothing was being made takes no more.
        if _pool is None or not _pool.active:
            _pool = ProcessPool(
                max_workers=1,
                max_tasks=FILES,
                initializer=_begin,
                initargs=(os.getpid(),),
                context=multiprocessing.get_context("spawn"),
            )
        return _pool.schedule(_in_language, task, timeout=SECONDS)


def _begin(parent: int) -> None:
    """Begin the other process: at the end of the queue for the processor, with little room, without files."""
    os.nice(POLITENESS)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.environ["RAYON_NUM_THREADS"] = "1"  # typst would take every processor
    # typst would fetch packages, were it ever asked to: a proxy that nobody is at.
    os.environ |= dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), NOWHERE)
    threading.Thread(target=_die_with, args=(parent,), daemon=True).start()
    django.setup()
    importlib.import_module("maps.exports.writers")  # so that nobody waits for them after a renewal
    # Last, because Python looks for a folder that it could write to.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _die_with(parent: int) -> None:
    """End this process once a server that was killed leaves it behind."""
    while os.getppid() == parent:
        time.sleep(ORPHAN_CHECK)
    os._exit(1)


def _in_language(
    language: str | None, function: Callable[..., T], args: Sequence[object], kwargs: dict[str, object]
) -> T:
    try:
        with override(language):
            return function(*args, **kwargs)
    except MemoryError:
        os._exit(1)  # as typst does: only a new process is empty again


def _write(key: str, maps: Sequence[MapRead], options: Options) -> bytes:
    from maps.exports.formats import FORMATS
    from maps.exports.writers import WRITERS

    write = FORMATS[key].write or WRITERS[key]
    return write(maps, options)
