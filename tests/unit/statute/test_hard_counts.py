"""Counts that go wrong easily, worked out on paper with the holiday notices beside it."""

from __future__ import annotations

from datetime import date

import pytest

from mingtang.statute.calendar import china_calendar
from mingtang.statute.clock import Clock, replay
from mingtang.statute.due import due
from mingtang.statute.events import Event, Extended, Fulfilled, Opened, Reset, Restarted, Stopped
from mingtang.statute.limits import get

CHINA = china_calendar()


def on(text: str) -> date:
    return date.fromisoformat(text)


def clock(*events: Event, today: str) -> Clock:
    return replay(get("foi.reply"), events, CHINA, on(today))


@pytest.mark.parametrize(
    ("code", "start", "expected"),
    [
        # Two worked Saturdays around the Spring Festival of 2026.
        ("foi.reply", "2026-01-30", "2026-03-05"),
        # The Spring Festival of 2020: its worked Saturday, 1 February, became a day off.
        ("foi.reply", "2020-01-17", "2020-02-21"),
        # New Year's Eve of 2024 was worked, and so were the Sundays before and after the festival.
        ("foi.correction", "2024-02-04", "2024-02-19"),
        # The notice came on a worked Saturday, which as the first day does not count.
        ("foi.fee_payment", "2022-01-29", "2022-03-03"),
        # Received under the regulation of 2007 and due under that of 2019: 15 days.
        ("foi.reply", "2019-04-26", "2019-05-20"),
        # Over the turn of the year with a worked 29 December, by the regulation of 2007.
        ("foi.reply", "2018-12-28", "2019-01-21"),
        # The third of three working days is a worked Saturday.
        ("records.penalty_withdrawal", "2023-04-28", "2023-05-06"),
        # The leap day and the ends of months.
        ("review.apply_untold", "2024-02-29", "2025-02-28"),
        ("suit.direct", "2023-08-31", "2024-02-29"),
        ("letter.published", "2025-12-31", "2026-02-28"),  # a worked Saturday
        ("consult.decision", "2024-02-01", "2024-03-02"),  # a Saturday; it only has to last so long
        # The last day is off: the whole holiday is passed over.
        ("suit.direct", "2025-04-01", "2025-10-09"),
        ("review.apply", "2024-08-03", "2024-10-08"),
        ("review.summary", "2024-04-01", "2024-05-06"),
        ("document.filing", "2025-01-20", "2025-02-05"),
        # Counted backwards, the holiday is passed over the other way.
        ("hearing.materials", "2025-02-05", "2025-01-27"),
        ("card.warning", "2025-02-05", "2025-01-27"),
        ("document.evaluation", "2026-08-15", "2026-02-14"),  # a worked Saturday
        # The day itself, even on a day off.
        ("foi.letter_confirm", "2026-10-03", "2026-10-03"),
    ],
)
def test_a_hard_limit_ends_where_it_was_counted_by_hand(
    code: str, start: str, expected: str
) -> None:
    assert due(code, on(start)).due == on(expected)


def test_the_anniversary_of_2015_is_off_and_the_sunday_after_it_is_worked() -> None:
    assert CHINA.nth_working_day_after(on("2015-08-31"), 7) == on("2015-09-10")


def test_extension_and_consultation_over_national_day_add_up() -> None:
    # 28 (Sunday), 29 and 30 September, 9 and 10 October do not count; 45 working days in all.
    state = clock(
        Opened(on("2025-09-15")),
        Stopped(on("2025-09-26")),
        Restarted(on("2025-10-10")),
        Extended(20, on("2025-10-13")),
        today="2025-10-13",
    )
    assert (state.paused_days, state.total_days) == (5, 40)
    assert state.due == on("2025-11-21")


def test_a_consultation_inside_a_holiday_costs_nothing() -> None:
    state = clock(
        Opened(on("2025-09-15")),
        Stopped(on("2025-09-30")),
        Restarted(on("2025-10-08")),
        today="2025-10-09",
    )
    assert (state.paused_days, state.due) == (0, on("2025-10-17"))


def test_an_answer_that_comes_on_a_saturday_ends_the_consultation_on_friday() -> None:
    state = clock(
        Opened(on("2026-09-01")),
        Stopped(on("2026-09-07")),
        Restarted(on("2026-09-12")),
        today="2026-09-14",
    )
    assert state.paused_days == 4


def test_a_consultation_that_begins_on_the_day_of_the_correction_counts_from_there() -> None:
    # 29 and 30 September, 8 and 9 October do not count.
    events = (
        Opened(on("2026-09-01")),
        Stopped(on("2026-09-28")),
        Reset(on("2026-09-28")),
        Restarted(on("2026-10-09")),
    )
    for order in (events, events[::-1]):
        state = clock(*order, today="2026-10-10")
        assert (state.start, state.paused_days) == (on("2026-09-28"), 4)
        assert state.due == on("2026-11-05")


def test_what_was_stopped_before_the_correction_cannot_hold_up_the_new_clock() -> None:
    state = clock(
        Opened(on("2026-09-01")),
        Stopped(on("2026-09-07")),
        Reset(on("2026-09-28")),
        Restarted(on("2026-09-28")),
        today="2026-09-29",
    )
    assert (state.stopped, state.due) == (False, on("2026-10-30"))


def test_answered_on_a_day_off_before_the_due_day_is_in_time() -> None:
    state = clock(Opened(on("2026-09-28")), Fulfilled(on("2026-10-05")), today="2026-11-21")
    assert state.met
    assert state.days_used == 2
