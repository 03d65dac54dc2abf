"""Coming in: by the join link with a name, or by a personal link; leaving again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workshops.access import (
    find_participant_by_token,
    get_participant_or_404,
    get_workshop_by_join_token_or_404,
    give_seat,
    identify,
    keep_seat,
    leave_seat,
    secret_of,
)
from workshops.commands.people import join_workshop, note_arrival, renew_seat
from workshops.enums import Attribution
from workshops.errors import Code, Refused
from workshops.forms import JoinForm
from workshops.ids import new_id
from workshops.limits import Limit, client_address, minutes
from workshops.links import personal_link, way_back
from workshops.live.writer import write
from workshops.models import Participant, Workshop
from workshops.rules import MAPS, takes_changes
from workshops.text import fold

# A whole room joins from one address; nobody fills a workshop from theirs.
JOINS = Limit("join", tries=300, seconds=10 * 60)


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody in with name, department and customer type; one POST leads to the board."""
    workshop = get_workshop_by_join_token_or_404(token)
    person = identify(request, workshop.public_id)
    if person is not None and person.user_id == request.user.pk and request.user.pk:
        return render(request, "workshops/join_facilitator.html", {"workshop": workshop, "person": person})
    if request.method == "POST":
        return _let_in(request, workshop)
    if person is not None and "new" not in request.GET:
        return render(request, "workshops/join_again.html", {"workshop": workshop, "person": person})
    if not (workshop.joining_open and takes_changes(workshop)):
        return render(request, "workshops/join_closed.html", {"workshop": workshop, "person": person})
    return _show_form(request, workshop, JoinForm(workshop))


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody in on this device by their personal link: a page with one button, and its POST."""
    person = find_participant_by_token(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        return _enter(person, token)
    other = identify(request, person.workshop.public_id)
    signed_in = other is not None and other.user_id is not None and other.user_id == request.user.pk
    context = {"person": person, "workshop": person.workshop, "other": other if other != person else None}
    return render(request, "workshops/enter.html", context | {"signed_in": signed_in})


def _enter(person: Participant, secret: str) -> HttpResponse:
    """Seat somebody at this device; where nobody shall know who wrote what, the link was theirs to use once."""
    is_first = person.came_at is None and not person.user_id
    write(note_arrival, person)
    if is_first and person.role in MAPS and person.workshop.attribution == Attribution.ANONYMOUS:
        write(renew_seat, person)
        person.refresh_from_db()
        secret = person.token()
    response = redirect("workshop", workshop=person.workshop.public_id)
    give_seat(response, person, secret)
    return response


@require_safe
def me(request: HttpRequest, workshop: str) -> HttpResponse:
    """Show somebody their own personal link, to go on with another device."""
    person = get_participant_or_404(request, workshop)
    link = personal_link(request, secret_of(request, person))
    context = {"person": person, "workshop": person.workshop, "link": link, **way_back(request, person)}
    response = render(request, "workshops/me.html", context)
    keep_seat(request, response, person)
    return response


@require_POST
def leave(request: HttpRequest, workshop: str) -> HttpResponse:
    """Let this device forget who was here; the person and what they wrote stay."""
    person = get_participant_or_404(request, workshop)
    response = render(request, "workshops/left.html", {"workshop": person.workshop})
    leave_seat(response, workshop)
    return response


def _let_in(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    form = JoinForm(workshop, request.POST)
    if not form.is_valid():
        return _show_form(request, workshop, form)
    wait = JOINS.take(client_address(request))
    if wait:
        form.add_error(None, _too_many(wait))
        return _show_form(request, workshop, form)
    try:
        person = _join_once(workshop, form)
    except Refused as refused:
        form.add_error(None, _why_not(refused))
        return _show_form(request, workshop, form)
    # Leads on to the own board or the lobby, where a newcomer is told what has happened until now.
    response = redirect(reverse("workshop", args=[workshop.public_id]) + "?welcome")
    keep_seat(request, response, person)
    return response


def _join_once(workshop: Workshop, form: JoinForm) -> Participant:
    """Make one person of a double tap, and two of a page that a second person found and changed."""
    words = {key: form.cleaned_data[key] for key in ("name", "department", "group")}
    person = write(_join, workshop, words, form.cleaned_data["op"])
    # A seat that waited in the list keeps the group that it was given.
    same = fold(person.name) == fold(words["name"]) and person.department == words["department"]
    if same and not person.removed_at:
        return person
    return write(_join, workshop, words, new_id("j"))


def _join(workshop: Workshop, words: dict, op: str) -> Participant:
    return join_workshop(workshop, **words, op=op)


def _show_form(request: HttpRequest, workshop: Workshop, form: JoinForm) -> HttpResponse:
    return render(request, "workshops/join.html", {"workshop": workshop, "form": form})


def _why_not(refused: Refused) -> str:
    if refused.code == Code.CLOSED:
        return _(
            "Joining has just been closed. What you typed is still here: ask the facilitator to open it again."
        )
    if refused.code == Code.FULL:
        return _("This workshop is full. Please ask the facilitator.")
    if refused.code == Code.BUSY:
        return _("The server is busy just now. What you typed is still here: please try again in a moment.")
    return _("That did not work. What you typed is still here: please try again.")


def _too_many(wait: int) -> str:
    return ngettext(
        "Too many people joined from here just now. What you typed is still here: "
        "please try again in %(minutes)d minute.",
        "Too many people joined from here just now. What you typed is still here: "
        "please try again in %(minutes)d minutes.",
        minutes(wait),
    ) % {"minutes": minutes(wait)}
