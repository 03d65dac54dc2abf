"""What was before on a board, as JSON for its dialogs: the history of a note, and what was deleted."""

from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from maps import rules
from maps.histories import MODELS, deleted_on, history_of
from maps.models import BoardRow, Map
from maps.words import LABELS
from workshops.access import get_participant_or_404


@require_safe
def history(request: HttpRequest, workshop: str, board: str, kind: str, written: str) -> JsonResponse:
    """Tell what happened to a touchpoint or note of a board that this person may see."""
    found = _board(request, workshop, board)
    model = MODELS.get(kind)
    if model is None:
        raise Http404
    rows = model._default_manager.select_related("author", "department")
    row = rows.filter(map=found, public_id=written).first()
    if row is None:
        raise Http404
    return JsonResponse({"entries": history_of(found, row, _labels(found))})


@require_safe
def deleted(request: HttpRequest, workshop: str, board: str) -> JsonResponse:
    """Tell what was deleted on a board that this person may see."""
    found = _board(request, workshop, board)
    return JsonResponse({"entries": deleted_on(found, _labels(found))})


def _labels(board: Map) -> dict[str, Any]:
    """Return what each row is called in the workshop."""
    own = BoardRow.objects.filter(workshop=board.workshop_id).exclude(label="").values_list("row", "label")
    return {row: str(label) for row, label in LABELS.items()} | dict(own)


def _board(request: HttpRequest, workshop: str, board: str) -> Map:
    person = get_participant_or_404(request, workshop)
    found = Map.objects.select_related("workshop").filter(workshop=person.workshop, public_id=board).first()
    if found is None or not rules.may_read(person, found):
        raise Http404
    return found
