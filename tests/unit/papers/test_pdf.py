"""Letters on paper: text layer, layout of GB/T 9704, no sign is an instruction."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pdfplumber
import pytest
from pypdf import PdfReader

from mingtang.papers.fonts import find_fonts
from mingtang.papers.letter import BadLetter, Letter, Paragraph, Table
from mingtang.papers.pdf import typeset

MM = 72 / 25.4
LETTER = Letter(
    title=("云溪县自然资源局", "政府信息公开申请答复书"),
    number="云自然资公开告〔2026〕12号",
    addressee="李晓明",
    body=(Paragraph("本机关于2026年11月2日收到你的申请。"), Paragraph("特此告知。")),
    signature="云溪县自然资源局",
    issued_on=date(2026, 11, 3),
)


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def squeezed(text: str) -> str:
    return "".join(text.split())


def characters(pdf: bytes, page: int = 0) -> list[dict]:
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return opened.pages[page].chars


@pytest.fixture(scope="module")
def fonts():
    """The open fonts that come with the package: the same on every machine."""
    return find_fonts(system=False)


@pytest.mark.parametrize(
    "text",
    [
        "#set text(size: 1pt)", "$x^2$", "\\n \\u{41}", "*粗* _斜_ `码`", "[方] 【】",
        "<标签> @引用", "// 注释 /* 注释 */", "= 标题", "- 项", '#read("/etc/passwd")',
        '"引号" \' ~ ---',
        "#sys.inputs", "https://example.cn/a", "]#panic(1)[",
    ],
)  # fmt: skip
def test_no_sign_is_an_instruction(text: str, fonts) -> None:
    pdf = typeset(replace(LETTER, body=(Paragraph(f"始{text}终"),)), fonts).pdf
    assert squeezed(f"始{text}终") in squeezed(text_of(pdf))


def test_every_part_takes_signs_as_text(fonts) -> None:
    sign = "#a$b*c[d]"
    letter = Letter(
        title=(sign,), body=(Table((sign,), ((sign,),)), Paragraph(sign, 1)), number=sign,
        addressee=sign, attachments=(sign, sign), signature=sign, note=sign, mark=sign,
        issued_on=date(2026, 1, 1),
    )  # fmt: skip
    assert squeezed(text_of(typeset(letter, fonts).pdf)).count(sign) == 11


def test_the_pdf_has_text_and_metadata_and_no_paths(fonts) -> None:
    pdf = typeset(LETTER, fonts).pdf
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.metadata.title == "云溪县自然资源局政府信息公开申请答复书"
    assert reader.metadata.author == "云溪县自然资源局"
    assert "本机关于2026年11月2日收到你的申请。" in text_of(pdf)
    assert b"pdfaid" in pdf
    assert b"/home" not in pdf
    assert b"site-packages" not in pdf
    assert b".typ" not in pdf.replace(b"/Type", b"")


def test_the_same_letter_is_the_same_bytes(fonts) -> None:
    assert typeset(LETTER, fonts).pdf == typeset(LETTER, fonts).pdf


def test_a_page_holds_22_lines_of_28_characters_within_the_margins(fonts) -> None:
    pdf = typeset(replace(LETTER, body=(Paragraph("公" * 3000),)), fonts).pdf
    signs = [sign for sign in characters(pdf, 1) if sign["text"] == "公"]
    rows = sorted({round(sign["top"]) for sign in signs})
    assert len(rows) == 22
    assert {sum(round(sign["top"]) == row for sign in signs) for row in rows} == {28}
    assert min(sign["x0"] for sign in signs) == pytest.approx(28 * MM, abs=1)
    assert max(sign["x1"] for sign in signs) == pytest.approx((210 - 26) * MM, abs=1.5)
    assert rows[1] - rows[0] == pytest.approx(225 / 22 * MM, abs=1)
    assert {round(sign["size"], 1) for sign in signs} == {16.0}


def test_the_title_is_larger_and_the_paragraph_is_indented_by_two(fonts) -> None:
    signs = characters(typeset(LETTER, fonts).pdf)
    assert round(next(sign for sign in signs if sign["text"] == "云")["size"]) == 22
    first = next(sign for sign in signs if sign["text"] == "本")
    assert first["x0"] == pytest.approx(28 * MM + 32, abs=1.5)


def test_page_numbers_stand_outside_between_dashes(fonts) -> None:
    pdf = typeset(replace(LETTER, body=(Paragraph("公" * 1500),)), fonts).pdf
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        feet = [page.crop((0, 262 * MM, 210 * MM, 290 * MM)) for page in opened.pages]
        texts = [foot.extract_text() for foot in feet]
        places = [foot.chars[0]["x0"] for foot in feet]
    assert [squeezed(text) for text in texts] == [f"—{n}—" for n in range(1, len(feet) + 1)]
    assert places[0] > 105 * MM > places[1]


def test_with_a_seal_the_date_stands_four_characters_from_the_edge(fonts) -> None:
    signs = characters(typeset(LETTER, fonts).pdf)
    last_day = [sign for sign in signs if sign["text"] == "日"][-1]
    assert last_day["x1"] == pytest.approx((210 - 26) * MM - 64, abs=3)


def test_the_signature_never_stands_on_a_page_without_text(fonts) -> None:
    for count in range(500, 640, 7):
        letter = replace(LETTER, body=(Paragraph("公" * count), Paragraph("特此告知。")))
        last = PdfReader(io.BytesIO(typeset(letter, fonts).pdf)).pages[-1].extract_text()
        assert "特此告知。" in last


def test_the_red_head_stands_35_mm_below_the_type_area_over_a_red_line(fonts) -> None:
    pdf = typeset(replace(LETTER, mark="云溪县自然资源局文件"), fonts).pdf
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0]
        mark = next(sign for sign in page.chars if sign["text"] == "件")
        red = [line for line in page.lines + page.rects if line["width"] > 150 * MM]
    assert mark["top"] == pytest.approx((37 + 35) * MM, abs=12)
    assert red and red[0]["width"] == pytest.approx(156 * MM, abs=1)
    assert mark["non_stroking_color"][0] > 0.7 > mark["non_stroking_color"][1]


def test_a_character_no_font_shows_is_told_and_printed_as_a_stand_in(fonts) -> None:
    made = typeset(replace(LETTER, body=(Paragraph("名\U0002a6d6字😀"),)), fonts)
    assert set(made.lacking) == {"\U0002a6d6", "😀"}
    assert "名〓字〓" in text_of(made.pdf)


def test_control_characters_are_left_out(fonts) -> None:
    letter = replace(LETTER, body=(Paragraph("甲\x00\u202e乙\ud800丙\n丁"),))
    assert "甲乙丙" in text_of(typeset(letter, fonts).pdf)


def test_twenty_thousand_characters_make_some_thirty_pages(fonts) -> None:
    pdf = typeset(replace(LETTER, body=(Paragraph("申请公开的内容" * 2858),)), fonts).pdf
    assert 30 <= len(PdfReader(io.BytesIO(pdf)).pages) <= 36


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"title": (" ",)}, "没有标题"),
        ({"body": ()}, "没有正文"),
        ({"body": (Paragraph(" \n "),)}, "没有正文"),
        ({"body": (Paragraph("甲", 5),)}, "四级"),
        ({"body": (Table(("甲", "乙"), (("丙",),)),)}, "栏数"),
        ({"body": (Paragraph("公" * 400_001),)}, "40 万字"),
    ],
)
def test_a_letter_that_cannot_be_set_says_why(change: dict, reason: str, fonts) -> None:
    with pytest.raises(BadLetter, match=reason):
        typeset(replace(LETTER, **change), fonts)
