"""Working days, hand-counted on the State Council's notices, and against two public libraries."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import holidays
import numpy as np
import pytest

from mingtang.statute.calendar import CalendarRangeError, Kind, WorkingCalendar, china_calendar
from mingtang.statute.notices import YearNotice, known_notices, parse_festival, parse_notice

CHINA = china_calendar()

# start, number of working days, the day it falls on: counted by hand with a paper calendar
HAND_COUNTED = [
    ("2026-09-28", 20, "2026-10-30"),  # National Day off, Saturday 10 October worked
    ("2025-09-26", 1, "2025-09-28"),  # a Sunday that was worked
    ("2025-09-26", 2, "2025-09-29"),
    ("2025-09-27", 1, "2025-09-28"),
    ("2025-09-28", 1, "2025-09-29"),
    ("2025-09-30", 1, "2025-10-09"),
    ("2025-09-30", 3, "2025-10-11"),  # a Saturday that was worked
    ("2025-09-30", 4, "2025-10-13"),
    ("2025-09-24", 20, "2025-10-28"),
    ("2026-02-13", 1, "2026-02-14"),  # the Saturday before the Spring Festival
    ("2026-02-14", 1, "2026-02-24"),
    ("2026-02-13", 5, "2026-02-27"),
    ("2026-02-13", 6, "2026-02-28"),
    ("2026-02-13", 7, "2026-03-02"),
    ("2026-02-10", 20, "2026-03-16"),
    ("2025-12-31", 1, "2026-01-04"),  # the Sunday after New Year
    ("2025-12-31", 2, "2026-01-05"),
    ("2026-04-03", 1, "2026-04-07"),
    ("2026-04-30", 1, "2026-05-06"),
    ("2026-04-30", 4, "2026-05-09"),
    ("2026-04-30", 5, "2026-05-11"),
    ("2026-06-18", 1, "2026-06-22"),
    ("2026-09-18", 1, "2026-09-20"),
    ("2026-09-24", 1, "2026-09-28"),
    ("2024-02-09", 1, "2024-02-18"),  # New Year's Eve of 2024 was an ordinary Friday
    ("2024-02-02", 1, "2024-02-04"),
    ("2024-09-13", 1, "2024-09-14"),
    ("2024-09-14", 1, "2024-09-18"),
    ("2024-05-10", 1, "2024-05-11"),
    ("2020-01-23", 1, "2020-02-03"),  # the Spring Festival that was prolonged
    ("2020-01-17", 1, "2020-01-19"),
    ("2015-09-02", 1, "2015-09-06"),  # the anniversary of 2015
    ("2019-04-26", 1, "2019-04-28"),  # the Labour Day that a second notice changed
    ("2019-04-30", 1, "2019-05-05"),
    ("2005-12-30", 1, "2005-12-31"),  # the day on which the libraries differ
    ("2005-12-31", 1, "2006-01-04"),
    ("2007-12-28", 1, "2007-12-29"),  # worked by the notice of the next year
    ("2007-12-29", 1, "2008-01-02"),
    ("2018-12-28", 1, "2018-12-29"),
    ("2018-12-29", 1, "2019-01-02"),
    ("2012-09-28", 1, "2012-09-29"),
    ("2012-09-29", 1, "2012-10-08"),
    ("2022-12-30", 1, "2023-01-03"),
    ("2010-09-17", 1, "2010-09-19"),
]


@pytest.mark.parametrize(("start", "count", "expected"), HAND_COUNTED)
def test_nth_working_day_is_the_one_counted_by_hand(start: str, count: int, expected: str) -> None:
    assert CHINA.nth_working_day_after(date.fromisoformat(start), count).isoformat() == expected


@pytest.mark.parametrize(("start", "count", "expected"), HAND_COUNTED)
def test_working_days_between_is_the_inverse_of_counting(
    start: str, count: int, expected: str
) -> None:
    first, last = date.fromisoformat(start), date.fromisoformat(expected)
    assert CHINA.working_days_between(first, last) == count
    assert CHINA.working_days_between(last, first) == -count


def _every_day() -> list[date]:
    first = date(2004, 1, 1)
    return [first + timedelta(days=n) for n in range((date(2026, 12, 31) - first).days + 1)]


def test_every_day_agrees_with_chinesecalendar_but_one() -> None:
    differing = [
        day for day in _every_day() if CHINA.is_working_day(day) != chinese_calendar.is_workday(day)
    ]
    assert differing == [date(2005, 12, 31)]


def test_every_day_agrees_with_holidays() -> None:
    library = holidays.country_holidays("CN", years=range(2004, 2027))
    assert [
        day for day in _every_day() if CHINA.is_working_day(day) != library.is_working_day(day)
    ] == []


def test_every_year_works_about_250_days() -> None:
    for year in range(2004, 2027):
        count = CHINA.working_days_between(date(year - 1, 12, 31), date(year, 12, 31))
        assert 247 <= count <= 253, year


def test_a_holiday_knows_its_name_and_notice() -> None:
    day = CHINA.day(date(2026, 10, 3))
    assert (day.kind, day.name, day.notice) == (Kind.HOLIDAY, "国庆节", "国办发明电〔2025〕7号")
    assert not day.provisional


def test_a_makeup_day_names_the_holiday_it_was_given_for() -> None:
    day = CHINA.day(date(2025, 9, 28))
    assert (day.kind, day.name) == (Kind.MAKEUP, "国庆节、中秋节")
    assert day.works


def test_a_later_notice_is_cited_for_the_days_it_set() -> None:
    assert CHINA.day(date(2020, 1, 31)).notice == "国办发明电〔2020〕1号"
    assert CHINA.day(date(2020, 1, 25)).notice == "国办发明电〔2019〕16号"
    assert CHINA.day(date(2015, 9, 3)).notice == "国发明电〔2015〕1号"


def test_a_notice_whose_number_is_unknown_has_none() -> None:
    assert CHINA.notices[2005].number is None
    assert CHINA.notices[2005].sureness == "K"


def test_every_other_notice_has_a_number_that_a_source_confirmed() -> None:
    for year, notice in CHINA.notices.items():
        if year not in (2004, 2005):
            assert notice.number is not None
            assert f"〔{year - 1}〕" in notice.number
            assert notice.sureness in ("S", "S2")


def test_there_is_a_notice_for_every_year_from_2004_to_2026() -> None:
    assert [notice.year for notice in known_notices()] == list(range(2004, 2027))


@pytest.mark.parametrize("day", [date(2003, 10, 1), date(2027, 10, 1)])
def test_a_year_without_notice_knows_weekends_only_and_says_so(day: date) -> None:
    kind = CHINA.day(day)
    assert kind.kind is Kind.WORKDAY
    assert kind.provisional


def test_a_notice_that_comes_later_makes_a_new_calendar_and_leaves_the_old() -> None:
    notice = parse_notice(2027, "国办发明电〔2026〕9号", ("元旦 01-01/01-03 +12-26",))
    later = CHINA.with_year(notice)
    assert not later.is_working_day(date(2027, 1, 1))
    assert later.is_working_day(date(2026, 12, 26))
    assert not later.day(date(2027, 5, 1)).provisional
    assert CHINA.is_working_day(date(2027, 1, 1))
    assert CHINA.day(date(2027, 1, 1)).provisional


def test_a_second_notice_of_a_year_replaces_the_first() -> None:
    first = CHINA.with_year(parse_notice(2027, "1号", ("元旦 01-01/01-03",)))
    second = first.with_year(parse_notice(2027, "2号", ("元旦 01-01/01-01",)))
    assert second.is_working_day(date(2027, 1, 4))
    assert second.day(date(2027, 1, 1)).notice == "2号"
    assert second.day(date(2027, 1, 2)).name == ""


def test_an_array_of_due_dates_equals_counting_one_by_one() -> None:
    starts = np.arange("2004-01-01", "2026-06-01", 5, dtype="datetime64[D]")
    amounts = np.arange(len(starts)) % 60 + 1
    one_by_one = [
        CHINA.nth_working_day_after(start, int(n))
        for start, n in zip(starts.tolist(), amounts, strict=True)
    ]
    assert CHINA.due_dates(starts, amounts).tolist() == one_by_one
    assert CHINA.due_dates(starts[:0], 20).tolist() == []


@pytest.mark.parametrize("day", [date(1998, 12, 31), date(2101, 1, 1)])
def test_a_date_outside_the_calendar_is_refused(day: date) -> None:
    with pytest.raises(CalendarRangeError):
        CHINA.day(day)
    with pytest.raises(CalendarRangeError):
        CHINA.due_dates(np.array([day], dtype="datetime64[D]"), 1)


def test_counting_past_the_end_is_refused() -> None:
    with pytest.raises(CalendarRangeError):
        CHINA.nth_working_day_after(date(2100, 12, 20), 20)
    with pytest.raises(CalendarRangeError):
        CHINA.working_day_before(date(1999, 1, 5), 20)
    with pytest.raises(CalendarRangeError):
        CHINA.due_dates(np.array(["2100-12-20"], dtype="datetime64[D]"), 20)


def test_a_negative_number_of_days_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        CHINA.nth_working_day_after(date(2026, 1, 5), -1)
    with pytest.raises(ValueError, match="negative"):
        CHINA.working_day_before(date(2026, 1, 5), -1)
    with pytest.raises(ValueError, match="at least 1"):
        CHINA.due_dates(np.array(["2026-01-05"], dtype="datetime64[D]"), 0)


def test_counting_backwards_skips_the_same_days() -> None:
    assert CHINA.working_day_before(date(2026, 10, 8), 1) == date(2026, 9, 30)
    assert CHINA.working_day_before(date(2026, 10, 3), 1) == date(2026, 9, 30)
    assert CHINA.working_day_before(date(2026, 10, 12), 3) == date(2026, 10, 8)
    assert CHINA.previous_working_day_on_or_before(date(2026, 10, 10)) == date(2026, 10, 10)
    assert CHINA.next_working_day_on_or_after(date(2026, 10, 1)) == date(2026, 10, 8)


@pytest.mark.parametrize(
    "line",
    [
        "国庆节",
        "国庆节 10-01",
        "国庆节 10-01/10-07 10-10",
        "国庆节 02-30/03-01",
        "国庆节 10-07/10-01",
    ],
)
def test_a_malformed_festival_line_is_refused(line: str) -> None:
    with pytest.raises(ValueError):
        parse_festival(2027, line)


def test_a_notice_refuses_days_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="no weekend day"):
        parse_festival(2027, "国庆节 10-01/10-07 +10-12")  # a Tuesday
    with pytest.raises(ValueError, match="both off and worked"):
        parse_festival(2027, "国庆节 10-01/10-07 +10-02")
    festival = parse_festival(2027, "国庆节 10-01/10-07")
    with pytest.raises(ValueError, match="outside the notice"):
        YearNotice(2029, None, (festival,))


def test_an_empty_calendar_is_all_provisional() -> None:
    assert WorkingCalendar([]).day(date(2026, 10, 1)).provisional
