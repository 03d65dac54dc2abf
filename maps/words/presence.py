"""What is said of who is here and who writes."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maps.words.forms import forms


def words() -> dict[str, Any]:
    """Return this part's sentences by key."""
    return {
        "around": forms(lambda n: ngettext("{n} other here", "{n} others here", n)),
        "around-more": _("+{n}"),
        "somebody": _("Somebody"),
        "writing": forms(lambda n: ngettext("{name} is writing", "{n} are writing", n)),
    }
