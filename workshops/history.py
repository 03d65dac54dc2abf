"""Who changed what of a workshop, in sentences for its facilitators; never who wrote which note."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops.enums import Role
from workshops.models import CustomerType, Department, Event, Group, Participant, Workshop

SHOWN = 200
FIELDS = {
    "title": gettext_lazy("the title"),
    "organisation": gettext_lazy("the organisation"),
    "goal": gettext_lazy("the goal"),
    "success": gettext_lazy("what success means"),
    "sponsor": gettext_lazy("the sponsor"),
    "house_rules": gettext_lazy("the house rules"),
    "format": gettext_lazy("the format"),
    "language": gettext_lazy("the language"),
    "held_on": gettext_lazy("the date"),
    "begins_at": gettext_lazy("the beginning"),
    "ends_at": gettext_lazy("the end"),
    "zone": gettext_lazy("the time zone"),
    "attribution": gettext_lazy("what is said of authors"),
    "placing": gettext_lazy("how people come into groups"),
    "hide_groups": gettext_lazy("whether groups see each other"),
    "attendees_may_export": gettext_lazy("whether attendees may take maps away at the end"),
    "retention_days": gettext_lazy("how long names are kept"),
    "name": gettext_lazy("the name"),
    "side": gettext_lazy("the side"),
    "letters": gettext_lazy("the letters"),
    "hue": gettext_lazy("the colour"),
    "expected": gettext_lazy("how many people come"),
    "offered": gettext_lazy("whether it can be chosen"),
    "who": gettext_lazy("who they are"),
    "situation": gettext_lazy("the situation"),
    "trigger": gettext_lazy("what starts the journey"),
    "good_end": gettext_lazy("what a good end is"),
    "expectations": gettext_lazy("the expectations"),
    "fears": gettext_lazy("the fears"),
    "place": gettext_lazy("the place"),
    "label": gettext_lazy("the words"),
    "shown": gettext_lazy("whether it is shown"),
    "prompts": gettext_lazy("the questions"),
    "phase": gettext_lazy("the phase"),
    "department": gettext_lazy("the department"),
}


@dataclass(frozen=True)
class Entry:
    """One line of the history: who ("" for nobody any more), what, when."""

    who: str
    what: str
    at: datetime


Say = Callable[[str, Event], str]


def _field(event: Event) -> str:
    return ", ".join(str(FIELDS.get(name, name)) for name in event.fields)


def _role(event: Event) -> str:
    role = next((name.removeprefix("role=") for name in event.fields if name.startswith("role=")), "")
    return str(Role(role).label) if role in Role.values else ""


# What each command is in words; `%s` is what it was about. What is not here is no part of the history.
SENTENCES: dict[str, Say] = {
    "workshop.set-up": lambda what, event: _("set the workshop up"),
    "workshop.describe": lambda what, event: _("changed %s") % _field(event),
    "workshop.begin": lambda what, event: _("began the workshop"),
    "workshop.archive": lambda what, event: _("archived the workshop"),
    "workshop.reopen": lambda what, event: _("opened the workshop again"),
    "workshop.hand-over": lambda what, event: _("made %s the owner") % what,
    "share.add": lambda what, event: _("made a link that shows the maps"),
    "share.revoke": lambda what, event: _("ended a link that showed the maps"),
    "joining.set": lambda what, event: _("opened or closed joining"),
    "joining.rotate": lambda what, event: _("made a new link and code"),
    "department.add": lambda what, event: _("added the department “%s”") % what,
    "department.describe": lambda what, event: (
        _("changed %(field)s of “%(what)s”") % {"field": _field(event), "what": what}
    ),
    "customer_type.add": lambda what, event: _("added the customer type “%s”") % what,
    "customer_type.describe": lambda what, event: (
        _("changed %(field)s of “%(what)s”") % {"field": _field(event), "what": what}
    ),
    "customer_type.remove": lambda what, event: _("removed the customer type “%s”") % what,
    "group.add": lambda what, event: _("added the group “%s”") % what,
    "group.describe": lambda what, event: (
        _("changed %(field)s of “%(what)s”") % {"field": _field(event), "what": what}
    ),
    "group.remove": lambda what, event: _("removed the group “%s”") % what,
    "group.choose": lambda what, event: _("chose a group"),
    "people.place": lambda what, event: _("placed people in groups: %s") % what,
    "people.add": lambda what, event: _("added people to the list: %s") % what,
    "person.add": lambda what, event: _("added %s to the list") % what,
    "person.join": lambda what, event: _("came in: %s") % what,
    "person.come": lambda what, event: _("came in: %s") % what,
    "person.describe": lambda what, event: (
        _("changed %(field)s of %(what)s") % {"field": _field(event), "what": what}
    ),
    "person.role": lambda what, event: _("made %(what)s: %(role)s") % {"what": what, "role": _role(event)},
    "person.remove": lambda what, event: _("removed %s") % what,
    "person.erase": lambda what, event: _("erased somebody"),
    "row.describe": lambda what, event: _("changed %s of a row") % _field(event),
    "row.move": lambda what, event: _("moved a row"),
    "map.import": lambda what, event: _("brought in a map from a file"),
    "map.take-back": lambda what, event: _("took back a map that was brought in"),
    "board.import": lambda what, event: _("brought a list or a table into a board"),
}
NAMED: dict[str, type[models.Model]] = {
    Department.KIND: Department,
    CustomerType.KIND: CustomerType,
    Group.KIND: Group,
    Participant.KIND: Participant,
}
NAMES_AT_MOST = 5


def history_of(workshop: Workshop, most: int = SHOWN) -> list[Entry]:
    """Return what was done to the workshop itself, the newest first."""
    events = Event.objects.filter(workshop=workshop, name__in=SENTENCES, version__isnull=False)
    found = list(events.select_related("participant").order_by("-version")[:most])
    names = _names(workshop, found)
    return [
        Entry(
            event.participant.name if event.participant else "",
            SENTENCES[event.name](_about(event, names), event),
            event.at,
        )
        for event in found
    ]


def _about(event: Event, names: dict[tuple[str, str], str]) -> str:
    """Name what an event was about: the first few of its rows of the kind its name begins with."""
    kind = event.name.partition(".")[0]
    wanted = Participant.KIND if kind in ("people", "workshop") else kind
    found = [
        names[change[0], change[1]]
        for change in event.changes
        if change[0] == wanted and (change[0], change[1]) in names
    ]
    more = "" if len(found) <= NAMES_AT_MOST else " …"
    return ", ".join(found[:NAMES_AT_MOST]) + more


def _names(workshop: Workshop, events: Iterable[Event]) -> dict[tuple[str, str], str]:
    wanted = {(change[0], change[1]) for event in events for change in event.changes}
    names: dict[tuple[str, str], str] = {}
    for kind, model in NAMED.items():
        ids = [public_id for one, public_id in wanted if one == kind]
        rows: Any = model._default_manager.filter(workshop=workshop, public_id__in=ids)
        names |= {(kind, public_id): name for public_id, name in rows.values_list("public_id", "name")}
    return names
