"""Plants faults: in this process, and through a file in servers that watch it, one at a time.

Run as a module it is config.serve with such a watcher; `Server` starts it so where PLANTS names the folder.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import pytest

from tests.harness.server import PLANTS

SECONDS = 0.02


@contextmanager
def planted(folder: Path, name: str) -> Iterator[None]:
    """Has a fault inside the `with`, here and in every watching server that is running."""
    from tests.selftest.faults import FAULTS

    with pytest.MonkeyPatch.context() as patch:
        FAULTS[name].plant(patch)
        _order(folder, name)
        try:
            yield
        finally:
            _order(folder, "")


def _order(folder: Path, name: str) -> None:
    """Writes the order down and waits until every server's echo says it has been followed."""
    (folder / "order").write_text(name)
    until = time.monotonic() + 20
    while any(echo.read_text() != name for echo in folder.glob("echo-*") if _is_running(echo)):
        assert time.monotonic() < until, f"a server does not plant {name!r}"
        time.sleep(SECONDS)


def _is_running(echo: Path) -> bool:
    """Whether the server of an echo is still there; the last test of a run takes it along."""
    return Path("/proc", echo.name.removeprefix("echo-")).exists()


def watch(folder: Path) -> None:
    """Follows the orders in the folder for ever."""
    from tests.selftest.faults import FAULTS

    echo, order, patch = folder / f"echo-{os.getpid()}", folder / "order", pytest.MonkeyPatch()
    now = None
    while True:
        wanted = order.read_text() if order.exists() else ""
        if wanted != now:
            patch.undo()
            if wanted:
                FAULTS[wanted].plant(patch)
            now = wanted
            echo.write_text(now)
        time.sleep(SECONDS)


def main() -> int:
    """Serves as config.serve does, with faults as ordered."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()  # or a fault that is ordered already could not be planted
    from config import serve

    threading.Thread(target=watch, args=(Path(os.environ[PLANTS]),), daemon=True).start()
    return serve.main()


if __name__ == "__main__":
    raise SystemExit(main())
