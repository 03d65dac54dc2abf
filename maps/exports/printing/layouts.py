"""Ways to lay a map out on a paper: the fewest sheets first, then the largest type, then the most words on the map."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from maps.exports.printing.cutting import Piece, pieces, sheets
from maps.exports.printing.drawing import Fullness, Sheet, drawn_sheet
from maps.exports.printing.heights import sheet_height, title_height
from maps.exports.printing.papers import LABELS, SIDE, Paper
from maps.exports.shapes import MapFacts

Drawn = dict[str, Any]
FULLNESS = (
    Fullness(4, 2, 8),
    Fullness(3, 2, 8),
    Fullness(2, 2, 6),
    Fullness(2, 1, 5),
    Fullness(1, 2, 4),
    Fullness(1, 1, 3),
    Fullness(1, 1, 2),
    Fullness(0, 1, 3),
    Fullness(0, 1, 1),
    Fullness(0, 1, 0),
)
# From here on a sheet says too little of the notes; one more sheet is better.
SCARCE = 7
MORE_SHEETS = 6
LEAST_COLUMNS = 3
# Above and below the map: margins, legend, the gaps between.
AROUND = 20 + 4 + 6
SHORT_TITLE = 10
# What our count of lines may be wrong by.
DOUBTS = (0.0, 12.0, 30.0, 60.0)


@dataclass(frozen=True, slots=True)
class _Room:
    """The height a sheet has (units), for the first sheet with the title block and for the others."""

    first: float
    others: float


def layouts(facts: MapFacts, paper: Paper, head: Drawn) -> Iterator[tuple[float, list[Drawn]]]:
    """Yield scales with the sheets drawn for them, the best way first; later ones leave more room for mistakes."""
    for doubt in DOUBTS:
        for scarce in (SCARCE, len(FULLNESS)):
            yield from _layouts(facts, paper, head, scarce, doubt)


def _layouts(
    facts: MapFacts, paper: Paper, head: Drawn, scarce: int, doubt: float
) -> Iterator[tuple[float, list[Drawn]]]:
    fewest = min(len(_cut(facts, paper.columns(scale), 1)) for scale in paper.scales())
    for wanted in range(fewest, 2 * fewest + MORE_SHEETS):
        for scale in paper.scales():
            cut_sheets = _cut(facts, paper.columns(scale), wanted)
            if len(cut_sheets) > wanted:
                continue
            drawn = _drawn(facts, paper, scale, cut_sheets, _room(paper, scale, head, doubt), scarce)
            if drawn:
                yield scale, drawn
                return


def _cut(facts: MapFacts, most: int, wanted: int) -> list[list[Piece]]:
    """Return the stages in at least so many sheets where they can be cut so; one empty sheet for no stages."""
    whole = pieces(facts.stages, most)
    if wanted > len(whole):
        whole = pieces(facts.stages, max(LEAST_COLUMNS, most * len(whole) // wanted))
    return sheets(whole, most, wanted) or [[]]


def _room(paper: Paper, scale: float, head: Drawn, doubt: float) -> _Room:
    height = paper.height / scale - AROUND - doubt
    width = paper.width / scale - 2 * SIDE
    title = SHORT_TITLE if paper.is_split(scale) else title_height(head, width)
    return _Room(height - title, height - SHORT_TITLE)


def _drawn(
    facts: MapFacts,
    paper: Paper,
    scale: float,
    cut_sheets: Sequence[Sequence[Piece]],
    room: _Room,
    scarce: int,
) -> list[Drawn] | None:
    """Return each sheet as full as it may be, or None where one of them would say too little."""
    if paper.is_split(scale):
        fewest = _cut(facts, paper.columns(scale), 1)
        ways = [*((some, True, False) for some in cut_sheets), *((some, False, True) for some in fewest)]
    else:
        ways = [(some, True, True) for some in cut_sheets]
    drawn = []
    for number, (some, front, back) in enumerate(ways):
        columns = sum(piece.slots for piece in some) or 1
        half = (paper.width / scale - 2 * SIDE - LABELS) / columns / 2
        high = room.first if number == 0 else room.others
        for fullness in FULLNESS[:scarce]:
            sheet = drawn_sheet(Sheet(facts, some, half, fullness, front, back))
            if sheet_height(sheet, half) <= high:
                drawn.append(sheet)
                break
        else:
            return None
    return drawn
