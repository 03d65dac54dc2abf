"""All that the board's scripts say, translated here: a script holds no sentence of its own."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maps.enums import Channel, Row
from maps.outline import TOUCHPOINTS
from maps.words import curve, gathering, moving, panel, presence, reading
from maps.words.forms import forms

ROWS = (TOUCHPOINTS, *Row.values)

LABELS = {TOUCHPOINTS: gettext_lazy("Where we meet"), **{row.value: row.label for row in Row}}

SHORT_LABELS = {
    TOUCHPOINTS: gettext_lazy("Touchpoint"),
    Row.THOUGHTS: gettext_lazy("Thought"),
    Row.STRENGTHS: gettext_lazy("Works"),
    Row.PAINS: gettext_lazy("Hurts"),
    Row.FRONTSTAGE: gettext_lazy("I see"),
    Row.BACKSTAGE: gettext_lazy("I do not see"),
    Row.IDEAS: gettext_lazy("Idea"),
}

PROMPTS = {
    TOUCHPOINTS: gettext_lazy("I call, I read, I wait…"),
    Row.THOUGHTS: gettext_lazy("I think…"),
    Row.STRENGTHS: gettext_lazy("It helps me that…"),
    Row.PAINS: gettext_lazy("It bothers me that…"),
    Row.FRONTSTAGE: gettext_lazy("Whom or what do I deal with?"),
    Row.BACKSTAGE: gettext_lazy("Who or what works behind it?"),
    Row.IDEAS: gettext_lazy("We could…"),
}

PAPERS = {
    TOUCHPOINTS: "note-touch",
    Row.THOUGHTS: "note-thought",
    Row.STRENGTHS: "note-strength",
    Row.PAINS: "note-pain",
    Row.FRONTSTAGE: "note-thing",
    Row.BACKSTAGE: "note-thing",
    Row.IDEAS: "note-idea",
}


def add_label(row: str, stage: str) -> str:
    """Return what the place for a new note in a row, by its words, says to those who do not see it."""
    return _("Add to {row}, {stage}").format(row=row, stage=stage)


def touchpoints_label(number: int) -> str:
    """Return how many touchpoints there are, in words."""
    return ngettext("{n} touchpoint", "{n} touchpoints", number).format(n=number)


def axis() -> list[dict[str, Any]]:
    """Return the words at the curve's levels, each with where it stands in a plot of 248 px (curve_path.js)."""
    labels = {
        2: _("very good +2"),
        1: _("good +1"),
        0: _("neither 0"),
        -1: _("bad −1"),
        -2: _("very bad −2"),
    }
    return [{"label": label, "y": 124 - 40 * value + 4} for value, label in labels.items()]


def help_keys() -> list[dict[str, Any]]:
    """Return what the help says of the keys: `{"keys": [...], "what"}`."""
    return [
        {"keys": ["←", "↑", "→", "↓"], "what": _("go from note to note, through cells and stages")},
        {"keys": ["Home", "End"], "what": _("go to the beginning or the end of the row")},
        {"keys": [_("Enter")], "what": _("edit a note, or write a new one where there is a plus")},
        {"keys": [_("Enter")], "what": _("while writing: save, and write the next one at once")},
        {"keys": [_("Shift"), _("Enter")], "what": _("while writing: a new line")},
        {
            "keys": [_("Esc")],
            "what": _("leave the field; a change of an old note is dropped, new words are saved"),
        },
        {"keys": ["N"], "what": _("write a new note in this cell")},
        {"keys": ["D"], "what": _("open a touchpoint: details, feelings, moment of truth")},
        {"keys": ["*"], "what": _("star a touchpoint")},
        {"keys": [_("Space")], "what": _("lift a note; arrows choose the place, Enter puts it there")},
        {"keys": ["X"], "what": _("pick a note, to move, merge or delete several")},
        {"keys": ["M"], "what": _("move a note or stage to another place")},
        {"keys": ["H"], "what": _("see the history of a note")},
        {"keys": [_("Delete")], "what": _("delete a note; Undo brings it back")},
        {"keys": [_("Ctrl"), "Z"], "what": _("undo my last change")},
        {"keys": [_("Ctrl"), "Y"], "what": _("do it again")},
        {"keys": ["O"], "what": _("see the board as an outline, and back")},
        {"keys": [_("Shift"), "F10"], "what": _("open the menu of a note or stage")},
        {"keys": ["?"], "what": _("open this help")},
    ]


def words() -> dict[str, Any]:
    """Return the sentences of the board's scripts by key, in the language of the request.

    A sentence that depends on a number `n` is a dict of its forms by plural category.
    """
    parts = (curve, gathering, moving, panel, presence, reading)
    own = {**_saying(), **_asking(), **_explaining(), **_counting(), **_lists()}
    return own | {key: sentence for part in parts for key, sentence in part.words().items()}


def _lists() -> dict[str, Any]:
    return {
        "rows": {row: str(LABELS[row]) for row in ROWS},
        "short": {row: str(SHORT_LABELS[row]) for row in ROWS},
        "prompts": {row: str(PROMPTS[row]) for row in ROWS},
        "papers": {str(row): paper for row, paper in PAPERS.items()},
        "channels": {channel.value: str(channel.label) for channel in Channel},
    }


