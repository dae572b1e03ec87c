"""What an act will do, in the words of the person who does it, with the days it leads to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from mingtang.duties.clocks import clock_of
from mingtang.duties.services import due_date
from mingtang.foi.facts import REPLY, Facts
from mingtang.foi.lifecycle import LIFECYCLE
from mingtang.foi.states import State
from mingtang.statute.calendar import CalendarRangeError
from mingtang.statute.foi.receipt import Channel, basis_of
from mingtang.statute.limits import UnknownLimit

from .choosing import Choice

WORDS: dict[str, str] = {
    "confirm": "确认之日就是收到申请之日。",
    "not_request": "保留编号，书面告知来信人理由，不计答复期限。",
    "amend": "只更正录入的差错，不改变申请人要的是什么。",
    "split": "每件另编号，答复期限都从原来的收到之日起算；查询码不变。",
    "merge": "本件不再单独答复，另一件继续办理。",
    "propose_move": "由政务公开办决定是否转办；转办前期限照常计算。",
    "move": "本单位的期限取消；接收单位自今天起另计期限，并书面告知申请人。",
    "assign": "期限和提醒转给经办人。",
    "itemise": "每个事项单独作出决定；已经拟定的决定会清除。",
    "correct": "答复期限自收到补正之日重新起算。",
    "lapse_correction": "不再处理，计入“其他处理”第 1 项，出具告知书。",
    "note_receipt": "对方的答复期限从收到之日起算。",
    "consult_third": "第三方自收到征求意见书之日起有 15 个工作日；这段时间不计入答复期限。",
    "consult_comaker": "对方自收到之日起有 15 个工作日，逾期视为同意；这段时间不计入答复期限。",
    "consult_agency": "征求意见的时间不计入答复期限。",
    "opinion": "答复期限从收到意见之日恢复计算；期满后才到的，从期满之日恢复。",
    "opinion_lapsed": "答复期限从对方期满之日恢复计算。第三方没有意见的，由本机关决定。",
    "told_party": "书面告知第三方决定公开的内容和理由。",
    "ask_help": "协办单位另有时限；本件的答复期限照常计算。",
    "ask_reasons": "等待期间停止计算答复期限（以本系统的设置为准）。",
    "give_reasons": "恢复计算；理由是否合理，在拟定答复时认定。",
    "lapse_reasons": "恢复计算，由本机关认定是否属于无正当理由大量反复申请。",
    "charge": "等待缴费期间停止计算；申请人收到通知次日起 20 个工作日内缴纳。",
    "paid": "自缴费之日起重新计算答复期限（以本系统的设置为准）。",
    "lapse_fee": "视为放弃申请，不再处理，计入“其他处理”第 2 项。",
    "suspend": "停止计算答复期限。条例没有规定中止，须写明本案的依据。",
    "resume": "自明天起恢复计算。",
    "decide": "逐项选择答复类型，填写依据和要素；提交前都可以改。",
    "submit": "交单位负责人合法性审核；提交后不能再改，可以退回。",
    "return": "退回修改，附审核意见。",
    "sign_off": "编定文号，生成答复书；之后由信息员送达。",
    "recall": "文号不再使用，修改后的答复另编文号。",
    "serve": "直接送达以签收之日为答复之日，邮寄以交邮之日为答复之日。",
    "close": "材料归入案卷；复议或者诉讼责令重新答复的，可以重新办理。",
    "reopen": "按复议决定或者判决重新办理，期限从决定之日起算。",
    "withdraw": "不再办理，计入“其他处理”第 3 项。",
    "archive": "去除申请人的个人信息，不可恢复；编号、结果和期限保留。",
}


def effect_words(choice: Choice, facts: Facts) -> str:
    """What the act does, the day it leads to, the state afterwards, and for whom it is done."""
    days = _DAYS.get(choice.act)
    words = days(facts) if days is not None and choice.verdict.allowed else ""
    words += WORDS.get(choice.act, "")
    line = choice.verdict.transition
    if line is not None and line.to != facts.request.state:
        words += f"转为“{LIFECYCLE.states[line.to]}”。"
    if choice.by is not None and choice.by.on_behalf_of:
        words += f"您代{choice.by.on_behalf_of}办理。"
    return words


def receipt_words(facts: Facts) -> str:
    """The day of receipt with its rule and, where it is known, the day the answer is due."""
    request = facts.request
    rule = basis_of(Channel(request.channel), arrived_on=request.arrived_on).text
    if facts.receipt_on is None:
        return f"收到申请之日要与申请人确认（{rule}）。"
    due = due_from(facts.receipt_on)
    end = f"，答复期限到 {due}" if due else ""
    return f"收到之日 = {facts.receipt_on}（{rule}）{end}。"


def due_from(receipt_on: date) -> date | None:
    """The day an answer is due that runs from ``receipt_on``; None where there was no rule."""
    try:
        return due_date(REPLY, receipt_on)
    except (UnknownLimit, CalendarRangeError):
        return None


def _correction(facts: Facts) -> str:
    last = facts.correction_until
    return f"最迟 {last} 告知（收到之日起第 7 个工作日），只能一次。" if last else ""


def _extension(facts: Facts) -> str:
    law = facts.law("foi.extend")
    if law is None or facts.duty is None:
        return ""
    clock = clock_of(facts.duty, today=facts.today)
    return f"现在到 {clock.due} 届满，最多延长 {law.amount} 个工作日；须在届满前告知申请人。"


def _opinion_over(facts: Facts) -> str:
    days = [each.last_on for each in facts.consultations if each.last_on]
    return f"最早一件到 {min(days)} 期满。" if days else "还没有登记对方收到的日期。"


def _last_day(name: str, what: str) -> Callable[[Facts], str]:
    def words(facts: Facts) -> str:
        notice = getattr(facts, name)
        if notice is None:
            return ""
        return f"{what}到 {notice.last_on}。" if notice.last_on else f"{what}还没有起算。"

    return words


_DAYS: dict[str, Callable[[Facts], str]] = {
    "register": receipt_words,
    "ask_correction": _correction,
    "extend": _extension,
    "opinion_lapsed": _opinion_over,
    "correct": _last_day("correction", "补正期限"),
    "paid": _last_day("fee_notice", "缴费期限"),
    "give_reasons": _last_day("reasons_asked", "说明理由的期限"),
}

TURNS: dict[str, str] = {
    State.ARRIVED: "等{unit}登记",
    State.IN_HAND: "等{unit}办理",
    State.CORRECTING: "等申请人补正",
    State.REASONING: "等申请人说明理由",
    State.PAYING: "等申请人缴费",
    State.SUSPENDED: "中止办理",
    State.CHECKING: "等{unit}负责人审核签发",
    State.APPROVED: "等{unit}送达",
    State.ANSWERED: "已经答复，等办结",
    State.CLOSED: "已经办结",
    State.MERGED: "并入另一件办理",
    State.SPLIT: "已经拆分，各件分别办理",
    State.MOVED: "已经转给另一单位",
    State.NOT_REQUEST: "不作为政府信息公开申请办理",
    State.ARCHIVED: "已经归档，个人信息已去除",
}
