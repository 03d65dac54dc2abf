"""The paper kit: what a group needs to map on paper, with the way in for everybody who has a phone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from maps.exports.file_names import file_name
from maps.exports.kit import Door, to_kit
from maps.exports.making import MakingFailed, run
from maps.exports.reading import read_whole_map
from maps.models import Map
from maps.views.exports import file_response
from workshops.access import get_facilitator_or_404
from workshops.links import join_address, join_link, spaced
from workshops.rules import takes_changes


@require_safe
def kit(request: HttpRequest, workshop: str, board: str) -> HttpResponse:
    """Send the kit of a map to its facilitator; it leads to the workshop while people may join."""
    person = get_facilitator_or_404(request, workshop)
    found = get_object_or_404(Map, workshop=person.workshop, public_id=board)
    if found.removed_at:
        raise Http404
    room, door = person.workshop, None
    if room.joining_open and takes_changes(room):
        door = Door(join_link(request, room), join_address(request), spaced(room.join_code))
    taken = read_whole_map(found)
    try:
        content = run(to_kit, taken, door)
    except MakingFailed as failed:
        return render(request, "maps/not_made.html", {"why": str(failed)}, status=503)
    name = file_name("paper kit", taken.customer_type["name"], ending="pdf")
    return file_response(content, "application/pdf", name)
