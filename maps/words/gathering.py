"""What is said of merged notes, clusters, histories, deleted notes, undo and redo."""

from typing import Any

from django.utils.translation import ngettext

from maps.words.forms import forms


def words() -> dict[str, Any]:
    """Return this part's sentences by key."""
    return {
        "parts": forms(lambda n: ngettext("{n} in one", "{n} in one", n)),
    }
