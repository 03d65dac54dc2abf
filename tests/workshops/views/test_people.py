"""The facilitator's hand on people: joining opened and closed, personal links made; wrong words change nothing."""

from io import BytesIO

import pytest
import segno
from django.utils.html import escape

from tests.harness.browsers import browser_of, signed_in
from tests.harness.cast import Cast
from workshops.commands.people import PEOPLE_AT_MOST
from workshops.errors import Code, Refused
from workshops.models import Department, Group, Participant, Workshop
from workshops.views.people import why_not

HTMX = {"HX-Request": "true"}
HOSTILE = "<b onclick=alert(1)>&"


def is_open(cast: Cast) -> bool:
    return Workshop.objects.get(public_id=cast.workshop).joining_open


@pytest.mark.parametrize("room", ["", "http://192.0.2.7:8000"])
def test_join_code_says_the_link_that_is_shown_dark_on_white(cast: Cast, settings, room: str) -> None:
    settings.ROOM_URL = room
    browser = signed_in(cast)
    link = browser.get(f"/w/{cast.workshop}/").context["join_link"]
    assert link == f"{room or 'http://testserver'}/j/{cast.join}"
    response = browser.get(f"/w/{cast.workshop}/join.svg")
    code, drawn = segno.make(link, error="m"), BytesIO()
    code.save(drawn, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False, omitsize=True)
    assert (response.content, response["Content-Type"]) == (drawn.getvalue(), "image/svg+xml")
    side = code.symbol_size(border=4)[0]
    assert f'viewBox="0 0 {side} {side}"' in response.content.decode()
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("room", "is_said"),
    [
        *(("http://127.0.0.1:8000", True), ("http://localhost", True), ("http://[::1]:8000", True)),
        *(("http://192.0.2.7:8000", False), ("https://room.example", False)),
    ],
)
def test_address_that_no_phone_can_open_is_said_to_be_one(
    cast: Cast, settings, room: str, is_said: bool
) -> None:
    settings.ROOM_URL = room
    for path in (f"/w/{cast.workshop}/", f"/w/{cast.workshop}/projector/"):
        page = signed_in(cast).get(path)
        assert page.status_code == 200
        assert ("bin/run --room" in page.content.decode()) is is_said


@pytest.mark.parametrize(
    ("changes", "shown", "said"),
    [
        ({}, True, "let phones scan the code"),
        ({"joining_open": False}, False, "Open joining to let more people in."),
        ({"status": "archived"}, False, "This workshop is archived: nobody new can join."),
    ],
)
def test_link_and_code_are_shown_while_they_let_people_in(
    cast: Cast, changes: dict[str, object], shown: bool, said: str
) -> None:
    Workshop.objects.filter(public_id=cast.workshop).update(**changes)
    page = signed_in(cast).get(f"/w/{cast.workshop}/").content.decode()
    assert (f"/j/{cast.join}" in page, f'src="/w/{cast.workshop}/join.svg"' in page) == (shown, shown)
    assert said in page


def test_joining_is_closed_and_opened_again(cast: Cast) -> None:
    browser, path = signed_in(cast), f"/w/{cast.workshop}/joining/"
    assert browser.post(path, {"open": "0"})["Location"] == f"/w/{cast.workshop}/"
    assert is_open(cast) is False
    page = browser.post(path, {"open": "1"}, headers=HTMX).content.decode()
    assert (is_open(cast), "Joining is open" in page, "<html" in page) == (True, True, False)
    assert f'value="http://testserver/j/{cast.join}"' in page


def test_joining_of_an_archived_workshop_stays_and_says_why(cast: Cast) -> None:
    Workshop.objects.filter(public_id=cast.workshop).update(status="archived")
    response = signed_in(cast).post(f"/w/{cast.workshop}/joining/", {"open": "0"})
    assert (response.status_code, is_open(cast)) == (409, True)
    assert "This workshop is archived" in response.content.decode()


@pytest.mark.parametrize("more", [{}, HTMX])
@pytest.mark.parametrize("role", ["manager", "observer", "helper"])
def test_invited_person_gets_a_link_that_lets_them_in(cast: Cast, role: str, more: dict[str, str]) -> None:
    browser, finance = (
        signed_in(cast),
        Department.objects.get(workshop__public_id=cast.workshop, name="Finance"),
    )
    words = {"name": " Max ", "role": role, "group": cast.distributors.group, "department": finance.public_id}
    browser.post(f"/w/{cast.workshop}/people/invite/", words, headers=more)
    new = Participant.objects.get(name="Max")
    assert (new.role, new.department, new.group and new.group.public_id) == (
        role,
        finance,
        cast.distributors.group if role == "helper" else None,
    )
    assert f"/enter/{new.token()}" in browser.get(f"/w/{cast.workshop}/").content.decode()
    guest = browser_of()
    guest.post(f"/enter/{new.token()}")
    assert guest.get(f"/w/{cast.workshop}/").status_code == (302 if role == "helper" else 200)


