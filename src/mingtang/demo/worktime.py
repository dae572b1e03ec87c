"""Moments in the office hours of working days: acts happen at 8:30–12:00 and 14:00–17:30."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from mingtang.statute.calendar import WorkingCalendar

CHINA = ZoneInfo("Asia/Shanghai")
MORNING, AFTERNOON = time(8, 30), time(14, 0)
HALF = 210
"""Minutes of each half of the working day."""


class WorkTime:
    """Counts in minutes of office hours over China's working days."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        self.calendar = calendar

    def opening(self, day: date) -> datetime:
        """The start of the first working day on or after ``day``."""
        return _moment(self.calendar.next_working_day_on_or_after(day), 0)

    def after(self, moment: datetime, minutes: int, rng: Random) -> datetime:
        """``minutes`` of office hours later, and a few seconds."""
        day = moment.date()
        worked = _worked(moment) if self.calendar.is_working_day(day) else 0
        if not self.calendar.is_working_day(day):
            day = self.calendar.next_working_day_on_or_after(day)
        days, rest = divmod(worked + minutes, 2 * HALF)
        if days:
            day = self.calendar.nth_working_day_after(day, days)
        return max(_moment(day, rest), moment) + timedelta(seconds=rng.randint(1, 59))

    def within(self, first: date, last: date, rng: Random) -> date:
        """A working day from ``first`` to ``last``."""
        day = first + timedelta(days=rng.randint(0, (last - first).days))
        return self.calendar.previous_working_day_on_or_before(day)

    def days_after(self, day: date, days: int) -> date:
        return self.calendar.nth_working_day_after(day, days) if days else day


def _moment(day: date, minutes: int) -> datetime:
    """So many minutes of office hours after the opening of a working day."""
    start, rest = (MORNING, minutes) if minutes < HALF else (AFTERNOON, minutes - HALF)
    return datetime.combine(day, start, tzinfo=CHINA) + timedelta(minutes=rest)


def _worked(moment: datetime) -> int:
    """Minutes of office hours that have passed on the day."""
    minutes = moment.hour * 60 + moment.minute
    morning = min(max(minutes - (8 * 60 + 30), 0), HALF)
    return morning + min(max(minutes - 14 * 60, 0), HALF)
