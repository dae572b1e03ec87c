"""Holiday notices that an office enters in a file of its own before a release brings them.

The file is TOML, one table a year::

    [[notice]]
    year = 2027
    number = "国办发明电〔2026〕7号"
    days = ["元旦 01-01/01-03", "国庆节 10-01/10-07 +09-26 +10-09"]
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from mingtang.statute.calendar import WorkingCalendar, china_calendar
from mingtang.statute.notices import YearNotice, parse_notice


class NoticeFileError(ValueError):
    """The file is no TOML, or a notice in it lacks something; the text names the place."""


def read_notices(path: Path) -> tuple[YearNotice, ...]:
    """The notices in ``path``. Raises NoticeFileError, and OSError when it cannot be read."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("notice", [])
        return tuple(_notice(table) for table in tables)
    except (ValueError, TypeError, AttributeError) as error:
        raise NoticeFileError(f"{path}: {error}") from error


def calendar_with(path: Path | None) -> WorkingCalendar:
    """The calendar that ships with the system, completed or corrected by the notices in ``path``.

    ``None`` gives the shipped calendar itself.
    """
    calendar = china_calendar()
    for notice in read_notices(path) if path else ():
        calendar = calendar.with_year(notice)
    return calendar


def _notice(table: dict[str, Any]) -> YearNotice:
    missing = {"year", "days"} - table.keys()
    if missing or table.keys() - {"year", "days", "number"}:
        raise ValueError("a [[notice]] has year, number and days")
    return parse_notice(table["year"], table.get("number"), tuple(table["days"]))
