"""How a touchpoint feels: everybody says it for themselves; all see what it comes to."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from maps.commands.placing import require_present
from maps.models import Rating, Touchpoint
from maps.models.feeling import WORD_LIMIT
from maps.queries import felt_at, find_touchpoint
from maps.schemas import GiveRating, TakeRating
from workshops.acts import Act, Answer
from workshops.commands.wording import perhaps_line
from workshops.events import before, record, unchanged


def give_rating(act: Act, data: GiveRating) -> Answer:
    """Say how a touchpoint feels, or that one does not know; it replaces what one said before."""
    word = perhaps_line(data.word, "word", WORD_LIMIT)
    touchpoint = _rated(act, data.touchpoint)
    rating = Rating.objects.filter(touchpoint=touchpoint, participant=act.participant).first()
    if rating is None:
        rating = Rating(map=touchpoint.map, touchpoint=touchpoint, participant=act.participant)
        undo = [before(rating) | {"was": {"removed": True}}]
    elif rating.removed_at is None and (rating.value, rating.word) == (data.value, word):
        return unchanged()
    else:
        undo = [before(rating, "removed", "value", "word")]
    rating.value, rating.word, rating.removed_at = data.value, word, None
    rating.department = act.participant.department
    rating.save()
    return _recorded(act, "rating.give", touchpoint, [rating], undo)


def take_rating(act: Act, data: TakeRating) -> Answer:
    """Take back what one said, also of touchpoints that have become a part of this one since."""
    touchpoint = _rated(act, data.touchpoint)
    here = Q(touchpoint=touchpoint) | Q(touchpoint__merged_into=touchpoint)
    own = Rating.objects.filter(here, participant=act.participant, removed_at=None)
    ratings = list(own.select_related("touchpoint"))
    if not ratings:
        return unchanged()
    undo = [before(rating, "removed") for rating in ratings]
    for rating in ratings:
        rating.removed_at = timezone.now()
        rating.save(update_fields=["removed_at"])
    return _recorded(act, "rating.take", touchpoint, ratings, undo)


def _rated(act: Act, public_id: str) -> Touchpoint:
    """Find the touchpoint that is rated: of one merged meanwhile what it has become a part of."""
    found = find_touchpoint(act, public_id)
    touchpoint = found.merged_into or found
    require_present(touchpoint, "")
    return touchpoint


def _recorded(
    act: Act, name: str, touchpoint: Touchpoint, ratings: list[Rating], undo: list[dict[str, Any]]
) -> Answer:
    feeling = felt_at(touchpoint)
    return record(act, name, [*ratings, feeling], board=touchpoint.map.public_id, undo=undo)
