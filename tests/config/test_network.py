"""bin/run --room on a laptop in a network: another machine reaches it by the address and the code that it prints."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest
import segno

from tests.harness.terminal import RUN, Process, bare, output_after, started

ADDRESS, OTHER, PORT = "10.77.0.1", "10.77.0.2", 8000
ASK = """
import sys, urllib.request
with urllib.request.urlopen(sys.argv[1], timeout=15) as answer:
    print(answer.status, answer.read().decode())
"""


class Network(NamedTuple):
    """The namespaces of two machines that only a cable joins."""

    laptop: str
    phone: str


@pytest.fixture
def network() -> Iterator[Network]:
    """Two machines in a network of their own, which is gone afterwards whatever happened."""
    if why := why_none_can_be_made():
        pytest.skip(f"no network can be made here: {why}")
    made = Network(f"jr-laptop-{os.getpid()}", f"jr-phone-{os.getpid()}")
    try:
        for machine in made:
            ip("netns", "add", machine)
        ip(*f"link add eth0 netns {made.laptop} type veth peer name eth0 netns {made.phone}".split())
        for machine, address in zip(made, (ADDRESS, OTHER), strict=True):
            ip("-n", machine, "address", "add", f"{address}/24", "dev", "eth0")
            for device in ("lo", "eth0"):
                ip("-n", machine, "link", "set", device, "up")
        # As the room's router would be, whose way leads out.
        ip("-n", made.laptop, "route", "add", "default", "via", OTHER)
        yield made
    finally:
        for machine in made:
            with suppress(subprocess.CalledProcessError):
                ip("netns", "delete", machine)


def test_room_is_reached_by_another_machine_at_the_printed_address(network: Network, tmp_path: Path) -> None:
    address = f"http://{ADDRESS}:{PORT}"
    command = [*inside(network.laptop), RUN, "--port", str(PORT), "--room", "--demo"]
    with started(command, bare(tmp_path), lambda: True) as process:
        printed = read_to(process, "Join as somebody new: ")
        link = printed.split()[-1]
        live, joining = ask(network.phone, f"{address}/health/live"), ask(network.phone, link)
        printed += output_after(process, signal.SIGTERM)
    assert live.startswith("200 "), live
    assert link.startswith(f"{address}/j/")
    assert joining.startswith("200 "), joining
    assert "Your name" in joining
    assert re.findall(r"^ +(h t t p .*)$", printed, re.M) == [" ".join(address)]
    assert qr_code(address) in printed


def why_none_can_be_made() -> str:
    """Say what is missing to make a network, or nothing."""
    if shutil.which("ip") is None:
        return "there is no iproute2"
    if os.geteuid() != 0:
        return "only root may"
    # Root in a container often may not either.
    done = subprocess.run(["unshare", "--net", "--mount", "true"], capture_output=True, text=True)
    return done.stderr


def ip(*arguments: str) -> None:
    """Change something about networks; raises CalledProcessError."""
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


def inside(machine: str) -> list[str]:
    """The beginning of a Python command that runs on one of the machines."""
    return ["ip", "netns", "exec", machine, sys.executable]


def read_to(process: Process, words: str) -> str:
    """What the terminal shows up to and with the line with these words."""
    assert process.stdout is not None
    printed = ""
    for line in process.stdout:
        printed += line
        if words in line:
            return printed
    raise AssertionError(f"it ended without saying {words}:\n{printed}")


def ask(machine: str, url: str, seconds: float = 20) -> str:
    """What one of the machines reads at an address, after its status; it tries until somebody answers there."""
    until = time.monotonic() + seconds
    while True:
        asking = [*inside(machine), "-c", ASK, url]
        done = subprocess.run(asking, capture_output=True, text=True, timeout=60)
        if done.returncode == 0 or time.monotonic() > until:
            return done.stdout or done.stderr


def qr_code(address: str) -> str:
    """An address as a terminal shows it to cameras."""
    terminal = io.StringIO()
    segno.make(address, error="m").terminal(out=terminal, compact=True)
    return terminal.getvalue()
