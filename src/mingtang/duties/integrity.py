"""Proof that every stored due date follows from the events of its clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingtang.journal.faults import Fault

from .clocks import clock_of
from .law import current_calendar
from .models import Duty


def check_duties(*, today: date) -> Iterator[Fault]:
    """Replay every clock and compare. Two queries for each five hundred duties."""
    calendar = current_calendar()
    rows = Duty.objects.prefetch_related("events").order_by("pk")
    for duty in rows.iterator(chunk_size=500):
        subject = f"#{duty.pk} {duty.rule}"
        if not duty.events.all():
            yield Fault(subject, "时限没有起算事件", "the clock was never started")
            continue
        clock = clock_of(duty, today=duty.ended_on or today, calendar=calendar)
        if not duty.stopped and clock.due != duty.due_on:
            yield Fault(
                subject,
                f"到期日应为 {clock.due}，所存为 {duty.due_on}",
                f"the due date should be {clock.due}, {duty.due_on} is stored",
            )
        if duty.status == Duty.Status.FULFILLED and clock.met != duty.met:
            yield Fault(
                subject,
                "是否按时与时限推算不符",
                "whether it was met does not follow from its clock",
            )
        if duty.status == Duty.Status.LAPSED and (duty.ended_on or today) <= clock.due:
            yield Fault(
                subject,
                "记为更正前已逾期，按时限推算并未逾期",
                "told to have lapsed, but its clock was not overdue",
            )
