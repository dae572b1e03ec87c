"""The duty to answer and the smaller ones around it, moved by the acts.

20 working days from receipt (政府信息公开条例 art. 33(2); 15 under the Regulation of 2007).
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from mingtang.duties import services as duties
from mingtang.duties.clocks import clock_of, stored_events
from mingtang.duties.law import current_calendar, limit
from mingtang.duties.models import Duty, DutyEvent
from mingtang.foi.facts import REPLY
from mingtang.foi.models import Assistance, Request
from mingtang.orgs.models import Account
from mingtang.statute.counting import period_end
from mingtang.statute.limits import UnknownLimit
from mingtang.statute.violations import RuleViolation

from .acting import impersonal

CONFIRM = "foi.letter_confirm"
HELP = "foi.internal_assist"
Kind = DutyEvent.Kind


def label_of(request: Request) -> str:
    """How a duty names the request: number and subject, with personal data covered."""
    return f"{request.number} {impersonal(request, request.subject)}"


def open_reply(request: Request, *, on: date, entry_seq: int) -> Duty:
    """Start the clock of the answer."""
    return duties.open_duty(
        rule=REPLY,
        unit_id=request.unit_id,
        subject=request,
        label=label_of(request),
        path=request.get_absolute_url(),
        start_on=on,
        entry_seq=entry_seq,
        assignee_id=request.assignee_id,
    )


def owe_confirmation(request: Request, *, entry_seq: int) -> None:
    """An ordinary letter is confirmed on the day it comes (art. 31(2)), where that was law."""
    if not in_force(CONFIRM, request.arrived_on):
        return
    duties.open_duty(
        rule=CONFIRM,
        unit_id=request.unit_id,
        subject=request,
        label=label_of(request),
        path=request.get_absolute_url(),
        start_on=request.arrived_on,
        entry_seq=entry_seq,
    )


def confirmed(request: Request, *, on: date, entry_seq: int) -> None:
    """Both sides agree on the day of receipt."""
    duties.fulfil_all(subject=request, on=on, entry_seq=entry_seq, rule=CONFIRM)


def running(request: Request, basis: str = "") -> Duty:
    """The running duty to answer, locked. Refused when there is none."""
    found = duties.running_duties(request, REPLY)
    if not found:
        raise RuleViolation("foi.no_clock", "这件申请没有正在计算的答复期限。", basis)
    return found[0]


def stop(request: Request, *, on: date, reason: str, basis: str, entry_seq: int) -> Duty:
    """Days after ``on`` do not count until the clock runs on."""
    duty = running(request, basis)
    return duties.stop(duty, on=on, reason=reason, basis=basis, entry_seq=entry_seq)


def restart(request: Request, *, on: date, reason: str, basis: str, entry_seq: int) -> Duty:
    """Count again from the day after ``on``."""
    duty = running(request, basis)
    return duties.restart(duty, on=on, reason=reason, basis=basis, entry_seq=entry_seq)


def reset(request: Request, *, on: date, reason: str, basis: str, entry_seq: int) -> Duty:
    """Start anew from ``on``.

    What stopped the clock on that very day would be counted after the start: it is ended first.
    """
    duty = running(request, basis)
    if duty.stopped and any(
        event.kind == Kind.STOPPED and event.on == on for event in stored_events(duty)
    ):
        duty = duties.restart(duty, on=on, entry_seq=entry_seq)
    return duties.reset(duty, on=on, reason=reason, basis=basis, entry_seq=entry_seq)


def answered(request: Request, *, on: date, entry_seq: int) -> list[Duty]:
    """The answer was given on that day; whether in time is on the duty. What else was owed about
    the request falls away."""
    done = duties.fulfil_all(subject=request, on=on, entry_seq=entry_seq, rule=REPLY)
    fallen_away(request, on=on, entry_seq=entry_seq, reason="申请已经答复")
    return done


def fallen_away(request: Request, *, on: date, entry_seq: int, reason: str) -> None:
    """Nothing is owed about the request any more under this number. What was overdue ends late."""
    _end_all(request, on=on, entry_seq=entry_seq, reason=reason)
    for assistance in Assistance.objects.filter(request=request, answered_on__isnull=True):
        _end_all(assistance, on=on, entry_seq=entry_seq, reason=reason)


def _end_all(subject: Request | Assistance, *, on: date, entry_seq: int, reason: str) -> None:
    for duty in duties.running_duties(subject):
        end = duties.lapse if is_late(duty, on) else duties.void
        end(duty, on=on, reason=reason, entry_seq=entry_seq)


def carried_on(request: Request, *, on: date, entry_seq: int, reason: str) -> None:
    """The duties about the request go on in its parts, late where it is late: here they fall
    away without being counted a second time."""
    duties.void_all(subject=request, on=on, entry_seq=entry_seq, reason=reason, rule=REPLY)
    fallen_away(request, on=on, entry_seq=entry_seq, reason=reason)


def is_late(duty: Duty, on: date) -> bool:
    """Whether a running duty is past its due day; a clock stopped in time is not."""
    return clock_of(duty, today=on).overdue


def copy(duty: Duty, to: Request, *, entry_seq: int) -> Duty:
    """The same clock for a part of a request that is split: same receipt, same stops and starts."""
    made = open_reply(to, on=duty.rule_day, entry_seq=entry_seq)
    for event in stored_events(duty):
        made = _again(made, event, entry_seq=entry_seq)
    return made


def _again(duty: Duty, event: DutyEvent, *, entry_seq: int) -> Duty:
    """Let happen to a clock what happened to another."""
    on, reason, basis = event.on, event.reason, event.basis
    match event.kind:
        case Kind.RESET:
            return duties.reset(duty, on=on, reason=reason, basis=basis, entry_seq=entry_seq)
        case Kind.STOPPED:
            return duties.stop(duty, on=on, reason=reason, basis=basis, entry_seq=entry_seq)
        case Kind.RESTARTED:
            return duties.restart(duty, on=on, reason=reason, basis=basis, entry_seq=entry_seq)
        case Kind.EXTENDED:
            days = event.days or 0
            return duties.extend(
                duty, days=days, on=on, reason=reason, basis=basis, entry_seq=entry_seq
            )
        case _:
            return duty


def due_on(duty: Duty, *, today: date) -> date:
    """When the answer is due; of a clock that stands still, if it ran on today."""
    return clock_of(duty, today=today).due if duty.stopped else duty.due_on


def in_force(code: str, on: date) -> bool:
    """Whether a limit was law (or a setting) on a day."""
    try:
        limit(code, on)
    except UnknownLimit:
        return False
    return True


def last_day(code: str, *, rule_day: date, start: date, days: int | None = None) -> date | None:
    """The last day of a period that runs from ``start``, in the law of ``rule_day``.

    ``days`` (working days) takes the place of the amount. None where there was no such limit and
    no number is given.
    """
    calendar = current_calendar()
    if days is not None:
        return calendar.nth_working_day_after(start, days)
    if not in_force(code, rule_day):
        return None
    return period_end(limit(code, rule_day), start, calendar).due


def reassign(request: Request, to: Account | None) -> None:
    """The running duties about a request are the person's from now on."""
    for duty in duties.running_duties(request):
        duty.assignee = to
        duty.save(update_fields=["assignee"])


def relabel(request: Request) -> None:
    """The running duties are listed under what the request now asks."""
    label = label_of(request)[:300]
    for duty in duties.running_duties(request):
        duty.subject_label = label
        duty.save(update_fields=["subject_label"])


def today_of(at: datetime) -> date:
    """The day of a moment in China."""
    return timezone.localdate(at)
