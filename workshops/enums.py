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
    """How far a workshop has come; an archived one takes no more changes."""

    LOBBY = "lobby", _("Lobby open")
    LIVE = "live", _("Running")
    ARCHIVED = "archived", _("Archived")


class Format(TextChoices):
    """Where the people of a workshop are."""

    ROOM = "room", _("In one room")
    REMOTE = "remote", _("Remote")
    HYBRID = "hybrid", _("Mixed")


class Placing(TextChoices):
    """How people come into a group."""

    CHOOSE = "choose", _("People choose")
    PLACE = "place", _("The facilitator places them")


class Language(TextChoices):
    """What people write in; the pages follow where they are translated."""

    ENGLISH = "en", _("English")
    GERMAN = "de", _("German")
    FRENCH = "fr", _("French")
    SPANISH = "es", _("Spanish")
    DUTCH = "nl", _("Dutch")


class LinkKind(TextChoices):
    """What a one-use link of an account is for."""

    COLLEAGUE = "colleague", _("Invites a facilitator")
    PASSWORD = "password", _("Sets a new password")
