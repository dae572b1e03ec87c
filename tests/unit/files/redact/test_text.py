"""Text under a box is gone however it was written; its neighbours stay where they were."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from pypdf import PdfReader

from mingtang.files.redact import Box, Passage
from tests.unit.files import builders
from tests.unit.files.redact import checks, pages

SECRET = pages.SECRET
KEPT = ("before", "after")


def test_a_word_in_the_middle_of_a_string_goes_and_its_neighbours_stay(withholding):
    result = withholding(pages.plain(), SECRET, kept=KEPT)
    assert result.report.lengths == (len(SECRET),)
    assert result.report.pages == 1


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages(withholding, turn):
    withholding(pages.plain(turn=turn), SECRET, kept=KEPT)


@pytest.mark.parametrize("turn", [0, 90, 270])
def test_a_crop_that_does_not_start_at_the_corner(withholding, turn):
    content = pages.plain(media=(-50, -30, 450, 400), crop=(40, 120, 330, 260), turn=turn)
    withholding(content, SECRET, kept=KEPT)


def test_kerned_strings_keep_every_other_glyph_in_its_place(withholding):
    kerned = (
        b"BT /F 16 Tf 1.5 Tc 3 Tw 90 Tz 40 200 Td [(be) -40 (fore ) 120 (Zh) 33 (an) -250 (g3) 8"
    )
    content = pages.written(pages.new(kerned + b" (8 af) -20 (ter)] TJ ( and more) Tj ET"))
    withholding(content, SECRET, kept=("before", "after", "andmore"))


def test_strings_shown_on_the_next_line(withholding):
    drawn = (
        b"BT /F 14 Tf 18 TL 40 220 Td (first) Tj (before Zhang38 after) ' "
        b'2 1 (then Zhang38 last) " (end) Tj ET'
    )
    withholding(pages.written(pages.new(drawn)), SECRET, kept=("before", "after", "then", "end"))


def test_sheared_and_mirrored_text(withholding):
    drawn = (
        b"q 1 0 0 -1 0 300 cm BT /F 16 Tf 1 0 0.2 -1 40 100 Tm (before Zhang38 after) Tj ET Q "
        b"BT /F 16 Tf 0.9 0.3 -0.3 0.9 40 60 Tm (before Zhang38) Tj ET"
    )
    content = pages.written(pages.new(drawn))
    withholding(content, SECRET, kept=("before", "after"))


def test_invisible_text_of_a_scan_goes_like_any_other(withholding):
    drawn = b"BT 3 Tr /F 16 Tf 60 200 Td (before Zhang38 after) Tj ET"
    withholding(pages.written(pages.new(drawn)), SECRET, kept=KEPT)


def test_letter_by_letter_text(withholding):
    drawn = "".join(
        f"BT /F 16 Tf {60 + 11 * n} 200 Td ({each}) Tj ET\n" for n, each in enumerate("xx" + SECRET)
    )
    withholding(pages.written(pages.new(drawn.encode())), SECRET, kept=("xx",))


def test_text_in_a_form_that_two_pages_draw_goes_from_the_page_with_the_box_alone(redacting):
    pdf = pages.new(b"/X Do")
    form = pdf.make_stream(
        pages.line(f"before {SECRET} after"),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, 400, 300],
        Matrix=[1, 0, 0, 1, 10, 20],
        Resources=pdf.pages[0].Resources,
    )
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(X=form))
    pages.new(b"/X Do", pdf=pdf)
    pdf.pages[1].Resources = Dictionary(XObject=Dictionary(X=form))
    content = pages.written(pdf)
    result = redacting(content, [Passage(1, Box(120, 60, 190, 85), "X15")])
    first, second = page_texts(result.content)
    assert SECRET not in first
    assert "before" in first
    assert SECRET in second


def page_texts(content: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def test_text_in_forms_within_forms(withholding):
    pdf = pages.new(b"q 0.9 0 0 0.9 5 5 cm /X Do Q")
    inner = pdf.make_stream(
        pages.line(f"before {SECRET} after"),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, 400, 300],
        Resources=pdf.pages[0].Resources,
    )
    outer = pdf.make_stream(
        b"q 1 0 0 1 7 9 cm /Y Do Q",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, 400, 300],
        Resources=Dictionary(XObject=Dictionary(Y=inner)),
    )
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(X=outer))
    withholding(pages.written(pdf), SECRET, kept=KEPT)


def test_chinese_in_a_cid_font(withholding):
    text = "申请人张三丰ID5住址"
    pdf = pikepdf.new()
    font, code = pages.chinese_font(pdf, text)
    drawn = f"BT /C 18 Tf 50 200 Td <{code}> Tj ET".encode()
    content = pages.written(pages.new(drawn, fonts={"/C": font}, pdf=pdf))
    result = withholding(content, "张三丰", kept=("申请人", "ID5住址"))
    assert result.report.lengths == (3,)


def test_the_font_no_longer_tells_which_characters_were_withheld(finding, redacting):
    text = "申请人张三丰住址三"
    pdf = pikepdf.new()
    font, code = pages.chinese_font(pdf, text)
    drawn = f"BT /C 18 Tf 50 200 Td <{code}> Tj ET".encode()
    content = pages.written(pages.new(drawn, fonts={"/C": font}, pdf=pdf))
    result = redacting(content, finding(content, "张三丰"))
    with pikepdf.open(io.BytesIO(result.content)) as after:
        table = after.pages[0].Resources.Font.C.ToUnicode.read_bytes()
    for character, is_told in {"张": False, "丰": False, "三": True, "住": True}.items():
        assert (f"{ord(character):04x}".encode() in table) is is_told, character
    assert "住址三" in checks.texts(result.content)["PDFium"]


def test_chinese_written_from_top_to_bottom(withholding):
    text = "申请人张三丰住址"
    pdf = pikepdf.new()
    font, code = pages.chinese_font(pdf, text, vertical=True)
    drawn = f"BT /C 18 Tf 200 280 Td <{code}> Tj ET".encode()
    content = pages.written(pages.new(drawn, fonts={"/C": font}, pdf=pdf))
    withholding(content, "张三丰", kept=("申请人", "住址"))


def test_chinese_in_a_predefined_coding_that_is_not_embedded(withholding):
    withholding(builders.pdf(text="政府信息公开张三年度报告"), "张三", kept=("公开", "年度报告"))


def test_a_ligature_under_the_edge_of_a_box_goes_whole(withholding):
    pdf = pikepdf.new()
    fonts = {"/L": pages.font(pdf)}
    fonts["/L"].Encoding = Dictionary(Type=Name.Encoding, Differences=[1, Name.fi])
    fonts["/L"].ToUnicode = pdf.make_stream(
        b"1 begincodespacerange <00> <ff> endcodespacerange 3 beginbfchar <01> <00660069> "
        b"<6c> <006c> <65> <0065> endbfchar"
    )
    drawn = pages.line("before ") + b"BT /L 16 Tf 130 200 Td (\x01le) Tj ET"
    content = pages.written(pages.new(drawn, fonts=fonts, pdf=pdf))
    withholding(content, "file", kept=("before",))


def test_a_box_drawn_by_hand_takes_what_it_covers_and_not_the_next_line(redacting):
    drawn = (
        pages.line("first line", y=220)
        + pages.line(f"x {SECRET}", y=204)
        + pages.line("last", y=188)
    )
    content = pages.written(pages.new(drawn))
    result = redacting(content, [Passage(1, Box(70, 83, 200, 98), "X16b")])
    for text in checks.texts(result.content).values():
        assert SECRET not in text
        assert "firstline" in text
        assert "last" in text


def test_text_that_the_crop_does_not_show_goes_from_every_page(redacting):
    pdf = pages.new(pages.line("seen", y=200) + pages.line(SECRET, y=20), crop=(0, 100, 400, 300))
    result = redacting(pages.written(pdf), [])
    assert not checks.mentions(result.content, SECRET)
    assert "seen" in checks.texts(result.content)["PDFium"]


def test_a_font_whose_widths_are_unknown_turns_its_page_into_a_picture_and_says_so(redacting):
    pdf = pages.new(pages.line(f"before {SECRET} after"))
    pdf.pages[0].Resources.Font.F.BaseFont = Name("/NobodyKnows")
    pages.new(pages.line("second page"), pdf=pdf)
    content = pages.written(pdf)
    result = redacting(content, [Passage(1, Box(110, 80, 190, 105), "X15")])
    assert result.report.rasterised_pages == (1,)
    assert "第 1 页" in result.report.reasons[0]
    assert not checks.mentions(result.content, SECRET)
    for text in checks.texts(result.content).values():
        assert text == "secondpage"


def test_glyphs_drawn_by_a_type3_font_turn_the_page_into_a_picture(redacting):
    pdf = pages.new(b"BT /T 20 Tf 60 200 Td (AB) Tj ET")
    square = pdf.make_stream(b"1000 0 0 0 750 750 d1 0 0 750 750 re f")
    pdf.pages[0].Resources.Font.T = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=[0, 0, 750, 750],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=Dictionary(A=square, B=square),
        Encoding=Dictionary(Type=Name.Encoding, Differences=[65, Name.A, Name.B]),
        FirstChar=65,
        LastChar=66,
        Widths=[1000, 1000],
        Resources=Dictionary(),
    )
    content = pages.written(pdf)
    result = redacting(content, [Passage(1, Box(55, 75, 80, 105), "X15")])
    assert result.report.rasterised_pages == (1,)
    assert set(checks.texts(result.content).values()) == {""}
