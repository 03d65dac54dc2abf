"""Taking maps away as files: for facilitators, helpers and managers, for attendees where they are allowed to."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maps.exports.file_names import file_name
from maps.exports.formats import FORMATS, PAPERS, SHEETS, Format, Options
from maps.exports.making import MakingFailed, make
from maps.exports.reading import MapRead, read_in_turn
from maps.models import Map
from maps.parcels import boards_for
from maps.rules import may_read
from workshops.access import get_participant_or_404
from workshops.models import Participant
from workshops.rules import may_export


@require_safe
def export(request: HttpRequest, workshop: str, board: str, format: str) -> HttpResponse:
    """Send a map as a file; for people who may not take it away it is not there."""
    person = get_taker_or_404(request, workshop)
    found = get_object_or_404(Map, workshop=person.workshop, public_id=board)
    if not may_read(person, found):
        raise Http404
    return send(request, format, read_in_turn([found]))


@require_safe
def export_all(request: HttpRequest, workshop: str, format: str) -> HttpResponse:
    """Send all maps that somebody may see as one file, in a format that holds several."""
    person = get_taker_or_404(request, workshop)
    if format not in FORMATS or not FORMATS[format].holds_several:
        raise Http404
    boards = boards_for(person)
    if not boards:
        raise Http404
    return send(request, format, read_in_turn(boards))


def get_taker_or_404(request: HttpRequest, workshop: str) -> Participant:
    """Return who is asking, if they may take maps away; for everybody else nothing is there."""
    person = get_participant_or_404(request, workshop)
    if not may_export(person):
        raise Http404
    return person


def send(request: HttpRequest, key: str, maps: Sequence[MapRead]) -> HttpResponse:
    """Return maps as a file to keep, or a page that says why it could not be made.

    Raises Http404 for a format, paper or sheet that does not exist, and says which there are.
    """
    if key not in FORMATS:
        raise Http404
    format, options = FORMATS[key], options_of(request)
    try:
        content = make(key, maps, options)
    except MakingFailed as failed:
        return render(request, "maps/not_made.html", {"why": str(failed)}, status=503)
    return file_response(content, format.content_type, _name(format, options, maps))


def options_of(request: HttpRequest) -> Options:
    """Return what was chosen in the address; raises Http404 for what cannot be chosen."""
    usual = Options()
    paper = request.GET.get("paper", usual.paper).lower()
    sheet = request.GET.get("sheet", usual.sheet)
    if paper not in PAPERS:
        sizes = ", ".join(name.upper() for name in PAPERS)
        raise Http404(_("There is no such paper. Choose one of: %(papers)s.") % {"papers": sizes})
    if sheet not in SHEETS:
        raise Http404(_("There is no such sheet. Choose one of: %(sheets)s.") % {"sheets": ", ".join(SHEETS)})
    return Options(paper=paper, sheet=sheet)


def file_response(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Return a file that browsers keep and never show as a page of ours."""
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name),
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _name(format: Format, options: Options, maps: Sequence[MapRead]) -> str:
    titles = [maps[0].customer_type["name"]] if len(maps) == 1 else []
    chosen = [options.paper] if format.on_paper else []
    chosen += [options.sheet] if format.key == "csv" and options.sheet != "map" else []
    return file_name(*titles, *chosen, maps[0].workshop["title"], ending=format.ending)
