"""What a manager takes away: every format of each map, everything in one file, and links for people outside."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maps.commands.sharing import LINKS_AT_MOST, make_share_link, revoke_share_link
from maps.exports.file_names import file_name
from maps.exports.formats import FORMATS, PAPERS
from maps.exports.tables import TABLES
from maps.forms import ShareForm
from maps.models import Parcel, ShareLink
from maps.parcels import ask, begin, boards_for, is_being_made, newest_of
from maps.views.exports import file_response, get_taker_or_404
from workshops.access import get_facilitator_or_404, keep_seat
from workshops.acts import acting
from workshops.commands.ending import allow_attendees
from workshops.errors import Code, Refused
from workshops.links import whole_link
from workshops.live.writer import write
from workshops.models import Participant
from workshops.rules import is_facilitator, takes_changes
from workshops.views.people import why_not


@require_safe
def take(request: HttpRequest, workshop: str) -> HttpResponse:
    """Show all there is to take away; for people who may not, it is not there."""
    person = get_taker_or_404(request, workshop)
    return _show(request, person, ShareForm())


def _show(request: HttpRequest, person: Participant, form: ShareForm, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "workshop": person.workshop,
        "person": person,
        "boards": boards_for(person),
        "formats": [one for one in FORMATS.values() if one.key != "csv"],
        "papers": PAPERS,
        "sheets": [{"key": "map", "title": _("Everything")}, *TABLES.values()],
        "together": [one for one in FORMATS.values() if one.holds_several],
        "is_over": not takes_changes(person.workshop),
        "facilitates": is_facilitator(person),
        **_parcel(person),
    }
    if is_facilitator(person):
        context |= {"form": form, "links": _links(request, person)}
    response = render(request, "maps/take.html", context, status=status)
    keep_seat(request, response, person)
    return response


def _links(request: HttpRequest, person: Participant) -> list[dict[str, Any]]:
    today = timezone.localdate()
    links = ShareLink.objects.filter(workshop=person.workshop, revoked_at=None).order_by("-created_at", "pk")
    return [
        {
            "row": link,
            "url": whole_link(request, reverse("shared", args=[link.token()])),
            "is_open": link.is_open(today),
        }
        for link in links[:LINKS_AT_MOST]
    ]


def _parcel(person: Participant) -> dict[str, Any]:
    parcel = newest_of(person)
    return {
        "parcel": parcel,
        "is_making": parcel is not None and is_being_made(parcel),
        "workshop": person.workshop,
    }


@require_POST
def ask_parcel(request: HttpRequest, workshop: str) -> HttpResponse:
    """Begin to make everything in one file, or go on with what is being made already."""
    person = get_taker_or_404(request, workshop)
    parcel = write(ask, person, get_language() or "en")
    if parcel.step == 0:
        begin(parcel)
    return redirect("take", workshop=workshop)


@require_safe
def parcel(request: HttpRequest, workshop: str) -> HttpResponse:
    """Show how far the file with everything is, for a page that asks again and again."""
    person = get_taker_or_404(request, workshop)
    return render(request, "maps/_parcel.html", _parcel(person))


@require_safe
def parcel_file(request: HttpRequest, workshop: str) -> HttpResponse:
    """Send the file with everything to whoever asked for it."""
    person = get_taker_or_404(request, workshop)
    found = newest_of(person)
    if found is None or found.content is None:
        raise Http404(_("This file is not there any more. Ask for it again on the page “Take away”."))
    name = file_name(person.workshop.title, ending="zip")
    return file_response(bytes(found.content), "application/zip", name)


@require_POST
def drop_parcel(request: HttpRequest, workshop: str) -> HttpResponse:
    """Give up what is being made, or throw away what was."""
    person = get_taker_or_404(request, workshop)
    write(_drop, person)
    return redirect("take", workshop=workshop)


@require_POST
def share(request: HttpRequest, workshop: str) -> HttpResponse:
    """Make a link by which people outside read the maps."""
    person = get_facilitator_or_404(request, workshop)
    form = ShareForm(request.POST)
    if not form.is_valid():
        return _show(request, person, form, status=400)
    try:
        write(_share, person, form.cleaned_data)
    except Refused as refused:
        form.add_error(None, _why_not(refused))
        return _show(request, person, form, status=400)
    messages.success(request, _("The link is made. Copy it below."))
    return redirect("take", workshop=workshop)


@require_POST
def revoke(request: HttpRequest, workshop: str, link: str) -> HttpResponse:
    """End a link at once."""
    person = get_facilitator_or_404(request, workshop)
    get_object_or_404(ShareLink, workshop=person.workshop, public_id=link)
    write(_revoke, person, link)
    messages.success(request, _("That link leads nowhere any more."))
    return redirect("take", workshop=workshop)


@require_POST
def allow(request: HttpRequest, workshop: str) -> HttpResponse:
    """Say whether attendees may take maps away at the end."""
    person = get_facilitator_or_404(request, workshop)
    write(_allow, person, "allowed" in request.POST)
    messages.success(request, _("Saved."))
    return redirect("take", workshop=workshop)


def _drop(person: Participant) -> None:
    Parcel.objects.filter(workshop=person.workshop, asked_by=person).delete()


def _share(person: Participant, wanted: dict[str, Any]) -> None:
    with acting(person, also_archived=True) as act:
        make_share_link(act, **wanted)


def _revoke(person: Participant, link: str) -> None:
    with acting(person, also_archived=True) as act:
        revoke_share_link(act, link)


def _allow(person: Participant, allowed: bool) -> None:
    with acting(person, also_archived=True) as act:
        allow_attendees(act, allowed)


def _why_not(refused: Refused) -> str:
    if refused.code == Code.FULL:
        return _("There are %(most)d links already. End one of them first.") % {"most": LINKS_AT_MOST}
    return why_not(refused)
