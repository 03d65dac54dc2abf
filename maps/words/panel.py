"""What the panel of a touchpoint says: its details, feelings and moments of truth."""

from typing import Any


def words() -> dict[str, Any]:
    """Return this part's sentences by key."""
    return {}
