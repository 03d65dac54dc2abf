"""Faults at the doors: codes and links, sessions, settings, proxies; threats S1 to S3 and S17 to S23."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

from tests.selftest.faults.table import Patch, fault
from tests.selftest.faults.texts import start_elsewhere

SETTINGS = "tests.config.test_settings"
LET_IN = "HttpResponseRedirect status_code=302"


@fault("S1", "workshops/test_ids.py::test_secrets_and_ids_have_128_random_bits[secret]")
def links_have_64_bits(patch: Patch) -> None:
    import secrets

    from workshops import ids

    patch.setattr(
        ids, "secrets", SimpleNamespace(token_urlsafe=lambda size: secrets.token_urlsafe(size // 2))
    )


@fault("S1", "workshops/views/test_accounts.py::test_setup_code_has_58_random_bits")
def setup_code_is_short(patch: Patch) -> None:
    from workshops.commands import accounts

    patch.setattr(accounts, "LENGTH", 6)


@fault("S1", "workshops/views/test_accounts.py::test_setup_code_cannot_be_guessed_all_day", says=LET_IN)
def wrong_codes_are_not_counted(patch: Patch) -> None:
    from workshops.limits import Limit

    patch.setattr(Limit, "take", lambda self, *parts: 0)


@fault(
    "S1",
    "workshops/views/test_accounts.py::test_fifty_wrong_passwords_close_the_door_to_their_address",
    says=LET_IN,
)
def wrong_passwords_of_an_address_are_not_counted(patch: Patch) -> None:
    from workshops.views import accounts

    patch.setattr(accounts, "PASSWORDS_OF_ADDRESS", accounts.Limit("none", 10**9, 1))


@fault(
    "S1",
    "workshops/views/test_join.py::test_joining_that_closes_while_somebody_types_keeps_the_words",
    says=LET_IN,
)
def link_lets_in_while_joining_is_closed(patch: Patch) -> None:
    from workshops.models import Workshop

    # What the database holds does not matter any more.
    patch.setattr(Workshop, "joining_open", property(lambda self: True, lambda self, value: None))


@fault("S2", "workshops/test_ids.py::test_secrets_and_ids_have_128_random_bits[id]")
def ids_are_counted(patch: Patch) -> None:
    from workshops import ids

    numbers = iter(range(10**9))
    patch.setattr(ids, "secrets", SimpleNamespace(token_urlsafe=lambda size: f"{next(numbers):022}"))


@fault("S2", "test_pages.py::test_page_is_there_for_whom_the_table_says[board]")
def page_that_is_not_yours_is_told_from_one_that_is_not_there(patch: Patch) -> None:
    from django.core.exceptions import PermissionDenied

    from workshops import access

    patch.setattr(access, "Http404", PermissionDenied)


@fault("S3", "config/test_headers.py::test_headers_are_on_every_response[get-/-headers0-302-no-store]")
def links_are_told_to_other_sites(patch: Patch) -> None:
    from config.csp import HeadersMiddleware

    real = HeadersMiddleware._add

    def add(self: Any, request: Any, response: Any) -> Any:
        response.headers["Referrer-Policy"] = "unsafe-url"
        return real(self, request, response)

    patch.setattr(HeadersMiddleware, "_add", add)


@fault("S3", "config/test_logs.py::test_line_without_the_token_of_a_link[formatter0-/enter/abcdefgh]")
def links_are_logged(patch: Patch) -> None:
    from config import logs

    patch.setattr(logs, "LINK", re.compile("(never seen)"))


@fault("S3", "workshops/views/test_join.py::test_personal_link_asks_first_and_lets_in_by_post")
def preview_of_a_personal_link_takes_the_seat(patch: Patch) -> None:
    from workshops.views import join

    real = join.render

    def render(request: Any, template: str, context: Any) -> Any:
        response = real(request, template, context)
        if template == "workshops/enter.html":
            join.give_seat(response, context["person"], context["person"].token())
        return response

    patch.setattr(join, "render", render)


@fault("S17", "workshops/views/test_accounts.py::test_sign_in_leaves_a_session_that_somebody_else_knows")
def sign_in_keeps_the_session(patch: Patch) -> None:
    from django.contrib.sessions.backends.base import SessionBase

    patch.setattr(SessionBase, "cycle_key", lambda self: None)


@fault("S17", "workshops/views/test_accounts.py::test_session_that_was_signed_out_of_lets_nobody_in")
def sign_out_only_takes_the_cookie_away(patch: Patch) -> None:
    from django.contrib.sessions.backends.base import SessionBase

    patch.setattr(SessionBase, "flush", lambda self: setattr(self, "_session_key", None))


@fault("S17", "workshops/test_seat_of_account.py::test_seat_lasts_for_what_is_left_of_being_signed_in")
def seat_outlives_the_session(patch: Patch) -> None:
    from workshops import access

    real = access._set_cookie
    patch.setattr(
        access, "_set_cookie", lambda response, person, secret, _: real(response, person, secret, 10**9)
    )


@fault("S17", "workshops/views/test_join.py::test_who_is_in_goes_on_or_is_somebody_else")
def joining_keeps_the_cookie_that_was_there(patch: Patch) -> None:
    from workshops.views import join

    real = join._let_in

    def let_in(request: Any, workshop: Any) -> Any:
        response = real(request, workshop)
        for name in [name for name in response.cookies if name in request.COOKIES]:
            del response.cookies[name]
        return response

    patch.setattr(join, "_let_in", let_in)


@fault("S18", "test_pages.py::test_post_from_another_site_is_refused[sign_out]")
def posts_are_taken_from_anywhere(patch: Patch) -> None:
    from django.middleware.csrf import CsrfViewMiddleware

    patch.setattr(CsrfViewMiddleware, "process_view", lambda self, request, view, args, kwargs: None)


@fault("S20", "maps/views/test_import.py::test_import_into_an_archived_workshop_is_refused")
def archived_workshop_takes_a_file(patch: Patch) -> None:
    from maps.views import imports
    from workshops import acts

    patch.setattr(imports, "takes_changes", lambda workshop: True)
    patch.setattr(acts, "_require_open", lambda act: None)


@fault("S20", "workshops/views/test_join.py::test_archived_workshop_takes_nobody_in")
def archived_workshop_is_joined(patch: Patch) -> None:
    from workshops.commands import people

    patch.setattr(people, "takes_changes", lambda workshop: True)


@fault(
    "S22",
    "config/test_settings.py::test_start_is_refused_in_plain_words"
    "[env1-Production needs SECRET_KEY, at least 50 random characters]",
)
def secret_may_be_short(patch: Patch) -> None:
    start_elsewhere(patch, SETTINGS, "config/settings.py", "if len(SECRET_KEY) < 50:", "if not SECRET_KEY:")


@fault("S22", "config/test_settings.py::test_debug_is_off_always[env2]")
def debug_can_be_switched_on(patch: Patch) -> None:
    on = 'DEBUG = environment.flag("DEBUG")'
    start_elsewhere(patch, SETTINGS, "config/settings.py", "\nDEBUG = False", f"\n{on}")


@fault("S22", "config/test_settings.py::test_deploy_check_finds_nothing_in_production")
def cookies_of_production_are_plain(patch: Patch) -> None:
    start_elsewhere(
        patch,
        SETTINGS,
        "config/settings.py",
        "SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION",
        "SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False",
    )


@fault("S22", "config/test_settings.py::test_local_mode_keeps_its_secret_for_its_owner_alone")
def everybody_may_read_the_secret(patch: Patch) -> None:
    start_elsewhere(
        patch, SETTINGS, "config/environment.py", "mine.touch(mode=0o600)", "mine.touch(mode=0o644)"
    )


@fault("S22", "workshops/views/test_accounts.py::test_setup_code_works_once_and_only_the_newest")
def setup_code_makes_many_accounts(patch: Patch) -> None:
    from workshops.commands import accounts

    patch.setattr(accounts, "is_new_installation", lambda: True)
    patch.setattr(accounts, "timezone", SimpleNamespace(now=lambda: None))


@fault(
    "S23",
    "workshops/views/test_accounts.py::test_address_is_what_a_proxy_says_only_if_it_is_trusted[False-200]",
)
def anybody_says_where_they_come_from(patch: Patch) -> None:
    from workshops import limits

    patch.setattr(limits, "settings", SimpleNamespace(TRUST_PROXY=True))


@fault("S23", "live/test_access.py::test_L10_forwarded_headers_are_not_trusted")
def anybody_says_that_they_come_by_https(patch: Patch) -> None:
    from django.conf import settings

    from workshops.live import origin

    trusting = SimpleNamespace(TRUST_PROXY=True, ALLOWED_HOSTS=settings.ALLOWED_HOSTS)
    patch.setattr(origin, "settings", trusting)


@fault("S23", "config/test_settings.py::test_proxy_is_trusted_only_when_told")
def proxy_is_trusted_without_being_told(patch: Patch) -> None:
    start_elsewhere(patch, SETTINGS, "config/settings.py", "if TRUST_PROXY:", "if True:")
