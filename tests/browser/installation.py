"""An installation as somebody starts it: by bin/run, with nothing in its data folder."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Self

from tests.harness.server import HOST, ROOT, Server


class Installation(Server):
    """A server started by bin/run with these options; it makes its own database and prints its set-up code."""

    def __init__(self, var: Path, *options: str, host: str = HOST, env: dict[str, str] | None = None) -> None:
        super().__init__(var, host=host, env=env)
        self.options = options

    def __enter__(self) -> Self:
        self.var.mkdir(parents=True, exist_ok=True)
        self.start(60)
        return self

    def command(self) -> list[str]:
        """What the README says, with a port of our own."""
        return [sys.executable, str(ROOT / "bin" / "run"), "--port", str(self.port), *self.options]

    def setup_code(self) -> str:
        """The set-up code as it stands on the terminal."""
        found = re.search(r"Set-up code: (\S+)", self.log.read_text())
        assert found, self.log.read_text()
        return found[1]
