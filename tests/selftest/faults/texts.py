"""Plants faults by changing the text of a file: for tests that read our files, or start programs from them."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from tests.harness.server import PLANTS, ROOT
from tests.selftest.faults.table import Patch


def changed(file: str, text: str, instead: str) -> str:
    """The words of a file with others in one place; raises AssertionError where that is not there any more."""
    words = (ROOT / file).read_text()
    assert words.count(text) == 1, f"{file} holds {words.count(text)} times, not once: {text}"
    return words.replace(text, instead)


def misread(patch: Patch, file: str, text: str, instead: str) -> None:
    """Whoever reads a file of the project finds other words in one place."""
    other, real = changed(file, text, instead), Path.read_text

    def read_text(self: Path, *args: Any, **named: Any) -> str:
        return other if self == ROOT / file else real(self, *args, **named)

    patch.setattr(Path, "read_text", read_text)


def start_elsewhere(patch: Patch, test: str, file: str, text: str, instead: str) -> None:
    """The programs that a test starts find other words in one place of a file in `config`."""
    if test not in sys.modules:  # a server, which starts none
        return
    project = Path(os.environ[PLANTS], "project")
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir()
    for name in ("maps", "workshops", "static", "templates"):
        (project / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "config", project / "config", ignore=shutil.ignore_patterns("__pycache__"))
    (project / file).write_text(changed(file, text, instead))
    patch.setattr(sys.modules[test], "ROOT", project)
