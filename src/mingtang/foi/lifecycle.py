"""What may be done with a request, by whom, when, on which basis: one table, one line an act.

The services perform through it, the act forms ask it why something is not possible, and the
flow chart that the public sees is drawn from it.
"""

from __future__ import annotations

from mingtang.orgs.roles import Role
from mingtang.statute.lifecycle import Lifecycle, Transition, Verdict

from .facts import Facts
from .guards import FEE_MEASURES, GUARDS, REGULATION
from .models import Request
from .states import APPLICANT, FLOW_RULE, OPEN, RUNNING, SYSTEM, THIRD_PARTY, State

_C, _L, _O = Role.CLERK, Role.LEADER, Role.DISCLOSURE_OFFICE
_P, _T, _S = APPLICANT, THIRD_PARTY, SYSTEM
_OWN = ("own_unit",)
_WAITING = (State.CORRECTING, State.REASONING, State.PAYING)
_CONSULTING = (State.IN_HAND, State.REASONING, State.SUSPENDED)
_WORKING = tuple(state for state in RUNNING if state != State.APPROVED)

REGISTERING = f"{REGULATION}第四十五条"
CHECKED = "合法性审核制度"
SERVED = "国办公开办函〔2016〕235号"


def _t(
    state: State,
    act: str,
    to: State,
    roles: tuple[str, ...],
    guards: tuple[str, ...],
    basis: str,
    label: str,
    clock: str = "",
) -> Transition:
    return Transition(
        state=state,
        act=act,
        to=to,
        roles=roles,
        guards=guards,
        basis=basis,
        clock_effect=clock,
        label=label,
    )


