"""What is said while notes are picked, dragged and moved."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maps.words.forms import forms


def words() -> dict[str, Any]:
    """Return this part's sentences by key."""
    return {
        "drag-tag": forms(lambda n: ngettext("You move it", "You move {n}", n)),
        "drag-gone": _(
            "Somebody has deleted it meanwhile. Undo of theirs, or “Deleted notes”, brings it back."
        ),
        "drag-stage-gone": _("That stage has gone meanwhile, so it stays where it was."),
        "carry-lifted": _(
            "Lifted: “{what}”. Arrows choose the place, Enter puts it there, Escape leaves it where it was."
        ),
        "carry-at": _("{stage}, {row}: {where}"),
        "carry-last": _("last"),
        "carry-left": _("It stays where it was."),
        "picked": forms(lambda n: ngettext("{n} picked", "{n} picked", n)),
        "picked-none": _("Nothing is picked any more."),
        "is-picked": _("picked"),
        "moved-several": forms(
            lambda n: ngettext("{n} moved to {stage}, {row}", "{n} moved to {stage}, {row}", n)
        ),
        "deleted-several": forms(lambda n: ngettext("{n} note deleted", "{n} notes deleted", n)),
        "about-none": _("Nothing in particular"),
    }
