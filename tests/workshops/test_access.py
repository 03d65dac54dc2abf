"""Who is asking: the signed-in facilitator before the cookie, strangers and removed people not at all."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.test import override_settings

from tests.harness.cast import Cast, Person
from workshops.access import (
    find_participant_by_token,
    get_facilitator_or_404,
    get_participant_or_404,
    identify,
    keep_seat,
    leave_seat,
)
from workshops.models import Participant, User

EVERYBODY = ["ann", "ben", "dev", "fay", "hal", "mia", "oda", "olga", "rex"]


def asking(*people: Person, user: User | None = None) -> HttpRequest:
    """A request with some people's cookies."""
    request = HttpRequest()
    request.user = user or AnonymousUser()
    request.COOKIES = dict(person.cookie.split("=", 1) for person in people)
    return request


def name_of(person: Participant | None) -> str | None:
    return person.name if person else None


def test_token_finds_everybody_but_removed_people(cast: Cast) -> None:
    found = {name: name_of(find_participant_by_token(getattr(cast, name).token)) for name in EVERYBODY}
    assert found == {name: name.title() for name in EVERYBODY} | {"rex": None}


@pytest.mark.parametrize("token", ["", "x", "p_", "0" * 5000, "ä"])
def test_token_of_nobody_finds_nobody(cast: Cast, token: str) -> None:
    assert find_participant_by_token(token) is None


def test_cookie_names_only_people_of_its_workshop(cast: Cast) -> None:
    everybody = [getattr(cast, name) for name in EVERYBODY]
    found = {person.name: name_of(identify(asking(person), cast.workshop)) for person in everybody}
    assert found == {name.title(): name.title() for name in EVERYBODY} | {"Rex": None, "Olga": None}


def test_cookie_of_one_workshop_under_the_name_of_another_is_a_stranger(cast: Cast) -> None:
    request = asking(cast.ann)
    request.COOKIES[f"jr_{cast.workshop}"] = cast.olga.token
    assert identify(request, cast.workshop) is None


def test_signed_in_facilitator_wins_over_a_cookie(cast: Cast) -> None:
    fay = User.objects.get(email=cast.email)
    assert name_of(identify(asking(cast.ann, user=fay), cast.workshop)) == "Fay"


def test_signed_in_stranger_is_whom_the_cookie_says(cast: Cast) -> None:
    otto = User.objects.get(name="Otto")
    assert name_of(identify(asking(cast.ann, user=otto), cast.workshop)) == "Ann"
    assert identify(asking(user=otto), cast.workshop) is None


def test_removed_person_is_told_so_and_a_stranger_is_told_nothing(cast: Cast) -> None:
    with pytest.raises(Http404) as told:
        get_participant_or_404(asking(cast.rex), cast.workshop)
    assert str(told.value).startswith("You are no longer in this workshop.")
    with pytest.raises(Http404) as nothing:
        get_participant_or_404(asking(), cast.workshop)
    assert str(nothing.value) == ""


def test_only_facilitators_are_facilitators(cast: Cast) -> None:
    let_in = []
    for name in EVERYBODY:
        try:
            let_in.append(get_facilitator_or_404(asking(getattr(cast, name)), cast.workshop).name)
        except Http404:
            continue
    assert let_in == ["Fay"]


def test_identify_takes_one_query_for_a_cookie_with_all_that_pages_need(
    cast: Cast, django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):
        person = identify(asking(cast.ann), cast.workshop)
        assert person is not None
        assert person.department is not None
        assert person.group is not None
        assert (person.workshop.title, person.department.name, person.group.name) == (
            "Heart of the journey",
            "Marketing",
            "End users",
        )


def test_closed_account_leaves_a_facilitator_nothing(cast: Cast) -> None:
    fay = User.objects.get(email=cast.email)
    fay.is_active = False
    fay.save(update_fields=["is_active"])
    assert identify(asking(cast.fay), cast.workshop) is None
    assert find_participant_by_token(cast.fay.token) is None
    with pytest.raises(Http404) as told:
        get_participant_or_404(asking(cast.fay), cast.workshop)
    assert str(told.value) == ""
    assert name_of(identify(asking(cast.ann), cast.workshop)) == "Ann"


@pytest.mark.parametrize("secure", [False, True])
def test_seat_is_a_cookie_that_scripts_and_other_sites_do_not_get(cast: Cast, secure: bool) -> None:
    response = HttpResponse()
    with override_settings(SESSION_COOKIE_SECURE=secure):
        keep_seat(asking(), response, Participant.objects.get(public_id=cast.ann.id))
    cookie = response.cookies["__Host-" * secure + f"jr_{cast.workshop}"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"], cookie["path"]) == (
        cast.ann.token,
        True,
        "Lax",
        "/",
    )
    assert (bool(cookie["secure"]), cookie["max-age"]) == (secure, 400 * 24 * 60 * 60)


@pytest.mark.parametrize("secure", [False, True])
def test_leaving_takes_the_cookie_away(cast: Cast, secure: bool) -> None:
    response = HttpResponse()
    with override_settings(SESSION_COOKIE_SECURE=secure):
        leave_seat(response, cast.workshop)
    cookie = response.cookies["__Host-" * secure + f"jr_{cast.workshop}"]
    # Browsers let go of a name with __Host- only where the answer that says so is secure too.
    assert (cookie.value, cookie["max-age"], cookie["path"]) == ("", 0, "/")
    assert bool(cookie["secure"]) is secure
