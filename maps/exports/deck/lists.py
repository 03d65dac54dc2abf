"""The slides that tell in tables: moments of truth, strengths and pains, what comes next, and all words whole."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maps.enums import Row
from maps.exports.deck.paper import Column, Deck
from maps.exports.facts import BELIEVED
from maps.exports.shapes import MapFacts, StageFacts, TouchpointFacts

SIGNS = {"create": "▲", "destroy": "▼", "both": "◆"}
# The table of next steps has room for at least so many.
STEPS_AT_LEAST = 8


def moments(deck: Deck, facts: MapFacts) -> None:
    """List the moments of truth, the strongest first; none makes no slide."""
    if not facts.moments:
        return
    first = sum(one.moment.advice == "fix" for one in facts.moments if one.moment)
    title = ngettext("{n} moment of truth", "{n} moments of truth", len(facts.moments)).format(
        n=len(facts.moments)
    )
    if first:
        title = _("{moments}, {first} to fix first").format(moments=title, first=first)
    columns = (
        Column(_("No."), 0.5, bold=True),
        Column(_("It"), 1.2, bold=True),
        Column(_("Touchpoint"), 3.2, bold=True),
        Column(_("Why it decides"), 3.8),
        Column(_("Power"), 0.7),
        Column(_("Feels"), 1.2),
        Column(_("What to do"), 1.2),
    )
    deck.table(_kicker(facts, _("Moments of truth")), title, columns, [_moment(one) for one in facts.moments])


def strengths_and_pains(deck: Deck, facts: MapFacts) -> None:
    """List what works and what hurts, stage by stage; none makes no slide."""
    rows = [row for stage in facts.stages for row in _side_by_side(stage)]
    if not rows:
        return
    good, bad = (
        sum(note.row == row for note in facts.notes()) for row in (Row.STRENGTHS.value, Row.PAINS.value)
    )
    works = ngettext("{n} thing works", "{n} things work", good).format(n=good)
    hurt = ngettext("{n} hurts", "{n} hurt", bad).format(n=bad)
    title = _("{works}, {hurt}").format(works=works, hurt=hurt)
    names = [_label(facts, row) for row in (Row.STRENGTHS.value, Row.PAINS.value)]
    columns = (Column(_("Stage"), 2.2, bold=True), Column(f"+ {names[0]}", 4.9), Column(f"− {names[1]}", 4.9))
    deck.table(_kicker(facts, _("Strengths and pains")), title, columns, rows)


def next_steps(deck: Deck, maps: Sequence[MapFacts]) -> None:
    """Say what to fix first and what to ask customers, and leave room for who does what until when."""
    rows = [row for facts in maps for row in _to_do(facts, with_map=len(maps) > 1)]
    ideas = sum(note.row == Row.IDEAS for facts in maps for note in facts.notes())
    title = ngettext(
        "Next: choose from {n} idea, and give each one owner",
        "Next: choose from {n} ideas, and give each one owner",
        ideas,
    )
    columns = (
        Column(_("What"), 7.0, bold=True),
        Column(_("Why"), 2.6),
        Column(_("Who"), 1.5),
        Column(_("By when"), 1.2),
    )
    rows += [("", "", "", "")] * (STEPS_AT_LEAST - len(rows))
    deck.table(_("Next steps"), title.format(n=ideas), columns, rows)


def all_words(deck: Deck, facts: MapFacts) -> None:
    """Write down every touchpoint and every note whole, in reading order."""
    columns = (
        Column(_("No."), 0.6, bold=True),
        Column(_("Touchpoint"), 6.2),
        Column(_("Known of it"), 3.8),
        Column(_("Feels"), 1.4),
    )
    title = _("All touchpoints, whole")
    kicker = _kicker(facts, _("All words"))
    if facts.touchpoints():
        deck.table(kicker, title, columns, [_touchpoint(one) for one in facts.touchpoints()])
    goals = [(_stage_name(stage), stage.goal) for stage in facts.stages if stage.goal]
    if goals:
        of_goals = (Column(_("Stage"), 3, bold=True), Column(_("What the customer wants there"), 9))
        deck.table(kicker, _("All stages, whole"), of_goals, goals)
    of_notes = (
        Column(_("Row"), 2.2, bold=True),
        Column(_("Note"), 7),
        Column(_("About"), 0.8),
        Column(_("By"), 2),
    )
    for stage in facts.stages:
        if stage.notes:
            title = _("All notes of “{stage}”").format(stage=_stage_name(stage))
            deck.table(kicker, title, of_notes, list(_notes(facts, stage)))


def _kicker(facts: MapFacts, what: str) -> str:
    return f"{facts.customer_type} · {what}"


def _moment(one: TouchpointFacts) -> tuple[str, ...]:
    moment = one.moment
    if moment is None:
        return ("",) * 7
    return (
        str(moment.rank),
        f"{SIGNS[moment.kind]} {moment.label}",
        _numbered(one),
        moment.sentence,
        f"{moment.power}/5" if moment.power else "",
        _feels(one),
        moment.advice_label,
    )


def _side_by_side(stage: StageFacts) -> Iterator[tuple[str, ...]]:
    pairs = zip_longest(stage.notes_in(Row.STRENGTHS), stage.notes_in(Row.PAINS))
    for at, (good, bad) in enumerate(pairs):
        yield (
            _stage_name(stage) if at == 0 else "",
            f"+ {good.text}" if good else "",
            f"− {bad.text}" if bad else "",
        )


def _to_do(facts: MapFacts, *, with_map: bool) -> Iterator[tuple[str, ...]]:
    whose = f"{facts.customer_type}: " if with_map else ""
    for one in facts.moments:
        if one.moment and one.moment.advice == "fix":
            yield f"{whose}{_numbered(one)}", _("a strong moment of truth that feels bad"), "", ""
    yield from _to_ask(facts, whose)
    for stage in facts.stages:
        for note in stage.notes_in(Row.IDEAS):
            yield f"{whose}{note.text}", _("an idea of “{stage}”").format(stage=stage.name), "", ""


def _to_ask(facts: MapFacts, whose: str) -> Iterator[tuple[str, ...]]:
    """Yield the moments of truth that rest on what staff believe: those to ask customers about."""
    for one in facts.moments:
        if one.moment and one.evidence in BELIEVED:
            yield f"{whose}{_numbered(one)}", _("ask customers: so far staff believe it"), "", ""


def _touchpoint(one: TouchpointFacts) -> tuple[str, ...]:
    words = [one.title, one.description, *(f"+ {part.text}" for part in one.parts)]
    known = [
        one.channel_label,
        one.kind_label,
        one.initiator_label and _("starts: {who}").format(who=one.initiator_label),
        one.visibility_label,
        one.owner_label and _("owner: {name}").format(name=one.owner_label),
        *one.teams,
        *one.systems,
        one.wait and _("takes {amount}").format(amount=one.wait),
        one.often and _("happens: {amount}").format(amount=one.often),
        one.evidence_label,
        one.author and _("by {author}").format(author=one.author),
    ]
    return (
        str(one.number or "–"),
        "\n".join(filter(None, words)),
        " · ".join(filter(None, known)),
        "\n".join(filter(None, [_feels(one), one.feeling.word if one.feeling else ""])),
    )


def _notes(facts: MapFacts, stage: StageFacts) -> Iterator[tuple[str, ...]]:
    """Yield the notes of a stage; the row stands at the first of its notes."""
    before = ""
    for note in stage.notes:
        words = [note.cluster and f"[{note.cluster}]", note.text, *(f"+ {part.text}" for part in note.parts)]
        yield (
            _label(facts, note.row) if note.row != before else "",
            "\n".join(filter(None, words)),
            str(note.about.number or "–") if note.about else "",
            note.author,
        )
        before = note.row


def _label(facts: MapFacts, row: str) -> str:
    return next((one.label for one in facts.rows if one.key == row), str(Row(row).label))


def _stage_name(stage: StageFacts) -> str:
    return f"{stage.number} {stage.name}" if stage.number else stage.name


def _numbered(one: TouchpointFacts) -> str:
    return f"{one.number} {one.title}" if one.number else one.title


def _feels(one: TouchpointFacts) -> str:
    if one.feeling is None:
        return _("not rated")
    return f"{one.feeling.shown} (n = {one.feeling.n})"
