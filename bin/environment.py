"""Makes .venv and keeps it in step with the requirements; shared by bin/run and bin/test."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NEEDED = (3, 11)
# What each list of requirements also brings.
BRINGS: dict[str, list[str]] = {"requirements.txt": [], "requirements-dev.txt": ["requirements.txt"]}


def newest_python() -> str:
    """Give a Python new enough for us: this one, or another on the path."""
    running = tuple(sys.version_info[:2])
    if running >= NEEDED:
        return sys.executable
    for name in ("python3.14", "python3.13", "python3.12", "python3.11"):
        if shutil.which(name):
            return name
    sys.exit(f"Journeyroom needs Python 3.11 or newer; this is {sys.version.split()[0]}.")


def ready(requirements: str) -> str:
    """Give the Python of .venv with everything on that list installed; does nothing when it is already."""
    with _alone():
        if not PYTHON.exists():
            _make()
        if not _is_installed(requirements):
            _install(requirements)
    return str(PYTHON)


def _make() -> None:
    """Make an empty .venv."""
    done = subprocess.run(
        [newest_python(), "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True
    )
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            "Python could not make .venv. On Debian and Ubuntu `apt install python3-venv` helps.\n"
            + (done.stderr or done.stdout).strip()
        )


def _install(requirements: str) -> None:
    """Install a list, checked by its hashes."""
    print(f"Installing {requirements} into .venv (once) …", file=sys.stderr, flush=True)
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(
        [*command, "--require-hashes", "-r", str(ROOT / requirements)], capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"{requirements} could not be installed; is there a network?\n{done.stderr.strip()}")
    for name in [requirements, *BRINGS[requirements]]:
        _stamp(name).write_text(_digest(name))


def _is_installed(requirements: str) -> bool:
    stamp = _stamp(requirements)
    return stamp.exists() and stamp.read_text() == _digest(requirements)


def _stamp(requirements: str) -> Path:
    return VENV / f"{requirements}.installed"


def _digest(requirements: str) -> str:
    return hashlib.sha256((ROOT / requirements).read_bytes()).hexdigest()


@contextmanager
def _alone() -> Iterator[None]:
    """Let two starts at once wait for each other instead of both installing."""
    var = ROOT / "var"
    var.mkdir(mode=0o700, exist_ok=True)
    with open(var / "environment.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def become(command: list[str]) -> None:
    """Turn this process into another, so that signals reach it directly."""
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted
