"""What facilitators do about people: show the way in, open and close it, invite somebody by a personal link."""

from io import BytesIO
from typing import Any

import segno
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST, require_safe

from workshops.access import get_facilitator_or_404, keep_seat
from workshops.acts import acting
from workshops.commands.joining import rotate_joining, set_joining
from workshops.commands.people import invite_person
from workshops.commands.setup import begin_workshop
from workshops.enums import Attribution
from workshops.errors import Code, Refused
from workshops.forms import InviteForm
from workshops.links import is_for_this_device_alone, join_address, join_link, personal_link, spaced
from workshops.live.writer import write
from workshops.models import Participant, Workshop
from workshops.queries import departments_of, expected_at, people_of
from workshops.requests import HtmxRequest
from workshops.rules import MAPS
from workshops.schemas import Nothing, SetJoining
from workshops.seats import seat_facts

WHY_NOT = {
    Code.CLOSED: lazy("This workshop is archived: everything can be read, nothing can be changed."),
    Code.FORBIDDEN: lazy("You may not do this here any more. Please reload the page."),
    Code.FULL: lazy("This workshop is full. Remove people who are no longer here, or set up another one."),
    Code.BUSY: lazy("The server is busy just now. Please try again in a moment."),
    Code.BAD_MESSAGE: lazy("This name cannot be kept. Please type another one."),
}
# More than that is hard to facilitate : 10 to 20 is what such workshops are made for; a hint, nothing more.
PEOPLE_ARE_MANY = 20
FOR_GOOD = (Code.CLOSED, Code.FORBIDDEN)


@require_safe
def join_qr(request: HttpRequest, workshop: str) -> HttpResponse:
    """Draw the join link as a QR code, dark on white whatever the theme, because cameras need it so."""
    person = get_facilitator_or_404(request, workshop)
    picture = BytesIO()
    segno.make(join_link(request, person.workshop), error="m", micro=False).save(
        picture, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False, omitsize=True
    )
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


@require_POST
def joining(request: HtmxRequest, workshop: str) -> HttpResponse:
    """Open or close the join link (``open`` is 1 or 0)."""
    person = get_facilitator_or_404(request, workshop)
    wanted = request.POST.get("open")
    if wanted not in ("0", "1"):
        raise BadRequest
    try:
        write(_set_joining, person, wanted == "1")
    except Refused as refused:
        return _show_refused(request, person.workshop, refused)
    if not request.htmx:
        return redirect("workshop", workshop=workshop)
    person.workshop.refresh_from_db(fields=["joining_open"])
    return render(request, "workshops/_joining.html", ways_in(request, person.workshop))


@require_POST
def begin(request: HttpRequest, workshop: str) -> HttpResponse:
    """Begin the workshop: who waits in the lobby is led to the boards."""
    person = get_facilitator_or_404(request, workshop)
    try:
        write(_begin, person)
    except Refused as refused:
        return _show_refused(request, person.workshop, refused)
    return redirect("workshop", workshop=workshop)


@require_POST
def rotate(request: HtmxRequest, workshop: str) -> HttpResponse:
    """Give the workshop another join link and code; the old ones lead nowhere any more."""
    person = get_facilitator_or_404(request, workshop)
    try:
        write(_rotate, person)
    except Refused as refused:
        return _show_refused(request, person.workshop, refused)
    if not request.htmx:
        return redirect("workshop", workshop=workshop)
    person.workshop.refresh_from_db(fields=["join_token", "join_code"])
    return render(request, "workshops/_joining.html", ways_in(request, person.workshop) | {"rotated": True})


@require_safe
def projector(request: HttpRequest, workshop: str) -> HttpResponse:
    """Show on the wall how to come in: the QR code, the address with the spoken code, who is here."""
    person = get_facilitator_or_404(request, workshop)
    context = ways_in(request, person.workshop) | {
        "departments": departments_of(person.workshop),
        "page": seat_facts(person) | {"join": person.workshop.join_token},
    }
    response = render(request, "workshops/projector.html", context)
    keep_seat(request, response, person)
    return response


@require_POST
def invite(request: HtmxRequest, workshop: str) -> HttpResponse:
    """Make a personal link for a manager, an observer or a helper."""
    person = get_facilitator_or_404(request, workshop)
    form = InviteForm(person.workshop, request.POST)
    if not form.is_valid():
        return _show_invited(request, person.workshop, form)
    words = form.cleaned_data
    try:
        new = write(_invite, person, words)
    except Refused as refused:
        if refused.code in FOR_GOOD:
            return _show_refused(request, person.workshop, refused)
        form.add_error(None, why_not(refused))
        return _show_invited(request, person.workshop, form)
    if request.htmx:
        return _show_invited(request, person.workshop, InviteForm(person.workshop), new)
    return redirect("workshop", workshop=workshop)


def invited(request: HttpRequest, workshop: Workshop, form: InviteForm) -> dict[str, Any]:
    """Return what the list of personal links and its form need."""
    guests = people_of(workshop).filter(role__in=InviteForm.ROLES)
    return {
        "workshop": workshop,
        "invite_form": form,
        "invited": [
            (guest, personal_link(request, guest.token())) for guest in guests if may_be_shown(guest)
        ],
    }


def ways_in(request: HttpRequest, workshop: Workshop) -> dict[str, Any]:
    """Return what a page needs to tell how people come in, and how many are in of how many."""
    return {
        "workshop": workshop,
        "join_link": join_link(request, workshop),
        "join_address": join_address(request),
        "is_here_only": is_for_this_device_alone(request),
        "join_code": spaced(workshop.join_code),
        "people": people_of(workshop).filter(role__in=MAPS).exclude(came_at=None).count(),
        "expected": expected_at(workshop),
        "is_large": people_of(workshop).filter(role__in=MAPS).count() >= PEOPLE_ARE_MANY,
    }


def may_be_shown(guest: Participant) -> bool:
    """Tell whether a facilitator may see somebody's own link: not once it opens what nobody shall know."""
    hidden = guest.workshop.attribution == Attribution.ANONYMOUS and guest.role in MAPS
    return not (hidden and guest.came_at)


def why_not(refused: Refused) -> str:
    """Say to a facilitator why nothing was changed, and what to do next."""
    return str(WHY_NOT.get(refused.code) or _("That did not work. Please try again."))


def _set_joining(person: Participant, wanted: bool) -> None:
    with acting(person) as act:
        set_joining(act, SetJoining(open=wanted))


def _begin(person: Participant) -> None:
    with acting(person) as act:
        begin_workshop(act, Nothing())


def _rotate(person: Participant) -> None:
    with acting(person) as act:
        rotate_joining(act, Nothing())


def _invite(person: Participant, words: dict[str, Any]) -> Participant:
    with acting(person) as act:
        return invite_person(act, **words)


def _show_invited(
    request: HtmxRequest, workshop: Workshop, form: InviteForm, new: Participant | None = None
) -> HttpResponse:
    template = "workshops/_invited.html" if request.htmx else "workshops/invite.html"
    return render(request, template, invited(request, workshop, form) | {"new": new})


def _show_refused(request: HttpRequest, workshop: Workshop, refused: Refused) -> HttpResponse:
    context = {"workshop": workshop, "why": why_not(refused)}
    return render(request, "workshops/refused.html", context, status=409)
