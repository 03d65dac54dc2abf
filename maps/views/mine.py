"""What is kept about me: to see, to correct, to take away and to erase; facilitators may erase others."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maps.commands.erasing import erase_person
from maps.models import Note, Rating, Touchpoint
from maps.queries import written_by
from workshops.access import get_facilitator_or_404, get_participant_or_404, keep_seat, leave_seat
from workshops.acts import acting
from workshops.commands.erasing import leave_no_traces
from workshops.commands.people import describe_person, tell_needs
from workshops.errors import Code, Refused
from workshops.forms import MineForm
from workshops.live.writer import write
from workshops.models import Participant
from workshops.queries import people_of
from workshops.rules import is_owner
from workshops.schemas import DescribePerson, TellNeeds
from workshops.views.people import why_not


@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, workshop: str) -> HttpResponse:
    """Show somebody all that is kept about them, and let them correct it."""
    person = get_participant_or_404(request, workshop)
    form = MineForm(person, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            write(_correct, person, form.cleaned_data)
        except Refused as refused:
            form.add_error(None, why_not(refused))
        else:
            messages.success(request, _("Corrected."))
            return redirect("mine", workshop=workshop)
    response = render(request, "maps/mine.html", _about(person) | {"form": form})
    keep_seat(request, response, person)
    return response


@require_safe
def mine_as_file(request: HttpRequest, workshop: str) -> HttpResponse:
    """Give somebody all that is kept about them as JSON."""
    person = get_participant_or_404(request, workshop)
    about = _about(person)
    data = {
        "workshop": person.workshop.title,
        "name": person.name,
        "department": person.department.name if person.department else None,
        "role": person.role,
        "group": person.group.name if person.group else None,
        "email": person.email,
        "needs": person.needs,
        "came_at": person.came_at.isoformat() if person.came_at else None,
        "touchpoints": [row.title for row in about["touchpoints"]],
        "notes": [row.text for row in about["notes"]],
        "ratings": [
            {"touchpoint": row.touchpoint.title, "value": row.value, "word": row.word}
            for row in about["ratings"]
        ],
    }
    return HttpResponse(
        json.dumps(data, ensure_ascii=False, indent=2) + "\n",
        content_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="about-me.json"', "Cache-Control": "no-store"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def erase_me(request: HttpRequest, workshop: str) -> HttpResponse:
    """Erase whoever asks, once they have said yes; their words stay or go."""
    person = get_participant_or_404(request, workshop)
    if is_owner(person, person.workshop):
        raise Http404
    if request.method != "POST":
        return _ask(request, person, itself=True)
    if not _erase(request, person, person.public_id):
        return _ask(request, person, itself=True, status=409)
    response = render(request, "maps/erased.html", {"workshop": person.workshop, "itself": True})
    leave_seat(response, workshop)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, workshop: str, person: str) -> HttpResponse:
    """Let a facilitator erase somebody who has asked for it."""
    facilitator = get_facilitator_or_404(request, workshop)
    found = people_of(facilitator.workshop).filter(public_id=person).first()
    if found is None or is_owner(found, facilitator.workshop):
        raise Http404
    if request.method != "POST":
        return _ask(request, found, itself=False)
    if not _erase(request, facilitator, person):
        return _ask(request, found, itself=False, status=409)
    return render(request, "maps/erased.html", {"workshop": facilitator.workshop, "itself": False})


def _erase(request: HttpRequest, by: Participant, person: str) -> bool:
    words = request.POST.get("words")
    if words not in ("stay", "go"):
        messages.error(request, _("Please choose what shall become of the words."))
        return False
    try:
        write(_erase_now, by, person, words == "go")
    except Refused as refused:
        if refused.code == Code.NOT_FOUND:
            raise Http404 from refused
        messages.error(request, why_not(refused))
        return False
    return True


def _erase_now(by: Participant, person: str, words: bool) -> None:
    with acting(by, also_archived=True) as act:
        erase_person(act, person, words=words)
    leave_no_traces()


def _ask(request: HttpRequest, person: Participant, *, itself: bool, status: int = 200) -> HttpResponse:
    context = {"workshop": person.workshop, "person": person, "itself": itself}
    return render(request, "maps/erase.html", context, status=status)


def _about(person: Participant) -> dict[str, Any]:
    return {
        "workshop": person.workshop,
        "person": person,
        "touchpoints": written_by(person, Touchpoint).select_related("map", "stage").order_by("pk"),
        "notes": written_by(person, Note).select_related("map", "stage").order_by("pk"),
        "ratings": Rating.objects.filter(participant=person, removed_at=None)
        .select_related("touchpoint", "map")
        .order_by("pk"),
        "is_owner": is_owner(person, person.workshop),
    }


def _correct(person: Participant, words: dict[str, Any]) -> None:
    """Change what was changed, field by field, as everywhere."""
    department = words["department"].public_id if words["department"] else None
    for field, was, now in (
        ("name", person.name, words["name"]),
        ("department", person.department.public_id if person.department else None, department),
    ):
        if was != now:
            with acting(person) as act:
                describe_person(act, DescribePerson(person=person.public_id, field=field, was=was, now=now))
    if words["needs"] != person.needs:
        with acting(person) as act:
            tell_needs(act, TellNeeds(text=words["needs"]))
