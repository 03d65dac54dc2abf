"""The room's tables: accounts, people and what belongs to a workshop, the log of events."""

from workshops.models.accounts import SetupCode, User
from workshops.models.events import Event
from workshops.models.room import CustomerType, Department, Group, Participant, Workshop, hash_token

__all__ = [
    "CustomerType",
    "Department",
    "Event",
    "Group",
    "Participant",
    "SetupCode",
    "User",
    "Workshop",
    "hash_token",
]
