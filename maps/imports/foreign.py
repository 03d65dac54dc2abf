"""Recognises files of other tools, so that a refusal can say what somebody has chosen by mistake."""

import msgspec
from django.utils.translation import gettext as _

_Any = msgspec.Raw | msgspec.UnsetType


class Head(msgspec.Struct):
    """The fields at the top of a JSON file by which tools tell their own; everything else is skipped."""

    schema_version: _Any = msgspec.UNSET
    stages: _Any = msgspec.UNSET
    swimlanes: _Any = msgspec.UNSET
    nodes: _Any = msgspec.UNSET
    persona: _Any = msgspec.UNSET
    widgets: _Any = msgspec.UNSET
    data: _Any = msgspec.UNSET
    type: _Any = msgspec.UNSET
    document: _Any = msgspec.UNSET
    tldraw: _Any = msgspec.field(name="tldrawFileFormatVersion", default=msgspec.UNSET)


def recognise_json(head: Head) -> str:
    """Return the name of what a JSON object looks like, or ""."""
    kind = bytes(head.type) if isinstance(head.type, msgspec.Raw) else b""
    if _has(head.swimlanes) and _has(head.nodes):
        return _("an Open Journey Format map (.ojf), as Ptolemy writes it")
    if kind == b'"excalidraw"':
        return _("an Excalidraw drawing")
    if _has(head.tldraw):
        return _("a tldraw drawing")
    if _has(head.widgets) or (
        _has(head.data) and (kind == b'"board"' or _mentions(head.data, b"sticky_note"))
    ):
        return _("an export of a Miro or Mural board")
    if _has(head.document):
        return _("a Figma or FigJam file")
    return ""


def recognise_bytes(data: bytes) -> str:
    """Return the name of what a file that is no JSON looks like by its first bytes, or ""."""
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"PK"):
        return _("a spreadsheet, a presentation or another zipped file")
    if start.startswith(b"%PDF"):
        return _("a PDF")
    if start.startswith(b"<"):
        return _("a web page, a picture or another XML file")
    if start.startswith((b"\x89PNG", b"\xff\xd8", b"GIF8")):
        return _("a picture")
    if start and not start.startswith((b"{", b"[")) and b"," in start and b"{" not in start:
        return _("a table (CSV)")
    return ""


def _has(field: _Any) -> bool:
    return field is not msgspec.UNSET


def _mentions(field: _Any, word: bytes) -> bool:
    return isinstance(field, msgspec.Raw) and word in bytes(field)
