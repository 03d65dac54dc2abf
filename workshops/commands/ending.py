"""The end of a workshop and what comes after: opened again, or deleted for good."""

from django.db import transaction

from workshops.acts import Act
from workshops.commands.people import require_facilitator
from workshops.enums import Status
from workshops.errors import Code, Refused
from workshops.events import record
from workshops.models import Event, Participant, User, Workshop


def reopen_workshop(act: Act) -> None:
    """Let an archived workshop take changes again."""
    require_facilitator(act)
    if act.workshop.status != Status.ARCHIVED:
        return
    act.workshop.status = Status.LIVE
    act.workshop.save(update_fields=["status"])
    record(act, "workshop.reopen", [act.workshop], fields=["status"])


def allow_attendees(act: Act, allowed: bool) -> None:
    """Say whether attendees may take maps away once the workshop is over."""
    require_facilitator(act)
    if act.workshop.attendees_may_export == allowed:
        return
    act.workshop.attendees_may_export = allowed
    act.workshop.save(update_fields=["attendees_may_export"])
    record(act, "workshop.describe", [act.workshop], fields=["attendees_may_export"])


def delete_workshop(user: User, workshop: Workshop) -> None:
    """Delete a workshop with all that belongs to it; only its owner may, all others are refused ``forbidden``.

    Open browsers are told that it is gone (4404).
    """
    with transaction.atomic():
        locked = Workshop.objects.select_for_update().filter(pk=workshop.pk, owner=user).first()
        if locked is None:
            raise Refused(Code.FORBIDDEN)
        # In an order in which nothing that is protected stands in the way of what is deleted with it.
        Event.objects.filter(workshop=locked).delete()
        for board in locked.maps.all():
            for rows in (board.notes, board.touchpoints, board.stages):
                rows.all().delete()
        Participant.objects.filter(workshop=locked).delete()
        locked.delete()
