"""The due column: what is left of a duty's time, for a page of rows in two queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingtang.duties.cards import days_left
from mingtang.duties.law import current_calendar
from mingtang.duties.models import Duty
from mingtang.statute.calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Due:
    """What the due badge reads. ``days_left`` are working days, negative when overdue."""

    duty_id: int
    status: str
    stopped: bool
    met: bool | None
    card: str
    due_on: date
    days_left: int
    provisional: bool = False
    working: bool = True


def due_of(duty: Duty, *, today: date, calendar: WorkingCalendar) -> Due:
    """The due cell of a duty."""
    return Due(
        duty_id=duty.pk,
        status=duty.status,
        stopped=duty.stopped,
        met=duty.met,
        card=duty.card,
        due_on=duty.due_on,
        days_left=days_left(duty.due_on, today, calendar),
        provisional=duty.provisional,
    )


def attach_dues(rows: Iterable[Any], subject_type: str, *, today: date) -> None:
    """Set ``row.due`` to the due cell of the row's running duty (the nearest), or None.

    ``subject_type`` is the model label (``disclosure.document``). Two queries for any number of
    rows of one page.
    """
    page = list(rows)
    calendar = current_calendar()
    duties = Duty.objects.running().filter(
        subject_type=subject_type, subject_id__in=[str(row.pk) for row in page]
    )
    nearest: dict[str, Duty] = {}
    for duty in duties.order_by("-due_on", "-pk"):
        nearest[duty.subject_id] = duty
    for row in page:
        found = nearest.get(str(row.pk))
        row.due = due_of(found, today=today, calendar=calendar) if found else None
