"""Maps as slides (PPTX) of native shapes that can be changed: what was learned, then each map, then every word."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pptx.enum.shapes import MSO_SHAPE

from maps.exports.colours import HUES, INK, INK_2, INK_3, PAPER
from maps.exports.deck.journey import curve, glance, side_by_side
from maps.exports.deck.lists import all_words, moments, next_steps, strengths_and_pains
from maps.exports.deck.measures import height_of
from maps.exports.deck.paper import BODY, FLOOR, INNER, MARGIN, SERIF, Column, Deck, Slide, Words
from maps.exports.facts import map_facts
from maps.exports.formats import Options
from maps.exports.letters import isolated
from maps.exports.reading import MapRead
from maps.exports.shapes import MapFacts


def to_pptx(maps: Sequence[MapRead], options: Options) -> bytes:
    """Return one deck of all these maps of a workshop; every word of theirs stands on one of its slides."""
    told = [map_facts(one) for one in maps]
    first = told[0]
    deck = Deck(_foot(first.organisation, first.workshop))
    _cover(deck, told)
    _took_part(deck, told)
    for facts in told:
        deck.foot = _foot(first.workshop, facts.customer_type, facts.evidence.label)
        _learned(deck, facts)
    deck.foot = _foot(first.organisation, first.workshop)
    side_by_side(deck, told)
    for facts in told:
        deck.foot = _foot(first.workshop, facts.customer_type, facts.evidence.label)
        _customer(deck, facts)
        glance(deck, facts)
        curve(deck, facts)
        moments(deck, facts)
        strengths_and_pains(deck, facts)
    deck.foot = _foot(first.organisation, first.workshop)
    next_steps(deck, told)
    for facts in told:
        deck.foot = _foot(first.workshop, facts.customer_type, facts.evidence.label)
        all_words(deck, facts)
    held_on = datetime.fromisoformat(first.date_iso).replace(tzinfo=UTC) if first.date_iso else None
    return deck.save(first.workshop, ", ".join(facts.title for facts in told), held_on)


def _foot(*words: str) -> str:
    return " · ".join(filter(None, words))


def _cover(deck: Deck, told: Sequence[MapFacts]) -> None:
    first = told[0]
    slide = deck.slide(" · ".join(filter(None, [first.organisation, first.date])), first.workshop)
    if first.goal:
        size = 16 if height_of(first.goal, 16, 72 * INNER) < 130 else 10
        slide.words(
            MARGIN, BODY, INNER, 2.3,
            [Words(_("What we came for"), 11, colour=INK_3), Words(first.goal, size, italic=True, font=SERIF)],
        )  # fmt: skip
    for number, facts in enumerate(told[:6]):
        _map_line(slide, facts, 4.2 + 0.42 * number)


def _map_line(slide: Slide, facts: MapFacts, y: float) -> None:
    touchpoints, notes = len(facts.touchpoints()), len(facts.notes())
    counts = _("{touchpoints} touchpoints, {notes} notes").format(touchpoints=touchpoints, notes=notes)
    slide.words(MARGIN, y, INNER - 4, 0.4, [Words(isolated(facts.customer_type), 13, bold=True)])
    slide.words(MARGIN + INNER - 6.4, y, 3.6, 0.4, [Words(counts, 12, colour=INK_2)])
    label = [Words(facts.evidence.label, 11, bold=True, align="ctr")]
    slide.shape(MSO_SHAPE.RECTANGLE, MARGIN + INNER - 2.6, y - 0.03, 2.6, 0.32, PAPER, line=INK, words=label)


def _took_part(deck: Deck, told: Sequence[MapFacts]) -> None:
    people = sum(facts.people for facts in told)
    departments = [one for one in told[0].departments if any(one.id in _came(facts) for facts in told)]
    words = ngettext(
        "{n} person from {k} departments made this", "{n} people from {k} departments made this", people
    )
    title = words.format(n=people, k=len(departments))
    slide = deck.slide(_("Who took part"), title)
    for at, one in enumerate(departments[:24]):
        column, row = divmod(at, 8)
        x, y = MARGIN + column * INNER / 3, BODY + 0.15 + row * 0.6
        mark = [Words(one.letters, 12, bold=True, colour=PAPER, align="ctr")]
        slide.shape(_MARKS[one.side], x, y, 0.44, 0.44, HUES[one.hue], words=mark)
        count = sum(_came(facts).get(one.id, 0) for facts in told)
        lines = [Words(f"{one.name}: {count}", 13, bold=True), Words(one.side_label, 10, colour=INK_2)]
        slide.words(x + 0.58, y - 0.03, INNER / 3 - 0.7, 0.5, lines)
    if len(departments) > 24:
        columns = (Column(_("Department"), 4, bold=True), Column(_("Side"), 4), Column(_("People"), 1))
        rows = [
            (one.name, one.side_label, str(sum(_came(facts).get(one.id, 0) for facts in told)))
            for one in departments[24:]
        ]
        deck.table(_("Who took part"), title, columns, rows)


_MARKS = {
    "promise": MSO_SHAPE.ROUNDED_RECTANGULAR_CALLOUT,
    "deliver": MSO_SHAPE.RECTANGLE,
    "support": MSO_SHAPE.OVAL,
    "enable": MSO_SHAPE.HEXAGON,
}


def _came(facts: MapFacts) -> dict[str, int]:
    return {one.id: one.people for one in facts.came()}


def _learned(deck: Deck, facts: MapFacts) -> None:
    title, *others = facts.findings or (_("There is not yet enough on this map to learn from."),)
    slide = deck.slide(f"{facts.customer_type} · {_('What we learned')}", title)
    lines = [Words(f"•  {finding}", 18 if len(others) < 7 else 13) for finding in others]
    evidence = Words(f"{facts.evidence.label}. {facts.evidence.sentence}", 12, colour=INK_2)
    slide.words(MARGIN, BODY + 0.1, INNER, FLOOR - BODY - 0.2, [*_spaced(lines), evidence])


def _customer(deck: Deck, facts: MapFacts) -> None:
    """Say who the customer is, where their card says anything."""
    if facts.card:
        columns = (Column(_("What"), 2, bold=True), Column(facts.customer_type, 10))
        deck.table(f"{facts.customer_type} · {_('Who is this customer?')}", facts.title, columns, facts.card)


def _spaced(lines: Sequence[Words]) -> list[Words]:
    return [one for line in lines for one in (line, Words("", 8))]
