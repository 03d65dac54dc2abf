"""Every component in every state on one page, for those who build Journeyroom; only where it runs locally."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maps.enums import Evidence, MomentKind
from maps.words import PAPERS, SHORT_LABELS
from maps.words.panel import panel
from workshops.content.departments import ready_departments
from workshops.enums import Side

COLOURS = (
    "ground",
    "sunk",
    "surface",
    "raised",
    "ink",
    "ink-2",
    "ink-3",
    "accent",
    "good",
    "bad",
    "either",
    "warn",
)
NOTE_STATES = (
    ("", _("At rest")),
    ("is-selected", _("Open in the panel")),
    ("is-picked", _("Picked")),
    ("is-dragged-here", _("In the hand")),
    ("is-left-behind", _("Where it comes from")),
    ("is-pending", _("Not yet sent")),
    ("is-lifted", _("Lifted by the keys")),
)


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show the components with sample words; not found in production."""
    if settings.PRODUCTION:
        raise Http404
    departments = [
        {"name": ready.name, "side": ready.side, "letters": ready.letters, "hue": ready.hue}
        for ready in ready_departments()
    ]
    context: dict[str, Any] = panel() | {
        "may_edit": True,
        "colours": COLOURS,
        "sides": [
            {
                "value": side.value,
                "label": side.label,
                "of": [d for d in departments if d["side"] == side.value],
            }
            for side in Side
        ],
        "kinds": [
            {"label": SHORT_LABELS[row], "note": _note(f"k-{row}", paper, departments[0])}
            for row, paper in PAPERS.items()
            if row != "touchpoints"
        ],
        "touchpoint": _note("s-touchpoint", "note-touch", departments[1]) | {"number": 6, "starred": True},
        "states": [
            {"label": label, "state": state, "note": _note(f"s-{index}", "note-pain", departments[2])}
            for index, (state, label) in enumerate(NOTE_STATES)
        ],
        "signs": [{"value": kind.value, "label": kind.label} for kind in MomentKind],
        "evidence": [{"label": level.label, "bars": range(index)} for index, level in enumerate(Evidence)],
        "badges": ("saved", "saving", "offline", "problem"),
    }
    return render(request, "maps/styleguide.html", context)


def _note(name: str, paper: str, department: dict[str, Any]) -> dict[str, Any]:
    """Return a sample note as the board's templates take it."""
    words = _("I pass on 100 security questions")
    return {
        "id": name,
        "paper": paper,
        "text": words,
        "title": words,
        "department": department,
        "name": "Rosa",
        "channel": "document",
        "channel_icon": "channel-document",
        "channel_label": _("Document"),
    }
