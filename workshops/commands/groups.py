"""Groups: their names and places, and who sits in which."""

from collections.abc import Iterable
from typing import Any

from workshops.acts import Act, Answer
from workshops.commands.describing import Fields, a_line, describe, name_is_free, perhaps_a_line
from workshops.commands.people import find_group, find_person, require_facilitator
from workshops.enums import Placing
from workshops.errors import Code, Refused
from workshops.events import record, unchanged
from workshops.models import Group, Participant
from workshops.rules import MAPS
from workshops.schemas import ChooseGroup, DescribeGroup, PlacePeople

FIELDS: Fields = {"name": a_line().checked(name_is_free), "place": perhaps_a_line()}


def describe_group(act: Act, data: DescribeGroup, **how: Any) -> Answer:
    """Give a group another name or place; `how` is for `describe`."""
    require_facilitator(act)
    return describe(act, "group.describe", find_group(act, data.group), FIELDS, data, **how)


def place_people(act: Act, data: PlacePeople) -> Answer:
    """Put people into groups, all of them in one step; refuses where one of them does not map."""
    require_facilitator(act)
    groups = {group: find_group(act, group) for group in set(data.places.values()) if group}
    people = [(find_person(act, person), groups.get(group or "")) for person, group in data.places.items()]
    if any(person.role not in MAPS for person, _ in people):
        raise Refused(Code.FORBIDDEN, why="role")
    return _move(act, "people.place", people)


def choose_group(act: Act, data: ChooseGroup) -> Answer:
    """Let somebody go into the group of their choice, where people choose."""
    person = act.participant
    if person.role not in MAPS or act.workshop.placing != Placing.CHOOSE:
        raise Refused(Code.FORBIDDEN, why="placed")
    return _move(act, "group.choose", [(person, find_group(act, data.group))])


def _move(act: Act, name: str, people: Iterable[tuple[Participant, Group | None]]) -> Answer:
    moved = [(person, group) for person, group in people if person.group_id != (group.pk if group else None)]
    if not moved:
        return unchanged()
    for person, group in moved:
        person.group = group
        person.save(update_fields=["group"])
    return record(act, name, [person for person, _ in moved], fields=["group"])
