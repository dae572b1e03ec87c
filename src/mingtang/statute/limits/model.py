"""What a time limit is: a fact of law (or a setting) with its source and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Counting(StrEnum):
    """In what a limit is counted."""

    WORKING = "working"  # working days 工作日
    CALENDAR = "calendar"  # calendar days 日
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"
    MINUTES = "minutes"
    SECONDS = "seconds"
    FIXED = "fixed"  # a day of the year, such as 31 January


class Bound(StrEnum):
    """What kind of period it is."""

    MAX = "max"  # the act must be done within it
    MIN = "min"  # it must last at least so long
    WINDOW = "window"  # a state may not last longer (a column left without news)
    DISPLAY = "display"  # something stays on show so long


UNIT_ZH = {
    Counting.WORKING: "个工作日",
    Counting.CALENDAR: "日",
    Counting.MONTHS: "个月",
    Counting.YEARS: "年",
    Counting.HOURS: "小时",
    Counting.MINUTES: "分钟",
    Counting.SECONDS: "秒",
    Counting.FIXED: "",
}
UNIT_EN = {
    Counting.WORKING: "working days",
    Counting.CALENDAR: "days",
    Counting.MONTHS: "months",
    Counting.YEARS: "years",
    Counting.HOURS: "hours",
    Counting.MINUTES: "minutes",
    Counting.SECONDS: "seconds",
    Counting.FIXED: "",
}
SURENESS = ("S", "S2", "C", "K", "K-", "D")
_UNSURE = ("K", "K-", "D")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """One time limit.

    ``code``        dotted and stable, one per limit; versions of a limit share it.
    ``amount``      how many of ``counting``; 0 for a fixed day of the year (see ``fixed_on``).
    ``since``       the event the count starts from, in Chinese; ``who`` is who must act.
    ``instrument``, ``article``  the source; "—" as article where the source names none.
    ``sureness``    S text read, S2 secondary, C computed, K unconfirmed, K- doubtful, D our design.
    ``local``       a rule of some place, used as a default elsewhere: a setting however sure it is.
    ``before``      counted backwards from the event (papers seven days before a hearing).
    ``rolls``       a calendar period that ends on a day off ends on the next working day.
    """

    code: str
    name_zh: str
    name_en: str
    amount: int
    counting: Counting
    instrument: str
    article: str
    sureness: str
    since: str
    who: str = "行政机关"
    in_force_from: date | None = None
    in_force_to: date | None = None
    bound: Bound = Bound.MAX
    before: bool = False
    rolls: bool = True
    local: bool = False
    fixed_on: tuple[int, int] | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.sureness not in SURENESS:
            raise ValueError(f"{self.code}: unknown sureness {self.sureness!r}")
        if (self.counting is Counting.FIXED) != (self.fixed_on is not None):
            raise ValueError(f"{self.code}: a fixed day of the year needs fixed_on, no other does")
        if self.amount < 0:
            raise ValueError(f"{self.code}: the amount is negative")

    @property
    def is_setting(self) -> bool:
        """True when the amount is a default that an office may change."""
        return self.local or self.sureness in _UNSURE

    @property
    def is_dated(self) -> bool:
        """True when the limit ends on a day (not within hours, minutes or seconds)."""
        return self.counting not in (Counting.HOURS, Counting.MINUTES, Counting.SECONDS)

    @property
    def length_zh(self) -> str:
        """The length in Chinese: ``20个工作日``, ``1月31日``."""
        if self.fixed_on is not None:
            return f"{self.fixed_on[0]}月{self.fixed_on[1]}日"
        return f"{self.amount}{UNIT_ZH[self.counting]}"

    @property
    def length_en(self) -> str:
        """The length in English: ``20 working days``, ``31 January`` as ``01-31``."""
        if self.fixed_on is not None:
            return f"{self.fixed_on[0]:02d}-{self.fixed_on[1]:02d}"
        unit = UNIT_EN[self.counting]
        return f"{self.amount} {unit[:-1] if self.amount == 1 else unit}"

    @property
    def basis(self) -> str:
        """Instrument and article in one string."""
        return self.instrument if self.article == "—" else f"{self.instrument}{self.article}"

    def in_force(self, on: date) -> bool:
        """True when this version applies on the day ``on``."""
        after = self.in_force_from is None or self.in_force_from <= on
        return after and (self.in_force_to is None or on <= self.in_force_to)
