"""The steps on the way to an answer: until when each may be taken, and what it does to the clock.

Each ``refusal_of_…`` returns the reason why a step may not be taken, or None.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from mingtang.statute.calendar import WorkingCalendar
from mingtang.statute.clock import Clock
from mingtang.statute.counting import period_end
from mingtang.statute.events import Event, Reset, Restarted
from mingtang.statute.foi.rules import Basis, Rules, of_2007, of_2019, rules_on
from mingtang.statute.limits import get
from mingtang.statute.limits.foi import FEE_MEASURES
from mingtang.statute.violations import RuleViolation

SERVICE_REPLY = "国办公开办函〔2016〕235号"
CORRECTION = of_2019("第三十条")
EXTENSION = of_2019("第三十三条第二款")
PAYMENT = Basis(FEE_MEASURES, "第六条", "S2")
ANEW = Basis(FEE_MEASURES, "第六条", "K")


class ServiceWay(StrEnum):
    """How a reply is served 送达."""

    DIRECT = "direct"
    ENTRUSTED = "entrusted"
    POST = "post"
    ELECTRONIC = "electronic"

    @property
    def basis(self) -> Basis:
        """〔2016〕235号 [S]; electronic service is not mentioned there [D]."""
        return Basis(SERVICE_REPLY, "—", "D" if self is ServiceWay.ELECTRONIC else "S")


def correction_until(receipt_on: date, *, calendar: WorkingCalendar) -> date | None:
    """The last day to ask for a correction: the 7th working day after receipt (art. 30).

    None under the rules of 2007, which set no period (art. 21).
    """
    if rules_on(receipt_on) is Rules.R2007:
        return None
    return period_end(get("foi.correction", receipt_on), receipt_on, calendar).due


def refusal_of_correction(
    receipt_on: date, on: date, *, calendar: WorkingCalendar, asked_before: bool
) -> RuleViolation | None:
    """Why a correction may not be asked for on ``on``: asked once already, or too late (art. 30).

    ``receipt_on`` is the day the request was first received: a corrected request opens no second
    chance, because all is to be told at one time 一次性告知.
    """
    if rules_on(receipt_on) is Rules.R2007:
        return None
    if asked_before:
        text = "补正应当一次性告知，本申请已经要求补正过。"
        return RuleViolation("foi.correction_once", text, CORRECTION.text)
    last = correction_until(receipt_on, calendar=calendar)
    if last is not None and on > last:
        text = f"补正告知的期限已于{last.isoformat()}届满（收到申请之日起7个工作日）。"
        return RuleViolation("foi.correction_late", text, CORRECTION.text)
    return None


def most_extension(receipt_on: date) -> int:
    """The most working days an answer may be put off: 15 under the rules of 2007, else 20."""
    return get("foi.extend", receipt_on).amount


def refusal_of_extension(
    clock: Clock, days: int, on: date, *, receipt_on: date, once: bool = True
) -> RuleViolation | None:
    """Why the answer may not be put off by ``days`` on ``on``.

    The notice must come before the period ends (its last day is in time), all extensions together
    may not exceed the limit (art. 33(2)), and there is one only [D] (``once``).
    """
    rules = rules_on(receipt_on)
    basis = EXTENSION.text if rules is Rules.R2019 else of_2007("第二十四条第二款").text
    most = most_extension(receipt_on)
    if clock.fulfilled_on is not None or clock.voided_on is not None:
        return RuleViolation("foi.extension_closed", "申请已经办结，不能延期。", basis)
    if on > clock.due:
        text = f"答复期限已于{clock.due.isoformat()}届满，不能再延期。"
        return RuleViolation("foi.extension_late", text, basis)
    if once and clock.extensions:
        return RuleViolation("foi.extension_once", "答复期限已经延长过一次。", basis)
    if days < 1 or clock.extended_days + days > most:
        text = f"延长的期限为1至{most}个工作日，合计不得超过{most}个工作日。"
        return RuleViolation("foi.extension_too_long", text, basis)
    return None


def refusal_of_fee_notice(clock: Clock, on: date) -> RuleViolation | None:
    """Why no fee notice may be sent on ``on``: it must be sent within the period (109号 art. 6)."""
    if on > clock.due:
        text = f"收费通知应当在答复期限内发出，期限已于{clock.due.isoformat()}届满。"
        return RuleViolation("foi.fee_notice_late", text, PAYMENT.text)
    return None


def payment_until(notice_received_on: date, *, calendar: WorkingCalendar) -> date:
    """The last day to pay: the 20th working day after the notice came (109号 art. 6)."""
    limit = get("foi.fee_payment", notice_received_on)
    return period_end(limit, notice_received_on, calendar).due


def may_become_proactive(applicants: int, *, threshold: int = 10) -> bool:
    """Whether so many applicants for the same information suggest publishing it (art. 44).

    The article says "several"; ten is only usual, so the number is a setting [D].
    """
    return applicants >= threshold


def after_correction(received_on: date) -> Event:
    """What the corrected request does to the clock: it starts anew that day (art. 30)."""
    return Reset(received_on, "收到补正后的申请", CORRECTION.text)


def after_payment(paid_on: date, *, anew: bool = True) -> Event:
    """What payment does to the clock: it starts anew [K], or goes on with ``anew`` False."""
    if anew:
        return Reset(paid_on, "申请人缴纳信息处理费", ANEW.text)
    return Restarted(paid_on)


def answered_on(
    way: ServiceWay,
    *,
    signed_on: date | None = None,
    posted_on: date | None = None,
    sent_on: date | None = None,
) -> date | None:
    """The day an answer counts as given; None while that day is not there.

    Direct or through another agency: the day of the signature. By post: the day of posting.
    Electronically: the day of sending [D].
    """
    if way is ServiceWay.POST:
        return posted_on
    return sent_on if way is ServiceWay.ELECTRONIC else signed_on


def refusal_of_post(*, postal_enterprise: bool, freight_collect: bool) -> RuleViolation | None:
    """Why a letter may not go out so: only the postal enterprise, never freight collect (235号)."""
    basis = ServiceWay.POST.basis.text
    if not postal_enterprise:
        text = "邮寄送达应当通过邮政企业，不得交由其他快递企业。"
        return RuleViolation("foi.service_courier", text, basis)
    if freight_collect:
        return RuleViolation("foi.service_collect", "邮寄送达不得由收件人付费。", basis)
    return None
