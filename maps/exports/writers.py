"""Who writes the formats that take a large library; imported in the worker process alone (`maps.exports.making`)."""

from maps.exports.formats import Write
from maps.exports.slides import to_pptx
from maps.exports.workbook import to_xlsx

WRITERS: dict[str, Write] = {"pptx": to_pptx, "xlsx": to_xlsx}
