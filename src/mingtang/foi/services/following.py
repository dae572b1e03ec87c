"""Periods that people outside were given follow the calendar, as the clock of the answer does.

A holiday notice that comes late can move the last day of a period that already runs. It is moved
later only: nobody loses a day that was promised in writing.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mingtang.foi.facts import Facts
from mingtang.foi.models import Consultation, Correction, FeeNotice, ReasonsAsked
from mingtang.foi.states import Progress
from mingtang.journal.actor import Actor
from mingtang.journal.services import record

from . import clock
from .noticing import Notice, limit_of

KINDS = (Correction, Consultation, ReasonsAsked, FeeNotice)
BASIS = "国务院办公厅节假日安排的通知"


def follow_calendar(now: datetime) -> int:
    """Work the last day of every open period out anew; returns how many moved."""
    moved = 0
    for kind in KINDS:
        rows = kind.objects.filter(progress=Progress.OPEN, last_on__isnull=False)
        for key in list(rows.values_list("pk", flat=True)):
            moved += _follow(kind, key, now)
    return moved


@transaction.atomic
def _follow(kind: type[Notice], key: int, now: datetime) -> bool:
    """Move one, if it is still open and its last day lies later now."""
    rows = kind.objects.select_for_update(of=("self",)).select_related("request")
    notice = rows.filter(pk=key, progress=Progress.OPEN).first()
    if notice is None or notice.received_on is None or notice.last_on is None:
        return False
    by = Actor.system()
    last = clock.last_day(
        limit_of(notice),
        rule_day=Facts(notice.request, by, now).rule_day,
        start=notice.received_on,
        days=notice.days,
    )
    if last is None or last <= notice.last_on:
        return False
    told = notice.last_on
    notice.last_on = last
    notice.save(update_fields=["last_on"])
    record(
        act="request.period",
        subject=notice.request,
        by=by,
        at=now,
        unit_id=notice.request.unit_id,
        basis=BASIS,
        detail={"notice": f"{notice._meta.model_name}/{key}", "from": told, "to": last},
    )
    return True
