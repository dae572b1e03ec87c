"""The calendar and the limits in force on this installation: shipped facts plus what was entered.

The only place where duties read settings and the notices entered later.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings

from mingtang.statute.calendar import WorkingCalendar, china_calendar
from mingtang.statute.limits import LimitBook, TimeLimit
from mingtang.statute.notices import YearNotice, parse_notice

from .models import HolidayNotice

_calendars: dict[tuple[tuple[int, str], ...], WorkingCalendar] = {}


def current_calendar() -> WorkingCalendar:
    """The shipped calendar with every notice that was entered. One small query."""
    rows = list(HolidayNotice.objects.all())
    key = tuple((row.pk, row.entered_at.isoformat()) for row in rows)
    if key not in _calendars:
        calendar = china_calendar()
        for row in rows:
            calendar = calendar.with_year(notice_of(row))
        _calendars.clear()
        _calendars[key] = calendar
    return _calendars[key]


def notice_of(row: HolidayNotice) -> YearNotice:
    """The stored notice in the form of the calendar. Raises ValueError when it is malformed."""
    lines = tuple(line.strip() for line in row.lines.splitlines() if line.strip())
    return parse_notice(row.year, row.number, lines)


def limit(code: str, on: date) -> TimeLimit:
    """The version of a limit in force on a day, with the installation's changes of settings."""
    return LimitBook(overrides=dict(settings.MINGTANG_LIMITS)).get(code, on)
