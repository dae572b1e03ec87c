"""From the stored events of a duty to its clock: the date is always derived, never kept alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mingtang.journal.statements import Prepared
from mingtang.statute import clock
from mingtang.statute import events as happened
from mingtang.statute.calendar import WorkingCalendar
from mingtang.statute.explain import Explanation, explain

from .law import current_calendar, limit
from .models import Duty, DutyEvent

Kind = DutyEvent.Kind
_EVENTS = Prepared(lambda key: DutyEvent.objects.filter(duty_id=key).order_by("pk"), int)


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


def stored_events(duty: Duty) -> list[DutyEvent]:
    """The events of a duty as they are stored now, in their order."""
    return _EVENTS.instances(duty.pk)


def clock_of(
    duty: Duty,
    *,
    today: date,
    calendar: WorkingCalendar | None = None,
    events: Iterable[DutyEvent] | None = None,
) -> clock.Clock:
    """The duty's clock, replayed from its events (``events``, where they are at hand)."""
    return clock.replay(
        limit(duty.rule, duty.rule_day),
        statute_events(duty.events.all() if events is None else events),
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
