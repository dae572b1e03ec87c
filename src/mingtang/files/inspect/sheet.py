"""XLSX: hidden sheets, rows and columns, comments, names, outside links; all cells as text."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import IO

from lxml import etree

from ..xml_parts import attribute, local, stream, text_of
from .datum import Collector
from .openxml import Package, report_shared

_STATES = {"hidden": "隐藏", "veryHidden": "深度隐藏"}


@dataclass(slots=True)
class Sheet:
    """A sheet of the workbook: its name, part and whether it is shown."""

    name: str
    part: str
    state: str


@dataclass(slots=True)
class _Hidden:
    rows: list[int] = field(default_factory=list)
    row_text: list[str] = field(default_factory=list)
    columns: list[tuple[int, int]] = field(default_factory=list)
    column_text: list[str] = field(default_factory=list)

    def covers(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self.columns)


def read_workbook(source: IO[bytes], collector: Collector) -> None:
    """Report what an XLSX hides and say every cell, row by row, hidden ones included."""
    with Package(source, collector) as package:
        strings = _shared_strings(package)
        for sheet in sheets_of(package):
            if sheet.part in package.names:
                _read_sheet(package, sheet, strings, collector)
        _read_names(package, collector)
        _read_comments(package, collector)
        for name in package.names:
            lower = name.lower()
            if lower.startswith("xl/externallinks/") and lower.endswith(".xml"):
                collector.add("external_link", name, text_of(package.xml(name)))
            elif "/pivotcache/" in lower and "records" in lower and lower.endswith(".xml"):
                collector.add("pivot_cache", name)
            elif lower == "xl/connections.xml":
                for each in package.xml(name):
                    collector.add("connection", "数据连接", attribute(each, "name"))
        report_shared(package, collector)


def sheets_of(package: Package) -> list[Sheet]:
    """The sheets in their order, found through the workbook's relations."""
    targets = {}
    if "xl/_rels/workbook.xml.rels" in package.names:
        for relation in package.xml("xl/_rels/workbook.xml.rels"):
            target = attribute(relation, "Target")
            whole = target[1:] if target.startswith("/") else posixpath.join("xl", target)
            targets[attribute(relation, "Id")] = posixpath.normpath(whole)
    return [
        Sheet(
            attribute(each, "name"),
            targets.get(attribute(each, "id"), ""),
            attribute(each, "state") or "visible",
        )
        for each in package.xml("xl/workbook.xml").iter()
        if local(each) == "sheet"
    ]


def column_number(reference: str) -> int:
    """``"AB12"`` → 28; 0 where there is no letter."""
    number = 0
    for char in reference:
        if not ("A" <= char <= "Z"):
            break
        number = number * 26 + ord(char) - 64
    return number


def _shared_strings(package: Package) -> list[str]:
    strings: list[str] = []
    for name in package.under("xl/", "sharedstrings"):
        strings.extend(text_of(each) for each in stream(package.content(name), "si"))
    return strings


def _read_sheet(package: Package, sheet: Sheet, strings: list[str], collector: Collector) -> None:
    hidden = _Hidden()
    sample: list[str] = []
    number = 0
    for count, element in enumerate(stream(package.content(sheet.part), "col", "row")):
        if count % 200 == 0:
            collector.tick()
        off = attribute(element, "hidden") in {"1", "true"}
        if local(element) == "col":
            if off:
                ends = attribute(element, "min"), attribute(element, "max")
                hidden.columns.append((int(ends[0] or 0), int(ends[1] or 0)))
            continue
        stated = attribute(element, "r")
        number = int(stated) if stated.isdecimal() else number + 1
        cells = _cells(element, strings)
        line = "\t".join(text for _, text in cells)
        if line:
            collector.say(line)
            if len(sample) < 5:
                sample.append(line)
        if off and line:
            hidden.rows.append(number)
            hidden.row_text.append(line)
        elif hidden.columns:
            hidden.column_text.extend(text for column, text in cells if hidden.covers(column))
    _report_sheet(sheet, hidden, sample, collector)


def _cells(row: etree._Element, strings: list[str]) -> list[tuple[int, str]]:
    cells = []
    column = 0
    for cell in row:
        column = column_number(attribute(cell, "r")) or column + 1
        text = _cell_text(cell, strings)
        if text:
            cells.append((column, text))
    return cells


def _cell_text(cell: etree._Element, strings: list[str]) -> str:
    kind = attribute(cell, "t")
    if kind == "inlineStr":
        return text_of(cell)
    value = next((each.text or "" for each in cell if local(each) == "v"), "")
    if kind == "s":
        return strings[int(value)] if value.isdecimal() and int(value) < len(strings) else ""
    if "E" in value.upper() and kind in {"", "n"}:
        # A phone or card number kept as a number: 1.3812345678E10.
        try:
            return f"{float(value):.0f}"
        except (ValueError, OverflowError):
            return value
    return value


def _report_sheet(sheet: Sheet, hidden: _Hidden, sample: list[str], collector: Collector) -> None:
    place = f"工作表“{sheet.name}”"
    if sheet.state in _STATES:
        collector.add(
            "hidden_sheet", f"{place}（{_STATES[sheet.state]}）", " ".join(sample), removable=True
        )
    if hidden.rows:
        where = f"{place}第 {_ranges(hidden.rows)} 行"
        collector.add("hidden_rows", where, " ".join(hidden.row_text[:20]), removable=True)
    if hidden.column_text:
        columns = sorted({n for a, b in hidden.columns for n in range(a, min(b, a + 50) + 1)})
        where = f"{place}第 {_ranges(columns)} 列"
        collector.add("hidden_columns", where, " ".join(hidden.column_text[:20]), removable=True)


def _ranges(numbers: list[int]) -> str:
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    shown = "、".join(str(a) if a == b else f"{a}–{b}" for a, b in spans[:10])
    return shown + ("等" if len(spans) > 10 else "")


def _read_names(package: Package, collector: Collector) -> None:
    for element in package.xml("xl/workbook.xml").iter():
        name = attribute(element, "name")
        if local(element) == "definedName" and not name.startswith("_xlnm."):
            collector.add("defined_name", f"名称“{name}”", element.text or "")


def _read_comments(package: Package, collector: Collector) -> None:
    for name in [*package.under("xl/", "comments"), *package.under("xl/threadedComments/")]:
        root = package.xml(name)
        for author in root.iter():
            if local(author) == "author" and (author.text or "").strip():
                collector.add("author", "批注作者", author.text or "", removable=True)
        for element in root.iter():
            if local(element) in {"comment", "threadedComment"}:
                where = f"单元格 {attribute(element, 'ref')}"
                collector.add("comment", where, text_of(element), removable=True)
                collector.say(text_of(element))
