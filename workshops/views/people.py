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

from workshops.access import get_facilitator_or_404
from workshops.acts import acting
from workshops.commands.joining import set_joining
from workshops.commands.people import invite_person
from workshops.errors import Code, Refused
from workshops.forms import InviteForm
from workshops.links import join_link, personal_link
from workshops.live.writer import write
from workshops.models import Participant, Workshop
from workshops.queries import people_of
from workshops.requests import HtmxRequest
from workshops.schemas import SetJoining

WHY_NOT = {
    Code.CLOSED: lazy("This workshop is archived: everything can be read, nothing can be changed."),
    Code.FORBIDDEN: lazy("You may not do this here any more. Please reload the page."),
    Code.FULL: lazy("This workshop is full. Remove people who are no longer here, or set up another one."),
    Code.BUSY: lazy("The server is busy just now. Please try again in a moment."),
    Code.BAD_MESSAGE: lazy("This name cannot be kept. Please type another one."),
}
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
    context = {"workshop": person.workshop, "join_link": join_link(request, person.workshop)}
    return render(request, "workshops/_joining.html", context)


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
        "invited": [(guest, personal_link(request, guest.token())) for guest in guests],
    }


def why_not(refused: Refused) -> str:
    """Say to a facilitator why nothing was changed, and what to do next."""
    return str(WHY_NOT.get(refused.code) or _("That did not work. Please try again."))


def _set_joining(person: Participant, wanted: bool) -> None:
    with acting(person) as act:
        set_joining(act, SetJoining(open=wanted))


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
