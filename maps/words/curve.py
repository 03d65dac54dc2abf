"""What the emotion curve and the owners' thread say."""

from typing import Any


def words() -> dict[str, Any]:
    """Return this part's sentences by key."""
    return {}
