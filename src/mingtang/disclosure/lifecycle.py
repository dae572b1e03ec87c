"""What may be done with a document, by whom, when, on which basis: one table, one line an act.

The services perform through it, the act forms ask it why something is not possible, and the
flow chart is drawn from it.
"""

from __future__ import annotations

from mingtang.orgs.roles import COUNTY_WIDE, Role
from mingtang.register.services.sections import BASIS as COLUMNS
from mingtang.statute.lifecycle import Guard, Lifecycle, Transition, Verdict

from .facts import Facts
from .models import Document
from .states import ACCESS_RULE, FLOW_RULE, State

REGULATION = "政府信息公开条例"
SECRECY = "保守国家秘密法实施条例（2024）第四十二条"
THREE_REVIEWS = "三审三校"
ATTRIBUTE_RULE = "国办发〔2016〕80号一（一）"


def _was(state: State) -> Guard:
    """Before the revision under way the document was in this state."""
    return Guard(
        lambda facts: facts.state_before in ("", state),
        f"修订前的状态不是“{state.label}”。",
        FLOW_RULE,
    )


GUARDS: dict[str, Guard] = {
    "own_unit": Guard(
        lambda facts: (
            facts.by.role in COUNTY_WIDE
            or facts.by.role == "system"
            or facts.by.unit_id == facts.document.unit_id
        ),
        "只能办理本单位的文件。",
        ACCESS_RULE,
    ),
    "complete": Guard(
        lambda facts: not facts.faults,
        lambda facts: f"还有内容需要补正：{facts.faults}。",
        f"{REGULATION}第十二条；{FLOW_RULE}",
    ),
    "sections_open": Guard(
        lambda facts: not facts.closed_sections,
        lambda facts: (
            f"栏目“{'”“'.join(facts.closed_sections)}”已停止更新，不再收入新的内容，请改选栏目。"
        ),
        COLUMNS,
    ),
    "gate_clear": Guard(
        lambda facts: facts.open_findings == 0,
        lambda facts: f"发布前检查还有 {facts.open_findings} 处待处理。",
        f"{REGULATION}第十七条",
    ),
    "markings_confirmed": Guard(
        lambda facts: facts.unconfirmed == 0,
        lambda facts: (
            f"有 {facts.unconfirmed} 处密级或内部标志只有说明的理由，须由保密审查员逐处认可或者退回。"
        ),
        SECRECY,
    ),
    "not_own_work": Guard(
        lambda facts: facts.by.account_id not in facts.drafter_ids,
        "不能审核自己起草或修改的文件。",
        THREE_REVIEWS,
    ),
    "not_reviewed_before": Guard(
        lambda facts: facts.by.account_id not in facts.reviewer_ids,
        "同一人不能承担两道审核。",
        THREE_REVIEWS,
    ),
    "secrecy_passed": Guard(
        lambda facts: facts.secrecy_passed,
        "还没有通过保密审查，先审查、后公开。",
        SECRECY,
    ),
    "proactive": Guard(
        lambda facts: facts.document.attribute == "proactive",
        "公开属性不是主动公开，不能发布。",
        ATTRIBUTE_RULE,
    ),
    "not_proactive": Guard(
        lambda facts: facts.document.attribute != "proactive",
        "公开属性是主动公开，应当发布。",
        ATTRIBUTE_RULE,
    ),
    "never_published": Guard(
        lambda facts: facts.document.entry_id is None,
        "已公开的文件不能作废，请改为撤下。",
        FLOW_RULE,
    ),
    "other_unit": Guard(
        lambda facts: facts.by.role != Role.CLERK or bool(facts.other_units),
        "您只在一个单位担任信息员，请政务公开办更正。",
        ACCESS_RULE,
    ),
    "revising": Guard(
        lambda facts: bool(facts.state_before),
        "没有正在进行的修订。",
        FLOW_RULE,
    ),
    **{
        f"was_{state.value}": _was(state)
        for state in (State.PUBLISHED, State.WITHDRAWN, State.KEPT)
    },
    "not_refused": Guard(
        lambda facts: not facts.secrecy_objection,
        lambda facts: (
            f"上一次保密审查的结论是“{facts.secrecy_objection}”，"
            "在保密审查员审查认为可以公开以前，不能紧急发布。"
        ),
        f"{SECRECY}；{REGULATION}第十四条、第十七条",
    ),
    "remarks_handled": Guard(
        lambda facts: facts.open_remarks == 0,
        lambda facts: f"还有 {facts.open_remarks} 条批注没有标为处理完，请逐条处理后再提交。",
        THREE_REVIEWS,
    ),
    "changed_since_refusal": Guard(
        lambda facts: not facts.refused_as_it_is,
        "保密审查认为不得公开，内容、附件和公开属性此后都没有改动，不能原样再报。"
        "请遮盖、修改，或者改公开属性。",
        f"{SECRECY}；{REGULATION}第十四条、第十七条",
    ),
    "not_own_emergency": Guard(
        lambda facts: facts.by.account_id not in facts.drafter_ids,
        "不能紧急发布自己起草或修改的文件，请另一人办理：至少经过两个人。",
        THREE_REVIEWS,
    ),
    "emergency_unreviewed": Guard(
        lambda facts: facts.emergency_by is not None,
        "现在公开的版本不是紧急发布，或者已经补审。",
        FLOW_RULE,
    ),
    "not_publisher": Guard(
        lambda facts: facts.emergency_by != facts.by.account_id,
        "紧急发布的人不能自己补审。",
        THREE_REVIEWS,
    ),
    "is_public": Guard(
        lambda facts: facts.is_public,
        "公众现在看不到这份文件，没有可撤下的内容。",
        FLOW_RULE,
    ),
    "due_now": Guard(
        lambda facts: (
            facts.document.scheduled_for is not None and facts.document.scheduled_for <= facts.at
        ),
        "还没有到定时发布的时间。",
        FLOW_RULE,
    ),
}

