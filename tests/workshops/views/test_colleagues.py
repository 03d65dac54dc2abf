"""Colleagues come by links that work once; a workshop is run together and handed over; passwords are set anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from threading import Thread

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.utils import timezone

from tests.harness.browsers import browser_of, signed_in
from tests.harness.cast import PASSWORD, Cast
from workshops.commands.colleagues import accept_as_new, make_invitation, make_reset
from workshops.enums import LinkKind, Role
from workshops.errors import Code, Refused
from workshops.models import Event, OneUseLink, Participant, User, Workshop
from workshops.views import passwords

NEW = "a whole new battery of words"
MAILING = override_settings(MAIL_IS_SENT=True, EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")


@pytest.fixture(autouse=True)
def _no_tries_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def user(cast: Cast) -> User:
    """Fay's account."""
    return User.objects.get(email=cast.email)


def link_in(response) -> str:
    """The invitation that a page shows, as a path."""
    found = re.search(r"http://testserver(/invited/[A-Za-z0-9_-]+)", response.content.decode())
    assert found
    return found[1]


WORDS = {"name": "Cora", "email": "Cora@Example.org", "password": NEW}


def test_link_makes_an_account_once(cast: Cast) -> None:
    path = link_in(signed_in(cast).post("/colleagues/"))
    cora = Client()
    assert cora.post(path, WORDS)["Location"] == "/"
    account = User.objects.get(email="cora@example.org")
    assert account.check_password(NEW)
    assert not account.is_staff
    assert int(cora.session["_auth_user_id"]) == account.pk
    again = Client().post(path, WORDS | {"email": "dora@example.org"})
    assert (again.status_code, User.objects.filter(email="dora@example.org").exists()) == (410, False)


def test_link_of_a_workshop_makes_a_co_facilitator(cast: Cast) -> None:
    path = link_in(signed_in(cast).post(f"/w/{cast.workshop}/colleagues/"))
    cora = Client()
    assert "Heart of the journey" in cora.get(path).content.decode()
    assert cora.post(path, WORDS)["Location"] == f"/w/{cast.workshop}/"
    seat = Participant.objects.get(workshop__public_id=cast.workshop, user__email="cora@example.org")
    assert (seat.role, seat.name, seat.came_at is not None) == (Role.FACILITATOR, "Cora", True)
    assert cora.get(f"/w/{cast.workshop}/people/").status_code == 200
    assert cora.get(f"/w/{cast.other_workshop}/people/").status_code == 404


def test_who_has_an_account_comes_in_with_it(cast: Cast) -> None:
    path = link_in(signed_in(cast).post(f"/w/{cast.workshop}/colleagues/"))
    otto = Client()
    otto.force_login(User.objects.get(workshops__public_id=cast.other_workshop))
    assert "Come in as Otto" in otto.get(path).content.decode()
    assert otto.post(path)["Location"] == f"/w/{cast.workshop}/"
    assert otto.get(f"/w/{cast.workshop}/setup/").status_code == 200


def test_who_has_an_account_is_added_by_address(cast: Cast) -> None:
    other = User.objects.get(workshops__public_id=cast.other_workshop)
    response = signed_in(cast).post(f"/w/{cast.workshop}/colleagues/", {"email": other.email.upper()})
    assert response.status_code == 302
    assert Participant.objects.get(workshop__public_id=cast.workshop, user=other).role == Role.FACILITATOR
    assert Event.objects.filter(workshop__public_id=cast.workshop, name="person.join").exists()


@pytest.mark.parametrize("spoil", ["used", "late", "withdrawn"])
def test_link_that_does_not_work_any_more_says_so_and_nothing_else(cast: Cast, spoil: str) -> None:
    browser = signed_in(cast)
    path = link_in(browser.post(f"/w/{cast.workshop}/colleagues/"))
    link = OneUseLink.objects.get()
    now = timezone.now()
    if spoil == "withdrawn":
        browser.post("/colleagues/", {"withdraw": str(link.pk)})
        assert OneUseLink.objects.count() == 0
    else:
        fields = {"used": {"used_at": now}, "late": {"expires_at": now}}[spoil]
        OneUseLink.objects.update(**fields)
    for response in (Client().get(path), Client().post(path, WORDS), browser.post(path)):
        assert response.status_code == 410
        assert "Heart of the journey" not in response.content.decode()
    assert not User.objects.filter(email="cora@example.org").exists()


def test_nobody_withdraws_the_invitation_of_somebody_else(cast: Cast) -> None:
    signed_in(cast).post("/colleagues/")
    otto = Client()
    otto.force_login(User.objects.get(workshops__public_id=cast.other_workshop))
    for number in (str(OneUseLink.objects.get().pk), "x", "9" * 40, "\u0663"):
        otto.post("/colleagues/", {"withdraw": number})
    assert OneUseLink.objects.count() == 1


def test_address_that_has_an_account_is_not_taken_over_and_the_link_stays(cast: Cast) -> None:
    token = make_invitation(user(cast))
    with pytest.raises(Refused) as refused:
        accept_as_new(token, email=cast.email, name="Eve", password=NEW)
    assert refused.value.code == Code.CONFLICT
    assert user(cast).check_password(PASSWORD)
    assert OneUseLink.objects.get().used_at is None


