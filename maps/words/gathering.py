"""What is said of merged notes, clusters, histories, deleted notes, undo and redo."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maps.words.forms import forms


def _in_one(number: int) -> str:
    return ngettext("{n} in one", "{n} in one", number)


def in_one(number: int) -> str:
    """Say how many were merged into one."""
    return _in_one(number).format(n=number)


def words() -> dict[str, Any]:
    """Return this part's sentences by key."""
    return {
        "parts": forms(_in_one),
        "merged-told": forms(lambda n: ngettext("{n} is one now", "{n} are one now", n)),
        "part-out": _("Take it out again"),
        "part-of": _("That note has become a part of another one; your words are kept there."),
        "cluster-title": _("A name for these notes"),
        "cluster-go": _("Put them together"),
        "cluster-rename": _("Rename the cluster"),
        "cluster-none": _("None, it stands for itself"),
        "cluster-new": _("A new one"),
        "cluster-head": forms(lambda n: ngettext("{name}, {n} note", "{name}, {n} notes", n)),
        "clustered": forms(
            lambda n: ngettext("{n} note put under “{name}”", "{n} notes put under “{name}”", n)
        ),
        "cluster-dissolved": _("“{name}” is dissolved; its notes stay."),
        "past-loading": _("One moment…"),
        "past-empty": _("There is nothing yet."),
        "past-failed": _("This could not be fetched. Please try again when you are connected."),
        "past-back": _("Put it back"),
        "past-back-what": _("Put it back: {what}"),
        "past-is-back": _("It is back on the board."),
        "past-deleted": _("Deleted"),
        "past-before": _("Before:"),
        "past-now": _("Then:"),
        "redone": _("Done again."),
        "redone-what": _("Done again: {what}"),
        "undone-what": _("Undone: {what}"),
        "changes": _changes(),
        "redo-nothing": _("There is nothing to do again."),
        "redo-kept": _("Others have worked on it since, so it stays as it is."),
        "clash-long": _(
            "Both together are too long for one note. Choose one, or shorten yours below the board."
        ),
    }


def _changes() -> dict[str, str]:
    """Return what undo and redo say of the change they were about, by the name of its event."""
    return {
        "note.add": _("note added"),
        "note.edit": _("words changed"),
        "note.move": _("note moved"),
        "note.remove": _("note deleted"),
        "note.merge": _("notes merged"),
        "note.restore": _("note put back"),
        "note.cluster": _("cluster of a note changed"),
        "notes.move": _("notes moved"),
        "notes.remove": _("notes deleted"),
        "touchpoint.add": _("touchpoint added"),
        "touchpoint.edit": _("words changed"),
        "touchpoint.describe": _("details changed"),
        "touchpoint.move": _("touchpoint moved"),
        "touchpoint.remove": _("touchpoint deleted"),
        "touchpoint.merge": _("touchpoints merged"),
        "touchpoint.restore": _("touchpoint put back"),
        "touchpoints.move": _("touchpoints moved"),
        "touchpoints.remove": _("touchpoints deleted"),
        "resource.link": _("team or system added"),
        "resource.unlink": _("team or system taken away"),
        "rating.give": _("feeling said"),
        "rating.take": _("feeling taken back"),
        "moment.mark": _("moment of truth marked"),
        "moment.describe": _("moment of truth changed"),
        "moment.remove": _("moment of truth taken away"),
        "cluster.add": _("cluster made"),
        "cluster.describe": _("cluster renamed"),
        "cluster.remove": _("cluster dissolved"),
        "stage.add": _("stage added"),
        "stage.rename": _("stage renamed"),
        "stage.describe": _("stage changed"),
        "stage.move": _("stage moved"),
        "stage.remove": _("stage removed"),
        "board.import": _("what was brought in"),
    }
