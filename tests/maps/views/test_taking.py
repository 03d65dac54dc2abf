"""Taking away: who is offered what, the parcel with everything, links for people outside."""

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from maps.exports import making
from maps.exports.formats import FORMATS
from maps.models import Map, Note, Parcel, ShareLink
from maps.parcels import LOST_AFTER, OF_ALL_MAPS, OF_EACH_MAP, ask, newest_of
from tests.harness.browsers import browser_of
from tests.harness.cast import Cast
from workshops.enums import Attribution, Status
from workshops.models import Participant, Workshop

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])

NAME = "Nosy Nora Never-Told"


@pytest.fixture(autouse=True)
def _no_takes_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def path(cast: Cast, rest: str = "take/") -> str:
    """An address in Fay's workshop."""
    return f"/w/{cast.workshop}/{rest}"


def finish(*, attendees: bool = False) -> None:
    """Let every workshop be over."""
    Workshop.objects.update(status=Status.ARCHIVED, attendees_may_export=attendees)


def row(cast: Cast, who: str) -> Participant:
    """Somebody's row."""
    return Participant.objects.get(public_id=getattr(cast, who).id)


def test_page_offers_every_format_of_every_map(cast: Cast) -> None:
    page = browser_of(cast.mia).get(path(cast)).content.decode()
    for board in (cast.end_users, cast.distributors):
        for key in FORMATS:
            assert f"/boards/{board.id}/export.{key}" in page
    assert all(path(cast, f"take/all.{key}") in page for key in ("pptx", "xlsx"))


def test_managers_are_not_offered_links_for_people_outside(cast: Cast) -> None:
    assert "shares/" in browser_of(cast.fay).get(path(cast)).content.decode()
    assert "shares/" not in browser_of(cast.mia).get(path(cast)).content.decode()


@pytest.mark.parametrize(("attendees", "status"), [(True, 200), (False, 404)])
def test_attendees_take_maps_away_at_the_end_where_they_may(cast: Cast, attendees: bool, status: int) -> None:
    file = path(cast, f"boards/{cast.end_users.id}/export.json")
    Workshop.objects.update(attendees_may_export=attendees)
    assert browser_of(cast.ann).get(file).status_code == 404
    finish(attendees=attendees)
    assert browser_of(cast.ann).get(file).status_code == status
    assert browser_of(cast.ann).get(path(cast)).status_code == status
    assert browser_of(cast.oda).get(path(cast)).status_code == 404


def test_attendees_take_only_maps_that_they_may_see(cast: Cast) -> None:
    finish(attendees=True)
    Workshop.objects.update(hide_groups=True)
    ann = browser_of(cast.ann)
    assert ann.get(path(cast, f"boards/{cast.distributors.id}/export.json")).status_code == 404
    assert cast.distributors.id not in ann.get(path(cast)).content.decode()


@pytest.mark.parametrize("query", ["paper=a9", "paper=../../etc", "sheet=users", "paper=", "sheet=%00"])
def test_paper_or_sheet_that_is_not_there_is_said(cast: Cast, query: str) -> None:
    response = browser_of(cast.mia).get(path(cast, f"boards/{cast.end_users.id}/export.csv?{query}"))
    assert response.status_code == 404
    assert "Choose one of" in response.content.decode()


@pytest.mark.parametrize("format", ["exe", "PDF", "pdf%00", "..%2f", "json"])
def test_format_that_holds_no_several_maps_is_not_there(cast: Cast, format: str) -> None:
    assert browser_of(cast.mia).get(path(cast, f"take/all.{format}")).status_code == 404


def test_file_is_kept_and_never_shown_as_a_page_of_ours(cast: Cast) -> None:
    response = browser_of(cast.mia).get(path(cast, f"boards/{cast.end_users.id}/export.html"))
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-store"


def test_parcel_holds_everything_of_the_workshop(cast: Cast) -> None:
    mia = browser_of(cast.mia)
    assert mia.get(path(cast, "take/parcel.zip")).status_code == 404
    assert mia.post(path(cast, "take/parcel/ask/")).status_code == 302
    response = mia.get(path(cast, "take/parcel.zip"))
    with zipfile.ZipFile(io.BytesIO(response.content)) as parcel:
        assert parcel.testzip() is None
        names = parcel.namelist()
        assert len(names) == len(set(names)) == 1 + len(OF_ALL_MAPS) + 2 * len(OF_EACH_MAP)
        assert "1-end-users/poster-a3.pdf" in names
        assert all(parcel.read(name) for name in names)
    assert "Ready since" in mia.get(path(cast, "take/parcel/")).content.decode()
    assert browser_of(cast.fay).get(path(cast, "take/parcel.zip")).status_code == 404
    mia.post(path(cast, "take/parcel/drop/"))
    assert mia.get(path(cast, "take/parcel.zip")).status_code == 404


def test_parcel_that_is_being_made_is_asked_for_once(cast: Cast) -> None:
    first = ask(row(cast, "mia"), "en")
    assert ask(row(cast, "mia"), "en").pk == first.pk
    page = browser_of(cast.mia).get(path(cast, "take/parcel/")).content.decode()
    assert f"0 of {first.steps} files are made." in page
    assert "hx-trigger" in page


