"""What the outline, the story and the customer's card say."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maps.words.forms import forms


def words() -> dict[str, Any]:
    """Return this part's sentences by key."""
    return {
        "story-title": _("The journey of {name}"),
        "story-card": {
            "who": _("I am:"),
            "situation": _("My situation:"),
            "trigger": _("It begins when:"),
            "goal": _("I want:"),
            "expectations": _("I expect:"),
            "fears": _("I fear:"),
        },
        "story-feel": forms(
            lambda n: ngettext("It feels {mean}, says {n} person.", "It feels {mean}, say {n} people.", n)
        ),
        "story-feel-word": _("I feel {word}."),
    }
