"""What a fault in one of the browser's modules is: text to replace, and the test that has to fail by it."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class JsFault:
    """In `file` (below static/js) stands `instead` for `text`; `caught_by` is ``file in tests/js::name of a test``."""

    promise: str
    file: str
    text: str
    instead: str
    caught_by: str
