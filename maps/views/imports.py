"""Bringing a map from a file into a workshop that exists."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from maps.commands.setup import import_map
from maps.forms import ImportForm, say_renamed, why_not
from maps.models import Map
from maps.plans import MapPlan
from maps.views.console import show_console
from workshops.access import get_facilitator_or_404
from workshops.acts import acting
from workshops.errors import Refused
from workshops.ids import once
from workshops.live.writer import write
from workshops.models import Participant


@require_POST
def import_file(request: HttpRequest, workshop: str) -> HttpResponse:
    """Add the map of a JSON file as one more customer type, and lead to its board.

    Where it came in under another name than its own, lead to the console, which says so.
    """
    person = get_facilitator_or_404(request, workshop)
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return show_console(request, person, form)
    plan = form.cleaned_data["file"]
    try:
        board = write(_import, person, plan, once(form.cleaned_data["op"], plan))
    except Refused as refused:
        form.add_error("file", why_not(refused))
        return show_console(request, person, form)
    if renamed := say_renamed(plan, board.group.customer_type.name):
        messages.success(request, renamed)
        return redirect("workshop", workshop=workshop)
    return redirect("board", workshop=workshop, board=board.public_id)


def _import(person: Participant, plan: MapPlan, op: str) -> Map:
    with acting(person, op) as act:
        return import_map(act, plan)
