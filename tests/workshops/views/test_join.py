"""Coming in: one form, one person, the same person later, on any device; and going."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connections
from django.test import Client
from django.utils.html import escape

from maps.commands.setup import import_map
from tests.harness.browsers import browser_of, signed_in
from tests.harness.cast import Cast, make_cast, plan
from workshops.acts import acting
from workshops.commands.joining import set_joining
from workshops.ids import new_id
from workshops.models import CustomerType, Department, Participant, Workshop
from workshops.schemas import SetJoining

HOSTILE = "<img src=x onerror=alert(1)>{{ 7 }}"


def form(cast: Cast, **words: str) -> dict[str, str]:
    """What Zoe of Finance types to map with the end users."""
    department = Department.objects.get(workshop__public_id=cast.workshop, name="Finance")
    return {
        "op": new_id("j"),
        "name": "Zoe",
        "department": department.public_id,
        "group": cast.end_users.group,
        **words,
    }


def join(cast: Cast, browser: Client, **words: str):
    return browser.post(f"/j/{cast.join}", form(cast, **words))


def people(cast: Cast) -> list[str]:
    rows = Participant.objects.filter(workshop__public_id=cast.workshop).order_by("pk")
    return list(rows.values_list("name", flat=True))[8:]


def set_open(cast: Cast, wanted: bool) -> None:
    with acting(Participant.objects.get(public_id=cast.fay.id)) as act:
        set_joining(act, SetJoining(open=wanted))


def errors(response) -> dict[str, list[str]]:
    return {field: list(said) for field, said in response.context["form"].errors.items()}


def test_joining_leads_to_the_own_board_in_one_step(cast: Cast) -> None:
    browser = browser_of()
    response = join(cast, browser, name="  Zoe\u202e  Ω ")
    assert (response.status_code, response["Location"]) == (302, f"/w/{cast.workshop}/?welcome")
    board = f"/w/{cast.workshop}/boards/{cast.end_users.id}/?welcome"
    assert browser.get(response["Location"])["Location"] == board
    zoe = Participant.objects.get(name="Zoe Ω")
    assert [str(zoe.department), str(zoe.group), zoe.role] == ["Finance", "End users", "attendee"]
    assert browser.cookies[f"jr_{cast.workshop}"].value == zoe.token()


def test_joining_from_another_department_is_possible(cast: Cast) -> None:
    join(cast, browser_of(), department="another")
    assert Participant.objects.get(name="Zoe").department is None


def test_link_of_nobody_is_not_there(cast: Cast) -> None:
    answers = [
        browser_of().get(f"/j/{token}").status_code
        for token in (cast.join, cast.join[:-1], "x", cast.workshop)
    ]
    assert answers == [200, 404, 404, 404]


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"name": ""}, "name", "Please type your name."),
        ({"name": "\u202e "}, "name", "Please type your name."),
        ({"name": "z" * 81}, "name", "Please make it shorter: 80 characters fit, these are 81."),
        (
            {"name": "Zoe\x00"},
            "name",
            "There is a character in here that cannot be kept. Please type it again.",
        ),
        ({"department": ""}, "department", "Please choose your department."),
        (
            {"department": "d_x"},
            "department",
            "This department is not there any more. Please choose another one.",
        ),
        ({"group": ""}, "group", "Please choose whose journey you map."),
        ({"group": "g_x"}, "group", "This one is not there any more. Please choose another one."),
    ],
)
def test_join_with_wrong_words_keeps_all_of_them_and_lets_nobody_in(
    cast: Cast, wrong: dict[str, str], field: str, said: str
) -> None:
    typed = form(cast, **wrong)
    response = browser_of().post(f"/j/{cast.join}", typed)
    assert errors(response) == {field: [said]}
    assert {name: response.context["form"][name].value() for name in typed} == typed
    assert (people(cast), response.cookies.get(f"jr_{cast.workshop}")) == ([], None)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "Something is still missing."),
        ({"name": "\u202e ", "group": ""}, "Something is still missing."),
        ({"name": "z" * 81}, "Please look again at what is marked."),
        ({"name": "z" * 81, "group": ""}, "Please look again at what is marked."),
        ({"department": "d_x"}, "Please look again at what is marked."),
    ],
)
def test_join_page_speaks_of_missing_words_only_where_some_are(
    cast: Cast, wrong: dict[str, str], said: str
) -> None:
    page = browser_of().post(f"/j/{cast.join}", form(cast, **wrong)).content.decode()
    banners = ("Something is still missing.", "Please look again at what is marked.")
    assert [banner for banner in banners if banner in page] == [said]


def test_join_takes_no_department_or_group_of_another_workshop(cast: Cast) -> None:
    department = Department.objects.get(workshop__public_id=cast.other_workshop, name="Finance")
    response = join(cast, browser_of(), department=department.public_id, group=cast.other_board.group)
    assert (sorted(errors(response)), people(cast)) == (["department", "group"], [])


def test_double_tap_makes_one_person(cast: Cast) -> None:
    browser, op = browser_of(), new_id("j")
    first, second = join(cast, browser, op=op), join(cast, browser, op=op)
    assert (first.status_code, second.status_code, people(cast)) == (302, 302, ["Zoe"])
    assert first.cookies[f"jr_{cast.workshop}"].value == second.cookies[f"jr_{cast.workshop}"].value


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_make_one_person() -> None:
    cast = make_cast()
    words = form(cast)

    def tap(_: int) -> str:
        try:
            return Client().post(f"/j/{cast.join}", words).cookies[f"jr_{cast.workshop}"].value
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as four:
        assert len(set(four.map(tap, range(4)))) == 1
    assert people(cast) == ["Zoe"]


def test_second_person_with_the_first_ones_page_is_a_second_person(cast: Cast) -> None:
    browser, op = browser_of(), new_id("j")
    join(cast, browser, op=op)
    join(cast, browser, op=op, name="Yan")
    assert people(cast) == ["Zoe", "Yan"]
    assert browser.cookies[f"jr_{cast.workshop}"].value == Participant.objects.get(name="Yan").token()


@pytest.mark.parametrize("op", ["", "short", "x" * 65, "-;drop table " * 2])
def test_broken_op_does_not_keep_anybody_out(cast: Cast, op: str) -> None:
    assert (join(cast, browser_of(), op=op).status_code, people(cast)) == (302, ["Zoe"])


def test_op_of_somebody_else_does_not_give_their_place(cast: Cast) -> None:
    op = new_id("j")
    join(cast, browser_of(), op=op)
    response = join(cast, browser_of(), op=op, name="Thief")
    assert response.cookies[f"jr_{cast.workshop}"].value != Participant.objects.get(name="Zoe").token()


def test_one_customer_type_is_not_asked_for(cast: Cast) -> None:
    workshop = Workshop.objects.get(public_id=cast.other_workshop)
    page = browser_of().get(f"/j/{workshop.join_token}").content.decode()
    assert ("You map the journey of" in page, "Whose journey do you map?" in page) == (True, False)


def test_map_that_came_later_can_be_joined(cast: Cast) -> None:
    with acting(Participant.objects.get(public_id=cast.fay.id)) as act:
        group = import_map(act, plan("Resellers")).group
    assert join(cast, browser_of(), group=group.public_id).status_code == 302
    assert Participant.objects.get(name="Zoe").group == group


def test_who_is_in_goes_on_or_is_somebody_else(cast: Cast) -> None:
    browser = browser_of(cast.ann)
    page = browser.get(f"/j/{cast.join}").content.decode()
    assert ("Go on as Ann" in page, 'name="name"' in page) == (True, False)
    assert 'name="name"' in browser.get(f"/j/{cast.join}?new").content.decode()
    join(cast, browser)
    assert browser.cookies[f"jr_{cast.workshop}"].value == Participant.objects.get(name="Zoe").token()
    assert Participant.objects.get(public_id=cast.ann.id).removed_at is None


def test_closed_joining_keeps_strangers_out_and_lets_people_through(cast: Cast) -> None:
    set_open(cast, False)
    page = browser_of().get(f"/j/{cast.join}").content.decode()
    assert ("Joining is closed." in page, 'name="name"' in page) == (True, False)
    assert "Go on as Ann" in browser_of(cast.ann).get(f"/j/{cast.join}").content.decode()
    assert browser_of(cast.ann).get(f"/w/{cast.workshop}/").status_code == 302


def test_joining_that_closes_while_somebody_types_keeps_the_words(cast: Cast) -> None:
    set_open(cast, False)
    response = join(cast, browser_of())
    assert errors(response)["__all__"][0].startswith("Joining has just been closed.")
    assert (response.context["form"]["name"].value(), people(cast)) == ("Zoe", [])


def test_full_room_joins_from_one_address_and_then_nobody_for_ten_minutes(cast: Cast) -> None:
    op = new_id("j")
    with time_machine.travel("2026-11-24 09:00:00Z", tick=False) as clock:
        for _ in range(300):
            assert join(cast, browser_of(), op=op).status_code == 302
        response = join(cast, browser_of(), name="Yan")
        assert errors(response) == {
            "__all__": [
                "Too many people joined from here just now. What you typed is still here: "
                "please try again in 10 minutes."
            ]
        }
        assert (response.context["form"]["name"].value(), people(cast)) == ("Yan", ["Zoe"])
        elsewhere = browser_of().post(f"/j/{cast.join}", form(cast, name="Uma"), REMOTE_ADDR="192.0.2.9")
        assert elsewhere.status_code == 302
        clock.shift(10 * 60 + 1)
        assert join(cast, browser_of(), name="Yan").status_code == 302
    assert people(cast) == ["Zoe", "Uma", "Yan"]


def test_archived_workshop_takes_nobody_in(cast: Cast) -> None:
    Workshop.objects.filter(public_id=cast.workshop).update(status="archived")
    assert "This workshop is over." in browser_of().get(f"/j/{cast.join}").content.decode()
    join(cast, browser_of())
    assert people(cast) == []


def test_facilitator_is_told_so_and_makes_no_attendee(cast: Cast) -> None:
    browser = signed_in(cast)
    assert "You run this workshop." in browser.get(f"/j/{cast.join}").content.decode()
    join(cast, browser)
    assert people(cast) == []


@pytest.mark.parametrize(
    ("attribution", "said"),
    [
        ("named", "with your name and department."),
        ("department", "with your department but without your name:"),
        ("anonymous", "but nobody sees who wrote it, the facilitator neither."),
    ],
)
def test_join_page_says_who_sees_what(cast: Cast, attribution: str, said: str) -> None:
    Workshop.objects.filter(public_id=cast.workshop).update(attribution=attribution)
    assert said in browser_of().get(f"/j/{cast.join}").content.decode()


def test_join_page_shows_hostile_words_as_words(cast: Cast) -> None:
    typed = form(cast, name=HOSTILE * 9)
    for model in (Department, CustomerType):
        model.objects.filter(workshop__public_id=cast.workshop, name__in=["Finance", "End users"]).update(
            name=HOSTILE
        )
    Workshop.objects.filter(public_id=cast.workshop).update(title=HOSTILE)
    page = browser_of().post(f"/j/{cast.join}", typed).content.decode()
    assert (page.count(escape(HOSTILE)), HOSTILE in page) == (15, False)


def test_personal_link_asks_first_and_lets_in_by_post(cast: Cast) -> None:
    browser = browser_of()
    page = browser.get(f"/enter/{cast.ann.token}")
    assert ("Go in as Ann" in page.content.decode(), len(page.cookies)) == (True, 1)
    assert f"jr_{cast.workshop}" not in page.cookies
    response = browser.post(f"/enter/{cast.ann.token}")
    assert (response.status_code, response["Location"]) == (302, f"/w/{cast.workshop}/")
    assert browser.get(f"/w/{cast.workshop}/me/").context["person"].name == "Ann"


def test_personal_link_of_nobody_or_a_removed_person_is_not_there(cast: Cast) -> None:
    for token in ("x", cast.rex.token, cast.join):
        assert [
            browser_of().get(f"/enter/{token}").status_code,
            browser_of().post(f"/enter/{token}").status_code,
        ] == [
            404,
            404,
        ]


def test_personal_link_on_somebody_elses_device_says_who_was_there(cast: Cast) -> None:
    browser = browser_of(cast.ben)
    assert "On this device Ben was in until now." in browser.get(f"/enter/{cast.ann.token}").content.decode()
    browser.post(f"/enter/{cast.ann.token}")
    assert browser.get(f"/w/{cast.workshop}/me/").context["person"].name == "Ann"


def test_personal_link_where_the_facilitator_is_signed_in_asks_to_sign_out(cast: Cast) -> None:
    page = signed_in(cast).get(f"/enter/{cast.ann.token}").content.decode()
    assert ("Fay is signed in and runs this workshop." in page, "Go in as Ann" in page) == (True, False)


def test_own_link_is_shown_to_oneself_alone(cast: Cast) -> None:
    response = browser_of(cast.ann).get(f"/w/{cast.workshop}/me/")
    assert response.context["link"] == f"http://testserver/enter/{cast.ann.token}"
    page = response.content.decode()
    assert [person.token in page for person in (cast.ann, cast.ben, cast.fay)] == [True, False, False]


def test_links_lead_to_the_room_where_there_is_one(cast: Cast, settings) -> None:
    settings.ROOM_URL = "http://192.0.2.7:8000"
    link = browser_of(cast.ann).get(f"/w/{cast.workshop}/me/").context["link"]
    assert link == f"http://192.0.2.7:8000/enter/{cast.ann.token}"


def test_leaving_forgets_the_device_and_keeps_the_person(cast: Cast) -> None:
    browser = browser_of(cast.ann)
    assert browser.post(f"/w/{cast.workshop}/leave/").status_code == 200
    assert browser.get(f"/w/{cast.workshop}/").status_code == 404
    browser.post(f"/enter/{cast.ann.token}")
    assert browser.get(f"/w/{cast.workshop}/").status_code == 302


def test_removed_person_reads_why(cast: Cast) -> None:
    response = browser_of(cast.rex).get(f"/w/{cast.workshop}/")
    assert response.status_code == 404
    assert "You are no longer in this workshop." in response.content.decode()
