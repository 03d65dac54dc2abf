"""The slides that draw a journey: stages with owners and touchpoints at a glance, and the emotion curve to scale."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE

from maps.enums import Ownership
from maps.exports.colours import (
    BAD,
    BAD_FILL,
    GOOD_FILL,
    HUES,
    INK,
    INK_2,
    INK_3,
    LINE,
    LINE_STRONG,
    MOMENTS,
    PAPER,
)
from maps.exports.curve import Point, gaps, pieces, sampled
from maps.exports.deck.measures import height_of, shortened
from maps.exports.deck.paper import BODY, FLOOR, INNER, MARGIN, SERIF, Deck, Slide, Words
from maps.exports.shapes import MapFacts, StageFacts, TouchpointFacts

# So many touchpoints stand side by side, at most; more go on on the next slide.
ACROSS = 26
# So many curves stand on one slide.
TOGETHER = 4
NARROWEST = 2.0  # columns of an own stage
SIGNS = {
    "create": MSO_SHAPE.ISOSCELES_TRIANGLE,
    "destroy": MSO_SHAPE.ISOSCELES_TRIANGLE,
    "both": MSO_SHAPE.DIAMOND,
}


@dataclass(frozen=True, slots=True)
class Part:
    """Some touchpoints of a stage that stand on one slide, from `left` over `width` inches, each `step` wide."""

    stage: StageFacts
    touchpoints: Sequence[TouchpointFacts]
    left: float
    width: float

    @property
    def step(self) -> float:
        """How wide one touchpoint is, in inches."""
        return self.width / max(len(self.touchpoints), 1)

    def middle(self, at: int) -> float:
        """Where the touchpoint at this place has its middle."""
        return self.left + (at + 0.5) * self.step


def glance(deck: Deck, facts: MapFacts) -> None:
    """Show the stages with their goals, who owns the touchpoints, and what these are."""
    count = len(facts.touchpoints())
    words = ngettext("{n} touchpoint", "{n} touchpoints", count).format(n=count)
    hands = ngettext("{n} change of hands", "{n} changes of hands", facts.handovers).format(n=facts.handovers)
    title = _("{touchpoints}, {hands}").format(touchpoints=words, hands=hands)
    for kicker, parts in _slides(facts, _("The journey at a glance"), MARGIN):
        slide = deck.slide(kicker, title)
        for part in parts:
            _stage(slide, part)
            _owners(slide, part)
            _titles(slide, part)


def curve(deck: Deck, facts: MapFacts) -> None:
    """Draw how the customer feels, to scale from −2 to +2, with the moments of truth."""
    told = facts.curve
    title = _("Nobody has rated this journey yet")
    if told and told.drop:
        title = _("The feeling falls most at {number}, “{title}”: {by}")
        title = title.format(number=told.drop.number, title=_short(told.drop.title), by=told.drop_by)
    elif told:
        title = _("The journey's mean is {mean}").format(mean=told.mean)
    notes = "\n".join(filter(None, map(_told, facts.touchpoints())))
    for kicker, parts in _slides(facts, _("How it feels"), MARGIN + AXIS, unsorted=False):
        slide = deck.slide(kicker, title, notes)
        plot = Plot(BODY + 0.15, FLOOR - 0.75)
        _axis(slide, plot)
        _line(slide, plot, parts, _alternative(facts))
        for part in parts:
            _points(slide, plot, part, facts)
            _below(slide, plot, part)


def side_by_side(deck: Deck, told: Sequence[MapFacts]) -> None:
    """Draw the curves of several journeys on one slide, each along its own stages; one alone makes no slide."""
    rated = [facts for facts in told if facts.curve]
    for page in range(0, len(rated) if len(rated) > 1 else 0, TOGETHER):
        some = rated[page : page + TOGETHER]
        means = ", ".join(f"{facts.customer_type} {facts.curve.mean}" for facts in some if facts.curve)
        slide = deck.slide(_("Side by side"), shortened(means, 26, 72 * INNER, 2, bold=True))
        high = (FLOOR - BODY) / len(some)
        for at, facts in enumerate(some):
            _small(slide, facts, BODY + at * high, high)


def _small(slide: Slide, facts: MapFacts, top: float, high: float) -> None:
    slide.words(
        MARGIN, top, 2.3, 0.5, [Words(shortened(facts.customer_type, 12, 72 * 2.2, 2), 12, bold=True)]
    )
    journey = [one for one in facts.touchpoints() if one.number]
    plot, left = Plot(top, top + high - 0.25), MARGIN + 2.5
    step = (INNER - 2.5) / max(len(journey), 1)
    stops = [(left + (at + 0.5) * step, one) for at, one in enumerate(journey)]
    slide.line((left, plot.y(0)), (MARGIN + INNER, plot.y(0)), INK_3)
    means: list[Point | None] = [(x, plot.y(one.feeling.mean)) if one.feeling else None for x, one in stops]
    for start, end in gaps(means):
        slide.line(start, end, INK, thick=1.25, dash=MSO_LINE.ROUND_DOT)
    for number, piece in enumerate(piece for piece in pieces(means) if len(piece) > 1):
        slide.path(sampled(piece), line=INK, thick=2, tells=_alternative(facts) if number == 0 else "")
    for x, one in stops:
        if one.moment and one.feeling:
            _sign(slide, one, x, plot.y(one.feeling.mean))


@dataclass(frozen=True, slots=True)
class Plot:
    """Where the curve stands between `top` (+2.4) and `floor` (−2.4), in inches."""

    top: float
    floor: float

    def y(self, value: float) -> float:
        """Return where a mean stands."""
        return self.top + (2.4 - value) * (self.floor - self.top) / 4.8


def _slides(
    facts: MapFacts, kicker: str, left: float, *, unsorted: bool = True
) -> Iterator[tuple[str, list[Part]]]:
    stages = [stage for stage in facts.stages if unsorted or stage.number]
    pages = _pages(stages)
    for number, page in enumerate(pages, start=1):
        of = f" ({number}/{len(pages)})" if len(pages) > 1 else ""
        yield f"{facts.customer_type} · {kicker}{of}", _laid_out(page, left)


def _pages(stages: Sequence[StageFacts]) -> list[list[tuple[StageFacts, Sequence[TouchpointFacts]]]]:
    """Cut between stages where one slide has no room for all, and within a stage that is too long for one."""
    pages: list[list[tuple[StageFacts, Sequence[TouchpointFacts]]]] = [[]]
    used = 0.0
    for stage in stages:
        chunks = [stage.touchpoints[at : at + ACROSS] for at in range(0, len(stage.touchpoints), ACROSS)]
        for chunk in chunks or [()]:
            wide = max(float(len(chunk)), NARROWEST)
            if pages[-1] and used + wide > ACROSS:
                pages.append([])
                used = 0.0
            pages[-1].append((stage, chunk))
            used += wide
    return pages


def _laid_out(page: Sequence[tuple[StageFacts, Sequence[TouchpointFacts]]], left: float) -> list[Part]:
    wide = [max(float(len(chunk)), NARROWEST) for _, chunk in page]
    room = MARGIN + INNER - left
    unit = room / max(sum(wide), 1)
    parts = []
    for (stage, chunk), columns in zip(page, wide, strict=True):
        parts.append(Part(stage, chunk, left, columns * unit))
        left += columns * unit
    return parts


AXIS = 0.75


def _stage(slide: Slide, part: Part) -> None:
    width = part.width - 0.06
    name = f"{part.stage.number} {part.stage.name}" if part.stage.number else part.stage.name
    size = 11 if part.width > 1.6 else 9
    inner = 72 * (width - 0.45)
    words = Words(shortened(name, size, inner, 2, bold=True), size, bold=True, colour=PAPER, align="ctr")
    slide.shape(MSO_SHAPE.PENTAGON, part.left, BODY, width, 0.5, INK, words=[words])
    goal = shortened(part.stage.goal, 10, 72 * width, 4)
    slide.words(
        part.left,
        BODY + 0.6,
        width,
        0.75,
        [Words(goal, 10, italic=True, colour=INK_2, font=SERIF)] if goal else [Words("", 10)],
    )


def _owners(slide: Slide, part: Part) -> None:
    """Draw neighbours of one owner as one bar; the mark of letters stands for a name that has no room."""
    at = 0
    for _owner, group in groupby(part.touchpoints, key=lambda one: (one.ownership, one.owner)):
        run = list(group)
        first, left, width = run[0], part.left + at * part.step, len(run) * part.step - 0.04
        at += len(run)
        if not first.ownership:
            continue
        fits = height_of(first.owner_label, 9, 72 * (width - 0.08), bold=True) < 14
        short = first.owner_label if fits else _brief(first)
        words = [Words(shortened(short, 9, 72 * width, 1), 9, bold=True, align="ctr")]
        if first.owner:
            words = [Words(words[0].text, 9, bold=True, colour=PAPER, align="ctr")]
            slide.shape(MSO_SHAPE.RECTANGLE, left, 3.2, width, 0.3, HUES[first.owner.hue], words=words)
        else:
            is_orphan = first.ownership == Ownership.NOBODY
            line = BAD if is_orphan else LINE_STRONG
            slide.shape(
                MSO_SHAPE.RECTANGLE, left, 3.2, width, 0.3, None, line=line, dashed=is_orphan, words=words
            )


def _brief(one: TouchpointFacts) -> str:
    if one.owner:
        return one.owner.letters
    return _("nobody") if one.ownership == Ownership.NOBODY else _("outside")


def _titles(slide: Slide, part: Part) -> None:
    """List the touchpoints of a stage; those that have no room are counted, they stand whole at the end."""
    width, room = 72 * (part.width - 0.08), 72 * (FLOOR - 3.7)
    size = 12 if part.width > 1.8 else 9
    lines: list[Words] = []
    used = 0.0
    for at, touchpoint in enumerate(part.touchpoints):
        words = f"{touchpoint.number} " if touchpoint.number else ""
        words = shortened(words + touchpoint.title, size, width, 3)
        high = height_of(words, size, width) + 3
        left = len(part.touchpoints) - at
        if used + high + (14 if left > 1 else 0) > room:
            lines.append(Words(_("and {n} more").format(n=left), size, colour=INK_3))
            break
        lines.append(Words(words, size))
        used += high
    if lines:
        slide.words(part.left, 3.68, part.width - 0.08, FLOOR - 3.68, lines)


def _axis(slide: Slide, plot: Plot) -> None:
    words = {2: _("very good"), 1: _("good"), 0: _("neither"), -1: _("bad"), -2: _("very bad")}
    for value, word in words.items():
        y = plot.y(value)
        slide.line(
            (MARGIN + AXIS, y),
            (MARGIN + INNER, y),
            INK_3 if value == 0 else LINE,
            thick=1 if value == 0 else 0.75,
        )
        slide.words(
            MARGIN, y - 0.1, AXIS - 0.08, 0.2, [Words(word, 9, colour=INK_2, align="r")], anchor="ctr"
        )


def _line(slide: Slide, plot: Plot, parts: Sequence[Part], tells: str) -> None:
    """Draw areas, band and line; it is dotted across what nobody has rated."""
    stops = [(part.middle(at), one) for part in parts for at, one in enumerate(part.touchpoints)]
    means: list[Point | None] = [(x, plot.y(one.feeling.mean)) if one.feeling else None for x, one in stops]
    zero = plot.y(0)
    for piece in pieces(means):
        line = sampled(piece)
        for is_good, fill in ((True, GOOD_FILL), (False, BAD_FILL)):
            for area in _areas(line, zero, is_good):
                slide.path(area, fill=fill)
    bands = [
        (x, one.feeling.low, one.feeling.high)
        if one.feeling and one.feeling.low is not None and one.feeling.high is not None
        else None
        for x, one in stops
    ]
    for run in _runs(bands):
        low = sampled([(x, plot.y(at)) for x, at, _high in run])
        high = sampled([(x, plot.y(at)) for x, _low, at in run])
        slide.path([*high, *reversed(low)], fill=INK, veil=0.12)
    for one, two in gaps(means):
        slide.line(one, two, INK, thick=1.5, dash=MSO_LINE.ROUND_DOT)
    for number, piece in enumerate(piece for piece in pieces(means) if len(piece) > 1):
        slide.path(sampled(piece), line=INK, thick=2.25, tells=tells if number == 0 else "")


def _runs(bands: Sequence[tuple[float, float, float] | None]) -> list[list[tuple[float, float, float]]]:
    found: list[list[tuple[float, float, float]]] = [[]]
    for band in bands:
        if band:
            found[-1].append(band)
        elif found[-1]:
            found.append([])
    return [run for run in found if len(run) > 1]


def _areas(line: Sequence[Point], zero: float, is_good: bool) -> Iterator[list[Point]]:
    """Return the areas between the line and zero, above it or below; y grows downwards."""
    area: list[Point] = []
    for (x, y), (after_x, after_y) in zip(line, [*line[1:], line[-1]], strict=True):
        is_in = y < zero if is_good else y > zero
        if is_in:
            area.append((x, y))
        if (y - zero) * (after_y - zero) < 0:
            area.append((x + (after_x - x) * (zero - y) / (after_y - y), zero))
        leaves = area and not (after_y < zero if is_good else after_y > zero)
        if leaves:
            yield from _closed(area, zero)
            area = []
    if area:
        yield from _closed(area, zero)


def _closed(area: list[Point], zero: float) -> Iterator[list[Point]]:
    if len(area) > 1:
        yield [(area[0][0], zero), *area, (area[-1][0], zero)]


def _points(slide: Slide, plot: Plot, part: Part, facts: MapFacts) -> None:
    for at, one in enumerate(part.touchpoints):
        if one.feeling is None:
            continue
        x, y = part.middle(at), plot.y(one.feeling.mean)
        if one.moment:
            _sign(slide, one, x, y)
        else:
            fill = PAPER if one.feeling.thin else INK
            slide.shape(MSO_SHAPE.OVAL, x - 0.07, y - 0.07, 0.14, 0.14, fill, line=INK, thick=1.5)
        words = _words_at(one, facts)
        if words:
            up = one.feeling.mean >= 0
            top = y - 0.58 if up else y + 0.22
            frame = [
                Words(
                    word, 10, italic=index > 0, font=SERIF if index else "Arial", bold=not index, align="ctr"
                )
                for index, word in enumerate(words)
            ]
            slide.words(x - 0.7, min(max(top, plot.top - 0.1), plot.floor - 0.3), 1.4, 0.35, frame)


def _words_at(one: TouchpointFacts, facts: MapFacts) -> list[str]:
    """Return what stands at a point: the peak, the trough and the end, with the feeling in one word."""
    told = facts.curve
    if one.feeling is None or told is None or one not in (told.peak, told.trough, told.end):
        return []
    name = _("end")
    if one is told.peak:
        name = _("peak")
    elif one is told.trough:
        name = _("trough")
    return list(filter(None, [f"{name} {one.feeling.shown}", one.feeling.word]))


def _sign(slide: Slide, one: TouchpointFacts, x: float, y: float) -> None:
    if one.moment is None:
        return
    colour = MOMENTS[one.moment.kind][0]
    sign = slide.shape(SIGNS[one.moment.kind], x - 0.17, y - 0.16, 0.34, 0.32, colour)
    if one.moment.kind == "destroy":
        sign._element.spPr.find("{http://schemas.openxmlformats.org/drawingml/2006/main}xfrm").set(
            "flipV", "1"
        )
    drop = {"create": 0.05, "destroy": -0.05}.get(one.moment.kind, 0.0)
    rank = [Words(str(one.moment.rank), 9, bold=True, colour=PAPER, align="ctr")]
    slide.words(x - 0.17, y - 0.12 + drop, 0.34, 0.24, rank, anchor="ctr")


def _below(slide: Slide, plot: Plot, part: Part) -> None:
    """Write the numbers of the touchpoints, their means, and the name of the stage under the curve."""
    for at, one in enumerate(part.touchpoints):
        x = part.middle(at)
        number = Words(str(one.number or ""), 9, bold=True, align="ctr")
        shown = Words(one.feeling.shown if one.feeling else "–", 8, colour=INK_2, align="ctr")
        slide.words(x - part.step / 2, plot.floor + 0.04, part.step, 0.3, [number, shown])
    y = plot.floor + 0.4
    slide.line((part.left + 0.03, y), (part.left + part.width - 0.03, y), INK, thick=1.25)
    name = shortened(part.stage.name, 10, 72 * (part.width - 0.1), 2)
    slide.words(part.left, y + 0.04, part.width, 0.36, [Words(name, 10, bold=True, align="ctr")])


def _told(one: TouchpointFacts) -> str:
    if one.feeling is None:
        return ""
    people = ngettext("{mean}, {n} person", "{mean}, {n} people", one.feeling.n)
    return f"{one.number or '–'} {one.title}: {people.format(mean=one.feeling.shown, n=one.feeling.n)}"


def _alternative(facts: MapFacts) -> str:
    """Return the curve in words, for those who do not see it."""
    return (
        _("How the customer feels along the journey.")
        + " "
        + "; ".join(filter(None, map(_told, facts.touchpoints())))
    )


def _short(title: str) -> str:
    return shortened(title, 26, 400, 1, bold=True)
