"""The only writers of duties. The act that moves a clock has written its journal entry before and
hands over its number, so that every clock event names the act behind it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models, transaction

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.journal.statements import Prepared, insert, update
from mingtang.orgs.models import Account, Succession
from mingtang.statute.clock import Clock, replay
from mingtang.statute.events import Opened
from mingtang.statute.limits import Bound
from mingtang.statute.violations import RuleViolation

from .clocks import clock_of, stored_events
from .law import current_calendar, limit
from .models import Duty, DutyEvent

Kind = DutyEvent.Kind
MOST_DAYS = 3660
"""More is no extension but a slip of the keys."""


_RUNNING = Prepared(
    lambda kind, key: Duty.objects.about(kind, key).running().select_for_update(of=("self",)),
    str,
    str,
)
_RUNNING_OF = Prepared(
    lambda kind, key, rule: (
        Duty.objects.about(kind, key).running().filter(rule=rule).select_for_update(of=("self",))
    ),
    str,
    str,
    str,
)


@transaction.atomic(savepoint=False)
def open_duty(
    *,
    rule: str,
    unit_id: int,
    subject: models.Model,
    label: str,
    start_on: date,
    entry_seq: int,
    path: str = "",
    assignee_id: int | None = None,
) -> Duty:
    """Open a duty under the version of ``rule`` in force on ``start_on``.

    Raises :class:`RuleViolation` when the rule is no duty to act within a time.
    """
    law = limit(rule, start_on)
    if law.bound is not Bound.MAX or not law.is_dated:
        raise RuleViolation("duty.rule", f"“{law.name_zh}”不是办理期限。", law.basis)
    duty = Duty(
        rule=rule,
        rule_day=start_on,
        unit_id=unit_id,
        assignee_id=assignee_id,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_label=label[:300],
        subject_path=path,
    )
    clock = replay(law, [Opened(start_on)], current_calendar(), start_on)
    duty.start_on, duty.due_on, duty.provisional = clock.start, clock.due, clock.provisional
    insert(duty)
    _add(duty, Kind.OPENED, on=start_on, entry_seq=entry_seq, basis=law.basis)
    return duty


def stop(duty: Duty, *, on: date, reason: str, basis: str, entry_seq: int) -> Duty:
    """Stop the clock; days up to the restart do not count."""
    return _move(duty, Kind.STOPPED, on=on, entry_seq=entry_seq, reason=reason, basis=basis)


def restart(duty: Duty, *, on: date, entry_seq: int, reason: str = "", basis: str = "") -> Duty:
    """Let a stopped clock run on. Refused when it does not stand still."""
    return _move(duty, Kind.RESTARTED, on=on, entry_seq=entry_seq, reason=reason, basis=basis)


def reset(duty: Duty, *, on: date, reason: str, basis: str, entry_seq: int) -> Duty:
    """Let the clock start anew from ``on`` (a corrected request, a payment)."""
    return _move(duty, Kind.RESET, on=on, entry_seq=entry_seq, reason=reason, basis=basis)


def extend(duty: Duty, *, days: int, on: date, reason: str, basis: str, entry_seq: int) -> Duty:
    """Add ``days`` of the rule's own unit. Refused after the due date, and without a reason."""
    if not 1 <= days <= MOST_DAYS:
        raise RuleViolation("duty.extend_days", f"延长的天数应在 1 到 {MOST_DAYS} 之间。", basis)
    if not reason.strip():
        raise RuleViolation("duty.extend_reason", "请写明延长的理由。", basis)
    return _move(
        duty, Kind.EXTENDED, on=on, entry_seq=entry_seq, reason=reason, basis=basis, days=days
    )


@transaction.atomic(savepoint=False)
def fulfil(duty: Duty, *, on: date, entry_seq: int) -> Duty:
    """The duty is done; whether in time is decided by the clock."""
    return _end(_locked(duty), Kind.FULFILLED, Duty.Status.FULFILLED, on=on, entry_seq=entry_seq)


@transaction.atomic(savepoint=False)
def void(duty: Duty, *, on: date, reason: str, entry_seq: int) -> Duty:
    """The duty has fallen away (draft discarded, not to be disclosed)."""
    return _end(
        _locked(duty), Kind.VOIDED, Duty.Status.VOID, on=on, entry_seq=entry_seq, reason=reason
    )


@transaction.atomic(savepoint=False)
def lapse(duty: Duty, *, on: date, reason: str, entry_seq: int) -> Duty:
    """An overdue duty whose start was corrected, or whose thing was given up: it ends as late.

    Refused when it was not overdue on that day: then it is void.
    """
    duty = _locked(duty)
    if on <= duty.due_on:
        raise RuleViolation("duty.not_late", f"期限到 {duty.due_on}，并未逾期。")
    return _end(duty, Kind.LAPSED, Duty.Status.LAPSED, on=on, entry_seq=entry_seq, reason=reason)


@transaction.atomic(savepoint=False)
def excuse(duty: Duty, *, on: date, reason: str, entry_seq: int) -> Duty:
    """A lapsed duty never was one: the start was rightly corrected. It is void from now on."""
    duty = _locked(duty)
    if duty.status != Duty.Status.LAPSED:
        raise RuleViolation("duty.not_lapsed", "此项时限没有更正前的逾期。")
    _add(duty, Kind.VOIDED, on=on, entry_seq=entry_seq, reason=reason)
    duty.status, duty.ended_on, duty.met = Duty.Status.VOID, on, None
    update(duty, ("status", "ended_on", "met"))
    return duty


