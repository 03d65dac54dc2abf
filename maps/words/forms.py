"""A sentence that depends on a number, in all the forms a script may need."""

from collections.abc import Callable


def forms(sentence: Callable[[int], str]) -> dict[str, str]:
    """Return the sentence's forms by plural category, from what it is for one and for two."""
    return {"one": sentence(1), "other": sentence(2)}
