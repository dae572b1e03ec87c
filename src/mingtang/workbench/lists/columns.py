"""Columns of a list: where a value comes from, how it is shown and how it is exported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.utils import timezone

from .due import Due

Kind = Literal["text", "wrap", "long", "number", "date", "time", "due", "badge", "yesno"]

Accessor = str | Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    ``source`` is a dotted path of attributes or a function of the row (default: ``code``);
    ``sort`` the model field by which it may be sorted (empty: it may not); ``opens`` makes the
    cell the link to the row; ``note`` is a second, quiet line under the value; ``levels`` gives a
    badge its class by the value (``ok``, ``warn``, ``stop``, ``full``, ``dashed``). A column that
    is not ``shown`` is only exported.

    Kinds: ``text`` stays on one line, ``wrap`` may break, ``long`` is the wide one (titles).
    Values: ``due`` a :class:`Due` or None; ``badge`` a code or a pair (code, word); ``time`` an
    aware datetime; ``yesno`` a truth value.
    """

    code: str
    label: str
    source: Accessor = ""
    kind: Kind = "text"
    sort: str = ""
    opens: bool = False
    note: Accessor = ""
    levels: dict[str, str] | None = None
    shown: bool = True

    def value(self, row: Any) -> Any:
        """The value in ``row``; a broken path gives None (an empty foreign key on the way)."""
        return _read(row, self.source or self.code)

    def cell(self, row: Any, url: str) -> Cell:
        """What the table shows."""
        value = self.value(row)
        code, word = _badge(value) if self.kind == "badge" else ("", "")
        return Cell(
            kind=self.kind,
            value=word if self.kind == "badge" else value,
            url=url if self.opens else "",
            level=(self.levels or {}).get(code, ""),
            note=str(_read(row, self.note) or "") if self.note else "",
        )

    def plain(self, row: Any) -> Any:
        """The value for a sheet: text, number, date or local time without zone."""
        value = self.value(row)
        if value is None:
            return ""
        if isinstance(value, Due):
            return value.due_on
        if self.kind == "badge":
            return _badge(value)[1]
        if self.kind == "yesno":
            return "是" if value else "否"
        if isinstance(value, datetime):
            return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
        if isinstance(value, (int, float, date)) and not isinstance(value, bool):
            return value
        return str(value)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as the table template draws it."""

    kind: Kind
    value: Any
    url: str
    level: str
    note: str = ""


def _read(row: Any, source: Accessor) -> Any:
    if callable(source):
        return source(row)
    value = row
    for part in source.split("."):
        if value is None:
            return None
        value = getattr(value, part)
        if callable(value) and not hasattr(value, "all"):
            value = value()
    return value


def _badge(value: Any) -> tuple[str, str]:
    if isinstance(value, tuple):
        return str(value[0]), str(value[1])
    return str(value or ""), str(value or "")
