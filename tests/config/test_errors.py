"""Error pages say what happened, what happened to the notes and what to do, without asking the database."""

import pytest
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.test import RequestFactory

from config.errors import not_found
from tests.harness.browsers import browser_of, signed_in
from tests.harness.cast import Cast
from workshops.models import Workshop

PAGES = ["400", "403", "403_csrf", "404", "500"]


@pytest.mark.parametrize("name", PAGES)
def test_error_page_needs_no_database_and_speaks_of_notes(name: str) -> None:
    page = render_to_string(f"{name}.html")
    assert page.count("<h1") == 1
    assert "Your notes are safe" in page
    assert 'href="/"' in page


def test_not_found_shows_the_words_of_the_view() -> None:
    page = not_found(
        RequestFactory().get("/x"), Http404("You are no longer in this workshop.")
    ).content.decode()
    assert "You are no longer in this workshop." in page
    assert "The link may be cut off" not in page


def test_not_found_escapes_the_words_of_the_view() -> None:
    page = not_found(RequestFactory().get("/x"), Http404("<b>Fay</b>")).content.decode()
    assert "&lt;b&gt;Fay&lt;/b&gt;" in page
    assert "<b>Fay</b>" not in page


@pytest.mark.django_db
def test_not_found_keeps_programmers_words_to_itself() -> None:
    with pytest.raises(Http404) as raised:
        get_object_or_404(Workshop, public_id="w_nowhere")
    page = not_found(RequestFactory().get("/x"), raised.value).content.decode()
    assert "query" not in page
    assert "The link may be cut off" in page


@pytest.mark.django_db
def test_whoever_is_signed_out_may_sign_in_and_come_back_here(cast: Cast) -> None:
    path = f"/w/{cast.workshop}/boards/{cast.end_users.id}/"
    page = browser_of().get(path)
    assert page.status_code == 404
    assert f'href="/sign-in/?next={path}"' in page.content.decode()
    assert "/sign-in/" not in signed_in(cast).get("/w/w_nowhere/").content.decode()
