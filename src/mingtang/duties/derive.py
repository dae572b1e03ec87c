"""Deriving the stored dates of many duties anew from their events."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db import transaction

from mingtang.statute import clock

from .clocks import statute_events
from .law import current_calendar, limits_in_force
from .models import Duty, DutyEvent, DutyQuerySet

BATCH = 5000

_Happened = tuple[tuple[str, date, int | None], ...]


_Dates = tuple[date, bool]
"""Due day, and whether it is provisional."""

STORED = ("pk", "rule", "rule_day", "due_on", "provisional")


def recompute(*, today: date) -> int:
    """Derive every running duty's date anew from its events; returns how many dates moved."""
    return _derive(Duty.objects.running(), today=today)


def project_stopped(*, today: date) -> int:
    """Move the projected dates of clocks that stand still: due if they restarted today."""
    return _derive(Duty.objects.running().filter(stopped=True), today=today)


def _derive(rows: DutyQuerySet, *, today: date) -> int:
    moved = last = 0
    counted = _Counting(today)
    while True:
        with transaction.atomic():
            batch = rows.filter(pk__gt=last).order_by("pk").select_for_update(of=("self",))
            duties = list(batch.values_list(*STORED)[:BATCH])
            if not duties:
                return moved
            happened = _events_between(duties[0][0], duties[-1][0])
            last = duties[-1][0]
            changed: dict[_Dates, list[int]] = defaultdict(list)
            for key, rule, rule_day, due_on, provisional in duties:
                dates = counted.dates(rule, rule_day, happened[key])
                if dates != (due_on, provisional):
                    moved += dates[0] != due_on
                    changed[dates].append(key)
            # Few dates for many duties: one statement for each date.
            for (due_on, provisional), keys in changed.items():
                Duty.objects.filter(pk__in=keys).update(due_on=due_on, provisional=provisional)


def _events_between(first: int, last: int) -> dict[int, _Happened]:
    """What happened to the duties with keys from ``first`` to ``last``, in order."""
    rows = DutyEvent.objects.filter(duty_id__gte=first, duty_id__lte=last).order_by("pk")
    found: dict[int, _Happened] = defaultdict(tuple)
    for duty_id, kind, on, days in rows.values_list("duty_id", "kind", "on", "days"):
        found[duty_id] += ((kind, on, days),)
    return found


class _Counting:
    """Counts each distinct history once: most duties share theirs with others of their day."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._calendar = current_calendar()
        self._limits = limits_in_force()
        self._known: dict[tuple[str, date, _Happened], _Dates] = {}

    def dates(self, rule: str, rule_day: date, happened: _Happened) -> _Dates:
        key = (rule, rule_day, happened)
        if key not in self._known:
            events = [DutyEvent(kind=kind, on=on, days=days) for kind, on, days in happened]
            result = clock.replay(
                self._limits.get(rule, rule_day),
                statute_events(events),
                self._calendar,
                self._today,
            )
            self._known[key] = (result.due, result.provisional)
        return self._known[key]