_C, _L, _S, _O = Role.CLERK, Role.LEADER, Role.CONFIDENTIALITY, Role.DISCLOSURE_OFFICE
_REVIEWER = ("own_unit", "not_own_work", "not_reviewed_before")
_RELEASE = ("own_unit", "complete", "proactive", "secrecy_passed", "gate_clear", "sections_open")
_AT_ONCE = (
    "own_unit",
    "not_own_emergency",
    "not_refused",
    "complete",
    "proactive",
    "gate_clear",
    "markings_confirmed",
    "sections_open",
)


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
    _t(State.DRAFT, "save", State.DRAFT, (_C, _O), ("own_unit",), FLOW_RULE, "保存修改", "成文日期确定后起算 20 个工作日"),
    _t(State.DRAFT, "submit", State.WITH_LEADER, (_C, _O), ("own_unit", "complete", "sections_open", "remarks_handled", "changed_since_refusal", "gate_clear"), f"{REGULATION}第十七条", "提交审核"),
    _t(State.DRAFT, "discard", State.DISCARDED, (_C, _O), ("own_unit", "never_published"), FLOW_RULE, "作废", "取消公开时限"),
    *(
        _t(State.DRAFT, "abandon", before, (_C, _O), ("own_unit", "revising", f"was_{before.value}"), FLOW_RULE, "放弃修订", "取消修订的公开时限")
        for before in (State.PUBLISHED, State.WITHDRAWN, State.KEPT)
    ),
    _t(State.DRAFT, "hand_on", State.DRAFT, (_C, _O), ("own_unit", "never_published", "other_unit"), f"{REGULATION}第十条第一款", "更正发文机关", "公开时限随文件转给新的单位"),
    _t(State.WITH_LEADER, "recall", State.DRAFT, (_C, _O), ("own_unit",), FLOW_RULE, "撤回修改"),
    _t(State.WITH_LEADER, "approve", State.WITH_CONFIDENTIALITY, (_L,), (*_REVIEWER, "complete", "gate_clear"), THREE_REVIEWS, "审核通过"),
    _t(State.WITH_LEADER, "return", State.DRAFT, (_L,), ("own_unit",), THREE_REVIEWS, "退回修改"),
    _t(State.WITH_CONFIDENTIALITY, "clear", State.WITH_OFFICE, (_S,), (*_REVIEWER, "gate_clear", "markings_confirmed"), SECRECY, "审查认为可以公开"),
    _t(State.WITH_CONFIDENTIALITY, "refer", State.REFERRED, (_S,), _REVIEWER, f"{REGULATION}第十七条", "难以确定，提请上级"),
    _t(State.WITH_CONFIDENTIALITY, "refuse", State.DRAFT, (_S,), _REVIEWER, SECRECY, "审查认为不得公开"),
    _t(State.WITH_CONFIDENTIALITY, "return", State.DRAFT, (_S,), ("own_unit",), THREE_REVIEWS, "退回修改"),
    _t(State.REFERRED, "clear", State.WITH_OFFICE, (_S,), (*_REVIEWER, "gate_clear", "markings_confirmed"), f"{REGULATION}第十七条", "经确定可以公开"),
    _t(State.REFERRED, "refuse", State.DRAFT, (_S,), _REVIEWER, f"{REGULATION}第十七条", "经确定不得公开"),
    _t(State.WITH_OFFICE, "publish", State.PUBLISHED, (_O,), (*_REVIEWER, *_RELEASE, "markings_confirmed"), f"{REGULATION}第二十六条", "终审通过，立即发布", "公开时限履行"),
    _t(State.WITH_OFFICE, "schedule", State.SCHEDULED, (_O,), (*_REVIEWER, *_RELEASE, "markings_confirmed"), f"{REGULATION}第二十六条", "终审通过，定时发布"),
    _t(State.WITH_OFFICE, "keep", State.KEPT, (_O,), (*_REVIEWER, "not_proactive"), ATTRIBUTE_RULE, "同意不主动公开", "取消公开时限"),
    _t(State.WITH_OFFICE, "return", State.DRAFT, (_O,), ("own_unit",), THREE_REVIEWS, "退回修改"),
    _t(State.SCHEDULED, "release", State.PUBLISHED, ("system",), ("due_now", *_RELEASE), f"{REGULATION}第二十六条", "到时发布", "公开时限履行"),
    _t(State.SCHEDULED, "unschedule", State.DRAFT, (_O,), ("own_unit",), FLOW_RULE, "取消定时，退回修改"),
    _t(State.DRAFT, "emergency", State.PUBLISHED, (_O,), _AT_ONCE, f"{REGULATION}第六条、第二十条第十二项", "紧急发布（事后补审）", "公开时限履行"),
    _t(State.WITH_LEADER, "emergency", State.PUBLISHED, (_O,), _AT_ONCE, f"{REGULATION}第六条、第二十条第十二项", "紧急发布（事后补审）", "公开时限履行"),
    _t(State.WITH_CONFIDENTIALITY, "emergency", State.PUBLISHED, (_O,), _AT_ONCE, f"{REGULATION}第六条、第二十条第十二项", "紧急发布（事后补审）", "公开时限履行"),
    _t(State.PUBLISHED, "revise", State.DRAFT, (_C, _O), ("own_unit",), f"{REGULATION}第二十六条", "修订", "自信息变更之日起 20 个工作日"),
    _t(State.PUBLISHED, "post_review", State.PUBLISHED, (_L,), ("own_unit", "emergency_unreviewed", "not_own_work", "not_publisher"), THREE_REVIEWS, "事后补审", "补审时限履行"),
    _t(State.PUBLISHED, "withdraw", State.WITHDRAWN, (_O,), ("own_unit", "is_public"), f"{REGULATION}第六条、第十七条", "撤下"),
    _t(State.WITHDRAWN, "revise", State.DRAFT, (_C, _O), ("own_unit",), f"{REGULATION}第二十六条", "修订后重新公开", "自信息变更之日起 20 个工作日"),
    _t(State.KEPT, "revise", State.DRAFT, (_C, _O), ("own_unit",), f"{REGULATION}第十八条", "重新评估公开属性"),
    *(
        # A published text whose revision is under way can still be taken off the public side.
        _t(state, "withdraw", State.WITHDRAWN, (_O,), ("own_unit", "is_public"), f"{REGULATION}第六条、第十七条", "撤下已公开的版本")
        for state in (State.DRAFT, State.WITH_LEADER, State.WITH_CONFIDENTIALITY, State.REFERRED, State.WITH_OFFICE, State.SCHEDULED)
    ),
)
# fmt: on

LIFECYCLE: Lifecycle = Lifecycle(
    name="主动公开文件办理流程",
    states=dict(State.choices),
    transitions=TRANSITIONS,
    guards=GUARDS,
    role_labels={**dict(Role.choices), "system": "系统"},
    role_basis=ACCESS_RULE,
)


def may(document: Document, act: str, facts: Facts) -> Verdict:
    """Whether ``facts.by`` may do ``act`` now, and if not, every reason why."""
    return LIFECYCLE.may(act, state=document.state, roles={facts.by.role}, facts=facts)


def acting_roles(document: Document, act: str) -> tuple[str, ...]:
    """The roles that may do an act in the document's state."""
    return tuple(
        dict.fromkeys(
            role
            for transition in TRANSITIONS
            if transition.state == document.state and transition.act == act
            for role in transition.roles
        )
    )
