"""A kit to map on paper (PDF, A4): join poster, stage heads, empty notes by row, rating cards, signs of moments."""

import io
from dataclasses import dataclass

import segno
from django.utils.translation import gettext as _

from maps.enums import MomentKind
from maps.exports.facts import map_facts
from maps.exports.printing.text import cut, printable
from maps.exports.printing.typeset import typeset
from maps.exports.reading import MapRead


@dataclass(frozen=True, slots=True)
class Door:
    """Where people join: the whole address for the QR code, how it is written for reading, the spoken code or ""."""

    url: str
    address: str
    code: str = ""


def to_kit(taken: MapRead, door: Door | None = None) -> bytes:
    """Return the kit of a map with its own stages and rows; without a door there is no QR code."""
    facts = map_facts(taken)
    rows = [("touchpoints", _("Where we meet")), *((row.key, row.label) for row in facts.rows if row.shown)]
    data = {
        "lang": facts.language.split("-")[0],
        "title": printable(cut(facts.workshop, 80)),
        "author": printable(facts.organisation),
        "goal": printable(cut(facts.goal, 160)),
        "qr": _qr(door.url) if door else "",
        "address": printable(door.address) if door else "",
        "code": printable(door.code) if door else "",
        "stages": [
            {"name": printable(cut(stage.name, 60)), "goal": printable(cut(stage.goal, 140))}
            for stage in facts.stages
        ],
        "rows": [{"key": key, "label": printable(cut(label, 60))} for key, label in rows],
        "ratings": [
            ["−2", _("very bad")],
            ["−1", _("bad")],
            ["0", _("neither")],
            ["+1", _("good")],
            ["+2", _("very good")],
        ],
        "moments": [[kind.value, str(kind.label)] for kind in MomentKind],
        "labels": {
            "join": _("Join with your phone:"),
            "code": _("Code"),
            "stages": _("Stages, to cut out"),
            "ratings": _("How does it feel? One card each, to hold up"),
            "moments": _("Moments of truth, to cut out"),
            "why": _("Why it can turn everything:"),
            "power": _("Power"),
        },
    }
    return typeset("kit.typ", data)


def _qr(url: str) -> str:
    out = io.BytesIO()
    segno.make(url, error="m").save(out, kind="svg", border=2, scale=4, xmldecl=False)
    return out.getvalue().decode()
