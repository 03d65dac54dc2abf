"""Coming in by a code: the workshop's, as it is read out, or one's own on a second device."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from workshops.access import find_by_code, give_seat
from workshops.commands.people import note_arrival
from workshops.forms import CodeForm
from workshops.limits import Limit, client_address, minutes
from workshops.live.writer import write
from workshops.models import Participant

# Only wrong codes count, so that a whole room behind one address is never held up.
MISSES_OF_ADDRESS = Limit("code-address", tries=10, seconds=10 * 60)
MISSES = Limit("code", tries=300, seconds=60)


@require_http_methods(["GET", "HEAD", "POST"])
def join_code(request: HttpRequest) -> HttpResponse:
    """Ask for a code and lead on: to a workshop's join page, or in as the person whose code it is.

    Right and wrong codes are looked up by the same steps. Beyond the limits nobody is let in by a code for a
    while, by a right one neither; links go on working.
    """
    form = CodeForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    if request.method != "POST" or not form.is_valid():
        return _show(request, form)
    address = client_address(request)
    wait = MISSES_OF_ADDRESS.left_to_wait(address) or MISSES.left_to_wait()
    if wait:
        form.add_error("code", _too_many(wait))
        response = _show(request, form, status=429)
        response["Retry-After"] = str(wait)
        return response
    workshop, person = find_by_code(form.cleaned_data["code"])
    if workshop is not None:
        return redirect("join", token=workshop.join_token)
    if person is not None:
        return _let_in(person)
    MISSES_OF_ADDRESS.take(address)
    MISSES.take()
    form.add_error("code", CodeForm.nowhere())
    return _show(request, form)


def _let_in(person: Participant) -> HttpResponse:
    write(note_arrival, person)
    response = redirect("workshop", workshop=person.workshop.public_id)
    give_seat(response, person, person.token())
    return response


def _show(request: HttpRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    again = "again" in request.GET or "again" in request.POST
    return render(request, "workshops/join_code.html", {"form": form, "again": again}, status=status)


def _too_many(wait: int) -> str:
    return ngettext(
        "Too many wrong codes came from here. Please try again in %(minutes)d minute, or use the link.",
        "Too many wrong codes came from here. Please try again in %(minutes)d minutes, or use the link.",
        minutes(wait),
    ) % {"minutes": minutes(wait)}
