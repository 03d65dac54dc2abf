"""Links for people outside: made by facilitators, for a time, ended at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from maps.commands.sharing import LINKS_AT_MOST, make_share_link, revoke_share_link
from maps.models import ShareLink
from tests.harness.cast import Cast, Person
from workshops.acts import Act, acting
from workshops.errors import Code, Refused
from workshops.models import Event, Participant, Workshop, hash_token

pytestmark = pytest.mark.django_db


def made(person: Person, days: int = 7, label: str = "The board", **more: bool) -> ShareLink:
    """A link that somebody makes for so many days."""
    with acting(_row(person), also_archived=True) as act:
        return make_share_link(act, label=label, ends_on=timezone.localdate() + timedelta(days=days), **more)


def _row(person: Person) -> Participant:
    return Participant.objects.get(public_id=person.id)


def _revoke(act: Act, link: ShareLink) -> None:
    revoke_share_link(act, link.public_id)


def test_link_is_found_by_its_secret_alone(cast: Cast) -> None:
    link = made(cast.fay)
    assert link.token_hash == hash_token(link.token())
    assert link.token() not in str(ShareLink.objects.filter(pk=link.pk).values().get())
    assert ShareLink.objects.get(pk=link.pk).token() == link.token()


def test_history_tells_of_links(cast: Cast) -> None:
    link = made(cast.fay)
    with acting(_row(cast.fay)) as act:
        _revoke(act, link)
        _revoke(act, link)
    names = (
        Event.objects.filter(workshop__public_id=cast.workshop).order_by("pk").values_list("name", flat=True)
    )
    assert list(names)[-2:] == ["share.add", "share.revoke"]


@pytest.mark.parametrize("who", ["ann", "hal", "mia", "oda"])
def test_only_facilitators_make_and_end_links(cast: Cast, who: str) -> None:
    link = made(cast.fay)
    with pytest.raises(Refused) as refused:
        made(getattr(cast, who))
    assert refused.value.code == Code.FORBIDDEN
    with pytest.raises(Refused) as refused, acting(_row(getattr(cast, who))) as act:
        _revoke(act, link)
    assert refused.value.code == Code.FORBIDDEN


def test_link_of_another_workshop_is_not_found(cast: Cast) -> None:
    link = made(cast.fay)
    ShareLink.objects.update(workshop=Workshop.objects.get(public_id=cast.other_workshop))
    with pytest.raises(Refused) as refused, acting(_row(cast.fay)) as act:
        _revoke(act, link)
    assert refused.value.code == Code.NOT_FOUND


@pytest.mark.parametrize("days", [-1, 367, 10_000])
def test_day_that_is_past_or_too_far_away_is_refused(cast: Cast, days: int) -> None:
    with pytest.raises(Refused) as refused:
        made(cast.fay, days)
    assert refused.value.details == {"field": "ends_on", "why": "out-of-range"}


@pytest.mark.parametrize("label", ["x" * 81, "a\x00b"])
def test_bad_label_is_refused(cast: Cast, label: str) -> None:
    with pytest.raises(Refused) as refused:
        made(cast.fay, label=label)
    assert refused.value.details["field"] == "label"


def test_too_many_links_are_refused(cast: Cast) -> None:
    for _ in range(LINKS_AT_MOST):
        made(cast.fay)
    with pytest.raises(Refused) as refused:
        made(cast.fay)
    assert refused.value.code == Code.FULL
