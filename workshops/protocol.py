"""The room's messages: one row each; config/asgi.py joins them with the board's."""

from typing import NamedTuple

from workshops import schemas
from workshops.acts import Command
from workshops.commands import people, setup


class Message(NamedTuple):
    """What a message must look like and what carries it out."""

    schema: type[schemas.Payload]
    command: Command


MESSAGES = {
    "person.remove": Message(schemas.RemovePerson, people.remove_participant),
    "joining.set": Message(schemas.SetJoining, people.set_joining),
    "workshop.archive": Message(schemas.Nothing, setup.archive_workshop),
}
