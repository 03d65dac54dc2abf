"""The room's messages: one row each; config/asgi.py joins them with the board's."""

from typing import NamedTuple

from workshops import schemas
from workshops.acts import Command
from workshops.commands import groups, joining, people, setup


class Message(NamedTuple):
    """What a message must look like and what carries it out."""

    schema: type[schemas.Payload]
    command: Command


MESSAGES = {
    "workshop.describe": Message(schemas.DescribeWorkshop, setup.describe_workshop),
    "workshop.begin": Message(schemas.Nothing, setup.begin_workshop),
    "workshop.archive": Message(schemas.Nothing, setup.archive_workshop),
    "department.add": Message(schemas.AddDepartment, setup.add_department),
    "department.describe": Message(schemas.DescribeDepartment, setup.describe_department),
    "group.choose": Message(schemas.ChooseGroup, groups.choose_group),
    "people.place": Message(schemas.PlacePeople, groups.place_people),
    "person.add": Message(schemas.AddPerson, people.add_person),
    "person.describe": Message(schemas.DescribePerson, people.describe_person),
    "person.role": Message(schemas.SetRole, people.set_role),
    "person.remove": Message(schemas.RemovePerson, people.remove_participant),
    "needs.tell": Message(schemas.TellNeeds, people.tell_needs),
    "joining.set": Message(schemas.SetJoining, joining.set_joining),
    "joining.rotate": Message(schemas.Nothing, joining.rotate_joining),
}
