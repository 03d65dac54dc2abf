"""Somebody's browser, without a window: their cookies, and signed in where they have an account."""

from __future__ import annotations

from django.test import Client

from tests.harness.cast import Cast, Person
from workshops.models import User


def browser_of(person: Person | None = None, **options: bool) -> Client:
    """A browser that holds somebody's cookie; nobody's is a stranger's."""
    browser = Client(**options)
    if person is not None:
        name, value = person.cookie.split("=", 1)
        browser.cookies[name] = value
    return browser


def signed_in(cast: Cast, **options: bool) -> Client:
    """Fay's browser, signed in."""
    browser = Client(**options)
    browser.force_login(User.objects.get(email=cast.email))
    return browser
