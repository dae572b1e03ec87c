"""China's working calendar: weekends, holidays 放假, make-up working days 调休上班.

Counting follows the State Council's yearly holiday notice. A day of a year that has no notice is
*provisional*: only weekends are known, and every date counted over it may move. A notice that
comes later is added with :meth:`WorkingCalendar.with_year`, which returns a new calendar.

The next year's notice may still touch the last days of a December that counts as settled; dates
are derived from events and recounted whenever the calendar changes, so they follow it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

import numpy as np
import numpy.typing as npt

from mingtang.statute.notices import YearNotice, known_notices

FIRST_DAY = date(1999, 1, 1)
LAST_DAY = date(2100, 12, 31)
_FIRST_ORDINAL = FIRST_DAY.toordinal()
_SPAN = LAST_DAY.toordinal() - _FIRST_ORDINAL + 1
_FIRST64 = np.datetime64(FIRST_DAY, "D")

DayArray = npt.NDArray[np.datetime64]


class CalendarRangeError(ValueError):
    """A date lies outside 1999-01-01 to 2100-12-31, or a count runs past its end."""


class Kind(StrEnum):
    """What a day is."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKEUP = "makeup"


@dataclass(frozen=True, slots=True)
class DayKind:
    """A day as the calendar knows it; ``name`` and ``notice`` are set for holidays and make-ups."""

    kind: Kind
    name: str = ""
    notice: str | None = None
    provisional: bool = False

    @property
    def works(self) -> bool:
        """True when the day is a working day."""
        return self.kind in (Kind.WORKDAY, Kind.MAKEUP)


def _index(day: date) -> int:
    index = day.toordinal() - _FIRST_ORDINAL
    if not 0 <= index < _SPAN:
        raise CalendarRangeError(f"{day} is outside {FIRST_DAY} to {LAST_DAY}")
    return index


class WorkingCalendar:
    """An immutable working calendar built from yearly notices.

    Holds one flag per day and its running sum, so that any count is two look-ups.
    """

    def __init__(self, notices: Iterable[YearNotice]) -> None:
        self._notices: dict[int, YearNotice] = {}
        for notice in sorted(notices, key=lambda item: item.year):
            self._notices[notice.year] = notice
        self._special: dict[date, DayKind] = {}
        for notice in self._notices.values():
            self._enter(notice)
        weekday = (np.arange(_SPAN) + FIRST_DAY.weekday()) % 7
        works = weekday < 5
        for day, kind in self._special.items():
            works[_index(day)] = kind.works
        self._works = works
        # _upto[i]: working days among the first i + 1 days; _workdays: their indexes.
        self._upto: npt.NDArray[np.int64] = np.cumsum(works, dtype=np.int64)
        self._workdays: npt.NDArray[np.int64] = np.flatnonzero(works).astype(np.int64)
        for array in (self._works, self._upto, self._workdays):
            array.setflags(write=False)

    def _enter(self, notice: YearNotice) -> None:
        for festival in notice.festivals:
            number = notice.number_for(festival)
            for day in festival.days_off():
                self._special[day] = DayKind(Kind.HOLIDAY, festival.name, number)
            for day in festival.makeup:
                self._special[day] = DayKind(Kind.MAKEUP, festival.name, number)

    @property
    def notices(self) -> Mapping[int, YearNotice]:
        """The notices this calendar was built from, by year."""
        return dict(self._notices)

    def with_year(self, notice: YearNotice) -> WorkingCalendar:
        """A calendar that also knows ``notice``; an older notice of the same year is replaced."""
        kept = [item for year, item in self._notices.items() if year != notice.year]
        return WorkingCalendar([*kept, notice])

    def is_provisional(self, day: date) -> bool:
        """True when the year of ``day`` has no holiday notice."""
        return day.year not in self._notices

    def day(self, day: date) -> DayKind:
        """What ``day`` is. Raises CalendarRangeError outside 1999 to 2100."""
        _index(day)
        special = self._special.get(day)
        if special is not None:
            return special
        kind = Kind.WORKDAY if day.weekday() < 5 else Kind.WEEKEND
        return DayKind(kind, provisional=self.is_provisional(day))

    def is_working_day(self, day: date) -> bool:
        """True on a weekday that is no holiday, and on a make-up day."""
        return bool(self._works[_index(day)])

    def nth_working_day_after(self, day: date, n: int) -> date:
        """The ``n``-th working day after ``day`` (not itself counted); ``n = 0`` is ``day``.

        Source of the rule: 民事诉讼法 art. 85. Raises ValueError when ``n`` is negative.
        """
        if n < 0:
            raise ValueError("the number of working days must not be negative")
        if n == 0:
            return day
        position = int(self._upto[_index(day)]) + n - 1
        if position >= len(self._workdays):
            raise CalendarRangeError(f"{n} working days after {day} lie past {LAST_DAY}")
        return FIRST_DAY + timedelta(days=int(self._workdays[position]))

    def working_day_before(self, day: date, n: int) -> date:
        """The ``n``-th working day before ``day`` (not counted); ``n = 0`` is ``day``."""
        if n < 0:
            raise ValueError("the number of working days must not be negative")
        if n == 0:
            return day
        index = _index(day)
        position = int(self._upto[index]) - int(self._works[index]) - n
        if position < 0:
            raise CalendarRangeError(f"{n} working days before {day} lie before {FIRST_DAY}")
        return FIRST_DAY + timedelta(days=int(self._workdays[position]))

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days ``d`` have ``start < d <= end``; negative when ``end < start``."""
        return int(self._upto[_index(end)] - self._upto[_index(start)])

    def next_working_day_on_or_after(self, day: date) -> date:
        """``day`` itself when it is worked, else the first working day after it."""
        return day if self.is_working_day(day) else self.nth_working_day_after(day, 1)

    def previous_working_day_on_or_before(self, day: date) -> date:
        """``day`` itself when it is worked, else the last working day before it."""
        return day if self.is_working_day(day) else self.working_day_before(day, 1)

    def due_dates(self, starts: DayArray, amount: int | npt.NDArray[np.int64]) -> DayArray:
        """The ``amount``-th working day after each start, for whole arrays at once.

        ``starts`` is an array of days (``datetime64[D]``), ``amount`` one number or one per start,
        at least 1. A million dates take some milliseconds. Raises CalendarRangeError.
        """
        index = (starts.astype("datetime64[D]") - _FIRST64).astype(np.int64)
        amounts = np.asarray(amount, dtype=np.int64)
        if amounts.size and int(amounts.min()) < 1:
            raise ValueError("the number of working days must be at least 1")
        if index.size and (int(index.min()) < 0 or int(index.max()) >= _SPAN):
            raise CalendarRangeError(f"a start lies outside {FIRST_DAY} to {LAST_DAY}")
        positions = self._upto[index] + amounts - 1
        if positions.size and int(positions.max()) >= len(self._workdays):
            raise CalendarRangeError(f"a due date lies past {LAST_DAY}")
        due: DayArray = _FIRST64 + self._workdays[positions].astype("timedelta64[D]")
        return due


@cache
def china_calendar() -> WorkingCalendar:
    """The calendar of the notices that ship with the system (2004 to 2026)."""
    return WorkingCalendar(known_notices())
