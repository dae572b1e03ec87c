"""From the stored events of a duty to its clock: the date is always derived, never kept alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mingtang.statute import clock
from mingtang.statute import events as happened
from mingtang.statute.calendar import WorkingCalendar
from mingtang.statute.explain import Explanation, explain

from .law import current_calendar, limit
from .models import Duty, DutyEvent

Kind = DutyEvent.Kind


def statute_events(events: Iterable[DutyEvent]) -> list[happened.Event]:
    """The events in the form that the law package counts with."""
    return [_translated(event) for event in events]


def _translated(event: DutyEvent) -> happened.Event:
    match event.kind:
        case Kind.OPENED:
            return happened.Opened(event.on)
        case Kind.RESET:
            return happened.Reset(event.on, event.reason, event.basis)
        case Kind.STOPPED:
            return happened.Stopped(event.on, event.reason, event.basis)
        case Kind.RESTARTED:
            return happened.Restarted(event.on)
        case Kind.EXTENDED:
            return happened.Extended(event.days or 0, event.on, event.reason, event.basis)
        case Kind.FULFILLED:
            return happened.Fulfilled(event.on)
        case _:
            return happened.Voided(event.on)


def clock_of(duty: Duty, *, today: date, calendar: WorkingCalendar | None = None) -> clock.Clock:
    """The duty's clock, replayed from its events."""
    return clock.replay(
        limit(duty.rule, duty.rule_day),
        statute_events(duty.events.all()),
        calendar or current_calendar(),
        today,
    )


def explanation_of(duty: Duty, *, today: date) -> Explanation:
    """How the due date came about, step by step with articles."""
    return explain(
        limit(duty.rule, duty.rule_day),
        statute_events(duty.events.all()),
        current_calendar(),
        today,
    )
