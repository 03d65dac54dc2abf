"""`manage.py forget`: takes names out of workshops whose time is up, and clears what has run out; for a timer."""

from datetime import timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from maps.commands.erasing import forget_names
from workshops.commands.erasing import leave_no_traces
from workshops.models import OneUseLink, Workshop


class Command(BaseCommand):
    """Does what retention asks, once however often it runs."""

    help = "Remove names from workshops whose retention has passed, and clear expired sessions and links."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what the command takes."""
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look at every workshop that still has names."""
        for workshop in Workshop.objects.filter(names_removed_at=None).order_by("pk"):
            if not is_due(workshop):
                continue
            # Its id and no title, as this ends in a log.
            if options["dry_run"]:
                self.stdout.write(f"{workshop.public_id}: names would be removed.")
            else:
                self.stdout.write(f"{workshop.public_id}: names of {forget_names(workshop)} people removed.")
        if not options["dry_run"]:
            now = timezone.now()
            Session.objects.filter(expire_date__lt=now).delete()
            OneUseLink.objects.filter(expires_at__lt=now).delete()
            leave_no_traces()


def is_due(workshop: Workshop) -> bool:
    """Tell whether a workshop's names have been kept as long as was said."""
    began = workshop.held_on or timezone.localdate(workshop.created_at)
    return timezone.localdate() > began + timedelta(days=workshop.retention_days)
