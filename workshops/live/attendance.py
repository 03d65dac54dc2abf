"""Who is connected: written down for all processes, read back as numbers, and as people for facilitators."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from workshops.enums import Attribution
from workshops.models import Participant, Presence
from workshops.records import READER, consistent_read
from workshops.rules import MAPS

# A connected browser is written down anew so often; whoever was not for three times that long has gone.
RENEWED_SECONDS = 5
GONE_AFTER = timedelta(seconds=3 * RENEWED_SECONDS)


FIELDS = (
    *("workshop", "workshop__attribution", "public_id", "name", "role", "department__public_id"),
    *("presence__here", "presence__seen_at", "presence__board", "presence__place", "presence__typing"),
)


class Doing(NamedTuple):
    """On which board somebody is, where on it (a note's id, or a stage's and a row), whether they write there."""

    board: str = ""
    place: str = ""
    typing: bool = False


class Around(NamedTuple):
    """One person on a board: their id, which nobody else is told, and what may be told of them."""

    person: str
    doing: Doing
    told: dict[str, Any]


class Attendance(NamedTuple):
    """Who of a workshop has come in (`in`) and is connected just now (`here`): what the frame ``here`` carries.

    `counts` are of those who map, in all and by department ("" for none); `people` says of everybody who has
    ever come "here" or "away", and is for facilitators; `around` are those who have a board open.
    """

    counts: dict[str, Any]
    people: dict[str, str]
    around: list[Around]

    def frame(self, *, facilitates: bool) -> dict[str, Any]:
        """Return what one browser is told."""
        return self.counts | {"people": self.people} if facilitates else self.counts

    def around_on(self, board: str, but: str) -> list[dict[str, Any]]:
        """Return who is on a board `but` one person, as attribution lets it be told, in no telling order."""
        told = [one.told for one in self.around if one.doing.board == board and one.person != but]
        return sorted(told, key=lambda one: sorted((key, str(value)) for key, value in one.items()))


def write_presence(here: Mapping[int, Doing], left: dict[int, datetime]) -> datetime:
    """Write down who is connected to this process, and who no longer is, by primary key; returns the time written.

    `left` says when each was written down last: whoever another process has seen since stays.
    """
    now = timezone.now()
    with transaction.atomic():
        known = Participant.objects.filter(pk__in=list(here)).order_by("pk").values_list("pk", flat=True)
        rows = [Presence(participant_id=pk, here=True, seen_at=now, **here[pk]._asdict()) for pk in known]
        Presence.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["participant"],
            update_fields=["here", "seen_at", *Doing._fields],
        )
        for pk, seen_at in sorted(left.items()):
            Presence.objects.filter(participant=pk, seen_at=seen_at).update(here=False)
    return now


def read_attendance(workshops: list[int]) -> dict[int, Attendance]:
    """Return the attendance of some workshops, by primary key."""
    oldest = timezone.now() - GONE_AFTER
    found = {pk: Attendance({"in": 0, "here": 0, "departments": {}}, {}, []) for pk in workshops}
    with consistent_read():
        people = Participant.objects.using(READER).filter(
            workshop__in=workshops, removed_at=None, came_at__isnull=False
        )
        for facts in people.values(*FIELDS):
            attendance = found[facts["workshop"]]
            is_here = bool(facts["presence__here"]) and facts["presence__seen_at"] > oldest
            attendance.people[facts["public_id"]] = "here" if is_here else "away"
            if facts["role"] in MAPS:
                _count(attendance.counts, facts["department__public_id"] or "", is_here)
            if is_here and facts["presence__board"]:
                attendance.around.append(_around(facts))
    return found


def _around(facts: dict[str, Any]) -> Around:
    """Return what may be told of somebody on a board: in an anonymous workshop that somebody is there, and writes."""
    doing = Doing(facts["presence__board"], facts["presence__place"], facts["presence__typing"])
    told: dict[str, Any] = {"typing": doing.typing}
    attribution = facts["workshop__attribution"]
    if attribution != Attribution.ANONYMOUS:
        told |= {"at": doing.place, "department": facts["department__public_id"]}
    if attribution == Attribution.NAMED:
        told |= {"name": facts["name"]}
    return Around(facts["public_id"], doing, told)


def _count(counts: dict[str, Any], department: str, is_here: bool) -> None:
    own = counts["departments"].setdefault(department, {"in": 0, "here": 0})
    for place in (counts, own):
        place["in"] += 1
        place["here"] += is_here
