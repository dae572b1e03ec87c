"""Clocks replayed from their events."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from mingtang.statute.calendar import china_calendar
from mingtang.statute.clock import Clock, ClockError, replay
from mingtang.statute.counting import NotDated, add_months, due_moment, next_fixed
from mingtang.statute.due import due
from mingtang.statute.events import (
    Event,
    Extended,
    Fulfilled,
    Opened,
    Reset,
    Restarted,
    Stopped,
    Voided,
    event_as_dict,
    event_from_dict,
)
from mingtang.statute.limits import TimeLimit, get
from mingtang.statute.notices import parse_notice

CHINA = china_calendar()
REPLY = get("foi.reply")


def on(text: str) -> date:
    return date.fromisoformat(text)


def clock(*events: Event, today: str = "2026-09-02", rule: TimeLimit = REPLY) -> Clock:
    return replay(rule, events, CHINA, on(today))


def test_the_day_of_receipt_is_not_counted() -> None:
    assert clock(Opened(on("2026-09-28"))).due == on("2026-10-30")


@pytest.mark.parametrize(
    ("code", "start", "expected"),
    [
        ("review.apply", "2026-08-03", "2026-10-08"),  # 2 October is off
        ("review.apply", "2026-11-21", "2027-01-20"),
        ("letter.complex", "2026-09-05", "2026-10-08"),  # 5 October is off
        ("review.summary", "2026-09-10", "2026-10-10"),  # a Saturday that is worked
        ("suit.direct", "2025-08-31", "2026-02-28"),  # February's last day, a worked Saturday
        ("suit.direct", "2026-03-31", "2026-09-30"),
        ("suit.after_review", "2026-01-31", "2026-02-24"),  # 15 February begins the holiday
        ("document.filing", "2026-06-05", "2026-06-22"),  # 20 June, a Saturday of the holiday
        ("report.unit", "2025-12-31", "2026-01-31"),  # a Saturday: a fixed day does not move
        ("report.government", "2025-12-31", "2026-03-31"),
        ("site.home_update", "2026-09-19", "2026-10-03"),  # a window does not move either
        ("site.notice_update", "2026-04-03", "2026-10-03"),
        ("consult.decision", "2026-09-04", "2026-10-04"),
        ("foi.reply", "2019-05-14", "2019-06-04"),  # the last day of 15 working days
        ("foi.reply", "2019-05-15", "2019-06-13"),  # the first of 20
        ("hearing.materials", "2026-10-14", "2026-09-30"),  # 7 October is off, so before it
        ("hearing.materials", "2026-11-19", "2026-11-12"),
        ("document.evaluation", "2026-08-31", "2026-02-28"),
        ("card.warning", "2026-10-08", "2026-09-30"),
        ("document.interpretation", "2026-10-03", "2026-10-03"),  # the same day
    ],
)
def test_a_limit_ends_where_it_was_counted_by_hand(code: str, start: str, expected: str) -> None:
    assert due(code, on(start)).due == on(expected)


def test_a_date_into_a_year_without_notice_is_provisional_and_moves_when_the_notice_comes() -> None:
    before = due("foi.reply", on("2026-12-14"))
    assert (before.due, before.provisional) == (on("2027-01-11"), True)
    informed = CHINA.with_year(parse_notice(2027, "某号", ("元旦 01-01/01-03",)))
    after = due("foi.reply", on("2026-12-14"), informed)
    assert (after.due, after.provisional) == (on("2027-01-12"), False)


def test_a_fixed_day_is_never_provisional() -> None:
    assert not due("report.unit", on("2026-12-31")).provisional
    assert due("review.apply", on("2026-11-21")).provisional


def test_consultation_days_do_not_count() -> None:
    # 7 September to 15 September: 8, 9, 10, 11, 14 and 15 are six working days
    state = clock(Opened(on("2026-09-01")), Stopped(on("2026-09-07")), Restarted(on("2026-09-15")))
    plain = clock(Opened(on("2026-09-01")))
    assert state.paused_days == 6
    assert CHINA.working_days_between(plain.due, state.due) == 6


def test_overlapping_consultations_count_once() -> None:
    state = clock(
        Opened(on("2026-09-01")),
        Stopped(on("2026-09-07")),
        Stopped(on("2026-09-09")),
        Restarted(on("2026-09-11")),
        Restarted(on("2026-09-15")),
    )
    assert [pause.days for pause in state.pauses] == [6]


def test_a_stop_that_ends_the_day_it_began_moves_nothing() -> None:
    state = clock(Opened(on("2026-09-01")), Stopped(on("2026-09-07")), Restarted(on("2026-09-07")))
    assert state.due == clock(Opened(on("2026-09-01"))).due
    assert not state.stopped


def test_a_stop_after_the_due_day_saves_nothing() -> None:
    late = clock(
        Opened(on("2026-03-02")), Stopped(on("2026-05-06")), Restarted(on("2026-06-01")),
        today="2026-06-02",
    )  # fmt: skip
    assert late.due == clock(Opened(on("2026-03-02"))).due
    assert late.met is False


def test_a_standing_clock_projects_its_due_day_as_if_it_restarted_today() -> None:
    events = (Opened(on("2026-09-01")), Stopped(on("2026-09-07")))
    monday, tuesday = clock(*events, today="2026-09-14"), clock(*events, today="2026-09-15")
    assert monday.stopped
    assert monday.met is None
    assert CHINA.working_days_between(monday.due, tuesday.due) == 1
    restarted = clock(*events, Restarted(on("2026-09-15")), today="2026-09-15")
    assert restarted.due == tuesday.due


def test_a_clock_that_stands_before_its_due_day_never_gets_late() -> None:
    state = clock(Opened(on("2026-09-01")), Stopped(on("2026-09-07")), today="2026-12-30")
    assert state.met is None
    assert not state.overdue


def test_clock_restarts_when_correction_arrives() -> None:
    state = clock(
        Opened(on("2026-09-01")),
        Stopped(on("2026-09-08"), "要求补正"),
        Reset(on("2026-09-28"), "收到补正的申请", "第三十条"),
        today="2026-10-08",
    )
    assert (state.start, state.due) == (on("2026-09-28"), on("2026-10-30"))
    assert not state.stopped
    assert state.opened_on == on("2026-09-01")
    assert state.days_used == 3  # 29, 30 September and 8 October


def test_a_new_start_drops_what_came_before_it() -> None:
    state = clock(
        Opened(on("2026-08-03")),
        Stopped(on("2026-08-04")),
        Restarted(on("2026-08-20")),
        Extended(20, on("2026-08-25")),
        Reset(on("2026-09-28")),
        Restarted(on("2026-09-29")),
    )
    assert (state.pauses, state.extended_days) == ((), 0)
    assert state.due == on("2026-10-30")


def test_an_extension_adds_its_working_days() -> None:
    state = clock(Opened(on("2026-09-28")), Extended(20, on("2026-10-20")))
    assert state.due == CHINA.nth_working_day_after(on("2026-09-28"), 40)
    assert state.total_days == 40


def test_an_extension_of_a_calendar_limit_is_in_calendar_days() -> None:
    state = clock(
        Opened(on("2026-03-02")), Extended(30, on("2026-04-01")), rule=get("review.decide")
    )
    assert state.raw_due == on("2026-03-02") + timedelta(days=90)  # Sunday 31 May
    assert state.due == on("2026-06-01")


def test_a_stop_of_a_calendar_limit_is_in_calendar_days() -> None:
    state = clock(
        Opened(on("2026-03-02")), Stopped(on("2026-03-10")), Restarted(on("2026-03-20")),
        rule=get("review.decide"),
    )  # fmt: skip
    assert state.raw_due == on("2026-03-02") + timedelta(days=70)


def test_fulfilled_on_the_due_day_is_in_time_and_a_day_later_is_not() -> None:
    opened = Opened(on("2026-09-28"))
    in_time = clock(opened, Fulfilled(on("2026-10-30")), today="2026-12-01")
    late = clock(opened, Fulfilled(on("2026-10-31")), today="2026-12-01")
    assert (in_time.met, late.met) == (True, False)
    assert not late.overdue


def test_an_open_duty_is_late_from_the_day_after_its_due_day() -> None:
    opened = Opened(on("2026-09-28"))
    assert clock(opened, today="2026-10-30").met is None
    late = clock(opened, today="2026-11-02")
    assert late.overdue
    assert late.remaining_days == -1
    assert clock(opened, today="2026-10-29").remaining_days == 1


def test_a_void_duty_is_neither_met_nor_missed() -> None:
    state = clock(Opened(on("2026-09-28")), Voided(on("2026-10-09")), today="2026-12-01")
    assert state.met is None
    assert not state.running


def test_fulfilling_a_standing_clock_ends_the_pause() -> None:
    state = clock(
        Opened(on("2026-09-01")), Stopped(on("2026-09-07")), Fulfilled(on("2026-09-10")),
        today="2026-12-01",
    )  # fmt: skip
    assert state.pauses[0].until == on("2026-09-10")
    assert (state.stopped, state.met) == (False, True)


def test_days_used_leaves_out_the_pauses() -> None:
    state = clock(
        Opened(on("2026-09-01")), Stopped(on("2026-09-07")), Restarted(on("2026-09-15")),
        today="2026-09-17",
    )  # fmt: skip
    assert state.days_used == 6  # 2, 3, 4, 7, then 16 and 17


def test_a_clock_that_nobody_opened_is_refused() -> None:
    with pytest.raises(ClockError, match="opened"):
        clock(Fulfilled(on("2026-09-28")))


def test_a_restart_without_a_stop_is_refused() -> None:
    with pytest.raises(ClockError, match="without having been stopped"):
        clock(Opened(on("2026-09-01")), Restarted(on("2026-09-03")))


def test_a_negative_extension_is_refused() -> None:
    with pytest.raises(ValueError, match="shorten"):
        Extended(-1, on("2026-09-01"))


def test_limits_of_hours_give_a_moment_and_no_day() -> None:
    with pytest.raises(NotDated, match="12小时"):
        due("publish.repost", on("2026-09-01"))
    start = datetime(2026, 9, 1, 20, 30)  # noqa: DTZ001 - the zone is the caller's
    assert due_moment(get("publish.repost"), start) == start + timedelta(hours=12)
    assert due_moment(get("hotline.answer_call"), start) == start + timedelta(seconds=15)
    with pytest.raises(ValueError, match="20个工作日"):
        due_moment(REPLY, start)


def test_months_end_on_the_last_day_where_the_day_is_missing() -> None:
    assert add_months(on("2026-01-31"), 1) == on("2026-02-28")
    assert add_months(on("2024-02-29"), 12) == on("2025-02-28")
    assert add_months(on("2026-01-15"), -2) == on("2025-11-15")
    assert add_months(on("2026-12-31"), 6) == on("2027-06-30")


def test_the_next_fixed_day_is_after_the_start() -> None:
    assert next_fixed(on("2026-01-31"), 1, 31) == on("2027-01-31")
    assert next_fixed(on("2026-01-30"), 1, 31) == on("2026-01-31")


@pytest.mark.parametrize(
    "event",
    [
        Opened(on("2026-09-01")),
        Stopped(on("2026-09-02"), "征求意见", "第三十三条"),
        Restarted(on("2026-09-03")),
        Reset(on("2026-09-04"), "补正"),
        Extended(5, on("2026-09-05"), basis="第三十三条"),
        Fulfilled(on("2026-09-06")),
        Voided(on("2026-09-07"), "撤回"),
    ],
)
def test_an_event_survives_being_stored(event: Event) -> None:
    assert event_from_dict(event_as_dict(event)) == event


@pytest.mark.parametrize(
    "row", [{"kind": "paused", "on": "2026-09-01"}, {"kind": "opened", "on": "2026-09-01", "by": 1}]
)
def test_a_stored_event_of_no_known_form_is_refused(row: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="clock event"):
        event_from_dict(row)
