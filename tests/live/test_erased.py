"""Not even the database's own file, or a backup of it, holds the name of somebody who was erased."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.harness.cast import Cast
from tests.harness.client import new_op
from tests.harness.line import line, run
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand
from tests.live.conftest import DoorFor

NAME = "Annegret-Zyxwvutsr"
WORDS = "The telephone rings until Whitsun"
FELT = ("overjoyed-zyxwvutsr", "betrayed-zyxwvutsr")


def test_no_byte_of_the_file_or_a_backup_of_it_holds_the_name(
    server: Server, cast: Cast, hand: Stagehand, door: DoorFor, tmp_path: Path
) -> None:
    payload = {"person": cast.ann.id, "field": "name", "was": "Ann", "now": NAME}
    assert hand.ask("act", person=cast.fay.id, name="person.describe", payload=payload)["version"]
    note = {"note": f"n_{new_op()}", "board": cast.end_users.id, "stage": cast.end_users.stages[0]}
    said = note | {"row": "pains", "text": WORDS}
    assert hand.ask("act", person=cast.ann.id, name="note.add", payload=said)["version"]
    for word in FELT:
        rating = {"touchpoint": cast.end_users.touchpoints[0], "value": -2, "word": word}
        assert hand.ask("act", person=cast.ann.id, name="rating.give", payload=rating)["version"]

    async def closed() -> int | None:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            hand.ask("erase", by=cast.fay.id, person=cast.ann.id, words=True)
            return (await ann.bye())[1]

    assert run(closed()) == 4403
    file = server.var / "journeyroom.sqlite3"
    backup = tmp_path / "backup.sqlite3"
    sqlite3.connect(file).execute("VACUUM INTO ?", [str(backup)])
    for place in (backup, file):
        data = place.read_bytes()
        assert NAME.encode() not in data, place
        assert [words for words in (WORDS, *FELT) if words.encode() in data] == [], place
        assert cast.ann.token.encode() not in data, place
