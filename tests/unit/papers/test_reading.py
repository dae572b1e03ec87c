"""A filled DOCX read back as a letter."""

from __future__ import annotations

from datetime import date

import pytest

from mingtang.papers import reading
from mingtang.papers.letter import BadLetter, Paragraph, Table
from mingtang.papers.package import BadTemplate
from mingtang.papers.reading import letter_from, leveled
from mingtang.papers.styles import add_table, blank_paper, saved


def paper(*lines: tuple[str, str], rows: tuple[tuple[str, ...], ...] = ()) -> bytes:
    made = blank_paper("答复书")
    for style, text in lines:
        made.add_paragraph(text, style=style)
    if rows:
        add_table(made, rows)
    return saved(made)


def test_each_style_is_an_element() -> None:
    letter = letter_from(
        paper(
            (reading.TITLE, "云溪县自然资源局"), (reading.TITLE, "答复书"),
            (reading.NUMBER, "云自然资公开告〔2026〕1号"), (reading.ADDRESSEE, "李晓明："),
            (reading.TEXT, "一、关于第1项"), ("一级标题", "二、关于第2项"), ("Normal", "正文。"),
            (reading.ATTACHMENTS, "附件：1. 方案"), (reading.ATTACHMENTS, "2. 批复"),
            (reading.SIGNATURE, "云溪县自然资源局"), (reading.DATE, "2026年11月3日"),
            (reading.NOTE, "（联系人：王芳）"),
            rows=(("甲", "乙"), ("丙", "丁")),
        )
    )  # fmt: skip
    assert letter.title == ("云溪县自然资源局", "答复书")
    assert (letter.number, letter.addressee) == ("云自然资公开告〔2026〕1号", "李晓明")
    assert letter.body == (
        Paragraph("一、关于第1项", 1),
        Paragraph("二、关于第2项", 1),
        Paragraph("正文。"),
        Table(("甲", "乙"), (("丙", "丁"),)),
    )
    assert letter.attachments == ("方案", "批复")
    assert (letter.signature, letter.issued_on) == ("云溪县自然资源局", date(2026, 11, 3))
    assert letter.note == "联系人：王芳"


@pytest.mark.parametrize(
    ("line", "level"),
    [("一、总则", 1), ("十二、附则", 1), ("（二）程序", 2), ("1. 身份证明", 0),
     ("一、已经办理。", 0), ("一些情况", 0), ("一、" + "长" * 90, 0)],
)  # fmt: skip
def test_headings_are_known_by_their_number(line: str, level: int) -> None:
    assert leveled(line) == level


@pytest.mark.parametrize("text", ["2026年2月30日", "二〇二六年", "2026-11-03"])
def test_a_date_written_otherwise_is_refused(text: str) -> None:
    with pytest.raises(BadLetter, match="成文日期"):
        letter_from(paper((reading.DATE, text)))


def test_what_is_no_docx_is_refused() -> None:
    with pytest.raises(BadTemplate):
        letter_from(b"no")
