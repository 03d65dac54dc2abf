"""Names for files that people take away: out of any title, safe in every header and on every disk."""

import unicodedata

LONGEST = 60


def file_name(*titles: str, ending: str) -> str:
    """Return a name such as ``journey-map-it-director.csv``: letters and digits of the titles, with dashes.

    It begins with our own words, so that no title makes a hidden, reserved or empty name.
    """
    words = ["journey", "map"]
    for title in titles:
        words += _words(title)[:20]
    return "-".join(words)[: LONGEST + 20].rstrip("-") + f".{ending}"


def plain_name(title: str) -> str:
    """Return letters and digits of a title with dashes, for a folder; "" where it has none."""
    return "-".join(_words(title))[:LONGEST].rstrip("-")


def _words(title: str) -> list[str]:
    kept = (sign if unicodedata.category(sign)[0] in "LNM" else " " for sign in title.lower()[:LONGEST])
    return "".join(kept).split()
