"""A backup as docs/operations.md says to make it, put back in place: the server writes ahead again."""

from __future__ import annotations

import re
import shlex
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.harness.server import ROOT, Server

BACKUP = re.compile(r'^\.venv/bin/python -c ("import sqlite3.*)$', re.M)


def test_restored_backup_writes_ahead_again(tmp_path: Path) -> None:
    with Server(tmp_path / "var", env={"DATABASE_URL": ""}) as server:
        file = server.var / "journeyroom.sqlite3"
        back_up(tmp_path)
        server.stop()
        for ending in ("-wal", "-shm"):
            Path(f"{file}{ending}").unlink(missing_ok=True)
        (tmp_path / "backup.sqlite3").replace(file)
        restored = mode(file)
        server.start()
        assert (restored, mode(file)) == ("delete", "wal")


def back_up(folder: Path) -> None:
    """Copies var/journeyroom.sqlite3 by the very line of the documentation."""
    said = BACKUP.search((ROOT / "docs" / "operations.md").read_text())
    assert said is not None
    subprocess.run([sys.executable, "-c", *shlex.split(said[1])], cwd=folder, check=True)


def mode(file: Path) -> str:
    """How the file keeps what is not in place yet."""
    connection = sqlite3.connect(file)
    try:
        return str(connection.execute("PRAGMA journal_mode").fetchone()[0])
    finally:
        connection.close()
