"""DOCX and PDF files built for the tests of their readers. Everything is invented."""

# ruff: noqa: E501 - markup is quoted in one piece

from __future__ import annotations

import io
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

_LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def red_headed() -> bytes:
    """A notice of an office with automatic numbers, a merged table and a signature."""
    document = docx.Document()
    _centred(document, "云溪县水务局文件")
    _centred(document, "云溪水发〔2024〕5号")
    _centred(document, "云溪县水务局")
    _centred(document, "关于印发防汛值班制度的通知")
    document.add_paragraph("各乡镇水务站：")
    document.add_paragraph("现将防汛值班制度印发给你们，请结合实际认真执行。")
    list_id = _number_list(document)
    for level, text in (
        (0, "值班安排"),
        (1, "汛期实行全天值班。"),
        (1, "值班表每月底前报送。"),
        (0, "工作要求"),
        (1, "值班人员不得擅自离岗。"),
        (2, "确需离岗的，须先安排替班。"),
    ):
        _numbered(document, text, list_id, level)
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "乡镇"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "值班人数"
    table.cell(1, 1).text, table.cell(1, 2).text = "白天", "夜间"
    for column, text in enumerate(("青石镇", "2", "3")):
        table.cell(2, column).text = text
    document.add_paragraph("附件：值班表")
    for text in ("云溪县水务局", "2024年4月2日"):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return saved(document)


def with_traces() -> bytes:
    """A document with deleted, inserted and hidden text."""
    document = docx.Document()
    document.add_paragraph("关于停水的公告")
    paragraph = document.add_paragraph("明日停水一天，")
    change = 'w:id="1" w:author="某人" w:date="2024-01-01T00:00:00Z"'
    paragraph._p.append(
        parse_xml(
            f"<w:del {nsdecls('w')} {change}><w:r><w:delText>内部原因不便公开</w:delText></w:r></w:del>"
        )
    )
    paragraph._p.append(
        parse_xml(f"<w:ins {nsdecls('w')} {change}><w:r><w:t>请提前储水。</w:t></w:r></w:ins>")
    )
    run = paragraph.add_run("隐藏的批语")
    run.font.hidden = True
    return saved(document)


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _centred(document: Any, text: str) -> None:
    document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _number_list(document: Any) -> str:
    part = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for place, (form, text) in enumerate(_LEVELS)
    )
    part.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>')
    )
    part.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )
    return "77"


def _numbered(document: Any, text: str, list_id: str, level: int) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    numbering = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", str(level)), ("w:numId", list_id)):
        child = OxmlElement(name)
        child.set(qn("w:val"), value)
        numbering.append(child)
    properties.append(numbering)


def paper(*, pages: int = 2) -> bytes:
    """A report over several pages: centred title, indented paragraphs broken at the margin, a
    ruled table that goes on on the second page, page numbers."""
    out = io.BytesIO()
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    page = canvas.Canvas(out, pagesize=A4)
    for number in range(1, pages + 1):
        page.setFont("STSong-Light", 16)
        if number == 1:
            page.drawCentredString(297, 780, "云溪县水务局2023年工作总结")
        page.setFont("STSong-Light", 12)
        if number == 1:
            page.drawString(
                94, 740, "2023年，全局上下紧扣供水安全这条主线，完成了三座水厂的全部改造任务，"
            )
            page.drawString(
                70, 720, "群众用水条件得到明显改善，全年累计共受理供水报修2316件，办结率百分之九十"
            )
            page.drawString(70, 700, "九，比上年提高两个百分点。")
            page.drawString(94, 680, "下一步将继续推进管网更新。")
            _rules(page, top=160, rows=(("乡镇", "公里"), ("青石镇", "12")), bottom=120)
        if number == 2:
            _rules(page, top=780, rows=(("白河乡", "8"), ("合计", "20")), bottom=740)
            page.drawRightString(520, 600, "云溪县水务局")
            page.drawRightString(520, 580, "2023年12月28日")
        page.drawCentredString(297, 40, f"- {number} -")
        page.showPage()
    page.save()
    return out.getvalue()


def _rules(page: Any, *, top: int, rows: tuple[tuple[str, str], ...], bottom: int) -> None:
    height = (top - bottom) // len(rows)
    for place, cells in enumerate(rows):
        for column, text in enumerate(cells):
            left = 100 + column * 200
            page.rect(left, top - (place + 1) * height, 200, height)
            page.drawString(left + 10, top - (place + 1) * height + 5, text)


def scan() -> bytes:
    """A page with a picture and no text."""
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=A4)
    page.rect(100, 100, 300, 500, fill=1)
    page.showPage()
    page.save()
    return out.getvalue()
