"""A finished map on paper by typst: PDF with every word in full, or its picture (PNG, SVG)."""

from collections.abc import Sequence
from typing import Any

from maps.exports.facts import map_facts
from maps.exports.formats import Options
from maps.exports.printing.heading import drawn_head, labels
from maps.exports.printing.layouts import layouts
from maps.exports.printing.listing import about_map, drawn_moments, listed_stages, voices
from maps.exports.printing.papers import PAPERS, Paper
from maps.exports.printing.text import printable
from maps.exports.printing.typeset import Squeezed, typeset
from maps.exports.reading import MapRead
from maps.exports.shapes import MapFacts

# A picture has at most so many pixels, at most so many an inch.
PIXELS = 12_000_000
PPI = 150
MM = 25.4


def to_pdf(maps: Sequence[MapRead], options: Options) -> bytes:
    """Return the poster of a map: its sheets, what it says, and all words; tagged (PDF/UA-1)."""
    return _fitted(map_facts(maps[0]), PAPERS[options.paper], "pdf")


def to_png(maps: Sequence[MapRead], options: Options) -> bytes:
    """Return the sheets of a map under each other as one picture of at most PIXELS."""
    return _fitted(map_facts(maps[0]), PAPERS[options.paper], "png")


def to_svg(maps: Sequence[MapRead], options: Options) -> bytes:
    """Return the sheets of a map under each other as one drawing."""
    return _fitted(map_facts(maps[0]), PAPERS[options.paper], "svg")


def _fitted(facts: MapFacts, paper: Paper, kind: Any) -> bytes:
    """Return the first way to lay the map out in which everything has room."""
    data = _around(facts, kind)
    for scale, drawn in layouts(facts, paper, data["head"]):
        data |= {"paper": _page(paper, scale), "sheets": drawn}
        try:
            return typeset("poster.typ", data, kind, _ppi(paper, len(drawn)))
        except Squeezed:
            continue
    raise Squeezed


def _around(facts: MapFacts, kind: str) -> dict[str, Any]:
    data = {
        "lang": facts.language.split("-")[0],
        "title": printable(f"{facts.customer_type} – {facts.title}"),
        "author": printable(facts.organisation),
        "picture": kind != "pdf",
        "head": drawn_head(facts),
        "labels": labels(),
    }
    if kind == "pdf":
        data |= {
            "findings": [printable(sentence) for sentence in facts.findings],
            "moments": drawn_moments(facts),
            "voices": voices(facts),
            "about": about_map(facts),
            "stages": listed_stages(facts),
        }
    return data


def _page(paper: Paper, scale: float) -> dict[str, Any]:
    list_paper = PAPERS[paper.page]
    return {
        "width": paper.width,
        "height": paper.height,
        "scale": scale,
        "cover": paper.is_split(scale),
        "list_width": list_paper.width,
        "list_height": list_paper.height,
        "list_columns": 3 if paper.page == "a3" else 2,
    }


def _ppi(paper: Paper, count: int) -> float:
    square_inches = paper.width * paper.height * count / MM**2
    return round(min(PPI, (PIXELS / square_inches) ** 0.5), 1)
