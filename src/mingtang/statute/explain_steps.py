"""The steps of an explanation: what counted, what did not, and why, in the order of the days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from mingtang.statute.calendar import Kind, WorkingCalendar
from mingtang.statute.clock import Clock, Pause
from mingtang.statute.counting import ROLL_BASIS
from mingtang.statute.explain_days import WEEKDAYS_ZH, Cell, pause_on
from mingtang.statute.festivals import festival_en
from mingtang.statute.instruments import basis_en
from mingtang.statute.limits.model import UNIT_EN, UNIT_ZH, Counting

_WEEKDAYS_EN = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One line: its day, its kind, the text in both languages, the article, the days counted.

    ``kind``: start, reset, count, makeup, holiday, stopped, extension, roll, due, projection,
    provisional. Only ``count`` and ``makeup`` have ``days`` above zero.
    """

    on: date
    kind: str
    zh: str
    en: str
    article: str = ""
    days: int = 0

    def as_dict(self) -> dict[str, Any]:
        """The step as JSON values."""
        return {
            "date": self.on.isoformat(),
            "kind": self.kind,
            "zh": self.zh,
            "en": self.en,
            "article": self.article,
            "article_en": basis_en(self.article),
            "days": self.days,
        }


def chinese_day(day: date) -> str:
    """``2026年10月30日（星期五）``."""
    return f"{day.year}年{day.month}月{day.day}日（星期{WEEKDAYS_ZH[day.weekday()]}）"


def _span_zh(first: date, last: date) -> str:
    text = f"{first.month}月{first.day}日"
    if first == last:
        return text
    year = "" if first.year == last.year else f"{last.year}年"
    return f"{text}至{year}{last.month}月{last.day}日"


