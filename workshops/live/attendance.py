"""Who is connected: written down for all processes, read back as numbers, and as people for facilitators."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from workshops.models import Participant, Presence
from workshops.records import READER, consistent_read
from workshops.rules import MAPS

# A connected browser is written down anew so often; whoever was not for three times that long has gone.
RENEWED_SECONDS = 5
GONE_AFTER = timedelta(seconds=3 * RENEWED_SECONDS)


class Attendance(NamedTuple):
    """Who of a workshop has come in (`in`) and is connected just now (`here`): what the frame ``here`` carries.

    `counts` are of those who map, in all and by department ("" for none); `people` says of everybody who has
    ever come "here" or "away", and is for facilitators.
    """

    counts: dict[str, Any]
    people: dict[str, str]

    def frame(self, *, facilitates: bool) -> dict[str, Any]:
        """Return what one browser is told."""
        return self.counts | {"people": self.people} if facilitates else self.counts


def write_presence(here: Iterable[int], left: dict[int, datetime]) -> datetime:
    """Write down who is connected to this process and who no longer is, by primary key; returns the time written.

    `left` says when each was written down last: whoever another process has seen since stays.
    """
    now = timezone.now()
    with transaction.atomic():
        known = Participant.objects.filter(pk__in=list(here)).order_by("pk").values_list("pk", flat=True)
        rows = [Presence(participant_id=pk, here=True, seen_at=now) for pk in known]
        Presence.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["participant"],
            update_fields=["here", "seen_at"],
        )
        for pk, seen_at in sorted(left.items()):
            Presence.objects.filter(participant=pk, seen_at=seen_at).update(here=False)
    return now


def read_attendance(workshops: list[int]) -> dict[int, Attendance]:
    """Return the attendance of some workshops, by primary key."""
    oldest = timezone.now() - GONE_AFTER
    found = {pk: Attendance({"in": 0, "here": 0, "departments": {}}, {}) for pk in workshops}
    with consistent_read():
        people = Participant.objects.using(READER).filter(
            workshop__in=workshops, removed_at=None, came_at__isnull=False
        )
        rows = people.values_list(
            "workshop", "public_id", "role", "department__public_id", "presence__here", "presence__seen_at"
        )
        for workshop, person, role, department, here, seen_at in rows:
            is_here = bool(here) and seen_at > oldest
            found[workshop].people[person] = "here" if is_here else "away"
            if role in MAPS:
                _count(found[workshop].counts, department or "", is_here)
    return found


def _count(counts: dict[str, Any], department: str, is_here: bool) -> None:
    own = counts["departments"].setdefault(department, {"in": 0, "here": 0})
    for place in (counts, own):
        place["in"] += 1
        place["here"] += is_here
