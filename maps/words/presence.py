"""What is said of who is here and who writes."""

from typing import Any


def words() -> dict[str, Any]:
    """Return this part's sentences by key."""
    return {}
