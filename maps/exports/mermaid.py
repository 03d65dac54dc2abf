"""A map as a Mermaid `journey` diagram, which many wikis and editors draw from text.

Checked with Mermaid's own parser (tests/files/test_mermaid.py). Its words may not hold `:`, `;`, `#` and `,`, so they
go in as Mermaid's own character codes (`#58;`). A score of 1 to 5 stands for a mean of −2 to +2.
"""

import re

from django.utils.translation import gettext as _

from maps.exports.facts import map_facts
from maps.exports.letters import for_xml
from maps.exports.reading import MapRead
from maps.exports.shapes import MapFacts, TouchpointFacts

# Percent and braces begin comments and directives, angle brackets HTML, an ampersand an entity, a backslash an escape.
_SPECIAL = re.compile(r"[#;:,%{}<>&\\]")
# What the parser takes for a word of its own where a line begins.
_KEYWORD = re.compile(r"^(?=title|section|journey|acctitle|accdescr)", re.IGNORECASE)
MIDDLE = 3


def to_mermaid(taken: MapRead) -> bytes:
    """Return the text of the diagram in UTF-8; each touchpoint's actor is the customer type."""
    facts = map_facts(taken)
    lines = ["journey", f"    title {_escaped(facts.title)}"]
    for stage in facts.stages:
        name = f"{stage.number} {stage.name}" if stage.number else stage.name
        if not stage.touchpoints:
            lines.append("    %% " + _("{stage} has no touchpoints.").format(stage=_escaped(name)))
            continue
        lines.append(f"    section {_escaped(name)}")
        for one in stage.touchpoints:
            lines += _task(facts, one)
    return ("\n".join(lines) + "\n").encode()


def _task(facts: MapFacts, one: TouchpointFacts) -> list[str]:
    score = f"{MIDDLE + one.feeling.mean:.2f}".rstrip("0").rstrip(".") if one.feeling else str(MIDDLE)
    lines = [f"      {_escaped(one.title)}: {score}: {_escaped(facts.customer_type)}"]
    if one.feeling is None:
        # The diagram has no way to say that nobody has rated something.
        lines.insert(0, "      %% " + _("Nobody has rated the next one; it stands in the middle."))
    return lines


def _escaped(text: str) -> str:
    """Return words on one line, as the parser reads them without taking any for its own."""
    plain = " ".join(for_xml(text).split())
    plain = _SPECIAL.sub(lambda sign: f"#{ord(sign[0])};", plain)
    return _KEYWORD.sub("\u200b", plain) or "–"
