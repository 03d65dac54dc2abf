"""Customer types, groups and rows while the workshop runs: everybody's boards follow."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from maps.commands.setup import lay_board, lay_out
from maps.content.templates import BLANK, find_template, plan_from_template
from maps.models import BoardRow, Map, Note, OwnTemplate, Stage, Touchpoint
from maps.plans import MapPlan, StagePlan, planned_stages
from maps.schemas import AddCustomerType, AddGroup, DescribeRow, MoveRow, RemoveCustomerType, RemoveGroup
from workshops.acts import Act, Answer
from workshops.commands import groups, setup
from workshops.commands.describing import Fields, describe, perhaps_a_line, yes_or_no
from workshops.commands.people import find_group, require_facilitator
from workshops.commands.setup import add_group, find_customer_type
from workshops.errors import Code, Refused
from workshops.events import record, unchanged
from workshops.models import CustomerType, Group
from workshops.schemas import DescribeCustomerType, DescribeGroup
from workshops.text import NAME_LIMIT

ROW_FIELDS: Fields = {"label": perhaps_a_line(NAME_LIMIT), "shown": yes_or_no()}


def add_customer_type(act: Act, data: AddCustomerType) -> Answer:
    """Add a customer type with one group and its map, which begins with the stages of a template."""
    require_facilitator(act)
    _require_free(CustomerType, data.customer_type)
    stages, key = _stages_of(act, data.template)
    plan = MapPlan(customer_type=data.name, title=data.name, stages=stages, template=key)
    board, rows = lay_out(act.workshop, plan, public_id=data.customer_type)
    return record(act, "customer_type.add", rows, result={"board": board.public_id})


def describe_customer_type(act: Act, data: DescribeCustomerType) -> Answer:
    """Change a customer type; groups and maps that are called like it go on being called like it."""
    was = CustomerType.objects.filter(workshop=act.workshop, public_id=data.customer_type).first()
    old = was.name if was else ""

    def follow(kind: CustomerType) -> list[Any]:
        same = list(Group.objects.filter(customer_type=kind, name=old, removed_at=None))
        taken = Group.objects.filter(workshop=act.workshop, folded=kind.folded, removed_at=None)
        if kind.name == old or taken.exclude(pk__in=[group.pk for group in same]).exists():
            return []
        for group in same:
            group.name, group.folded = kind.name, kind.folded
            group.save(update_fields=["name", "folded"])
        return [*same, *_retitle(Map.objects.filter(group__customer_type=kind), old, kind.name)]

    return setup.describe_customer_type(act, data, follow=follow)


def describe_group(act: Act, data: DescribeGroup) -> Answer:
    """Change a group; a map that is called like it goes on being called like it."""
    was = Group.objects.filter(workshop=act.workshop, public_id=data.group).first()
    old = was.name if was else ""

    def follow(group: Group) -> list[Any]:
        return _retitle(Map.objects.filter(group=group), old, group.name)

    return groups.describe_group(act, data, follow=follow)


def remove_customer_type(act: Act, data: RemoveCustomerType) -> Answer:
    """Take a customer type away with its groups and maps, as long as nobody sits or has written there."""
    require_facilitator(act)
    kind = find_customer_type(act, data.customer_type)
    those = list(Group.objects.filter(customer_type=kind, removed_at=None))
    return _remove(act, "customer_type.remove", [kind], those)


def add_group_of(act: Act, data: AddGroup) -> Answer:
    """Add one more group for a customer type, with a map of its own: the stages are copied, the words are not."""
    require_facilitator(act)
    _require_free(Group, data.group)
    kind = find_customer_type(act, data.customer_type)
    first = Map.objects.filter(group__customer_type=kind, removed_at=None).order_by("group__position").first()
    group = add_group(act.workshop, kind, name=data.name, public_id=data.group)
    stages = stages_of(first) if first else ()
    board, rows = lay_board(act.workshop, group, group.name, stages)
    return record(act, "group.add", [group, *rows], result={"board": board.public_id})


def remove_group(act: Act, data: RemoveGroup) -> Answer:
    """Take a group away with its map, as long as nobody sits in it and nothing is written on it."""
    require_facilitator(act)
    group = find_group(act, data.group)
    if not Group.objects.filter(workshop=act.workshop, removed_at=None).exclude(pk=group.pk).exists():
        raise Refused(Code.CONFLICT, field="group", why="last")
    return _remove(act, "group.remove", [], [group])


def describe_row(act: Act, data: DescribeRow) -> Answer:
    """Give a row other words on all boards, or hide and show it; what lies in it stays."""
    require_facilitator(act)
    return describe(act, "row.describe", _find_row(act, data.row), ROW_FIELDS, data)


def move_row(act: Act, data: MoveRow) -> Answer:
    """Move a row to another place on all boards."""
    require_facilitator(act)
    row = _find_row(act, data.row)
    rows = list(BoardRow.objects.filter(workshop=act.workshop).order_by("position", "pk"))
    others = [other for other in rows if other.pk != row.pk]
    ids = [other.public_id for other in others]
    if data.after and data.after not in ids:
        raise Refused(Code.NOT_FOUND)
    at = len(ids) if data.after is None else 0 if data.after == "" else ids.index(data.after) + 1
    wanted = [*others[:at], row, *others[at:]]
    moved = [(place, one) for place, one in enumerate(wanted) if one.position != place]
    if not moved:
        return unchanged()
    for place, one in moved:
        one.position = place
        one.save(update_fields=["position"])
    return record(act, "row.move", [one for _, one in moved], fields=["position"])


def stages_of(board: Map) -> tuple[StagePlan, ...]:
    """Return the stages of a map as a plan for another one, without what stands in them."""
    return stages_of_boards([board])[board.pk]


def stages_of_boards(boards: list[Map]) -> dict[int, tuple[StagePlan, ...]]:
    """Return the stages of maps as plans for others, by the maps' primary keys, in one query."""
    found: dict[int, list[StagePlan]] = {board.pk: [] for board in boards}
    stages = Stage.objects.filter(map__in=boards, removed_at=None, unsorted=False)
    for stage in stages.order_by("order", "public_id"):
        plan = StagePlan(name=stage.name, phase=stage.phase, goal=stage.goal, prompts=stage.prompts)
        found[stage.map_id].append(plan)
    return {board: tuple(plans) for board, plans in found.items()}


