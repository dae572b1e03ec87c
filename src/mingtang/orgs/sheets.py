"""Units and staff by sheet: reading XLSX and CSV, judging row by row, keeping what holds.

A row that is refused comes back with its reasons and can be corrected and sent again; a row that
is already there is recognised, so that sending a sheet twice changes nothing.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO

from openpyxl import load_workbook

from mingtang.statute.violations import RuleViolation
from mingtang.text.formulas import unguarded

MOST_ROWS = 5_000
MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 120 * 1024 * 1024
REASON = "退回原因"

# What the readers of XLSX, ZIP, XML and CSV raise at broken bytes.
UNREADABLE = (
    csv.Error,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    SyntaxError,
    EOFError,
    OSError,
    zipfile.BadZipFile,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: the column (empty: the row as a whole) and why, in Chinese."""

    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.column}：{self.reason}" if self.column else self.reason


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row as it stands in the sheet; ``number`` is its line there, the header being 1."""

    number: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not taken, with every reason found."""

    row: SheetRow
    faults: Sequence[Fault]


@dataclass(slots=True)
class SheetResult:
    """What became of a sheet.

    ``passwords`` are (user name, name, temporary password); they are told once.
    """

    columns: Sequence[str]
    added: int = 0
    changed: int = 0
    present: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    passwords: list[tuple[str, str, str]] = field(default_factory=list)

    def refused_lines(self) -> list[list[str]]:
        """The refused rows as a sheet: header, rows, the reasons in the last column."""
        lines = [[*self.columns, REASON]]
        for refused in self.refused:
            reasons = "；".join(str(fault) for fault in refused.faults)
            lines.append([*(refused.row.values.get(name, "") for name in self.columns), reasons])
        return lines


def read_sheet(
    file: BinaryIO, name: str, columns: Sequence[str], required: Sequence[str]
) -> list[SheetRow]:
    """The filled rows of the first sheet of an XLSX, or of a CSV (UTF-8 or GB 18030).

    Columns are found by their header in any order; others (the reasons of an earlier return) are
    passed over. Raises :class:`RuleViolation` for a file that is none, is too large, or lacks a
    required column.
    """
    raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise RuleViolation("sheet.size", "表格超过 10 MB，请分成几份上传。")
    lines = _xlsx_lines(raw) if raw[:4] == b"PK\x03\x04" else _csv_lines(raw)
    try:
        return list(_rows(lines, columns, required))
    except UNREADABLE as fault:
        raise _unreadable(name) from fault


def _unreadable(name: str) -> RuleViolation:
    text = f"“{name[:60]}”不是可读的 XLSX 或 CSV 表格，请用下载的模板另存后再上传。"
    return RuleViolation("sheet.unreadable", text)


def _rows(
    lines: Iterator[list[str]], columns: Sequence[str], required: Sequence[str]
) -> Iterator[SheetRow]:
    header = [_bare(text) for text in next(lines, [])]
    missing = [name for name in required if name not in header]
    if missing:
        raise RuleViolation(
            "sheet.columns", f"表头缺少：{'、'.join(missing)}。请用下载的模板填写。"
        )
    places = {name: header.index(name) for name in columns if name in header}
    count = 0
    for number, line in enumerate(lines, start=2):
        values = {
            name: line[place].strip() if place < len(line) else "" for name, place in places.items()
        }
        if not any(values.values()):
            continue
        count += 1
        if count > MOST_ROWS:
            raise RuleViolation("sheet.rows", f"一次最多 {MOST_ROWS} 行，请分成几份上传。")
        yield SheetRow(number, values)


def _bare(text: str) -> str:
    return text.strip().rstrip("*＊").strip()


def _xlsx_lines(raw: bytes) -> Iterator[list[str]]:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        if sum(item.file_size for item in package.infolist()) > MOST_UNPACKED:
            raise RuleViolation("sheet.size", "表格展开后过大，请检查后分成几份上传。")
    book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    try:
        for line in book.worksheets[0].iter_rows(values_only=True, max_col=60):
            yield [_text(value) for value in line]
    finally:
        book.close()


def _csv_lines(raw: bytes) -> Iterator[list[str]]:
    if b"\0" in raw:
        raise ValueError("binary")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        yield from csv.reader(io.StringIO(text), strict=True)
        return
    raise ValueError("encoding")


def _text(value: Any) -> str:
    """A cell as text: dates in ISO form, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unguarded(str(value))


def parse_day(text: str) -> date | None:
    """``2026-01-05``, ``2026/1/5``, ``2026.1.5``, ``2026年1月5日``; empty gives None.

    Raises ValueError for anything else and for days that do not exist.
    """
    text = text.strip()
    if not text:
        return None
    plain = text.replace("年", "-").replace("月", "-").replace("日", "")
    parts = plain.replace("/", "-").replace(".", "-").split("-")
    if len(parts) != 3 or len(parts[0]) != 4:
        raise ValueError(text)
    return date(*(int(part) for part in parts))
