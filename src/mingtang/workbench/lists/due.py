"""The due column: what is left of a duty's time, for a page of rows in two queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mingtang.duties.cards import days_left
from mingtang.duties.law import current_calendar
from mingtang.duties.models import Duty
from mingtang.statute.calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Due:
    """What the due badge reads. ``days_left`` are working days, negative when overdue.

    ``overdue`` tells a day off right after the due day, when no working day is overdue yet, from
    the due day itself. ``ended_words`` say, in the list's own terms, how a duty ended that runs
    no more.
    """

    duty_id: int
    status: str
    stopped: bool
    met: bool | None
    card: str
    due_on: date
    days_left: int
    provisional: bool = False
    working: bool = True
    overdue: bool = False
    ended_words: str = ""


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
        overdue=duty.due_on < today,
    )


def attach_dues(
    rows: Iterable[Any],
    subject_type: str,
    *,
    today: date,
    ended: tuple[str, str] | None = None,
) -> None:
    """Set ``row.due`` to the due cell of the row's running duty (the nearest), or None.

    ``subject_type`` is the model label (``disclosure.document``). With ``ended`` (the words for
    in time and for late) a row without a running duty tells how its last one ended. Two queries
    for any number of rows of one page.
    """
    page = list(rows)
    calendar = current_calendar()
    told = [Duty.Status.OPEN, Duty.Status.FULFILLED] if ended else [Duty.Status.OPEN]
    duties = Duty.objects.filter(
        subject_type=subject_type, subject_id__in=[str(row.pk) for row in page], status__in=told
    )
    best: dict[str, Duty] = {}
    for duty in sorted(duties, key=_by_worth):
        best[duty.subject_id] = duty
    for row in page:
        found = best.get(str(row.pk))
        row.due = due_of(found, today=today, calendar=calendar) if found else None
        if found and ended and found.status == Duty.Status.FULFILLED:
            row.due = replace(row.due, ended_words=ended[0] if found.met else ended[1])


def _by_worth(duty: Duty) -> tuple[bool, int, int]:
    """The one to be told comes last: of the running the nearest, else the last that ended."""
    running = duty.status == Duty.Status.OPEN
    day = -duty.due_on.toordinal() if running else (duty.ended_on or duty.due_on).toordinal()
    return running, day, -duty.pk if running else duty.pk
