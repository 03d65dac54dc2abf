"""Everything of a workshop in one ZIP file, made step by step beside all else, so that people see how far it is."""

import io
import logging
import threading
import zipfile
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from django import db
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from maps.exports.file_names import plain_name
from maps.exports.formats import SHEETS, Options
from maps.exports.making import MakingFailed, make
from maps.exports.reading import MapRead, read_in_turn
from maps.models import Map, Parcel
from maps.queries import boards_of
from maps.rules import may_read
from workshops.live.writer import write
from workshops.models import Participant

logger = logging.getLogger(__name__)

# Who has not been heard of for so long was in a process that has ended.
LOST_AFTER = timedelta(minutes=3)
KEPT_FOR = timedelta(days=1)
# All entries have this time, so that the same workshop gives the same parcel.
TIME = (1980, 1, 1, 0, 0, 0)
_turn = threading.Lock()


class Entry(NamedTuple):
    """One file of a map in the parcel."""

    key: str
    options: Options
    name: str


OF_EACH_MAP = (
    Entry("pdf", Options(paper="a3"), "poster-a3.pdf"),
    Entry("pdf", Options(paper="a4"), "poster-a4.pdf"),
    Entry("png", Options(paper="a3"), "poster.png"),
    Entry("svg", Options(paper="a3"), "poster.svg"),
    Entry("html", Options(), "map.html"),
    Entry("md", Options(), "report.md"),
    Entry("mmd", Options(), "journey.mmd"),
    *(Entry("csv", Options(sheet=sheet), f"{sheet}.csv") for sheet in SHEETS),
    Entry("ojf", Options(), "map.ojf"),
    Entry("json", Options(), "map.json"),
)
OF_ALL_MAPS = (Entry("pptx", Options(), "slides.pptx"), Entry("xlsx", Options(), "workbook.xlsx"))


def boards_for(person: Participant) -> list[Map]:
    """Return the maps that somebody may see, in the order of their groups."""
    return [board for board in boards_of(person.workshop) if may_read(person, board)]


def ask(person: Participant, language: str) -> Parcel:
    """Ask for a parcel, or return the one that is being made for this person already; in the writer thread."""
    now = timezone.now()
    Parcel.objects.filter(created_at__lt=now - KEPT_FOR).delete()
    mine = Parcel.objects.filter(workshop=person.workshop, asked_by=person)
    being_made = (
        mine.filter(content=None, failed="", touched_at__gt=now - LOST_AFTER).defer("content").first()
    )
    if being_made is not None:
        return being_made
    mine.delete()
    steps = len(OF_EACH_MAP) * len(boards_for(person)) + len(OF_ALL_MAPS)
    return Parcel.objects.create(workshop=person.workshop, asked_by=person, language=language, steps=steps)


def newest_of(person: Participant) -> Parcel | None:
    """Return somebody's parcel, made or being made, without its content; one whose process ended has failed."""
    mine = Parcel.objects.filter(
        workshop=person.workshop, asked_by=person, created_at__gt=timezone.now() - KEPT_FOR
    )
    parcel = mine.defer("content").order_by("-created_at").first()
    if parcel and is_being_made(parcel) and parcel.touched_at < timezone.now() - LOST_AFTER:
        parcel.failed = "stopped"
    return parcel


def is_being_made(parcel: Parcel) -> bool:
    """Tell whether somebody still works at it."""
    return parcel.step < parcel.steps and not parcel.failed


def begin(parcel: Parcel) -> None:
    """Make it in a thread of its own; in tests at once."""
    if settings.WRITER == "inline":
        fill(parcel.pk)
    else:
        threading.Thread(target=_fill_alone, args=(parcel.pk,), name="parcel", daemon=True).start()


def _fill_alone(parcel: int) -> None:
    try:
        while not _turn.acquire(timeout=30):
            write(_touch, parcel)
        try:
            fill(parcel)
        finally:
            _turn.release()
    finally:
        db.connections.close_all()


def fill(parcel: int) -> None:
    """Make the files of a parcel one after the other and keep them; stops where the parcel was given up."""
    row = Parcel.objects.select_related("asked_by__workshop").defer("content").filter(pk=parcel).first()
    if row is None:
        return
    try:
        with override(row.language):
            maps = read_in_turn(boards_for(row.asked_by))
            content = _packed(row.pk, maps)
    except MakingFailed as failed:
        write(_fail, parcel, failed.why)
    except Exception:
        logger.exception("A parcel could not be made.")
        write(_fail, parcel, "stopped")
    else:
        if content is not None:
            write(_keep, parcel, content)


def _packed(parcel: int, maps: Sequence[MapRead]) -> bytes | None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo("README.txt", TIME), _readme(maps))
        for step, (name, entry, ones) in enumerate(_entries(maps), start=1):
            content = make(entry.key, ones, entry.options)
            packed.writestr(zipfile.ZipInfo(name, TIME), content, zipfile.ZIP_DEFLATED)
            if not write(_advance, parcel, step):
                return None
    return file.getvalue()


def _entries(maps: Sequence[MapRead]) -> Iterator[tuple[str, Entry, Sequence[MapRead]]]:
    """Yield what goes into the parcel: the name in it, what it is, of which maps."""
    if maps:
        for entry in OF_ALL_MAPS:
            yield entry.name, entry, maps
    for number, taken in enumerate(maps, start=1):
        folder = "-".join(filter(None, [str(number), plain_name(taken.customer_type["name"])]))
        for entry in OF_EACH_MAP:
            yield f"{folder}/{entry.name}", entry, [taken]


def _readme(maps: Sequence[MapRead]) -> bytes:
    lines = [
        maps[0].workshop["title"] if maps else "",
        "",
        _("slides.pptx: all maps as slides; every shape can be changed."),
        _("workbook.xlsx: all maps as tables, with their curves."),
        _("In the folder of each map:"),
        _("poster-a3.pdf, poster-a4.pdf: to print and to hang up; poster.png, poster.svg: as a picture."),
        _("map.html: to read in any browser; report.md, journey.mmd: as plain text."),
        _("*.csv: tables for other programs."),
        _("map.json: the whole map, to bring it in again; map.ojf: for other journey mapping tools."),
        "",
        *(f"{number}: {taken.board['title']}" for number, taken in enumerate(maps, start=1)),
    ]
    return "\r\n".join(lines).encode("utf-8-sig")


def _advance(parcel: int, step: int) -> bool:
    """Say how far it is; False where it was given up meanwhile. The last step is told with the content."""
    rows = Parcel.objects.filter(pk=parcel, step__lt=step, steps__gt=step)
    rows.update(step=step, touched_at=timezone.now())
    return Parcel.objects.filter(pk=parcel).exists()


def _touch(parcel: int) -> None:
    Parcel.objects.filter(pk=parcel).update(touched_at=timezone.now())


def _fail(parcel: int, why: str) -> None:
    Parcel.objects.filter(pk=parcel).update(failed=why, touched_at=timezone.now())


def _keep(parcel: int, content: bytes) -> None:
    for row in Parcel.objects.filter(pk=parcel).defer("content"):
        row.content, row.step, row.touched_at = content, row.steps, timezone.now()
        row.save(update_fields=["content", "step", "touched_at"])
