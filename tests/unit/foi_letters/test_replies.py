"""What a reply says, for every outcome and sub-kind of both versions of the rules."""

from __future__ import annotations

import pytest

from mingtang.foi.letters.replies import Decision, decision_lines, lacking, pattern
from mingtang.foi.letters.wording import cited
from mingtang.statute.foi.outcomes import OUTCOMES, OUTCOMES_2007, basis_of, needs_of, outcome
from mingtang.statute.foi.rules import Rules
from tests.unit.foi_letters.specimens import VALUES

EVERY = [
    (each.code, kind.code if kind else "")
    for each in (*OUTCOMES, *OUTCOMES_2007)
    for kind in (each.subkinds or (None,))
]
every = pytest.mark.parametrize(("code", "subkind"), EVERY)


def full(code: str, subkind: str = "", **changes: object) -> Decision:
    given = {
        need.code: VALUES[need.code]
        for need in needs_of(code, subkind)
        if need.code in VALUES and need.code != "subkind"
    }
    for need in needs_of(code, subkind):
        for key in (key for group in need.instead for key in group):
            given.setdefault(key, VALUES.get(key, ""))
    given.pop("agency_unknown", None)
    return Decision(code, subkind, given=given | changes)


def said(decision: Decision, **options: bool) -> str:
    return "\n".join(decision_lines([decision], **options))


def test_all_21_outcomes_and_the_older_answers_have_their_words() -> None:
    assert len(OUTCOMES) == 21
    assert all(pattern(code, subkind) for code, subkind in EVERY)


@every
def test_every_element_the_law_wants_printed_is_printed(code: str, subkind: str) -> None:
    words = pattern(code, subkind)
    printed = {field for each in words for field in (*each.fields, *each.asked)}
    for need in needs_of(code, subkind):
        if need.printed and need.code != "subkind":
            ways = ((need.code,), *need.instead)
            assert any(set(way) <= printed for way in ways), need.label


@every
def test_a_decision_names_its_article_and_leaves_no_gap(code: str, subkind: str) -> None:
    decision = full(code, subkind)
    text = said(decision)
    assert lacking(decision) == ()
    basis = cited(basis_of(code, subkind))
    cites = any("basis" in words.fields for words in pattern(code, subkind))
    assert (basis in text) if basis and cites else True
    assert cites or code in ("C6.3", "O8")
    assert "{" not in text
    assert "：。" not in text
    assert "。。" not in text
    assert "（）" not in text
    assert text.endswith("。")


@every
def test_the_version_cited_is_that_of_the_rules(code: str, subkind: str) -> None:
    text = said(full(code, subkind))
    old = outcome(code).rules is Rules.R2007
    assert ("711" in text and not old) or ("492" in text and old) or "国务院令" not in text


def test_the_basis_kept_with_the_matter_goes_before_the_usual_one() -> None:
    own = Decision("C3.5", "personnel", given={"reasons": "属于考核材料"},
                   basis="《政府信息公开条例》（2019，国务院令第711号）第十六条")  # fmt: skip
    assert "第711号）第十六条的规定" in said(own)


def test_what_is_provided_is_enclosed_or_told_how_to_get() -> None:
    given = {"access": "到档案室查阅", "access_time": "工作日", "form": "纸质"}
    assert "到档案室查阅；时间：工作日" in said(Decision("C1", "provided", given=given))
    enclosed = said(Decision("C1", "provided", given={"form": "纸质"}), attachments=True)
    assert "以纸质形式提供给你（见附件）" in enclosed
    assert "下列方式、途径" not in enclosed


def test_grounds_given_by_code_are_printed_as_articles() -> None:
    text = said(full("C2", grounds="X15、X16b"), attachments=True)
    regulation = "《中华人民共和国政府信息公开条例》（国务院令第711号）"
    assert f"其余部分依照{regulation}第十五条、第十六条第二款的规定不予公开" in text


def test_an_unknown_responsible_agency_is_said_to_be_unknown() -> None:
    given = {"reasons": "不是本机关制作", "agency_unknown": "负责公开的机关不能确定"}
    text = said(Decision("C4.1", "not_ours", given=given))
    assert "负责公开的机关不能确定。" in text
    assert "联系方式" not in text


def test_several_matters_stand_under_headings() -> None:
    lines = decision_lines(
        [
            Decision("C1", "already_public", "补偿标准。", given={"access": "网站"}),
            Decision("C4.1", "not_exist", "会议记录", given={"search": "检索无果"}),
        ],
        you="你单位",
    )
    assert lines[0] == "一、关于第1项：补偿标准"
    assert lines[2] == "二、关于第2项：会议记录"
    assert "你单位申请公开" in lines[1]


def test_reasons_of_several_paragraphs_stay_paragraphs() -> None:
    given = {"reasons": "第一点理由\n第二点理由。"}
    lines = decision_lines([Decision("C3.3", given=given)])
    assert lines[1:] == ["理由：第一点理由。", "第二点理由。"]


def test_an_outcome_that_does_not_exist_or_lacks_its_kind_is_refused() -> None:
    with pytest.raises(LookupError):
        pattern("C9")
    with pytest.raises(LookupError, match=r"C4\.1"):
        pattern("C4.1")


@pytest.mark.parametrize(
    ("basis", "printed"),
    [
        ("《政府信息公开条例》（2019，国务院令第711号）第十五条；"
         "《政府信息公开条例》（2019，国务院令第711号）第三十二条",
         "《中华人民共和国政府信息公开条例》（国务院令第711号）第十五条、第三十二条"),
        ("《政府信息公开条例》（2019，国务院令第711号）第十四条；《保守国家秘密法》（2024）",
         "《中华人民共和国政府信息公开条例》（国务院令第711号）第十四条、"
         "《中华人民共和国保守国家秘密法》（2024年修订）"),
        ("", ""),
        ("条例第五条", "条例第五条"),
    ],
)  # fmt: skip
def test_instruments_are_cited_in_full_and_once(basis: str, printed: str) -> None:
    assert cited(basis) == printed
