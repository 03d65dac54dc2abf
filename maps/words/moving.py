"""What is said while notes are picked, dragged and moved."""

from typing import Any


def words() -> dict[str, Any]:
    """Return this part's sentences by key."""
    return {}
