"""Tables that lay a page out, tables of data, and tables drawn with bars in plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from lxml import etree

_LONG_CELL = 200
_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?")


def flatten_layout(root: etree._Element) -> int:
    """Turn tables that only lay out into plain blocks; gives the number of tables that stay."""
    kept = 0
    for table in reversed(list(root.iter("table"))):
        if is_layout(table):
            _flatten(table)
        else:
            kept += 1
    return kept


def is_layout(table: etree._Element) -> bool:
    """Whether a table has no grid of its own: tables in it, one column, an essay in a cell."""
    if table.find(".//table") is not None:
        return True
    rows = list(table.iter("tr"))
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
    if max((len(row) for row in cells), default=0) < 2:
        return not _has_border(table) or len(rows) < 2
    filled = [
        len("".join(str(t) for t in cell.itertext()).strip()) for row in cells for cell in row
    ]
    if len(rows) == 1 and not _has_border(table):
        return True
    longest, total = max(filled), sum(filled)
    return total > 0 and longest > _LONG_CELL and longest > total * 0.7 and len(rows) < 8


def _has_border(table: etree._Element) -> bool:
    border = table.get("border") or ""
    return (border.isdigit() and int(border) > 0) or table.find(".//th") is not None


def _flatten(table: etree._Element) -> None:
    for element in list(table.iter("colgroup", "col")):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in table.iter("thead", "tbody", "tfoot", "tr", "td", "th", "caption"):
        element.tag = "div"
        element.attrib.clear()
    table.tag = "div"
    table.attrib.clear()


@dataclass(frozen=True, slots=True)
class BarTable:
    """A run of lines with bars: rows of equal width, or no ``rows`` and the lines as they are."""

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]

    def html(self) -> str:
        """A table of the rows; the first is its head when a rule of dashes stood below it."""
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell, quote=False)}</td>" for cell in row) + "</tr>"
            for row in self.rows
        )
        return f"<table><tbody>{body}</tbody></table>"


def is_bar_line(line: str) -> bool:
    """Whether a line begins with a bar and has another."""
    stripped = line.strip()
    return stripped.startswith("|") and stripped.count("|") >= 2


def bar_tables(lines: list[str]) -> list[BarTable]:
    """Split a run of bar lines into tables: a rule of dashes begins one at the row before it."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if _RULE.fullmatch(line.strip()):
            if len(groups[-1]) > 1:
                groups.append([groups[-1].pop()])
            continue
        groups[-1].append(line)
    return [_bar_table(group) for group in groups if group]


def _bar_table(lines: list[str]) -> BarTable:
    bare = [line.strip() for line in lines]
    rows = [
        tuple(cell.strip() for cell in line[1 : -1 if line.endswith("|") else None].split("|"))
        for line in bare
    ]
    widths = {len(row) for row in rows}
    whole = len(rows) >= 2 and len(widths) == 1 and min(widths) >= 2
    return BarTable(tuple(rows) if whole else (), tuple(bare))
