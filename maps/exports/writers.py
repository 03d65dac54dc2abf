"""Who writes the formats that take a large library; imported in the worker process alone (`maps.exports.making`)."""

from maps.exports.formats import Write
from maps.exports.poster import to_pdf, to_png, to_svg
from maps.exports.slides import to_pptx
from maps.exports.workbook import to_xlsx

WRITERS: dict[str, Write] = {"pdf": to_pdf, "png": to_png, "svg": to_svg, "pptx": to_pptx, "xlsx": to_xlsx}