def _span_en(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"


def clock_steps(clock: Clock, cells: Sequence[Cell], calendar: WorkingCalendar) -> tuple[Step, ...]:
    """The steps of ``clock``, from its start to the remark on years without a notice."""
    steps = [_start(clock)]
    if clock.rule.before:
        steps.append(_before(clock))
    else:
        middle = _passage(clock, cells, calendar) + _extensions(clock)
        steps += sorted(middle, key=lambda step: step.on)
    steps.append(_due(clock))
    if clock.stopped:
        steps.append(
            Step(
                clock.today,
                "projection",
                "期限仍在暂停，以上到期日按今天恢复计算推定，恢复前逐日顺延。",
                "The clock stands still; the due day shown assumes that it restarts today.",
            )
        )
    if clock.provisional:
        steps.append(_provisional(clock, calendar))
    return tuple(steps)


def _start(clock: Clock) -> Step:
    since = clock.rule.since
    if clock.resets:
        reset = clock.resets[-1]
        reason = reset.reason or "重新起算"
        return Step(
            clock.start,
            "reset",
            f"{reason}，期限自{chinese_day(clock.start)}重新起算，当日不计",
            f"The clock starts anew on {clock.start.isoformat()}, that day not counted "
            f"(first opened on {clock.opened_on.isoformat()})",
            reset.basis or clock.rule.basis,
        )
    if clock.rule.before:
        return Step(
            clock.start, "start", f"{since}为{chinese_day(clock.start)}，向前计算",
            f"The event is on {clock.start.isoformat()}; counted backwards from it",
            clock.rule.basis,
        )  # fmt: skip
    if clock.rule.counting is Counting.FIXED:
        return Step(
            clock.start, "start", f"自{chinese_day(clock.start)}起的下一个{clock.rule.length_zh}",
            f"The next {clock.rule.length_en} after {clock.start.isoformat()}", clock.rule.basis,
        )  # fmt: skip
    return Step(
        clock.start, "start", f"{since}为{chinese_day(clock.start)}，当日不计",
        f"Starts on {clock.start.isoformat()}, which is not counted", ROLL_BASIS,
    )  # fmt: skip


def _group(clock: Clock, calendar: WorkingCalendar, cell: Cell) -> tuple[str, Any]:
    """The run a day belongs to; weekends belong to the run around them, so they break none."""
    if pause_on(clock, cell.date) is not None:
        return "stopped", pause_on(clock, cell.date)
    what = calendar.day(cell.date)
    if clock.rule.counting is not Counting.WORKING:
        return ("count" if cell.number is not None else "tail"), None
    if what.kind is Kind.HOLIDAY:
        return "holiday", (what.name, what.notice)
    if what.kind is Kind.MAKEUP:
        return "makeup", cell.date
    return "count", None


def _passage(clock: Clock, cells: Sequence[Cell], calendar: WorkingCalendar) -> list[Step]:
    if clock.rule.counting is Counting.FIXED:
        return []
    if clock.rule.counting in (Counting.MONTHS, Counting.YEARS):
        return [_month_step(clock), *(_pause_step(clock, p) for p in clock.pauses if p.days)]
    steps: list[Step] = []
    runs = groupby(cells[1:], key=lambda cell: _group(clock, calendar, cell))
    for (kind, detail), run in runs:
        days = list(run)
        if kind == "stopped":
            steps.append(_pause_step(clock, detail))
        elif kind == "holiday":
            steps.append(_holiday_step(days, *detail))
        elif kind == "makeup":
            steps.append(_makeup_step(days[0], calendar))
        elif kind == "count":
            counted = [cell for cell in days if cell.number is not None]
            if counted:
                steps.append(_count_step(clock, counted))
    return steps


def _month_step(clock: Clock) -> Step:
    rule = clock.rule
    return Step(
        clock.start,
        "count",
        f"计{rule.length_zh}",
        f"{rule.length_en}",
        rule.basis,
        rule.amount,
    )


def _count_step(clock: Clock, counted: Sequence[Cell]) -> Step:
    first, last = counted[0], counted[-1]
    unit_zh, unit_en = _units(clock)
    place = unit_zh[0]
    numbers = f"{first.number}" if first is last else f"{first.number}–{last.number}"
    return Step(
        first.date,
        "count",
        f"{_span_zh(first.date, last.date)}计{len(counted)}{unit_zh}（第{numbers}{place}）",
        f"{_span_en(first.date, last.date)}: {len(counted)} {unit_en} (no. {numbers})",
        clock.rule.basis,
        len(counted),
    )


def _holiday_step(days: Sequence[Cell], name: str, notice: str | None) -> Step:
    first, last = days[0].date, days[-1].date
    return Step(
        first, "holiday", f"{name}放假，{_span_zh(first, last)}不计",
        f"{festival_en(name)}, {_span_en(first, last)} not counted", notice or "",
    )  # fmt: skip


def _makeup_step(cell: Cell, calendar: WorkingCalendar) -> Step:
    weekday = cell.date.weekday()
    return Step(
        cell.date,
        "makeup",
        f"{cell.date.month}月{cell.date.day}日星期{WEEKDAYS_ZH[weekday]}{cell.name or '调休上班'}，"
        f"计1个工作日（第{cell.number}个）",
        f"{_WEEKDAYS_EN[weekday]} {cell.date.isoformat()} is a make-up working day and counts "
        f"(no. {cell.number})",
        calendar.day(cell.date).notice or "",
        1,
    )


def _pause_step(clock: Clock, pause: Pause) -> Step:
    unit_zh, unit_en = _units(clock)
    reason = pause.reason or "期限暂停"
    first = pause.since + timedelta(days=1)
    span = f"{first.month}月{first.day}日起至今" if pause.open else _span_zh(first, pause.until)
    until_en = "until now" if pause.open else f"until {pause.until.isoformat()}"
    return Step(
        pause.since,
        "stopped",
        f"{reason}，{span}不计入期限，共{pause.days}{unit_zh}",
        f"Stopped after {pause.since.isoformat()} {until_en}: {pause.days} {unit_en} not counted",
        pause.basis,
    )


def _units(clock: Clock) -> tuple[str, str]:
    """In what pauses and extensions are measured, in Chinese and English."""
    working = clock.rule.counting is Counting.WORKING
    return ("个工作日", "working days") if working else ("日", "days")


def _extensions(clock: Clock) -> list[Step]:
    unit_zh, unit_en = _units(clock)
    return [
        Step(
            extension.on,
            "extension",
            f"{extension.reason or '延长期限'}，延长{extension.days}{unit_zh}",
            f"Extended by {extension.days} {unit_en}",
            extension.basis or clock.rule.basis,
        )
        for extension in clock.extensions
    ]


def _before(clock: Clock) -> Step:
    rule = clock.rule
    rolled = "" if clock.raw_due == clock.due else "，逢休息日提前到前一个工作日"
    return Step(
        clock.due,
        "count",
        f"向前数{rule.amount}{UNIT_ZH[rule.counting]}，为{chinese_day(clock.raw_due)}{rolled}",
        f"{rule.amount} {UNIT_EN[rule.counting]} before the event: {clock.raw_due.isoformat()}",
        rule.basis,
        rule.amount,
    )


def _due(clock: Clock) -> Step:
    rule = clock.rule
    if not rule.before and clock.raw_due != clock.due:
        return Step(
            clock.due,
            "roll",
            f"期限最后一日{chinese_day(clock.raw_due)}为休息日，顺延至{chinese_day(clock.due)}到期",
            f"The last day, {clock.raw_due.isoformat()}, is a day off; due on the next working "
            f"day, {clock.due.isoformat()}",
            ROLL_BASIS,
        )
    return Step(
        clock.due,
        "due",
        f"{chinese_day(clock.due)}到期",
        f"Due on {_WEEKDAYS_EN[clock.due.weekday()]} {clock.due.isoformat()}",
        rule.basis,
    )


def _provisional(clock: Clock, calendar: WorkingCalendar) -> Step:
    first, last = sorted((clock.start, clock.due))
    if clock.rule.counting is not Counting.WORKING:
        first = last = clock.raw_due
    years = [
        str(year)
        for year in range(first.year, last.year + 1)
        if calendar.is_provisional(date(year, 1, 1))
    ]
    return Step(
        clock.due,
        "provisional",
        f"{'、'.join(years)}年放假安排尚未录入，暂按只有周末推算，到期日待通知公布后重新计算",
        f"The holiday notice of {', '.join(years)} is not entered; only weekends are known there, "
        "and the date will be counted again when it is",
    )
