"""The closed lists of the board: rows, channels and the canonical phases by which maps are compared."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Row(TextChoices):
    """The rows of a board below the touchpoints, from top to bottom."""

    THOUGHTS = "thoughts", _("What I think and ask")
    STRENGTHS = "strengths", _("What works")
    PAINS = "pains", _("What hurts")
    FRONTSTAGE = "frontstage", _("People and systems I see")
    BACKSTAGE = "backstage", _("People and systems I do not see")
    IDEAS = "ideas", _("Ideas and quick wins")


class Channel(TextChoices):
    """The medium of a touchpoint; blank where nobody has said it yet."""

    IN_PERSON = "in_person", _("In person")
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    WEB = "web", _("Website")
    PORTAL = "portal", _("Portal or account")
    APP = "app", _("App")
    CHAT = "chat", _("Chat or messenger")
    SOCIAL = "social", _("Social media or review site")
    POST = "post", _("Letter or parcel")
    SHOP = "shop", _("Shop or branch")
    EVENT = "event", _("Event or trade show")
    FIELD = "field", _("Visit on site")
    DOCUMENT = "document", _("Document: quote, invoice, manual")
    PRODUCT = "product", _("The product itself")
    PARTNER = "partner", _("Partner or distributor")
    EDI = "edi", _("System to system")
    ADS = "ads", _("Advertising or press")
    WORD = "word", _("Word of mouth")
    NONE = "none", _("No contact")


class Phase(TextChoices):
    """The canonical key of a stage, so that stages of two maps can be compared."""

    DISCOVER = "discover", _("Discover")
    EVALUATE = "evaluate", _("Evaluate")
    COMMIT = "commit", _("Commit")
    START = "start", _("Start")
    USE = "use", _("Use")
    RESOLVE = "resolve", _("Resolve")
    GROW = "grow", _("Grow")
    LEAVE = "leave", _("Leave")
