"""The lobby: what people see between coming in and beginning, or until they have a group."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from maps.models import Map
from workshops.access import get_participant_or_404, keep_seat
from workshops.enums import Attribution, Placing, Status
from workshops.links import way_back
from workshops.models import Participant, Workshop
from workshops.queries import departments_of, expected_at, facilitator_of, groups_of, people_of, sizes_of
from workshops.rules import MAPS
from workshops.seats import seat_facts


@require_safe
def lobby(request: HttpRequest, workshop: str) -> HttpResponse:
    """Show the lobby to whoever maps; everybody else is led to the workshop's own page."""
    person = get_participant_or_404(request, workshop)
    if person.role not in MAPS or person.workshop.status == Status.ARCHIVED:
        return redirect("workshop", workshop=workshop)
    context = _about(person) | way_back(request, person)
    context["page"] = seat_facts(person) | {"status": person.workshop.status}
    response = render(request, "maps/lobby.html", context)
    keep_seat(request, response, person)
    return response


def waits(person: Participant) -> bool:
    """Tell whether somebody who maps waits in the lobby rather than working on a board."""
    return person.workshop.status == Status.LOBBY or person.group_id is None


def _about(person: Participant) -> dict[str, Any]:
    workshop = person.workshop
    groups = list(groups_of(workshop))
    sizes = sizes_of(groups)
    own = next((group for group in groups if group.pk == person.group_id), None)
    runs = facilitator_of(workshop)
    board = Map.objects.filter(group=person.group_id).first() if person.group_id else None
    return {
        "person": person,
        "workshop": workshop,
        "runs": runs.name if runs else "",
        "group": own,
        "groups": [(group, sizes.get(group.pk, 0)) for group in groups],
        "chooses": workshop.placing == Placing.CHOOSE,
        "departments": departments_of(workshop),
        "expected": expected_at(workshop),
        "names": _names(workshop),
        "board": reverse("board", args=[workshop.public_id, board.public_id]) if board else "",
    }


def _names(workshop: Workshop) -> list[Participant]:
    """Return who is in, by name: only where names are shown at all, which everybody was told on coming in."""
    if workshop.attribution != Attribution.NAMED:
        return []
    return [person for person in people_of(workshop) if person.role in MAPS and person.came_at]
