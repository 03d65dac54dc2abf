"""Reads a map back from our own JSON: bytes become a checked plan, or a refusal that says where and why."""

import json
import re
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from maps.commands.placing import NOTES_AT_MOST, TOUCHPOINTS_AT_MOST
from maps.exports.backup_file import READABLE, SCHEMA_VERSION, Backup
from maps.imports.checking import PARTS_AT_MOST, RATINGS_AT_MOST, Checking
from maps.imports.foreign import Head, recognise_bytes, recognise_json
from maps.imports.refusal import ImportRefused, Problem, not_ours, refuse, shown
from maps.plans import MapPlan

# Bytes. A request has room for 16 MB (config/serve.py); a board full to the last note has two or three.
LARGEST_FILE = 15 * 1024 * 1024
# Names of fields and texts: a full map has up to 40 per touchpoint and note, two for each rating, seven for each part.
STRINGS_AT_MOST = 40 * (TOUCHPOINTS_AT_MOST + NOTES_AT_MOST) + 2 * RATINGS_AT_MOST + 7 * PARTS_AT_MOST

_AT = re.compile(r" - at `\$(?:\.?(?P<where>.*))`$", re.DOTALL)
_EXPECTED = re.compile(r"Expected `(?P<wanted>[^`]*)`, got `(?P<got>[^`]*)`")
_MISSING = re.compile(r"Object missing required field `(?P<name>.*)`$", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<name>.*)`$", re.DOTALL)
_BYTE = re.compile(r"\(byte (?P<byte>\d+)\)")


def read_map(data: bytes) -> MapPlan:
    """Return the map that a JSON file holds, every text cleaned and every choice checked.

    Ids serve only to tell what a note is about; whoever lays the plan down gives new ones. Raises
    ImportRefused, with the place of each problem, for anything that is not exactly such a file.
    """
    if len(data) > LARGEST_FILE:
        raise refuse(_("The file is larger than %(most)d MB.") % {"most": LARGEST_FILE // 2**20})
    data = data.removeprefix(b"\xef\xbb\xbf")
    _require_ours(data)
    _require_not_too_much(data)
    plan = Checking(_decode(data)).plan()
    _require_each_field_once(data)  # last, as it takes most memory
    return plan


def _require_ours(data: bytes) -> None:
    """Refuse what is not JSON in UTF-8, what another tool wrote, and versions that are not known here."""
    try:
        data.decode()
        head = msgspec.json.decode(data, type=Head)
    except UnicodeDecodeError as error:
        raise _not_text(data, error) from None
    except msgspec.ValidationError:
        raise not_ours(recognise_bytes(data)) from None
    except msgspec.DecodeError as error:
        raise _not_json(data, str(error)) from None
    except RecursionError:
        raise refuse(_("The file is nested too deeply to be a map.")) from None
    if head.schema_version is msgspec.UNSET:
        raise not_ours(recognise_json(head))
    if bytes(head.schema_version) not in {str(version).encode() for version in READABLE}:
        raise refuse(
            _("This version of the format is not known here; version %(known)d is. Update Journeyroom first.")
            % {"known": SCHEMA_VERSION},
            "schema_version",
        )


def _not_text(data: bytes, error: UnicodeDecodeError) -> ImportRefused:
    what = recognise_bytes(data)
    if what:
        return not_ours(what)
    return refuse(_("The file is not text in UTF-8.") + " " + _place(data, error.start))


def _not_json(data: bytes, error: str) -> ImportRefused:
    what = recognise_bytes(data)
    if what:
        return not_ours(what)
    found = _BYTE.search(error)
    place = _place(data, int(found["byte"])) if found else _("It ends too early.")
    return refuse(_("The file is not valid JSON.") + " " + place)


def _place(data: bytes, byte: int) -> str:
    line = data.count(b"\n", 0, byte) + 1
    column = byte - data.rfind(b"\n", 0, byte)
    return _("Look at line %(line)d, column %(column)d.") % {"line": line, "column": column}


def _require_not_too_much(data: bytes) -> None:
    """Refuse valid JSON with far more in it than a map has, before it is made into objects, which are larger.

    What is counted lies between the number of strings and twice that: no quotation mark that opens a string
    stands behind a backslash, and every one inside a string does.
    """
    if data.count(b'"') - data.count(b'\\"') > 2 * STRINGS_AT_MOST:
        words = {"touchpoints": TOUCHPOINTS_AT_MOST, "notes": NOTES_AT_MOST}
        raise refuse(
            _("There is too much in this file: a map takes %(touchpoints)d touchpoints and %(notes)d notes.")
            % words
        )


def _decode(data: bytes) -> Backup:
    try:
        return msgspec.json.decode(data, type=Backup)
    except msgspec.ValidationError as error:
        raise ImportRefused([_in_plain_words(str(error))]) from None
    except msgspec.DecodeError as error:
        raise _not_json(data, str(error)) from None


def _in_plain_words(error: str) -> Problem:
    at = _AT.search(error)
    where = at["where"] if at else ""
    what = error[: at.start()] if at else error
    if missing := _MISSING.match(what):
        return Problem(where, _("the field “%(name)s” is missing.") % {"name": shown(missing["name"])})
    if unknown := _UNKNOWN.match(what):
        return Problem(where, _("the field “%(name)s” is not known here.") % {"name": shown(unknown["name"])})
    if expected := _EXPECTED.match(what):
        words = {"wanted": _kinds(expected["wanted"]), "got": _kinds(expected["got"])}
        return Problem(where, _("here should be %(wanted)s, not %(got)s.") % words)
    return Problem(where, _("this value cannot be used."))


def _kinds(types: str) -> str:
    words = {
        "str": _("text"),
        "int": _("a whole number"),
        "float": _("a number"),
        "bool": _("true or false"),
        "null": _("nothing (null)"),
        "array": _("a list"),
        "object": _("a group of fields"),
    }
    return _(" or ").join(words.get(kind.strip(), kind.strip()) for kind in types.split("|"))


def _require_each_field_once(data: bytes) -> None:
    """Refuse a field that is given twice: readers disagree on which one holds."""

    def once(pairs: list[tuple[str, Any]]) -> None:
        names = [name for name, value in pairs]
        for name in names:
            if names.count(name) > 1:
                raise refuse(_("The field “%(name)s” is given twice in one place.") % {"name": shown(name)})

    json.loads(data, object_pairs_hook=once)