def test_weak_password_is_refused_and_words_are_kept(cast: Cast) -> None:
    path = link_in(signed_in(cast).post("/colleagues/"))
    response = Client().post(path, WORDS | {"password": "cora"})
    assert response.status_code == 200
    assert response.context["form"].errors["password"]
    assert 'value="Cora"' in response.content.decode()


def test_letter_with_the_link_is_sent_where_that_can_be_done(cast: Cast) -> None:
    with MAILING:
        response = signed_in(cast).post("/colleagues/", {"email": "cora@example.org"})
    assert [letter.to for letter in mail.outbox] == [["cora@example.org"]]
    assert link_in(response) in mail.outbox[0].body


def test_owner_hands_over_to_a_co_facilitator_with_an_account(cast: Cast) -> None:
    other = User.objects.get(workshops__public_id=cast.other_workshop)
    browser = signed_in(cast)
    browser.post(f"/w/{cast.workshop}/colleagues/", {"email": other.email})
    seat = Participant.objects.get(workshop__public_id=cast.workshop, user=other)
    for person, status in ((cast.mia.id, 404), (cast.olga.id, 404), (seat.public_id, 302)):
        assert browser.post(f"/w/{cast.workshop}/hand-over/", {"person": person}).status_code == status
    assert Workshop.objects.get(public_id=cast.workshop).owner == other
    # Fay stays a co-facilitator, and can take nothing back.
    assert browser.get(f"/w/{cast.workshop}/people/").status_code == 200
    assert browser.post(f"/w/{cast.workshop}/hand-over/", {"person": cast.fay.id}).status_code == 404


# Passwords


def test_password_is_changed_by_whoever_knows_the_old_one(cast: Cast) -> None:
    browser, other = signed_in(cast), signed_in(cast)
    wrong = browser.post("/account/", {"old": "not mine", "password": NEW})
    assert wrong.context["form"].errors["old"]
    assert user(cast).check_password(PASSWORD)
    assert browser.post("/account/", {"old": PASSWORD, "password": NEW}).status_code == 302
    assert user(cast).check_password(NEW)
    # This browser goes on, the other one has to sign in, and old seats open nothing.
    assert browser.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert browser_of(cast.fay).get(f"/w/{cast.workshop}/").status_code == 404


def test_guessing_the_old_password_is_limited(cast: Cast) -> None:
    browser = signed_in(cast)
    for _ in range(10):
        browser.post("/account/", {"old": "not mine", "password": NEW})
    refused = browser.post("/account/", {"old": PASSWORD, "password": NEW})
    assert "Too many tries" in refused.content.decode()
    assert user(cast).check_password(PASSWORD)


def test_reset_link_sets_a_password_once(cast: Cast) -> None:
    path = f"/reset/{make_reset(user(cast))}"
    browser = Client()
    assert browser.post(path, {"password": "short"}).context["form"].errors["password"]
    assert browser.post(path, {"password": NEW})["Location"] == "/"
    assert user(cast).check_password(NEW)
    assert Client().post(path, {"password": "another battery of words"}).status_code == 410
    assert user(cast).check_password(NEW)


def test_newer_reset_link_makes_the_earlier_one_void(cast: Cast) -> None:
    first, second = make_reset(user(cast)), make_reset(user(cast))
    assert [Client().get(f"/reset/{token}").status_code for token in (first, second)] == [410, 200]
    OneUseLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(f"/reset/{second}").status_code == 410


def test_invitation_opens_no_password_and_the_other_way_round(cast: Cast) -> None:
    invitation, reset = make_invitation(user(cast)), make_reset(user(cast))
    assert Client().get(f"/reset/{invitation}").status_code == 410
    assert Client().get(f"/invited/{reset}").status_code == 410
    assert {link.kind for link in OneUseLink.objects.all()} == set(LinkKind.values)


def test_answer_to_a_reset_is_the_same_whether_there_is_an_account(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[str, str]] = []

    class Now(Thread):
        """Writes down what it was to do."""

        def start(self) -> None:
            begun.append(self._args)  # type: ignore[attr-defined]

    monkeypatch.setattr(passwords, "Thread", Now)
    with MAILING:
        pages = [
            re.sub(r'value="[^"]{30,}"', "", Client().post("/reset/", {"email": email}).content.decode())
            for email in (cast.email, "nobody@example.org")
        ]
        assert pages[0] == pages[1]
        assert [email for email, _ in begun] == [cast.email, "nobody@example.org"]
        for args in begun:
            passwords._send_reset(*args)
    assert [letter.to for letter in mail.outbox] == [[cast.email]]
    path = re.search(r"http://testserver(/reset/\S+)", str(mail.outbox[0].body))
    assert path
    assert Client().get(path[1]).status_code == 200


def test_reset_without_a_mail_server_says_whom_to_ask(cast: Cast) -> None:
    assert "manage.py resetlink" in Client().post("/reset/", {"email": cast.email}).content.decode()
    assert OneUseLink.objects.count() == 0


def test_resets_are_limited(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords.Thread, "start", lambda self: None)
    with MAILING:
        statuses = [Client().post("/reset/", {"email": cast.email}).status_code for _ in range(7)]
    assert statuses == [200] * 5 + [429] * 2


def test_resetlink_prints_a_link_that_works(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("resetlink", cast.email.upper())
    assert Client().get(capsys.readouterr().out.strip()).status_code == 200
    with pytest.raises(CommandError, match="Nobody who may sign in"):
        call_command("resetlink", "nobody@example.org")
