"""What the panel of a touchpoint says: its details, feelings and moments of truth."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maps.enums import (
    Channel,
    Evidence,
    Initiator,
    MomentKind,
    Ownership,
    ResourceKind,
    Span,
    TouchpointKind,
    Visibility,
)
from maps.words.forms import forms

NOT_KNOWN = "null"
WAITS = (Span.MINUTE, Span.HOUR, Span.DAY, Span.WEEK, Span.MONTH)
OFTEN = (Span.DAY, Span.WEEK, Span.MONTH, Span.YEAR)
CHECKED = {MomentKind.CREATE: "build", MomentKind.DESTROY: "break", MomentKind.BOTH: "either"}


def words() -> dict[str, Any]:
    """Return this part's sentences by key."""
    return {
        "panel-place": _("{at} of {of}"),
        "felt-none": _("nobody has said yet"),
        "felt": forms(lambda n: ngettext("{mean}, {n} person", "{mean}, {n} people", n)),
        "felt-few": _("too few to tell"),
        "felt-unknown": forms(lambda n: ngettext("{n} does not know", "{n} do not know", n)),
        "rated-all": _("You have rated every touchpoint."),
        "notes": forms(lambda n: ngettext("{n} note", "{n} notes", n)),
        "resource-remove": _("Take away: {name}"),
        "moments-title": _("Moments of truth"),
        "power": _("{power} of 5"),
        "power-open": _("agree on it"),
        "quadrants": {
            "fix": _("Fix first"),
            "protect": _("Protect"),
            "simplify": _("Make simple"),
            "keep": _("Keep"),
        },
        "quadrant-hints": {
            "fix": _("power 4 or 5, feels bad"),
            "protect": _("power 4 or 5, feels good"),
            "simplify": _("less power, feels bad"),
            "keep": _("less power, feels good"),
        },
        "quadrant-none": _("None yet"),
        "card": {
            "who": _("Who it is"),
            "situation": _("Situation"),
            "trigger": _("What starts the journey"),
            "goal": _("What they want"),
            "good_end": _("A good end"),
            "expectations": _("What they expect"),
            "fears": _("What they fear"),
        },
        "card-empty": _("Nothing is written on this card yet. The facilitator can fill it in at set-up."),
        "feeling-words": _feeling_words(),
    }


def _feeling_words() -> dict[str, list[str]]:
    """Return words that fit a rating; none has to be taken."""
    return {
        "-2": [_("angry"), _("helpless"), _("betrayed"), _("anxious")],
        "-1": [_("frustrated"), _("confused"), _("ignored"), _("impatient"), _("doubtful")],
        "0": [_("indifferent"), _("curious"), _("surprised")],
        "1": [_("informed"), _("reassured"), _("respected"), _("confident"), _("relieved")],
        "2": [_("valued"), _("delighted"), _("proud"), _("loyal")],
    }


def panel() -> dict[str, Any]:
    """Return what the panel's template offers: choices by field, each with its words."""
    return {
        "rates": _rates(),
        "moments": [
            {"value": "", "label": _("No moment of truth"), "name": "none"},
            *({"value": kind.value, "label": kind.label, "name": CHECKED[kind]} for kind in MomentKind),
        ],
        "powers": range(1, 6),
        "details": _details(),
        "resources": [
            {
                "kind": ResourceKind.TEAM.value,
                "label": _("Teams behind it"),
                "hint": _("Add a team"),
                "add": _("Add this team"),
            },
            {
                "kind": ResourceKind.SYSTEM.value,
                "label": _("Systems behind it"),
                "hint": _("Add a system"),
                "add": _("Add this system"),
            },
        ],
        "amounts": _amounts(),
    }


def _rates() -> list[dict[str, Any]]:
    labels = [_("very bad"), _("bad"), _("neither"), _("good"), _("very good")]
    numbers = ["−2", "−1", "0", "+1", "+2"]
    faces = [
        {"value": value, "label": label, "number": number, "icon": f"face-{value + 3}"}
        for value, label, number in zip(range(-2, 3), labels, numbers, strict=True)
    ]
    return [*faces, {"value": NOT_KNOWN, "label": _("don't know")}]


def _details() -> list[dict[str, Any]]:
    owners = [option for option in _options(Ownership) if option["value"] != Ownership.DEPARTMENT]
    return [
        {"name": "channel", "label": _("Channel"), "options": _options(Channel)},
        {"name": "kind", "label": _("Kind"), "options": _options(TouchpointKind)},
        {"name": "initiator", "label": _("Who starts it"), "options": _options(Initiator)},
        {"name": "visibility", "label": _("Seen or not"), "options": _options(Visibility)},
        {"name": "owner", "label": _("Who owns it"), "options": owners},
        {"name": "evidence", "label": _("How well we know it"), "options": _options(Evidence)},
    ]


def _amounts() -> list[dict[str, Any]]:
    spans = {span.value: span.label for span in Span}
    return [
        {
            "name": "wait",
            "label": _("It takes"),
            "unit_label": _("Unit of time"),
            "units": [{"value": span.value, "label": spans[span.value]} for span in WAITS],
        },
        {
            "name": "often",
            "label": _("It happens"),
            "unit_label": _("How often"),
            "units": [
                {"value": span.value, "label": label}
                for span, label in zip(
                    OFTEN,
                    (_("times a day"), _("times a week"), _("times a month"), _("times a year")),
                    strict=True,
                )
            ],
        },
    ]


def _options(choices: Any) -> list[dict[str, Any]]:
    return [{"value": choice.value, "label": choice.label} for choice in choices]
