"""When a period ends: the arithmetic of counting, without events.

The day on which a period starts is not counted; a calendar period whose last day is a day off ends
on the first working day after it (民事诉讼法 art. 85). Working-day periods end on a working day by
nature. Fixed days of the year do not move.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mingtang.statute.calendar import WorkingCalendar
from mingtang.statute.limits.model import Counting, TimeLimit

ROLL_BASIS = "《民事诉讼法》第八十五条"


class NotDated(ValueError):
    """The limit runs in hours, minutes or seconds and has no due day; see :func:`due_moment`."""


@dataclass(frozen=True, slots=True)
class PeriodEnd:
    """Where a period ends: ``raw`` as counted, ``due`` after the roll to a working day."""

    raw: date
    due: date

    @property
    def rolled(self) -> bool:
        """True when the last day was a day off."""
        return self.raw != self.due


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later (or earlier), or the month's last day where there is none."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_fixed(start: date, month: int, day: int) -> date:
    """The first ``month``/``day`` after ``start``."""
    this_year = _fixed(start.year, month, day)
    return this_year if this_year > start else _fixed(start.year + 1, month, day)


def _fixed(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def period_end(
    limit: TimeLimit, start: date, calendar: WorkingCalendar, *, extra: int = 0
) -> PeriodEnd:
    """The end of ``limit`` counted from ``start``; ``extra`` prolongs it.

    ``extra`` is in working days for a working-day limit and in calendar days for every other.
    Raises NotDated for limits shorter than a day, CalendarRangeError outside the calendar.
    """
    if not limit.is_dated:
        raise NotDated(f"期限 {limit.code} 以{limit.length_zh}计，不落在某一天")
    if limit.before:
        return _backwards(limit, start, calendar)
    if limit.counting is Counting.WORKING:
        due = calendar.nth_working_day_after(start, limit.amount + extra)
        return PeriodEnd(due, due)
    raw = _calendar_end(limit, start) + timedelta(days=extra)
    if not limit.rolls or limit.counting is Counting.FIXED:
        return PeriodEnd(raw, raw)
    return PeriodEnd(raw, calendar.next_working_day_on_or_after(raw))


def _calendar_end(limit: TimeLimit, start: date) -> date:
    if limit.fixed_on is not None:
        return next_fixed(start, *limit.fixed_on)
    if limit.counting is Counting.MONTHS:
        return add_months(start, limit.amount)
    if limit.counting is Counting.YEARS:
        return add_months(start, 12 * limit.amount)
    return start + timedelta(days=limit.amount)


def _backwards(limit: TimeLimit, event: date, calendar: WorkingCalendar) -> PeriodEnd:
    """The last day on which something due *before* ``event`` is in time.

    Rolls back to a working day, because what is due before a day off cannot wait until after it.
    """
    if limit.counting is Counting.WORKING:
        due = calendar.working_day_before(event, limit.amount)
        return PeriodEnd(due, due)
    if limit.counting is Counting.MONTHS:
        raw = add_months(event, -limit.amount)
    elif limit.counting is Counting.YEARS:
        raw = add_months(event, -12 * limit.amount)
    else:
        raw = event - timedelta(days=limit.amount)
    due = calendar.previous_working_day_on_or_before(raw) if limit.rolls else raw
    return PeriodEnd(raw, due)


def due_moment(limit: TimeLimit, start: datetime) -> datetime:
    """When a limit of hours, minutes or seconds ends. Raises ValueError for any other."""
    if limit.is_dated:
        raise ValueError(f"期限 {limit.code} 以{limit.length_zh}计，用日期计算")
    unit = {Counting.HOURS: 3600, Counting.MINUTES: 60, Counting.SECONDS: 1}[limit.counting]
    return start + timedelta(seconds=unit * limit.amount)
