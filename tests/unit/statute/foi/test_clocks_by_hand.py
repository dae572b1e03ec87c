"""More than ninety clocks of requests, counted on paper and then day by day with another calendar.

The second count shares nothing with the system but the events: it walks from day to day and asks
the public library ``chinese_calendar`` what each day is (weekends, and the case's own notice, where
that library ends).
"""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest

from mingtang.statute.calendar import china_calendar
from mingtang.statute.clock import replay
from mingtang.statute.events import Extended, Opened, Reset, Restarted, Stopped, Voided
from mingtang.statute.limits import Counting, get
from tests.unit.statute.foi import hand_cases_others, hand_cases_receipt, hand_cases_stops
from tests.unit.statute.foi.hand_case import Case, day, received, stopped

CASES = (*hand_cases_receipt.CASES, *hand_cases_stops.CASES, *hand_cases_others.CASES)
LAST_OF_LIBRARY = date(2026, 12, 31)
ONE = timedelta(days=1)


def case(name: str) -> Case:
    return next(item for item in CASES if item.name == name)


def month_day(year: int, text: str) -> date:
    return date(year - (text > "12-00"), int(text[:2]), int(text[3:]))


def works(moment: date, notice: tuple[int, tuple[str, ...]] | None) -> bool:
    """Whether a day is worked, by the library or by the lines of the case's own notice."""
    if notice is not None:
        year, lines = notice
        for line in lines:
            _, span, *extra = line.split()
            first, last = (month_day(year, text) for text in span.split("/"))
            if first <= moment <= last:
                return False
            if moment in [month_day(year, text.lstrip("+")) for text in extra]:
                return True
        if moment.year == year:
            return moment.weekday() < 5
    if moment > LAST_OF_LIBRARY:
        return moment.weekday() < 5
    return bool(chinese_calendar.is_workday(moment))


def counted_day_by_day(item: Case) -> date:
    """The due day, found by walking."""
    rule = get(item.rule, item.opened)
    starts = [event.on for event in item.events if isinstance(event, Opened | Reset)]
    start = max(starts)
    if rule.counting is not Counting.WORKING:
        return rolled(item, start)
    live = [event for event in item.events if not isinstance(event, Reset)]
    if start != item.opened:
        live = [event for event in live if event.on > start]
    wanted = rule.amount + sum(event.days for event in live if isinstance(event, Extended))
    still_open = sum(isinstance(e, Stopped) for e in live) > sum(
        isinstance(e, Restarted) for e in live
    )

    def waits(on: date) -> bool:
        outside = sum(isinstance(event, Stopped) and event.on < on for event in live)
        back = sum(isinstance(event, Restarted) and event.on < on for event in live)
        return outside > back and not (still_open and on > item.as_of)

    moment, number = start, 0
    while number < wanted:
        moment += ONE
        if works(moment, item.notice) and not waits(moment):
            number += 1
    due = moment
    while waits(moment + ONE):  # stopped on the last day: what it takes is given back
        moment += ONE
        due = moment if works(moment, item.notice) else due
    return due


def months_later(start: date, months: int) -> date:
    """The same day of a later month, or the last one that month has."""
    years, month = divmod(start.month - 1 + months, 12)
    for last in range(start.day, 0, -1):
        try:
            return date(start.year + years, month + 1, last)
        except ValueError:
            continue
    raise AssertionError


def rolled(item: Case, start: date) -> date:
    """The end of a period of days, months or years, moved on from days off where it moves."""
    rule = get(item.rule, item.opened)
    if rule.counting is Counting.CALENDAR:
        end = start + rule.amount * ONE
    else:
        end = months_later(start, rule.amount * (12 if rule.counting is Counting.YEARS else 1))
    while rule.rolls and not works(end, item.notice):
        end += ONE
    return end


@pytest.mark.parametrize("item", CASES, ids=lambda item: item.name)
def test_the_clock_ends_on_the_day_counted_by_hand(item: Case) -> None:
    assert item.clock().due == day(item.due)


@pytest.mark.parametrize("item", CASES, ids=lambda item: item.name)
def test_another_calendar_walked_day_by_day_ends_there_too(item: Case) -> None:
    assert counted_day_by_day(item) == day(item.due)


def test_every_case_has_a_name_of_its_own() -> None:
    assert len({item.name for item in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize(
    ("name", "provisional"),
    [
        ("due in a year without a notice", True),
        ("due in a year whose notice came later", False),
        ("the Spring Festival of 2027 before its notice", True),
        ("the Spring Festival of 2027 by a made notice", False),
        ("put off by 20 days on the last day", False),
        ("to ask for review: over the year", True),
    ],
)
def test_a_date_in_a_year_without_a_notice_says_that_it_may_move(
    name: str, provisional: bool
) -> None:
    assert case(name).clock().provisional is provisional


@pytest.mark.parametrize(
    ("name", "met"),
    [
        ("posted on the due day", True),
        ("not paid in time and closed", True),
        ("transferred on day 19: the clock of the old unit", None),
        ("waiting for the correction", None),
        ("a consultation sent and received on the last day", None),
        ("a consultation sent on the day after the last", False),
    ],
)
def test_whether_the_duty_was_met(name: str, met: bool | None) -> None:
    assert case(name).clock().met is met


def test_what_was_handed_on_is_owed_no_longer() -> None:
    item = case("transferred on day 19: the clock of the old unit")
    clock = item.clock()
    assert clock.days_used == 19
    assert not clock.running
    assert any(isinstance(event, Voided) for event in item.events)


def test_a_clock_stopped_on_its_last_day_is_not_late_on_a_day_off() -> None:
    events = [received("2026-09-01"), stopped("2026-09-29")]
    clock = replay(get("foi.reply", day("2026-09-01")), events, china_calendar(), day("2026-10-03"))
    # 30 September was the last working day before the holiday.
    assert (clock.due, clock.met, clock.overdue) == (day("2026-09-30"), None, False)
    events = [received("2026-09-01"), stopped("2026-09-30")]
    clock = replay(get("foi.reply", day("2026-09-01")), events, china_calendar(), day("2026-10-08"))
    assert (clock.due, clock.met, clock.overdue) == (day("2026-09-29"), False, True)