def _stages_of(act: Act, template: str) -> tuple[tuple[StagePlan, ...], str]:
    """Return the stages of a ready template by its key, or of one of the actor's own by its id."""
    if find_template(template or BLANK):
        return plan_from_template(template or BLANK, "").stages, template or BLANK
    own = OwnTemplate.objects.filter(public_id=template, owner=act.participant.user_id).first()
    if own is None:
        raise Refused(Code.NOT_FOUND)
    return planned_stages(own.stages), ""


def _retitle(boards: QuerySet[Map], old: str, new: str) -> list[Map]:
    """Give those maps the new name that have the old one; returns them."""
    retitled = list(boards.filter(title=old, removed_at=None)) if old != new else []
    for board in retitled:
        board.title = new
        board.save(update_fields=["title"])
    return retitled


def _find_row(act: Act, row: str) -> BoardRow:
    found = BoardRow.objects.filter(workshop=act.workshop, public_id=row).first()
    if found is None:
        raise Refused(Code.NOT_FOUND)
    return found


def _require_free(model: type[Any], public_id: str) -> None:
    if model.objects.filter(public_id=public_id).exists():
        raise Refused(Code.CONFLICT, field="id", why="taken")


def _remove(act: Act, name: str, kinds: list[CustomerType], those: list[Group]) -> Answer:
    boards = list(Map.objects.filter(group__in=those))
    if any(group.participants.filter(removed_at=None).exists() for group in those):
        raise Refused(Code.CONFLICT, field="group", why="people")
    written = (Touchpoint, Note)
    if any(model.objects.filter(map__in=boards, removed_at=None).exists() for model in written):
        raise Refused(Code.CONFLICT, field="group", why="words")
    rows: list[Any] = [*kinds, *those, *boards]
    for row in rows:
        row.removed_at = timezone.now()
        row.save(update_fields=["removed_at"])
    return record(act, name, rows)