def running_duties(subject: models.Model, rule: str | None = None) -> list[Duty]:
    """The open duties about a thing, locked until the transaction ends."""
    kind, key = subject._meta.label_lower, str(subject.pk)
    return _RUNNING_OF.instances(kind, key, rule) if rule else _RUNNING.instances(kind, key)


@transaction.atomic(savepoint=False)
def fulfil_all(
    *, subject: models.Model, on: date, entry_seq: int, rule: str | None = None
) -> list[Duty]:
    """Fulfil every open duty about a thing (of one rule)."""
    return [
        _end(duty, Kind.FULFILLED, Duty.Status.FULFILLED, on=on, entry_seq=entry_seq)
        for duty in running_duties(subject, rule)
    ]


@transaction.atomic(savepoint=False)
def void_all(
    *, subject: models.Model, on: date, entry_seq: int, reason: str, rule: str | None = None
) -> list[Duty]:
    """Void every open duty about a thing (of one rule)."""
    return [
        _end(duty, Kind.VOIDED, Duty.Status.VOID, on=on, entry_seq=entry_seq, reason=reason)
        for duty in running_duties(subject, rule)
    ]


@transaction.atomic(savepoint=False)
def move_to_unit(*, subject: models.Model, unit_id: int) -> int:
    """What a unit has to do about a thing is another's from now on; the clocks run on.

    The act that moves the thing writes the journal. Returns how many duties moved.
    """
    rows = Duty.objects.about(subject._meta.label_lower, subject.pk).running()
    return rows.update(unit_id=unit_id, assignee=None)


@transaction.atomic(savepoint=False)
def assign(duty: Duty, *, to: Account | None, by: Actor, at: datetime) -> Duty:
    """Hand a duty to a person (or back to the unit)."""
    before = duty.assignee.name if duty.assignee else ""
    duty.assignee = to
    duty.save(update_fields=["assignee"])
    record(
        act="duty.assign",
        subject=duty,
        by=by,
        at=at,
        unit_id=duty.unit_id,
        detail={"from": before, "to": to.name if to else ""},
    )
    return duty


def hand_over(succession: Succession, by: Actor, at: datetime) -> None:
    """What a dissolved unit still had to do goes to its successor (follows successions)."""
    rows = Duty.objects.running().filter(unit=succession.predecessor)
    count = rows.update(unit=succession.successor, assignee=None)
    if count:
        record(
            act="duty.hand_over",
            subject=succession.successor,
            by=by,
            at=at,
            unit_id=succession.successor_id,
            basis="国办公开办函〔2019〕14号",
            detail={"from": succession.predecessor.name, "duties": count},
        )


@transaction.atomic(savepoint=False)
def _move(
    duty: Duty,
    kind: str,
    *,
    on: date,
    entry_seq: int,
    reason: str = "",
    basis: str = "",
    days: int | None = None,
) -> Duty:
    duty = _locked(duty)
    if duty.status != Duty.Status.OPEN:
        raise RuleViolation("duty.ended", "此项职责已经了结，时限不再变动。", basis)
    if kind == Kind.RESTARTED and not duty.stopped:
        raise RuleViolation("duty.not_stopped", "时限没有中止，不能恢复计算。", basis)
    if kind == Kind.EXTENDED:
        # Of a clock that stands still the stored date is older than today.
        due = clock_of(duty, today=on).due if duty.stopped else duty.due_on
        if on > due:
            raise RuleViolation("duty.extend_late", f"期限已于 {due} 届满，不能再延长。", basis)
    _add(duty, kind, on=on, entry_seq=entry_seq, reason=reason, basis=basis, days=days)
    clock = _replayed(duty, today=on, basis=basis)
    duty.start_on, duty.due_on = clock.start, clock.due
    duty.provisional, duty.stopped = clock.provisional, clock.stopped
    duty.save()
    return duty


def _end(duty: Duty, kind: str, status: str, *, on: date, entry_seq: int, reason: str = "") -> Duty:
    """End a duty that is locked."""
    if duty.status != Duty.Status.OPEN:
        raise RuleViolation("duty.ended", "此项职责已经了结。", "")
    _add(duty, kind, on=on, entry_seq=entry_seq, reason=reason)
    clock = _replayed(duty, today=on, basis="")
    duty.status, duty.ended_on, duty.met = status, on, clock.met
    if status == Duty.Status.LAPSED:
        duty.met = False
    duty.due_on, duty.provisional, duty.stopped = clock.due, clock.provisional, False
    update(duty, ("status", "ended_on", "met", "due_on", "provisional", "stopped"))
    return duty


def _locked(duty: Duty) -> Duty:
    return Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)


def _replayed(duty: Duty, *, today: date, basis: str) -> Clock:
    """The clock with the new event. Refused when no clock can run so: an event before the one
    it answers to, a date that no calendar reaches."""
    try:
        return clock_of(duty, today=today, events=stored_events(duty))
    except ValueError as fault:
        raise RuleViolation(
            "duty.order", f"{today} 与此项时限先前的日期不相衔接，请核对日期。", basis
        ) from fault


def _add(
    duty: Duty,
    kind: str,
    *,
    on: date,
    entry_seq: int,
    reason: str = "",
    basis: str = "",
    days: int | None = None,
) -> None:
    insert(
        DutyEvent(
            duty=duty,
            kind=kind,
            on=on,
            days=days,
            reason=reason[:300],
            basis=basis[:300],
            entry_seq=entry_seq,
        )
    )


def due_date(rule: str, start_on: date) -> date:
    """When something that starts on ``start_on`` would fall due; nothing is stored."""
    law = limit(rule, start_on)
    return replay(law, [Opened(start_on)], current_calendar(), start_on).due
