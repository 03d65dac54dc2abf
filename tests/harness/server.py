"""The real server as a process of its own: started as bin/run starts it, killed, started again, its log read."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
PLANTS = "JOURNEYROOM_TEST_PLANTS"
"""The variable that names the folder through which faults are planted (tests/selftest)."""

PROBLEM = re.compile(r"^(error|critical) |Traceback|never (awaited|retrieved)|Unhandled")


class Server:
    """One server with a data folder of its own; leaving the `with` fails if its log holds an error.

    `host` is the name under which browsers know it.
    """

    def __init__(self, var: Path, *, host: str = HOST, env: dict[str, str] | None = None) -> None:
        self.var = var
        self.host = host
        self.port = free_port()
        self.log = var / "server.log"
        self.env = clean_env(var) | own_database() | (env or {})
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """What a browser types, without a path."""
        return f"http://{self.host}:{self.port}"

    def memory(self) -> int:
        """The running server's resident memory in MiB."""
        assert self._process is not None
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) // 1024

    def __enter__(self) -> Self:
        self.var.mkdir(parents=True, exist_ok=True)
        self.manage("migrate", "--verbosity", "0", "--skip-checks")
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if kind is None:
            assert self.problems() == []

    def start(self, seconds: float = 60) -> None:
        """Starts the server on its port and waits until it is ready; raises AssertionError with its log."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command(), cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
            )
        until = time.monotonic() + seconds
        while not self.is_ready():
            died = self._process.poll() is not None
            assert not died and time.monotonic() < until, (
                f"no server on {self.port}:\n{self.log.read_text()[-4000:]}"
            )
            time.sleep(0.03)

    def command(self) -> list[str]:
        """The server that bin/run ends in; where the tests are being tested, with faults (tests/selftest)."""
        module = "tests.selftest.planting" if PLANTS in self.env else "config.serve"
        return [sys.executable, "-m", module, "--host", HOST, "--port", str(self.port)]

    def is_ready(self) -> bool:
        """Whether the server answers its readiness check."""
        try:
            with urllib.request.urlopen(f"http://{HOST}:{self.port}/health/ready", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def kill(self) -> None:
        """Ends the server with SIGKILL, as a power cut or the kernel would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ends the server as an administrator would."""
        self._end(signal.SIGTERM)

    def restart(self) -> None:
        """Kills the server and starts it again on the same port and data."""
        self.kill()
        self.start()

    def manage(self, *arguments: str, stdin: str | None = None) -> str:
        """Runs a management command on the server's data and gives what it printed; raises on failure."""
        return self.run("manage.py", *arguments, stdin=stdin)

    def run(self, *arguments: str, stdin: str | None = None) -> str:
        """Runs Python with the server's environment and gives what it printed."""
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.env, input=stdin, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{arguments}: {done.stdout[-2000:]}{done.stderr[-4000:]}"
        return done.stdout

    def problems(self) -> list[str]:
        """The lines of the log that tell of an error nobody handled."""
        lines = self.log.read_text(errors="replace").splitlines()
        return [line for line in lines if PROBLEM.search(line)]

    def _end(self, number: int) -> None:
        if self._process is None:
            return
        if self._process.poll() is None:
            os.kill(self._process.pid, number)
        self._process.wait(30)
        self._process = None


def clean_env(var: Path) -> dict[str, str]:
    """An environment as on a machine where nothing is set, with the data in `var`."""
    kept = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", PLANTS)
    env = {name: os.environ[name] for name in kept if name in os.environ}
    return env | {"JOURNEYROOM_VAR": str(var), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def own_database() -> dict[str, str]:
    """A fresh database on the PostgreSQL that bin/test offers in TEST_POSTGRESQL; without it SQLite is used."""
    server = os.environ.get("TEST_POSTGRESQL")
    if not server:
        return {}
    import psycopg

    name = f"live_{secrets.token_hex(6)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return {"DATABASE_URL": f"{server}/{name}"}


def free_port() -> int:
    """A TCP port that nobody listens on, nor takes while a server is down: outgoing calls are made from higher ones."""
    while True:
        port = 12_000 + secrets.randbelow(20_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind((HOST, port))
            return port
