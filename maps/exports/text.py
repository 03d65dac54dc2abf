"""A map as a report in Markdown (CommonMark): to read, to mail, to keep beside code."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maps.exports.facts import map_facts
from maps.exports.letters import for_xml
from maps.exports.reading import MapRead
from maps.exports.shapes import MapFacts, PartFacts, StageFacts, TouchpointFacts

# A line of nothing would end the paragraph.
ZERO_WIDTH = "\u200b"
SIGNS = {"create": "▲", "destroy": "▼", "both": "◆"}
# Whatever begins markup inside a line, and what begins a block, a list or a heading at its start.
_INSIDE = re.compile(r"([\\`*_\[\]<>#|~&!$^])")
_START = re.compile(r"^(\d*)([-+=:.)])")


def to_markdown(taken: MapRead) -> bytes:
    """Return the report in UTF-8; what people wrote is in it word for word, and none of it is markup."""
    facts = map_facts(taken)
    blocks = [*_head(facts), *_findings(facts), *_moments(facts)]
    for stage in facts.stages:
        blocks += _stage(facts, stage)
    return ("\n\n".join(blocks) + "\n\n" + _foot(facts) + "\n").encode()


def plain(text: str, indent: str = "") -> str:
    """Return words so that CommonMark shows just them; a line break of theirs stays one."""
    lines = [_escaped(line) for line in for_xml(text).strip().split("\n")]
    return f"\\\n{indent}".join(line or ZERO_WIDTH for line in lines)


def _escaped(line: str) -> str:
    inside = _INSIDE.sub(r"\\\1", " ".join(line.split()))
    return _START.sub(r"\1\\\2", inside)


def _head(facts: MapFacts) -> Iterator[str]:
    yield f"# {plain(' '.join(facts.title.split()))}"
    where = [facts.customer_type, facts.organisation, facts.workshop, facts.date]
    yield " · ".join(plain(one) for one in where if one)
    yield f"**{plain(facts.evidence.label)}.** {plain(facts.evidence.sentence)}"
    if facts.goal:
        yield f"{_('What we came for')}: {plain(facts.goal)}"
    if facts.came():
        words = ngettext("Made by {n} person", "Made by {n} people", facts.people).format(n=facts.people)
        who = ", ".join(f"{plain(one.name)} {one.people}" for one in facts.came())
        yield f"{words}: {who}"
    if facts.card:
        yield f"## {_('Who is this customer?')}"
        yield "\n".join(f"- **{label}**: {plain(text, '  ')}" for label, text in facts.card)


def _findings(facts: MapFacts) -> Iterator[str]:
    if facts.findings:
        yield f"## {_('What we learned')}"
        yield "\n".join(f"- {plain(finding, '  ')}" for finding in facts.findings)


def _moments(facts: MapFacts) -> Iterator[str]:
    if facts.moments:
        yield f"## {_('Moments of truth')}"
        yield "\n".join(_moment(one) for one in facts.moments)


def _moment(one: TouchpointFacts) -> str:
    if one.moment is None:
        return ""
    power = _("power {power} of 5").format(power=one.moment.power) if one.moment.power else ""
    sign = f"{SIGNS[one.moment.kind]} {one.moment.label}"
    told = [sign, power, _feels(one), one.moment.advice_label]
    words = f": {plain(one.moment.sentence, '   ')}" if one.moment.sentence else ""
    return f"{one.moment.rank}. **{_numbered(one, '   ')}** ({', '.join(filter(None, told))}){words}"


def _stage(facts: MapFacts, stage: StageFacts) -> Iterator[str]:
    name = " ".join(stage.name.split())
    yield f"## {plain(f'{stage.number} {name}' if stage.number else name)}"
    if stage.goal:
        yield f"*{_('Goal')}*: {plain(stage.goal)}"
    if stage.touchpoints:
        yield f"### {_('Where we meet')}"
        yield "\n".join(_touchpoint(one) for one in stage.touchpoints)
    for row in facts.rows:
        notes = stage.notes_in(row.key)
        if notes:
            yield f"### {plain(row.label)}"
            yield "\n".join(
                f"- {plain(note.text, '  ')}{_said(note.cluster, note.about, note.author)}{_merged(note.parts)}"
                for note in notes
            )
    if not stage.touchpoints and not stage.notes:
        yield _("Nothing noted yet.")


def _touchpoint(one: TouchpointFacts) -> str:
    facts = [
        _feels(one) + (f" ({plain(one.feeling.word)})" if one.feeling and one.feeling.word else ""),
        f"{SIGNS[one.moment.kind]} {one.moment.label}" if one.moment else "",
        *(plain(one.channel_label), plain(one.kind_label), plain(one.initiator_label)),
        plain(one.visibility_label),
        one.owner_label and _("owner: {name}").format(name=plain(one.owner_label)),
        *map(plain, (*one.teams, *one.systems)),
        one.wait and _("takes {amount}").format(amount=plain(one.wait)),
        one.often and _("happens: {amount}").format(amount=plain(one.often)),
        plain(one.evidence_label),
        plain(one.author),
    ]
    lines = [f"- **{_numbered(one, '  ')}**", f"  {' · '.join(filter(None, facts))}"]
    if one.description:
        lines.append(f"  {plain(one.description, '  ')}")
    return "\\\n".join(lines) + _merged(one.parts)


def _merged(parts: tuple[PartFacts, ...]) -> str:
    return "".join(f"\n  - {plain(part.text, '    ')}{_said('', None, part.author)}" for part in parts)


def _said(cluster: str, about: TouchpointFacts | None, author: str) -> str:
    """Return what is told of a note in brackets behind it."""
    where = _("about {number}").format(number=about.number or plain(about.title)) if about else ""
    told = [cluster and f"“{plain(cluster)}”", where, plain(author) if author else ""]
    words = ", ".join(filter(None, told))
    return f" ({words})" if words else ""


def _numbered(one: TouchpointFacts, indent: str) -> str:
    number = f"{one.number}\\. " if one.number else ""
    return number + plain(one.title, indent)


def _feels(one: TouchpointFacts) -> str:
    if one.feeling is None:
        return _("not rated")
    people = ngettext("{mean}, {n} person", "{mean}, {n} people", one.feeling.n)
    return people.format(mean=one.feeling.shown.replace("+", "\\+"), n=one.feeling.n)


def _foot(facts: MapFacts) -> str:
    legend = _(
        "▲ can build loyalty · ▼ can break it · ◆ can do either · feelings from −2 very bad to \\+2 very good"
    )
    counted = ngettext("{n} rating", "{n} ratings", facts.ratings).format(n=facts.ratings)
    return f"---\n\n{legend} · {counted} · {_('version {n}').format(n=facts.version)}"
