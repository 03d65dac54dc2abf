"""A workshop's own page: the console for facilitators, the boards to read for managers and observers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from maps.forms import ImportForm
from maps.models import Map
from maps.queries import boards_of, counted
from workshops.access import get_participant_or_404, keep_seat
from workshops.forms import InviteForm
from workshops.links import join_link
from workshops.models import Participant, Workshop
from workshops.queries import groups_of, people_of
from workshops.rules import MAPS, is_facilitator, may_export
from workshops.seats import seat_facts
from workshops.views.people import invited


@require_safe
def workshop(request: HttpRequest, workshop: str) -> HttpResponse:
    """Show the workshop as its role needs it; who maps in a group is led to the own board."""
    person = get_participant_or_404(request, workshop)
    if person.role in MAPS:
        response: HttpResponse = redirect("board", workshop=workshop, board=own_board(person).public_id)
    elif is_facilitator(person):
        response = show_console(request, person, ImportForm())
    else:
        response = render(request, "maps/overview.html", _boards(person) | {"person": person})
    keep_seat(request, response, person)
    return response


def own_board(person: Participant) -> Map:
    """Return the board of somebody who maps in a group."""
    return Map.objects.get(group=person.group_id)


def show_console(request: HttpRequest, person: Participant, import_form: ImportForm) -> HttpResponse:
    """Show the facilitator's page, with the import form as it stands."""
    workshop = person.workshop
    context = {
        "person": person,
        "join_link": join_link(request, workshop),
        "import_form": import_form,
        **_boards(person),
        **_people(workshop),
        **invited(request, workshop, InviteForm(workshop)),
    }
    context["page"] = _page(person, context["boards"])
    return render(request, "maps/console.html", context)


def _boards(person: Participant) -> dict[str, Any]:
    boards = list(counted(boards_of(person.workshop)))
    return {"workshop": person.workshop, "boards": boards, "may_export": may_export(person)}


def _people(workshop: Workshop) -> dict[str, Any]:
    """Return who maps, by group in the groups' order, so that the page can show empty groups too."""
    people = [person for person in people_of(workshop) if person.role in MAPS]
    groups = list(groups_of(workshop))
    rooms = [(group, [person for person in people if person.group_id == group.pk]) for group in groups]
    return {"rooms": rooms, "people": len(people)}


def _page(person: Participant, boards: list[Map]) -> dict[str, Any]:
    """Return the facts that the page's script needs to go on live."""
    return seat_facts(person) | {"boards": [board.public_id for board in boards]}
