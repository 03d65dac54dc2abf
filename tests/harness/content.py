"""All that is stored, straight from the tables: to see that nothing has changed, whatever it might have been."""

from __future__ import annotations

from typing import Any

from maps.models import (
    Behind,
    BoardRow,
    Cluster,
    Feeling,
    Map,
    Moment,
    Note,
    OwnTemplate,
    Rating,
    Resource,
    Stage,
    Touchpoint,
)
from workshops.models import (
    CustomerType,
    Department,
    Event,
    Group,
    OneUseLink,
    Participant,
    SetupCode,
    User,
    Workshop,
)

OF_A_WORKSHOP = {
    Workshop: "public_id",
    Department: "workshop__public_id",
    CustomerType: "workshop__public_id",
    Group: "workshop__public_id",
    Participant: "workshop__public_id",
    Event: "workshop__public_id",
    Map: "workshop__public_id",
    BoardRow: "workshop__public_id",
    Stage: "map__workshop__public_id",
    Touchpoint: "map__workshop__public_id",
    Note: "map__workshop__public_id",
    Resource: "workshop__public_id",
    Behind: "resource__workshop__public_id",
    Cluster: "map__workshop__public_id",
    Moment: "map__workshop__public_id",
    Feeling: "map__workshop__public_id",
    Rating: "map__workshop__public_id",
}
"""The tables with rows of a workshop, and by which field they are found."""

TABLES = (User, SetupCode, OneUseLink, OwnTemplate, *OF_A_WORKSHOP)


def content() -> dict[str, Any]:
    """Every row of ours, by table, but when somebody last signed in."""
    return {
        model.__name__: [
            {key: value for key, value in row.items() if key != "last_login"} for row in _rows(model)
        ]
        for model in TABLES
    }


def content_of(workshop: str) -> dict[str, Any]:
    """Every row of one workshop, by table."""
    return {model.__name__: _rows(model, **{field: workshop}) for model, field in OF_A_WORKSHOP.items()}


def _rows(model: Any, **where: str) -> list[dict[str, Any]]:
    return list(model.objects.filter(**where).order_by("pk").values())
