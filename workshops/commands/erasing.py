"""What is known of a person is taken away; the board's part is in maps/commands/erasing.py."""

import logging

from django.db import OperationalError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from workshops.acts import Act
from workshops.commands.people import require_facilitator
from workshops.errors import Code, Refused
from workshops.models import Event, Participant, Presence
from workshops.rules import is_owner

logger = logging.getLogger(__name__)
SCRUBBED_ANSWERS = ("person.describe", "needs.tell")


def require_erasable(act: Act, person: Participant) -> None:
    """Refuse ``forbidden`` to erase somebody else without facilitating, or the owner, who hands over first."""
    if person.pk != act.participant.pk:
        require_facilitator(act)
    if is_owner(person, act.workshop):
        raise Refused(Code.FORBIDDEN, why="owner")


def nobody() -> str:
    """Return what is said of somebody who was erased."""
    return _("Former attendee")


def blank_person(person: Participant) -> None:
    """Leave of a person an empty row, so that browsers hear that they have gone; it opens nothing."""
    Presence.objects.filter(participant=person).delete()
    now = timezone.now()
    person.name = nobody()
    person.department = person.group = person.user = None
    person.email = person.needs = person.join_op = ""
    person.removed_at = person.removed_at or now
    person.erased_at = now
    person.save(
        update_fields=[
            "name",
            "department",
            "group",
            "user",
            "email",
            "needs",
            "join_op",
            "removed_at",
            "erased_at",
        ]
    )
    person.renew()


def unlink_events(person: Participant) -> None:
    """Let the log no longer tell who did what, nor the names in answers that were given."""
    Event.objects.filter(workshop=person.workshop_id, name__in=SCRUBBED_ANSWERS).update(result={})
    Event.objects.filter(participant=person).update(participant=None)


def leave_no_traces() -> None:
    """Empty SQLite's write-ahead file, in which older states of rows stand until it is used again.

    The database file itself is overwritten where something was deleted (`secure_delete`). Where somebody
    reads just now, it is emptied another time. Call outside of transactions; on PostgreSQL does nothing.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except OperationalError:
        logger.warning("The write-ahead file could not be emptied just now; the next checkpoint does it.")
