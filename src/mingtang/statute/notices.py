"""A yearly holiday notice: its festivals, its make-up working days, its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mingtang.statute.holidays_cn import NOTICE_ROWS

_SPAN = re.compile(r"(\d\d-\d\d)/(\d\d-\d\d)")
_MAKEUP = re.compile(r"\+(\d\d-\d\d)")
_WEEKDAYS = "一二三四五六日"
_NUMBER = re.compile(r"国(?:办发明电|办发|办函|办秘函|发明电|发)〔(20\d\d)〕\d{1,4}号")


class NoticeFault(ValueError):
    """A notice cannot be so. ``reason`` names the part and says why, in Chinese."""

    def __init__(self, english: str, reason: str) -> None:
        super().__init__(english)
        self.reason = reason


def is_notice_number(number: str, year: int) -> bool:
    """Whether a document number looks like that of the holiday notice of ``year``: of the State
    Council or its office, from the year before or (a later change) the year itself."""
    match = _NUMBER.fullmatch(number)
    return match is not None and int(match[1]) in (year - 1, year)


@dataclass(frozen=True, slots=True)
class Festival:
    """One holiday of a notice: first and last day off, and the weekend days worked for it.

    ``number`` is set where a later notice changed or added this holiday.
    """

    name: str
    first: date
    last: date
    makeup: tuple[date, ...] = ()
    number: str | None = None

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise NoticeFault(
                f"{self.name}: last day {self.last} is before the first {self.first}",
                f"放假末日 {self.last:%m-%d} 早于首日 {self.first:%m-%d}",
            )
        for day in self.makeup:
            if self.first <= day <= self.last:
                raise NoticeFault(
                    f"{self.name}: {day} is both off and worked",
                    f"+{day:%m-%d} 在放假的 {self.first:%m-%d} 至 {self.last:%m-%d} 之内，"
                    "不能又作为补班日",
                )
            if day.weekday() < 5:
                raise NoticeFault(
                    f"{self.name}: make-up day {day} is no weekend day",
                    f"+{day:%m-%d} 是星期{_WEEKDAYS[day.weekday()]}，本来就上班，不能作为补班日",
                )

    def days_off(self) -> Iterator[date]:
        """Every day of the holiday, weekend days inside it included."""
        for offset in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=offset)


@dataclass(frozen=True, slots=True)
class YearNotice:
    """The State Council's holiday arrangement of one year.

    ``number`` is the document number, ``None`` where unknown; ``sureness`` tags it.
    A notice may reach into the last days of the December before its year, nowhere else.
    """

    year: int
    number: str | None
    festivals: tuple[Festival, ...]
    sureness: str = "S"

    def __post_init__(self) -> None:
        earliest, latest = date(self.year - 1, 12, 1), date(self.year, 12, 31)
        for festival in self.festivals:
            for day in (festival.first, festival.last, *festival.makeup):
                if not earliest <= day <= latest:
                    raise NoticeFault(
                        f"{festival.name}: {day} is outside the notice of {self.year}",
                        f"{day:%Y-%m-%d} 不在 {self.year} 年的通知能安排的范围内",
                    )

    def number_for(self, festival: Festival) -> str | None:
        """The number of the notice that set ``festival``."""
        return festival.number or self.number


def parse_festival(year: int, line: str) -> Festival:
    """Read a line such as ``国庆节 10-01/10-07 +09-20 +10-10`` of the notice of ``year``.

    Raises :class:`NoticeFault` when the line or a date in it is malformed.
    """
    name, *parts = line.split(" ")
    number = parts.pop()[1:] if parts and re.fullmatch(r"@\S+", parts[-1]) else None
    span = _SPAN.fullmatch(parts[0]) if parts else None
    if not name or _SPAN.fullmatch(name):
        raise NoticeFault(f"not a festival line: {line!r}", "缺少节日名称")
    if span is None:
        got = f"“{parts[0]}”" if parts else "放假日期缺失，它"
        raise NoticeFault(
            f"not a festival line: {line!r}", f"{got}应写作放假首日/末日，如 10-01/10-07"
        )
    makeup = []
    for part in parts[1:]:
        match = _MAKEUP.fullmatch(part)
        if match is None:
            raise NoticeFault(
                f"not a festival line: {line!r}", f"“{part}”看不懂，调休上班日应写作 +10-10"
            )
        makeup.append(_day(year, name, match[1]))
    first, last = (_day(year, name, text) for text in span.groups())
    return Festival(name=name, first=first, last=last, makeup=tuple(makeup), number=number)


def _day(year: int, name: str, text: str) -> date:
    month, number = int(text[:2]), int(text[3:])
    year = year - 1 if name == "元旦" and month == 12 else year
    try:
        return date(year, month, number)
    except ValueError as error:
        raise NoticeFault(f"{name}: {text}: {error}", f"{year} 年没有 {text} 这一天") from error


def parse_notice(
    year: int, number: str | None, lines: tuple[str, ...], sureness: str = "S"
) -> YearNotice:
    """A notice from its festival lines (the form that :mod:`holidays_cn` and settings use)."""
    festivals = tuple(parse_festival(year, line) for line in lines)
    return YearNotice(year=year, number=number, festivals=festivals, sureness=sureness)


def known_notices() -> tuple[YearNotice, ...]:
    """The notices that ship with the system, 2004 to 2026."""
    return tuple(parse_notice(year, no, lines, sure) for year, no, sure, lines in NOTICE_ROWS)
