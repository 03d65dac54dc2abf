"""What the emotion curve and the owners' thread say."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maps.enums import MomentKind
from maps.words.forms import forms


def words() -> dict[str, Any]:
    """Return this part's sentences by key."""
    return {
        "curve-label": _("How the customer feels along the journey."),
        "curve-peak": _("Highest at {number}, “{title}”: {mean}."),
        "curve-trough": _("Lowest at {number}, “{title}”: {mean}."),
        "curve-drop": _("The biggest drop leads to {number}, “{title}”: {by}."),
        "curve-highest": _("highest"),
        "curve-lowest": _("lowest"),
        "curve-fall": _("biggest drop {by}"),
        "curve-dot": forms(
            lambda n: ngettext(
                "{number} “{title}”: {mean}, {n} person", "{number} “{title}”: {mean}, {n} people", n
            )
        ),
        "moment-words": {kind.value: str(kind.label) for kind in MomentKind},
        "moment-short": {
            MomentKind.CREATE.value: _("can build"),
            MomentKind.DESTROY.value: _("can break"),
            MomentKind.BOTH.value: _("can do either"),
        },
        "hand-overs": forms(lambda n: ngettext("{n} change of hands", "{n} changes of hands", n)),
        "owner-empty": _("not said yet"),
        "owners": {
            "unsaid": _("Not said yet"),
            "nobody": _("Nobody owns it"),
            "outside": _("Somebody outside"),
        },
        "owner-of": forms(lambda n: ngettext(": touchpoint {from}", ": touchpoints {from} to {to}", n)),
        "fact-mean": forms(lambda n: ngettext("{mean}, {n} person", "{mean}, {n} people", n)),
        "fact-owner": _("owner: {name}"),
    }