def _saying() -> dict[str, Any]:
    return {
        "saved": _("Saved"),
        "saving": _("Saving"),
        "offline": _("Offline"),
        "problem": _("Not everything is saved"),
        "over": _("Not connected any more"),
        "problem-memory": _("Kept only while this page is open"),
        "problem-stuck": _("Not saved yet, trying again"),
        "told-saved": _("Connected again. Everything is saved."),
        "told-saved-kept": _("Some words could not be saved; they are kept below the board."),
        "told-offline": _("No connection. What you write is kept on this device."),
        "told-problem": _("Something could not be saved. Your words are kept below the board."),
        "deleted": _("Deleted: “{what}”"),
        "added": _("Added to {stage}, {row}"),
        "moved": _("Moved to {stage}, {row}"),
        "moved-end": _("That place has changed meanwhile. It is the last one there now."),
        "moved-unsorted": _("That stage is gone. It is in “Unsorted” now."),
        "stage-moved": _("Stage moved: “{name}”"),
        "undo": _("Undo"),
        "undone": _("Your last change is undone."),
        "undo-nothing": _("There is nothing of yours to undo."),
        "undo-kept": _("Others have worked on it since, so it stays: “{what}”"),
        "undo-kept-gone": _("Others have worked on your last change since, so it stays."),
        "undone-earlier": _(
            "Others have worked on “{what}” since, so it stays. An earlier change is undone."
        ),
        "undone-earlier-gone": _(
            "Others have worked on your last change since, so it stays. An earlier one is undone."
        ),
        "undo-later": _("This will be undone as soon as you are connected again."),
        "dropped": _("Your change is dropped."),
        "put-back": _("Put it back"),
        "empty-edit": _("A note needs words, so it stays as it was. To remove it, delete it."),
        "long": _("A note has room for {limit} characters. The rest is kept below the board."),
        "conflict": _("Somebody else changed the same words. Theirs stayed; yours are kept below the board."),
        "phone-goes-on": _("That stage is gone. Your note goes to “{stage}” now."),
        "merged": _("Somebody changed the same note. It now holds both changes."),
        "copied": _("Copied."),
        "copy-by-hand": _("Marked. Now press Ctrl+C, or hold and choose Copy."),
        "draft-back": _("Here is what you were writing. Go on, or press Enter to save it."),
    }


def _asking() -> dict[str, Any]:
    return {
        "field-add": _("New note: {row}, {stage}"),
        "field-edit": _("Edit: {row}, {stage}"),
        "add": _("Add to {row}, {stage}"),
        "phone-label": _("{kind} for {stage}"),
        "first": _("First"),
        "only": _("The only one there"),
        "after": _("After “{what}”"),
        "last-after": _("Last, after “{what}”"),
        "stage-add-title": _("A new stage"),
        "stage-add-go": _("Add the stage"),
        "stage-rename-title": _("Rename the stage"),
        "stage-rename-go": _("Save the name"),
        "stage-remove-title": _("Remove “{name}”?"),
        "stage-remove-empty": _("Nothing lies in it."),
    }


def _explaining() -> dict[str, Any]:
    """Say why words came back, by the code of the refusal, and what to do when the room closes."""
    return {
        "why-gone": _("Somebody removed this meanwhile."),
        "why-conflict": _("Somebody else changed the same words. Theirs stayed: “{theirs}”. This is yours:"),
        "why-rest": _("This did not fit into one note."),
        "why-closed": _("The workshop is closed and takes no changes any more."),
        "why-forbidden": _("You may read this board, but not write on it."),
        "why-not-now": _("This cannot be changed in this exercise."),
        "why-not-found": _("The place you wrote it in is not there any more."),
        "why-full": _("There is no room for more here."),
        "why-bad-message": _("The server could not read this. Please try it once more in other words."),
        "why-other": _("This could not be saved."),
        "why-unsent": _("This has not been saved. Copy it to keep it."),
        "refused": _("That did not work: {why}"),
        "bye-4401": _("This browser is not signed in to the workshop any more"),
        "bye-4401-do": _("Open your personal link again, or ask the facilitator for a new one."),
        "bye-4403": _("You are no longer in this workshop"),
        "bye-4403-do": _("If that is a mistake, ask the facilitator to let you in again."),
        "bye-4404": _("This workshop is not here any more"),
        "bye-4404-do": _("Ask the facilitator for the new link."),
        "bye-4410": _("The workshop is closed"),
        "bye-4410-do": _("You can still read the board. Nothing can be changed any more."),
        "bye-4426": _("There is a new version of Journeyroom"),
        "bye-4426-do": _("Open the board again. Everything you wrote is kept."),
        "bye-other": _("The connection has been closed"),
        "bye-other-do": _("Open the board again. Everything you wrote is kept."),
        "bye-kept": _("Words that were not saved are below. Copy them to keep them."),
    }


def _counting() -> dict[str, Any]:
    return {
        "saved-kept": forms(lambda n: ngettext("Saved, {n} kept below", "Saved, {n} kept below", n)),
        "offline-kept": forms(lambda n: ngettext("Offline, {n} kept here", "Offline, {n} kept here", n)),
        "notes-added": forms(
            lambda n: ngettext("{n} note added in {stage}.", "{n} notes added in {stage}.", n)
        ),
        "touchpoints": forms(lambda n: ngettext("{n} touchpoint", "{n} touchpoints", n)),
        "left": forms(lambda n: ngettext("{n} character left", "{n} characters left", n)),
        "stage-remove-moves": forms(
            lambda n: ngettext(
                "The one note in it moves to “Unsorted” at the end of the board. Nothing is lost.",
                "The {n} notes in it move to “Unsorted” at the end of the board. Nothing is lost.",
                n,
            )
        ),
        "more": forms(lambda n: ngettext("… and {n} more character", "… and {n} more characters", n)),
    }
