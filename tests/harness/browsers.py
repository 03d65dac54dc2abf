"""Somebody's browser, without a window: their cookies, and signed in where they have an account."""

from __future__ import annotations

from django.test import Client

from tests.harness.cast import Cast, Person
from workshops.models import User


def browser_of(person: Person | None = None, *, enforce_csrf_checks: bool = False) -> Client:
    """A browser that holds somebody's cookie; nobody's is a stranger's."""
    browser = Client(enforce_csrf_checks=enforce_csrf_checks)
    if person is not None:
        name, value = person.cookie.split("=", 1)
        browser.cookies[name] = value
    return browser


def signed_in(cast: Cast, *, enforce_csrf_checks: bool = False) -> Client:
    """Fay's browser, signed in."""
    browser = Client(enforce_csrf_checks=enforce_csrf_checks)
    browser.force_login(User.objects.get(email=cast.email))
    return browser
