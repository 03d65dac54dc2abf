"""Every page × everybody × every method, as a table; a page that is not in it fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse

from tests.harness.browsers import browser_of, signed_in
from tests.harness.cast import Cast
from tests.harness.content import content
from workshops.models import Participant, User, Workshop

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])

EVERYBODY = ("stranger", "olga", "rex", "ann", "dev", "hal", "oda", "mia", "fay")
"""A stranger, an attendee of another workshop, somebody removed, attendees of both groups, a helper of Ann's
group, an observer, a manager; Fay is signed in and facilitates."""


def all_get(status: int, **others: int) -> dict[str, int]:
    """The same status for everybody but some."""
    return dict.fromkeys(EVERYBODY, status) | others


def members(status: int, **others: int) -> dict[str, int]:
    """One status for everybody in the workshop; for the rest the page is not there."""
    return all_get(status, stranger=404, olga=404, rex=404) | others


NO_SUCH_METHOD = all_get(405)
ACTS = all_get(404, fay=302)
"""A button: pressing it is the whole message, so that an empty POST of whoever may has its effect."""
TAKERS = all_get(404, hal=200, mia=200, fay=200)
MAKES_A_LINK = ("colleagues", "workshop_colleagues")
"""Without an address the link is only shown."""

# name: (what GET gives whom, what an empty POST gives whom)
PAGES: dict[str, tuple[dict[str, int], dict[str, int]]] = {
    "health_live": (all_get(200), NO_SUCH_METHOD),
    "health_ready": (all_get(200), NO_SUCH_METHOD),
    "home": (all_get(200), NO_SUCH_METHOD),
    "welcome": (all_get(302), all_get(200, fay=302)),
    "sign_in": (all_get(200, fay=302), all_get(200, fay=302)),
    "sign_out": (NO_SUCH_METHOD, all_get(302)),
    "join": (all_get(200), all_get(200)),
    "enter": (all_get(200), all_get(302)),
    "me": (members(200), NO_SUCH_METHOD),
    "leave": (NO_SUCH_METHOD, members(200)),
    "join_qr": (all_get(404, fay=200), NO_SUCH_METHOD),
    "joining": (NO_SUCH_METHOD, all_get(404, fay=400)),
    "invite": (NO_SUCH_METHOD, all_get(404, fay=200)),
    "workshop_new": (all_get(302, fay=200), all_get(302, fay=200)),
    "workshop": (members(302, oda=200, mia=200, fay=200), NO_SUCH_METHOD),
    "import_map": (all_get(404, fay=200), all_get(404, fay=200)),
    "undo_import": (NO_SUCH_METHOD, all_get(404, fay=302)),
    "pending_import": (all_get(404), all_get(404)),
    "board": (members(200), NO_SUCH_METHOD),
    "account": (all_get(302, fay=200), all_get(302, fay=200)),
    "reset": (all_get(200), all_get(200)),
    "new_password": (all_get(410), all_get(410)),
    "colleagues": (all_get(302, fay=200), all_get(302, fay=200)),
    "invited": (all_get(410), all_get(410)),
    "privacy": (all_get(200), NO_SUCH_METHOD),
    "workshop_colleagues": (all_get(404, fay=200), all_get(404, fay=200)),
    "hand_over": (NO_SUCH_METHOD, all_get(404)),
    "join_code": (all_get(200), all_get(200)),
    "projector": (all_get(404, fay=200), NO_SUCH_METHOD),
    "history": (all_get(404, fay=200), NO_SUCH_METHOD),
    "history_latest": (all_get(404, fay=200), NO_SUCH_METHOD),
    "mix": (all_get(404, fay=200), NO_SUCH_METHOD),
    "people": (all_get(404, fay=200), NO_SUCH_METHOD),
    "add_people": (NO_SUCH_METHOD, all_get(404, fay=200)),
    "balance": (all_get(404, fay=200), all_get(404, fay=400)),
    "people_links": (all_get(404, fay=200), NO_SUCH_METHOD),
    "send_links": (NO_SUCH_METHOD, all_get(404)),
    "way_back": (all_get(404, fay=200), NO_SUCH_METHOD),
    "own_templates": (all_get(302, fay=200), all_get(302, fay=404)),
    "setup": (all_get(404, fay=200), NO_SUCH_METHOD),
    "save_stages": (NO_SUCH_METHOD, all_get(404, fay=302)),
    "mine": (members(200), members(200)),
    "mine_as_file": (members(200), NO_SUCH_METHOD),
    "erase_me": (members(200, fay=404), members(409, fay=404)),
    "erase_person": (all_get(404, fay=200), all_get(404, fay=409)),
    "lobby": (members(200, oda=302, mia=302, fay=302), NO_SUCH_METHOD),
    "delete": (all_get(404, fay=200), all_get(404, fay=200)),
    "rotate_joining": (NO_SUCH_METHOD, ACTS),
    "begin": (NO_SUCH_METHOD, ACTS),
    "clone": (NO_SUCH_METHOD, ACTS),
    "archive": (NO_SUCH_METHOD, ACTS),
    "reopen": (NO_SUCH_METHOD, ACTS),
    "styleguide": (all_get(200), NO_SUCH_METHOD),
    "deleted": (members(200), NO_SUCH_METHOD),
    "history_of": (members(200), NO_SUCH_METHOD),
    "export": (TAKERS, NO_SUCH_METHOD),
    "export_all": (TAKERS, NO_SUCH_METHOD),
    "finished": (members(404, oda=200, mia=200, fay=200), NO_SUCH_METHOD),
    "read_map": (members(200), NO_SUCH_METHOD),
    "kit": (all_get(404, fay=200), NO_SUCH_METHOD),
    "take": (TAKERS, NO_SUCH_METHOD),
    "parcel": (TAKERS, NO_SUCH_METHOD),
    "parcel_file": (all_get(404), NO_SUCH_METHOD),
    "ask_parcel": (NO_SUCH_METHOD, all_get(404, hal=302, mia=302, fay=302)),
    "drop_parcel": (NO_SUCH_METHOD, all_get(404, hal=302, mia=302, fay=302)),
    "allow_attendees": (NO_SUCH_METHOD, all_get(404, fay=302)),
    "share": (NO_SUCH_METHOD, all_get(404, fay=400)),
    "revoke_share": (NO_SUCH_METHOD, all_get(404)),
    "shared": (all_get(404), NO_SUCH_METHOD),
    "shared_map": (all_get(404), NO_SUCH_METHOD),
    "shared_file": (all_get(404), NO_SUCH_METHOD),
}


@pytest.fixture(autouse=True)
def _no_tries_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def named(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    """The names of all addresses but the admin's, which Django tests."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name or str(pattern.pattern)
        elif pattern.namespace != "admin":
            yield from named(pattern.url_patterns)


