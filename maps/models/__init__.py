"""The board's tables: maps, stages, touchpoints and notes."""

from maps.models.board import Map, Note, Stage, Touchpoint

__all__ = ["Map", "Note", "Stage", "Touchpoint"]
