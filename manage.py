#!/usr/bin/env python3
"""Runs Journeyroom's management commands against the same settings and database as bin/run."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

ENVIRONMENT = Path(__file__).resolve().parent / ".venv"


def main() -> None:
    """Run a command; outside of bin/run's environment, go on inside it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if find_spec("django") is None and Path(sys.prefix) != ENVIRONMENT:
        python = ENVIRONMENT / "bin" / "python"
        if not python.exists():
            sys.exit("Start bin/run once: it installs what Journeyroom needs.")
        os.execv(python, [str(python), *sys.argv])  # noqa: S606 - no shell is wanted
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
