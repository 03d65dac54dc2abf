"""The closed lists of the room: roles, sides, attribution, the state of a workshop."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What somebody is in one workshop."""

    ATTENDEE = "attendee", _("Attendee")
    HELPER = "helper", _("Group helper")
    FACILITATOR = "facilitator", _("Facilitator")
    OBSERVER = "observer", _("Observer")
    MANAGER = "manager", _("Manager")


class Side(TextChoices):
    """Which part of the promise to the customer a department keeps."""

    PROMISE = "promise", _("Makes the promise")
    DELIVER = "deliver", _("Delivers it")
    SUPPORT = "support", _("Hears how it went")
    ENABLE = "enable", _("Makes it possible")


class Attribution(TextChoices):
    """What a note says of the person who wrote it; chosen before anybody writes."""

    NAMED = "named", _("Names shown")
    DEPARTMENT = "department", _("Only the department shown")
    ANONYMOUS = "anonymous", _("Nothing shown")


class Status(TextChoices):
    """Whether a workshop still takes changes."""

    LIVE = "live", _("Running")
    ARCHIVED = "archived", _("Archived")
