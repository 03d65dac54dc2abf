"""The board's tables: maps with their rows, stages, touchpoints and notes; what is felt; stages kept as templates."""

from maps.models.board import Behind, BoardRow, Cluster, Map, Note, OwnTemplate, Resource, Stage, Touchpoint
from maps.models.feeling import Feeling, Moment, Rating

__all__ = [
    "Behind",
    "BoardRow",
    "Cluster",
    "Feeling",
    "Map",
    "Moment",
    "Note",
    "OwnTemplate",
    "Rating",
    "Resource",
    "Stage",
    "Touchpoint",
]
