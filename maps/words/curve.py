"""What the emotion curve and the owners' thread say."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maps.enums import MomentKind
from maps.words.forms import forms


def signed(mean: float) -> str:
    """Return a mean as people read it: its sign, one figure behind the point; the twin of curve.js."""
    figures = str(Decimal(abs(mean)).quantize(Decimal("0.1"), ROUND_HALF_UP)).removesuffix(".0")
    if figures == "0":
        return figures
    return f"{'−' if mean < 0 else '+'}{figures}"


def fact_words(feeling: dict[str, Any] | None, moment: str, owner: str) -> dict[str, str]:
    """Return what is said at a touchpoint: how it feels, what moment of truth it is, the name of who owns it."""
    mean = ""
    if feeling:
        people = ngettext("{mean}, {n} person", "{mean}, {n} people", feeling["n"])
        mean = people.format(mean=signed(feeling["mean"]), n=feeling["n"])
    return {
        "word": feeling["word"] if feeling else "",
        "mean": mean,
        "moment": str(MomentKind(moment).label) if moment else "",
        "owner": _("owner: {name}").format(name=owner) if owner else "",
    }


def special_owners() -> dict[str, str]:
    """Return what is said where no department owns a touchpoint."""
    return {
        "unsaid": _("Not said yet"),
        "nobody": _("Nobody owns it"),
        "outside": _("Somebody outside"),
    }


def words() -> dict[str, Any]:
    """Return this part's sentences by key."""
    return {
        "curve-label": _("How the customer feels along the journey."),
        "curve-peak": _("Highest at {number}, “{title}”: {mean}."),
        "curve-trough": _("Lowest at {number}, “{title}”: {mean}."),
        "curve-drop": _("The biggest drop leads to {number}, “{title}”: {by}."),
        "curve-level": _("All at {mean}."),
        "curve-thin": _("Fewer than three people have rated so far."),
        "curve-moment": _("Moment of truth {rank}: {number}, “{title}”, {kind}."),
        "curve-highest": _("highest {mean}"),
        "curve-lowest": _("lowest {mean}"),
        "curve-fall": _("biggest drop {by}"),
        "curve-unrated": _("not rated yet"),
        "curve-unrated-dot": _("{number} “{title}”: nobody has rated it yet"),
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
        "owners": special_owners(),
        "owner-of": forms(lambda n: ngettext(": touchpoint {from}", ": touchpoints {from} to {to}", n)),
        "fact-mean": forms(lambda n: ngettext("{mean}, {n} person", "{mean}, {n} people", n)),
        "fact-owner": _("owner: {name}"),
    }
