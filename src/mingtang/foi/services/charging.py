"""The processing fee 信息处理费 (政府信息公开条例 art. 42; 国办函〔2020〕109号).

By item or by volume, one of the two for a request; items of one applicant at one unit are counted
by calendar month of receipt, pages for each request alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from mingtang.foi.models import FeeNotice, Item, Request
from mingtang.foi.states import FeeMethod, LetterKind, Progress, State
from mingtang.journal.actor import Actor
from mingtang.statute.foi.fees import Fee, check_charged, items_fee, volume_fee
from mingtang.statute.foi.rules import NotKnown
from mingtang.statute.violations import RuleViolation

from . import clock
from .acting import begin, day_of, done, wanted
from .ending import finish
from .letters import issue
from .noticing import run_from

FEE_RULE = "国办函〔2020〕109号"


@dataclass(frozen=True, slots=True)
class Quote:
    """What a request would cost: yuan, how it is computed, what was counted."""

    method: str
    quantity: int
    already: int
    fee: Fee


def quote(request: Request, *, method: str, pages: int = 0) -> Quote:
    """The fee for a request that has its receipt date. Raises :class:`RuleViolation`."""
    if request.receipt_on is None:
        raise RuleViolation("charge.receipt", "申请登记后才能计算费用。", FEE_RULE)
    try:
        check_charged(request.receipt_on)
    except NotKnown as fault:
        raise RuleViolation("charge.unknown", f"{fault}。", FEE_RULE) from fault
    if method == FeeMethod.PAGES:
        if pages < 1:
            raise RuleViolation("charge.pages", "请填写页数。", f"{FEE_RULE}第五条")
        return Quote(method, pages, 0, volume_fee(pages))
    if method != FeeMethod.ITEMS:
        raise RuleViolation("charge.method", "请选择按件或者按量计费。", f"{FEE_RULE}第三条")
    already = items_before(request)
    more = request.items.filter(round=request.round).count()
    return Quote(method, more, already, items_fee(already, more))


def items_before(request: Request) -> int:
    """How many matters the applicant had asked of the unit in the month before this request.

    What was split counts by its parts, what was merged or moved away not at all.
    """
    day = request.receipt_on
    if day is None:
        return 0
    same = Request.objects.filter(
        applicant_id=request.applicant_id,
        unit_id=request.unit_id,
        receipt_on__gte=day.replace(day=1),
    ).exclude(state__in=[State.SPLIT, State.MERGED, State.MOVED, State.NOT_REQUEST])
    earlier = same.filter(Q(receipt_on__lt=day) | Q(receipt_on=day, pk__lt=request.pk))
    return Item.objects.filter(request__in=earlier, round=1).count()


@transaction.atomic
def charge(
    request: Request,
    *,
    method: str,
    how_to_pay: str,
    by: Actor,
    at: datetime,
    edition: int | None,
    pages: int = 0,
    received_on: date | None = None,
) -> FeeNotice:
    """Send the fee notice, within the time to answer; the clock stands still until it is paid."""
    acting = begin(request, "charge", by=by, edition=edition, at=at)
    request, basis = acting.request, acting.transition.basis
    asked = quote(request, method=method, pages=pages)
    if asked.fee.amount <= 0:
        raise RuleViolation(
            "charge.nothing",
            "按标准计算不需要缴费：没有超过合理范围。",
            "政府信息公开条例第四十二条",
        )
    notice = FeeNotice(
        request=request,
        method=asked.method,
        quantity=asked.quantity,
        already=asked.already,
        amount=asked.fee.amount,
        lines=[line.text for line in asked.fee.lines],
        how_to_pay=wanted(how_to_pay, "charge.how", "请写明缴费方式。", basis)[:300],
        sent_on=acting.today,
    )
    on = received_on and day_of(received_on, acting, since=acting.today, what="收到日期")
    run_from(notice, on, acting)
    logged = done(acting, detail={"amount": notice.amount, "method": method})
    clock.stop(
        request, on=acting.today, reason="等待缴纳信息处理费", basis=basis, entry_seq=logged.seq
    )
    notice.entry_seq = logged.seq
    notice.letter = issue(
        acting,
        LetterKind.FEE,
        entry_seq=logged.seq,
        fields={
            "amount": notice.amount,
            "lines": notice.lines,
            "method": notice.method,
            "how_to_pay": notice.how_to_pay,
            "last_on": notice.last_on,
        },
    )
    notice.save()
    return notice


@transaction.atomic
def pay(
    request: Request,
    *,
    voucher: str,
    by: Actor,
    at: datetime,
    edition: int | None,
    on: date | None = None,
) -> Request:
    """It was paid on ``on``; the clock starts anew from that day, or runs on, by the option
    ``foi_payment_restarts``. A late payment is refused: the request counts as given up."""
    acting = begin(request, "paid", by=by, edition=edition, at=at)
    request, basis = acting.request, acting.transition.basis
    notice = _notice(request)
    day = day_of(on, acting, since=notice.sent_on, what="缴费日期")
    if notice.last_on is not None and day > notice.last_on:
        raise RuleViolation(
            "paid.late", f"缴费期限已于 {notice.last_on} 届满，视为放弃申请。", basis
        )
    notice.paid_on = notice.answered_on = day
    notice.voucher = voucher.strip()[:60]
    notice.progress = Progress.ANSWERED
    notice.save()
    logged = done(acting, detail={"paid_on": day, "amount": notice.amount})
    move = clock.reset if settings.MINGTANG_FOI_PAYMENT_RESTARTS else clock.restart
    move(request, on=day, reason="已缴纳信息处理费", basis=basis, entry_seq=logged.seq)
    return request


@transaction.atomic
def lapse_fee(request: Request, *, by: Actor, at: datetime, edition: int | None) -> Request:
    """Not paid in time: no longer processed (C6.2), as of the day after the period."""
    acting = begin(request, "lapse_fee", by=by, edition=edition, at=at)
    notice = _notice(acting.request)
    last = notice.last_on or acting.today
    notice.progress = Progress.LAPSED
    notice.save(update_fields=["progress"])
    return finish(
        acting,
        on=last + timedelta(days=1),
        outcome="C6.2",
        given={
            "notice_on": notice.sent_on.isoformat(),
            "amount": f"{notice.amount}元",
            "last_day": last.isoformat(),
        },
        detail={"last_on": notice.last_on},
    )


def _notice(request: Request) -> FeeNotice:
    rows = FeeNotice.objects.select_for_update().filter(request=request)
    return rows.filter(progress=Progress.OPEN).latest("pk")
