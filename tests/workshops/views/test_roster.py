"""The pages around the roster: lists that are pasted, links that are copied or sent, groups that are balanced."""

from __future__ import annotations

import json
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from tests.harness.browsers import browser_of, signed_in
from tests.harness.cast import Cast
from tests.harness.tables import Say
from workshops.commands.people import join_workshop
from workshops.models import Department, Event, Group, Participant, Workshop


class Stubborn(EmailBackend):
    """A mail server that takes no letters for one address."""

    def send_messages(self, messages: Any) -> int:
        """Fail for that address; keep all others."""
        if any("bad@example.org" in message.to for message in messages):
            raise SMTPException("no")
        return super().send_messages(messages)


MAILING = override_settings(MAIL_IS_SENT=True, EMAIL_BACKEND=f"{__name__}.Stubborn")


def add(cast: Cast, lines: str, **more: str):
    """Pastes a list."""
    return signed_in(cast).post(f"/w/{cast.workshop}/people/add/", {"lines": lines} | more)


def test_list_is_read_line_by_line_however_it_is_separated(cast: Cast) -> None:
    add(
        cast,
        "Zoe, Marketing, zoe@example.org\n\n Yan\tfinance\nXaver;;x@example.org\nWim, w@example.org\nVera",
    )
    people = Participant.objects.filter(workshop__public_id=cast.workshop, came_at=None, role="attendee")
    found = {p.name: (p.department.name if p.department else "", p.email) for p in people.order_by("name")}
    assert found == {
        "Zoe": ("Marketing", "zoe@example.org"),
        "Yan": ("Finance", ""),
        "Xaver": ("", "x@example.org"),
        "Wim": ("", "w@example.org"),
        "Vera": ("", ""),
    }
    assert Event.objects.filter(name="people.add").count() == 1
    # Pasted again, nobody is in it twice.
    add(cast, "ZOE, Marketing\nUrs")
    assert people.count() == 6


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Yan, Nowhere", "there is no department “Nowhere”"),
        (", Finance", "a name is missing"),
        ("Y" * 81, "a name is missing or cannot be kept"),
        ("Yan, Finance, not-an-address", "valid email"),
        ("Yan, Finance, y@example.org, more", "more than three parts"),
        ("Y\x00an", ""),
    ],
)
def test_line_that_cannot_be_read_is_named_and_nobody_is_added(cast: Cast, line: str, why: str) -> None:
    before = Participant.objects.count()
    response = add(cast, f"Zoe\n{line}")
    assert response.status_code == 200
    assert why.lower() in response.content.decode().lower()
    assert response.context["form"]["lines"].value() == f"Zoe\n{line}"
    assert Participant.objects.count() == before


def test_people_without_a_device_are_in_from_the_start(cast: Cast) -> None:
    add(cast, "Tom", without_device="on")
    tom = Participant.objects.get(name="Tom")
    assert (tom.has_device, tom.came_at is not None) == (False, True)
    assert "Tom" not in signed_in(cast).get(f"/w/{cast.workshop}/people/links/").context["as_text"]


def test_links_are_listed_to_copy_and_let_each_in_as_themselves(cast: Cast) -> None:
    add(cast, "Zoe, Marketing")
    lines = signed_in(cast).get(f"/w/{cast.workshop}/people/links/").context["as_text"].splitlines()
    [path] = [line.split("http://testserver")[1] for line in lines if line.startswith("Zoe\t")]
    browser = browser_of()
    browser.post(path)
    zoe = Participant.objects.get(name="Zoe")
    assert zoe.came_at is not None
    assert browser.cookies[f"jr_{cast.workshop}"].value == zoe.token()
    assert "Zoe" not in signed_in(cast).get(f"/w/{cast.workshop}/people/links/").context["as_text"]


def test_link_of_somebody_in_an_anonymous_workshop_works_once(cast: Cast) -> None:
    Workshop.objects.filter(public_id=cast.workshop).update(attribution="anonymous")
    add(cast, "Zoe")
    text = signed_in(cast).get(f"/w/{cast.workshop}/people/links/").context["as_text"]
    [path] = [line.split("http://testserver")[1] for line in text.splitlines() if line.startswith("Zoe\t")]
    browser = browser_of()
    browser.post(path)
    # What the facilitator has seen opens nothing any more; she herself stays in.
    assert browser_of().get(path).status_code == 404
    assert browser.get(f"/w/{cast.workshop}/mine/").status_code == 200


