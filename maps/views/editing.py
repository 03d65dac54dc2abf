"""The set-up of a workshop that exists: every field is saved by itself, everybody's boards follow."""

from typing import Any, cast
from zoneinfo import available_timezones

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maps.commands.copying import clone_workshop, save_template
from maps.content.templates import templates
from maps.enums import Phase
from maps.forms import DeleteForm, TemplateForm
from maps.models import BoardRow, Map, OwnTemplate, Stage
from maps.queries import boards_of
from maps.words import LABELS
from workshops.access import get_facilitator_or_404, keep_seat
from workshops.acts import acting
from workshops.commands.ending import delete_workshop, reopen_workshop
from workshops.commands.erasing import leave_no_traces
from workshops.commands.setup import archive_workshop
from workshops.content.departments import HUES, NO_HUE
from workshops.enums import Attribution, Format, Language, Placing, Side
from workshops.errors import Refused
from workshops.history import history_of
from workshops.live.writer import write
from workshops.models import Participant, User
from workshops.queries import groups_of
from workshops.rules import is_owner, takes_changes
from workshops.schemas import Nothing
from workshops.seats import seat_facts
from workshops.views.people import why_not

# What the colours of marks look like by day; each is called like the ready department that has it.
HUE_NAMES = {
    "service": lazy("Green"),
    "operations": lazy("Teal"),
    "marketing": lazy("Magenta"),
    "product": lazy("Blue"),
    "it": lazy("Slate"),
    "sales": lazy("Violet"),
    "finance": lazy("Ochre"),
    "techsupport": lazy("Olive"),
    "legal": lazy("Red"),
    NO_HUE: lazy("Grey"),
}


@require_safe
def editing(request: HttpRequest, workshop: str) -> HttpResponse:
    """Show all that was set up, to be changed field by field; the page's script saves and follows."""
    person = get_facilitator_or_404(request, workshop)
    if not takes_changes(person.workshop):
        return redirect("workshop", workshop=workshop)
    response = render(request, "maps/editing.html", _about(person))
    keep_seat(request, response, person)
    return response


@require_POST
def save_stages(request: HttpRequest, workshop: str, board: str) -> HttpResponse:
    """Keep the stages of a map as a template of one's own."""
    person = get_facilitator_or_404(request, workshop)
    found = get_object_or_404(Map, workshop=person.workshop, public_id=board, removed_at=None)
    form = TemplateForm(request.POST)
    if person.user is None:
        messages.error(request, _("Only who has an account can keep templates."))
    elif form.is_valid():
        write(save_template, person.user, found, form.cleaned_data["name"])
        messages.success(
            request,
            _("“%(name)s” is kept. It is offered whenever you add a customer type.") % form.cleaned_data,
        )
    else:
        messages.error(request, " ".join(str(error) for error in form.errors["name"]))
    return redirect("setup", workshop=workshop)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def own_templates(request: HttpRequest) -> HttpResponse:
    """Show one's own templates, to be renamed or deleted."""
    user = cast(User, request.user)
    if request.method == "POST":
        found = get_object_or_404(OwnTemplate, owner=user, public_id=request.POST.get("template", ""))
        if "delete" in request.POST:
            write(found.delete)
            messages.success(request, _("“%(name)s” is deleted.") % {"name": found.name})
            return redirect("own_templates")
        form = TemplateForm(request.POST)
        if form.is_valid():
            found.name = form.cleaned_data["name"]
            write(found.save, update_fields=["name"])
            return redirect("own_templates")
        messages.error(request, " ".join(str(error) for error in form.errors["name"]))
    return render(request, "maps/own_templates.html", {"templates": user.templates.order_by("name", "pk")})


@require_POST
def clone(request: HttpRequest, workshop: str) -> HttpResponse:
    """Begin another workshop like this one, without its people and words."""
    person = get_facilitator_or_404(request, workshop)
    if person.user is None:
        raise Http404
    copy = write(clone_workshop, person.user, person.workshop)
    messages.success(request, _("This is a new workshop, set up like the other one. Nobody is in it yet."))
    return redirect("setup", workshop=copy.public_id)


@require_POST
def archive(request: HttpRequest, workshop: str) -> HttpResponse:
    """Archive the workshop: everything stays readable, nothing can be changed."""
    person = get_facilitator_or_404(request, workshop)
    try:
        write(_archive, person)
    except Refused as refused:
        messages.error(request, why_not(refused))
    return redirect("workshop", workshop=workshop)


@require_POST
def reopen(request: HttpRequest, workshop: str) -> HttpResponse:
    """Open an archived workshop again."""
    person = get_facilitator_or_404(request, workshop)
    try:
        write(_reopen, person)
    except Refused as refused:
        messages.error(request, why_not(refused))
    return redirect("workshop", workshop=workshop)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, workshop: str) -> HttpResponse:
    """Delete the workshop for good once its owner has typed the title."""
    person = get_facilitator_or_404(request, workshop)
    if not is_owner(person, person.workshop) or person.user is None:
        raise Http404
    form = DeleteForm(person.workshop, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        title = person.workshop.title
        write(delete_workshop, person.user, person.workshop)
        write(leave_no_traces)
        messages.success(request, _("“%(title)s” is deleted with all that was in it.") % {"title": title})
        return redirect("home")
    return render(request, "maps/delete.html", {"workshop": person.workshop, "form": form})


def _reopen(person: Participant) -> None:
    with acting(person, also_archived=True) as act:
        reopen_workshop(act)


def _archive(person: Participant) -> None:
    with acting(person) as act:
        archive_workshop(act, Nothing())


def _about(person: Participant) -> dict[str, Any]:
    workshop = person.workshop
    boards = list(boards_of(workshop))
    stages = Stage.objects.filter(map__in=boards, removed_at=None, unsorted=False)
    own = person.user.templates.order_by("name", "pk") if person.user else []
    return {
        "workshop": workshop,
        "person": person,
        "is_owner": is_owner(person, workshop),
        "departments": workshop.departments.order_by("position", "pk"),
        "customer_types": workshop.customer_types.filter(removed_at=None).order_by("position", "pk"),
        "groups": groups_of(workshop),
        "boards": [(board, [stage for stage in stages if stage.map_id == board.pk]) for board in boards],
        "rows": [
            (row, row.label or LABELS[row.row])
            for row in BoardRow.objects.filter(workshop=workshop).order_by("position", "pk")
        ],
        "templates": [
            *((one.key, _(one.name)) for one in templates()),
            *((one.public_id, one.name) for one in own),
        ],
        "formats": Format.choices,
        "languages": Language.choices,
        "placings": Placing.choices,
        "attributions": attributions(workshop.attribution),
        "sides": Side.choices,
        "hues": [(hue, HUE_NAMES[hue]) for hue in (*HUES, NO_HUE)],
        "phases": [("", _("None")), *Phase.choices],
        "zones": sorted(available_timezones()),
        "latest": history_of(workshop, most=1),
        "page": seat_facts(person) | {"boards": [board.public_id for board in boards]},
    }


def attributions(chosen: str) -> list[dict[str, Any]]:
    """Return what may be said of authors, each with an example of a note."""
    examples = {
        Attribution.NAMED: _("“The invoice is never right” – Ada, Finance"),
        Attribution.DEPARTMENT: _("“The invoice is never right” – Finance"),
        Attribution.ANONYMOUS: _("“The invoice is never right” – and nobody can tell who, you neither"),
    }
    return [
        {"value": one.value, "label": one.label, "example": examples[one], "chosen": one.value == chosen}
        for one in Attribution
    ]
