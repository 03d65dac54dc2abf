"""Other people's programs that open our files."""

import subprocess
from pathlib import Path

SECONDS = 180


def converted(files: list[Path], ending: str) -> dict[str, Path]:
    """What LibreOffice makes of files, by their names without endings: it starts once for all of them."""
    folder = files[0].parent / f"as-{ending}"
    # A profile of its own: two at once would wait for each other.
    profile = f"-env:UserInstallation=file://{files[0].parent}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], capture_output=True, check=True, timeout=SECONDS)
    return {file.stem: folder / f"{file.stem}.{ending}" for file in files}
