"""What was made together, on one page: for whom, when, and what it tells."""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from maps.models import Note
from tests.harness.browsers import browser_of
from tests.harness.cast import Cast
from workshops.enums import Attribution, Status
from workshops.models import Participant, Workshop

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])


def path(cast: Cast, rest: str = "finished/") -> str:
    """An address in Fay's workshop."""
    return f"/w/{cast.workshop}/{rest}"


@pytest.mark.parametrize("who", ["ann", "hal"])
def test_who_mapped_is_led_to_it_once_the_workshop_is_over(cast: Cast, who: str) -> None:
    browser = browser_of(getattr(cast, who))
    assert browser.get(path(cast)).status_code == 404
    Workshop.objects.update(status=Status.ARCHIVED)
    assert browser.get(path(cast, "")).headers["Location"] == path(cast)
    assert browser.get(path(cast)).status_code == 200


@pytest.mark.parametrize("who", ["fay", "mia", "oda"])
def test_others_read_it_at_any_time(cast: Cast, who: str) -> None:
    assert "As it stands now" in browser_of(getattr(cast, who)).get(path(cast)).content.decode()


def test_it_tells_what_was_made_and_where_to_go(cast: Cast) -> None:
    Workshop.objects.update(status=Status.ARCHIVED, attendees_may_export=True)
    page = browser_of(cast.ann).get(path(cast)).content.decode()
    assert "This workshop is finished" in page
    for rest in ("take/", "mine/", f"boards/{cast.end_users.id}/read/"):
        assert path(cast, rest) in page
    Workshop.objects.update(attendees_may_export=False)
    assert path(cast, "take/") not in browser_of(cast.ann).get(path(cast)).content.decode()


def test_hidden_groups_stay_hidden(cast: Cast) -> None:
    Workshop.objects.update(status=Status.ARCHIVED, hide_groups=True)
    ann = browser_of(cast.ann)
    assert cast.distributors.id not in ann.get(path(cast)).content.decode()
    assert ann.get(path(cast, f"boards/{cast.distributors.id}/read/")).status_code == 404
    assert ann.get(path(cast, f"boards/{cast.end_users.id}/read/")).status_code == 200


@pytest.mark.parametrize(
    ("attribution", "told"), [(Attribution.NAMED, True), (Attribution.DEPARTMENT, False)]
)
def test_map_read_whole_tells_names_as_attribution_says(cast: Cast, attribution: str, told: bool) -> None:
    Participant.objects.filter(public_id=cast.ann.id).update(name="Nosy Nora")
    Note.objects.update(author=Participant.objects.get(public_id=cast.ann.id))
    Workshop.objects.update(attribution=attribution)
    page = browser_of(cast.ann).get(path(cast, f"boards/{cast.end_users.id}/read/")).content.decode()
    assert ("Nosy Nora" in page) == told


def test_map_of_another_workshop_is_not_there(cast: Cast) -> None:
    assert browser_of(cast.fay).get(path(cast, f"boards/{cast.other_board.id}/read/")).status_code == 404


def test_page_costs_as_many_queries_for_many_notes_as_for_few(cast: Cast) -> None:
    def queries() -> int:
        with (
            CaptureQueriesContext(connections["default"]) as one,
            CaptureQueriesContext(connections["reader"]) as two,
        ):
            assert browser_of(cast.mia).get(path(cast)).status_code == 200
        return len(one) + len(two)

    few = queries()
    note = Note.objects.get(public_id=cast.end_users.notes[0])
    Note.objects.bulk_create(
        Note(map=note.map, stage=note.stage, row=note.row, text=f"more {number}", order=number)
        for number in range(30)
    )
    assert queries() == few
