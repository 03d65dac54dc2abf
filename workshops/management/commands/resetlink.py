"""`manage.py resetlink fay@example.org`: a one-use link with which that facilitator sets a new password."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from workshops.commands.colleagues import make_reset
from workshops.models import User


class Command(BaseCommand):
    """Prints the link; it works once, for an hour, and makes earlier ones void."""

    help = "Print a link with which a facilitator sets a new password; it works once, for an hour."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what the command takes."""
        parser.add_argument("email", help="the facilitator's e-mail address")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the link for an account that exists."""
        user = User.objects.filter(email=options["email"].strip().lower(), is_active=True).first()
        if user is None:
            raise CommandError("Nobody who may sign in has this address.")
        self.stdout.write(settings.ROOM_URL + reverse("new_password", args=[make_reset(user)]))
