"""Reading a PDF: paragraphs out of placed lines, tables out of drawn rules."""

from __future__ import annotations

from collections import Counter
from html import escape
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page as PdfPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from .chinese import PAGE_NUMBER, close_spaces, joined
from .model import Block, Page, PageRefused, one_line
from .pdf_tables import Grid, grids_of
from .reflow import margin_of

MOST_PAGES = 200
_LEAST_CHARACTERS = 8  # a page, on average; a scan has at most a stamp or a page number


class Line:
    """A line of text at its place on the paper, in points."""

    __slots__ = ("bottom", "left", "right", "size", "text", "top")

    def __init__(self, row: dict[str, object]) -> None:
        self.text = one_line(str(row["text"]))
        self.left, self.right = float(row["x0"]), float(row["x1"])  # type: ignore[arg-type]
        self.top, self.bottom = float(row["top"]), float(row["bottom"])  # type: ignore[arg-type]
        self.size = max(self.bottom - self.top, 6.0)


def read_pdf(path: Path) -> Page:
    """The blocks of a PDF. Raises :class:`PageRefused` for locked, scanned and broken files."""
    try:
        with path.open("rb") as stream, pdfplumber.open(stream) as book:
            return _read(book)
    except PageRefused:
        raise
    except (PDFPasswordIncorrect, PdfminerException) as error:
        if "Password" in repr(error):
            raise PageRefused("PDF 设有打开密码，无法读取。请取消密码后再导入。") from error
        raise PageRefused("PDF 已损坏，无法读取。请重新导出后再导入。") from error
    except Exception as error:
        # the parser raises whatever a broken file makes it stumble over
        raise PageRefused("PDF 已损坏，无法读取。请重新导出后再导入。") from error


def _read(book: PDF) -> Page:
    page = Page([])
    sheets: list[list[Line | Grid]] = []
    characters = 0
    for number, sheet in enumerate(book.pages[:MOST_PAGES], start=1):
        characters += len(sheet.chars)
        sheets.append(_items(sheet, number))
        sheet.close()
    if characters < _LEAST_CHARACTERS * len(sheets) or not characters:
        raise PageRefused(
            "PDF 是扫描件，没有文字层。请先做文字识别（OCR）另存，或录入文字并把它作为附件。"
        )
    if len(book.pages) > MOST_PAGES:
        page.remarks.append(f"PDF 有 {len(book.pages)} 页，只读取了前 {MOST_PAGES} 页")
    _drop_running_heads(sheets)
    items = _continued(sheets)
    page.blocks = _blocks(items)
    page.remarks.append("取自 PDF，分段和表格是推断的，请对照原件核对")
    return page


def _items(sheet: PdfPage, number: int) -> list[Line | Grid]:
    """Lines and tables of a page from top to bottom."""
    grids = grids_of(sheet, number)

    def outside(thing: dict[str, object]) -> bool:
        if thing.get("object_type") != "char":
            return False
        middle = (float(thing["top"]) + float(thing["bottom"])) / 2  # type: ignore[arg-type]
        left = float(thing["x0"])  # type: ignore[arg-type]
        return not any(
            grid.top <= middle <= grid.bottom and grid.left - 2 <= left <= grid.right
            for grid in grids
        )

    rows = sheet.filter(outside).extract_text_lines(return_chars=False, x_tolerance=2)
    lines = [line for row in rows if (line := Line(row)).text]
    lines = [line for line in lines if not PAGE_NUMBER.fullmatch(line.text)]
    return sorted([*lines, *grids], key=lambda item: item.top)


def _drop_running_heads(sheets: list[list[Line | Grid]]) -> None:
    """The same first or last line on most pages is a running head."""
    if len(sheets) < 3:
        return
    edges = Counter(
        item.text
        for sheet in sheets
        for item in {id(each): each for each in (*sheet[:1], *sheet[-1:])}.values()
        if isinstance(item, Line)
    )
    running = {text for text, count in edges.items() if count >= max(3, len(sheets) * 0.6)}
    for sheet in sheets:
        for place in (0, -1):
            if sheet and isinstance(item := sheet[place], Line) and item.text in running:
                sheet.pop(place)


def _continued(sheets: list[list[Line | Grid]]) -> list[Line | Grid]:
    """All pages in a row; a table that ends a page and one that begins the next are one."""
    items: list[Line | Grid] = []
    for sheet in sheets:
        if not sheet:
            continue
        first, last = sheet[0], items[-1] if items else None
        if isinstance(first, Grid) and isinstance(last, Grid) and last.goes_on_in(first):
            items[-1] = last.joined(first)
            sheet = sheet[1:]
        items += sheet
    return items


def _blocks(items: list[Line | Grid]) -> list[Block]:
    lines = [item for item in items if isinstance(item, Line)]
    left = _usual_left(lines)
    running = [line for line in lines if line.left < left + line.size * 3]
    right = margin_of([round(line.right) for line in running or lines])
    blocks: list[Block] = []
    open_text = ""
    for item in items:
        if isinstance(item, Grid):
            _close(blocks, open_text, "")
            open_text = ""
            blocks.append(item.block())
            continue
        side = _side(item, left, right)
        begins = side or item.left > left + item.size * 1.2
        if begins and open_text:
            _close(blocks, open_text, "")
            open_text = ""
        if side:
            _close(blocks, item.text, side)
            continue
        open_text = joined(open_text, item.text)
        if item.right < right - item.size * 1.6:
            _close(blocks, open_text, "")
            open_text = ""
    _close(blocks, open_text, "")
    return blocks


def _usual_left(lines: list[Line]) -> float:
    """The left edge of running text: the leftmost place where many lines begin."""
    begins = Counter(round(line.left / 4) for line in lines)
    usual = [place for place, count in begins.items() if count >= max(2, len(lines) * 0.1)]
    return min(usual, default=min(begins, default=0)) * 4.0


def _side(line: Line, left: float, right: float) -> str:
    """``align-center`` or ``align-right`` for a line set so, else nothing."""
    before, after = line.left - left, right - line.right
    if before < line.size * 3 or before + after < line.size * 4:
        return ""
    if abs(before - after) < line.size * 1.5:
        return "align-center"
    return "align-right" if before > (right - left) * 0.4 and after < (right - left) * 0.25 else ""


def _close(blocks: list[Block], text: str, side: str) -> None:
    text = close_spaces(one_line(text))
    if text:
        opening = f'<p class="{side}">' if side else "<p>"
        blocks.append(Block("p", text, f"{opening}{escape(text, quote=False)}</p>"))
