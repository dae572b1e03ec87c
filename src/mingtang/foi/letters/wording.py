"""Values made ready for print, and the sentences of a pattern that stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from mingtang.papers.letter import Block, Paragraph, Table
from mingtang.papers.plain import lines_of
from mingtang.papers.reading import leveled
from mingtang.statute.foi.rules import Basis
from mingtang.text.dates import DateError, format_date, parse_date

from .fields import field_of
from .model import Form, Part, Shape, Words, filled

Cells = Mapping[str, str]
Value = str | int | date | Sequence[str] | Sequence[Cells] | None
Values = Mapping[str, Value]
"""Field code → value: text, whole yuan, a day (or its text), points, or rows of named cells."""

Ready = dict[str, str]
"""Field code → what is printed; several lines are several paragraphs."""

_FULL_NAME = "《中华人民共和国政府信息公开条例》"
_REGULATION = re.compile(r"《政府信息公开条例》（\d{4}，(国务院令第\d+号)）")
_LAW = re.compile(r"《(?!中华人民共和国)(保守国家秘密法|档案法)》（(\d{4})）")
_END = re.compile(r"[。；;，,、\s]+$")
_NUMBERED = re.compile(r"^(?:\d{1,3}\s*[.．、]|[（(]?[一二三四五六七八九十]{1,3}[）)、])")


def ready(code: str, value: Value) -> str:
    """A value as it is printed; "" for none."""
    shape = field_of(code).shape
    if value is None:
        return ""
    if shape is Shape.ROWS:
        return "；".join(" ".join(row) for row in rows_of(code, value))
    if shape is Shape.LINES:
        return "\n".join(_points(value))
    if shape is Shape.PROSE:
        return "\n".join(_closed(line) for line in _lines(value))
    if isinstance(value, date):
        return format_date(value)
    if code == "basis":
        return cited("；".join(lines_of(str(value))))
    text = "；".join(_END.sub("", line) for line in lines_of(str(value)))
    return _day(text) if shape is Shape.DAY else text


def rows_of(code: str, value: Value) -> tuple[tuple[str, ...], ...]:
    """The rows of a field of rows, cells in the order of its columns."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return ()
    columns = field_of(code).columns
    return tuple(
        tuple(" ".join(lines_of(str(row.get(column, "")))) for column in columns)
        for row in value
        if isinstance(row, Mapping)
    )


def cited(basis: str | Iterable[Basis]) -> str:
    """Articles as a letter cites them: full names, each instrument named once."""
    text = basis if isinstance(basis, str) else "；".join(each.text for each in basis)
    text = _REGULATION.sub(rf"{_FULL_NAME}（\1）", text)
    text = _LAW.sub(r"《中华人民共和国\1》（\2年修订）", text)
    named, parts = "", []
    for part in (each.strip() for each in re.split("[；;\n]", text)):
        head = part[: part.find("第")] if "第" in part else part
        instrument = re.match(r"《[^》]+》(?:（[^）]*）)?", part)
        head = instrument[0] if instrument else head
        parts.append(part[len(head) :] if head and head == named and part != head else part)
        named = head or named
    return "、".join(part for part in parts if part)


def sentences(parts: Iterable[Words], values: Mapping[str, str]) -> list[str]:
    """The paragraphs that stand, filled; a value of several lines makes several paragraphs."""
    return [
        line
        for words in parts
        if stands(words, values.get)
        for line in lines_of(filled(words.text, values))
    ]


def stands(words: Words, value_of: Callable[[str], object]) -> bool:
    """True where the condition of a paragraph is met."""
    if words.when and not value_of(words.when):
        return False
    return not (words.unless and value_of(words.unless))


def blocks(parts: Iterable[Part], values: Mapping[str, str], given: Values) -> list[Block]:
    """The paragraphs and tables of a paper."""
    found: list[Block] = []
    for part in parts:
        if isinstance(part, Form):
            found.append(Table(part.header, part.rows))
        elif (table := _table(part, given)) is not None:
            found.append(table)
        elif not _has_rows(part):
            found += [Paragraph(line, leveled(line)) for line in sentences([part], values)]
    return found


def _has_rows(words: Words) -> bool:
    return any(field_of(code).shape is Shape.ROWS for code in words.fields)


def _table(words: Words, given: Values) -> Table | None:
    for code in words.fields if _has_rows(words) else ():
        rows = rows_of(code, given.get(code))
        if rows:
            return Table(field_of(code).columns, rows)
    return None


def _lines(value: Value) -> list[str]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [line for item in value if isinstance(item, str) for line in lines_of(item)]
    return lines_of(str(value))


def _closed(line: str) -> str:
    """A paragraph with its full stop; headings stay without."""
    return line if line[-1:] in "。：；！？…）" or _NUMBERED.match(line) else line + "。"


def _points(value: Value) -> list[str]:
    """Several points are numbered 1. 2. 3., unless they are already."""
    points = _lines(value)
    if len(points) < 2 or all(_NUMBERED.match(point) for point in points):
        return points
    return [f"{n}. {point}" for n, point in enumerate(points, 1)]


def _day(text: str) -> str:
    try:
        return format_date(parse_date(text)) if text else ""
    except DateError:
        return text
