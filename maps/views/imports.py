"""Bringing in lists and files: look first at what they become, then bring them in, and take that back at once."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maps.commands.bringing import bring_in, take_import_back
from maps.commands.setup import import_map
from maps.enums import Row
from maps.forms import BringForm, why_not
from maps.imports.backup import LARGEST_FILE
from maps.imports.columns import MEANINGS
from maps.imports.comparing import brought_in, compare, counts, outline
from maps.imports.lists import read_list
from maps.imports.refusal import ImportRefused
from maps.imports.waiting import WHOLE, Reading, keep_waiting, read_waiting, take_in
from maps.models import ImportKind, Map, PendingImport
from maps.outline import TOUCHPOINTS
from maps.plans import MapPlan
from maps.queries import boards_of
from workshops.access import get_facilitator_or_404
from workshops.acts import acting
from workshops.errors import Code, Refused
from workshops.ids import once
from workshops.live.writer import write
from workshops.models import Event, Participant
from workshops.rules import takes_changes
from workshops.text import TITLE_LIMIT, BadText, clean_line

SAMPLE = 4
SHOWN_OF_A_PART = 60


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, workshop: str) -> HttpResponse:
    """Show the page to paste a list or choose a file; what is sent waits, and leads to its preview."""
    person = get_facilitator_or_404(request, workshop)
    boards = list(boards_of(person.workshop))
    if request.method != "POST":
        return _show(request, person, BringForm(boards, initial=_typed(person, request.GET.get("from", ""))))
    form = BringForm(boards, request.POST, request.FILES)
    if not takes_changes(person.workshop):
        form.add_error(None, why_not(Refused(Code.CLOSED)))
    waiting = _take(person, form) if form.is_valid() else None
    if waiting is None:
        return _show(request, person, form)
    return redirect("pending_import", workshop=workshop, waiting=waiting.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, workshop: str, waiting: str) -> HttpResponse:
    """Show what something would become; take other answers for it, bring it in, or give it up."""
    person = get_facilitator_or_404(request, workshop)
    found = PendingImport.objects.filter(participant=person, public_id=waiting).first()
    if found is None:
        return _where_it_went(person, waiting)
    if request.method != "POST":
        return _preview(request, person, found)
    if request.POST.get("do") == "drop":
        write(found.delete)
        return redirect("import_map", workshop=workshop)
    changed = _answer(found, request)
    if changed:
        write(found.save, update_fields=["answers"])
    if request.POST.get("do") != "bring":
        return redirect("pending_import", workshop=workshop, waiting=waiting)
    if changed:
        messages.info(request, _("You have chosen something else: this is what it would become now."))
        return redirect("pending_import", workshop=workshop, waiting=waiting)
    return _bring(request, person, found)


@require_POST
def take_back(request: HttpRequest, workshop: str) -> HttpResponse:
    """Take back at once what somebody brought in."""
    person = get_facilitator_or_404(request, workshop)
    try:
        write(_take_back, person, request.POST.get("op", ""))
    except Refused as refused:
        messages.error(request, _why_it_stays(refused))
    else:
        messages.success(request, _("It is taken back: everything that was brought in is gone."))
    return redirect("workshop", workshop=workshop)


def _show(request: HttpRequest, person: Participant, form: BringForm) -> HttpResponse:
    brought = brought_in(person, boards_of(person.workshop))
    context = {"person": person, "workshop": person.workshop, "form": form, "brought": brought}
    return render(request, "maps/import.html", context)


def _typed(person: Participant, waiting: str) -> dict[str, Any]:
    """Return what somebody had typed before they looked at it, for the way back."""
    found = PendingImport.objects.filter(participant=person, public_id=waiting).first()
    if found is None:
        return {}
    text = bytes(found.content).decode() if found.kind == ImportKind.LIST else ""
    return {"text": text} | {name: found.answers.get(name, "") for name in ("target", "name", "row")}


def _take(person: Participant, form: BringForm) -> PendingImport | None:
    """Keep what was sent, read once; None where it cannot be read, which the form then says."""
    file, answers = form.cleaned_data["file"], form.answers()
    try:
        if file:
            name = str(file.name)
            kind, content = take_in(file.read(LARGEST_FILE + 1), name)
        else:
            name, kind = "", ImportKind.LIST
            read_list(form.cleaned_data["text"], answers["row"] or TOUCHPOINTS)
            content = form.cleaned_data["text"].encode()
    except ImportRefused as refused:
        form.add_error("file" if file else "text", refused.lines())
        return None
    try:
        kept: PendingImport = write(keep_waiting, person, kind, name, content, answers)
    except Refused as refused:
        form.add_error(None, why_not(refused))
        return None
    return kept


def _where_it_went(person: Participant, waiting: str) -> HttpResponse:
    """Lead whoever sends a form twice to where it brought something the first time."""
    event = Event.objects.filter(
        workshop=person.workshop_id, participant=person, op=once("import", waiting)
    ).first()
    if event is None:
        raise Http404
    return redirect("board", workshop=person.workshop.public_id, board=event.board)


def _preview(
    request: HttpRequest, person: Participant, waiting: PendingImport, why: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {"person": person, "workshop": person.workshop, "waiting": waiting, "why": why}
    try:
        reading = read_waiting(waiting)
    except ImportRefused as refused:
        return render(request, "maps/import_look.html", context | {"problems": refused.lines()})
    board = _target(person, waiting)
    boards = [] if waiting.kind in WHOLE else list(boards_of(person.workshop))
    comparison = compare(person.workshop, board, reading.plan)
    stages, touchpoints, notes = counts(reading.plan)
    labels: dict[str, Any] = {TOUCHPOINTS: _("Touchpoints"), **dict(Row.choices)}
    context |= {
        "problems": reading.problems,
        "doubts": [*reading.doubts, *comparison.doubts],
        "same": comparison.same,
        "plan": reading.plan,
        "board": board,
        "boards": boards,
        "rows": labels.items(),
        "row": waiting.answers.get("row") or TOUCHPOINTS,
        "stages": stages,
        "touchpoints": touchpoints,
        "notes": notes,
        "outline": outline(reading.plan, labels),
        "shown": f":{SHOWN_OF_A_PART}",
        "most": SHOWN_OF_A_PART,
        **_columns(waiting, reading),
    }
    return render(request, "maps/import_look.html", context)


def _columns(waiting: PendingImport, reading: Reading) -> dict[str, Any]:
    """Return what the page shows of a table's columns: heading, first cells, and what it means."""
    if reading.sheet is None:
        return {"columns": []}
    rows = [row for row in reading.sheet.rows[reading.head + 1 :] if row][:SAMPLE]
    head = reading.sheet.rows[reading.head] if reading.head >= 0 else []
    return {
        "meanings": MEANINGS.items(),
        "sheets": list(enumerate(reading.sheets)) if len(reading.sheets) > 1 else [],
        "sheet": list(reading.sheets).index(reading.sheet.name),
        "columns": [
            {
                "number": at + 1,
                "heading": head[at] if at < len(head) else "",
                "meaning": meaning,
                "cells": [row[at] if at < len(row) else "" for row in rows],
            }
            for at, meaning in enumerate(reading.meanings)
        ],
    }