# fmt: off
TRANSITIONS: tuple[Transition, ...] = (
    _t(State.ARRIVED, "confirm", State.ARRIVED, (_C, _O), (*_OWN, "wants_confirmation"), f"{REGULATION}第三十一条第二项、第三项", "与申请人确认收到日期"),
    _t(State.ARRIVED, "register", State.IN_HAND, (_C, _O), (*_OWN, "identified", "received", "not_future", "has_rules"), f"{REGULATION}第三十一条、第四十五条", "登记", "自收到申请之日起算答复期限"),
    _t(State.ARRIVED, "not_request", State.NOT_REQUEST, (_O,), _OWN, f"{REGULATION}第三十九条", "不作为申请登记"),
    *(_t(state, "amend", state, (_C, _O), _OWN, FLOW_RULE, "更正录入内容") for state in (State.ARRIVED, State.IN_HAND)),
    *(_t(state, "split", State.SPLIT, (_C, _O), (*_OWN, "not_consulting"), f"{FEE_MEASURES}第四条", "拆分为几件", "各件自同一收到之日起算") for state in (State.ARRIVED, State.IN_HAND)),
    *(_t(state, "merge", State.MERGED, (_C, _O), (*_OWN, "not_consulting"), f"{REGULATION}第三十六条第六项", "并入相同的申请", "取消答复期限") for state in (State.ARRIVED, State.IN_HAND)),
    *(_t(state, "propose_move", state, (_C,), _OWN, f"{REGULATION}第十条、第三十六条第五项", "建议转办") for state in (State.ARRIVED, State.IN_HAND)),
    *(_t(state, "move", State.MOVED, (_O,), (*_OWN, "not_consulting"), f"{REGULATION}第十条、第三十六条第五项", "转给有权办理的单位", "取消；新的单位自收到之日起算") for state in (State.ARRIVED, State.IN_HAND)),
    *(_t(state, "assign", state, (_C, _L, _O), _OWN, REGISTERING, "指定经办人") for state in OPEN),
    _t(State.IN_HAND, "itemise", State.IN_HAND, (_C, _O), _OWN, f"{FEE_MEASURES}第四条", "分列申请的事项"),
    _t(State.IN_HAND, "ask_correction", State.CORRECTING, (_C, _O), (*_OWN, "not_corrected_before", "correction_in_time", "not_consulting"), f"{REGULATION}第三十条", "告知补正", "停止计算"),
    _t(State.CORRECTING, "correct", State.IN_HAND, (_P, _C, _O), _OWN, f"{REGULATION}第三十条", "收到补正", "自收到补正之日重新起算"),
    _t(State.CORRECTING, "lapse_correction", State.ANSWERED, (_C, _O, _S), (*_OWN, "correction_over"), f"{REGULATION}第三十条", "逾期不补正，不再处理", "答复期限履行"),
    *(_t(state, "note_receipt", state, (_C, _O), _OWN, FLOW_RULE, "登记对方收到日期") for state in (*_CONSULTING, State.CORRECTING, State.PAYING)),
    _t(State.IN_HAND, "consult_third", State.IN_HAND, (_C, _O), _OWN, f"{REGULATION}第三十二条、第三十三条第三款", "征求第三方意见", "停止计算"),
    _t(State.IN_HAND, "consult_comaker", State.IN_HAND, (_C, _O), _OWN, f"{REGULATION}第三十四条、第三十三条第三款", "征求共同制作机关意见", "停止计算"),
    _t(State.IN_HAND, "consult_agency", State.IN_HAND, (_C, _O), _OWN, f"{REGULATION}第三十三条第三款", "征求其他机关意见", "停止计算"),
    *(_t(state, "opinion", state, (_T, _C, _O), (*_OWN, "consulting"), f"{REGULATION}第三十二条、第三十四条", "收到意见", "恢复计算") for state in _CONSULTING),
    *(_t(state, "opinion_lapsed", state, (_C, _O, _S), (*_OWN, "consulting"), f"{REGULATION}第三十二条、第三十四条", "逾期没有意见", "恢复计算") for state in _CONSULTING),
    *(_t(state, "told_party", state, (_C, _O), _OWN, f"{REGULATION}第三十二条", "书面告知第三方决定公开") for state in (State.IN_HAND, State.CHECKING, State.APPROVED, State.ANSWERED)),
    _t(State.IN_HAND, "ask_help", State.IN_HAND, (_C, _O), _OWN, REGISTERING, "请其他单位协办", "协办单位另有时限"),
    *(_t(state, "give_help", state, (_C, _O), ("helper",), REGISTERING, "反馈协办意见", "协办时限履行") for state in _WORKING),
    _t(State.IN_HAND, "extend", State.IN_HAND, (_O, _L), (*_OWN, "not_extended", "before_due"), f"{REGULATION}第三十三条第二款", "延长答复期限", "延长"),
    _t(State.IN_HAND, "ask_reasons", State.REASONING, (_C, _O), (*_OWN, "reasons_known"), f"{REGULATION}第三十五条", "请申请人说明理由", "停止计算"),
    _t(State.REASONING, "give_reasons", State.IN_HAND, (_P, _C, _O), _OWN, f"{REGULATION}第三十五条", "收到理由", "恢复计算"),
    _t(State.REASONING, "lapse_reasons", State.IN_HAND, (_C, _O, _S), (*_OWN, "reasons_over"), f"{REGULATION}第三十五条", "逾期没有说明理由", "恢复计算"),
    _t(State.IN_HAND, "charge", State.PAYING, (_C, _O), (*_OWN, "before_due", "not_consulting"), f"{REGULATION}第四十二条；{FEE_MEASURES}第六条", "通知缴纳信息处理费", "停止计算"),
    _t(State.PAYING, "paid", State.IN_HAND, (_C, _O), _OWN, f"{FEE_MEASURES}第六条", "收到缴费", "自缴费之日重新起算"),
    _t(State.PAYING, "lapse_fee", State.ANSWERED, (_C, _O, _S), (*_OWN, "fee_over"), f"{FEE_MEASURES}第六条", "逾期不缴费，不再处理", "答复期限履行"),
    _t(State.IN_HAND, "suspend", State.SUSPENDED, (_L, _O), _OWN, FLOW_RULE, "中止办理", "停止计算"),
    _t(State.SUSPENDED, "resume", State.IN_HAND, (_L, _O), _OWN, FLOW_RULE, "恢复办理", "恢复计算"),
    _t(State.IN_HAND, "decide", State.IN_HAND, (_C, _O), _OWN, f"{REGULATION}第三十六条至第三十九条", "拟定答复"),
    _t(State.IN_HAND, "submit", State.CHECKING, (_C, _O), (*_OWN, "complete", "not_consulting"), f"{REGULATION}第三十六条至第三十九条", "提交合法性审核"),
    _t(State.CHECKING, "return", State.IN_HAND, (_L, _O), _OWN, CHECKED, "退回修改"),
    _t(State.CHECKING, "sign_off", State.APPROVED, (_L, _O), (*_OWN, "not_own_work", "complete"), CHECKED, "审核通过并签发"),
    _t(State.APPROVED, "recall", State.IN_HAND, (_L, _O), _OWN, FLOW_RULE, "送达前收回答复"),
    _t(State.APPROVED, "serve", State.ANSWERED, (_C, _O), _OWN, SERVED, "送达", "答复期限履行"),
    _t(State.ANSWERED, "close", State.CLOSED, (_C, _O, _S), _OWN, REGISTERING, "办结"),
    *(_t(state, "reopen", State.IN_HAND, (_O,), ("ordered_anew",), "行政复议法；行政诉讼法", "重新答复", "自决定生效之日新起算") for state in (State.ANSWERED, State.CLOSED)),
    *(_t(state, "withdraw", State.ANSWERED, (_P, _C, _O), _OWN, f"{REGULATION}第四十五条", "申请人撤回申请", "答复期限履行") for state in OPEN),
    _t(State.CLOSED, "archive", State.ARCHIVED, (_O, _S), ("not_challenged", "kept_long_enough"), REGISTERING, "归档并去除个人信息"),
)
# fmt: on

LIFECYCLE: Lifecycle = Lifecycle(
    name="依申请公开办理流程",
    states=dict(State.choices),
    transitions=TRANSITIONS,
    guards=GUARDS,
    role_labels={
        **dict(Role.choices),
        APPLICANT: "申请人",
        THIRD_PARTY: "第三方",
        SYSTEM: "系统",
    },
)


def may(request: Request, act: str, facts: Facts) -> Verdict:
    """Whether ``facts.by`` may do ``act`` now, and if not, every reason why."""
    return LIFECYCLE.may(act, state=request.state, roles={facts.by.role}, facts=facts)


def acting_roles(request: Request, act: str) -> tuple[str, ...]:
    """The roles that may do an act in the request's state."""
    return tuple(
        dict.fromkeys(
            role
            for transition in TRANSITIONS
            if transition.state == request.state and transition.act == act
            for role in transition.roles
        )
    )