@pytest.mark.parametrize("more", [{}, HTMX])
@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"name": ""}, "name", "Please type a name."),
        ({"name": "m" * 81}, "name", "Please make it shorter: 80 characters fit, these are 81."),
        ({"role": ""}, "role", "Please choose a role."),
        ({"role": "facilitator"}, "role", "Please choose one of these roles."),
        ({"role": "attendee"}, "role", "Please choose one of these roles."),
        ({"role": "helper", "group": ""}, "group", "Please choose the group that this helper helps."),
        ({"role": "helper", "group": "g_x"}, "group", "Please choose one of these groups."),
        ({"department": "d_x"}, "department", "Please choose one of these departments."),
    ],
)
def test_invitation_with_wrong_words_keeps_them_and_invites_nobody(
    cast: Cast, wrong: dict[str, str], field: str, said: str, more: dict[str, str]
) -> None:
    before = Participant.objects.count()
    typed = {"name": "Max", "role": "manager", "group": "", "department": ""} | wrong
    response = signed_in(cast).post(f"/w/{cast.workshop}/people/invite/", typed, headers=more)
    form = response.context["invite_form"]
    assert (response.status_code, form.errors) == (200, {field: [said]})
    assert {name: form[name].value() for name in typed} == typed
    assert Participant.objects.count() == before
    assert ("<html" in response.content.decode()) is (not more)


def test_invitation_takes_no_group_of_another_workshop(cast: Cast) -> None:
    typed = {"name": "Max", "role": "helper", "group": cast.other_board.group}
    response = signed_in(cast).post(f"/w/{cast.workshop}/people/invite/", typed)
    assert response.context["invite_form"].errors == {"group": ["Please choose one of these groups."]}


def test_invited_name_is_shown_as_words(cast: Cast) -> None:
    browser = signed_in(cast)
    page = browser.post(
        f"/w/{cast.workshop}/people/invite/", {"name": HOSTILE, "role": "manager"}, headers=HTMX
    ).content.decode()
    whole = browser.get(f"/w/{cast.workshop}/").content.decode()
    assert [escape(HOSTILE) in page, escape(HOSTILE) in whole, HOSTILE in page + whole] == [True, True, False]


@pytest.mark.parametrize("more", [{}, HTMX])
def test_invitation_to_a_full_workshop_says_so_and_keeps_what_was_typed(
    cast: Cast, more: dict[str, str]
) -> None:
    group = Group.objects.get(public_id=cast.end_users.group)
    crowd = [
        Participant(workshop=group.workshop, name="P", group=group).seal() for _ in range(PEOPLE_AT_MOST)
    ]
    Participant.objects.bulk_create(crowd)
    typed = {"name": "Max", "role": "manager"}
    response = signed_in(cast).post(f"/w/{cast.workshop}/people/invite/", typed, headers=more)
    page = response.content.decode()
    assert (response.status_code, "This workshop is full." in page, "archived" in page) == (200, True, False)
    assert response.context["invite_form"]["name"].value() == "Max"
    assert not Participant.objects.filter(name="Max").exists()


def test_invitation_to_an_archived_workshop_says_so(cast: Cast) -> None:
    Workshop.objects.filter(public_id=cast.workshop).update(status="archived")
    response = signed_in(cast).post(f"/w/{cast.workshop}/people/invite/", {"name": "Max", "role": "manager"})
    page = response.content.decode()
    assert (response.status_code, "This workshop is archived" in page) == (409, True)


def test_every_reason_has_words_of_its_own() -> None:
    said = {code: why_not(Refused(code)).partition(".")[0] for code in Code}
    others = dict.fromkeys(Code, "That did not work")
    assert said == others | {
        Code.CLOSED: "This workshop is archived: everything can be read, nothing can be changed",
        Code.FORBIDDEN: "You may not do this here any more",
        Code.FULL: "This workshop is full",
        Code.BUSY: "The server is busy just now",
        Code.BAD_MESSAGE: "This name cannot be kept",
    }
