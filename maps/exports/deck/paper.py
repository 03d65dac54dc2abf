"""One deck on which words, shapes and tables are laid; lengths in inches, type in points."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from maps.exports.colours import INK, INK_3, LINE, PAPER, SUNK
from maps.exports.deck.measures import height_of
from maps.exports.letters import for_xml, is_right_to_left

WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.6
INNER = WIDTH - 2 * MARGIN
BODY, FLOOR = 1.75, 6.85
SANS, SERIF = "Arial", "Georgia"
TITLE_ONLY = 5
# All entries of the file have this time, so that the same map gives the same bytes.
_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph: `size` in points, `colour` in hex; `align` is l, ctr or r."""

    text: str
    size: float = 12
    bold: bool = False
    italic: bool = False
    colour: str = INK
    font: str = SANS
    align: str = "l"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its share of the width, and whether its words are bold."""

    head: str
    share: float
    bold: bool = False


class Deck:
    """The slides of one file; `foot` stands below each that is added."""

    def __init__(self, foot: str = "") -> None:
        self.foot = foot
        self.file = Presentation()
        self.file.slide_width, self.file.slide_height = Inches(WIDTH), Inches(HEIGHT)

    def slide(self, kicker: str, title: str, notes: str = "") -> "Slide":
        """Add a slide: a line above the title, the title, what is said of it for the one who presents."""
        return Slide(self, kicker, title, notes)

    def table(
        self, kicker: str, title: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]
    ) -> None:
        """Add a table on as many slides as it needs; a row never breaks."""
        pages = list(_paged(columns, rows))
        for number, page in enumerate(pages, start=1):
            of = f" ({number}/{len(pages)})" if len(pages) > 1 else ""
            slide = self.slide(f"{kicker}{of}", title)
            slide.table(columns, page, title)

    def save(self, title: str, subject: str, held_on: datetime | None) -> bytes:
        """Return the file; it names nobody, and the same deck gives the same bytes."""
        about = self.file.core_properties
        about.title, about.subject, about.author = for_xml(title), for_xml(subject), "Journeyroom"
        about.last_modified_by = about.keywords = about.comments = ""
        about.created = about.modified = held_on or datetime(2000, 1, 1, tzinfo=UTC)
        about.revision = 1
        written = io.BytesIO()
        self.file.save(written)
        return _timeless(written)


class Slide:
    """One slide with its title; what is laid on it stands in the order in which it is read."""

    def __init__(self, deck: Deck, kicker: str, title: str, notes: str) -> None:
        self.page = deck.file.slides.add_slide(deck.file.slide_layouts[TITLE_ONLY])
        self.shapes = self.page.shapes
        head = self.shapes.title
        head.left, head.top, head.width, head.height = map(Inches, (MARGIN, 0.62, INNER, 0.95))
        size = 26 if height_of(title, 26, INNER * 72, bold=True) < 70 else 20
        _fill(head.text_frame, [Words(title, size, bold=True)], anchor="t")
        self.words(MARGIN, 0.34, INNER, 0.28, [Words(kicker, 11, colour=INK_3)])
        self.words(MARGIN, 7.03, INNER - 1, 0.28, [Words(deck.foot, 9, colour=INK_3)])
        self._number()
        if notes:
            self.page.notes_slide.notes_text_frame.text = for_xml(notes)

    def words(
        self, x: float, y: float, width: float, height: float, words: Iterable[Words], anchor: str = "t"
    ) -> Any:
        """Lay paragraphs into a frame."""
        frame = self.shapes.add_textbox(Inches(x), Inches(y), Inches(width), Inches(height))
        _fill(frame.text_frame, words, anchor=anchor)
        return frame

    def shape(
        self,
        kind: MSO_SHAPE,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str | None,
        *,
        line: str | None = None,
        words: Iterable[Words] = (),
        dashed: bool = False,
        thick: float = 1,
    ) -> Any:
        """Lay a shape with its colour in hex (None: see through), an outline and words in its middle."""
        shape = self.shapes.add_shape(kind, Inches(x), Inches(y), Inches(width), Inches(height))
        _paint(shape, fill, line, thick)
        if dashed:
            shape.line.dash_style = MSO_LINE.DASH
        given = list(words)
        if given:
            _fill(shape.text_frame, given, anchor="ctr")
        return shape

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: str,
        *,
        thick: float = 1,
        dash: MSO_LINE | None = None,
    ) -> None:
        """Draw a straight line."""
        one, two = (tuple(map(Inches, point)) for point in (start, end))
        drawn = self.shapes.add_connector(1, *one, *two)
        drawn.line.color.rgb = RGBColor.from_string(colour)
        drawn.line.width = Pt(thick)
        if dash:
            drawn.line.dash_style = dash

    def path(
        self,
        points: Sequence[tuple[float, float]],
        *,
        fill: str | None = None,
        line: str | None = None,
        thick: float = 1,
        tells: str = "",
        veil: float = 1,
    ) -> None:
        """Draw a line through points, or an area where it is filled, through which one sees where `veil` is below 1.

        `tells` is read to those who do not see it.
        """
        inches = [(Inches(x), Inches(y)) for x, y in points]
        builder = self.shapes.build_freeform(*inches[0], scale=1.0)
        builder.add_line_segments(inches[1:], close=fill is not None)
        drawn = builder.convert_to_shape()
        _paint(drawn, fill, line, thick)
        if veil < 1:
            colour = drawn._element.spPr.find(f".//{qn('a:solidFill')}/{qn('a:srgbClr')}")
            etree.SubElement(colour, qn("a:alpha"), val=str(round(100_000 * veil)))
        if tells:
            describe(drawn, tells)

    def table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[str]], tells: str, y: float = BODY
    ) -> None:
        """Lay a table whose rows fit on the slide."""
        frame = self.shapes.add_table(1, len(columns), Inches(MARGIN), Inches(y), Inches(INNER), Inches(0.3))
        describe(frame, tells)
        table = frame.table
        whole = sum(column.share for column in columns)
        for place, column in zip(table.columns, columns, strict=True):
            place.width = Inches(INNER * column.share / whole)
        body = table._tbl
        body.remove(body.tr_lst[0])
        body.append(_row([Words(column.head, 10, colour=PAPER, bold=True) for column in columns], INK, 0.28))
        for number, row in enumerate(rows):
            sizes = _sizes(columns, row)
            cells = [
                Words(text, size, bold=column.bold)
                for column, text, size in zip(columns, row, sizes, strict=True)
            ]
            body.append(_row(cells, SUNK if number % 2 else PAPER, _row_height(columns, row)))

    def _number(self) -> None:
        frame = self.words(WIDTH - MARGIN - 1, 7.03, 1, 0.28, [Words("", 9, colour=INK_3, align="r")])
        paragraph = frame.text_frame.paragraphs[0]._p
        for run in paragraph.findall(qn("a:r")):
            paragraph.remove(run)
        field = etree.Element(qn("a:fld"), id="{00000000-0000-4000-8000-000000000001}")
        paragraph.insert(1, field)
        field.set("type", "slidenum")
        etree.SubElement(field, qn("a:rPr"), sz="900")
        etree.SubElement(field, qn("a:t")).text = "‹#›"


def describe(shape: Any, words: str) -> None:
    """Say what a shape shows to those who do not see it."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", for_xml(words))


