"""What waits to be brought in, read: which kind a file is, and what it would become."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import msgspec
from django.utils import timezone
from django.utils.translation import gettext as _

from maps.imports.backup import LARGEST_FILE, read_map
from maps.imports.columns import find_head
from maps.imports.drafting import readable
from maps.imports.foreign import recognise_bytes
from maps.imports.journey_format import read_journey_format
from maps.imports.lists import read_list
from maps.imports.refusal import ImportRefused, not_ours, refuse
from maps.imports.sheets import Sheet, Tables, read_csv, read_workbook
from maps.imports.tables import read_table
from maps.models import ImportKind, PendingImport
from maps.models.bringing import FILE_NAME_LIMIT
from maps.outline import TOUCHPOINTS
from maps.plans import MapPlan
from workshops.models import Participant
from workshops.text import TITLE_LIMIT

KEPT_FOR = timedelta(days=1)
WAITING_AT_MOST = 5
WHOLE = (ImportKind.MAP, ImportKind.JOURNEY)


@dataclass(frozen=True, slots=True)
class Reading:
    """What something would become: a plan, sentences about what is doubtful, and for tables what is shown of them.

    With `problems` it cannot be brought in before other answers are given.
    """

    plan: MapPlan
    doubts: list[str]
    problems: list[str] = field(default_factory=list)
    sheet: Sheet | None = None
    sheets: tuple[str, ...] = ()
    head: int = -1
    meanings: tuple[str, ...] = ()


def keep_waiting(person: Participant, kind: str, name: str, content: bytes, answers: dict[str, Any]) -> Any:
    """Keep a list or file for its owner until they bring it in; old ones go, and all but their last few."""
    PendingImport.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    own = PendingImport.objects.filter(participant=person).order_by("-created_at", "-pk")
    PendingImport.objects.filter(pk__in=[one.pk for one in own.only("pk")[WAITING_AT_MOST - 1 :]]).delete()
    return PendingImport.objects.create(
        participant=person,
        workshop=person.workshop,
        kind=kind,
        name=" ".join(readable(name).split())[:FILE_NAME_LIMIT],
        content=content,
        size=len(content),
        answers=answers,
    )


def take_in(data: bytes, name: str) -> tuple[str, bytes]:
    """Return the kind of a file and what is to be kept of it; tables are read here, once.

    What a file is, it says by its first bytes, not by its name; the name decides between a list and a table.
    Raises ImportRefused for what is neither.
    """
    if len(data) > LARGEST_FILE:
        raise refuse(_("The file is larger than %(most)d MB.") % {"most": LARGEST_FILE // 2**20})
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise refuse(_("This file is empty. Please choose another one."))
    if start.startswith(b"PK"):
        return ImportKind.TABLES, msgspec.json.encode(read_workbook(data))
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise refuse(_("This is an old or a locked workbook. Save it as .xlsx or .csv and choose that."))
    if start.startswith((b"{", b"[")) or name.lower().endswith((".json", ".ojf")):
        return _map_kind(data), data
    if start.startswith((b"%PDF", b"<", b"\x89PNG", b"\xff\xd8", b"GIF8")):
        raise not_ours(recognise_bytes(data))
    if name.lower().endswith((".txt", ".md")):
        return ImportKind.LIST, _text(data)
    return ImportKind.TABLES, msgspec.json.encode(read_csv(data))


def read_waiting(waiting: PendingImport) -> Reading:
    """Return what a waiting list or file would become with the answers given so far; raises ImportRefused."""
    data, answers = bytes(waiting.content), waiting.answers
    if waiting.kind == ImportKind.MAP:
        return Reading(read_map(data), [])
    if waiting.kind == ImportKind.JOURNEY:
        plan, doubts = read_journey_format(data)
        return Reading(plan, doubts)
    row = answers.get("row") or TOUCHPOINTS
    if waiting.kind == ImportKind.LIST:
        draft = read_list(data.decode(), row)
        return Reading(_plan(waiting, draft.plans()), draft.all_doubts())
    return _read_tables(waiting, msgspec.json.decode(data, type=Tables), row)


def _read_tables(waiting: PendingImport, tables: Tables, row: str) -> Reading:
    names = tuple(sheet.name for sheet in tables.sheets)
    chosen = waiting.answers.get("sheet")
    at = chosen if isinstance(chosen, int) and 0 <= chosen < len(names) else _best(tables)
    sheet = tables.sheets[at]
    head, guessed = find_head(sheet.rows)
    given = waiting.answers.get("columns") if waiting.answers.get("columns_of") == at else None
    meanings = tuple(given) if given and len(given) == len(guessed) else tuple(guessed)
    reading = Reading(_plan(waiting, ()), [], [], sheet, names, head, meanings)
    try:
        draft = read_table(sheet.rows[head + 1 :], meanings, row)
    except ImportRefused as refused:
        return replace(reading, problems=refused.lines())
    doubts = [*tables.doubts, *draft.all_doubts()]
    if len(names) > 1:
        doubts.insert(0, _("Only the sheet “%(name)s” is brought in.") % {"name": sheet.name})
    return replace(reading, plan=_plan(waiting, draft.plans()), doubts=doubts)


def _best(tables: Tables) -> int:
    """Return which sheet has most columns that are known."""
    known = [sum(map(bool, find_head(sheet.rows)[1])) for sheet in tables.sheets]
    return known.index(max(known))


def _plan(waiting: PendingImport, stages: Any) -> MapPlan:
    name = (
        waiting.answers.get("name") or waiting.name.rpartition(".")[0][:TITLE_LIMIT].strip() or _("Customer")
    )
    return MapPlan(customer_type=name, title=name, stages=tuple(stages))


def _map_kind(data: bytes) -> str:
    """Return which kind of map a JSON file is, once it has been read and checked whole."""
    head = data.removeprefix(b"\xef\xbb\xbf")
    try:
        fields = msgspec.json.decode(head, type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        fields = {}
    if "schema_version" not in fields and {"stages", "swimlanes", "nodes"} <= fields.keys():
        read_journey_format(data)
        return ImportKind.JOURNEY
    read_map(data)
    return ImportKind.MAP


def _text(data: bytes) -> bytes:
    try:
        return data.decode("utf-8-sig").encode()
    except UnicodeDecodeError:
        raise refuse(_("This file is not text in UTF-8.")) from None
