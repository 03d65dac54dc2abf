"""What a column of a table can mean, and which one its heading says."""

import re
import unicodedata
from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maps.enums import Row
from maps.outline import TOUCHPOINTS

HEAD_WITHIN = 8

MEANINGS: dict[str, Promise] = {
    "": lazy("Leave it out"),
    "stage": lazy("Stage"),
    "goal": lazy("Customer's goal in the stage"),
    TOUCHPOINTS: lazy("Touchpoint"),
    "description": lazy("Description"),
    "channel": lazy("Channel"),
    "emotion": lazy("How it feels, −2 to +2"),
    "owner": lazy("Department that owns it"),
    "kind": lazy("Kind of touchpoint"),
    "evidence": lazy("How well we know it"),
    "team": lazy("Teams behind it"),
    "system": lazy("Systems behind it"),
    "moment": lazy("Moment of truth"),
    "why": lazy("Why it is a moment of truth"),
    "row": lazy("Row that the words stand in"),
    "text": lazy("Words of the note"),
    "about": lazy("Touchpoint that the note is about"),
    "department": lazy("Department of the author"),
    "author": lazy("Name of the author"),
    **{row.value: row.label for row in Row},
}

# Headings as others write them, folded, without signs; English, German, French, Spanish, Dutch.
COMMON = {
    "stage": "stage phase step journeystage journeyphase etappe reisephase etape étape phasedeparcours "
    "etapa fase fasedelviaje stap stagename",
    "goal": "goal customergoal customersgoal ziel kundenziel objectif objetivo doel klantdoel",
    TOUCHPOINTS: "touchpoint touchpoints kontaktpunkt kontaktpunkte berührungspunkt pointdecontact "
    "pointsdecontact puntodecontacto puntosdecontacto contactpunt contactmoment customeraction action "
    "activity aktivität kundenaktion actionduclient acción actividad actie activiteit wherewemeet title titel",
    "description": "description details detail beschreibung descripción omschrijving beschrijving",
    "channel": "channel channels kanal kanäle canal canaux canales kanaal kanalen medium",
    "emotion": "emotion emotions feeling feelings score rating sentiment mood gefühl bewertung stimmung "
    "émotion ressenti emoción emoción sentimiento emotie gevoel beoordeling feels22 experience",
    "owner": "owner owners ownedby responsible responsibility verantwortlich zuständig zuständigkeit "
    "responsable propriétaire propietario eigenaar verantwoordelijk verantwoordelijke",
    "department": "department departments abteilung departement département service departamento afdeling",
    "author": "author autor autorin auteur",
    "moment": "momentoftruth moment mot momentderwahrheit momentdevérité momentodeverdad momentvandewaarheid",
    "row": "row lane swimlane category kategorie zeile catégorie ligne fila categoría rij categorie type",
    "text": "text note notes notiz notizen words texte texto nota notas tekst notitie comment comments",
    "about": "abouttouchpoint about",
    "kind": "kind",
    "team": "team teams",
    "system": "system systems systeme système systèmes sistema sistemas systeem systemen tool tools",
    Row.THOUGHTS.value: "thought thoughts thinking question questions customerthoughts gedanke gedanken frage "
    "fragen pensée pensées pensamiento pensamientos gedachte gedachten",
    Row.STRENGTHS.value: "strength strengths positive positives gain gains whatworks stärke stärken force "
    "forces pointsforts fortaleza fortalezas sterkte sterktes highlight highlights",
    Row.PAINS.value: "pain pains painpoint painpoints problem problems frustration frustrations schmerz "
    "schmerzpunkt schmerzpunkte probleme irritant irritants problème problèmes dolor dolores puntodedolor "
    "puntosdedolor problema problemas pijn pijnpunt pijnpunten knelpunt knelpunten whathurts",
    Row.FRONTSTAGE.value: "frontstage frontoffice visible",
    Row.BACKSTAGE.value: "backstage backoffice internal",
    Row.IDEAS.value: "idea ideas opportunity opportunities quickwin quickwins improvement improvements idee "
    "ideen chance chancen idée idées opportunité opportunités oportunidad oportunidades ideeën kans kansen",
}


def _own() -> dict[str, str]:
    """Return the headings of our own files in the language that is active, as meanings by heading."""
    headings = {
        _("Stage"): "stage", _("Customer's goal"): "goal", _("Touchpoint"): TOUCHPOINTS,
        _("Where we meet"): TOUCHPOINTS, _("Description"): "description", _("Channel"): "channel",
        _("Feels (-2 to 2)"): "emotion", _("Owner"): "owner", _("Kind"): "kind", _("Teams"): "team",
        _("How well we know it"): "evidence", _("Systems"): "system", _("Moment of truth"): "moment",
        _("Why"): "why", _("Row"): "row", _("Text"): "text", _("Note"): "text",
        _("About touchpoint"): "about", _("Department"): "department", _("Author"): "author",
    }  # fmt: skip
    return {bare(str(heading)): meaning for heading, meaning in headings.items()}


def bare(heading: str) -> str:
    """Return a heading without capitals and signs, by which two are the same one."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", heading).casefold())


def guess(headings: Sequence[str]) -> list[str]:
    """Return what each column means by its heading, "" where nobody can tell; no meaning is given twice.

    Only what can be told several of one line (rows of the board, teams, systems) may be there twice.
    """
    own = _own()
    common = {word: meaning for meaning, words in COMMON.items() for word in words.split()}
    labels = {bare(str(label)): row for row, label in Row.choices}
    guessed: list[str] = []
    for heading in headings:
        key = bare(heading)
        meaning = own.get(key) or labels.get(key) or common.get(key, "")
        if meaning in guessed and meaning not in SEVERAL:
            meaning = ""
        guessed.append(meaning)
    return guessed


SEVERAL = {*Row.values, "team", "system"}


def find_head(rows: Sequence[Sequence[str]]) -> tuple[int, list[str]]:
    """Return which row of a table is its head, counted from 0, and what its columns mean; −1 where none is.

    That is the one of the first rows in which most headings are known, at least two, or one of one column.
    """
    width = max((len(row) for row in rows), default=0)
    best, meanings = -1, [""] * width
    for at, row in enumerate(rows[:HEAD_WITHIN]):
        found = guess(row)
        known = sum(map(bool, found))
        if known > sum(map(bool, meanings)) and (known > 1 or sum(map(bool, row)) == 1):
            best, meanings = at, found + [""] * (width - len(found))
    return best, meanings
