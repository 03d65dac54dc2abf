"""Codes: a workshop's and one's own; wrong ones are limited, a whole room behind one address is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from tests.harness.browsers import browser_of, signed_in
from tests.harness.cast import Cast
from workshops.enums import Status
from workshops.ids import CODE_LENGTH, CODE_LETTERS, as_code, new_code, read_code
from workshops.models import Participant, Workshop

PROXIED = {"TRUST_PROXY": True}
NOWHERE = "This code leads nowhere."


@pytest.fixture(autouse=True)
def _no_tries_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def code_of(cast: Cast) -> str:
    """The workshop's spoken code."""
    return Workshop.objects.get(public_id=cast.workshop).join_code


def type_code(code: str, address: str = "192.0.2.1", browser: Client | None = None):
    """Types a code at a device of some address."""
    return (browser or browser_of()).post("/join/", {"code": code}, headers={"x-forwarded-for": address})


@pytest.mark.parametrize("spell", [str, str.lower, lambda code: f" {code[:4]}-{code[4:]} "])
def test_spoken_code_leads_to_the_join_page_however_it_is_typed(cast: Cast, spell) -> None:
    response = type_code(spell(code_of(cast)))
    assert (response.status_code, response["Location"]) == (302, f"/j/{cast.join}")


def test_own_code_lets_the_same_person_in_on_another_device(cast: Cast) -> None:
    browser = browser_of()
    code = Participant.objects.get(public_id=cast.ann.id).rejoin_code()
    response = type_code(code, browser=browser)
    assert response["Location"] == f"/w/{cast.workshop}/"
    assert browser.cookies[f"jr_{cast.workshop}"].value == cast.ann.token


@pytest.mark.parametrize("code", ["", "K7MQ", "K7MQ4RXB9", "ÄÄÄÄÄÄÄÄ", "\x00" * 8, "A" * 41])
def test_what_can_be_no_code_is_said_to_be_none_and_kept(cast: Cast, code: str) -> None:
    response = type_code(code)
    assert response.status_code == 200
    assert "leads nowhere" not in response.content.decode()
    assert response.context["form"].errors["code"]


def test_wrong_code_is_kept_and_says_nothing_more_than_that(cast: Cast) -> None:
    response = type_code("WWWW WWWW")
    assert NOWHERE in response.content.decode()
    assert 'value="WWWW WWWW"' in response.content.decode()


@pytest.mark.parametrize("how", ["closed", "archived", "rotated"])
def test_code_of_a_workshop_dies(cast: Cast, how: str) -> None:
    code = code_of(cast)
    if how == "rotated":
        signed_in(cast).post(f"/w/{cast.workshop}/joining/rotate/")
        assert browser_of().get(f"/j/{cast.join}").status_code == 404
    else:
        changes: dict[str, dict[str, Any]] = {
            "closed": {"joining_open": False},
            "archived": {"status": Status.ARCHIVED},
        }
        Workshop.objects.filter(public_id=cast.workshop).update(**changes[how])
    assert NOWHERE in type_code(code).content.decode()
    # Who is in already finds the way back all the same.
    own = Participant.objects.get(public_id=cast.ann.id).rejoin_code()
    assert type_code(own).status_code == 302


def test_code_of_somebody_removed_leads_nowhere(cast: Cast) -> None:
    code = Participant.objects.get(public_id=cast.rex.id).rejoin_code()
    assert NOWHERE in type_code(code).content.decode()


def test_facilitators_have_no_code_as_they_sign_in(cast: Cast) -> None:
    fay = Participant.objects.get(public_id=cast.fay.id)
    assert fay.rejoin_hash == ""
    assert NOWHERE in type_code(fay.rejoin_code()).content.decode()


@override_settings(**PROXIED)
def test_5000_wrong_codes_from_one_address_are_limited_and_others_go_on(cast: Cast) -> None:
    browser = browser_of()
    statuses = [type_code(f"WWWW{number:04}", "192.0.2.7", browser).status_code for number in range(5_000)]
    assert statuses == [200] * 10 + [429] * 4_990
    refused = type_code(code_of(cast), "192.0.2.7")
    # A right code tells no more than a wrong one now; the link goes on working.
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 600
    assert "or use the link" in refused.content.decode()
    assert browser_of().get(f"/j/{cast.join}").status_code == 200
    assert type_code(code_of(cast), "192.0.2.8").status_code == 302


@override_settings(**PROXIED)
def test_5000_wrong_codes_from_50_addresses_are_limited(cast: Cast) -> None:
    browser = browser_of()
    statuses = [
        type_code(f"WWWW{number:04}", f"192.0.2.{number % 50}", browser).status_code
        for number in range(5_000)
    ]
    assert statuses.count(200) <= 300
    assert set(statuses[1_000:]) == {429}


@override_settings(**PROXIED)
def test_whole_room_behind_one_address_is_not_limited(cast: Cast) -> None:
    code = code_of(cast)
    assert {type_code(code, "192.0.2.9").status_code for _ in range(200)} == {302}


@override_settings(**PROXIED)
def test_slips_of_a_few_leave_the_room_its_way_in(cast: Cast) -> None:
    for number in range(9):
        assert type_code(f"WWWW{number:04}", "192.0.2.10").status_code == 200
    assert type_code(code_of(cast), "192.0.2.10").status_code == 302


def test_nothing_happens_by_opening_an_address(cast: Cast) -> None:
    browser = browser_of()
    own = Participant.objects.get(public_id=cast.ann.id).rejoin_code()
    response = browser.get(f"/join/?code={own}")
    assert response.status_code == 200
    assert f"jr_{cast.workshop}" not in browser.cookies


def test_codes_are_made_of_letters_that_cannot_be_mixed_up() -> None:
    made = [new_code() for _ in range(2_000)]
    assert {len(code) for code in made} == {CODE_LENGTH}
    assert set("".join(made)) == set(CODE_LETTERS)
    assert not set(CODE_LETTERS) & set("01OIL5S2")
    assert [len({code[place] for code in made}) for place in range(CODE_LENGTH)] == [len(CODE_LETTERS)] * 8
    assert as_code(b"\x00" * 32) == CODE_LETTERS[0] * 8
    assert read_code(" k7mq-4rxb ") == "K7MQ4RXB"
