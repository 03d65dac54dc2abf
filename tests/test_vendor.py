"""Files taken from elsewhere are what static/VENDOR.json says they are, and nothing else lies beside them."""

import hashlib
import json
from pathlib import Path

STATIC = Path(__file__).parents[1] / "static"


def pinned() -> dict[str, str]:
    rows = json.loads((STATIC / "VENDOR.json").read_text(encoding="utf-8"))
    return {path: digest for row in rows for path, digest in row["files"].items()}


def test_vendored_files_have_the_pinned_digest():
    found = {path: hashlib.sha256((STATIC / path).read_bytes()).hexdigest() for path in pinned()}
    assert found == pinned()


def test_vendored_folders_hold_only_pinned_files():
    files = [
        path for folder in ("fonts", "vendor") for path in (STATIC / folder).glob("**/*") if path.is_file()
    ]
    there = {str(path.relative_to(STATIC)) for path in files}
    assert there == set(pinned())
