"""A blank DOCX in the layout of GB/T 9704-2012, with a paragraph style for each element.

What Word and WPS do with it is theirs; the measures are those of the standard: A4, margins 37, 35,
28 and 26 mm, 22 lines of 28 characters in 3号 仿宋, page numbers 4号 between dashes outside.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from . import reading as names
from .package import repacked

SONG, FANG, HEI, KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
LINES, CHARACTERS = 22, 28  # of a page, of a line
LINE = 225 / LINES  # mm
CENTRE, LEFT, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
TABLE_TEXT, PAGE_NUMBER = "表格文字", "公文页码"
BOTH = WD_ALIGN_PARAGRAPH.JUSTIFY
_UNUSED = ("/stylesWithEffects", "/thumbnail", "/customXml", "/numbering")
_KEPT = (
    "Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid",
    "header", "footer", "Header Char", "Footer Char",
)  # fmt: skip
_SAVED = datetime(2012, 7, 1, tzinfo=UTC)  # the day the standard took force: no clock is read


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    font: str = FANG
    size: int = 16
    align: WD_ALIGN_PARAGRAPH = BOTH
    first: int = 0  # indents in characters
    left: int = 0
    right: int = 0
    before: int = 0  # blank lines
    red: bool = False
    with_next: bool = False


_STYLES = (
    _Style(names.MARK, SONG, 36, CENTRE, red=True),
    _Style(names.TITLE, SONG, 22, CENTRE),
    _Style(names.NUMBER, align=CENTRE),
    _Style(names.ADDRESSEE, align=LEFT, before=1),
    _Style(names.TEXT, first=2),
    _Style("一级标题", HEI, first=2, with_next=True),
    _Style("二级标题", KAI, first=2, with_next=True),
    _Style("三级标题", first=2, with_next=True),
    _Style("四级标题", first=2, with_next=True),
    _Style(names.ATTACHMENTS, align=LEFT, left=2),
    _Style(names.SIGNATURE, align=RIGHT, right=4, before=2, with_next=True),
    _Style(names.DATE, align=RIGHT, right=4),
    _Style(names.NOTE, align=LEFT, left=2, before=1),
    _Style(TABLE_TEXT, size=12, align=LEFT),
    _Style(PAGE_NUMBER, "宋体", 14),
)


def blank_paper(title: str) -> Docx:
    """A document with the page setup and the styles, and ``title`` in its properties."""
    paper = Document()
    _strip(paper)
    _set_font(paper.styles["Normal"].font, FANG, 16)
    for style in _STYLES:
        _add_style(paper, style)
    _set_page(paper)
    properties = paper.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.created = properties.modified = _SAVED
    return paper


def add_table(paper: Docx, rows: Iterable[Iterable[str]]) -> None:
    """A ruled table of the given cells, header first."""
    cells = [list(row) for row in rows]
    table = paper.add_table(len(cells), len(cells[0]), style="Table Grid")
    for row, texts in zip(table.rows, cells, strict=True):
        if "" in texts:
            row.height = Mm(14)  # at least: it is there to be written in
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
            cell.paragraphs[0].style = TABLE_TEXT


def saved(paper: Docx) -> bytes:
    """The document as bytes, the same for the same content."""
    out = io.BytesIO()
    paper.save(out)
    return repacked(out.getvalue())


def _strip(paper: Docx) -> None:
    """Leave out what the library's own blank brings and no letter uses: nine tenths of its size."""
    for part in (paper.part, paper.part.package):
        for key in [key for key, rel in part.rels.items() if rel.reltype.endswith(_UNUSED)]:
            del part.rels[key]
    styles = paper.styles.element
    for style in list(styles.style_lst):
        if style.name_val not in _KEPT:
            styles.remove(style)


def _add_style(paper: Docx, wanted: _Style) -> None:
    style = paper.styles.add_style(wanted.name, WD_STYLE_TYPE.PARAGRAPH)
    style.quick_style = True
    _set_font(style.font, wanted.font, wanted.size)
    if wanted.red:
        style.font.color.rgb = RGBColor(0xD7, 0x00, 0x0F)
    shape = style.paragraph_format
    shape.alignment, shape.keep_with_next = wanted.align, wanted.with_next
    shape.space_before, shape.space_after = Mm(LINE * wanted.before), Pt(0)
    own = wanted.size != 16  # not one of the 22 lines of 28 characters
    shape.line_spacing_rule = WD_LINE_SPACING.AT_LEAST if own else WD_LINE_SPACING.EXACTLY
    shape.line_spacing = Pt(wanted.size * 1.6) if own else Mm(LINE)
    if own:
        _leave_the_grid(style)
    else:
        _condense(style)
    indent = style.element.get_or_add_pPr().get_or_add_ind()
    for side, count in (
        ("firstLine", wanted.first),
        ("left", wanted.left),
        ("right", wanted.right),
    ):
        if count:
            indent.set(qn(f"w:{side}Chars"), str(count * 100))
            indent.set(qn(f"w:{side}"), str(count * 320))


def _condense(style: Any) -> None:
    """28 characters of 16 pt in 156 mm: a little closer. A grid of characters would say the same,
    but not every program that opens the file reads it so."""
    closer = OxmlElement("w:spacing")
    closer.set(qn("w:val"), str(math.floor((Mm(156).pt / CHARACTERS - 16) * 20)))
    look = style.element.get_or_add_rPr()
    # The schema wants it before the size.
    look.insert(list(look).index(look.find(qn("w:sz"))), closer)


def _leave_the_grid(style: Any) -> None:
    loose = OxmlElement("w:snapToGrid")
    loose.set(qn("w:val"), "0")
    shape = style.element.get_or_add_pPr()
    # The schema wants it before the spacing of the paragraph.
    shape.insert(list(shape).index(shape.find(qn("w:spacing"))), loose)


def _set_font(font: Any, name: str, size: int) -> None:
    font.name, font.size = name, Pt(size)
    fonts = font.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:hAnsi", "w:ascii"):
        fonts.set(qn(script), name)


def _set_page(paper: Docx) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(35 - 7 - 5)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(Mm(LINE).pt * 20)))
    paper.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, RIGHT), (section.even_page_footer, LEFT)):
        paragraph = footer.paragraphs[0]
        paragraph.style, paragraph.alignment = PAGE_NUMBER, align
        paragraph.paragraph_format.left_indent = Pt(16)
        paragraph.paragraph_format.right_indent = Pt(16)
        for piece in ("— ", "PAGE", " —"):
            run = paragraph.add_run("" if piece == "PAGE" else piece)
            if piece == "PAGE":
                _add_page_number(run._r)


def _add_page_number(run: Any) -> None:
    for kind in ("begin", "", "end"):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = "PAGE"
        run.append(mark)
