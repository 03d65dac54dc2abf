"""What stands around the map on every sheet: title block, labels of the rows, legend and foot."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maps.exports.fonts import missing_scripts
from maps.exports.printing.text import cut, printable
from maps.exports.shapes import MapFacts
from workshops.enums import Side

Drawn = dict[str, Any]
# So much of a customer type's card stands above the map; all of it stands among the words.
CARD = 130


def drawn_head(facts: MapFacts) -> Drawn:
    """Return the title block: whose map it is, who made it, what it rests on."""
    people = ngettext("{n} person", "{n} people", facts.people).format(n=facts.people) if facts.people else ""
    ratings = ngettext("{n} rating", "{n} ratings", facts.ratings).format(n=facts.ratings)
    day = _("Workshop of {date}").format(date=facts.date) if facts.date else ""
    kind = _("Customer journey map")
    return {
        "above": printable(" · ".join(filter(None, [facts.organisation, kind]))),
        "title": printable(facts.customer_type),
        "scope": printable(cut(facts.title, 120) if facts.title != facts.customer_type else ""),
        "card": [[printable(label), printable(cut(words, CARD))] for label, words in facts.card],
        "workshop": printable(cut(facts.workshop, 80)),
        "made": printable(" · ".join(filter(None, [day, people, ratings if facts.ratings else ""]))),
        "evidence": facts.evidence.label,
        "rests": printable(facts.evidence.sentence),
        "departments": [
            {
                "letters": printable(one.letters),
                "name": printable(one.name),
                "people": str(one.people),
                "side": one.side,
                "hue": one.hue,
            }
            for one in facts.came()
        ],
        "name": printable(cut(facts.customer_type, 48)),
        "short": printable(
            cut(" · ".join(filter(None, [facts.organisation, facts.workshop, facts.date])), 140)
        ),
        "foot": printable(
            " · ".join(filter(None, [facts.organisation, cut(facts.workshop, 80), facts.attribution_label]))
        ),
        "version": _("version {number}").format(number=facts.version),
        "missing": _missing(facts),
    }


def labels() -> Drawn:
    """Return the words of the template."""
    return {
        "stages": [_("Stages"), _("and the customer's goal in each")],
        "touchpoints": [_("Touchpoints"), _("in order, as the customer meets them")],
        "owner": [_("Owner"), ""],
        "curve": [_("How it feels"), ""],
        "mean": [_("Mean"), _("ratings")],
        "moments": [_("Moments of truth"), _("can build or break loyalty")],
        "line": _("Line of visibility"),
        "line_means": _("the customer sees what stands above it; below is ours"),
        "behind": [_("Behind the scenes"), ""],
        "systems": [_("Systems"), ""],
        "teams": [_("Teams"), ""],
        "more": _("Systems and teams"),
        "below": _("behind the scenes, below"),
        "empty": _("nothing noted yet"),
        "nothing": _("There is nothing on this map yet."),
        "not_rated": _("Nobody has rated these touchpoints yet."),
        "scale": [_("very good +2"), _("good +1"), _("neither 0"), _("bad −1"), _("very bad −2")],
        "power": _("power"),
        "page": _("Page"),
        "of": _("of"),
        "who": _("Who took part"),
        "says": _("What the map says"),
        "moments_list": _("Moments of truth, the strongest first"),
        "fields": [_("Fix first"), _("Protect"), _("Make simple"), _("Keep")],
        "axes": [_("feels bad today"), _("feels good today"), _("power")],
        "voices": _("Where the company does not agree"),
        "words": _("All words, stage by stage"),
        "merged": _("merged into it:"),
        "starred": _("starred"),
        "legend": _legend(),
    }


def _legend() -> list[list[str]]:
    sides = "; ".join(
        f"{shape} {str(side.label).lower()}"
        for shape, side in (
            (_("bubble"), Side.PROMISE),
            (_("square"), Side.DELIVER),
            (_("circle"), Side.SUPPORT),
            (_("hexagon"), Side.ENABLE),
        )
    )
    return [
        ["dot", _("mean of all ratings")],
        ["thin", _("fewer than 3 ratings")],
        ["band", _("lowest to highest side")],
        ["gap", _("not rated")],
        ["create", _("can build loyalty")],
        ["destroy", _("can break it")],
        ["both", _("can do either")],
        ["handover", _("change of hands")],
        ["orphan", _("nobody owns it")],
        ["", sides],
    ]


def _missing(facts: MapFacts) -> str:
    scripts = missing_scripts(_texts(facts))
    if not scripts:
        return ""
    return _("No font of ours covers: {scripts}. These signs are not printed.").format(
        scripts=", ".join(scripts)
    )


def _texts(facts: MapFacts) -> list[str]:
    texts = [facts.title, facts.organisation, facts.workshop, facts.goal, facts.customer_type]
    texts += [words for pair in facts.card for words in pair]
    texts += [one.name for one in facts.departments]
    for stage in facts.stages:
        texts += [stage.name, stage.goal]
    for one in facts.touchpoints():
        texts += [one.title, one.description, *one.systems, *one.teams, one.author]
        texts += [one.moment.sentence if one.moment else "", one.feeling.word if one.feeling else ""]
        texts += [part.text for part in one.parts]
    for note in facts.notes():
        texts += [note.text, note.cluster, note.author, *(part.text for part in note.parts)]
    return texts
