"""Taking a map away as a file: for facilitators, helpers and managers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from maps.exports.backup import to_json
from maps.exports.file_names import file_name
from maps.exports.reading import read_whole_map
from maps.exports.spreadsheet import to_csv
from maps.models import Map
from maps.rules import may_read
from workshops.access import get_participant_or_404
from workshops.rules import may_export

FORMATS = {
    "csv": (to_csv, "text/csv; charset=utf-8"),
    "json": (to_json, "application/json"),
}


@require_safe
def export(request: HttpRequest, workshop: str, board: str, format: str) -> HttpResponse:
    """Send a map as a file; for people who may not take it away it is not there."""
    person = get_participant_or_404(request, workshop)
    if format not in FORMATS or not may_export(person):
        raise Http404
    found = get_object_or_404(Map, workshop=person.workshop, public_id=board)
    if not may_read(person, found):
        raise Http404
    write_file, content_type = FORMATS[format]
    taken = read_whole_map(found)
    name = file_name(taken.customer_type["name"], taken.workshop["title"], ending=format)
    return HttpResponse(
        write_file(taken),
        content_type=content_type,
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )
