"""What happened to a request, in words for the person who asked: from the journal, with what the
procedures add. Names of staff, of third parties and of helping units are never told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings

from mingtang.foi.models import Request
from mingtang.journal.models import Entry

Told = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: when, what, more about it, on which basis."""

    at: datetime
    title: str
    text: str = ""
    basis: str = ""


TITLES: Mapping[str, str] = {
    "receive": "收到您的申请",
    "confirm": "与您确认了收到日期",
    "register": "登记，开始计算答复期限",
    "not_request": "不作为政府信息公开申请登记",
    "split": "分成几件分别办理",
    "merge": "并入您的另一件相同申请",
    "move": "转给有权办理的单位",
    "ask_correction": "请您补正",
    "correct": "收到您的补正，答复期限重新计算",
    "lapse_correction": "逾期没有补正，不再处理",
    "consult_third": "征求第三方意见，期间不计入答复期限",
    "consult_comaker": "征求共同制作机关意见，期间不计入答复期限",
    "consult_agency": "征求其他机关意见，期间不计入答复期限",
    "opinion": "收到意见",
    "opinion_lapsed": "征求意见到期，继续办理",
    "extend": "延长答复期限",
    "ask_reasons": "请您说明理由",
    "give_reasons": "收到您说明的理由",
    "lapse_reasons": "没有收到理由，继续办理",
    "charge": "请您缴纳信息处理费",
    "paid": "收到缴费",
    "lapse_fee": "逾期没有缴费，不再处理",
    "suspend": "中止办理",
    "resume": "恢复办理",
    "submit": "答复拟好，送合法性审核",
    "sign_off": "答复审核通过，准备送达",
    "serve": "答复送达",
    "withdraw": "您撤回了申请",
    "reopen": "重新办理，另行计算答复期限",
    "close": "办结",
    "rate": "您评价了答复",
    "reissue_code": "重新发放查询码，旧码作废",
}
"""The acts that are told; the others are the unit's own work."""


def steps_of(request: Request) -> list[Step]:
    """Every step that the applicant is told, the newest first."""
    rows = Entry.objects.filter(
        subject_type=request._meta.label_lower,
        subject_id=str(request.pk),
        act__in=[f"request.{act}" for act in TITLES],
    )
    more = _procedures(request)
    found = []
    for row in rows.order_by("-seq").values("seq", "at", "act", "basis"):
        act = row["act"].removeprefix("request.")
        found.append(Step(row["at"], TITLES[act], more.get(row["seq"], ""), _law(row["basis"])))
    return found


def _law(basis: str) -> str:
    """A basis worth telling: rules of the programme itself are none."""
    return "" if basis.startswith("系统") else basis


def _procedures(request: Request) -> dict[int, str]:
    """What the procedures say, by the journal entry that began them."""
    told: dict[int, str] = {}
    for asked in request.corrections.all():
        told[asked.entry_seq] = f"需要补正：{asked.wanted}{_until(asked.last_on)}"
    for reasons in request.reasons_asked.all():
        told[reasons.entry_seq] = f"{reasons.grounds}{_until(reasons.last_on)}"
    for fee in request.fee_notices.all():
        told[fee.entry_seq] = f"金额 {fee.amount} 元{_until(fee.last_on)}"
    for longer in request.extensions.all():
        told[longer.entry_seq] = (
            f"延长 {longer.days} 个工作日，从 {_day(longer.old_due)}到 {_day(longer.new_due)}。"
            f"理由：{longer.reason}"
        )
    for pause in request.suspensions.all():
        told[pause.entry_seq] = f"理由：{pause.reason}。依据：{pause.basis}"
    for served in request.deliveries.all():
        number = f"，邮件号 {served.post_number}" if served.post_number else ""
        told[served.entry_seq] = f"{served.get_way_display()}，{_day(served.on)}{number}"
    return told


def _until(day: date | None) -> str:
    return f"（到 {_day(day)}为止）" if day else ""


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def office_contact() -> str:
    """How the disclosure office is reached, as the site gives it."""
    found = (settings.MINGTANG_CONTACT_PHONE, settings.MINGTANG_CONTACT_ADDRESS)
    return "；".join(each for each in found if each)
