"""Outcomes: the rows of the forms, what a reply lacks, where a mixed request is counted."""

from __future__ import annotations

import pytest

from mingtang.statute.foi.grounds import GROUNDS, ground
from mingtang.statute.foi.outcomes import (
    LOCAL_KINDS,
    OUTCOMES,
    OUTCOMES_2007,
    REPLY_ELEMENTS,
    Outcome,
    RemedyKind,
    basis_of,
    form_of,
    missing,
    missing_elements,
    needs_of,
    outcome,
    outcomes_of,
    report_row,
    row_of,
)
from mingtang.statute.foi.rules import NotKnown, Rules

ROWS_2021 = [
    "C1", "C2", *(f"C3.{n}" for n in range(1, 9)), *(f"C4.{n}" for n in range(1, 4)),
    *(f"C5.{n}" for n in range(1, 6)), *(f"C6.{n}" for n in range(1, 4)),
]  # fmt: skip
ROWS_2014 = [
    "3.3.1", "3.3.2", "3.3.3", *(f"3.3.4{x}" for x in "abcdef"), "3.3.5", "3.3.6", "3.3.7", "3.3.8",
]  # fmt: skip
EVERY = (*OUTCOMES, *OUTCOMES_2007)


def codes(found: object) -> list[str]:
    return [item.code for item in found]  # type: ignore[attr-defined]


def test_the_rows_of_the_form_of_2021_are_the_outcomes_in_their_order() -> None:
    assert codes(OUTCOMES) == [item.row_2021 for item in OUTCOMES] == ROWS_2021


def test_the_form_of_2019_has_nineteen_rows_and_one_for_the_others() -> None:
    rows = list(dict.fromkeys(item.row_2019 for item in OUTCOMES))
    assert rows == [*ROWS_2021[:-3], "C6"]
    assert len(rows) == 19


def test_the_answers_of_2007_are_the_rows_of_the_table_of_2014() -> None:
    assert [item.row_2014 for item in OUTCOMES_2007] == ROWS_2014


@pytest.mark.parametrize("item", EVERY, ids=lambda item: item.code)
def test_every_outcome_cites_the_regulation_of_its_time_or_says_that_it_depends(
    item: Outcome,
) -> None:
    number = "492号" if item.rules is Rules.R2007 else "711号"
    if item.code == "C6.3":
        assert item.basis == () and "待核" in item.note
    else:
        assert any(number in basis.text for basis in item.basis)
    assert item.row_2021 in ROWS_2021


def test_the_refusals_of_articles_14_to_16_are_reviewed_first() -> None:
    first = [item.code for item in OUTCOMES if item.remedy is RemedyKind.REVIEW_FIRST]
    assert first == [f"C3.{n}" for n in range(1, 8)]
    assert outcome("C2").remedy is RemedyKind.PART_REVIEW_FIRST
    assert outcome("C3.8").remedy is RemedyKind.REVIEW_OR_SUIT


def test_every_ground_leads_to_its_outcome() -> None:
    assert [item.outcome for item in GROUNDS] == [f"C3.{n}" for n in range(1, 8)]
    for item in GROUNDS:
        assert item.basis in outcome(item.outcome).basis
    assert [item.code for item in GROUNDS if not item.must] == ["X16a", "X16b", "X16c"]
    with pytest.raises(LookupError, match="X17"):
        ground("X17")


@pytest.mark.parametrize(
    ("code", "subkind", "given", "lacks"),
    [
        ("C1", "", {}, ["subkind"]),
        ("C1", "already_public", {}, ["access"]),
        ("C1", "already_public", {"access": "县政府门户网站"}, []),
        ("C1", "provided", {"form": "纸质"}, ["attachments"]),
        ("C1", "provided", {"form": "纸质", "access": "自取"}, ["attachments"]),
        ("C1", "provided", {"form": "纸质", "access": "自取", "access_time": "工作日"}, []),
        ("C1", "provided", {"form": "纸质", "attachments": "清单"}, []),
        ("C2", "", {"attachments": "清单", "reasons": "涉密"}, ["grounds"]),
        ("C3.1", "", {"reasons": "涉密"}, ["classification"]),
        ("C3.2", "", {"reasons": "法律禁止"}, ["law"]),
        ("C3.4", "privacy", {"reasons": "涉及住址"}, ["consultation"]),
        ("C3.6", "", {"reasons": "过程稿"}, ["subkind"]),
        ("C3.6", "draft", {"reasons": "  "}, ["reasons"]),
        ("C3.7", "", {"reasons": "案卷"}, []),
        ("C3.8", "company", {"law": "企业登记规定"}, ["where"]),
        ("C4.1", "not_exist", {}, ["search"]),
        ("C4.1", "not_ours", {"reasons": "非本机关制作"}, ["agency", "agency_contact"]),
        ("C4.1", "not_ours", {"reasons": "非本机关制作", "agency": "县水务局"}, ["agency_contact"]),
        ("C4.1", "not_ours", {"reasons": "非本机关制作", "agency_unknown": "不能确定"}, []),
        ("C5.2", "", {"earlier_number": "X公开告〔2026〕3号"}, ["earlier_date"]),
        ("C5.3", "", {}, []),
        ("C5.4", "", {}, ["asked_on", "reasons"]),
        ("C6.2", "", {"notice_on": "5月19日", "amount": "100"}, ["last_day"]),
        ("C6.3", "withdrawn", {}, ["explanation"]),
        ("O3", "", {"attachments": "清单"}, ["reasons"]),
        ("O5", "", {"agency_unknown": "不能确定"}, []),
    ],
)
def test_a_reply_lacks_what_the_law_asks_of_its_outcome(
    code: str, subkind: str, given: dict[str, str], lacks: list[str]
) -> None:
    assert codes(missing(code, given, subkind)) == lacks


