"""Writing for somebody without a device: whose note it is, and who may write it for them."""

from maps.models import Map
from workshops.acts import Act
from workshops.enums import Role
from workshops.errors import Code, Refused
from workshops.models import Participant
from workshops.rules import MAPS, is_facilitator


def author_for(act: Act, board: Map, person: str | None) -> Participant:
    """Return whose note it will be: the actor's own, or that of somebody without a device in the board's group.

    Only facilitators and helpers write for others. Refuses ``forbidden`` and ``not-found``.
    """
    if person is None:
        return act.participant
    if not (is_facilitator(act.participant) or act.participant.role == Role.HELPER):
        raise Refused(Code.FORBIDDEN, why="scribe")
    found = (
        Participant.objects.select_related("department")
        .filter(workshop=act.workshop, public_id=person, removed_at=None, has_device=False, role__in=MAPS)
        .filter(group=board.group_id)
        .first()
    )
    if found is None:
        raise Refused(Code.NOT_FOUND)
    return found
