"""Runs typst over one of our templates: data comes in as JSON, nothing is read but this folder, nothing fetched."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from maps.exports.fonts import FOLDER

ROOT = Path(__file__).parent
ICONS = Path(__file__).parents[3] / "static" / "icons.svg"
# What a template says where its content does not fit.
SQUEEZED = "journeyroom-squeezed"


class Squeezed(Exception):
    """The content does not fit on the sheets it was given."""


def typeset(
    template: str, data: dict[str, Any], kind: Literal["pdf", "png", "svg"] = "pdf", ppi: float | None = None
) -> bytes:
    """Return a document; PDF is tagged and PDF/UA-1, PNG and SVG must be of one page. Raises Squeezed."""
    inputs = {"data": json.dumps(data, ensure_ascii=False), "icons": _icons()}
    compiler = typst.Compiler(
        str(ROOT / template), root=str(ROOT), font_paths=_fonts(), sys_inputs=inputs, package_path=str(ROOT)
    )
    options: dict[str, Any] = {"pdf_standards": "ua-1", "timestamp": 0} if kind == "pdf" else {"ppi": ppi}
    try:
        made = compiler.compile(format=kind, **options)
    except typst.TypstError as error:
        if SQUEEZED in str(error):
            raise Squeezed from error
        raise
    if not isinstance(made, bytes):
        raise TypeError(f"{template} made {len(made or ())} pages of {kind}")
    return made


@cache
def _fonts() -> Any:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


@cache
def _icons() -> str:
    """Return the drawings of the app's icons by name, as JSON."""
    symbols = re.findall(r'<symbol id="([^"]+)" viewBox="([^"]+)">(.*?)</symbol>', ICONS.read_text("utf-8"))
    stroke = 'fill="none" stroke="#534C45" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"'
    return json.dumps(
        {
            name: f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" {stroke}>{drawing}</svg>'
            for name, box, drawing in symbols
            if name.startswith("channel-") or name in ("clock", "eye-off", "star")
        }
    )
