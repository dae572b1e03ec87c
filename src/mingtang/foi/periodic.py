"""What time itself brings to requests. Every job looks at what is due now: a missed week loses
nothing, and what is entered late counts from its own past day."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from mingtang.journal.actor import Actor
from mingtang.statute.counting import add_months
from mingtang.statute.violations import RuleViolation

from . import services
from .models import Consultation, Request
from .queries import overdue_corrections, overdue_fees, overdue_reasons
from .states import ELSEWHERE, Progress, State

logger = logging.getLogger(__name__)

BY = Actor.system()
Row = TypeVar("Row", Request, Consultation)


class SomeFailed(Exception):
    """Some requests could not be acted on for a fault that is not theirs."""


def lapse_opinions(now: datetime) -> int:
    """Consultations whose period is over: the clock runs on from their last day."""
    today = timezone.localdate(now)
    rows = Consultation.objects.filter(progress=Progress.OPEN, last_on__lt=today)
    return _each(
        rows.select_related("request").order_by("last_on", "pk"),
        lambda row: services.lapse_opinion(
            row.request, consultation=row, by=BY, at=now, edition=None
        ),
    )


def lapse_notices(now: datetime) -> int:
    """Corrections, fees and reasons that did not come in time, where the options say that the
    programme may act; the others are proposed to the clerk (``queries``)."""
    today = timezone.localdate(now)
    count = 0
    for wanted, rows, act in (
        (settings.MINGTANG_FOI_LAPSE_CORRECTION, overdue_corrections, services.lapse_correction),
        (settings.MINGTANG_FOI_LAPSE_FEE, overdue_fees, services.lapse_fee),
        (settings.MINGTANG_FOI_LAPSE_REASONS, overdue_reasons, services.lapse_reasons),
    ):
        if wanted:
            count += _act(rows(Request.objects.all(), today), act, now)
    return count


def close_answered(now: datetime) -> int:
    """Close what was answered long enough ago and is not challenged (option ``foi_close_days``)."""
    days = settings.MINGTANG_FOI_CLOSE_DAYS
    if not days:
        return 0
    until = timezone.localdate(now) - timedelta(days=days)
    rows = Request.objects.filter(state=State.ANSWERED, answered_on__lte=until)
    rows = rows.exclude(challenges__decided_on__isnull=True, challenges__isnull=False)
    return _act(rows, services.close, now)


def archive_old(now: datetime) -> int:
    """Archive what was closed ``foi_archive_years`` ago and is not challenged; forget the people
    of what ended so long ago without an answer."""
    years = settings.MINGTANG_FOI_ARCHIVE_YEARS
    if not years:
        return 0
    until = add_months(timezone.localdate(now), -12 * years)
    rows = Request.objects.filter(state=State.CLOSED, closed_at__lt=_day_after(until))
    rows = rows.exclude(challenges__decided_on__isnull=True, challenges__isnull=False)
    ended = Request.objects.filter(
        state__in=ELSEWHERE, anonymised_at__isnull=True, updated_at__lt=_day_after(until)
    )
    return _act(rows, services.archive, now) + _act(ended, services.forget_ended, now)


def _day_after(day: date) -> datetime:
    moment = datetime.combine(day + timedelta(days=1), datetime.min.time())
    return timezone.make_aware(moment)


def _act(rows: QuerySet[Request], act: Callable[..., object], now: datetime) -> int:
    return _each(rows.order_by("pk"), lambda request: act(request, by=BY, at=now, edition=None))


def _each(rows: Iterable[Row], act: Callable[[Row], object]) -> int:
    """Act on each in a transaction of its own; what a rule forbids is logged and left, a fault
    with one keeps none of the others and is raised at the end."""
    count, failed = 0, []
    for row in rows:
        try:
            act(row)
            count += 1
        except RuleViolation as violation:
            logger.warning("%s %s was left: %s", row._meta.label, row.pk, violation)
        except Exception as fault:
            logger.exception("%s %s failed", row._meta.label, row.pk)
            failed.append(f"{row.pk}（{type(fault).__name__}）")
    if failed:
        raise SomeFailed(f"已办 {count} 件，出错 {len(failed)} 件：{'、'.join(failed)}")
    return count
