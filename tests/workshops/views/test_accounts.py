"""The first visit, signing in and out: right words get in, wrong ones are kept, counted and change nothing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections
from django.test import Client, override_settings

from tests.harness.browsers import browser_of, signed_in
from tests.harness.cast import PASSWORD, Cast
from workshops.commands.accounts import LETTERS, make_first_facilitator, make_setup_code
from workshops.errors import Code, Refused
from workshops.models import SetupCode, User

WORDS = {"name": "Fay", "email": "Fay@Example.org", "password": "three blue rivers"}
SLOW_HASHER = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]


def errors(response) -> dict[str, list[str]]:
    return {field: list(said) for field, said in response.context["form"].errors.items()}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/sign-in/"])
def test_new_installation_leads_to_the_welcome(client: Client, path: str) -> None:
    assert client.get(path)["Location"] == "/welcome/"


@pytest.mark.django_db
def test_welcome_makes_the_first_facilitator_and_signs_in(client: Client) -> None:
    code = make_setup_code()
    response = client.post("/welcome/", WORDS | {"code": f" {code.lower().replace('-', ' ')} "})
    assert (response.status_code, response["Location"]) == (302, "/")
    user = User.objects.get()
    assert (user.email, user.name, user.check_password("three blue rivers")) == (
        "fay@example.org",
        "Fay",
        True,
    )
    assert client.get("/").context["user"] == user
    assert SetupCode.objects.get().used_at is not None


@pytest.mark.django_db
def test_welcome_asks_to_sign_in_once_somebody_has_an_account(client: Client) -> None:
    code = make_setup_code()
    User.objects.create_user("someone@example.org", PASSWORD, name="Someone")
    assert client.get("/welcome/")["Location"] == "/sign-in/"
    response = client.post("/welcome/", WORDS | {"code": code})
    assert errors(response) == {"__all__": ["E-mail and password do not belong together. Please try again."]}
    assert '<form class="stack stack-5" method="post" action="/sign-in/"' in response.content.decode()
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_welcome_sent_again_signs_in_with_the_account_it_made() -> None:
    words = WORDS | {"code": make_setup_code()}
    browsers = browser_of(), browser_of()
    assert [browser.post("/welcome/", words)["Location"] for browser in browsers] == ["/", "/"]
    assert [browser.get("/").context["user"].email for browser in browsers] == ["fay@example.org"] * 2
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_welcome_is_no_door_to_guess_passwords_at(client: Client) -> None:
    client.post("/welcome/", WORDS | {"code": make_setup_code()})
    for _ in range(5):
        browser_of().post("/welcome/", WORDS | {"password": "three red rivers"})
    response = browser_of().post("/welcome/", WORDS)
    assert errors(response) == {"__all__": ["Too many wrong tries. Please try again in 15 minutes."]}


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_on_the_welcome_both_sign_in() -> None:
    words, start = WORDS | {"code": make_setup_code()}, Barrier(2)

    def click(browser: Client) -> str:
        start.wait()
        try:
            browser.post("/welcome/", words)
            return browser.get("/").context["user"].email
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as two:
        assert list(two.map(click, [browser_of(), browser_of()])) == ["fay@example.org"] * 2
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_account_without_a_password_leaves_the_installation_new(client: Client) -> None:
    User.objects.create_user("demo@example.org", name="Demo")
    assert client.get("/welcome/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"name": "  "}, "name", "Please type your name."),
        ({"name": "n" * 81}, "name", "Please make it shorter: 80 characters fit, these are 81."),
        ({"email": "fay"}, "email", "This does not look like an e-mail address."),
        (
            {"password": "short"},
            "password",
            "This password is too short. It must contain at least 10 characters.",
        ),
        ({"password": "password123"}, "password", "This password is too common."),
        ({"password": "fay@example.org"}, "password", "The password is too similar to the e-mail."),
        (
            {"name": "Hannelore Schmidt", "password": "hannelore schmidt"},
            "password",
            "The password is too similar to the name.",
        ),
        ({"code": ""}, "code", "Please type the set-up code that the server printed."),
        ({"code": "AAAA-AAAA-AAAA"}, "code", "This code is not the one"),
    ],
)
def test_welcome_keeps_what_was_typed_and_says_what_is_wrong(
    client: Client, wrong: dict[str, str], field: str, said: str
) -> None:
    typed = WORDS | {"code": make_setup_code()} | wrong
    response = client.post("/welcome/", typed)
    assert [list(errors(response)), User.objects.count()] == [[field], 0]
    assert errors(response)[field][0].startswith(said[:24])
    kept = {name: response.context["form"][name].value() for name in ("name", "email", "code")}
    assert kept == {name: typed[name] for name in kept}
    assert f'value="{typed["password"]}"' not in response.content.decode()


@pytest.mark.django_db
def test_welcome_says_how_long_a_password_has_to_be(client: Client, settings) -> None:
    least = [
        entry["OPTIONS"]["min_length"]
        for entry in settings.AUTH_PASSWORD_VALIDATORS
        if "min_length" in entry.get("OPTIONS", {})
    ]
    said = client.get("/welcome/").context["form"]["password"].help_text
    assert (len(least), str(said).split(".")[0]) == (1, f"At least {least[0]} characters")


@pytest.mark.django_db
def test_setup_code_has_58_random_bits() -> None:
    codes = [make_setup_code().replace("-", "") for _ in range(300)]
    assert ({len(code) for code in codes}, {sign for code in codes for sign in code}) == ({12}, set(LETTERS))
    assert len(LETTERS) ** 12 > 2**58


@pytest.mark.django_db
def test_setup_code_works_once_and_only_the_newest() -> None:
    old, new = make_setup_code(), make_setup_code()
    with pytest.raises(Refused) as refused:
        make_first_facilitator(old, email="a@example.org", name="A", password=PASSWORD)
    assert refused.value.code == Code.FORBIDDEN
    make_first_facilitator(new, email="a@example.org", name="A", password=PASSWORD)
    with pytest.raises(Refused) as refused:
        make_first_facilitator(new, email="b@example.org", name="B", password=PASSWORD)
    assert refused.value.code == Code.CLOSED


@pytest.mark.django_db(transaction=True)
def test_of_two_first_visits_at_once_one_gets_in() -> None:
    code, start = make_setup_code(), Barrier(2)

    def visit(name: str) -> str:
        start.wait()
        try:
            return make_first_facilitator(
                code, email=f"{name}@example.org", name=name, password=PASSWORD
            ).name
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as two:
        outcome = sorted(two.map(visit, ["one", "two"]))
    assert outcome in ([Code.CLOSED, "one"], [Code.CLOSED, "two"])
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_setup_code_cannot_be_guessed_all_day(client: Client) -> None:
    code = make_setup_code()
    for _ in range(10):
        client.post("/welcome/", WORDS | {"code": "AAAA-AAAA-AAAA"})
    response = client.post("/welcome/", WORDS | {"code": code})
    assert errors(response) == {"code": ["Too many wrong tries. Please try again in 15 minutes."]}
    assert User.objects.count() == 0


def sign_in(
    browser: Client, email: str, password: str = PASSWORD, *, address: str = "192.0.2.8", proxied: str = ""
):
    words = {"email": email, "password": password}
    headers = {"X-Forwarded-For": proxied} if proxied else {}
    return browser.post("/sign-in/", words, headers=headers, REMOTE_ADDR=address)


def test_sign_in_leads_home_however_the_e_mail_is_typed(cast: Cast) -> None:
    response = sign_in(browser_of(), cast.email.upper())
    assert (response.status_code, response["Location"]) == (302, "/")


def test_sign_in_makes_a_new_session(cast: Cast) -> None:
    browser = browser_of()
    browser.cookies["sessionid"] = "planted" * 5
    sign_in(browser, cast.email)
    assert browser.cookies["sessionid"].value != "planted" * 5
    assert browser.get("/").context["user"].email == cast.email


def test_sign_in_leaves_a_session_that_somebody_else_knows(cast: Cast) -> None:
    known = SessionStore()
    known["seen"] = True
    known.create()
    assert known.session_key
    browser = browser_of()
    browser.cookies["sessionid"] = known.session_key
    sign_in(browser, cast.email)
    assert browser.get("/").context["user"].email == cast.email
    stranger = browser_of()
    stranger.cookies["sessionid"] = known.session_key
    assert stranger.get("/workshops/new/").status_code == 302


def test_session_that_was_signed_out_of_lets_nobody_in(cast: Cast) -> None:
    browser, thief = signed_in(cast), browser_of()
    thief.cookies["sessionid"] = browser.cookies["sessionid"].value
    assert thief.get("/workshops/new/").status_code == 200
    browser.post("/sign-out/")
    assert thief.get("/workshops/new/").status_code == 302


@pytest.mark.parametrize(
    ("onward", "leads_to"),
    [
        ("/workshops/new/", "/workshops/new/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("foo", "/"),
        ("home", "/"),
        ("", "/"),
    ],
)
def test_sign_in_leads_on_only_to_pages_of_ours(cast: Cast, onward: str, leads_to: str) -> None:
    words = {"email": cast.email, "password": PASSWORD, "next": onward}
    assert browser_of().post("/sign-in/", words)["Location"] == leads_to
    assert signed_in(cast).get("/sign-in/", {"next": onward})["Location"] == leads_to


@pytest.mark.parametrize(
    ("email", "password"), [("{fay}", "wrong"), ("nobody@example.org", PASSWORD), ("{fay}", PASSWORD + " ")]
)
def test_sign_in_with_wrong_words_keeps_the_e_mail_and_not_the_password(
    cast: Cast, email: str, password: str
) -> None:
    email = email.format(fay=cast.email)
    response = sign_in(browser_of(), email, password)
    assert errors(response) == {"__all__": ["E-mail and password do not belong together. Please try again."]}
    assert response.context["form"]["email"].value() == email
    assert password not in response.content.decode()


def test_sign_in_of_a_closed_account_is_refused(cast: Cast) -> None:
    User.objects.filter(email=cast.email).update(is_active=False)
    assert sign_in(browser_of(), cast.email).status_code == 200


def test_unknown_e_mail_costs_the_same_hashing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed = []
    encode = PBKDF2PasswordHasher.encode

    def counted(*words, **more):
        hashed.append(1)
        return encode(*words, **more)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counted)
    with override_settings(PASSWORD_HASHERS=SLOW_HASHER):
        user = User.objects.get(email=cast.email)
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
        hashed.clear()
        sign_in(browser_of(), cast.email, "wrong")
        known = len(hashed)
        sign_in(browser_of(), "nobody@example.org", "wrong")
        assert (known, len(hashed)) == (1, 2)


def test_five_wrong_passwords_close_the_door_for_a_quarter_of_an_hour(cast: Cast) -> None:
    with time_machine.travel("2026-11-24 09:00:00Z", tick=False) as clock:
        for _ in range(5):
            assert "do not belong together" in str(errors(sign_in(browser_of(), cast.email, "wrong")))
        response = sign_in(browser_of(), cast.email)
        assert errors(response) == {"__all__": ["Too many wrong tries. Please try again in 15 minutes."]}
        clock.shift(14 * 60 + 1)
        response = sign_in(browser_of(), cast.email)
        assert errors(response) == {"__all__": ["Too many wrong tries. Please try again in 1 minute."]}
        clock.shift(60)
        assert sign_in(browser_of(), cast.email).status_code == 302


def test_wrong_passwords_of_one_address_do_not_lock_others_out(cast: Cast) -> None:
    for _ in range(6):
        sign_in(browser_of(), cast.email, "wrong")
    assert sign_in(browser_of(), cast.email, address="192.0.2.9").status_code == 302
    assert sign_in(browser_of(), "otto@example.org").status_code == 200


def test_right_password_gives_the_tries_back(cast: Cast) -> None:
    for _ in range(3):
        for _ in range(4):
            sign_in(browser_of(), cast.email, "wrong")
        assert sign_in(browser_of(), cast.email).status_code == 302


def test_fifty_wrong_passwords_close_the_door_to_their_address(cast: Cast) -> None:
    for number in range(50):
        sign_in(browser_of(), f"nobody{number}@example.org", "wrong")
    assert "Too many" in str(errors(sign_in(browser_of(), cast.email)))
    assert sign_in(browser_of(), cast.email, address="192.0.2.9").status_code == 302


def test_hundred_wrong_passwords_from_anywhere_close_the_door_to_their_e_mail_for_an_hour(cast: Cast) -> None:
    with time_machine.travel("2026-11-24 09:00:00Z", tick=False) as clock:
        for number in range(100):
            sign_in(browser_of(), cast.email, "wrong", address=f"192.0.2.{number}")
        response = sign_in(browser_of(), cast.email, address="198.51.100.1")
        assert errors(response) == {"__all__": ["Too many wrong tries. Please try again in 60 minutes."]}
        assert sign_in(browser_of(), "otto@example.org", address="198.51.100.1").status_code == 200
        clock.shift(60 * 60 + 1)
        assert sign_in(browser_of(), cast.email, address="198.51.100.1").status_code == 302


def test_right_passwords_do_not_use_up_the_tries_of_their_e_mail(cast: Cast) -> None:
    assert {sign_in(browser_of(), cast.email).status_code for _ in range(101)} == {302}


def test_tries_for_other_e_mails_do_not_push_out_the_count_of_one(cast: Cast) -> None:
    for _ in range(5):
        sign_in(browser_of(), cast.email, "wrong")
    for number in range(400):
        sign_in(browser_of(), f"nobody{number}@example.org", "wrong", address=f"198.51.100.{number % 200}")
    assert "Too many" in str(errors(sign_in(browser_of(), cast.email)))


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", 200),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", 302),
        ("::ffff:192.0.2.1", "192.0.2.1", 200),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", 302),
        ("192.0.2.1", "192.0.2.2", 302),
        ("unix:", "unix:", 200),
    ],
)
def test_tries_are_counted_by_what_one_cannot_change_of_an_address(
    cast: Cast, first: str, second: str, status: int
) -> None:
    for _ in range(5):
        sign_in(browser_of(), cast.email, "wrong", address=first)
    assert sign_in(browser_of(), cast.email, address=second).status_code == status


@pytest.mark.parametrize(("trusted", "status"), [(False, 200), (True, 302)])
def test_address_is_what_a_proxy_says_only_if_it_is_trusted(cast: Cast, trusted: bool, status: int) -> None:
    with override_settings(TRUST_PROXY=trusted):
        for _ in range(6):
            sign_in(browser_of(), cast.email, "wrong", proxied="192.0.2.1")
        response = sign_in(browser_of(), cast.email, proxied="192.0.2.1, 192.0.2.2")
        assert response.status_code == status


def test_sign_out_leaves_the_places_of_the_account_and_no_other(cast: Cast) -> None:
    browser = signed_in(cast)
    browser.get(f"/w/{cast.workshop}/")
    name, value = cast.olga.cookie.split("=", 1)
    browser.cookies[name] = value
    browser.post("/sign-out/")
    assert browser.cookies[f"jr_{cast.workshop}"].value == ""
    assert browser.cookies[name].value == value
    assert browser.get(f"/w/{cast.workshop}/").status_code == 404


def test_sign_out_keeps_an_attendee_who_never_signed_in(cast: Cast) -> None:
    browser = browser_of(cast.ann)
    browser.post("/sign-out/")
    assert browser.get(f"/w/{cast.workshop}/me/").status_code == 200


def test_sign_out_by_a_link_does_nothing(cast: Cast) -> None:
    browser = signed_in(cast)
    assert browser.get("/sign-out/").status_code == 405
    assert browser.get("/").context["user"].email == cast.email