def test_letters_are_sent_and_who_got_none_is_named(cast: Cast) -> None:
    add(cast, "Zoe, , zoe@example.org\nYan, , bad@example.org\nXaver")
    with MAILING:
        response = signed_in(cast).post(f"/w/{cast.workshop}/people/links/send/")
    assert [letter.to for letter in mail.outbox] == [["zoe@example.org"]]
    zoe = Participant.objects.get(name="Zoe")
    assert f"http://testserver/enter/{zoe.token()}" in mail.outbox[0].body
    said = response.content.decode()
    assert "1 letter was sent." in said
    assert "Yan" in said.split("could not be sent")[1].split("</span>")[0]


def test_balance_does_what_was_shown_or_nothing(cast: Cast, say: Say) -> None:
    workshop = Workshop.objects.get(public_id=cast.workshop)
    group = Group.objects.get(public_id=cast.end_users.group)
    for number, department in enumerate(Department.objects.filter(workshop=workshop)):
        for each in "ab":
            join_workshop(workshop, name=f"{department}{each}{number}", department=department, group=group)
    browser = signed_in(cast)
    path = f"/w/{cast.workshop}/people/balance/"
    places = browser.get(path).context["places"]
    assert places
    say(cast.fay, "people.place", places={next(iter(places)): cast.distributors.group})
    version = Workshop.objects.get(pk=workshop.pk).version
    old = browser.post(path, {"places": json.dumps(places)})
    assert old.context["is_old"]
    assert Workshop.objects.get(pk=workshop.pk).version == version
    done = browser.post(path, {"places": json.dumps(old.context["places"])})
    assert done.context["is_done"]
    attendees = Participant.objects.filter(workshop=workshop, removed_at=None, role="attendee")
    sizes = [
        attendees.filter(group__public_id=one.group).count() for one in (cast.end_users, cast.distributors)
    ]
    assert abs(sizes[0] - sizes[1]) <= 1
    assert Workshop.objects.get(pk=workshop.pk).version == version + 1


@pytest.mark.parametrize("places", ["", "{", "[]", "null", '{"x": "y"}'])
def test_balance_of_something_else_moves_nobody(cast: Cast, places: str) -> None:
    version = Workshop.objects.get(public_id=cast.workshop).version
    response = signed_in(cast).post(f"/w/{cast.workshop}/people/balance/", {"places": places})
    assert response.status_code in (200, 400)
    assert Workshop.objects.get(public_id=cast.workshop).version == version


@pytest.mark.parametrize("page", ["people/", "mix/", "people/balance/", "history/", "colleagues/"])
def test_pages_cost_as_many_queries_with_more_people(cast: Cast, page: str) -> None:
    browser = signed_in(cast)
    path = f"/w/{cast.workshop}/{page}"
    with CaptureQueriesContext(connection) as few:
        browser.get(path)
    add(cast, "\n".join(f"Guest {number}, Marketing" for number in range(12)))
    browser.get(path)
    with CaptureQueriesContext(connection) as many:
        browser.get(path)
    assert len(many) <= len(few)


def test_history_says_who_did_what_and_nothing_of_notes(cast: Cast, say: Say) -> None:
    say(cast.fay, "workshop.describe", field="goal", was="", now="Fewer lost orders")
    say(cast.fay, "person.role", person=cast.ben.id, role="helper")
    say(cast.fay, "department.describe", department=cast.end_users.department, field="hue", now="legal")
    say(cast.ann, "note.remove", note=cast.end_users.notes[0])
    entries = [
        f"{entry.who} {entry.what}"
        for entry in signed_in(cast).get(f"/w/{cast.workshop}/history/").context["entries"]
    ]
    assert entries[:3] == [
        "Fay changed the colour of “Marketing”",
        "Fay made Ben: Group helper",
        "Fay changed the goal",
    ]
    assert not any("note" in entry for entry in entries)
