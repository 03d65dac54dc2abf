"""How an import says no: everything it found, each with where in the file it stands and why."""

import unicodedata
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SHOWN = 20


class Problem(NamedTuple):
    """One thing that cannot be imported: `where` is a path such as ``stages[2].notes[5].text`` or ""
    for the whole file, `why` is a sentence for people."""

    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why}" if self.where else self.why


class ImportRefused(Exception):
    """A file that was not imported; nothing has changed. `problems` holds the first 20 of what is wrong."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems[:SHOWN]))
        self.problems = problems[:SHOWN]
        self.more = len(problems) - len(self.problems)

    def __reduce__(self) -> tuple[Any, ...]:
        """Let it come whole out of the process that reads workbooks (maps.exports.making)."""
        return type(self), (self.problems,), {"more": self.more}

    def lines(self) -> list[str]:
        """Return what to show somebody, one problem a line, the count of the others last."""
        lines = [str(problem) for problem in self.problems]
        if self.more:
            lines.append(
                ngettext("… and %(more)d more problem.", "… and %(more)d more problems.", self.more)
                % {"more": self.more}
            )
        return lines


def refuse(why: str, where: str = "") -> ImportRefused:
    """Return the refusal for one problem."""
    return ImportRefused([Problem(where, why)])


def not_ours(what: str = "") -> ImportRefused:
    """Return the refusal for a file of something else; `what` names it if it was recognised."""
    if what:
        why = _("This is not a Journeyroom map: it looks like %(what)s.") % {"what": what}
    else:
        why = _("This is not a Journeyroom map.")
    return refuse(why + " " + _("Choose a file that was taken away from a board as JSON."))


def shown(name: str) -> str:
    """Return words out of a file short and without hidden signs, to be quoted in a message."""
    seen = "".join(sign for sign in name[:60] if unicodedata.category(sign)[0] != "C")
    return seen if len(name) <= 60 else f"{seen[:40]}…"
