"""The roster: who is in which group, people to add, groups balanced by one press, whether the mix is right."""

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workshops.access import get_facilitator_or_404, keep_seat
from workshops.acts import acting
from workshops.balancing import Seat, balance
from workshops.commands.groups import place_people
from workshops.commands.people import AddedPerson, add_people
from workshops.enums import Role
from workshops.errors import Code, Refused
from workshops.forms import InviteForm, PeopleForm
from workshops.links import personal_link, way_back
from workshops.live.writer import write
from workshops.mail import send_each
from workshops.mix import Sends, advise
from workshops.models import Group, Participant, Workshop
from workshops.queries import departments_of, groups_of, people_of
from workshops.requests import HtmxRequest
from workshops.rules import MAPS
from workshops.schemas import PlacePeople
from workshops.seats import seat_facts
from workshops.views.people import invited, may_be_shown, why_not


@require_safe
def people(request: HttpRequest, workshop: str) -> HttpResponse:
    """Show everybody by group, to be moved, renamed, given a role or removed; the page goes on live."""
    person = get_facilitator_or_404(request, workshop)
    return _show(request, person, PeopleForm(person.workshop))


@require_POST
def add(request: HttpRequest, workshop: str) -> HttpResponse:
    """Keep a seat for everybody on a pasted list; nothing is kept where a line cannot be read."""
    person = get_facilitator_or_404(request, workshop)
    form = PeopleForm(person.workshop, request.POST)
    if not form.is_valid():
        return _show(request, person, form)
    try:
        added = write(_add, person, form.cleaned_data["people"], not form.cleaned_data["without_device"])
    except Refused as refused:
        form.add_error(None, why_not(refused))
        return _show(request, person, form)
    words = ngettext("%(n)d person is in the list now.", "%(n)d people are in the list now.", added)
    messages.success(request, words % {"n": added})
    return redirect("people", workshop=workshop)


@require_safe
def mix(request: HttpRequest, workshop: str) -> HttpResponse:
    """Say whether the right people come; a part of a page."""
    person = get_facilitator_or_404(request, workshop)
    return render(request, "workshops/_mix.html", _mix(person.workshop))


@require_http_methods(["GET", "HEAD", "POST"])
def balanced(request: HtmxRequest, workshop: str) -> HttpResponse:
    """Show who would go where if groups were balanced; POST does exactly what was shown.

    Where people or groups have changed meanwhile nothing is done, and what would be done now is shown.
    """
    person = get_facilitator_or_404(request, workshop)
    plan = _plan(person.workshop)
    if request.method != "POST":
        return render(request, "workshops/_balance.html", plan)
    try:
        wanted = json.loads(request.POST.get("places", ""))
    except ValueError as error:
        raise BadRequest from error
    if wanted != plan["places"]:
        return render(request, "workshops/_balance.html", plan | {"is_old": True})
    try:
        write(_place, person, wanted)
    except Refused as refused:
        return render(request, "workshops/_balance.html", plan | {"why": why_not(refused)})
    return render(request, "workshops/_balance.html", {"workshop": person.workshop, "is_done": True})


@require_safe
def links(request: HttpRequest, workshop: str) -> HttpResponse:
    """Show the personal links of all who have not come yet, as a list to copy."""
    person = get_facilitator_or_404(request, workshop)
    return render(request, "workshops/links.html", _links(request, person.workshop))


@require_POST
def send_links(request: HttpRequest, workshop: str) -> HttpResponse:
    """Send each their link by e-mail, as far as an address is known; say by name whose failed."""
    person = get_facilitator_or_404(request, workshop)
    context = _links(request, person.workshop)
    if not context["can_send"]:
        raise Http404
    sent, failed = send_each(
        (guest.email, _("Your way into “%(title)s”") % {"title": person.workshop.title}, _letter(guest, link))
        for guest, link in context["links"]
        if guest.email
    )
    names = [guest.name for guest, _link in context["links"] if guest.email in failed]
    return render(request, "workshops/links.html", context | {"sent": sent, "failed": names})


