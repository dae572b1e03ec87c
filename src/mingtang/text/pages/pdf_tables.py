"""Tables of a PDF page as grids of cells with their spans."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from pdfplumber.page import Page as PdfPage

from .chinese import close_spaces
from .model import Block, one_line

_NEAR = 3.5  # points within which two edges are one
_SAME_EDGE = 6.0
_CAPTION = 20
_NO_CAPTION = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at its place, in points."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; ``cells`` of later pages are moved below those of the first."""

    page: int
    top: float
    bottom: float
    left: float
    right: float
    cells: tuple[Cell, ...]
    last_page: int

    def goes_on_in(self, other: Grid) -> bool:
        """Whether ``other``, the first thing on the next page, is the rest of this table."""
        if other.page != self.last_page + 1:
            return False
        return (
            abs(self.left - other.left) < _SAME_EDGE and abs(self.right - other.right) < _SAME_EDGE
        )

    def joined(self, other: Grid) -> Grid:
        """Both as one table."""
        down = max(cell.bottom for cell in self.cells) - other.top
        moved = tuple(
            replace(cell, top=cell.top + down, bottom=cell.bottom + down) for cell in other.cells
        )
        return replace(self, cells=self.cells + moved, last_page=other.page)

    def block(self) -> Block:
        """The table as HTML, spans taken from the edges that cells share."""
        columns = _edges([edge for cell in self.cells for edge in (cell.left, cell.right)])
        lines = _edges([edge for cell in self.cells for edge in (cell.top, cell.bottom)])
        taken: set[tuple[int, int]] = set()
        rows: list[list[tuple[int, str, str]]] = [[] for _ in lines]
        for cell in self.cells:
            row, below = _place(lines, cell.top), _place(lines, cell.bottom)
            column, after = _place(columns, cell.left), _place(columns, cell.right)
            places = {(y, x) for y in range(row, below) for x in range(column, after)}
            if places and not places & taken:
                taken |= places
                spans = _span("colspan", after - column) + _span("rowspan", below - row)
                rows[row].append((column, spans, cell.text))
        for row, line in enumerate(rows):
            if line:
                gaps = [x for x in range(len(columns) - 1) if (row, x) not in taken]
                line += ((x, "", "") for x in gaps)
        filled = [sorted(row) for row in rows if row]
        markup = "".join(f"<tr>{''.join(_td(*cell[1:]) for cell in row)}</tr>" for row in filled)
        text = "\n".join("\t".join(text for _, _, text in row) for row in filled)
        return Block("table", text, f"<table><tbody>{markup}</tbody></table>")


def _td(spans: str, text: str) -> str:
    return f"<td{spans}>{escape(text, quote=False)}</td>"


def grids_of(sheet: PdfPage, number: int) -> list[Grid]:
    """The tables of a page. Rows of running text that only sit between rules are left out."""
    found = []
    for table in sheet.find_tables():
        rows = _rows(table)
        start, end = _table_rows(rows)
        cells = tuple(cell for row in rows[start:end] for cell in row)
        if end - start < 2 or not any(cell.text for cell in cells):
            continue
        found.append(
            Grid(
                number,
                min(cell.top for cell in cells),
                max(cell.bottom for cell in cells),
                min(cell.left for cell in cells),
                max(cell.right for cell in cells),
                cells,
                number,
            )
        )
    return found


def _rows(table: Any) -> list[list[Cell]]:
    rows = []
    for row, texts in zip(table.rows, table.extract(), strict=True):
        rows.append(
            [
                _cell(box, text or "")
                for box, text in zip(row.cells, texts, strict=True)
                if box is not None
            ]
        )
    return rows


def _cell(box: tuple[float, float, float, float], text: str) -> Cell:
    left, top, right, bottom = box
    return Cell(left, top, right, bottom, close_spaces(one_line(text.replace("\n", ""))))


def _table_rows(rows: list[list[Cell]]) -> tuple[int, int]:
    """From the first to behind the last row with several cells, with caption rows around them."""
    several = [place for place, row in enumerate(rows) if len(row) > 1]
    if not several:
        return 0, 0
    start, end = several[0], several[-1] + 1
    if start > 0 and _is_caption(rows[start - 1]):
        start -= 1
    while end < len(rows) and _is_caption(rows[end]):
        end += 1
    return start, end


def _is_caption(row: list[Cell]) -> bool:
    text = row[0].text if row else ""
    return 0 < len(text) <= _CAPTION and not _NO_CAPTION.match(text)


def _edges(values: list[float]) -> list[float]:
    """Edges in order, those that nearly coincide as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _place(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda place: abs(edges[place] - value))


def _span(name: str, count: int) -> str:
    return f' {name}="{count}"' if count > 1 else ""
