"""What is said of merged notes, clusters, histories, deleted notes, undo and redo."""

from typing import Any


def words() -> dict[str, Any]:
    """Return this part's sentences by key."""
    return {}
