"""The procedure so far as a reply tells it: extension, opinions, reasons, fee, suspension."""

from __future__ import annotations

from mingtang.foi.models import Delivery, Request
from mingtang.foi.states import Consulted, Progress
from mingtang.text.dates import format_date

from .wording import you_of


def course_of(request: Request) -> list[str]:
    """One sentence for each step that the applicant should find again in the reply."""
    return [
        *_answered_anew(request),
        *_extended(request),
        *_consulted(request),
        *_reasons(request),
        *_paid(request),
        *_suspended(request),
    ]


def _answered_anew(request: Request) -> list[str]:
    earlier = Delivery.objects.filter(request=request, round__lt=request.round).last()
    if earlier is None:
        return []
    return [
        f"本机关曾于{format_date(earlier.on)}作出答复（{earlier.letter.number}）。"
        "根据行政复议决定或者人民法院裁判，现重新答复。"
    ]


def _extended(request: Request) -> list[str]:
    return [
        f"{format_date(row.decided_on)}，本机关告知{you_of(request)}延长答复期限{row.days}个工作日。"
        for row in request.extensions.filter(round=request.round)
    ]


def _consulted(request: Request) -> list[str]:
    asked = request.consultations.exclude(progress=Progress.CANCELLED)
    kinds = dict.fromkeys(asked.order_by("pk").values_list("kind", flat=True))
    if not kinds:
        return []
    whom = "、".join(Consulted(kind).label for kind in kinds)
    return [f"办理中，本机关依法征求了{whom}的意见，所需时间不计算在答复期限内。"]


def _reasons(request: Request) -> list[str]:
    lines = []
    for row in request.reasons_asked.exclude(progress__in=(Progress.OPEN, Progress.CANCELLED)):
        you = you_of(request)
        asked = f"{format_date(row.sent_on)}，本机关请{you}说明理由"
        if row.answered_on is not None:
            lines.append(f"{asked}；{you}已于{format_date(row.answered_on)}说明。")
        else:
            lines.append(f"{asked}；{you}没有在期限内说明。")
    return lines


def _paid(request: Request) -> list[str]:
    paid = request.fee_notices.filter(paid_on__isnull=False)
    return [
        f"{you_of(request)}已于{format_date(row.paid_on)}缴纳信息处理费{row.amount}元。"
        for row in paid
        if row.paid_on is not None
    ]


def _suspended(request: Request) -> list[str]:
    ended = request.suspensions.filter(until__isnull=False)
    return [
        f"{format_date(row.since)}至{format_date(row.until)}，该申请中止办理。"
        for row in ended
        if row.until is not None
    ]