def test_the_kind_may_be_given_with_the_other_elements() -> None:
    assert missing("C1", {"subkind": "already_public", "access": "网站"}) == ()


@pytest.mark.parametrize("item", EVERY, ids=lambda item: item.code)
def test_a_reply_with_every_element_lacks_nothing(item: Outcome) -> None:
    for kind in item.subkinds or (None,):
        code = kind.code if kind else ""
        given = {need.code: "有" for need in needs_of(item.code, code)}
        assert missing(item.code, given, code) == ()


def test_an_unknown_outcome_or_kind_is_refused_by_name() -> None:
    with pytest.raises(LookupError, match="C9"):
        outcome("C9")
    with pytest.raises(LookupError, match="not_ours"):
        missing("C1", {}, "not_ours")
    with pytest.raises(LookupError, match="draft"):
        missing("C3.1", {}, "draft")


def test_the_record_of_classification_is_kept_but_not_printed() -> None:
    (record,) = (need for need in needs_of("C3.1") if need.code == "classification")
    assert record.required and not record.printed


def test_the_elements_of_every_reply() -> None:
    given = {need.code: "有" for need in REPLY_ELEMENTS}
    assert missing_elements(given) == ()
    assert codes(missing_elements({**given, "remedy": " ", "number": ""})) == ["number", "remedy"]


@pytest.mark.parametrize(
    ("code", "subkind", "grounds", "articles"),
    [
        ("C1", "already_public", (), ["第三十六条第一项"]),
        ("C4.1", "not_ours", (), ["第三十六条第五项"]),
        ("C3.4", "privacy", (), ["第十五条", "第三十二条"]),
        ("C2", "", ("X16b", "X15", "X16c"), ["第三十七条", "第十六条第二款", "第十五条"]),
        ("C6.3", "withdrawn", (), []),
        ("C6.2", "", (), ["第四十二条", "第六条"]),
    ],
)
def test_the_reply_cites_the_article_of_its_kind_and_grounds(
    code: str, subkind: str, grounds: tuple[str, ...], articles: list[str]
) -> None:
    assert [basis.article for basis in basis_of(code, subkind, grounds)] == articles


@pytest.mark.parametrize(
    ("decided", "row"),
    [
        (["C1"], "C1"),
        (["C3.4", "C3.4"], "C3.4"),
        (["C2", "C4.1"], "C2"),
        (["C1", "C3.1"], "C2"),
        (["C3.1", "C1"], "C2"),
        (["C1", "C4.1"], "C2"),
        (["C5.1", "C4.2"], "C4.2"),
        (["C4.1", "C3.6"], "C3.6"),
        (["O1", "O2"], "O1"),
        (["O2", "O4c"], "O3"),
        (["O6", "O5"], "O5"),
    ],
)
def test_a_request_counts_in_one_row(decided: list[str], row: str) -> None:
    assert row_of(decided) == row
    assert row_of(reversed(decided)) == row


def test_an_office_may_count_disclosed_and_absent_as_disclosed() -> None:
    assert row_of(["C1", "C4.1"], mixed_as="C1") == "C1"
    assert row_of(["C1", "C3.1"], mixed_as="C1") == "C2"


def test_no_outcome_and_outcomes_of_two_laws_make_no_row() -> None:
    with pytest.raises(ValueError):
        row_of([])
    with pytest.raises(ValueError):
        row_of(["C1", "O1"])


@pytest.mark.parametrize(
    ("code", "year", "row"),
    [
        ("C6.1", 2019, "C6"), ("C6.1", 2020, "C6"), ("C6.1", 2021, "C6.1"), ("C3.4", 2020, "C3.4"),
        ("O4b", 2018, "3.3.4b"), ("O4b", 2019, "C3.4"), ("O6", 2019, "C4.1"), ("O7", 2019, "C6"),
    ],
)  # fmt: skip
def test_the_row_is_that_of_the_form_of_the_year(code: str, year: int, row: str) -> None:
    assert report_row(code, year) == row


def test_a_form_without_a_row_is_said_to_be_unknown() -> None:
    with pytest.raises(NotKnown):
        report_row("C5.4", 2018)
    with pytest.raises(NotKnown):
        form_of(2013)


def test_each_version_of_the_rules_has_its_own_outcomes() -> None:
    assert outcomes_of(Rules.R2019) == OUTCOMES
    assert outcomes_of(Rules.R2007) == OUTCOMES_2007
    assert {LOCAL_KINDS[name] for name in LOCAL_KINDS} <= {"", *codes(OUTCOMES_2007)}
