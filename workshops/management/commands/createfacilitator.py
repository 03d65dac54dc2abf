"""`manage.py createfacilitator`: an account for somebody who facilitates workshops."""

import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from workshops.commands.accounts import is_new_installation
from workshops.models import User
from workshops.text import BadText, clean_line


class Command(BaseCommand):
    """Makes an account; asks for the password, or reads it as one line from a pipe."""

    help = "Make a facilitator's account. The password is asked for, or read from standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what the command takes."""
        parser.add_argument("email", help="the address to sign in with")
        parser.add_argument("--name", required=True, help="the name that others see")
        parser.add_argument("--admin", action="store_true", help="may also manage accounts at /admin/")

    def handle(self, *args: Any, email: str, name: str, admin: bool, **options: Any) -> None:
        """Check everything and make the account; the very first one always manages accounts."""
        try:
            validate_email(email)
            name = clean_line(name)
        except (ValidationError, BadText) as error:
            raise CommandError("That e-mail address or name cannot be used; check its spelling.") from error
        user = User(email=email.strip().lower(), name=name)
        password = _ask_password()
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        with transaction.atomic():
            if User.objects.filter(email=user.email).exists():
                raise CommandError(f"{user.email} has an account already.")
            manages = admin or is_new_installation()
            User.objects.create_user(user.email, password, name=name, is_staff=manages, is_superuser=manages)
        self.stdout.write(f"{user.email} can sign in now.")


def _ask_password() -> str:
    """Read a password: twice and unseen from a person, one line from a pipe."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise CommandError("These were two different passwords. Nothing was made; try again.")
    return password
