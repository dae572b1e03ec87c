"""A yearly holiday notice: its festivals, its make-up working days, its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mingtang.statute.holidays_cn import NOTICE_ROWS

_LINE = re.compile(
    r"^(?P<name>\S+) (?P<first>\d\d-\d\d)/(?P<last>\d\d-\d\d)"
    r"(?P<makeup>(?: \+\d\d-\d\d)*)(?: @(?P<number>\S+))?$"
)


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
            raise ValueError(f"{self.name}: last day {self.last} is before the first {self.first}")
        for day in self.makeup:
            if self.first <= day <= self.last:
                raise ValueError(f"{self.name}: {day} is both off and worked")
            if day.weekday() < 5:
                raise ValueError(f"{self.name}: make-up day {day} is no weekend day")

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
                    raise ValueError(f"{festival.name}: {day} is outside the notice of {self.year}")

    def number_for(self, festival: Festival) -> str | None:
        """The number of the notice that set ``festival``."""
        return festival.number or self.number


def parse_festival(year: int, line: str) -> Festival:
    """Read a line such as ``国庆节 10-01/10-07 +09-20 +10-10`` of the notice of ``year``.

    Raises ValueError when the line or a date in it is malformed.
    """
    match = _LINE.match(line)
    if match is None:
        raise ValueError(f"not a festival line: {line!r}")
    name = match["name"]

    def day(text: str) -> date:
        month, number = int(text[:2]), int(text[3:])
        return date(year - 1 if name == "元旦" and month == 12 else year, month, number)

    return Festival(
        name=name,
        first=day(match["first"]),
        last=day(match["last"]),
        makeup=tuple(day(text[1:]) for text in match["makeup"].split()),
        number=match["number"],
    )


def parse_notice(
    year: int, number: str | None, lines: tuple[str, ...], sureness: str = "S"
) -> YearNotice:
    """A notice from its festival lines (the form that :mod:`holidays_cn` and settings use)."""
    festivals = tuple(parse_festival(year, line) for line in lines)
    return YearNotice(year=year, number=number, festivals=festivals, sureness=sureness)


def known_notices() -> tuple[YearNotice, ...]:
    """The notices that ship with the system, 2004 to 2026."""
    return tuple(parse_notice(year, no, lines, sure) for year, no, sure, lines in NOTICE_ROWS)
