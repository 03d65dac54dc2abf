"""What is told of a touchpoint beside its title: its fields, and the teams and systems behind it."""

from typing import Any

from msgspec import UNSET

from maps.commands.placing import require_present
from maps.enums import Channel, Evidence, Initiator, Ownership, ResourceKind, Span, TouchpointKind, Visibility
from maps.models import Behind, Resource, Touchpoint
from maps.queries import find_touchpoint
from maps.schemas import Amount, DescribeTouchpoint, LinkResource, UnlinkResource
from workshops.acts import Act, Answer
from workshops.commands.wording import line, perhaps_words, reword
from workshops.errors import Code, Refused
from workshops.events import before, record, unchanged
from workshops.models import Department
from workshops.text import NAME_LIMIT, NOTE_LIMIT, fold

RESOURCES_AT_MOST = 500
BEHIND_AT_MOST = 30

CHOICES: dict[str, Any] = {
    "channel": Channel,
    "kind": TouchpointKind,
    "initiator": Initiator,
    "visibility": Visibility,
    "evidence": Evidence,
}


def describe_touchpoint(act: Act, data: DescribeTouchpoint) -> Answer:
    """Change a touchpoint's fields, those that are named; the last writer wins, field by field.

    A description whose author tells what it `was` is brought together with what others wrote meanwhile (L19).
    """
    touchpoint = find_touchpoint(act, data.touchpoint)
    handed_back = data.description if isinstance(data.description, str) else ""
    require_present(touchpoint, handed_back)
    wanted = _wanted(act, data)
    result = _reworded(touchpoint, data, wanted)
    changed = [name for name, value in wanted.items() if getattr(touchpoint, name) != value]
    if not changed:
        return unchanged(result)
    # A number and its unit, an owner and the word for it, hold together: undo takes both back.
    columns = [name for name in wanted if name in changed or _belongs_to(name, changed)]
    undo = [before(touchpoint, *columns)]
    for name in changed:
        setattr(touchpoint, name, wanted[name])
    touchpoint.save(update_fields=[_field(name) for name in columns])
    board = touchpoint.map.public_id
    return record(
        act, "touchpoint.describe", [touchpoint], board=board, undo=undo, fields=changed, result=result
    )


def link_resource(act: Act, data: LinkResource) -> Answer:
    """Say that a team or system works behind a touchpoint; a name that is not known yet joins the list."""
    name = line(data.name, "name", NAME_LIMIT)
    kind = _choice(data.kind, ResourceKind, "kind", needed=True)
    touchpoint = find_touchpoint(act, data.touchpoint)
    require_present(touchpoint, name)
    resource, made = _resource(act, data.resource, kind, name)
    result = {"resource": resource.public_id}
    if Behind.objects.filter(touchpoint=touchpoint, resource=resource).exists():
        return unchanged(result)
    if touchpoint.behind.count() >= BEHIND_AT_MOST:
        raise Refused(Code.FULL, limit=BEHIND_AT_MOST)
    undo = [before(touchpoint) | {"was": {"behind": behind_ids(touchpoint)}}]
    Behind.objects.create(touchpoint=touchpoint, resource=resource)
    rows = [resource, touchpoint] if made else [touchpoint]
    return record(act, "resource.link", rows, board=touchpoint.map.public_id, undo=undo, result=result)


def unlink_resource(act: Act, data: UnlinkResource) -> Answer:
    """Say that a team or system does not work behind a touchpoint; the workshop's list keeps it."""
    touchpoint = find_touchpoint(act, data.touchpoint)
    require_present(touchpoint, "")
    link = Behind.objects.filter(
        touchpoint=touchpoint, resource__workshop=act.workshop, resource__public_id=data.resource
    ).first()
    if link is None:
        return unchanged()
    undo = [before(touchpoint) | {"was": {"behind": behind_ids(touchpoint)}}]
    link.delete()
    return record(act, "resource.unlink", [touchpoint], board=touchpoint.map.public_id, undo=undo)


