"""The board's tables: maps with their rows, stages, touchpoints and notes; stages kept as templates."""

from maps.models.board import BoardRow, Map, Note, OwnTemplate, Stage, Touchpoint

__all__ = ["BoardRow", "Map", "Note", "OwnTemplate", "Stage", "Touchpoint"]