def test_parcel_whose_process_ended_can_be_asked_for_again(cast: Cast) -> None:
    first = ask(row(cast, "mia"), "en")
    Parcel.objects.update(touched_at=timezone.now() - LOST_AFTER - timedelta(seconds=1))
    found = newest_of(row(cast, "mia"))
    assert found is not None
    assert found.failed == "stopped"
    assert "It was not finished" in browser_of(cast.mia).get(path(cast, "take/parcel/")).content.decode()
    assert ask(row(cast, "mia"), "en").pk != first.pk


def test_parcel_says_what_was_too_much(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "SECONDS", 0.01)
    making.close()
    mia = browser_of(cast.mia)
    mia.post(path(cast, "take/parcel/ask/"))
    making.close()
    assert "This took too long." in mia.get(path(cast, "take/parcel/")).content.decode()


def test_facilitator_makes_and_ends_a_link(cast: Cast) -> None:
    fay = browser_of(cast.fay)
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    fay.post(path(cast, "shares/"), {"label": "Board", "ends_on": day, "may_take": "on"})
    link = ShareLink.objects.get()
    assert (link.label, link.may_take, link.names_shown) == ("Board", True, False)
    assert f"/s/{link.token()}/" in fay.get(path(cast)).content.decode()
    fay.post(path(cast, f"shares/{link.public_id}/revoke/"))
    assert Client().get(f"/s/{link.token()}/").status_code == 404
    assert link.token() not in fay.get(path(cast)).content.decode()


@pytest.mark.parametrize("day", ["", "yesterday", "2020-01-01", "9999-12-31"])
def test_wrong_day_is_said_and_keeps_what_was_typed(cast: Cast, day: str) -> None:
    response = browser_of(cast.fay).post(path(cast, "shares/"), {"label": "Kept words", "ends_on": day})
    assert response.status_code == 400
    assert "Kept words" in response.content.decode()
    assert not ShareLink.objects.exists()


def share(cast: Cast, days: int = 3, **more: bool) -> str:
    """A link to Fay's workshop; returns its address."""
    workshop = Workshop.objects.get(public_id=cast.workshop)
    link = ShareLink(workshop=workshop, ends_on=timezone.localdate() + timedelta(days=days), **more).seal()
    link.save()
    return f"/s/{link.token()}/"


def test_shared_page_shows_all_maps_to_a_stranger(cast: Cast) -> None:
    url = share(cast)
    response = Client().get(url)
    page = response.content.decode()
    assert all(
        title in page
        for title in Map.objects.filter(workshop__public_id=cast.workshop).values_list("title", flat=True)
    )
    assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex, nofollow", "no-referrer")
    note = Note.objects.get(public_id=cast.end_users.notes[0])
    read = Client().get(f"{url}{cast.end_users.id}/")
    assert note.text in read.content.decode()
    assert "default-src 'none'" in read["Content-Security-Policy"]


def test_files_by_a_link_only_where_it_lets_take_them(cast: Cast) -> None:
    for may_take, status in ((True, 200), (False, 404)):
        url = share(cast, may_take=may_take)
        assert Client().get(f"{url}{cast.end_users.id}/map.json").status_code == status
        assert ("export" in Client().get(url).content.decode()) is False


def test_files_by_links_are_counted(cast: Cast) -> None:
    url = share(cast, may_take=True)
    answers = [Client().get(f"{url}{cast.end_users.id}/map.mmd").status_code for _ in range(61)]
    assert (answers[:60], answers[60]) == ([200] * 60, 429)


@pytest.mark.parametrize("case", ["expired", "revoked", "wrong", "deleted"])
def test_link_that_leads_nowhere_says_the_same_of_everything(cast: Cast, case: str) -> None:
    url = share(cast, days=-1 if case == "expired" else 3, may_take=True)
    if case == "revoked":
        ShareLink.objects.update(revoked_at=timezone.now())
    if case == "deleted":
        ShareLink.objects.all().delete()
    if case == "wrong":
        url = f"/s/{'A' * 32}/"
    for rest in ("", f"{cast.end_users.id}/", f"{cast.end_users.id}/map.json"):
        response = Client().get(url + rest)
        assert response.status_code == 404
        words = response.content.decode()
        assert "This link leads nowhere (any more)." in words
        assert Workshop.objects.get(public_id=cast.workshop).title not in words


def test_link_opens_no_map_of_another_workshop(cast: Cast) -> None:
    url = share(cast, may_take=True)
    for rest in (f"{cast.other_board.id}/", f"{cast.other_board.id}/map.json"):
        assert Client().get(url + rest).status_code == 404


@pytest.mark.parametrize("attribution", Attribution.values)
@pytest.mark.parametrize("names_shown", [True, False])
def test_link_tells_names_only_where_both_let_it(cast: Cast, attribution: str, names_shown: bool) -> None:
    Participant.objects.filter(public_id=cast.ann.id).update(name=NAME)
    Note.objects.update(author=row(cast, "ann"), department=row(cast, "ann").department)
    Workshop.objects.update(attribution=attribution)
    url = share(cast, names_shown=names_shown, may_take=True)
    pages = [
        url,
        f"{url}{cast.end_users.id}/",
        f"{url}{cast.end_users.id}/map.json",
        f"{url}{cast.end_users.id}/map.csv",
    ]
    said = any(NAME in Client().get(page).content.decode() for page in pages)
    assert said == (names_shown and attribution == Attribution.NAMED)
