"""Cuts a map into sheets: between stages where it can, so that the sheets are equally full."""

from collections.abc import Sequence
from dataclasses import dataclass

from maps.exports.shapes import StageFacts, TouchpointFacts


@dataclass(frozen=True, slots=True)
class Piece:
    """A stage, or so much of one as stands on one sheet; its notes stand where it begins."""

    stage: StageFacts
    touchpoints: tuple[TouchpointFacts, ...]
    slots: int
    begins: bool


def pieces(stages: Sequence[StageFacts], most: int) -> list[Piece]:
    """Return the stages, each cut where it has more than so many columns; a lonely touchpoint gets two."""
    made = []
    for stage in stages:
        parts = -(-len(stage.touchpoints) // most) or 1
        size = -(-len(stage.touchpoints) // parts) or 1
        for start in range(0, max(len(stage.touchpoints), 1), size):
            some = stage.touchpoints[start : start + size]
            made.append(Piece(stage, some, max(len(some), min(2, most)), begins=start == 0))
    return made


def sheets(all_pieces: Sequence[Piece], most: int, at_least: int = 1) -> list[list[Piece]]:
    """Return the pieces in the fewest sheets of so many columns, at least so many of them, equally full."""
    fewest = max(len(_filled(all_pieces, most)), min(at_least, len(all_pieces) or 1))
    full = next(columns for columns in range(1, most + 1) if len(_filled(all_pieces, columns)) <= fewest)
    return _filled(all_pieces, full)


def _filled(all_pieces: Sequence[Piece], most: int) -> list[list[Piece]]:
    filled: list[list[Piece]] = []
    for piece in all_pieces:
        if filled and sum(one.slots for one in filled[-1]) + piece.slots <= most:
            filled[-1].append(piece)
        else:
            filled.append([piece])
    return filled
