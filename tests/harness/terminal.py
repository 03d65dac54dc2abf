"""bin/run as from a terminal: started with nothing set, asked over HTTP, ended by a signal, all it printed read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.harness.server import HOST, ROOT, free_port

RUN = str(ROOT / "bin" / "run")
Process = subprocess.Popen[str]


def bare(var: Path, **env: str) -> dict[str, str]:
    """An environment with nothing set but where the data are."""
    return {"PATH": os.environ["PATH"], "JOURNEYROOM_VAR": str(var), "PYTHONUTF8": "1"} | env


@contextmanager
def running(var: Path, *arguments: str, **env: str) -> Iterator[tuple[int, Process]]:
    """Start bin/run on a free port, wait until it answers, and end it."""
    port = free_port()
    command = [sys.executable, RUN, "--port", str(port), *arguments]
    with started(command, bare(var, **env), lambda: status(port, "/health/ready") == 200) as process:
        yield port, process


@contextmanager
def started(command: list[str], env: dict[str, str], is_ready: Callable[[], bool]) -> Iterator[Process]:
    """Start a command from anywhere, wait until it is ready, and end it."""
    process = subprocess.Popen(
        command, cwd="/", env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        # As from a terminal, where Ctrl+C is not ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    try:
        until = time.monotonic() + 60
        while not is_ready():
            if process.poll() is not None or time.monotonic() > until:
                process.kill()
                raise AssertionError(f"it did not start:\n{process.communicate()[0]}")
            time.sleep(0.05)
        yield process
    finally:
        process.kill()
        process.wait(10)
        assert process.stdout is not None
        process.stdout.close()


def status(port: int, path: str, host: str = "") -> int:
    """Ask the server and give the status, 0 when nobody answers."""
    request = urllib.request.Request(f"http://{HOST}:{port}{path}", headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=15) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return 0


def output_after(process: Process, number: int) -> str:
    """End the server by a signal; give all that it printed."""
    process.send_signal(number)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said
    return said
