"""Reads a list somebody pasted: one note a line, stages by indentation, by a colon or by a heading."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maps.imports.drafting import Draft, DraftStage, readable, stage_name
from maps.imports.refusal import ImportRefused, Problem, refuse
from workshops.text import NOTE_LIMIT, TITLE_LIMIT

LINES_AT_MOST = 6_000
LETTERS_AT_MOST = 2_000_000
# What people call a stage in front of a colon is short; a longer sentence with a colon in it is a note.
HEAD_LIMIT = 40
TAB = 4

_BULLET = re.compile(r"(?:[-–—*•·◦▪‣o]|\(?\d{1,3}[.)]|\[[ xX]?\])\s+")
_HEADING = re.compile(r"#{1,6}\s+(?P<name>.+?)\s*#*$")


def read_list(text: str, row: str) -> Draft:
    """Return the draft of a list; `row` is where its lines go: touchpoints or a value of `maps.enums.Row`.

    A line that ends with a colon, a Markdown heading, and a line above indented ones name a stage for what
    follows; “Stage: words” names one for its own line and those that follow. Bullets go. Raises ImportRefused
    for too many lines and for lines longer than a note, each with its number.
    """
    if len(text) > LETTERS_AT_MOST:
        raise refuse(
            _("That is too long for a list: %(most)d characters fit. Bring it in as two.")
            % {"most": LETTERS_AT_MOST}
        )
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = [(number, line) for number, line in enumerate(lines, start=1) if readable(line)]
    if len(kept) > LINES_AT_MOST:
        words = {"count": len(kept), "most": LINES_AT_MOST}
        raise refuse(_("%(count)d lines are too many; a list may have %(most)d.") % words)
    if not kept:
        raise refuse(_("There is nothing in this list yet. Paste one note a line."))
    return _Reading(row).read(kept)


class _Reading:
    def __init__(self, row: str) -> None:
        self.row = row
        self.draft = Draft()
        self.current: DraftStage | None = None
        self.problems: list[Problem] = []
        self.parted = 0

    def read(self, lines: list[tuple[int, str]]) -> Draft:
        depths = [_depth(line) for _number, line in lines]
        least = min(depths)
        for at, (number, line) in enumerate(lines):
            below = depths[at + 1] if at + 1 < len(depths) else 0
            heads = depths[at] == least and below > least
            self._line(number, _unbulleted(readable(line)), heads)
        if self.problems:
            raise ImportRefused(self.problems)
        self._doubt()
        return self.draft

    def _line(self, number: int, words: str, heads: bool) -> None:
        heading = _HEADING.fullmatch(words)
        if heading or heads or words.endswith((":", "：")):
            name = stage_name((heading["name"] if heading else words).rstrip(":：").strip())
            if len(words) > TITLE_LIMIT + 8:
                self._too_long(number, len(words), TITLE_LIMIT)
            if name:
                self.current = self.draft.stage(name)
            return
        before, colon, after = words.partition(": ")
        if colon and len(before) <= HEAD_LIMIT and after.strip():
            self.current = self.draft.stage(stage_name(before))
            self.parted += 1
            words = after.strip()
        if len(words) > NOTE_LIMIT:
            self._too_long(number, len(words), NOTE_LIMIT)
        self.draft.add(self.current or self.draft.stage(""), self.row, words)

    def _too_long(self, number: int, length: int, limit: int) -> None:
        words = {"limit": limit, "length": length}
        where = _("line %(number)d") % {"number": number}
        self.problems.append(
            Problem(
                where,
                _("this is longer than %(limit)d characters: it has %(length)d. Part it in two.") % words,
            )
        )

    def _doubt(self) -> None:
        if self.parted:
            self.draft.doubts.append(
                ngettext(
                    "%(n)d line has a colon in it: what stands before it is taken for a stage.",
                    "%(n)d lines have a colon in them: what stands before it is taken for a stage.",
                    self.parted,
                )
                % {"n": self.parted}
            )
        for stage in self.draft.stages.values():
            if not stage.touchpoints and not stage.notes:
                self.draft.doubts.append(_("The stage “%(name)s” is empty.") % {"name": stage.name})


def _depth(line: str) -> int:
    """Return how far a line is indented, in columns."""
    width = 0
    for sign in line:
        if sign == "\t":
            width += TAB
        elif sign.isspace():
            width += 1
        else:
            break
    return width


def _unbulleted(words: str) -> str:
    """Return words without the bullets or the number before them; a line of bullets alone stays as it is."""
    bare = words
    while found := _BULLET.match(bare):
        bare = bare[found.end() :]
    return bare or words
