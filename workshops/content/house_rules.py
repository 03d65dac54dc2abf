"""The house rules a new workshop begins with; facilitators change them as they like."""

from django.utils.translation import gettext as _


def house_rules() -> str:
    """Return the rules, one a line, in the language of the request."""
    return "\n".join(
        [
            _("One voice at a time; every note counts."),
            _("Say what the customer lives, not what we intend."),
            _("Causes are systems, groups and incentives, never people."),
            _("Not knowing is an answer."),
        ]
    )
