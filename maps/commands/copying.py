"""Used once more: a workshop's set-up for another one, a map's stages as a template."""

from django.db import transaction
from django.utils.translation import gettext as _

from maps.commands.journeys import stages_of, stages_of_boards
from maps.commands.setup import lay_board, lay_rows
from maps.models import BoardRow, Map, OwnTemplate, Resource
from workshops.acts import Act
from workshops.commands.setup import CUSTOMER_TYPE_FIELDS, add_customer_type, add_group, open_workshop
from workshops.commands.wording import line
from workshops.events import record
from workshops.models import CustomerType, Department, User, Workshop
from workshops.text import TITLE_LIMIT

COPIED = (
    *("goal", "success", "sponsor", "house_rules", "format", "language", "zone", "begins_at", "ends_at"),
    *("attribution", "placing", "hide_groups", "attendees_may_export", "retention_days"),
)


def clone_workshop(user: User, workshop: Workshop) -> Workshop:
    """Make another workshop of the same set-up and return it: without people, words, date, links and codes.

    Departments, teams and systems, customer types with their cards, groups, stages and rows are copied; `user` owns
    the copy.
    """
    ending = _(" (copy)")
    with transaction.atomic():
        act, rows = open_workshop(
            user,
            title=workshop.title[: TITLE_LIMIT - len(ending)] + ending,
            organisation=workshop.organisation,
            held_on=None,
            departments=(),
            copied_from=workshop,
            **{name: getattr(workshop, name) for name in COPIED},
        )
        rows += _departments(workshop, act.workshop)
        settings = BoardRow.objects.filter(workshop=workshop).order_by("position", "pk")
        rows += lay_rows(act.workshop, [(row.row, row.label, row.shown) for row in settings])
        rows += _resources(workshop, act.workshop)
        rows += _journeys(act, workshop)
        record(act, "workshop.set-up", rows)
    return act.workshop


def save_template(user: User, board: Map, name: str) -> OwnTemplate:
    """Keep the stages of a map for other maps; refuses ``bad-message`` for a name that cannot be kept."""
    stages = [
        {"name": stage.name, "phase": stage.phase, "goal": stage.goal, "prompts": stage.prompts}
        for stage in stages_of(board)
    ]
    return OwnTemplate.objects.create(owner=user, name=line(name, "name", TITLE_LIMIT), stages=stages)


def _departments(workshop: Workshop, copy: Workshop) -> list[Department]:
    fields = ("name", "folded", "side", "letters", "hue", "expected", "position")
    offered = workshop.departments.filter(offered=True).order_by("position", "pk")
    return [
        Department.objects.create(workshop=copy, **{name: getattr(one, name) for name in fields})
        for one in offered
    ]


def _resources(workshop: Workshop, copy: Workshop) -> list[Resource]:
    """Copy the list of teams and systems, which belongs to the company as departments do."""
    listed = Resource.objects.filter(workshop=workshop).order_by("pk")
    return Resource.objects.bulk_create(
        Resource(workshop=copy, kind=one.kind, name=one.name, folded=one.folded) for one in listed
    )


def _journeys(act: Act, workshop: Workshop) -> list[object]:
    """Copy customer types with their cards, and groups with their maps' stages, each in their order."""
    rows: list[object] = []
    copies: dict[int, CustomerType] = {}
    for kind in workshop.customer_types.filter(removed_at=None).order_by("position", "pk"):
        card = {name: getattr(kind, name) for name in CUSTOMER_TYPE_FIELDS if name != "name"}
        copies[kind.pk] = add_customer_type(act.workshop, name=kind.name, template=kind.template, **card)
        rows.append(copies[kind.pk])
    groups = workshop.groups.filter(removed_at=None).select_related("map").order_by("position", "pk")
    stages = stages_of_boards([group.map for group in groups])
    for group in groups:
        made = add_group(act.workshop, copies[group.customer_type_id], name=group.name)
        made.place = group.place
        made.save(update_fields=["place"])
        rows += [made, *lay_board(act.workshop, made, group.map.title, stages[group.map.pk])[1]]
    return rows
