"""`manage.py setupcode`: a new one-use code for the first facilitator, when the printed one was lost."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workshops.commands.accounts import is_new_installation, make_setup_code


class Command(BaseCommand):
    """Prints a set-up code; earlier ones no longer work."""

    help = "Print a one-use code with which the first facilitator makes their account at /welcome/."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the code, unless somebody has an account already."""
        if not is_new_installation():
            raise CommandError(
                "Somebody has an account already, so a set-up code would open nothing. "
                "Use manage.py createfacilitator to make another account."
            )
        self.stdout.write(make_setup_code())
