"""The table of step dates: one line per request, for whoever wants to count for themselves.

No name, no words of anybody, nothing typed: numbers, codes of kinds, and dates.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import F, Q, Subquery
from django.utils import timezone

from mingtang.foi.figures import cases
from mingtang.foi.models import Request
from mingtang.orgs.models import Unit

HEADINGS = (
    "申请编号",
    "单位",
    "渠道",
    "申请人类型",
    "到达日期",
    "确认日期",
    "收到申请之日",
    "登记日期",
    "告知补正",
    "收到补正",
    "征求意见发出",
    "征求意见结束",
    "要求说明理由",
    "收到理由",
    "收费通知",
    "缴费",
    "中止",
    "恢复",
    "决定延期",
    "延长工作日",
    "签发",
    "答复日期",
    "办结日期",
    "统计行",
    "到期日",
    "是否按期",
)
BATCH = 500


class _Line:
    """A file of one line: what the writer wrote last."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text = text
        return len(text)


def table(year: int, unit: Unit | None) -> Iterator[str]:
    """The lines of the CSV file: the cases that were open at some time of the year."""
    out = _Line()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    yield "\ufeff" + out.text
    for row in _rows(year, unit).iterator(chunk_size=BATCH):
        writer.writerow(line_of(row))
        yield out.text


def _rows(year: int, unit: Unit | None) -> Any:
    first, last = cases.year_of(year)
    duties = cases.duties_of()
    rows = cases.with_met(cases.cases(unit)).filter(
        Q(done_on__isnull=True) | Q(done_on__gte=first), Q(received__lte=last)
    )
    rows = rows.annotate(due=Subquery(duties.values("due_on")[:1]))
    related = ("corrections", "consultations", "extensions", "reasons_asked", "fee_notices")
    return (
        rows.select_related("unit", "applicant")
        .only(*_FIELDS)
        .prefetch_related(*related, "suspensions")
        .order_by(F("received"), "pk")
    )


_FIELDS = (
    "number",
    "unit__name",
    "channel",
    "applicant__kind",
    "arrived_on",
    "confirmed_on",
    "receipt_on",
    "registered_on",
    "decided_on",
    "answered_on",
    "closed_at",
    "state",
    "row",
    "round",
)


def line_of(row: Request) -> list[str]:
    """One request: numbers, kinds and dates. Several dates of a kind stand in one cell."""
    done: Any = row
    corrections, consultations = row.corrections.all(), row.consultations.all()
    reasons, fees = row.reasons_asked.all(), row.fee_notices.all()
    suspensions, extensions = row.suspensions.all(), row.extensions.all()
    met = ("是" if done.in_time else "否") if done.done_on else ""
    return [
        row.number,
        row.unit.name,
        row.get_channel_display(),
        row.applicant.get_kind_display(),
        _day(row.arrived_on),
        _day(row.confirmed_on),
        _day(row.receipt_on),
        _day(row.registered_on),
        _days(each.sent_on for each in corrections),
        _days(each.answered_on for each in corrections),
        _days(each.sent_on for each in consultations),
        _days(each.ended_on for each in consultations),
        _days(each.sent_on for each in reasons),
        _days(each.answered_on for each in reasons),
        _days(each.sent_on for each in fees),
        _days(each.paid_on for each in fees),
        _days(each.since for each in suspensions),
        _days(each.until for each in suspensions),
        _days(each.decided_on for each in extensions),
        "；".join(str(each.days) for each in extensions),
        _day(row.decided_on),
        _day(done.done_on),
        _day(timezone.localdate(row.closed_at) if row.closed_at else None),
        done.done_code,
        _day(done.due),
        met,
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _days(days: Iterable[date | None]) -> str:
    return "；".join(day.isoformat() for day in days if day)
