"""The room's tables: accounts, people and what belongs to a workshop, the log of events."""

from workshops.models.accounts import OneUseLink, SetupCode, User
from workshops.models.events import Event
from workshops.models.room import CustomerType, Department, Group, Participant, Presence, Workshop, hash_token

__all__ = [
    "CustomerType",
    "Department",
    "Event",
    "Group",
    "OneUseLink",
    "Participant",
    "Presence",
    "SetupCode",
    "User",
    "Workshop",
    "hash_token",
]
