"""The conditions of the transition table: each a question to the facts and a Chinese answer."""

from __future__ import annotations

from collections.abc import Callable

from mingtang.orgs.roles import COUNTY_WIDE
from mingtang.statute.lifecycle import Guard

from .facts import Facts
from .states import ACCESS_RULE, APPLICANT, FLOW_RULE, SYSTEM, THIRD_PARTY

REGULATION = "政府信息公开条例"
FEE_MEASURES = "国办函〔2020〕109号"
_OUTSIDE = frozenset({APPLICANT, THIRD_PARTY, SYSTEM})


def _own_unit(facts: Facts) -> bool:
    by = facts.by
    return by.role in COUNTY_WIDE or by.role in _OUTSIDE or by.unit_id == facts.request.unit_id


def _over_text(what: str, waiting: str) -> Callable[[Facts], str]:
    """Why a lapse is refused: the last day is not known yet, or has not passed."""

    def text(facts: Facts) -> str:
        notice = getattr(facts, waiting)
        if notice is None or not notice.waiting:
            return f"没有等待答复的{what}。"
        if notice.last_on is None:
            return f"还没有登记{what}的收到日期，期限无从起算。"
        return f"{what}的期限到 {notice.last_on} 届满，还没有过。"

    return text


def _extend_text(facts: Facts) -> str:
    if facts.due_on is None:
        return "答复期限没有在计算，不能延期或者收费。"
    return f"答复期限已于 {facts.due_on} 届满，不能再办理。"


GUARDS: dict[str, Guard] = {
    "own_unit": Guard(_own_unit, "只能办理本单位的申请。", ACCESS_RULE),
    "identified": Guard(
        lambda facts: bool(facts.request.applicant.name) and facts.request.applicant.reachable,
        "还没有申请人的姓名或者名称、联系方式，请补录后登记。",
        f"{REGULATION}第二十九条第二款第一项",
    ),
    "received": Guard(
        lambda facts: facts.receipt_on is not None,
        "还没有与申请人确认收到日期，确认之日为收到申请之日。",
        f"{REGULATION}第三十一条",
    ),
    "not_future": Guard(
        lambda facts: facts.receipt_on is None or facts.receipt_on <= facts.today,
        lambda facts: f"收到申请之日 {facts.receipt_on} 晚于今天。",
        f"{REGULATION}第三十一条",
    ),
    "has_rules": Guard(
        lambda facts: facts.has_rules,
        "收到申请之日《政府信息公开条例》还没有施行（2008年5月1日起施行）。",
        REGULATION,
    ),
    "wants_confirmation": Guard(
        lambda facts: facts.wants_confirmation,
        "这一渠道的申请不需要与申请人确认收到日期。",
        f"{REGULATION}第三十一条",
    ),
    "not_corrected_before": Guard(
        lambda facts: facts.correction is None,
        "补正应当一次性告知，本申请已经告知过补正。",
        f"{REGULATION}第三十条",
    ),
    "correction_in_time": Guard(
        lambda facts: facts.correction_until is None or facts.today <= facts.correction_until,
        lambda facts: (
            f"补正应当在收到申请之日起7个工作日内告知，"
            f"已于 {facts.correction_until} 届满，请按现有内容办理。"
        ),
        f"{REGULATION}第三十条",
    ),
    "not_consulting": Guard(
        lambda facts: not facts.consultations,
        lambda facts: f"还有 {len(facts.consultations)} 件征求意见没有结束。",
        f"{REGULATION}第三十二条、第三十三条第三款",
    ),
    "consulting": Guard(
        lambda facts: bool(facts.consultations),
        "没有等待答复的征求意见。",
        f"{REGULATION}第三十二条",
    ),
    "not_extended": Guard(
        lambda facts: not facts.extended,
        "本申请已经延期一次，不能再延。",
        f"{REGULATION}第三十三条第二款",
    ),
    "before_due": Guard(
        lambda facts: facts.before_due, _extend_text, f"{REGULATION}第三十三条第二款"
    ),
    "reasons_known": Guard(
        lambda facts: facts.law("foi.reasons_reply") is not None,
        "本申请适用的条例没有请申请人说明理由的规定。",
        f"{REGULATION}第三十五条",
    ),
    "correction_over": Guard(
        lambda facts: facts.over(facts.correction),
        _over_text("补正告知书", "correction"),
        f"{REGULATION}第三十条",
    ),
    "reasons_over": Guard(
        lambda facts: facts.over(facts.reasons_asked),
        _over_text("说明理由告知书", "reasons_asked"),
        f"{REGULATION}第三十五条",
    ),
    "fee_over": Guard(
        lambda facts: facts.over(facts.fee_notice),
        _over_text("收费通知书", "fee_notice"),
        f"{FEE_MEASURES}第六条",
    ),
    "complete": Guard(
        lambda facts: not facts.reply_faults,
        lambda facts: f"答复还不完整：{facts.reply_faults}。",
        f"{REGULATION}第三十六条至第三十九条",
    ),
    "not_own_work": Guard(
        lambda facts: facts.by.account_id not in facts.drafter_ids,
        "不能审核自己拟定或者提交的答复。",
        FLOW_RULE,
    ),
    "helper": Guard(
        lambda facts: facts.by.role in COUNTY_WIDE or facts.by.unit_id in facts.helping_units,
        "没有请您的单位协办这件申请，或者已经反馈。",
        ACCESS_RULE,
    ),
    "not_challenged": Guard(
        lambda facts: not facts.challenged,
        "还有复议或者诉讼没有审结。",
        FLOW_RULE,
    ),
    "ordered_anew": Guard(
        lambda facts: facts.order_anew is not None,
        "没有责令重新答复的复议决定或者判决。",
        "行政复议法；行政诉讼法",
    ),
    "kept_long_enough": Guard(
        lambda facts: facts.archive_on is not None and facts.today >= facts.archive_on,
        lambda facts: (
            f"保存到 {facts.archive_on}，还没有期满。"
            if facts.archive_on
            else "本系统没有设定归档的年限。"
        ),
        FLOW_RULE,
    ),
}
