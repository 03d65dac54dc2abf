"""The closed lists of the board: rows, channels and the canonical phases by which maps are compared."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# What stands in the place of words whose author was erased with them.
GONE = "…"


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


class TouchpointKind(TextChoices):
    """What sort of moment a touchpoint is; blank where nobody has said it yet, as with all that follow."""

    CONTACT = "contact", _("Contact with us")
    ACTION = "action", _("Customer alone")
    THIRD_PARTY = "third_party", _("Contact with somebody else")
    WAIT = "wait", _("Waiting")
    HANDOVER = "handover", _("Hand-over between our teams")


class Initiator(TextChoices):
    """Who starts a touchpoint."""

    CUSTOMER = "customer", _("Customer")
    US = "us", _("We")
    THIRD_PARTY = "third_party", _("Somebody else")


class Visibility(TextChoices):
    """On which side of the line of visibility a touchpoint lies."""

    FRONT = "front", _("Customer sees it")
    BACK = "back", _("Customer does not see it")


class Ownership(TextChoices):
    """Who answers for a touchpoint: a department, nobody (an orphan), or somebody outside the company."""

    DEPARTMENT = "department", _("A department")
    NOBODY = "nobody", _("Nobody owns it")
    OUTSIDE = "outside", _("Somebody outside")


class Evidence(TextChoices):
    """How well something is known, from weak to strong."""

    ASSUMPTION = "assumption", _("We assume so")
    STAFF = "staff", _("Staff see it often")
    ANECDOTE = "anecdote", _("A customer said so")
    DATA = "data", _("Figures show it")
    RESEARCH = "research", _("Customer research shows it")


class Span(TextChoices):
    """The units of a wait, and those something happens "times a …"."""

    MINUTE = "minute", _("minutes")
    HOUR = "hour", _("hours")
    DAY = "day", _("days")
    WEEK = "week", _("weeks")
    MONTH = "month", _("months")
    YEAR = "year", _("years")


class ResourceKind(TextChoices):
    """What works behind a touchpoint."""

    TEAM = "team", _("Team")
    SYSTEM = "system", _("System")


class MomentKind(TextChoices):
    """Which way a moment of truth can turn loyalty."""

    CREATE = "create", _("Can build loyalty")
    DESTROY = "destroy", _("Can break loyalty")
    BOTH = "both", _("Can do either")