def behind_ids(touchpoint: Touchpoint) -> list[int]:
    """Return the primary keys of what works behind a touchpoint, in the order it was said."""
    return list(touchpoint.behind.order_by("pk").values_list("resource", flat=True))


def set_behind(touchpoint: Touchpoint, resources: list[int]) -> None:
    """Let exactly these work behind a touchpoint, in this order."""
    touchpoint.behind.all().delete()
    Behind.objects.bulk_create([Behind(touchpoint=touchpoint, resource_id=pk) for pk in resources])


def _resource(act: Act, public_id: str, kind: str, name: str) -> tuple[Resource, bool]:
    """Return what goes by that name, and whether it had to be added to the list."""
    known = Resource.objects.filter(workshop=act.workshop, kind=kind, folded=fold(name)).first()
    if known is not None:
        return known, False
    if Resource.objects.filter(public_id=public_id).exists():
        raise Refused(Code.CONFLICT, field="id", why="taken")
    if Resource.objects.filter(workshop=act.workshop).count() >= RESOURCES_AT_MOST:
        raise Refused(Code.FULL, limit=RESOURCES_AT_MOST)
    made = Resource(workshop=act.workshop, public_id=public_id, kind=kind, name=name, folded=fold(name))
    made.save(force_insert=True)
    return made, True


def _wanted(act: Act, data: DescribeTouchpoint) -> dict[str, Any]:
    """Return the columns that are to have a value, checked."""
    wanted: dict[str, Any] = {}
    if data.description is not UNSET:
        wanted["description"] = perhaps_words(data.description, "description", NOTE_LIMIT)
    for name, choices in CHOICES.items():
        value = getattr(data, name)
        if value is not UNSET:
            wanted[name] = _choice(value, choices, name)
    if data.owner is not UNSET:
        wanted |= _owner(act, data.owner)
    for name in ("wait", "often"):
        amount = getattr(data, name)
        if amount is not UNSET:
            wanted |= _amount(amount, name)
    if data.starred is not UNSET:
        wanted["starred"] = data.starred
    return wanted


def _reworded(touchpoint: Touchpoint, data: DescribeTouchpoint, wanted: dict[str, Any]) -> dict[str, object]:
    """Bring a wanted description together with what stands there by now; returns what its author is told."""
    if "description" not in wanted or not isinstance(data.was, str):
        return {}
    mine, was = wanted["description"], data.was.strip()
    words, result = reword(touchpoint.description, was, mine, NOTE_LIMIT, needed=False)
    wanted["description"] = touchpoint.description if words is None else words
    return result


def _choice(value: str, choices: Any, name: str, *, needed: bool = False) -> str:
    if value in choices.values or (value == "" and not needed):
        return value
    raise Refused(Code.BAD_MESSAGE, field=name, why="unknown")


def _owner(act: Act, owner: str) -> dict[str, Any]:
    if owner in ("", Ownership.NOBODY, Ownership.OUTSIDE):
        return {"ownership": owner, "owner_id": None}
    department = Department.objects.filter(workshop=act.workshop, public_id=owner).first()
    if department is None:
        raise Refused(Code.NOT_FOUND)
    return {"ownership": Ownership.DEPARTMENT, "owner_id": department.pk}


def _amount(amount: Amount | None, name: str) -> dict[str, Any]:
    if amount is None:
        return {name: None, f"{name}_unit": ""}
    return {name: amount.value, f"{name}_unit": _choice(amount.unit, Span, name, needed=True)}


def _belongs_to(name: str, changed: list[str]) -> bool:
    pairs = ({"ownership", "owner_id"}, {"wait", "wait_unit"}, {"often", "often_unit"})
    return any(name in pair and pair & set(changed) for pair in pairs)


def _field(column: str) -> str:
    return column.removesuffix("_id")
