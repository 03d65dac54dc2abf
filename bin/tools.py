"""Finds what bin/test needs beside Python, and installs it where it may: on Debian, as root."""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import socket
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MERMAID = "11.17.2"
MERMAID_SHA512 = (
    "57a2b70bc101744b0f1595d228c25eea9a50384371b87011afd1af1d7e21878e"
    "e501b84c443f6a7f8a042bb2e869143150b31af34feab798073bbdda0a578106"
)


def node() -> str | None:
    """Give Node.js, or nothing."""
    return shutil.which("node") or (_apt("nodejs") and shutil.which("node")) or None


def iproute() -> str | None:
    """Give the program that makes networks, or nothing."""
    return shutil.which("ip") or (_apt("iproute2") and shutil.which("ip")) or None


def office() -> str | None:
    """Give LibreOffice, which opens our slides and workbooks as other people do, or nothing."""
    packages = ("libreoffice-calc-nogui", "libreoffice-impress-nogui")
    return shutil.which("soffice") or (all(map(_apt, packages)) and shutil.which("soffice")) or None


def poppler() -> str | None:
    """Give the program that reads the words of a PDF, or nothing; its neighbours draw the pages."""
    return shutil.which("pdftotext") or (_apt("poppler-utils") and shutil.which("pdftotext")) or None


def mermaid(folder: Path) -> str | None:
    """Fetch Mermaid, which reads our journeys as wikis do, into a folder; give its one file, or nothing."""
    npm = shutil.which("npm") or (_apt("npm") and shutil.which("npm"))
    if not npm:
        return None
    pack = [npm, "pack", "--silent", "--pack-destination", str(folder), f"mermaid@{MERMAID}"]
    done = subprocess.run(pack, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        return None
    packed = folder / f"mermaid-{MERMAID}.tgz"
    if hashlib.sha512(packed.read_bytes()).hexdigest() != MERMAID_SHA512:
        raise SystemExit(f"{packed.name} is not the file that it was.")
    script = folder / "mermaid.min.js"
    with tarfile.open(packed) as tar:
        member = tar.extractfile("package/dist/mermaid.min.js")
        script.write_bytes(member.read() if member else b"")
    return str(script)


def chromium(python: str) -> str | None:
    """Give a Chromium: the system's, or the one Playwright brought."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None and _apt("chromium"):
        found = shutil.which("chromium")
    return found or _playwrights_own(python)


def _playwrights_own(python: str) -> str | None:
    ask = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    done = subprocess.run([python, "-c", ask], capture_output=True, text=True)
    path = done.stdout.strip()
    return path if path and Path(path).exists() else None


def postgresql() -> Path | None:
    """Give the folder of PostgreSQL's programs, the newest where there are several."""
    found = _postgresql()
    if found is None and _apt("postgresql"):
        found = _postgresql()
    return found


def _postgresql() -> Path | None:
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if debian:
        return debian[-1].parent
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).resolve().parent if elsewhere else None


@contextmanager
def postgresql_server(bin_dir: Path) -> Iterator[str]:
    """Run a PostgreSQL of our own on a free port, in a folder that goes with it; give its address."""
    account = _unprivileged()
    with tempfile.TemporaryDirectory(prefix="journeyroom-pg-", dir="/tmp") as folder:
        if account:
            shutil.chown(folder, account)
        become = _become(account)
        data, port = f"{folder}/data", _free_port()
        new = [str(bin_dir / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        new += ["--locale=C.UTF-8", "--no-sync"]
        subprocess.run(new, check=True, stdout=subprocess.DEVNULL, cwd=folder, **become)
        # Tests kill our server, never PostgreSQL: no need to wait for the disk.
        settings = ["fsync=off", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}"]
        command = [str(bin_dir / "postgres"), "-D", data, "-p", str(port)]
        with open(f"{folder}/log", "wb") as log:
            for setting in settings:
                command += ["-c", setting]
            server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **become)
        try:
            _wait_for(bin_dir, port, server, Path(folder, "log"))
            yield f"postgres://postgres@127.0.0.1:{port}"
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait_for(bin_dir: Path, port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        asked = subprocess.run(
            [bin_dir / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL
        )
        if asked.returncode == 0:
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


def _become(account: str | None) -> dict[str, Any]:
    """Give what makes subprocess start a program as that account."""
    if account is None:
        return {}
    return {"user": account, "group": pwd.getpwnam(account).pw_gid, "extra_groups": []}


def _unprivileged() -> str | None:
    """Name the account to run PostgreSQL as, which refuses to run as root."""
    if os.geteuid() != 0:
        return None
    accounts = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in accounts)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _apt(package: str) -> bool:
    """Install a Debian package if we may; tells whether it worked."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print(f"  installing {package} …", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for _ in range(3):
        # Fresh lists, as a mirror may have dropped what older ones name; a network may need a second try.
        subprocess.run(["apt-get", "update", "-qq"], env=env, capture_output=True)
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
        done = subprocess.run(install, env=env, capture_output=True)
        if done.returncode == 0:
            return True
        time.sleep(3)
    return False
