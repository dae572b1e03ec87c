"""The information processing fee 信息处理费, by item or by volume, never both (art. 42; 109号).

The tiers are [S]; amounts are whole yuan. By item: same applicant, one calendar month, every
decision. By volume: the pages of one request (A4 or smaller, one side is one page [K]); pages of
several requests are not added up [K].
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from mingtang.statute.foi.rules import Basis, NotKnown, of_2019
from mingtang.statute.limits.foi import FEE_MEASURES, NEW_FROM

FEE_FROM = date(2021, 1, 1)
BY_LAW = of_2019("第四十二条")
METHOD = Basis(FEE_MEASURES, "第三条")
ITEM_BASIS = Basis(FEE_MEASURES, "第四条")
VOLUME_BASIS = Basis(FEE_MEASURES, "第五条")

# (last page of the tier, yuan per page); the last tier has no end.
VOLUME_TIERS: tuple[tuple[int | None, int], ...] = ((30, 0), (100, 10), (200, 20), (None, 40))
FREE_ITEMS, FIRST_PAID_TIER, BAND, STEP = 10, 30, 10, 100


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One tier: items or pages ``first`` to ``last``, yuan each, and what they come to."""

    first: int
    last: int
    rate: int
    unit: str
    basis: Basis

    @property
    def count(self) -> int:
        """How many items or pages fall into the tier."""
        return self.last - self.first + 1

    @property
    def amount(self) -> int:
        """Yuan for the tier."""
        return self.count * self.rate

    @property
    def text(self) -> str:
        """``第11—30件，共20件，每件100元，计2000元``."""
        span = f"{self.first}" if self.first == self.last else f"{self.first}—{self.last}"
        head = f"第{span}{self.unit}，共{self.count}{self.unit}"
        if not self.rate:
            return f"{head}，不收费"
        return f"{head}，每{self.unit}{self.rate}元，计{self.amount}元"


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee in yuan with the tiers that make it up."""

    amount: int
    lines: tuple[FeeLine, ...]


def check_charged(on: date) -> None:
    """Raise NotKnown on days for which no tiers are known.

    Under the Regulation of 2007 only costs were charged (art. 27), the amounts are not in the
    sources; from 2019-05-15 until the measures of 2021 none had been fixed.
    """
    if on < NEW_FROM:
        raise NotKnown("2007年条例只收取检索、复制、邮寄等成本费用，标准未录入")
    if on < FEE_FROM:
        raise NotKnown("2021年1月1日前没有信息处理费的收费标准")


def item_rate(nth: int) -> int:
    """Yuan for the ``nth`` item of one applicant in a calendar month (109号 art. 4).

    1–10 free, 11–30 at 100, then 200 for 31–40 and 100 more for each further band of ten.
    """
    if nth < 1:
        raise ValueError("件数从1开始")
    if nth <= FREE_ITEMS:
        return 0
    if nth <= FIRST_PAID_TIER:
        return STEP
    return STEP * (2 + (nth - FIRST_PAID_TIER - 1) // BAND)


def items_fee(already: int, more: int) -> Fee:
    """The fee for ``more`` items after ``already`` in the same calendar month."""
    if already < 0 or more < 0:
        raise ValueError("件数不能为负数")
    lines = []
    for rate, run in groupby(range(already + 1, already + more + 1), key=item_rate):
        items = list(run)
        lines.append(FeeLine(items[0], items[-1], rate, "件", ITEM_BASIS))
    return _sum(lines)


def volume_fee(pages: int) -> Fee:
    """The fee for the pages of one request (109号 art. 5)."""
    if pages < 0:
        raise ValueError("页数不能为负数")
    lines, first = [], 1
    for end, rate in VOLUME_TIERS:
        last = pages if end is None else min(pages, end)
        if last >= first:
            lines.append(FeeLine(first, last, rate, "页", VOLUME_BASIS))
        first = last + 1
    return _sum(lines)


def volume_applies(outcome_code: str, subkind: str = "") -> bool:
    """False where the answer only tells how to get what is already public (109号 art. 5 [K])."""
    return (outcome_code, subkind) != ("C1", "already_public")


def _sum(lines: list[FeeLine]) -> Fee:
    return Fee(sum(line.amount for line in lines), tuple(lines))
