"""`manage.py createfacilitator` keeps names as every other door does, and refuses what is none."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests.harness.cast import PASSWORD
from workshops.models import User

EMAIL = "fay@example.org"


def create(monkeypatch: pytest.MonkeyPatch, name: str, password: str = PASSWORD) -> str:
    """Make the account with the password from a pipe; give what was said."""
    said = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    call_command("createfacilitator", EMAIL, "--name", name, stdout=said)
    return said.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Fay Frost", " Fay \n Frost\t", "Fay\r\nFrost", "F\x07ay Frost"])
def test_name_is_kept_on_one_line(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert create(monkeypatch, name) == f"{EMAIL} can sign in now.\n"
    assert User.objects.get().name == "Fay Frost"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "  \n ", "\u202e", "F\x00", "f" * 81])
def test_name_that_is_none_makes_no_account(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with pytest.raises(CommandError, match="That e-mail address or name cannot be used"):
        create(monkeypatch, name)
    assert User.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["fay frosthill", "fay@example.org"])
def test_password_like_name_or_address_makes_no_account(
    monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    with pytest.raises(CommandError, match="The password is too similar to the"):
        create(monkeypatch, "Fay Frosthill", password)
    assert User.objects.count() == 0
