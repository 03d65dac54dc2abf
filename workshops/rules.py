"""Who may do what in a room: predicates over loaded rows, without queries, asked inside commands."""

from workshops.enums import Role, Status
from workshops.models import Participant, Workshop

TAKES_MAPS_AWAY = frozenset({Role.FACILITATOR, Role.HELPER, Role.MANAGER})
MAPS = frozenset({Role.ATTENDEE, Role.HELPER})


def is_facilitator(participant: Participant) -> bool:
    """Tell whether somebody runs the workshop."""
    return participant.role == Role.FACILITATOR


def is_owner(participant: Participant, workshop: Workshop) -> bool:
    """Tell whether somebody owns the workshop: nobody takes it from them."""
    return participant.user_id == workshop.owner_id


def may_export(participant: Participant) -> bool:
    """Tell whether somebody may take maps away (docs/decisions/0010-who-exports.md)."""
    if participant.role in TAKES_MAPS_AWAY:
        return True
    workshop = participant.workshop
    return participant.role == Role.ATTENDEE and workshop.attendees_may_export and not takes_changes(workshop)


def takes_changes(workshop: Workshop) -> bool:
    """Tell whether a workshop is still open for changes."""
    return workshop.status != Status.ARCHIVED