@require_safe
def show_way_back(request: HttpRequest, workshop: str, person: str) -> HttpResponse:
    """Show a facilitator how somebody comes in again who has lost their device.

    In an anonymous workshop that would let the facilitator see who wrote what, so there it is not shown once
    somebody has come.
    """
    facilitator = get_facilitator_or_404(request, workshop)
    guest = people_of(facilitator.workshop).filter(public_id=person, user=None).first()
    if guest is None:
        raise Http404
    context: dict[str, Any] = {"workshop": facilitator.workshop, "guest": guest}
    if may_be_shown(guest):
        context |= {"link": personal_link(request, guest.token()), **way_back(request, guest)}
    return render(request, "workshops/way_back.html", context)


def _show(request: HttpRequest, person: Participant, form: PeopleForm) -> HttpResponse:
    workshop = person.workshop
    context = {
        "workshop": workshop,
        "groups": groups_of(workshop),
        "departments": departments_of(workshop),
        "roles": Role.choices,
        "form": form,
        "page": seat_facts(person) | {"owner": _owner(workshop)},
        **_mix(workshop),
        **invited(request, workshop, InviteForm(workshop)),
    }
    response = render(request, "workshops/people.html", context)
    keep_seat(request, response, person)
    return response


def _owner(workshop: Workshop) -> str:
    owner = workshop.participants.filter(user=workshop.owner_id).first()
    return owner.public_id if owner else ""


def _mix(workshop: Workshop) -> dict[str, Any]:
    """Return the advice on who comes: by who is in the list, or by who is expected as long as more are."""
    mapping = [person for person in people_of(workshop) if person.role in MAPS]
    sides = {department.pk: department.side for department in departments_of(workshop)}
    sent = [
        Sends(department.name, department.side, max(department.expected, _from(mapping, department.pk)))
        for department in departments_of(workshop)
    ]
    groups = [
        [sides.get(person.department_id or 0, "") for person in mapping if person.group_id == group.pk]
        for group in groups_of(workshop)
    ]
    return {"workshop": workshop, "advice": advise(sent, groups), "coming": sum(one.people for one in sent)}


def _from(people: list[Participant], department: int) -> int:
    return sum(person.department_id == department for person in people)


def _plan(workshop: Workshop) -> dict[str, Any]:
    """Return who would go where: only those who move, the sizes before and after."""
    groups = {group.public_id: group for group in groups_of(workshop)}
    attendees = [person for person in people_of(workshop) if person.role == Role.ATTENDEE]
    seats = [
        Seat(
            person.public_id,
            person.department.name if person.department else "",
            person.department.side if person.department else "",
            person.group.public_id if person.group else None,
        )
        for person in attendees
    ]
    goes = balance(seats, list(groups))
    moving = [(person, groups[goes[person.public_id]]) for person in attendees if _moves(person, goes)]
    places = {person.public_id: group.public_id for person, group in moving}
    return {
        "workshop": workshop,
        "moving": moving,
        "places": places,
        "places_json": json.dumps(places),
        "sizes": [
            (group, _size(attendees, group), list(goes.values()).count(key)) for key, group in groups.items()
        ],
    }


def _moves(person: Participant, goes: dict[str, str]) -> bool:
    return (person.group.public_id if person.group else None) != goes.get(person.public_id)


def _size(people: list[Participant], group: Group) -> int:
    return sum(person.group_id == group.pk for person in people)


def _links(request: HttpRequest, workshop: Workshop) -> dict[str, Any]:
    waiting = people_of(workshop).filter(came_at=None, user=None, has_device=True)
    shown = [(guest, personal_link(request, guest.token())) for guest in waiting]
    return {
        "workshop": workshop,
        "links": shown,
        "as_text": "\n".join(f"{guest.name}\t{link}" for guest, link in shown),
        "can_send": settings.MAIL_IS_SENT and any(guest.email for guest, _link in shown),
        "has_addresses": any(guest.email for guest, _link in shown),
    }


def _letter(guest: Participant, link: str) -> str:
    return _(
        "Hello %(name)s,\n\nwith this link you come into the workshop “%(title)s”:\n\n%(link)s\n\n"
        "It is yours alone: whoever opens it writes as you. No account, nothing to install.\n"
    ) % {"name": guest.name, "title": guest.workshop.title, "link": link}


def _add(person: Participant, people: list[AddedPerson], has_device: bool) -> int:
    with acting(person) as act:
        return add_people(act, people, has_device=has_device)


def _place(person: Participant, places: dict[str, str | None]) -> None:
    if not places:
        return
    with acting(person) as act:
        try:
            place_people(act, PlacePeople(places=places))
        except TypeError as error:
            raise Refused(Code.BAD_MESSAGE) from error
