"""Who may change a board: predicates over loaded rows, without queries, asked inside commands."""

from maps.models import Map
from workshops.models import Participant
from workshops.rules import MAPS, is_facilitator


def may_edit(participant: Participant, board: Map) -> bool:
    """Tell whether somebody may change a board: its group's members and helpers, and facilitators (L12)."""
    if is_facilitator(participant):
        return True
    return participant.role in MAPS and participant.group_id == board.group_id


def may_read(participant: Participant, board: Map) -> bool:
    """Tell whether somebody may see a board: all do, unless groups are hidden from those who map in others (L12)."""
    hidden = participant.workshop.hide_groups and participant.role in MAPS
    return board.removed_at is None and (not hidden or participant.group_id == board.group_id)
