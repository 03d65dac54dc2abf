"""Reads begin anew on a fresh connection, whatever the database had to say (L6)."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django import db

from workshops.live import reader
from workshops.records import READER


def connection() -> Any:
    """What the present thread's reader is connected by."""
    db.connections[READER].ensure_connection()
    return db.connections[READER].connection


@pytest.mark.parametrize("error", [db.OperationalError, db.InterfaceError])
@pytest.mark.django_db(transaction=True, databases=["default", READER])
def test_read_after_a_lost_connection_takes_a_fresh_one(
    error: type[db.Error], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose() -> None:
        raise error("the connection is gone")

    async def story() -> tuple[Any, Any]:
        before = await reader.read(connection)
        with pytest.raises(error):
            await reader.read(lose)
        after = await reader.read(connection)
        await reader.read(db.connections.close_all)
        return before, after

    monkeypatch.setattr(reader, "_threads", ThreadPoolExecutor(max_workers=1))
    before, after = asyncio.run(story())
    assert before is not after
