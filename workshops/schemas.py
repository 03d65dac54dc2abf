"""What a frame's payload must look like: strict structs shared by the tables of both apps."""

from typing import Annotated

import msgspec

Words = Annotated[str, msgspec.Meta(max_length=8000)]
# `\Z`, as `$` would let a line break pass at the end.
Id = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{0,64}\Z")]
NewId = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{22,64}\Z")]


class Payload(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base of all payloads: unknown keys and wrong types are refused."""


class Nothing(Payload, frozen=True):
    """A command without arguments."""


class RemovePerson(Payload, frozen=True):
    """``person.remove``: take somebody out of the workshop; what they wrote stays."""

    person: Id


class SetJoining(Payload, frozen=True):
    """``joining.set``: open or close the join link."""

    open: bool
