"""The calendar and the limits in force on this installation: shipped facts plus what was entered.

The only place where duties read settings and the notices entered later.
"""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from django.conf import settings

from mingtang.journal.statements import Prepared, Row
from mingtang.statute.calendar import WorkingCalendar, china_calendar
from mingtang.statute.limits import LimitBook, TimeLimit, all_limits
from mingtang.statute.notice_file import read_notices
from mingtang.statute.notices import YearNotice, parse_notice

from .models import HolidayNotice

_NOTICES = Prepared(lambda: HolidayNotice.objects.values_list("year", "number", "lines"))

_CalendarKey = tuple[tuple[str, float], tuple[Row, ...]]
_calendars: dict[_CalendarKey, WorkingCalendar] = {}


def current_calendar() -> WorkingCalendar:
    """The shipped calendar, with the notices of ``calendar_file``, with every notice entered.

    What was entered by a person counts before the file, the file before what is shipped. One
    small query; built anew only when a notice or the file changed. Raises ``NoticeFileError``
    naming the place when the file is malformed, ``OSError`` when it cannot be read.
    """
    rows = _NOTICES.rows()
    path = notice_file()
    stamp = (str(path), path.stat().st_mtime) if path else ("", 0.0)
    key = (stamp, tuple(rows))
    calendar = _calendars.get(key)
    if calendar is None:
        calendar = china_calendar()
        for notice in (
            *(read_notices(path) if path else ()),
            *(
                notice_of(HolidayNotice(year=year, number=number, lines=lines))
                for year, number, lines in rows
            ),
        ):
            calendar = calendar.with_year(notice)
        _calendars.clear()
        _calendars[key] = calendar
    return calendar


def notice_file() -> Path | None:
    """The office's own file of notices (option ``calendar_file``, relative to the data folder)."""
    own = settings.MINGTANG_CALENDAR_FILE
    return Path(settings.DATA) / own if own else None


def notice_of(row: HolidayNotice) -> YearNotice:
    """The stored notice in the form of the calendar. Raises ValueError when it is malformed."""
    lines = tuple(line.strip() for line in row.lines.splitlines() if line.strip())
    return parse_notice(row.year, row.number, lines)


def limits_in_force() -> LimitBook:
    """Every limit with the installation's changes of settings; to look up many."""
    return LimitBook(overrides=dict(settings.MINGTANG_LIMITS))


def limit(code: str, on: date) -> TimeLimit:
    """The version of a limit in force on a day, with the installation's changes of settings."""
    return limits_in_force().get(code, on)


def fingerprint() -> str:
    """SHA-256 (hex) of everything that due dates rest on besides their events."""
    notices = sorted(current_calendar().notices.items())
    basis = (notices, all_limits(), sorted(dict(settings.MINGTANG_LIMITS).items()))
    return hashlib.sha256(repr(basis).encode()).hexdigest()