def path_of(name: str, cast: Cast) -> str:
    """The address in Fay's workshop; personal links are Ann's, boards those of her group."""
    values = {
        "workshop": cast.workshop,
        "board": cast.end_users.id,
        "format": "xlsx" if name == "export_all" else "json",
        "link": cast.ann.id,
        "token": cast.join if name == "join" else cast.ann.token,
        "person": cast.ann.id,
        "waiting": "i_none_of_those_that_wait",
        "kind": "note",
        "written": cast.end_users.notes[0],
    }
    possible = get_resolver().reverse_dict.getlist(name)
    wanted = possible[0][0][0][1]
    return reverse(name, kwargs={key: values[key] for key in wanted})


def browser(who: str, cast: Cast, *, enforce_csrf_checks: bool = False) -> Client:
    if who == "fay":
        return signed_in(cast, enforce_csrf_checks=enforce_csrf_checks)
    return browser_of(getattr(cast, who, None), enforce_csrf_checks=enforce_csrf_checks)


def test_every_page_stands_in_the_table() -> None:
    assert sorted(named(get_resolver().url_patterns)) == sorted(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_page_is_there_for_whom_the_table_says(cast: Cast, name: str) -> None:
    before = content()
    path = path_of(name, cast)
    assert {who: browser(who, cast).get(path).status_code for who in EVERYBODY} == PAGES[name][0]
    assert {who: browser(who, cast).head(path).status_code for who in EVERYBODY} == PAGES[name][0]
    assert content() == before


@pytest.mark.parametrize("name", PAGES)
def test_empty_post_changes_nothing_and_is_answered_as_the_table_says(cast: Cast, name: str) -> None:
    before = content()
    table = PAGES[name][1]
    others = [who for who in EVERYBODY if who != "fay"]
    path = path_of(name, cast)
    assert {who: browser(who, cast).post(path).status_code for who in others} == {
        who: table[who] for who in others
    }
    assert content() == before
    if name == "begin":
        Workshop.objects.filter(public_id=cast.workshop).update(status="lobby")
    if name == "reopen":
        Workshop.objects.filter(public_id=cast.workshop).update(status="archived")
    before = content()
    assert browser("fay", cast).post(path).status_code == table["fay"]
    assert (content() != before) is (table is ACTS or name in MAKES_A_LINK)


IN_A_WORKSHOP = [
    name for name, (get, _) in PAGES.items() if get["rex"] == 404 or PAGES[name][1]["rex"] == 404
]


@pytest.mark.parametrize("name", IN_A_WORKSHOP)
def test_page_is_not_there_for_a_facilitator_of_another_workshop(cast: Cast, name: str) -> None:
    otto = Client()
    otto.force_login(User.objects.get(workshops__public_id=cast.other_workshop))
    path, before = path_of(name, cast), content()
    assert otto.get(path).status_code in (404, 405)
    assert otto.post(path).status_code in (404, 405)
    assert content() == before


@pytest.mark.parametrize("name", ["delete", "hand_over"])
def test_what_only_the_owner_may_is_not_there_for_a_co_facilitator(cast: Cast, name: str) -> None:
    """Mia is made one; all other pages of the workshop are there for her as for Fay."""
    Participant.objects.filter(public_id=cast.mia.id).update(
        role="facilitator", user=User.objects.get(workshops__public_id=cast.other_workshop)
    )
    mia = Client()
    mia.force_login(User.objects.get(workshops__public_id=cast.other_workshop))
    # The page seats her; nothing else may change.
    assert mia.get(f"/w/{cast.workshop}/setup/").status_code == 200
    before = content()
    assert mia.get(path_of(name, cast)).status_code in (404, 405)
    assert (
        mia.post(path_of(name, cast), {"title": "Heart of the journey", "person": cast.mia.id}).status_code
        == 404
    )
    assert content() == before


@pytest.mark.parametrize("name", [name for name, (_, post) in PAGES.items() if post != NO_SUCH_METHOD])
def test_post_from_another_site_is_refused(cast: Cast, name: str) -> None:
    before = content()
    for who in ("stranger", "ann", "fay"):
        response = browser(who, cast, enforce_csrf_checks=True).post(
            path_of(name, cast), {"open": "0", "name": "X"}
        )
        assert (response.status_code, who) == (403, who)
    assert content() == before


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("name", PAGES)
def test_other_methods_are_not_there_and_change_nothing(cast: Cast, name: str, method: str) -> None:
    before = content()
    assert getattr(signed_in(cast), method)(path_of(name, cast)).status_code in (404, 405)
    assert content() == before


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "olga"])
def test_pages_of_a_workshop_that_does_not_exist_look_like_those_of_others(cast: Cast, who: str) -> None:
    for place in ("", "me/", f"boards/{cast.other_board.id}/", f"boards/{cast.other_board.id}/export.csv"):
        theirs = browser(who, cast).get(f"/w/{cast.other_workshop}/{place}")
        nobodys = browser(who, cast).get(f"/w/{(nowhere := 'w_' + 'x' * 22)}/{place}")
        # The way to sign in leads back to the address that was asked for.
        shown = theirs.content.replace(cast.other_workshop.encode(), nowhere.encode())
        assert (theirs.status_code, shown) == (404, nobodys.content)


