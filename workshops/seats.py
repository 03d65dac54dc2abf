"""What the scripts of every live page must know of who sits at it."""

from typing import Any

from django.urls import reverse

from workshops.models import Participant


def seat_facts(person: Participant) -> dict[str, Any]:
    """Return the socket's path, public ids, and what the person was when the page was made.

    The page leaves for `home`, the workshop's own address, once the person is something else or elsewhere
    (static/js/room/seat.js).
    """
    workshop = person.workshop.public_id
    return {
        "socket": f"/ws/workshops/{workshop}/",
        "workshop": workshop,
        "person": person.public_id,
        "role": person.role,
        "group": person.group.public_id if person.group else None,
        "home": reverse("workshop", args=[workshop]),
    }
