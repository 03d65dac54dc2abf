"""The board's tables: maps with their rows, stages, touchpoints and notes; what is felt; links, parcels, imports."""

from maps.models.board import Behind, BoardRow, Cluster, Map, Note, OwnTemplate, Resource, Stage, Touchpoint
from maps.models.bringing import ImportKind, PendingImport
from maps.models.feeling import Feeling, Moment, Rating
from maps.models.sharing import Parcel, ShareLink

__all__ = [
    "Behind",
    "BoardRow",
    "Cluster",
    "Feeling",
    "ImportKind",
    "Map",
    "Moment",
    "Note",
    "OwnTemplate",
    "Parcel",
    "PendingImport",
    "Rating",
    "Resource",
    "ShareLink",
    "Stage",
    "Touchpoint",
]
