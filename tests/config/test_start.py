"""bin/run as people use it: it starts with nothing set, says where it is, and ends when told."""

import re
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from config.start import room_host
from tests.harness.server import ROOT
from tests.harness.terminal import RUN, bare, output_after, running, status


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_run_starts_from_nothing_and_ends_when_told(tmp_path: Path, number: int) -> None:
    with running(tmp_path) as (port, process):
        assert status(port, "/") == 200
        said = output_after(process, number)
        assert status(port, "/") == 0
    assert f"Journeyroom is at http://127.0.0.1:{port}" in said
    assert re.search(r"Set-up code: ([2-9A-Z]{4}-){2}[2-9A-Z]{4}\n", said)


def test_run_starts_again_on_what_it_had(tmp_path: Path) -> None:
    with running(tmp_path) as (_, process):
        output_after(process, signal.SIGTERM)
    made = subprocess.run(
        [sys.executable, "manage.py", "createfacilitator", "fay@example.org", "--name", "Fay"],
        cwd=ROOT, env=bare(tmp_path), input="correct horse battery staple\n", capture_output=True, text=True,
    )  # fmt: skip
    assert (made.returncode, made.stdout) == (0, "fay@example.org can sign in now.\n"), made.stderr
    with running(tmp_path) as (_, process):
        said = output_after(process, signal.SIGTERM)
    assert "Set-up code" not in said


def test_run_writes_ahead_again_after_a_backup_was_restored(tmp_path: Path) -> None:
    file = tmp_path / "journeyroom.sqlite3"
    modes = []
    for _ in range(2):
        with running(tmp_path) as (_, process):
            output_after(process, signal.SIGTERM)
        with closing(sqlite3.connect(file)) as database:
            modes.append(database.execute("PRAGMA journal_mode").fetchone()[0])
            database.execute("PRAGMA journal_mode=DELETE")
    assert modes == ["wal", "wal"]


def test_run_says_that_the_port_is_taken(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = subprocess.run(
            [sys.executable, RUN, "--port", str(port)],
            env=bare(tmp_path),
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Port {port} is taken by another program")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http"])
def test_run_refuses_what_is_no_port(tmp_path: Path, port: str) -> None:
    done = subprocess.run(
        [sys.executable, RUN, f"--port={port}"],
        env=bare(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        2,
        "bin/run: error: argument --port: a port is a number from 1 to 65535",
    )


def test_run_demo_prints_links_that_work(tmp_path: Path) -> None:
    with running(tmp_path, "--demo") as (port, process):
        said = output_after(process, signal.SIGTERM)
    with running(tmp_path, "--demo") as (port, process):
        again_paths = []
        said_paths = re.findall(r"http://127\.0\.0\.1:\d+(/(?:j|enter)/\S+)", said)
        assert len(said_paths) >= 5
        assert {status(port, path) for path in said_paths} == {200}
        again = output_after(process, signal.SIGTERM)
        again_paths = re.findall(r"http://127\.0\.0\.1:\d+(/(?:j|enter)/\S+)", again)
    assert again_paths == said_paths
    assert "Set-up code: " in again


def test_run_room_answers_under_the_names_of_the_room_only(tmp_path: Path) -> None:
    host = room_host()
    with running(tmp_path, "--room", ALLOWED_HOSTS="room.test") as (port, process):
        seen = {
            name: status(port, "/", f"{name}:{port}")
            for name in (host, "room.test", "127.0.0.1", "evil.test")
        }
        said = output_after(process, signal.SIGTERM)
    assert seen == {host: 200, "room.test": 200, "127.0.0.1": 200, "evil.test": 400}
    assert " ".join(f"http://{host}:{port}") in said
    assert "█" in said
    assert "Attendees scan another code: the one on the workshop's own page" in said


def test_run_local_cannot_be_reached_from_the_network(tmp_path: Path) -> None:
    with running(tmp_path) as (port, _), socket.socket() as probe:
        probe.settimeout(3)
        assert probe.connect_ex((room_host(), port)) != 0


def test_socket_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    with running(tmp_path) as (port, process):
        with pytest.raises(InvalidStatus) as refused:
            connect(f"ws://127.0.0.1:{port}/ws/nowhere/", origin=Origin(f"http://127.0.0.1:{port}"))
        said = output_after(process, signal.SIGTERM)
    assert refused.value.response.status_code == 403
    assert "error" not in said


def test_server_says_nothing_of_itself_and_logs_no_link(tmp_path: Path) -> None:
    with running(tmp_path) as (port, process):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/enter/abcdefghijklmnop")
        assert refused.value.headers["Server"] is None
        refused.value.close()
        assert status(port, "/j/abcdefghijklmnop") == 404
        said = output_after(process, signal.SIGTERM)
    assert "abcdefghijklmnop" not in said
    assert "Not Found: /enter/…" in said
