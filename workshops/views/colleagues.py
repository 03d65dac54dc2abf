"""Colleagues: invite another facilitator, run a workshop together, hand it over."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from workshops.access import get_facilitator_or_404
from workshops.acts import acting
from workshops.commands.colleagues import (
    accept_as,
    accept_as_new,
    add_colleague,
    find_link,
    hand_over,
    make_invitation,
)
from workshops.enums import LinkKind, Role
from workshops.errors import Code, Refused
from workshops.forms import ColleagueForm, EmailForm
from workshops.limits import Limit, client_address, minutes
from workshops.links import invitation_link
from workshops.live.writer import write
from workshops.mail import send_each
from workshops.models import OneUseLink, Participant, User, Workshop
from workshops.rules import is_owner
from workshops.views.accounts import sign_user_in
from workshops.views.people import why_not

MAILS = Limit("colleague-mail", tries=30, seconds=60 * 60)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def colleagues(request: HttpRequest) -> HttpResponse:
    """Make a link for another facilitator, see those that are open, take one back."""
    user = cast(User, request.user)
    context: dict[str, object] = {"form": EmailForm(), "can_send": settings.MAIL_IS_SENT}
    if request.method == "POST" and "withdraw" in request.POST:
        write(OneUseLink.objects.filter(made_by=user, pk=_number(request), used_at=None).delete)
        return redirect("colleagues")
    if request.method == "POST":
        form = EmailForm(request.POST)
        context["form"] = form
        if form.is_valid():
            context |= _invited(request, user, None, form.cleaned_data["email"])
    context["open"] = OneUseLink.objects.filter(
        made_by=user, kind=LinkKind.COLLEAGUE, used_at=None, expires_at__gt=timezone.now()
    ).select_related("workshop")
    return render(request, "workshops/colleagues.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def of_workshop(request: HttpRequest, workshop: str) -> HttpResponse:
    """Show who runs a workshop, and let another facilitator in: by their address, or by a link."""
    person = get_facilitator_or_404(request, workshop)
    if person.user is None:
        raise Http404
    context = _running(person)
    if request.method == "POST":
        form = EmailForm(request.POST)
        context["form"] = form
        if form.is_valid():
            email = form.cleaned_data["email"]
            try:
                added = bool(email) and write(_add, person, email)
            except Refused as refused:
                form.add_error(None, why_not(refused))
                return render(request, "workshops/workshop_colleagues.html", context)
            if added:
                messages.success(request, _("They run this workshop with you now."))
                return redirect("workshop_colleagues", workshop=workshop)
            context |= _invited(request, person.user, person.workshop, email)
    return render(request, "workshops/workshop_colleagues.html", context)


@require_POST
def give_away(request: HttpRequest, workshop: str) -> HttpResponse:
    """Make a co-facilitator the owner."""
    person = get_facilitator_or_404(request, workshop)
    if not is_owner(person, person.workshop):
        raise Http404
    try:
        write(_hand_over, person, request.POST.get("person", ""))
    except Refused as refused:
        if refused.code == Code.NOT_FOUND:
            raise Http404 from refused
        messages.error(request, why_not(refused))
    return redirect("workshop_colleagues", workshop=workshop)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited colleague make their account, or come in with the one they are signed in with."""
    link = find_link(LinkKind.COLLEAGUE, token)
    if link is None:
        return _used_up(request)
    if request.user.is_authenticated:
        if request.method == "POST":
            return _come_in(request, token)
        return render(request, "workshops/invited.html", {"link": link, "form": None})
    form = ColleagueForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "workshops/invited.html", {"link": link, "form": form})
    words = form.cleaned_data
    try:
        user, workshop = write(
            accept_as_new, token, email=words["email"], name=words["name"], password=words["password"]
        )
    except Refused as refused:
        if refused.code == Code.CLOSED:
            return _used_up(request)
        if refused.code == Code.CONFLICT:
            form.add_error(
                "email", _("There is an account with this address. Sign in, then open this link again.")
            )
        else:
            form.add_error(None, why_not(refused))
        return render(request, "workshops/invited.html", {"link": link, "form": form})
    sign_user_in(request, user)
    return redirect("workshop", workshop=workshop.public_id) if workshop else redirect("home")


def _come_in(request: HttpRequest, token: str) -> HttpResponse:
    try:
        workshop = write(accept_as, token, request.user)
    except Refused:
        return _used_up(request)
    return redirect("workshop", workshop=workshop.public_id) if workshop else redirect("home")


def _used_up(request: HttpRequest) -> HttpResponse:
    return render(request, "workshops/used_up.html", status=410)


def _running(person: Participant) -> dict[str, object]:
    people = person.workshop.participants.filter(role=Role.FACILITATOR, removed_at=None)
    return {
        "workshop": person.workshop,
        "form": EmailForm(),
        "running": [
            (one, is_owner(one, person.workshop)) for one in people.select_related("user").order_by("pk")
        ],
        "is_owner": is_owner(person, person.workshop),
        "can_send": settings.MAIL_IS_SENT,
    }


def _invited(request: HttpRequest, user: User, workshop: Workshop | None, email: str) -> dict[str, object]:
    """Make the link and send it where that can be done; it is shown in any case."""
    link = invitation_link(request, write(make_invitation, user, workshop))
    if not (email and settings.MAIL_IS_SENT):
        return {"link": link}
    wait = MAILS.take(client_address(request))
    if wait:
        return {"link": link, "why": _("Too many letters just now; try again in %d minutes.") % minutes(wait)}
    words = {"name": user.name, "link": link}
    text = _(
        "Hello,\n\n%(name)s invites you to facilitate with Journeyroom:\n\n%(link)s\n\nIt works once, for 7 days.\n"
    )
    sent, _failed = send_each([(email, _("An invitation to Journeyroom"), text % words)])
    return {"link": link, "sent": bool(sent), "email": email, "tried": True}


def _number(request: HttpRequest) -> int:
    number = request.POST.get("withdraw", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 18 else 0


def _add(person: Participant, email: str) -> bool:
    with acting(person) as act:
        return add_colleague(act, email)


def _hand_over(person: Participant, to: str) -> None:
    with acting(person, also_archived=True) as act:
        hand_over(act, to)
