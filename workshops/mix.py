"""Whether the right people are in the room: advice, never a lock; pure, without the database."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops.content.departments import ready_departments
from workshops.enums import Side
from workshops.text import fold

FEWEST, MOST = 10, 20
SMALLEST_GROUP, LARGEST_GROUP = 4, 6
# Differences between departments are shown from so many people up.
SHOWN_FROM = 3
MISSING_AT_MOST = 3
SIDES = {
    Side.PROMISE: lambda: _(
        "Nobody makes the promise: invite sales or marketing, or expectations stay a guess."
    ),
    Side.DELIVER: lambda: _("Nobody delivers: invite product or operations, who make the experience."),
    Side.SUPPORT: lambda: _("Nobody hears how it went: invite customer service, the third view."),
    Side.ENABLE: lambda: _(
        "Nobody from behind the scenes: invite finance, IT or legal, where many causes lie."
    ),
}


class Sends(NamedTuple):
    """A department by name and side, and how many people come from it."""

    name: str
    side: str
    people: int


class Advice(NamedTuple):
    """One sentence; `is_good` where nothing has to be done."""

    is_good: bool
    words: str


def advise(departments: Iterable[Sends], groups: Sequence[Sequence[str]] = ()) -> list[Advice]:
    """Return what is good and what is missing; `groups` hold the side of everybody who is in each."""
    sent = list(departments)
    return [
        *_numbers(sum(one.people for one in sent)),
        *_sides(sent),
        *_lonely(groups),
        *_sizes(groups),
        *_thin(sent),
        *_missing(sent),
    ]


def _numbers(people: int) -> list[Advice]:
    if not people:
        return [Advice(False, _("Say how many people come from each department: ten to twenty work best."))]
    if people < FEWEST:
        words = ngettext(
            "%(n)d person is few: from ten on every side is heard.",
            "%(n)d people are few: from ten on every side is heard.",
            people,
        )
        return [Advice(False, words % {"n": people})]
    if people > MOST:
        return [
            Advice(False, _("%(n)d people are many: up to twenty can be facilitated well.") % {"n": people})
        ]
    return [Advice(True, _("%(n)d people: a good number.") % {"n": people})]


def _sides(sent: list[Sends]) -> list[Advice]:
    there = {one.side for one in sent if one.people}
    if not there:
        return []
    missing = [words() for side, words in SIDES.items() if side not in there]
    return [Advice(False, words) for words in missing] or [Advice(True, _("All four sides are there."))]


def _lonely(groups: Sequence[Sequence[str]]) -> list[Advice]:
    filled = [sides for sides in groups if sides]
    if not filled:
        return []
    numbers = [Counter(sides)[Side.ENABLE] for sides in filled]
    alone, none = sum(number == 1 for number in numbers), sum(number == 0 for number in numbers)
    if alone:
        words = ngettext(
            "In %(n)d group somebody from behind the scenes is alone: two dare to say more.",
            "In %(n)d groups somebody from behind the scenes is alone: two dare to say more.",
            alone,
        )
        return [Advice(False, words % {"n": alone})]
    if none:
        words = ngettext(
            "%(n)d group has nobody from behind the scenes.",
            "%(n)d groups have nobody from behind the scenes.",
            none,
        )
        return [Advice(False, words % {"n": none})]
    return [Advice(True, _("Every group has somebody from behind the scenes, and nobody is alone."))]


def _sizes(groups: Sequence[Sequence[str]]) -> list[Advice]:
    sizes = [len(sides) for sides in groups]
    if not any(sizes):
        return []
    wrong = sum(not SMALLEST_GROUP <= size <= LARGEST_GROUP for size in sizes)
    if not wrong:
        return [Advice(True, _("Groups of four to six: everybody gets to speak."))]
    words = ngettext(
        "%(n)d group is smaller than four or larger than six people.",
        "%(n)d groups are smaller than four or larger than six people.",
        wrong,
    )
    return [Advice(False, words % {"n": wrong})]


def _thin(sent: list[Sends]) -> list[Advice]:
    thin = [one.name for one in sent if 0 < one.people < SHOWN_FROM]
    if not thin or sum(one.people for one in sent) < FEWEST:
        return []
    return [
        Advice(
            False,
            _("Results of a department are shown from three people up; %(names)s count under their side.")
            % {"names": ", ".join(thin)},
        )
    ]


def _missing(sent: list[Sends]) -> list[Advice]:
    """Name those of the ready list that are usually missing, with the reason why they matter."""
    there = {fold(one.name) for one in sent}
    shorts = {name.split(" and ")[0].split(" / ")[0] for name in there}
    missing = [
        ready
        for ready in ready_departments()
        if ready.why
        and fold(ready.name) not in there
        and fold(ready.name).split(" and ")[0].split(" / ")[0] not in shorts
    ]
    wanted = sorted(
        missing, key=lambda ready: USUALLY_MISSING.index(ready.name) if ready.name in USUALLY_MISSING else 99
    )
    return [
        Advice(False, _("%(name)s is not invited. %(why)s") % {"name": _(ready.name), "why": _(ready.why)})
        for ready in wanted[:MISSING_AT_MOST]
    ]


# In the order in which workshops most often lack them and miss them later.
USUALLY_MISSING = (
    "IT and digital",
    "Finance and billing",
    "Sales",
    "Legal and compliance",
    "Operations",
    "Research and insight",
    "HR and training",
    "Customer service / contact centre",
    "Marketing",
    "Field service",
)
