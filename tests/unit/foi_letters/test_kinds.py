"""Every paper: its fields, what it lacks, its basis, the same words in DOCX, PDF and data."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from mingtang.foi.letters import kinds
from mingtang.foi.letters.defaults import checked_template, default_template, made_template
from mingtang.foi.letters.fields import FIELDS
from mingtang.foi.letters.kinds import KINDS, KINDS_2007, compose, fields_of, kind, missing
from mingtang.foi.letters.model import Kind, Shape
from mingtang.foi.letters.paper import fill_template, make_paper
from mingtang.foi.states import LetterKind
from mingtang.papers.docx import MissingFields
from mingtang.papers.docx import fields_of as template_fields
from mingtang.papers.fonts import find_fonts
from mingtang.papers.letter import BadLetter, Paragraph, checked
from mingtang.papers.package import BadTemplate
from mingtang.papers.reading import letter_from
from mingtang.statute.foi.rules import Rules
from tests.unit.foi_letters.specimens import VALUES, values_for

EVERY = (*KINDS, *KINDS_2007)
BY_NAME = [f"{paper.code}-{paper.rules.value}" for paper in EVERY]
STANDARD_TWELVE = {
    "receipt": "登记回执", "correction": "补正告知书", "reasons": "说明理由告知书",
    "extension": "延期答复告知书", "third_party": "征求第三方意见书",
    "consulting": "征求意见告知书",
    "disclosing": "决定公开告知书", "comaker": "征求意见书", "help": "协办函", "fee": "收费通知书",
    "closing": "不再处理告知书", "rectify": "处理告知书",
}  # fmt: skip

WRITTEN = (Shape.TEXT, Shape.LINES, Shape.PROSE)

every = pytest.mark.parametrize("paper", EVERY, ids=BY_NAME)


def body_of(code: str, rules: Rules = Rules.R2019, **changes: object) -> str:
    values = values_for(kind(code, rules)) | changes
    return compose(code, values, rules).text()


def test_the_twelve_procedural_papers_exist_under_their_usual_names() -> None:
    assert all(kind(code).name.endswith(name) for code, name in STANDARD_TWELVE.items())


def test_the_older_rules_know_no_co_makers_reasons_and_fee() -> None:
    for code in ("comaker", "reasons", "fee"):
        with pytest.raises(LookupError, match="2007年条例没有文书"):
            kind(code, Rules.R2007)


def test_every_kind_of_letter_that_acts_issue_has_its_paper() -> None:
    known = {paper.code for paper in KINDS}
    assert {str(each.value) for each in LetterKind} <= known


def test_field_labels_are_names_and_each_is_used_once() -> None:
    labels = [field.label for field in FIELDS.values()]
    assert len(set(labels)) == len(labels)
    assert all(label.isidentifier() for label in labels)


@every
def test_with_full_values_nothing_is_missing(paper: Kind) -> None:
    assert missing(paper.code, values_for(paper), paper.rules) == ()


@every
def test_each_needed_field_is_missed_when_it_is_blank(paper: Kind) -> None:
    values = values_for(paper)
    for field in kinds.needed(paper, values | {"basis": "甲"}):
        given = bool(field.default) or field.code in kinds.statutory(paper)
        without = values | {field.code: " \n"}
        lacking = [each.code for each in missing(paper.code, without, paper.rules)]
        conditional = any(field.code == words.when for words in paper.words)
        assert (field.code in lacking) is not (given or conditional)


@every
def test_the_shipped_template_holds_every_field_and_no_other(paper: Kind) -> None:
    fields = template_fields(default_template(paper.code, paper.rules))
    assert fields == {field.label for field in fields_of(paper)}


@every
def test_the_shipped_template_is_what_the_kinds_make(paper: Kind) -> None:
    assert default_template(paper.code, paper.rules) == made_template(paper)


@every
def test_docx_says_what_the_data_say(paper: Kind) -> None:
    values = values_for(paper)
    filled = letter_from(fill_template(paper.code, values, rules=paper.rules))
    assert checked(filled) == checked(compose(paper.code, values, paper.rules))


@every
def test_docx_says_what_the_data_say_with_needed_fields_only(paper: Kind) -> None:
    values = values_for(paper)
    guards = {words.when for words in paper.words if words.when}
    few = {
        code: value for code, value in values.items()
        if code not in guards | {"attachments", "contact"}
    }  # fmt: skip
    filled = letter_from(fill_template(paper.code, few, rules=paper.rules))
    assert checked(filled) == checked(compose(paper.code, few, paper.rules))


SIGNS = (
    "一、|（一）|1. |12、|附件：|：|。|；|\n|\r\n|\t|“|（|{{ 文号 }}|{%p if %}|<w:p>|&amp;|\x07|😀|"
    "甲乙|2026年1月2日|{you}|{_{|\u2028|\u3000"
)
PIECES = st.sampled_from(SIGNS.split("|"))
AWKWARD = st.lists(PIECES, min_size=1, max_size=9).map("".join)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(EVERY), st.data())
def test_docx_says_what_the_data_say_whatever_people_write(paper: Kind, data) -> None:
    values = values_for(paper)
    texts = [field.code for field in fields_of(paper) if field.shape in WRITTEN]
    for code in data.draw(st.lists(st.sampled_from(texts), max_size=6)):
        values[code] = data.draw(AWKWARD)
    if missing(paper.code, values, paper.rules):
        with pytest.raises((MissingFields, BadLetter)):
            make_paper(paper.code, values, rules=paper.rules)
    else:
        filled = letter_from(fill_template(paper.code, values, rules=paper.rules))
        assert checked(filled) == checked(compose(paper.code, values, paper.rules))


@every
def test_the_pdf_holds_the_words_and_no_pattern_is_left(paper: Kind) -> None:
    made = make_paper(
        paper.code, values_for(paper), rules=paper.rules, fonts=find_fonts(system=False)
    )
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made.pdf)).pages).replace(
        "\n", ""
    )
    assert made.lacking == ()
    assert "{" not in made.letter.text()
    assert not re.search("[。；：，]{2}|None|；。|。”。", made.letter.text())
    last = [block.text for block in made.letter.body if isinstance(block, Paragraph)][-1]
    assert last[:20] in text
    assert "2026年11月20日" in text


@pytest.mark.parametrize(
    ("code", "article"),
    [
        ("receipt", "第三十三条第二款"), ("correction", "第三十条"), ("reasons", "第三十五条"),
        ("extension", "第三十三条第二款"), ("third_party", "第十五条、第三十二条"),
        ("consulting", "第三十三条第三款"), ("disclosing", "第三十二条"), ("comaker", "第三十四条"),
        ("agency", "第十一条、第三十三条第三款"), ("help", "第四十五条"), ("rectify", "第四十一条"),
        ("not_request", "第三十九条"), ("move", "第十条、第三十六条第五项"),
        ("fee", "第四十二条、《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）第三条"),
    ],
)  # fmt: skip
def test_a_paper_cites_its_article_and_version(code: str, article: str) -> None:
    assert f"《中华人民共和国政府信息公开条例》（国务院令第711号）{article}" in body_of(code)


@pytest.mark.parametrize(
    ("code", "article"),
    [
        ("receipt", "第二十四条第二款"), ("correction", "第二十一条第四项"),
        ("extension", "第二十四条第二款"), ("third_party", "第二十三条"),
        ("consulting", "第二十四条第三款"), ("move", "第二十一条第三项"),
    ],
)  # fmt: skip
def test_an_older_request_is_told_by_the_older_articles(code: str, article: str) -> None:
    text = body_of(code, Rules.R2007)
    assert f"《中华人民共和国政府信息公开条例》（国务院令第492号）{article}" in text
    assert "711" not in text


def test_what_the_law_wants_told_is_told() -> None:
    assert "答复期限自本机关收到补正的申请之日起重新计算" in body_of("correction")
    assert "视为放弃申请，本机关不再处理" in body_of("correction")
    assert "15个工作日内提出意见" in body_of("third_party")
    assert "逾期未提出意见的，由本机关依照上述条例的规定决定是否公开" in body_of("third_party")
    assert "逾期未提出意见的，视为同意公开" in body_of("comaker")
    assert "征求意见所需时间不计算在答复期限内" in body_of("consulting")
    assert "自收到本通知书的次日起20个工作日内缴纳" in body_of("fee")
    assert "共计2800元" in body_of("fee")
    assert "经本机关政府信息公开工作机构负责人同意" in body_of("extension")
    assert "20个工作日内予以答复" in body_of("receipt")
    assert "15个工作日内予以答复" in body_of("receipt", Rules.R2007)


def test_the_applicant_is_not_named_to_those_consulted() -> None:
    for code in ("third_party", "comaker", "agency"):
        named = {field.code for field in fields_of(kind(code))}
        assert not named & {"request", "received_on", "channel"}


def test_only_the_receipt_has_no_number_and_only_answers_need_the_remedy() -> None:
    assert [paper.code for paper in KINDS if not paper.numbered] == ["receipt"]
    assert [paper.code for paper in KINDS if paper.remedy] == ["reply", "closing"]
    without = values_for(kind("reply")) | {"remedy": ""}
    assert [field.code for field in missing("reply", without)] == ["remedy"]


def test_points_are_numbered_and_sentences_closed_once() -> None:
    text = body_of("correction", wanted="身份证明\n联系方式", guidance="请注明。")
    assert "1. 身份证明\n2. 联系方式" in text
    assert "补正时请注意：请注明。\n" in text
    assert "1. 甲\n2. 乙" in body_of("correction", wanted="1. 甲\n2. 乙")


def test_a_day_is_written_out_and_a_wrong_one_is_missing() -> None:
    values = values_for(kind("extension"))
    assert "2026年12月28日" in body_of("extension", new_due_on="2026-12-28")
    wrong = values | {"new_due_on": "2026-02-30"}
    assert [field.code for field in missing("extension", wrong)] == ["new_due_on"]
    assert compose("extension", values).issued_on == date(2026, 11, 20)


def test_a_missing_field_blocks_the_docx_and_is_named() -> None:
    values = values_for(kind("reply")) | {"remedy": "", "request": ""}
    with pytest.raises(MissingFields, match=r"^文书还缺：申请内容、救济告知$"):
        make_paper("reply", values)


def test_an_edited_template_may_use_the_papers_fields_only() -> None:
    other = default_template("fee")
    with pytest.raises(BadTemplate, match="收费金额"):
        checked_template("correction", other)
    with pytest.raises(BadTemplate, match="收费金额"):
        make_paper("correction", values_for(kind("correction")), template=other)


def test_what_an_applicant_wrote_is_text() -> None:
    nasty = "{basis} {{ 文号 }} <b>&#x41;</b> #panic() $x$ \\ \x00\n第二行"
    values = values_for(kind("reply")) | {"request": nasty}
    made = make_paper("reply", values, fonts=find_fonts(system=False))
    said = "{basis} {{ 文号 }} <b>&#x41;</b> #panic() $x$ \\；第二行"
    assert said in made.letter.text()
    assert said in compose("reply", values).text()


def test_rows_stand_in_a_table() -> None:
    tables = [block for block in compose("reply", values_for(kind("reply"))).body
              if not isinstance(block, Paragraph)]  # fmt: skip
    assert tables[0].header == ("位置", "依据", "理由")
    assert len(tables[0].rows) == 2
    shapes = {field.code for field in FIELDS.values() if field.shape is Shape.ROWS}
    assert shapes == {"withheld"} <= set(VALUES)
