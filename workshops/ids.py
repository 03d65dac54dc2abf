"""Random public ids and secrets: what URLs and frames carry instead of primary keys."""

import hashlib
import re
import secrets
from typing import Any

ID_LENGTH = 64
_SHAPE = re.compile(r"[A-Za-z0-9_-]{22,64}")


def new_id(prefix: str) -> str:
    """Return a public id of 128 random bits, such as ``n_Qm1…`` for a note."""
    return f"{prefix}_{secrets.token_urlsafe(16)}"


def new_secret() -> str:
    """Return 128 random bits for a link nobody may guess."""
    return secrets.token_urlsafe(16)


def once(op: str, *content: Any) -> str:
    """Return an op that is the same for a form sent twice, and another where its content was changed meanwhile."""
    return hashlib.sha256(repr((op, *content)).encode()).hexdigest()


def is_id(value: str) -> bool:
    """Tell whether a browser may use this as the public id of what it adds, or as an op."""
    return _SHAPE.fullmatch(value) is not None
