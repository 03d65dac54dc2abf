"""A workshop that is over: what was made together, for those who were there and for whoever has a link to it."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maps.exports.facts import map_facts
from maps.exports.formats import FORMATS, PAPERS
from maps.exports.page import context_of, to_html
from maps.exports.reading import MapRead, read_whole_map, without_names
from maps.models import Map, ShareLink
from maps.parcels import boards_for
from maps.queries import boards_of
from maps.rules import may_read
from maps.views.exports import send
from workshops.access import get_participant_or_404, keep_seat
from workshops.limits import Limit, client_address, minutes
from workshops.models import hash_token
from workshops.rules import MAPS, is_facilitator, may_export, takes_changes

# Files take work to make: so many may one address take by links of any workshop.
TAKES = Limit("share-take", tries=60, seconds=10 * 60)


@require_safe
def finished(request: HttpRequest, workshop: str) -> HttpResponse:
    """Show what was made: to those who mapped once the workshop is over, to all others at any time."""
    person = get_participant_or_404(request, workshop)
    is_over = not takes_changes(person.workshop)
    if person.role in MAPS and not is_over:
        raise Http404(
            _("The workshop is still going on. What you made together stands here when it is over.")
        )
    context = _made([read_whole_map(board) for board in boards_for(person)]) | {
        "workshop": person.workshop,
        "person": person,
        "is_over": is_over,
        "may_export": may_export(person),
        "facilitates": is_facilitator(person),
    }
    response = render(request, "maps/finished.html", context)
    keep_seat(request, response, person)
    return response


@require_safe
def read_map(request: HttpRequest, workshop: str, board: str) -> HttpResponse:
    """Show one map whole, as the page that can be taken away."""
    person = get_participant_or_404(request, workshop)
    found = get_object_or_404(Map, workshop=person.workshop, public_id=board)
    if not may_read(person, found):
        raise Http404
    return _page_of(read_whole_map(found))


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """Show what was made to whoever has a link that still works."""
    link = get_share_link_or_404(token)
    maps = [_as_shared(link, board) for board in boards_of(link.workshop)]
    context = _made(maps) | {
        "workshop": link.workshop,
        "link": link,
        "token": token,
        "is_over": not takes_changes(link.workshop),
        "formats": [one for one in FORMATS.values() if one.key != "csv"] if link.may_take else [],
        "papers": PAPERS,
    }
    return _unlisted(render(request, "maps/shared.html", context))


@require_safe
def shared_map(request: HttpRequest, token: str, board: str) -> HttpResponse:
    """Show one map whole to whoever has a link that still works."""
    link = get_share_link_or_404(token)
    return _unlisted(_page_of(_as_shared(link, _board_of(link, board))))


@require_safe
def shared_file(request: HttpRequest, token: str, board: str, format: str) -> HttpResponse:
    """Send a map as a file to whoever has a link that lets them take files."""
    link = get_share_link_or_404(token)
    if not link.may_take:
        raise Http404(_nowhere())
    found = _board_of(link, board)
    wait = TAKES.take(client_address(request))
    if wait:
        words = _("Many files were taken from here. Please try again in %(n)d minutes.") % {
            "n": minutes(wait)
        }
        response = render(request, "maps/not_made.html", {"why": words}, status=429)
        response["Retry-After"] = str(wait)
        return response
    return _unlisted(send(request, format, [_as_shared(link, found)]))


def get_share_link_or_404(token: str) -> ShareLink:
    """Return the link of a token; of one that never was, has ended or was revoked the same is said."""
    link = ShareLink.objects.select_related("workshop").filter(token_hash=hash_token(token)).first()
    if link is None or not link.is_open(timezone.localdate()):
        raise Http404(_nowhere())
    return link


def _nowhere() -> str:
    return _("This link leads nowhere (any more). Ask whoever gave it to you for a new one.")


def _board_of(link: ShareLink, board: str) -> Map:
    return get_object_or_404(Map, workshop=link.workshop, public_id=board, removed_at=None)


def _as_shared(link: ShareLink, board: Map) -> MapRead:
    taken = read_whole_map(board)
    return taken if link.names_shown else without_names(taken)


def _made(maps: Sequence[MapRead]) -> dict[str, Any]:
    """Return what was made, map by map, and who took part; departments of all maps together."""
    made = [context_of(map_facts(taken)) for taken in maps]
    people: dict[str, int] = {}
    for one in made:
        for department in one["facts"].came():
            people[department.name] = people.get(department.name, 0) + department.people
    return {
        "made": made,
        "people": sum(one["facts"].people for one in made),
        "departments": sorted(people.items()),
        "touchpoints": sum(len(one["facts"].touchpoints()) for one in made),
        "notes": sum(len(one["facts"].notes()) for one in made),
    }


def _page_of(taken: MapRead) -> HttpResponse:
    """Return the page of a map, which brings its own style: it may ask for nothing and run nothing."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    return HttpResponse(
        to_html(taken), headers={"Content-Security-Policy": f"{policy}; frame-ancestors 'none'"}
    )


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
