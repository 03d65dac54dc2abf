"""The formats a map is taken away in: one row each, with what it is for; who writes it stands beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maps.exports.backup import to_json
from maps.exports.journey_format import to_journey_format
from maps.exports.mermaid import to_mermaid
from maps.exports.page import to_html
from maps.exports.reading import MapRead
from maps.exports.spreadsheet import sheet_to_csv, to_csv
from maps.exports.tables import TABLES
from maps.exports.text import to_markdown

PAPERS = ("a4", "a3", "a2", "a1", "a0")
SHEETS = ("map", *TABLES)


@dataclass(frozen=True, slots=True)
class Options:
    """What can be chosen: the paper of a poster, the sheet of a table (of `SHEETS`)."""

    paper: str = "a3"
    sheet: str = "map"


Write = Callable[[Sequence[MapRead], Options], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its key is the ending of its address.

    `write` makes the file of one map, or of several where `holds_several`; None where that takes a library that a
    server need not have in memory: `maps.exports.writers` makes it, in a process of its own (`maps.exports.making`).
    """

    key: str
    ending: str
    content_type: str
    title: Promise
    purpose: Promise
    write: Write | None = None
    on_paper: bool = False
    holds_several: bool = False


def _one(write: Callable[[MapRead], bytes]) -> Write:
    return lambda maps, options: write(maps[0])


def _csv(maps: Sequence[MapRead], options: Options) -> bytes:
    return to_csv(maps[0]) if options.sheet == "map" else sheet_to_csv(maps[0], options.sheet)


FORMATS = {
    one.key: one
    for one in (
        Format(
            "pdf",
            "pdf",
            "application/pdf",
            _("Poster (PDF)"),
            _("To print and to hang on a wall, or to read on a screen."),
            on_paper=True,
        ),
        Format("png", "png", "image/png", _("Picture (PNG)"), _("For a mail or a chat."), on_paper=True),
        Format(
            "svg",
            "svg",
            "image/svg+xml",
            _("Drawing (SVG)"),
            _("To go on in a drawing program."),
            on_paper=True,
        ),
        Format(
            "pptx",
            "pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            _("Slides (PPTX)"),
            _("To present it, and to change every shape of it."),
            holds_several=True,
        ),
        Format(
            "xlsx",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _("Workbook (XLSX)"),
            _("To sort, filter and calculate."),
            holds_several=True,
        ),
        Format(
            "csv",
            "csv",
            "text/csv; charset=utf-8",
            _("Table (CSV)"),
            _("For other programs, one sheet at a time."),
            write=_csv,
        ),
        Format(
            "html",
            "html",
            "text/html; charset=utf-8",
            _("Web page (HTML)"),
            _("To read it anywhere: one file that needs nothing else."),
            write=_one(to_html),
        ),
        Format(
            "md",
            "md",
            "text/markdown; charset=utf-8",
            _("Report (Markdown)"),
            _("Plain text with headings, for a wiki or a mail."),
            write=_one(to_markdown),
        ),
        Format(
            "mmd",
            "mmd",
            "text/plain; charset=utf-8",
            _("Diagram (Mermaid)"),
            _("For wikis that draw a journey from text."),
            write=_one(to_mermaid),
        ),
        Format(
            "ojf",
            "ojf",
            "application/json",
            _("Open Journey Format (OJF)"),
            _("For other journey mapping tools; it holds less than JSON."),
            write=_one(to_journey_format),
        ),
        Format(
            "json",
            "json",
            "application/json",
            _("Map, whole (JSON)"),
            _("To bring it in again without loss, here or elsewhere."),
            write=_one(to_json),
        ),
    )
}
