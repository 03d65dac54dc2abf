"""Commands of links that show a workshop's maps to people outside; they work in a workshop that is over as well."""

from datetime import date, timedelta

from django.utils import timezone

from maps.models import ShareLink
from workshops.acts import Act
from workshops.commands.people import require_facilitator
from workshops.errors import Code, Refused
from workshops.events import record
from workshops.text import NAME_LIMIT, BadText, clean

# A link leads somewhere for a month unless told otherwise, and never for more than a year.
USUAL, LONGEST = timedelta(days=30), timedelta(days=366)
LINKS_AT_MOST = 50


def make_share_link(
    act: Act, *, label: str, ends_on: date, names_shown: bool = False, may_take: bool = False
) -> ShareLink:
    """Make a link that shows the maps until the end of a day.

    Raises Refused ``forbidden`` for everybody but facilitators, ``bad-message`` for a day that is past or too far
    away, ``full`` for too many links.
    """
    require_facilitator(act)
    today = timezone.localdate()
    if not today <= ends_on <= today + LONGEST:
        raise Refused(Code.BAD_MESSAGE, field="ends_on", why="out-of-range")
    if ShareLink.objects.filter(workshop=act.workshop, revoked_at=None).count() >= LINKS_AT_MOST:
        raise Refused(Code.FULL, limit=LINKS_AT_MOST, field="share_links")
    link = ShareLink(
        workshop=act.workshop,
        label=_label(label),
        ends_on=ends_on,
        names_shown=names_shown,
        may_take=may_take,
        made_by=act.participant,
    ).seal()
    link.save()
    record(act, "share.add", [])
    return link


def revoke_share_link(act: Act, share_link: str) -> None:
    """Let a link lead nowhere any more; raises Refused ``not-found`` for one of another workshop."""
    require_facilitator(act)
    link = ShareLink.objects.filter(workshop=act.workshop, public_id=share_link).first()
    if link is None:
        raise Refused(Code.NOT_FOUND)
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        record(act, "share.revoke", [])


def _label(label: str) -> str:
    try:
        return " ".join(clean(label, NAME_LIMIT).split())
    except BadText as error:
        raise Refused(Code.BAD_MESSAGE, field="label", why=error.why) from None
