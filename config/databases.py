"""Describes the database twice: `default` writes, `reader` takes consistent reads that hold nobody up."""

import os
import tempfile
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from psycopg import IsolationLevel

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"
SECONDS_TO_WAIT_FOR_A_LOCK = 10
# A line that died without a word is noticed by whoever waits for an answer (25 s) or to be heard (20 s).
NOTICE_A_DEAD_LINE = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}


def describe(url: str) -> dict[str, dict[str, Any]]:
    """Give Django's DATABASES for a sqlite:// or postgres:// address.

    Every connection ends with its request (CONN_MAX_AGE 0): under ASGI each request has its own
    thread, and connections kept open there would pile up. The writer's and readers' long-lived
    threads get no request signals, so theirs stay open.
    """
    try:
        base: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=0, conn_health_checks=True))
    except Exception as error:
        raise ImproperlyConfigured("DATABASE_URL cannot be read; see docs/operations.md.") from error
    options = base.pop("OPTIONS", {})
    if base["ENGINE"] == SQLITE:
        # With two slashes it is a host's name, and the data would be kept in memory without a word.
        if base.get("HOST") or base["NAME"] in ("", ":memory:"):
            raise ImproperlyConfigured("DATABASE_URL must name a file: sqlite:////path/file.sqlite3.")
        writing, reading = _sqlite_options()
        base["TEST"] = {"NAME": str(_test_file())}
    elif base["ENGINE"] == POSTGRESQL:
        writing, reading = _postgresql_options()
    else:
        raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:// or postgres://.")
    return {
        "default": {**base, "OPTIONS": {**options, **writing}},
        "reader": {**base, "OPTIONS": {**options, **reading}, "TEST": {"MIRROR": "default"}},
    }


def _sqlite_options() -> tuple[dict[str, Any], dict[str, Any]]:
    """Take the write lock at BEGIN, because a transaction that reads first cannot wait for it later.

    Write-ahead logging belongs to the file and is switched on by `migrate` and at each start.
    """
    shared = {"timeout": SECONDS_TO_WAIT_FOR_A_LOCK}
    # What is erased shall not stand in the file, or in a copy of it, any more.
    pragmas = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
    return (
        {**shared, "transaction_mode": "IMMEDIATE", "init_command": pragmas},
        {**shared, "init_command": pragmas + " PRAGMA query_only=ON;"},
    )


def _postgresql_options() -> tuple[dict[str, Any], dict[str, Any]]:
    """Let a reader's transaction see one moment and change nothing; let nobody wait for ever for a lock."""
    lock = f"-c lock_timeout={SECONDS_TO_WAIT_FOR_A_LOCK}s"
    shared = {"connect_timeout": SECONDS_TO_WAIT_FOR_A_LOCK, **NOTICE_A_DEAD_LINE}
    reading = {
        "isolation_level": IsolationLevel.REPEATABLE_READ,
        "options": f"{lock} -c default_transaction_read_only=on",
    }
    return {**shared, "options": lock}, {**shared, **reading}


def _test_file() -> Path:
    """Name a file, as threads cannot share an in-memory database; one per process, so runs never meet."""
    return Path(tempfile.gettempdir()) / f"journeyroom-test-{os.getpid()}.sqlite3"
