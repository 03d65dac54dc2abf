"""Random public ids and secrets: what URLs and frames carry instead of primary keys."""

import hashlib
import re
import secrets
from typing import Any

ID_LENGTH = 64
# The letters of spoken codes: none looks or sounds like another one or like a word.
CODE_LETTERS = "346789ABCDEFGHJKMNPQRTUVWXYZ"
CODE_LENGTH = 8
_SHAPE = re.compile(r"[A-Za-z0-9_-]{22,64}")


def new_id(prefix: str) -> str:
    """Return a public id of 128 random bits, such as ``n_Qm1…`` for a note."""
    return f"{prefix}_{secrets.token_urlsafe(16)}"


def new_secret() -> str:
    """Return 128 random bits for a link nobody may guess."""
    return secrets.token_urlsafe(16)


def new_code() -> str:
    """Return a code to be read out, such as ``K7MQ4RXB``: 8 of 28 letters and digits, 38 bits."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def as_code(digest: bytes) -> str:
    """Return the code that stands for a digest of at least 8 bytes."""
    number = int.from_bytes(digest)
    letters = []
    for _ in range(CODE_LENGTH):
        number, at = divmod(number, len(CODE_LETTERS))
        letters.append(CODE_LETTERS[at])
    return "".join(letters)


def read_code(typed: str) -> str:
    """Return a code however it was typed: case, blanks and dashes do not matter."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def once(op: str, *content: Any) -> str:
    """Return an op that is the same for a form sent twice, and another where its content was changed meanwhile."""
    return hashlib.sha256(repr((op, *content)).encode()).hexdigest()


def is_id(value: str) -> bool:
    """Tell whether a browser may use this as the public id of what it adds, or as an op."""
    return _SHAPE.fullmatch(value) is not None
