"""A workshop's own page: the console for facilitators, the boards to read for managers and observers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from maps.imports.comparing import brought_in
from maps.models import Map
from maps.queries import boards_of, counted
from maps.views.lobby import waits
from workshops.access import get_participant_or_404, keep_seat
from workshops.forms import InviteForm
from workshops.models import Participant, Workshop
from workshops.queries import groups_of, people_of
from workshops.rules import MAPS, is_facilitator, may_export, takes_changes
from workshops.seats import seat_facts
from workshops.views.people import invited, ways_in


@require_safe
def workshop(request: HttpRequest, workshop: str) -> HttpResponse:
    """Show the workshop as its role needs it; who maps in a group is led to the own board."""
    person = get_participant_or_404(request, workshop)
    if person.role in MAPS:
        response: HttpResponse = redirect(
            _own_place(person) + ("?welcome" if "welcome" in request.GET else "")
        )
    elif is_facilitator(person):
        response = _console(request, person)
    else:
        response = render(request, "maps/overview.html", _boards(person) | {"person": person})
    keep_seat(request, response, person)
    return response


def _own_place(person: Participant) -> str:
    """Return where somebody who maps belongs just now: in the lobby, or at the board of their group."""
    if not takes_changes(person.workshop):
        return reverse("finished", args=[person.workshop.public_id])
    if waits(person):
        return reverse("lobby", args=[person.workshop.public_id])
    board = Map.objects.filter(group=person.group_id).first()
    if board is None:
        return reverse("me", args=[person.workshop.public_id])
    return reverse("board", args=[person.workshop.public_id, board.public_id])


def _console(request: HttpRequest, person: Participant) -> HttpResponse:
    workshop = person.workshop
    context = {
        "person": person,
        **ways_in(request, workshop),
        **_boards(person),
        **_people(workshop),
        **invited(request, workshop, InviteForm(workshop)),
    }
    context["brought"] = brought_in(person, context["boards"])[:1]
    context["page"] = _page(person, context["boards"])
    return render(request, "maps/console.html", context)


def _boards(person: Participant) -> dict[str, Any]:
    boards = list(counted(boards_of(person.workshop)))
    return {"workshop": person.workshop, "boards": boards, "may_export": may_export(person)}


def _people(workshop: Workshop) -> dict[str, Any]:
    """Return who has come to map, by group in the groups' order, so that the page can show empty groups too."""
    people = [person for person in people_of(workshop) if person.role in MAPS and person.came_at]
    groups = list(groups_of(workshop))
    rooms = [(group, [person for person in people if person.group_id == group.pk]) for group in groups]
    return {"rooms": rooms, "people": len(people)}


def _page(person: Participant, boards: list[Map]) -> dict[str, Any]:
    """Return the facts that the page's script needs to go on live."""
    return seat_facts(person) | {
        "boards": [board.public_id for board in boards],
        "status": person.workshop.status,
    }
