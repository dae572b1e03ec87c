"""A list as CSV (streamed) or XLSX (written row by row): what is filtered, no more."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from mingtang.text import formulas

from .columns import Column

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def guarded(value: Any) -> Any:
    """``value`` for a sheet; a text that could be taken for a formula gets an apostrophe."""
    if isinstance(value, str):
        return formulas.guarded(ILLEGAL_CHARACTERS_RE.sub("", value))
    return value


def lines(rows: Iterable[Any], columns: Sequence[Column]) -> Iterator[list[Any]]:
    """The guarded values of each row."""
    for row in rows:
        yield [guarded(column.plain(row)) for column in columns]


class _Echo:
    """Hands each written line straight back."""

    def write(self, value: str) -> str:
        return value


def csv_response(
    header: Sequence[str], body: Iterable[Sequence[Any]], name: str
) -> HttpResponseBase:
    """CSV with a byte order mark, so that WPS and Excel read the Chinese."""

    def stream() -> Iterator[bytes]:
        writer = csv.writer(_Echo())
        yield b"\xef\xbb\xbf" + str(writer.writerow(header)).encode()
        for line in body:
            yield str(writer.writerow([_csv_text(value) for value in line])).encode()

    return StreamingHttpResponse(
        stream(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": disposition(f"{name}.csv")},
    )


def xlsx_response(
    header: Sequence[str], body: Iterable[Sequence[Any]], name: str
) -> HttpResponseBase:
    """A workbook of one sheet; memory does not grow with the rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.freeze_panes = "A2"
    head = []
    for text in header:
        cell = WriteOnlyCell(sheet, value=text)
        cell.font = Font(bold=True)
        head.append(cell)
    sheet.append(head)
    for line in body:
        sheet.append(list(line))
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(target)
    target.seek(0)
    response = FileResponse(target, content_type=XLSX)
    response["Content-Disposition"] = disposition(f"{name}.xlsx")
    return response


def disposition(name: str) -> str:
    """The header value that saves a response under a (Chinese) file name."""
    return f"attachment; filename*=UTF-8''{quote(name)}"


def _csv_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
