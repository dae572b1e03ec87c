"""The optional table of metadata (CSV): one row a file, checked row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from mingtang.orgs.models import Unit
from mingtang.register.genres import Genre
from mingtang.register.models import Section
from mingtang.text.dates import DateError, date_fault, parse_date
from mingtang.text.docnumber import DocNumberError, normalise
from mingtang.text.pages.decode import decode_page
from mingtang.text.pages.model import PageRefused

_HEADS = {
    "file": "file filename 文件 文件名 文件名称 路径",
    "title": "title 标题 名称 题名",
    "unit": "unit 单位 发文机关 发布机构 发文单位",
    "made_on": "date made_on 成文日期 日期 发文日期",
    "doc_number": "number doc_number 文号 发文字号",
    "home": "section home 栏目 所属栏目",
    "genre": "genre 体裁 文种",
    "earlier_published_on": "published published_on 发布日期 公开日期 此前已公开日期",
    "keywords": "keywords 主题词 关键词",
    "summary": "summary 摘要 内容概述",
}
_FIELD_OF = {head: name for name, heads in _HEADS.items() for head in heads.split()}
COLUMNS = {name: tuple(heads.split()) for name, heads in _HEADS.items()}
"""The columns of the table: field → the headings that name it, in English and Chinese."""
_LONGEST = {"title": 300, "keywords": 200, "summary": 300}
MOST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that is not used: its number in the sheet (the heading is row 1), and why."""

    row: int
    file: str
    reason: str

    @property
    def told(self) -> str:
        return f"{self.file} {self.reason}"


@dataclass(slots=True)
class Row:
    """The values given for one file; ``unit`` apart, for it is no field of the draft."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    unit: Unit | None = None


@dataclass(slots=True)
class Sheet:
    """Rows by file name (as written and in small letters), and the rows that are wrong."""

    rows: dict[str, Row] = field(default_factory=dict)
    faults: list[RowFault] = field(default_factory=list)

    def row_for(self, name: str) -> Row | None:
        """By the longest end of the path that the table names: the bare name at the least."""
        parts = _key(name).split("/")
        ends = ("/".join(parts[start:]) for start in range(len(parts)))
        return next((self.rows[end] for end in ends if end in self.rows), None)

    def fault_for(self, name: str) -> RowFault | None:
        key = _key(name)
        return next(
            (each for each in self.faults if each.file and key.endswith(_key(each.file))), None
        )


def read_sheet(path: Path, *, named: Callable[[str], Unit | None], today: date) -> Sheet:
    """Read the table; ``named`` finds a unit. Raises :class:`PageRefused` when it is no table or
    has no column of file names."""
    if path.stat().st_size > MOST_BYTES:
        raise PageRefused("元数据表超过 20 MB，请拆分。")
    text = decode_page(path.read_bytes())
    first = text.splitlines()[0] if text.strip() else ""
    delimiter = "\t" if first.count("\t") > first.count(",") else ","
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise PageRefused("元数据表读不出来，请用 WPS 或 Excel 另存为 CSV 后再用。") from error
    if not lines:
        raise PageRefused("元数据表是空的。")
    heads = [_FIELD_OF.get(head.strip().lower(), "") for head in lines[0]]
    if "file" not in heads:
        raise PageRefused("元数据表第 1 行没有“文件”一栏，不知道每行说的是哪个文件。")
    return _checked(heads, lines[1:], named=named, today=today)


def _checked(
    heads: list[str], lines: list[list[str]], *, named: Callable[[str], Unit | None], today: date
) -> Sheet:
    sheet = Sheet()
    sections = {key: each for each in Section.objects.all() for key in (each.slug, each.name)}
    for number, cells in enumerate(lines, start=2):
        given = {
            name: cell.strip()
            for name, cell in zip(heads, cells, strict=False)
            if name and cell.strip()
        }
        if not given:
            continue
        file = given.pop("file", "")
        row, faults = Row(number), []
        if not file:
            faults.append("没有写文件名")
        if _key(file) in sheet.rows:
            faults.append(f"与第 {sheet.rows[_key(file)].number} 行是同一个文件")
        for name, cell in given.items():
            fault = _put(row, name, cell, sections=sections, named=named, today=today)
            if fault:
                faults.append(fault)
        if faults:
            sheet.faults.append(RowFault(number, file, "；".join(faults)))
        else:
            sheet.rows[_key(file)] = row
    return sheet


def _put(
    row: Row,
    name: str,
    cell: str,
    *,
    sections: dict[str, Section],
    named: Callable[[str], Unit | None],
    today: date,
) -> str:
    """Set one value; gives what is wrong with it."""
    if name == "unit":
        row.unit = named(cell)
        return "" if row.unit else f"没有名为“{cell[:40]}”的单位"
    if name == "home":
        row.values["home"] = sections.get(cell)
        return "" if cell in sections else f"没有名为“{cell[:40]}”的栏目"
    if name in ("made_on", "earlier_published_on"):
        return _put_date(row, name, cell, today)
    if name == "doc_number":
        try:
            row.values[name] = normalise(cell)
        except DocNumberError as error:
            return error.reason
        return ""
    if name == "genre":
        codes = {label: code for code, label in Genre.choices} | {
            code: code for code in Genre.values
        }
        row.values[name] = codes.get(cell)
        return "" if cell in codes else f"没有“{cell[:20]}”这种体裁"
    if len(cell) > _LONGEST[name]:
        return f"{cell[:10]}…过长，最多 {_LONGEST[name]} 字"
    row.values[name] = cell
    return ""


def _put_date(row: Row, name: str, cell: str, today: date) -> str:
    try:
        row.values[name] = parse_date(cell)
    except DateError as error:
        return error.reason
    return date_fault(cell, latest=today) or ""


def _key(name: str) -> str:
    return name.strip().replace("\\", "/").removeprefix("./").lower()