def _target(person: Participant, waiting: PendingImport) -> Map | None:
    target = waiting.answers.get("target")
    if not target or waiting.kind in WHOLE:
        return None
    return boards_of(person.workshop).filter(public_id=target).first()


def _answer(waiting: PendingImport, request: HttpRequest) -> bool:
    """Take the answers of the preview's form; tells whether any of them is another one now."""
    before, said = dict(waiting.answers), request.POST
    answers = waiting.answers = dict(before)
    if "target" in said:
        answers["target"] = said["target"]
    if said.get("row") in (TOUCHPOINTS, *Row.values):
        answers["row"] = said["row"]
    if "name" in said and said["name"].strip():
        try:
            answers["name"] = clean_line(said["name"], TITLE_LIMIT)
        except BadText:
            messages.error(request, _("This name cannot be kept. Please type another one."))
    answers["join_same"] = "join_same" in said
    columns = said.getlist("column")
    if columns and all(one in MEANINGS for one in columns):
        answers |= {"columns": columns, "columns_of": _number(said.get("sheet_shown"))}
    if "sheet" in said:
        answers["sheet"] = _number(said["sheet"])
    asked = {name for name in ("target", "row", "name", "sheet") if name in said} | {"join_same"}
    asked |= {"columns", "columns_of"} if columns else set()
    shown = _as_shown(waiting, before)
    return any(answers.get(name) != shown.get(name) for name in asked)


def _as_shown(waiting: PendingImport, before: dict[str, Any]) -> dict[str, Any]:
    """Return the answers as the page showed them: what nobody had chosen yet was guessed."""
    was = PendingImport(kind=waiting.kind, name=waiting.name, content=waiting.content, answers=before)
    reading = read_waiting(was)
    shown: dict[str, Any] = {"target": "", "row": TOUCHPOINTS, "join_same": False}
    shown["name"] = reading.plan.customer_type
    if reading.sheet is not None:
        at = list(reading.sheets).index(reading.sheet.name)
        shown |= {"columns": list(reading.meanings), "columns_of": at, "sheet": at}
    return shown | {name: answer for name, answer in before.items() if answer != ""}


def _number(said: str | None) -> int:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 4 else 0


def _bring(request: HttpRequest, person: Participant, waiting: PendingImport) -> HttpResponse:
    try:
        reading = read_waiting(waiting)
    except ImportRefused:
        return _preview(request, person, waiting)
    target = _target(person, waiting)
    if reading.problems or (waiting.answers.get("target") and target is None and waiting.kind not in WHOLE):
        return _preview(
            request, person, waiting, why=_("This board is not there any more. Please choose another one.")
        )
    try:
        board = write(_perform, person, waiting, reading.plan, target)
    except Refused as refused:
        return _preview(request, person, waiting, why=why_not(refused))
    messages.success(request, _("It is brought in. “Undo” here takes all of it back at once."))
    return redirect("workshop", workshop=board.workshop.public_id)


def _perform(person: Participant, waiting: PendingImport, plan: MapPlan, target: Map | None) -> Map:
    with acting(person, once("import", waiting.public_id)) as act:
        if target is None:
            board = import_map(act, plan)
        else:
            bring_in(act, target.public_id, plan, join_same=bool(waiting.answers.get("join_same")))
            board = target
        PendingImport.objects.filter(pk=waiting.pk).delete()
        return board


def _take_back(person: Participant, op: str) -> None:
    with acting(person) as act:
        take_import_back(act, op)


def _why_it_stays(refused: Refused) -> str:
    if refused.code == Code.CONFLICT:
        return _(
            "Somebody has worked with it since, so it stays as it is. Delete single things on the board."
        )
    if refused.code == Code.NOT_FOUND:
        return _("It is taken back already.")
    return why_not(refused)