def _paint(shape: Any, fill: str | None, line: str | None, thick: float) -> None:
    if fill is None:
        shape.fill.background()
    else:
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(fill)
    if line is None:
        shape.line.fill.background()
    else:
        shape.line.color.rgb = RGBColor.from_string(line)
        shape.line.width = Pt(thick)
    shape.shadow.inherit = False


def _fill(frame: Any, words: Iterable[Words], anchor: str) -> None:
    body = frame._txBody
    settings = body.find(qn("a:bodyPr"))
    for child in list(settings):
        settings.remove(child)
    for name, value in (("wrap", "square"), ("lIns", "0"), ("tIns", "0"), ("rIns", "0"), ("bIns", "0")):
        settings.set(name, value)
    settings.set("anchor", anchor)
    for paragraph in body.findall(qn("a:p")):
        body.remove(paragraph)
    for one in words:
        body.append(_paragraph(one))


def _paragraph(words: Words) -> Any:
    paragraph = etree.Element(qn("a:p"))
    how = etree.SubElement(paragraph, qn("a:pPr"))
    if is_right_to_left(words.text):
        how.set("algn", {"l": "r", "r": "l"}.get(words.align, words.align))
        how.set("rtl", "1")
    else:
        how.set("algn", words.align)
    etree.SubElement(how, qn("a:buNone"))
    size = str(round(100 * words.size))
    for number, line in enumerate(for_xml(words.text).split("\n")):
        if number:
            etree.SubElement(etree.SubElement(paragraph, qn("a:br")), qn("a:rPr"), sz=size)
        if not line:
            continue
        run = etree.SubElement(paragraph, qn("a:r"))
        run.append(_type(words))
        etree.SubElement(run, qn("a:t")).text = line
    # Without it an empty paragraph would be as high as type of 18 points.
    etree.SubElement(paragraph, qn("a:endParaRPr"), sz=size)
    return paragraph


