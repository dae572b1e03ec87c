"""The days of a clock, one cell each, from the day that is not counted to the due day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from mingtang.statute.calendar import DayKind, Kind, WorkingCalendar
from mingtang.statute.clock import Clock, Pause
from mingtang.statute.counting import ROLL_BASIS
from mingtang.statute.limits.model import Counting

WEEKDAYS_ZH = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the strip.

    ``kind``: start, counted, makeup (counted), extension (counted beyond the limit), weekend,
    holiday, stopped, due. ``number`` is the count reached on that day, None where it does not
    count. ``works`` says whether it is a working day, whatever its kind. ``article`` is why.
    """

    date: date
    kind: str
    number: int | None
    name: str
    article: str
    works: bool
    is_today: bool = False
    is_due: bool = False
    provisional: bool = False

    @property
    def label(self) -> str:
        """The cell in words, for a reader that cannot see it."""
        weekday = WEEKDAYS_ZH[self.date.weekday()]
        text = f"{self.date.month}月{self.date.day}日 星期{weekday} {self.name}".rstrip()
        if self.number is not None:
            text += f" 第{self.number}天"
        return text + ("（今天）" if self.is_today else "")

    def as_dict(self) -> dict[str, Any]:
        """The cell as JSON values."""
        return {
            "date": self.date.isoformat(),
            "kind": self.kind,
            "number": self.number,
            "name": self.name,
            "article": self.article,
            "today": self.is_today,
            "due": self.is_due,
            "provisional": self.provisional,
        }


def day_name(kind: DayKind) -> str:
    """What a day is called on the strip; empty for an ordinary working day."""
    if kind.kind is Kind.MAKEUP:
        return f"{kind.name}调休上班"
    if kind.kind is Kind.HOLIDAY:
        return kind.name
    return "周末" if kind.kind is Kind.WEEKEND else ""


def pause_on(clock: Clock, day: date) -> Pause | None:
    """The pause that keeps ``day`` from counting, if any."""
    for pause in clock.pauses:
        if pause.days and pause.since < day <= pause.until:
            return pause
    return None


def clock_cells(clock: Clock, calendar: WorkingCalendar) -> tuple[Cell, ...]:
    """The cells of ``clock``. A limit counted backwards runs from its due day to the event."""
    return tuple(_backward(clock, calendar) if clock.rule.before else _forward(clock, calendar))


def _cell(clock: Clock, calendar: WorkingCalendar, day: date, kind: str, **more: Any) -> Cell:
    what = calendar.day(day)
    values: dict[str, Any] = {"number": None, "name": day_name(what), "article": what.notice or ""}
    values.update(more)
    return Cell(
        date=day,
        kind=kind,
        works=what.works,
        is_today=day == clock.today,
        is_due=day == clock.due,
        provisional=what.provisional,
        **values,
    )


def _forward(clock: Clock, calendar: WorkingCalendar) -> Iterator[Cell]:
    rule, number = clock.rule, 0
    opening = "due" if clock.due == clock.start else "start"
    yield _cell(clock, calendar, clock.start, opening, name=rule.since, article=ROLL_BASIS)
    for offset in range(1, (clock.due - clock.start).days + 1):
        day = clock.start + timedelta(days=offset)
        what = calendar.day(day)
        pause = pause_on(clock, day)
        counts = what.works if rule.counting is Counting.WORKING else day <= clock.raw_due
        if pause is not None and (counts or what.works):
            reason = pause.reason or "期限暂停"
            yield _cell(clock, calendar, day, "stopped", name=reason, article=pause.basis)
            continue
        if not counts:
            yield _uncounted(clock, calendar, day, what)
            continue
        number += 1
        yield _counted(clock, calendar, day, what, number)


def _uncounted(clock: Clock, calendar: WorkingCalendar, day: date, what: DayKind) -> Cell:
    if day == clock.due:  # a calendar period rolled forward to this working day
        return _cell(clock, calendar, day, "due", article=ROLL_BASIS)
    kind = "holiday" if what.kind is Kind.HOLIDAY else "weekend"
    return _cell(clock, calendar, day, kind)


def _counted(
    clock: Clock, calendar: WorkingCalendar, day: date, what: DayKind, number: int
) -> Cell:
    rule = clock.rule
    extended = bool(clock.extensions) and _is_extension(clock, day, number)
    if day == clock.due:
        return _cell(clock, calendar, day, "due", number=number, article=rule.basis)
    if extended:
        basis = clock.extensions[-1].basis or rule.basis
        return _cell(clock, calendar, day, "extension", number=number, article=basis)
    if what.kind is Kind.MAKEUP:
        return _cell(clock, calendar, day, "makeup", number=number)
    return _cell(clock, calendar, day, "counted", number=number, article=rule.basis)


def _is_extension(clock: Clock, day: date, number: int) -> bool:
    if clock.rule.counting in (Counting.WORKING, Counting.CALENDAR):
        return number > clock.rule.amount
    return (clock.raw_due - day).days < clock.extended_days


def _backward(clock: Clock, calendar: WorkingCalendar) -> Iterator[Cell]:
    working = clock.rule.counting is Counting.WORKING
    for offset in range((clock.start - clock.due).days):
        day = clock.due + timedelta(days=offset)
        what = calendar.day(day)
        left = (clock.start - day).days
        if working:
            # Working days from this one up to the day before the event.
            left = sum(calendar.is_working_day(day + timedelta(days=step)) for step in range(left))
        counts = day >= clock.raw_due and (what.works or not working)
        kind = "due" if day == clock.due else "counted" if counts else "weekend"
        if not counts and kind != "due" and what.kind is Kind.HOLIDAY:
            kind = "holiday"
        number = left if counts else None
        yield _cell(clock, calendar, day, kind, number=number)
    yield _cell(clock, calendar, clock.start, "start", name=clock.rule.since)
