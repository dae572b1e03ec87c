"""What must hold of the clock of every request, whatever happens on the way to its answer."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

import hypothesis.strategies as st
from hypothesis import given, settings

from mingtang.statute.calendar import china_calendar
from mingtang.statute.clock import Clock, replay
from mingtang.statute.events import Event, Extended, Opened, Reset, Restarted, Stopped
from mingtang.statute.explain import explain
from mingtang.statute.limits import get

CHINA = china_calendar()
days = st.dates(date(2008, 5, 1), date(2026, 3, 31))
spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 40)), max_size=5)


def later(start: date, number: int) -> date:
    return start + timedelta(days=number)


def stops(start: date, found: Sequence[tuple[int, int]]) -> list[Event]:
    """Consultations that begin so many days after the start and last so long."""
    events: list[Event] = []
    for after, length in found:
        begin = later(start, after)
        events += [Stopped(begin), Restarted(later(begin, length))]
    return events


def clock(events: Sequence[Event], today: date | None = None) -> Clock:
    opened = next(event.on for event in events if isinstance(event, Opened))
    last = max(event.on for event in events)
    return replay(get("foi.reply", opened), events, CHINA, today or last)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """A request with consultations, perhaps an extension, perhaps a correction and more of them.

    What stops before the correction has ended before it, as the acts of a request see to.
    """
    start = draw(days)
    events: list[Event] = [Opened(start), *stops(start, draw(spans))]
    if draw(st.booleans()):
        anew = later(max(event.on for event in events), draw(st.integers(1, 30)))
        events += [Reset(anew), *stops(later(anew, 1), draw(spans))]
    if draw(st.booleans()):
        events.append(Extended(draw(st.integers(1, 20)), max(event.on for event in events)))
    return events


def base(events: Sequence[Event]) -> date:
    return max(event.on for event in events if isinstance(event, Opened | Reset))


@given(histories(), st.integers(0, 90), st.integers(0, 40))
def test_one_more_consultation_never_makes_the_answer_due_earlier(
    events: list[Event], after: int, length: int
) -> None:
    more = stops(later(base(events), after), [(0, length)])
    assert clock([*events, *more]).due >= clock(events).due


@given(histories(), st.integers(0, 20), st.integers(0, 20))
def test_more_days_never_make_the_answer_due_earlier(
    events: list[Event], some: int, more: int
) -> None:
    on = max(event.on for event in events)
    shorter, longer = sorted((some, some + more))
    short = clock([*events, Extended(shorter, on)]).due
    assert clock(events).due <= short <= clock([*events, Extended(longer, on)]).due


@given(histories(), st.randoms(use_true_random=False))
def test_the_stored_order_of_the_events_does_not_matter(
    events: list[Event], chance: random.Random
) -> None:
    shuffled = list(events)
    chance.shuffle(shuffled)
    assert clock(shuffled) == clock(events)


@settings(max_examples=200)
@given(histories())
def test_the_steps_told_add_up_to_the_due_day(events: list[Event]) -> None:
    last = max(event.on for event in events)
    opened = next(event.on for event in events if isinstance(event, Opened))
    told = explain(get("foi.reply", opened), events, CHINA, last)
    assert sum(step.days for step in told.steps) == told.clock.total_days
    lost = sum(CHINA.is_working_day(cell.date) for cell in told.days if cell.kind == "stopped")
    between = CHINA.working_days_between(told.clock.start, told.due)
    assert between == told.clock.total_days + lost == told.clock.total_days + told.clock.paused_days
    assert told.days[-1].date == told.due


@given(days, spans)
def test_overlapping_consultations_cost_the_days_of_their_union(
    start: date, found: list[tuple[int, int]]
) -> None:
    state = clock([Opened(start), *stops(start, found)])
    lost = {
        later(start, number)
        for after, length in found
        for number in range(after + 1, after + length + 1)
    }
    moment, counted = start, 0
    while counted < state.total_days:
        moment = later(moment, 1)
        counted += CHINA.is_working_day(moment) and moment not in lost
    due = moment
    while later(moment, 1) in lost:  # begun on the last day: its days are given back
        moment = later(moment, 1)
        due = moment if CHINA.is_working_day(moment) else due
    assert state.due == due


@given(days, spans)
def test_asking_two_at_once_is_asking_one(start: date, found: list[tuple[int, int]]) -> None:
    once = clock([Opened(start), *stops(start, found)])
    twice = clock([Opened(start), *stops(start, found), *stops(start, found)])
    assert twice.due == once.due


@given(days, spans, st.integers(0, 60))
def test_a_corrected_request_is_due_as_one_received_that_day(
    start: date, found: list[tuple[int, int]], after: int
) -> None:
    before = [Opened(start), *stops(start, found)]
    anew = later(max(event.on for event in before), after + 1)
    rule = get("foi.reply", start)
    corrected = replay(rule, [*before, Reset(anew)], CHINA, anew)
    assert corrected.due == replay(rule, [Opened(anew)], CHINA, anew).due
