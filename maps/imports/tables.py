"""Makes the stages of a map out of a table whose columns mean something."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from maps.enums import Channel, Evidence, MomentKind, Ownership, ResourceKind, Row, TouchpointKind
from maps.imports.columns import MEANINGS, bare
from maps.imports.drafting import Draft, Drafted, DraftStage, Note, readable, stage_name
from maps.imports.refusal import refuse
from maps.outline import TOUCHPOINTS
from maps.plans import AuthorPlan
from workshops.text import NAME_LIMIT, fold

TRUE = {"x", "yes", "true", "1", "ja", "oui", "si", "sí", "mot", "wahr", "vrai"}
CHANNELS = {
    "telephone": Channel.PHONE, "call": Channel.PHONE, "telefon": Channel.PHONE, "téléphone": Channel.PHONE,
    "teléfono": Channel.PHONE, "telefoon": Channel.PHONE, "mail": Channel.EMAIL, "online": Channel.WEB,
    "webshop": Channel.WEB, "internet": Channel.WEB, "web": Channel.WEB, "store": Channel.SHOP,
    "branch": Channel.SHOP, "shop": Channel.SHOP, "filiale": Channel.SHOP, "tienda": Channel.SHOP,
    "winkel": Channel.SHOP, "magasin": Channel.SHOP, "portal": Channel.PORTAL, "messenger": Channel.CHAT,
    "chat": Channel.CHAT, "whatsapp": Channel.CHAT, "socialmedia": Channel.SOCIAL, "letter": Channel.POST,
    "brief": Channel.POST, "post": Channel.POST, "tradeshow": Channel.EVENT, "messe": Channel.EVENT,
    "event": Channel.EVENT, "visit": Channel.FIELD, "facetoface": Channel.IN_PERSON,
    "persönlich": Channel.IN_PERSON, "enpersonne": Channel.IN_PERSON, "enpersona": Channel.IN_PERSON,
    "persoonlijk": Channel.IN_PERSON, "ads": Channel.ADS, "advertising": Channel.ADS, "werbung": Channel.ADS,
    "document": Channel.DOCUMENT, "product": Channel.PRODUCT, "partner": Channel.PARTNER,
}  # fmt: skip
Line = dict[str, list[str]]


def read_table(rows: Sequence[Sequence[str]], meanings: Sequence[str], row: str) -> Draft:
    """Return the draft of the lines below a table's head; `meanings` are keys of MEANINGS by column.

    A cell of a row of the board is one note a line of it; `row` is where words go whose row is not told. Raises
    ImportRefused where no column holds any words.
    """
    holding = {TOUCHPOINTS, "text", "stage", *Row.values}
    if not holding & set(meanings):
        raise refuse(_("Say of at least one column that it holds stages, touchpoints or notes."))
    reading = _Reading(row, "text" in meanings)
    for cells in rows:
        line: Line = {}
        for meaning, cell in zip(meanings, cells, strict=False):
            if meaning and cell:
                line.setdefault(meaning, []).append(cell)
        reading.line(line)
    return reading.done()


class _Reading:
    def __init__(self, row: str, by_row: bool) -> None:
        self.row = row
        self.by_row = by_row
        self.draft = Draft()
        self.last: DraftStage | None = None
        self.titles: dict[tuple[str, str], Drafted] = {}
        self.about: list[tuple[Note, str]] = []
        self.empty = self.wild = self.rounded = 0
        self.rows = {bare(str(label)): row for row, label in Row.choices} | {row: row for row in Row.values}
        self.rows |= {bare(name): TOUCHPOINTS for name in (_("Where we meet"), _("Touchpoint"), TOUCHPOINTS)}

    def line(self, line: Line) -> None:
        """Read one line; a stage that is left out is the one of the line above, as with merged cells."""
        if not line:
            self.empty += 1
            return
        stage = self._stage(line)
        if goal := _first(line, "goal"):
            stage.goal = stage.goal or goal
        touchpoint = self._touchpoint(stage, line)
        for row in Row.values:
            for cell in line.get(row, []):
                stage.notes += [Note(row, text, touchpoint) for text in _lines(cell)]
        if self.by_row and (text := _first(line, "text")):
            self._by_row(stage, line, text, touchpoint)
        elif touchpoint is None and not {"stage", *Row.values} & set(line):
            self.empty += 1

    def done(self) -> Draft:
        """Return the draft, once all lines are read."""
        titles = {title: one for (_stage, title), one in reversed(self.titles.items())}
        for note, about in self.about:
            note.about = note.about or titles.get(fold(about))
        doubts = [
            (self.empty, _("Lines that are empty and left out: %(n)d.")),
            (self.wild, _("Feelings that are no number from −2 to +2 and left out: %(n)d.")),
            (self.rounded, _("Feelings that are rounded to a whole step: %(n)d.")),
        ]
        self.draft.doubts += [words % {"n": n} for n, words in doubts if n]
        return self.draft

    def _stage(self, line: Line) -> DraftStage:
        name = stage_name(_first(line, "stage"))
        if name or self.last is None:
            self.last = self.draft.stage(name)
        return self.last

    def _touchpoint(self, stage: DraftStage, line: Line) -> Drafted | None:
        title = _first(line, TOUCHPOINTS)
        return self._named(stage, title, line) if title else None

    def _named(self, stage: DraftStage, title: str, line: Line) -> Drafted:
        """Return the touchpoint of this name in a stage; a second line about it adds what it knows."""
        key = (stage.name, fold(title))
        if key not in self.titles:
            self.titles[key] = Drafted(title, author=self._author(line))
            stage.touchpoints.append(self.titles[key])
        self._describe(self.titles[key], line)
        return self.titles[key]

    def _by_row(self, stage: DraftStage, line: Line, text: str, about: Drafted | None) -> None:
        name = _first(line, "row")
        row = self.rows.get(bare(name), "") if name else self.row
        if not row:
            self.draft.not_known(_("Rows"), name)
            row = self.row
        if row == TOUCHPOINTS:
            self._named(stage, text, line)
            return
        note = Note(row, text, about, self._author(line))
        stage.notes.append(note)
        if named := _first(line, "about"):
            self.about.append((note, named))

    def _describe(self, one: Drafted, line: Line) -> None:
        one.description = one.description or _first(line, "description")
        one.channel = one.channel or self._choice(Channel, "channel", line)
        one.kind = one.kind or self._choice(TouchpointKind, "kind", line)
        one.evidence = one.evidence or self._choice(Evidence, "evidence", line)
        self._own(one, _first(line, "owner"))
        self._feel(one, _first(line, "emotion"))
        self._mark(one, line)
        for kind in ResourceKind.values:
            for cell in line.get(kind, []):
                names = (name.strip()[:NAME_LIMIT].strip() for name in cell.replace("\n", ",").split(","))
                one.resources |= {(kind, fold(name)): (kind, name) for name in names if name}

    def _own(self, one: Drafted, name: str) -> None:
        if not name or one.ownership:
            return
        for other in (Ownership.NOBODY, Ownership.OUTSIDE):
            if bare(name) in (bare(str(other.label)), other.value):
                one.ownership = other.value
                return
        one.ownership, one.owner = Ownership.DEPARTMENT.value, AuthorPlan(_line(name))

    def _feel(self, one: Drafted, said: str) -> None:
        if not said:
            return
        try:
            value = float(said.replace("\u2212", "-").replace(",", "."))
        except ValueError:
            self.wild += 1
            return
        if not -2 <= value <= 2:
            self.wild += 1
            return
        self.rounded += value != round(value)
        one.ratings.append(round(value))

    def _mark(self, one: Drafted, line: Line) -> None:
        said = _first(line, "moment")
        if not said or one.moment:
            return
        kind = _chosen(MomentKind, said) or (MomentKind.BOTH.value if fold(said) in TRUE else "")
        if kind:
            one.moment, one.why = kind, _first(line, "why")
        elif fold(said) not in ("no", "false", "0", "nein", "non", "nee", "-"):
            self.draft.not_known(str(MEANINGS["moment"]), said)

    def _choice(self, choices: type[Channel | TouchpointKind | Evidence], meaning: str, line: Line) -> str:
        said = _first(line, meaning)
        if not said:
            return ""
        found = _chosen(choices, said)
        if choices is Channel and not found:
            found = str(CHANNELS.get(bare(said), ""))
        if not found:
            self.draft.not_known(str(MEANINGS[meaning]), said)
        return found

    def _author(self, line: Line) -> AuthorPlan | None:
        department, name = _line(_first(line, "department")), _line(_first(line, "author"))
        return AuthorPlan(department, name=name) if department or name else None


def _chosen(choices: type[Channel | TouchpointKind | Evidence | MomentKind], said: str) -> str:
    """Return the value of a choice by itself or by its label in the language that is active, or ""."""
    by_name = {bare(str(label)): value for value, label in choices.choices} | {
        bare(value): value for value in choices.values
    }
    return str(by_name.get(bare(said), ""))


def _first(line: Line, meaning: str) -> str:
    return line.get(meaning, [""])[0]


def _lines(cell: str) -> list[str]:
    return [text for one in cell.split("\n") if (text := readable(one))]


def _line(words: str) -> str:
    return " ".join(words.split())[:NAME_LIMIT].strip()
