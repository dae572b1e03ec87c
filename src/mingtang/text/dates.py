"""Dates as Chinese documents write them (GB/T 15835-2011, GB/T 7408): strict reading, and finding.

Read: 2019年4月1日, 2019-04-01, 2019/4/1, 2019.4.1, 20190401, 二〇一九年四月一日, full-width forms
and forms with spaces; a time of day behind the date is ignored.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from .folding import half_width, strip_invisible
from .numerals import chinese_to_int

_EXAMPLE = "请写成2019年4月1日或2019-04-01的形式"
_TIME = (
    r"(?:[ T]*[0-9]{1,2}[:时][0-9]{1,2}(?:[:分][0-9]{1,2}(?:\.[0-9]+)?秒?)?分?"
    r"(?:Z|[+-][0-9:]{4,5})?)?"
)
_CN = "[〇○零一二三四五六七八九十廿卅]"

_WHOLE = re.compile(
    rf"(?:([0-9]+) *年 *([0-9]{{1,2}}) *月 *([0-9]{{1,2}}) *[日号]"
    rf"|([0-9]+) *- *([0-9]{{1,2}}) *- *([0-9]{{1,2}})"
    rf"|([0-9]+) */ *([0-9]{{1,2}}) */ *([0-9]{{1,2}})"
    rf"|([0-9]+) *\. *([0-9]{{1,2}}) *\. *([0-9]{{1,2}})"
    rf"|([0-9]{{4}})([0-9]{{2}})([0-9]{{2}}))(?:(?= |T|$|[0-9]{{1,2}}[:时]){_TIME})"
)
_WHOLE_CHINESE = re.compile(rf"({_CN}{{2,8}}) *年 *({_CN}{{1,3}}) *月 *({_CN}{{1,3}}) *[日号]")

_FOUND = re.compile(
    r"(?<![0-9])(?P<y1>[0-9]{4}) {0,2}年 {0,2}(?P<m1>[0-9]{1,2}) {0,2}月 {0,2}(?P<d1>[0-9]{1,2})"
    r" {0,2}日"
    r"|(?<![0-9./-])(?P<y2>(?:19|20)[0-9]{2})(?P<s>[-/.])(?P<m2>[0-9]{1,2})(?P=s)(?P<d2>[0-9]{1,2})"
    r"(?![0-9./-])"
    rf"|(?P<y3>[〇○零一二三四五六七八九]{{4}})年(?P<m3>{_CN}{{1,3}})月(?P<d3>{_CN}{{1,3}})日"
)


class DateError(ValueError):
    """The text is no date; ``reason`` says why and names the right form, in Chinese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class FoundDate:
    """An existing date found in running text at ``[start, end)``."""

    start: int
    end: int
    text: str
    date: dt.date


def parse_date(text: str) -> dt.date:
    """The date that ``text`` names. Raises :class:`DateError` (no such day, short year)."""
    typed = half_width(strip_invisible(text)).strip()
    if not typed:
        raise DateError(f"未填写日期；{_EXAMPLE}")
    if len(typed) > 60:
        raise DateError(f"日期过长，无法识别；{_EXAMPLE}")
    match = _WHOLE.fullmatch(typed)
    if match:
        year, month, day = (part for part in match.groups() if part is not None)
        if len(year) != 4:
            raise DateError(f"年份应为四位数字，现为“{year}”；{_EXAMPLE}")
        return _existing(int(year), int(month), int(day))
    match = _WHOLE_CHINESE.fullmatch(typed)
    if match:
        if len(match[1]) != 4:
            raise DateError(f"年份应为四位，现为“{match[1]}”；{_EXAMPLE}")
        numbers = [chinese_to_int(part) for part in match.groups()]
        if None not in numbers:
            return _existing(*(number or 0 for number in numbers))
    raise DateError(f"“{typed[:20]}”不是可识别的日期；{_EXAMPLE}")


def _existing(year: int, month: int, day: int) -> dt.date:
    """The date, or :class:`DateError` with the reason why there is none."""
    if not 1000 <= year <= 9999:
        raise DateError(f"年份{year}不合理，应为四位公元年份")
    if not 1 <= month <= 12:
        raise DateError(f"{year}年没有{month}月，月份应为1至12")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise DateError(f"{year}年{month}月{day}日不存在：该月只有1日至{last}日")
    return dt.date(year, month, day)


def date_fault(
    text: str, *, earliest: dt.date | None = None, latest: dt.date | None = None
) -> str | None:
    """Why ``text`` is no acceptable date, in Chinese, or ``None``; limits are inclusive."""
    try:
        date = parse_date(text)
    except DateError as error:
        return error.reason
    if earliest is not None and date < earliest:
        return f"日期{format_date(date)}早于允许的最早日期{format_date(earliest)}"
    if latest is not None and date > latest:
        return f"日期{format_date(date)}晚于允许的最晚日期{format_date(latest)}"
    return None


def format_date(date: dt.date) -> str:
    """2019年4月1日, without leading zeros, as GB/T 9704 writes it."""
    return f"{date.year}年{date.month}月{date.day}日"


def find_dates(text: str) -> list[FoundDate]:
    """All full dates in running text that exist, in order."""
    found: list[FoundDate] = []
    for match in _FOUND.finditer(half_width(text)):
        kind = "1" if match["y1"] else "2" if match["y2"] else "3"
        parts = (match["y" + kind], match["m" + kind], match["d" + kind])
        numbers = [int(p) if p.isascii() else chinese_to_int(p) for p in parts]
        if None in numbers:
            continue
        try:
            date = _existing(*(number or 0 for number in numbers))
        except DateError:
            continue
        found.append(FoundDate(match.start(), match.end(), text[match.start() : match.end()], date))
    return found
