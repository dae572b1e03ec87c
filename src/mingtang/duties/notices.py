"""Entering a holiday notice, and letting every running date follow it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction

from mingtang.journal.actor import Actor
from mingtang.journal.services import record
from mingtang.statute import clock
from mingtang.statute.violations import RuleViolation

from .clocks import statute_events
from .law import current_calendar, limit, notice_of
from .models import Duty, DutyEvent, HolidayNotice

BASIS = "国务院办公厅关于年度节假日安排的通知"
BATCH = 5000


@transaction.atomic
def enter_notice(
    *, year: int, number: str, lines: str, by: Actor, at: datetime, today: date
) -> tuple[HolidayNotice, int]:
    """Enter (or correct) the notice of a year; returns it and how many due dates moved.

    Raises :class:`RuleViolation` naming the line that cannot be read.
    """
    if not number.strip():
        raise RuleViolation("notice.number", "请填写放假通知的文号。", BASIS)
    row = HolidayNotice(year=year, number=number.strip(), lines=lines, entered_at=at)
    try:
        notice = notice_of(row)
    except ValueError as fault:
        raise RuleViolation(
            "notice.lines", f"放假安排有误，请按“国庆节 10-01/10-07 +09-20”逐行填写：{fault}", BASIS
        ) from fault
    if not notice.festivals:
        raise RuleViolation("notice.lines", "放假安排是空的。", BASIS)
    kept, _ = HolidayNotice.objects.update_or_create(
        year=year, defaults={"number": row.number, "lines": lines, "entered_at": at}
    )
    logged = record(
        act="calendar.notice",
        subject=kept,
        by=by,
        at=at,
        basis=BASIS,
        detail={"year": year, "number": row.number, "lines": lines.splitlines()},
        public=True,
    )
    moved = recompute(today=today)
    logged_moves = {"year": year, "moved": moved}
    record(
        act="calendar.recompute",
        subject=kept,
        by=by,
        at=at,
        basis=BASIS,
        detail={**logged_moves, "notice_entry": logged.seq},
    )
    return kept, moved


def recompute(*, today: date) -> int:
    """Derive every running duty's date anew from its events; returns how many dates moved.

    Three queries for each 5,000 duties.
    """
    calendar = current_calendar()
    moved = 0
    last = 0
    while True:
        duties = list(Duty.objects.running().filter(pk__gt=last).order_by("pk")[:BATCH])
        if not duties:
            return moved
        last = duties[-1].pk
        events: dict[int, list[DutyEvent]] = defaultdict(list)
        between = DutyEvent.objects.filter(
            duty__status=Duty.Status.OPEN, duty_id__gte=duties[0].pk, duty_id__lte=last
        )
        for event in between.order_by("pk"):
            events[event.duty_id].append(event)
        changed = []
        for duty in duties:
            result = clock.replay(
                limit(duty.rule, duty.rule_day), statute_events(events[duty.pk]), calendar, today
            )
            if (result.due, result.provisional) != (duty.due_on, duty.provisional):
                moved += result.due != duty.due_on
                duty.due_on, duty.provisional = result.due, result.provisional
                changed.append(duty)
        Duty.objects.bulk_update(changed, ["due_on", "provisional"], batch_size=500)
