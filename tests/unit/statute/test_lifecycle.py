"""Transition tables: what may be done, why not, and how the table draws itself."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import hypothesis.strategies as st
import pytest
from hypothesis import given

from mingtang.statute.lifecycle import Guard, Lifecycle, Transition
from mingtang.statute.lifecycle_chart import text_width
from mingtang.statute.lifecycle_plan import plan_chart
from mingtang.statute.violations import RuleViolation

STATES = {"draft": "起草", "review": "审核中", "published": "已发布", "withdrawn": "已撤回"}
LINES = (
    Transition(state="draft", act="submit", to="review", label="提交审核", roles=("clerk",)),
    Transition(
        state="review", act="approve", to="published", label="审核发布", roles=("leader",),
        guards=("reviewed", "not_own"), basis="条例第十七条", clock_effect="fulfilled",
    ),
    Transition(state="review", act="return", to="draft", label="退回修改", roles=("leader",)),
    Transition(state="published", act="withdraw", to="withdrawn", label="撤回", guards=("reason",)),
    Transition(state="published", act="correct", to="published", label="更正"),
)  # fmt: skip
TABLE = Lifecycle(
    "文件发布",
    STATES,
    LINES,
    guards={
        "reviewed": Guard(lambda facts: facts["reviewed"], "尚未通过保密审查", "条例第十七条"),
        "not_own": Guard(
            lambda facts: facts["author"] != facts["by"], "不能审核自己起草的文件", ""
        ),
        "reason": Guard(lambda facts: bool(facts.get("reason")), "撤回须说明理由", ""),
    },
    role_labels={"clerk": "信息员", "leader": "单位负责人"},
)
GOOD = {"reviewed": True, "author": "甲", "by": "乙"}


def test_an_act_with_role_and_guards_met_is_allowed_and_done() -> None:
    assert TABLE.may("approve", state="review", roles={"leader"}, facts=GOOD)
    line = TABLE.step("approve", state="review", roles={"leader"}, facts=GOOD)
    assert (line.to, line.clock_effect) == ("published", "fulfilled")


def test_a_refusal_lists_every_reason_with_its_basis() -> None:
    verdict = TABLE.may(
        "approve", state="review", facts={"reviewed": False, "author": "甲", "by": "甲"}
    )
    assert not verdict
    assert [(reason.code, reason.text) for reason in verdict.reasons] == [
        ("role", "审核发布须由单位负责人办理"),
        ("reviewed", "尚未通过保密审查"),
        ("not_own", "不能审核自己起草的文件"),
    ]
    assert verdict.reasons[2].basis == "条例第十七条"  # the line's own where the guard has none


def test_a_refused_role_cites_who_does_what_and_not_the_article_of_the_act() -> None:
    line = Transition(
        state="draft",
        act="submit",
        to="review",
        label="提交",
        roles=("clerk",),
        basis="条例第十七条",
    )
    for role_basis, cited in (("权限规则", "权限规则"), ("", "条例第十七条")):
        table = Lifecycle("发布", STATES, [line], role_basis=role_basis)
        (reason,) = table.may("submit", state="draft", roles={"leader"}).reasons
        assert (reason.code, reason.basis) == ("role", cited)


def test_a_refused_act_raises_with_code_text_and_basis() -> None:
    with pytest.raises(RuleViolation) as caught:
        TABLE.step("approve", state="review", roles={"leader"}, facts={**GOOD, "reviewed": False})
    assert (caught.value.code, caught.value.text) == ("reviewed", "尚未通过保密审查")
    assert caught.value.basis == "条例第十七条"
    assert str(caught.value) == "尚未通过保密审查（条例第十七条）"


def test_an_act_of_another_state_is_refused_by_state() -> None:
    verdict = TABLE.may("withdraw", state="draft")
    assert [(r.code, r.text) for r in verdict.reasons] == [("state", "当前状态为“起草”，不能撤回")]
    assert verdict.transition is None


def test_an_act_that_the_table_does_not_know_is_refused_by_name() -> None:
    assert TABLE.may("explode", state="draft").reasons[0].code == "act"
    with pytest.raises(RuleViolation, match="explode"):
        TABLE.step("explode", state="draft")


def test_a_line_without_roles_is_open_to_anyone() -> None:
    assert TABLE.may("correct", state="published")


def test_offers_tell_what_may_be_done_and_why_not_the_rest() -> None:
    offers = TABLE.offers("review", roles={"leader"}, facts={**GOOD, "reviewed": False})
    assert [(o.transition.act, o.allowed) for o in offers if o.transition] == [
        ("approve", False),
        ("return", True),
    ]
    assert TABLE.offers("withdrawn") == ()


def test_of_two_lines_for_one_act_the_one_whose_guard_holds_is_taken() -> None:
    table = Lifecycle(
        "分流",
        {"open": "办理", "long": "复杂", "short": "简单"},
        [
            Transition(state="open", act="sort", to="long", label="分类", guards=("complex",)),
            Transition(state="open", act="sort", to="short", label="分类", guards=("simple",)),
        ],
        guards={
            "complex": Guard(lambda facts: facts["complex"], "不复杂", ""),
            "simple": Guard(lambda facts: not facts["complex"], "不简单", ""),
        },
    )
    assert table.step("sort", state="open", facts={"complex": True}).to == "long"
    assert table.step("sort", state="open", facts={"complex": False}).to == "short"


def test_acts_initial_and_final_states() -> None:
    assert [line.act for line in TABLE.acts("review")] == ["approve", "return"]
    assert TABLE.initial == "draft"
    assert TABLE.final_states == ("withdrawn",)


@pytest.mark.parametrize(
    "line",
    [
        Transition(state="lost", act="a", to="draft", label="甲"),
        Transition(state="draft", act="a", to="lost", label="甲"),
        Transition(state="draft", act="a", to="review", label="甲", guards=("lost",)),
    ],
)
def test_a_table_that_names_what_it_does_not_have_is_refused(line: Transition) -> None:
    with pytest.raises(ValueError, match="lost"):
        Lifecycle("错", STATES, [line])


@given(
    st.sampled_from(sorted(STATES)),
    st.sampled_from([line.act for line in LINES]),
    st.sets(st.sampled_from(["clerk", "leader"])),
    st.booleans(),
    st.booleans(),
)
def test_the_question_and_the_act_never_disagree(
    state: str, act: str, roles: set[str], reviewed: bool, own: bool
) -> None:
    facts = {"reviewed": reviewed, "author": "甲", "by": "甲" if own else "乙", "reason": "误"}
    verdict = TABLE.may(act, state=state, roles=roles, facts=facts)
    if verdict.allowed:
        assert TABLE.step(act, state=state, roles=roles, facts=facts) is verdict.transition
        assert not verdict.reasons
    else:
        assert verdict.reasons
        with pytest.raises(RuleViolation) as caught:
            TABLE.step(act, state=state, roles=roles, facts=facts)
        assert caught.value.code == verdict.reasons[0].code


SVG = "{http://www.w3.org/2000/svg}"


def _words(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own output
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def test_the_chart_names_every_state_and_act() -> None:
    svg = TABLE.as_svg("review")
    words = _words(svg)
    assert set(STATES.values()) <= set(words)
    told = "".join(words)
    assert all(line.label in told for line in LINES)
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own output
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert title.text == "文件发布流程图"
    assert description is not None
    assert "退回修改" in (description.text or "")
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    current = [g for g in root.iter(f"{SVG}g") if "lifecycle-current" in (g.get("class") or "")]
    assert len(current) == 1


def test_the_chart_has_no_inline_style_and_escapes_its_words() -> None:
    table = Lifecycle("<甲>&", {"a": "<b>"}, [])
    svg = table.as_svg()
    assert "style=" not in svg
    assert "<b>" not in svg
    ElementTree.fromstring(svg)  # noqa: S314 - our own output


BUSY_STATES = {
    "draft": "起草中", "leader": "待单位负责人审核", "secrecy": "待保密审查",
    "referred": "保密审查已提请上级确定", "office": "待政务公开办终审",
    "timed": "已定时，待发布", "public": "已发布", "kept": "已审定，不主动公开",
    "gone": "已撤下", "void": "已作废",
}  # fmt: skip
BUSY_ACTS = (
    ("draft", "draft", "保存修改"), ("draft", "leader", "提交审核"), ("draft", "void", "作废"),
    ("leader", "secrecy", "审核通过"), ("leader", "draft", "退回修改"),
    ("secrecy", "office", "审查认为可以公开"), ("secrecy", "referred", "难以确定，提请上级"),
    ("secrecy", "draft", "审查认为不得公开"), ("referred", "office", "经确定可以公开"),
    ("referred", "draft", "经确定不得公开"), ("office", "public", "终审通过，立即发布"),
    ("office", "timed", "终审通过，定时发布"), ("office", "kept", "同意不主动公开"),
    ("timed", "public", "到时发布"), ("timed", "draft", "取消定时，退回修改"),
    ("draft", "public", "紧急发布（事后补审）"), ("leader", "public", "紧急发布（事后补审）"),
    ("public", "draft", "修订"), ("public", "gone", "撤下"), ("gone", "draft", "修订后重新公开"),
    ("leader", "gone", "撤下已公开的版本"), ("timed", "gone", "撤下已公开的版本"),
)  # fmt: skip
BUSY = Lifecycle(
    "繁", BUSY_STATES,
    [Transition(state=a, act=f"{a}-{b}-{n}", to=b, label=n) for a, b, n in BUSY_ACTS],
)  # fmt: skip

Box = tuple[float, float, float, float]


def _boxes(root: ElementTree.Element) -> list[Box]:
    """Left, top, right and bottom of every state."""
    found: list[Box] = []
    for rect in root.iter(f"{SVG}rect"):
        x, y, w, h = (float(rect.get(key) or 0) for key in ("x", "y", "width", "height"))
        found.append((x, y, x + w, y + h))
    return found


def _rows_of_words(root: ElementTree.Element) -> list[Box]:
    """The space that each row of the words beside the boxes takes."""
    found: list[Box] = []
    for text in root.iter(f"{SVG}text"):
        if text.get("text-anchor") is None:
            for row in text.iter(f"{SVG}tspan"):
                x, base = float(row.get("x") or 0), float(row.get("y") or 0)
                width = text_width((row.text or "").rstrip("，。、；："), 12)
                found.append((x, base - 11, x + width, base + 2))
    return found


def _overlap(one: Box, other: Box) -> bool:
    apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    return not apart


@pytest.mark.parametrize("table", [TABLE, BUSY], ids=["small", "busy"])
def test_nothing_on_the_chart_overlaps_and_everything_lies_inside_it(table: Lifecycle) -> None:
    root = ElementTree.fromstring(table.as_svg())  # noqa: S314 - our own output
    width, height = float(root.get("width") or 0), float(root.get("height") or 0)
    assert width <= 390
    places = _boxes(root) + _rows_of_words(root)
    for index, place in enumerate(places):
        assert place[0] >= 0
        assert place[1] >= 0
        assert place[2] <= width
        assert place[3] <= height
        assert not any(_overlap(place, other) for other in places[index + 1 :])
    for path in root.iter(f"{SVG}path"):
        points = [float(n) for n in re.findall(r"-?\d+\.?\d*", path.get("d") or "")]
        assert max(points[0::2]) <= width
        assert min(points) >= 0
        assert max(points[1::2]) <= height


def test_the_ordinary_way_runs_straight_down_the_middle() -> None:
    spine = plan_chart(BUSY)
    assert [node.state for node in spine] == [
        "draft", "leader", "secrecy", "office", "public", "gone",
    ]  # fmt: skip
    root = ElementTree.fromstring(BUSY.as_svg())  # noqa: S314 - our own output
    middles = {round((box[0] + box[2]) / 2) for box in _boxes(root)}
    assert len(middles) == 2  # the middle, and the states beside it


def test_what_leads_back_shares_a_rail_and_what_comes_from_afar_is_told_once() -> None:
    spine = {node.state: node for node in plan_chart(BUSY)}
    assert [spine[state].back for state in ("leader", "secrecy", "public")] == [
        "退回修改", "审查认为不得公开", "修订",
    ]  # fmt: skip
    jump = spine["public"].jumps[0]
    assert (jump.label, jump.sources) == ("紧急发布（事后补审）", ["起草中", "待单位负责人审核"])
    assert "".join(_words(BUSY.as_svg())).count("紧急发布（事后补审）") == 1
    assert spine["draft"].loops == ["保存修改"]
    assert [side.state for side in spine["office"].sides] == ["timed", "kept"]


def test_the_text_alternative_tells_each_line() -> None:
    assert TABLE.as_steps()[1] == (
        "在“审核中”，单位负责人可以审核发布，转为“已发布”（条例第十七条）"
    )
    assert len(TABLE.as_steps()) == len(LINES)
