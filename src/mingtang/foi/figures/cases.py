"""What a case is for the statistics, and on which days it came and ended: by dates, never by the
state of today, so that the figures of a past year stay what they were.

One request is one case, counted at the unit that answers it. What was merged into another, split,
moved on or found to be no request is none: of a merged one the other counts, of a split one its
parts, of a moved one the request at the unit it was moved to, received on the day it came there
(条例 arts. 36(5), 36(6); 109号 art. 4). A case that was corrected is counted once, in the year it
was first received. One that is answered anew by order of a review or court keeps its first end:
what became of it is told by table 4.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from mingtang.duties.models import Duty
from mingtang.foi.facts import REPLY
from mingtang.foi.lateness import not_excused
from mingtang.foi.models import Delivery, Item, Request
from mingtang.foi.states import ELSEWHERE
from mingtang.orgs.models import Unit

SUBJECT = "foi.request"

Rows = QuerySet[Request]


def year_of(year: int) -> tuple[date, date]:
    """The first and the last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def duties_of() -> QuerySet[Duty]:
    """The duties to answer a request of an outer query, the first one first."""
    key = Cast(OuterRef("pk"), CharField())
    return Duty.objects.filter(rule=REPLY, subject_type=SUBJECT, subject_id=key).order_by("pk")


def cases(unit: Unit | None = None) -> Rows:
    """The cases of a unit or of all, each with

    ``received``   the day of receipt (art. 31); of one withdrawn before it was registered the day
                   it arrived; None while it waits to be registered,
    ``done_on``    the day of its first end, None while open,
    ``done_code``  the outcome under which it ended then.
    """
    rows = Request.objects.exclude(state__in=ELSEWHERE)
    if unit is not None:
        rows = rows.filter(unit=unit)
    return rows.annotate(received=_received(), done_on=_done_on(), done_code=_done_code())


def _received() -> Case:
    return Case(
        When(receipt_on__isnull=False, then=F("receipt_on")),
        When(answered_on__isnull=False, then=F("arrived_on")),
        default=Value(None),
        output_field=DateField(),
    )


def _first(rows: QuerySet[Any], field: str) -> Subquery:
    return Subquery(rows.order_by("pk").values(field)[:1])


def _done_on() -> Case:
    """The day of the first round: of a later round it stands with the service or the clock."""
    served = Delivery.objects.filter(request=OuterRef("pk"), round=1)
    return Case(
        When(round=1, then=F("answered_on")),
        default=Coalesce(_first(served, "on"), _first(duties_of(), "ended_on")),
        output_field=DateField(),
    )


def _done_code() -> Case:
    served = Delivery.objects.filter(request=OuterRef("pk"), round=1)
    items = Item.objects.filter(request=OuterRef("pk"), round=1)
    return Case(
        When(round=1, then=F("row")),
        default=Coalesce(_first(served, "row"), _first(items, "outcome"), Value("")),
        output_field=CharField(),
    )


def received_in(rows: Rows, year: int) -> Rows:
    """Cases that came in a year."""
    return rows.filter(Q(received__range=year_of(year)))


def done_in(rows: Rows, year: int) -> Rows:
    """Cases that ended in a year."""
    return rows.filter(Q(done_on__range=year_of(year)))


def open_on(rows: Rows, day: date) -> Rows:
    """Cases that had come and had not ended when a day was over."""
    return rows.filter(Q(done_on__isnull=True) | Q(done_on__gt=day), Q(received__lte=day))


def carried_in(rows: Rows, year: int) -> Rows:
    """Cases that came before a year and were open on its first day."""
    first, _ = year_of(year)
    return rows.filter(Q(done_on__isnull=True) | Q(done_on__gte=first), Q(received__lt=first))


def carried_out(rows: Rows, year: int) -> Rows:
    """Cases open when the last day of a year was over."""
    return open_on(rows, year_of(year)[1])


def with_met(rows: Rows) -> Rows:
    """Each case with ``in_time``: whether the clock of its first answer was kept. What ended
    before a clock ran (withdrawn before it was registered) was not late."""
    met = Coalesce(_first(duties_of(), "met"), Value(True), output_field=BooleanField())
    return rows.annotate(in_time=met)


def overdue_on(rows: Rows, day: date) -> Rows:
    """Cases open when a day was over, past their due date. A clock stopped in time is not."""
    late = duties_of().filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=day), not_excused(), due_on__lte=day
    )
    return open_on(rows, day).filter(Exists(late.exclude(status=Duty.Status.VOID)))
