"""What must hold of every clock, whatever happens to it."""

from __future__ import annotations

from datetime import date, timedelta

import hypothesis.strategies as st
from hypothesis import given, settings

from mingtang.statute.calendar import china_calendar
from mingtang.statute.clock import replay
from mingtang.statute.counting import period_end
from mingtang.statute.events import Event, Extended, Opened, Restarted, Stopped
from mingtang.statute.explain import explain
from mingtang.statute.limits import Counting, TimeLimit, all_limits, get

CHINA = china_calendar()
FORWARD = [
    limit for limit in all_limits() if limit.is_dated and not limit.before and limit.amount <= 90
]
COUNTED = [
    limit
    for limit in FORWARD
    if limit.counting in (Counting.WORKING, Counting.CALENDAR) and limit.amount > 0
]

days = st.dates(date(2008, 1, 1), date(2026, 6, 30))
limits = st.sampled_from(FORWARD)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Event, ...]:
    """An opened clock with up to three pauses, each closed, and up to two extensions."""
    start = draw(days)
    events: list[Event] = [Opened(start)]
    for _ in range(draw(st.integers(0, 3))):
        stop = start + timedelta(days=draw(st.integers(0, 40)))
        events.append(Stopped(stop))
        events.append(Restarted(stop + timedelta(days=draw(st.integers(0, 30)))))
    for _ in range(draw(st.integers(0, 2))):
        decided = start + timedelta(days=draw(st.integers(0, 20)))
        events.append(Extended(draw(st.integers(0, 20)), decided))
    return tuple(events)


@given(limits, histories(), st.integers(0, 60), st.integers(0, 30))
def test_a_stop_never_brings_the_due_day_forward(
    rule: TimeLimit, events: tuple[Event, ...], after: int, length: int
) -> None:
    today = events[0].on + timedelta(days=100)
    stop = events[0].on + timedelta(days=after)
    longer = (*events, Stopped(stop), Restarted(stop + timedelta(days=length)))
    assert replay(rule, longer, CHINA, today).due >= replay(rule, events, CHINA, today).due


@given(days, st.integers(0, 40), st.sampled_from([x for x in COUNTED if x.counting == "working"]))
def test_an_extension_adds_exactly_its_working_days(
    start: date, extra: int, rule: TimeLimit
) -> None:
    plain = replay(rule, [Opened(start)], CHINA, start)
    longer = replay(rule, [Opened(start), Extended(extra, start)], CHINA, start)
    assert CHINA.working_days_between(plain.due, longer.due) == extra


@given(limits, histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_handed_over_does_not_matter(
    rule: TimeLimit, events: tuple[Event, ...], random: object
) -> None:
    today = events[0].on + timedelta(days=60)
    shuffled = list(events)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert replay(rule, shuffled, CHINA, today).due == replay(rule, events, CHINA, today).due


@settings(max_examples=200)
@given(st.sampled_from(COUNTED), histories())
def test_the_steps_of_an_explanation_add_up_to_the_due_day(
    rule: TimeLimit, events: tuple[Event, ...]
) -> None:
    told = explain(rule, events, CHINA, events[0].on)
    assert sum(step.days for step in told.steps) == told.clock.total_days
    numbers = [cell.number for cell in told.days if cell.number is not None]
    assert numbers == list(range(1, told.clock.total_days + 1))
    assert told.days[-1].date == told.due
    assert told.days[0].date == told.clock.start
    assert len(told.days) == (told.due - told.clock.start).days + 1


@given(st.sampled_from(COUNTED), days)
def test_no_rolling_limit_ends_on_a_day_off(rule: TimeLimit, start: date) -> None:
    end = period_end(rule, start, CHINA)
    if rule.counting is Counting.WORKING or rule.rolls:
        assert CHINA.is_working_day(end.due)
    assert end.due >= end.raw > start


@given(days, st.integers(1, 400))
def test_counting_there_and_back_finds_the_same_day(start: date, count: int) -> None:
    day = CHINA.nth_working_day_after(start, count)
    assert CHINA.is_working_day(day)
    assert CHINA.working_days_between(start, day) == count
    assert CHINA.working_day_before(day + timedelta(days=1), 1) == day


@given(histories(), st.integers(0, 120))
def test_days_used_and_remaining_make_the_whole_while_the_clock_runs(
    events: tuple[Event, ...], passed: int
) -> None:
    today = events[0].on + timedelta(days=passed)
    state = replay(get("foi.reply", date(2020, 1, 1)), events, CHINA, today)
    inside_pause = any(pause.since < today < pause.until for pause in state.pauses)
    future_pause = any(today < pause.until and pause.days for pause in state.pauses)
    if not inside_pause and not future_pause:
        assert state.days_used + state.remaining_days == state.total_days
