"""One field of one row at a time: how set-up is changed, so that two who edit at once overwrite nothing (L19)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any
from zoneinfo import available_timezones

from django.db.models import Choices

from workshops.acts import Act, Answer
from workshops.commands.wording import line, perhaps_line, perhaps_words, reword
from workshops.errors import Code, Refused
from workshops.events import record, unchanged
from workshops.schemas import Value
from workshops.text import TITLE_LIMIT, fold

Clean = Callable[[Value, str], Any]
# What a command still has to ask of a new value, or to do with it; may refuse.
Check = Callable[[Act, Any, Any], None]


@dataclass(frozen=True)
class Field:
    """What a field accepts: `clean(value, name)` gives what is stored, or refuses; so may `check(act, row, value)`.

    Words with a `limit` are merged with what others made of them; of all else the last writer wins. After a
    change of a `fresh` field everybody may be shown other things, and is sent everything.
    """

    clean: Clean
    limit: int = 0
    needed: bool = False
    check: Check | None = None
    fresh: bool = False

    def checked(self, check: Check, *, fresh: bool = False) -> "Field":
        """Return the field with one more thing to ask before a value is stored."""
        return replace(self, check=check, fresh=fresh)


Fields = Mapping[str, Field]


def describe(
    act: Act,
    name: str,
    row: Any,
    fields: Fields,
    said: Any,
    follow: Callable[[Any], Iterable[Any]] = lambda row: (),
    **how: Any,
) -> Answer:
    """Change the one field of `row` that was `said` (`field`, `was`, `now`) and record it as `name`.

    The answer is ``conflict`` with both wordings, or ``merged`` with the outcome, where somebody changed the
    same words. `follow(row)`, called once it is saved, changes and returns rows that go with it; `how` is for
    `record()`. Refuses ``bad-message`` for an unknown field or a value it does not
    take.
    """
    field = fields.get(said.field)
    if field is None:
        raise Refused(Code.BAD_MESSAGE, field=said.field, why="unknown-field")
    now, result = _brought_together(row, field, said)
    if now is None:
        return unchanged(result)
    value = now[0]
    if field.check is not None:
        field.check(act, row, value)
    setattr(row, said.field, value)
    changed = [said.field]
    if said.field == "name" and hasattr(row, "folded"):
        row.folded = fold(value)
        changed.append("folded")
    row.save(update_fields=changed)
    rows = [row, *follow(row)]
    return record(act, name, rows, fields=[said.field], result=result, fresh=field.fresh, **how)


def _brought_together(row: Any, field: Field, said: Any) -> tuple[list[Any] | None, dict[str, Any]]:
    """Return what to store, in a list as it may be None, and what to tell; None: nothing changes."""
    stored, mine = getattr(row, said.field), field.clean(said.now, said.field)
    if not field.limit:
        return (None if mine == stored else [mine]), {}
    was = said.was if isinstance(said.was, str) else ""
    new, result = reword(stored, was.strip(), mine, field.limit, needed=field.needed)
    return (None if new is None else [new]), dict(result)


def name_is_free(act: Act, row: Any, name: str) -> None:
    """Refuse ``conflict`` where another row of this kind in the workshop is called the same."""
    others = type(row)._default_manager.filter(workshop=act.workshop, folded=fold(name)).exclude(pk=row.pk)
    if hasattr(row, "removed_at"):
        others = others.filter(removed_at=None)
    if others.exists():
        raise Refused(Code.CONFLICT, field="name", why="taken", name=name)


def a_line(limit: int = TITLE_LIMIT) -> Field:
    """Return a field for words on one line that must not be empty, such as a name."""
    return Field(lambda value, name: line(_text(value, name), name, limit), limit, needed=True)


def perhaps_a_line(limit: int = TITLE_LIMIT) -> Field:
    """Return a field for words on one line that may be left out."""
    return Field(lambda value, name: perhaps_line(_text(value, name), name, limit), limit)


def some_words(limit: int) -> Field:
    """Return a field for a few sentences that may be left out."""
    return Field(lambda value, name: perhaps_words(_text(value, name), name, limit), limit)


def one_of(choices: type[Choices] | tuple[str, ...]) -> Field:
    """Return a field that takes one of a few words."""
    values = choices if isinstance(choices, tuple) else tuple(choices.values)
    return Field(lambda value, name: _among(_text(value, name), values, name))


def yes_or_no() -> Field:
    """Return a field that is true or false."""

    def clean(value: Value, name: str) -> bool:
        if not isinstance(value, bool):
            raise Refused(Code.BAD_MESSAGE, field=name, why="not-yes-or-no")
        return value

    return Field(clean)


def a_number(least: int, most: int) -> Field:
    """Return a field for a whole number between two others, both included."""

    def clean(value: Value, name: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise Refused(Code.BAD_MESSAGE, field=name, why="not-in-range", least=least, most=most)
        return value

    return Field(clean)


def perhaps_a_date() -> Field:
    """Return a field for a day as ``2027-03-18``; "" is none."""
    return Field(lambda value, name: _parsed(value, name, date.fromisoformat, "not-a-date"))


def perhaps_a_time() -> Field:
    """Return a field for a time of day as ``09:30``; "" is none."""
    return Field(lambda value, name: _parsed(value, name, time.fromisoformat, "not-a-time"))


def perhaps_a_zone() -> Field:
    """Return a field for a time zone by its IANA name, such as ``Europe/Berlin``; "" is none."""
    return Field(lambda value, name: _among(_text(value, name), {"", *available_timezones()}, name))


def _text(value: Value, name: str) -> str:
    if not isinstance(value, str):
        raise Refused(Code.BAD_MESSAGE, field=name, why="not-text")
    return value


def _among(value: str, values: Any, name: str) -> str:
    if value not in values:
        raise Refused(Code.BAD_MESSAGE, field=name, why="not-offered")
    return value


def _parsed(value: Value, name: str, parse: Callable[[str], Any], why: str) -> Any:
    text = _text(value, name).strip()
    if not text:
        return None
    try:
        return parse(text)
    except ValueError:
        raise Refused(Code.BAD_MESSAGE, field=name, why=why) from None
