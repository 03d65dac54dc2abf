"""Somebody's seat who has an account ends with being signed in, with signing out and with a new password."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.harness.browsers import browser_of, signed_in
from tests.harness.cast import PASSWORD, Cast
from workshops.access import find_participant_by_token
from workshops.models import User

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])
HOUR = 60 * 60


def pages(cast: Cast) -> list[str]:
    """The pages that keep a facilitator's seat."""
    here = f"/w/{cast.workshop}/"
    return [here, f"{here}boards/{cast.end_users.id}/", f"{here}me/"]


def kept(response: Any, cast: Cast) -> int | str | None:
    """For how many seconds a page lets the browser keep its seat, or None where it says nothing of it."""
    cookie = response.cookies.get(f"jr_{cast.workshop}")
    return None if cookie is None else cookie["max-age"]


def sign_in(cast: Cast) -> Client:
    """Fay's browser, signed in by her password."""
    browser = browser_of()
    assert browser.post("/sign-in/", {"email": cast.email, "password": PASSWORD}).status_code == 302
    return browser


def test_seat_lasts_for_what_is_left_of_being_signed_in(cast: Cast) -> None:
    with time_machine.travel("2026-11-24 09:00:00Z", tick=False) as clock:
        browser = sign_in(cast)
        for hours_left in (30, 24, 1):
            clock.move_to(f"2026-11-{24 + (39 - hours_left) // 24} {(39 - hours_left) % 24:02}:00:00Z")
            assert {kept(browser.get(page), cast) for page in pages(cast)} == {hours_left * HOUR}
        clock.shift(HOUR + 1)
        assert [kept(browser.get(page), cast) for page in pages(cast)] == [None] * 3


def test_set_up_gives_the_seat_for_what_is_left(cast: Cast) -> None:
    typed = {"title": "W", "departments": ["Sales"], "types-TOTAL_FORMS": "1", "types-INITIAL_FORMS": "0"}
    typed |= {"types-0-name": "A", "types-0-template": "saas"}
    with time_machine.travel("2026-11-24 09:00:00Z", tick=False) as clock:
        browser = sign_in(cast)
        clock.shift(6 * HOUR)
        response = browser.post("/workshops/new/", typed)
    assert [cookie["max-age"] for name, cookie in response.cookies.items() if name[:3] == "jr_"] == [
        24 * HOUR
    ]


def test_seat_of_somebody_who_is_not_signed_in_is_not_prolonged(cast: Cast) -> None:
    browser = browser_of(cast.fay)
    responses = [browser.get(page) for page in pages(cast)]
    assert [(response.status_code, kept(response, cast)) for response in responses] == [(200, None)] * 3


def test_personal_link_gives_the_seat_for_as_long_as_a_session(cast: Cast, settings) -> None:
    response = browser_of().post(f"/enter/{cast.fay.token}")
    assert kept(response, cast) == settings.SESSION_COOKIE_AGE


def test_attendees_seat_is_prolonged_for_long(cast: Cast) -> None:
    browser = browser_of(cast.ann)
    assert [kept(browser.get(pages(cast)[page]), cast) for page in (0, 2)] == [400 * 24 * HOUR] * 2


def test_sign_out_leaves_the_seat_when_being_signed_in_has_run_out(cast: Cast) -> None:
    browser = signed_in(cast)
    browser.get(f"/w/{cast.workshop}/")
    del browser.cookies["sessionid"]
    name, value = cast.olga.cookie.split("=", 1)
    browser.cookies[name] = value
    response = browser.post("/sign-out/")
    assert {key: cookie.value for key, cookie in response.cookies.items()} == {f"jr_{cast.workshop}": ""}
    assert browser.get(f"/w/{cast.workshop}/").status_code == 404


def test_sign_out_leaves_the_seats_of_every_account_in_the_browser(cast: Cast) -> None:
    browser = browser_of(cast.fay)
    browser.force_login(User.objects.get(name="Otto"))
    browser.get(f"/w/{cast.other_workshop}/")
    response = browser.post("/sign-out/")
    dropped = {name for name, cookie in response.cookies.items() if name[:3] == "jr_" and not cookie.value}
    assert dropped == {f"jr_{cast.workshop}", f"jr_{cast.other_workshop}"}


@pytest.mark.parametrize("name", ["jr_é", "jr_", "jr_x y", "jr_" + "é" * 30])
def test_sign_out_minds_no_odd_cookie(cast: Cast, name: str) -> None:
    response = browser_of().post("/sign-out/", headers={"cookie": f"{name}={cast.fay.token}"})
    assert (response.status_code, [key for key in response.cookies if key[:3] == "jr_"]) == (302, [])


def new_password(fay: User) -> None:
    fay.set_password("three blue rivers")
    fay.save()


def only_the_password(fay: User) -> None:
    fay.set_password("three blue rivers")
    fay.save(update_fields=["password"])


def no_password(fay: User) -> None:
    fay.set_unusable_password()
    fay.save()


@pytest.mark.parametrize("change", [new_password, only_the_password, no_password])
def test_changed_password_makes_the_seats_of_the_account_useless_and_no_others(
    cast: Cast, change: Callable[[User], None]
) -> None:
    change(User.objects.get(email=cast.email))
    browsers = {person.name: browser_of(person) for person in (cast.fay, cast.ann, cast.mia, cast.hal)}
    found = {
        name: browser.get(f"/w/{cast.workshop}/", follow=True).status_code
        for name, browser in browsers.items()
    }
    assert found == {"Fay": 404, "Ann": 200, "Mia": 200, "Hal": 200}
    assert [browser_of().get(f"/enter/{person.token}").status_code for person in (cast.fay, cast.mia)] == [
        404,
        200,
    ]


def test_new_password_gets_a_new_seat(cast: Cast) -> None:
    new_password(User.objects.get(email=cast.email))
    browser = signed_in(cast)
    browser.get(f"/w/{cast.workshop}/")
    value = browser.cookies[f"jr_{cast.workshop}"].value
    fay = find_participant_by_token(value)
    assert (fay and fay.public_id, value == cast.fay.token) == (cast.fay.id, False)


def test_account_saved_without_a_new_password_keeps_its_seats(cast: Cast) -> None:
    fay = User.objects.get(email=cast.email)
    fay.name = "Fay Frost"
    fay.save()
    sign_in(cast)
    assert browser_of(cast.fay).get(f"/w/{cast.workshop}/").status_code == 200
