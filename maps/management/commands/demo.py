"""`manage.py demo`: a demo workshop with people, notes and links; beside a running server too."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError, connection

from maps.management.demo import find_demo, make_demo
from workshops.models import Workshop


class Command(BaseCommand):
    """Makes a demo workshop and prints where everything in it is."""

    help = "Make a demo workshop: 16 attendees of 7 departments have mapped two customer types."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what the command takes."""
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
        parser.add_argument(
            "--if-none", action="store_true", help="show the newest demo workshop if there is one already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the workshop, or find the last one, and print it."""
        try:
            demo = (find_demo() if options["if_none"] else None) or make_demo()
        except (OperationalError, ProgrammingError) as error:
            if has_tables():
                raise
            raise CommandError(
                "There is no database yet. Start bin/run once, or use manage.py migrate."
            ) from error
        self.stdout.write(json.dumps(demo) if options["json"] else as_text(demo))


def has_tables() -> bool:
    """Tell whether the database has been set up."""
    return Workshop._meta.db_table in connection.introspection.table_names()


def as_text(demo: dict[str, Any]) -> str:
    """Return the links for people; whole addresses where the server's is known, else paths."""
    address = settings.ROOM_URL
    lines = [f"Demo workshop: {demo['title']}", f"  Join: {address}{demo['join']}", "", "Boards"]
    lines += [f"  {one['customer_type']}: {address}{one['board']}" for one in demo["maps"]]
    lines += ["", "Come in as (each link is that person's own; open different people in different browsers)"]
    for person in demo["participants"]:
        words = [person["role"], person["department"], person["customer_type"]]
        lines.append(f"  {person['name']} ({', '.join(filter(None, words))}): {address}{person['enter']}")
    return "\n".join(lines)
