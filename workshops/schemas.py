"""What a frame's payload must look like: strict structs shared by the tables of both apps."""

from typing import Annotated

import msgspec

Words = Annotated[str, msgspec.Meta(max_length=8000)]
# `\Z`, as `$` would let a line break pass at the end.
Id = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{0,64}\Z")]
NewId = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{22,64}\Z")]


Value = str | int | bool | None


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


class DescribeWorkshop(Payload, frozen=True):
    """``workshop.describe``: one `field` from what it `was` to what it shall be `now`; so everywhere."""

    field: Id
    now: Value
    was: Value = None


class AddDepartment(Payload, frozen=True):
    """``department.add`` to those that people choose from."""

    department: NewId
    name: Words
    side: Id


class DescribeDepartment(DescribeWorkshop, frozen=True, kw_only=True):
    """``department.describe``."""

    department: Id


class DescribeCustomerType(DescribeWorkshop, frozen=True, kw_only=True):
    """``customer_type.describe``: its name, or a field of its card."""

    customer_type: Id


class DescribeGroup(DescribeWorkshop, frozen=True, kw_only=True):
    """``group.describe``: its name or its place."""

    group: Id


class DescribePerson(DescribeWorkshop, frozen=True, kw_only=True):
    """``person.describe``: the name, or the department by its id."""

    person: Id


class AddPerson(Payload, frozen=True):
    """``person.add``: a seat that waits for somebody, or somebody without a device for whom others write."""

    person: NewId
    name: Words
    department: Id | None = None
    group: Id | None = None
    has_device: bool = True


class PlacePeople(Payload, frozen=True):
    """``people.place``: people by id, each with the group they go into, or None for none."""

    places: Annotated[dict[Id, Id | None], msgspec.Meta(min_length=1, max_length=200)]


class ChooseGroup(Payload, frozen=True):
    """``group.choose``: I go into this group."""

    group: Id


class SetRole(Payload, frozen=True):
    """``person.role``: what somebody is from now on."""

    person: Id
    role: Id


class TellNeeds(Payload, frozen=True):
    """``needs.tell``: what I need, for the facilitators alone; "" takes it back."""

    text: Words