def _type(words: Words) -> Any:
    how = etree.Element(qn("a:rPr"), sz=str(round(100 * words.size)), b=str(int(words.bold)))
    how.set("i", str(int(words.italic)))
    colour = etree.SubElement(etree.SubElement(how, qn("a:solidFill")), qn("a:srgbClr"))
    colour.set("val", words.colour)
    etree.SubElement(how, qn("a:latin"), typeface=words.font)
    return how


PAD = 0.06
SMALLEST, USUAL_SIZE = 8.5, 11
ROOM = FLOOR - BODY - 0.4


def _sizes(columns: Sequence[Column], row: Sequence[str]) -> list[float]:
    """Return the type of a row's cells: smaller where the row would else be higher than a slide."""
    size = USUAL_SIZE if _height_at(columns, row, USUAL_SIZE) < ROOM else SMALLEST
    return [size] * len(row)


def _height_at(columns: Sequence[Column], row: Sequence[str], size: float) -> float:
    """Return the height of a row in inches."""
    whole = sum(column.share for column in columns)
    heights = [
        height_of(text, size, 72 * (INNER * column.share / whole - 2 * PAD), bold=column.bold)
        for column, text in zip(columns, row, strict=True)
    ]
    return max(heights) / 72 + 2 * PAD


def _row_height(columns: Sequence[Column], row: Sequence[str]) -> float:
    return _height_at(columns, row, _sizes(columns, row)[0])


def _paged(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Iterable[list[Sequence[str]]]:
    page: list[Sequence[str]] = []
    used = 0.0
    for row in map(_flattened, rows):
        high = _row_height(columns, row)
        if page and used + high > ROOM:
            yield page
            page, used = [], 0.0
        page.append(row)
        used += high
    yield page


def _flattened(row: Sequence[str]) -> Sequence[str]:
    """Return a row without line breaks where it has more of them than a slide has lines."""
    return [text if text.count("\n") < 20 else " ".join(text.split()) for text in row]


def _row(cells: Sequence[Words], fill: str, height: float) -> Any:
    row = etree.Element(qn("a:tr"), h=str(Inches(height)))
    for words in cells:
        cell = etree.SubElement(row, qn("a:tc"))
        body = etree.SubElement(cell, qn("a:txBody"))
        etree.SubElement(body, qn("a:bodyPr"))
        body.append(_paragraph(words))
        how = etree.SubElement(cell, qn("a:tcPr"), marL=str(Inches(PAD)), marR=str(Inches(PAD)))
        how.set("marT", str(Inches(PAD)))
        how.set("marB", str(Inches(PAD)))
        _edges(how)
        colour = etree.SubElement(etree.SubElement(how, qn("a:solidFill")), qn("a:srgbClr"))
        colour.set("val", fill)
    return row


def _edges(how: Any) -> None:
    edge = etree.SubElement(how, qn("a:lnB"), w="6350")
    colour = etree.SubElement(etree.SubElement(edge, qn("a:solidFill")), qn("a:srgbClr"))
    colour.set("val", LINE)


def _timeless(written: io.BytesIO) -> bytes:
    """Return the same file with one time for all its entries."""
    again = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(
                zipfile.ZipInfo(entry.filename, _TIME), old.read(entry), zipfile.ZIP_DEFLATED, compresslevel=6
            )
    return again.getvalue()