@pytest.mark.parametrize("strange", ["\x00", "w_\x00x", "w%00", "ä", "a b", "a.b", "x" * 65, "\ud800", "a\n"])
def test_address_with_a_strange_id_leads_nowhere(cast: Cast, strange: str) -> None:
    spoiled = {
        path_of(name, cast).replace(known, strange)
        for name in PAGES
        for known in (cast.workshop, cast.end_users.id, cast.join, cast.ann.token)
        if known in path_of(name, cast)
    }
    assert len(spoiled) == 66
    assert {path for path in spoiled if leads_somewhere(path)} == set()


def leads_somewhere(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def test_link_with_a_nul_in_it_is_not_there() -> None:
    paths = ("/j/%00", "/enter/%00", "/w/%00/", "/w/x/boards/%00/", "/w/x/boards/%00/export.csv")
    assert [browser_of().get(path).status_code for path in paths] == [404] * 5


@pytest.mark.parametrize("who", ["ann", "mia", "fay"])
def test_board_of_another_workshop_is_not_there_under_ones_own(cast: Cast, who: str) -> None:
    path = f"/w/{cast.workshop}/boards/{cast.other_board.id}/"
    assert [browser(who, cast).get(path + end).status_code for end in ("", "export.csv")] == [404, 404]


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_not_kept_by_caches_and_tell_other_sites_nothing(cast: Cast, name: str) -> None:
    response = signed_in(cast).get(path_of(name, cast))
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
