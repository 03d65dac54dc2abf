"""What a table tells of a touchpoint or note beside its words: details, feelings, moment of truth, cluster, parts."""

from django.utils.translation import gettext as _

from maps.enums import (
    Evidence,
    Initiator,
    MomentKind,
    Ownership,
    ResourceKind,
    Span,
    TouchpointKind,
    Visibility,
)
from maps.exports.reading import MapRead, Record

Cell = str | float  # a number is ours: a minus before it is a sign, and no formula
CHOICES = {
    "kind": TouchpointKind,
    "initiator": Initiator,
    "visibility": Visibility,
    "evidence": Evidence,
}


def detail_headings() -> list[str]:
    """Return the names of the columns that `details_of` fills."""
    return [
        *(_("Kind"), _("Who starts it"), _("Seen or not"), _("How well we know it")),
        *(_("Owner"), _("Teams"), _("Systems"), _("It takes"), _("It happens"), _("Starred")),
        *(_("Feels (-2 to 2)"), _("People who rated"), _("People who do not know"), _("In one word")),
        *(_("Moment of truth"), _("Why"), _("Power (1 to 5)"), _("Cluster"), _("Merged into it")),
    ]


def details_of(taken: MapRead, record: Record) -> list[Cell]:
    """Return the cells of one touchpoint or note; those that it has none of are empty."""
    cluster = next((one["name"] for one in taken.clusters if one["id"] == record.get("cluster")), "")
    parts = "\n".join(part.get("title") or part.get("text", "") for part in record["parts"])
    facts: list[Cell] = _facts(taken, record) if "resources" in record else [""] * 17
    return [*facts, cluster, parts]


def _facts(taken: MapRead, record: Record) -> list[Cell]:
    choices = [str(CHOICES[name](record[name]).label) if record[name] else "" for name in CHOICES]
    behind = [taken.resources[one] for one in record["resources"]]
    feeling = taken.feelings.get(record["id"], {})
    moment = taken.moments.get(record["id"], {})
    mean = feeling.get("mean")
    return [
        *choices,
        _owner(taken, record["owner"]),
        *(
            ", ".join(one["name"] for one in behind if one["kind"] == kind)
            for kind in (ResourceKind.TEAM, ResourceKind.SYSTEM)
        ),
        _amount(record["wait"]),
        _amount(record["often"]),
        _("yes") if record["starred"] else "",
        "" if mean is None else round(float(mean), 2),
        str(feeling.get("n", "")),
        str(feeling.get("unknown", "")),
        feeling.get("word", ""),
        str(MomentKind(moment["kind"]).label) if moment else "",
        moment.get("sentence", ""),
        str(moment.get("power") or ""),
    ]


def _owner(taken: MapRead, owner: str) -> str:
    if owner in (Ownership.NOBODY, Ownership.OUTSIDE):
        return str(Ownership(owner).label)
    return next((one["name"] for one in taken.departments if one["id"] == owner), "")


def _amount(amount: Record | None) -> str:
    return f"{amount['value']} {Span(amount['unit']).label}" if amount else ""
