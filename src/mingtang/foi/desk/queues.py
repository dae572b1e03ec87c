"""What waits for staff and why: the queues of the first screen and of the list's filter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields import CharField
from django.db.models.functions import Cast

from mingtang.duties.law import current_calendar
from mingtang.duties.models import Duty
from mingtang.foi.facts import REPLY
from mingtang.foi.models import Consultation, Correction, Item, Request
from mingtang.foi.queries import (
    SUBJECT,
    lapsed,
    moves_proposed,
    ordered_anew,
    overdue,
    receipt_unknown,
)
from mingtang.foi.states import RUNNING, Progress, State
from mingtang.statute.calendar import CalendarRangeError
from mingtang.statute.foi.receipt import Channel, needs_confirmation

Rows = QuerySet[Request]
SOON = 3
"""Working days in which a due date counts as near."""

_CONFIRMED = [each.value for each in Channel if needs_confirmation(each)]


def soon_day(today: date) -> date:
    """The third working day from today."""
    try:
        return current_calendar().nth_working_day_after(today, SOON)
    except CalendarRangeError:
        return today + timedelta(days=SOON + 2)


def due_until(rows: Rows, day: date) -> Rows:
    """Requests in hand whose clock runs and ends on ``day`` or has ended."""
    near = Duty.objects.filter(
        rule=REPLY, subject_type=SUBJECT, status=Duty.Status.OPEN, stopped=False, due_on__lte=day
    )
    return rows.filter(
        Exists(near.filter(subject_id=Cast(OuterRef("pk"), CharField()))), state__in=RUNNING
    )


def near(rows: Rows, today: date) -> Rows:
    """Requests in hand that are due within three working days, and not overdue."""
    late = overdue(rows, today).values("pk")
    return due_until(rows, soon_day(today)).exclude(pk__in=late)


def stopped(rows: Rows) -> Rows:
    """Requests in hand whose clock stands still."""
    still = Duty.objects.filter(
        rule=REPLY, subject_type=SUBJECT, status=Duty.Status.OPEN, stopped=True
    )
    return rows.filter(
        Exists(still.filter(subject_id=Cast(OuterRef("pk"), CharField()))), state__in=RUNNING
    )


def to_confirm(rows: Rows) -> Rows:
    """Arrived by a channel where the day of receipt is agreed on with the applicant."""
    return rows.filter(state=State.ARRIVED, confirmed_on__isnull=True, channel__in=_CONFIRMED)


def to_register(rows: Rows) -> Rows:
    """Arrived, and the day of receipt is known."""
    known = Q(confirmed_on__isnull=False) | ~Q(channel__in=_CONFIRMED)
    return rows.filter(known, state=State.ARRIVED)


def undecided(rows: Rows) -> Rows:
    """In hand, with a matter on which nothing was decided."""
    open_ = Item.objects.filter(request=OuterRef("pk"), round=OuterRef("round"), outcome="")
    return rows.filter(Exists(open_), state=State.IN_HAND)


def opinions_in(rows: Rows) -> Rows:
    """All who were consulted have answered or let their time pass; now it is to be decided."""
    asked = Consultation.objects.filter(request=OuterRef("pk"))
    back = asked.filter(progress__in=[Progress.ANSWERED, Progress.LAPSED])
    waiting = asked.filter(progress=Progress.OPEN)
    return undecided(rows).filter(Exists(back), ~Exists(waiting))


def corrected(rows: Rows) -> Rows:
    """The correction came; now it is to be decided."""
    back = Correction.objects.filter(request=OuterRef("pk"), progress=Progress.ANSWERED)
    return undecided(rows).filter(Exists(back))


QUEUES: dict[str, tuple[str, Callable[[Rows, date], Rows]]] = {
    "soon": ("将到期和逾期", lambda rows, today: due_until(rows, soon_day(today))),
    "near": ("3 个工作日内到期", lambda rows, today: near(rows, today)),
    "today": ("今天到期和逾期", due_until),
    "overdue": ("已经逾期", overdue),
    "stopped": ("停止计算的", lambda rows, today: stopped(rows)),
    "confirm": ("待与申请人确认收到日期", lambda rows, today: to_confirm(rows)),
    "register": ("待登记", lambda rows, today: to_register(rows)),
    "corrected": ("补正已到、待拟答复", lambda rows, today: corrected(rows)),
    "opinions": ("意见已到、待拟答复", lambda rows, today: opinions_in(rows)),
    "lapsed": ("对方逾期、待了结", lapsed),
    "receipt": ("待登记对方收到日期", lambda rows, today: receipt_unknown(rows)),
    "moves": ("建议转办、待决定", lambda rows, today: moves_proposed(rows)),
    "anew": ("责令重新答复", lambda rows, today: ordered_anew(rows)),
}
"""Code to Chinese name and the rows, in the order they are offered."""
