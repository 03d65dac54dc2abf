"""Moments of truth: mark a touchpoint as one, say why and with how much power, take it back."""

from typing import Any

from django.utils import timezone

from maps.commands.placing import require_free, require_present
from maps.enums import MomentKind
from maps.models import Moment
from maps.queries import find_moment, find_touchpoint
from maps.schemas import DescribeMoment, MarkMoment, RemoveMoment
from workshops.acts import Act, Answer
from workshops.commands.describing import Field, Fields, a_number, describe, one_of, some_words
from workshops.errors import Code, Refused
from workshops.events import before, record, unchanged
from workshops.schemas import Value
from workshops.text import NOTE_LIMIT

POWER_AT_MOST = 5


def _perhaps_a_power(value: Value, name: str) -> Any:
    return None if value is None else a_number(1, POWER_AT_MOST).clean(value, name)


FIELDS: Fields = {
    "sentence": some_words(NOTE_LIMIT),
    "power": Field(_perhaps_a_power),
    "kind": one_of(MomentKind),
}


def mark_moment(act: Act, data: MarkMoment) -> Answer:
    """Say that a touchpoint is a moment of truth, and of which kind; where it is one already only that changes."""
    if data.kind not in MomentKind.values:
        raise Refused(Code.BAD_MESSAGE, field="kind", why="unknown")
    found = find_touchpoint(act, data.touchpoint)
    touchpoint = found.merged_into or found
    require_present(touchpoint, "")
    moment = Moment.objects.filter(touchpoint=touchpoint, removed_at=None).first()
    if moment is None:
        require_free(Moment.objects.all(), data.moment)
        moment = Moment(public_id=data.moment, map=touchpoint.map, touchpoint=touchpoint)
        undo = [before(moment) | {"was": {"removed": True}}]
    elif moment.kind == data.kind:
        return unchanged({"moment": moment.public_id})
    else:
        undo = [before(moment, "kind")]
    moment.kind = data.kind
    moment.save()
    return _recorded(act, "moment.mark", moment, undo, {"moment": moment.public_id})


def describe_moment(act: Act, data: DescribeMoment) -> Answer:
    """Change the sentence that says why, the power, or the kind."""
    moment = find_moment(act, data.moment)
    if moment.removed_at is not None or moment.touchpoint.removed_at is not None:
        raise Refused(Code.GONE, text=data.now if isinstance(data.now, str) else "")
    undo = [before(moment, data.field)] if data.field in FIELDS else None
    return describe(act, "moment.describe", moment, FIELDS, data, board=moment.map.public_id, undo=undo)


def remove_moment(act: Act, data: RemoveMoment) -> Answer:
    """Say that a touchpoint is no moment of truth after all."""
    moment = find_moment(act, data.moment)
    if moment.removed_at is not None:
        return unchanged()
    undo = [before(moment, "removed")]
    moment.removed_at = timezone.now()
    moment.save(update_fields=["removed_at"])
    return _recorded(act, "moment.remove", moment, undo, {})


def _recorded(
    act: Act, name: str, moment: Moment, undo: list[dict[str, Any]], result: dict[str, Any]
) -> Answer:
    return record(act, name, [moment], board=moment.map.public_id, undo=undo, result=result)
