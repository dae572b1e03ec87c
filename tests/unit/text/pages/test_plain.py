"""Plain text: encodings, broken lines, glued lines, tables of bars, hostile bytes."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingtang.text.pages.chinese import close_spaces
from mingtang.text.pages.decode import decode_page
from mingtang.text.pages.genres import genre_of
from mingtang.text.pages.guess import guess
from mingtang.text.pages.html import read_html
from mingtang.text.pages.lines import facts_of, is_around
from mingtang.text.pages.model import PageRefused
from mingtang.text.pages.plain import read_plain

TODAY = dt.date(2026, 11, 20)
TEXT = "关于停水的公告\n\n因检修管道，明日停水一天。\n云溪县水务局\n2024年3月5日\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
    ],
)
def test_text_reads_the_same_in_every_encoding(content: bytes) -> None:
    found = guess(read_plain(decode_page(content)), name="x", today=TODAY)
    assert found.title.value == "关于停水的公告"
    assert found.made_on and found.made_on[0] == dt.date(2024, 3, 5)
    assert found.body[0].text == "因检修管道，明日停水一天。"


@pytest.mark.parametrize("line", ["2027年3月5日", "2023年2月30日", "1899年1月1日"])
def test_date_in_the_future_or_on_no_calendar_is_not_believed(line: str) -> None:
    found = guess(read_plain(TEXT.replace("2024年3月5日", line)), name="x", today=TODAY)
    assert found.made_on is None


def test_chinese_date_of_a_signature_is_read() -> None:
    text = TEXT.replace("2024年3月5日", "二〇二四年三月五日")
    found = guess(read_plain(text), name="x", today=TODAY)
    assert found.made_on and found.made_on[0] == dt.date(2024, 3, 5)
    assert ("云溪县水务局", "文末署名") in found.issuers


def test_head_of_a_red_headed_document_is_metadata_not_text() -> None:
    text = (
        "云溪县人民政府办公室文件\n云政办发〔2024〕 6号\n"
        "云溪县人民政府办公室\n关于印发防汛预案的通知\n"
        "各乡镇人民政府，县直各部门：\n防汛预案已经县政府同意，现印发给你们，请认真执行。\n"
        "云溪县人民政府办公室\n2024年4月1日\n（此件公开发布）\n"
    )
    found = guess(read_plain(text), name="x", today=TODAY)
    assert found.title.value == "云溪县人民政府办公室关于印发防汛预案的通知"
    assert found.number and found.number.value == "云政办发〔2024〕6号"
    assert found.made_on and found.made_on[0] == dt.date(2024, 4, 1)
    assert found.body[0].text == "各乡镇人民政府，县直各部门："
    assert ("云溪县人民政府办公室", "发文机关标志") in found.issuers


def test_consistent_bar_table_is_a_table() -> None:
    page = read_plain("说明文字在这里。\n| 项目 | 数量 |\n|---|---|\n| 规章 | 0 |\n| 文件 | 13 |\n")
    assert [block.is_table for block in page.blocks] == [False, True]
    assert page.blocks[1].html.count("<tr>") == 3


def test_uneven_bar_table_is_kept_as_it_stands() -> None:
    lines = ["| 甲 | 乙 | 丙 |", "| 1 | 2 |"]
    page = read_plain("说明文字在这里。\n" + "\n".join(lines))
    assert [block.text for block in page.blocks[1:]] == lines
    assert "1 处表格残缺不全" in page.remarks[0]


def test_cells_that_are_gone_are_remarked_upon() -> None:
    page = read_plain("标题 |\n|||||||\n正文在这里。\n")
    assert [block.text for block in page.blocks] == ["标题", "正文在这里。"]
    assert "表格内容在保存时已经丢失" in page.remarks[0]


def test_several_documents_in_one_are_named_and_not_split() -> None:
    parts = "\n".join(f"工作总结【第{each}篇】\n{'今年完成了各项任务。' * 20}" for each in "一二三")
    found = guess(read_plain(f"工作总结范文合集\n{parts}"), name="x", today=TODAY)
    remark = next(text for text in found.remarks if "没有拆分" in text)
    assert remark.count("篇】") == 3


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("云溪县2023年政府信息公开工作年度报告", "annual_report"),
        ("关于做好工作的通知（试行）", "notice"),
        ("关于支持企业发展的若干意见", "opinion"),
        ("第三次常务会议纪要", "minutes"),
        ("《供水管理办法》政策解读", "interpretation"),
        ("2024年度部门预算公开说明", "budget"),
        ("云溪县国民经济和社会发展统计公报", "statistics"),
        ("关于同意设立学校的批复", "reply"),
        ("春游随想", "other"),
    ],
)
def test_genre_is_read_off_the_titles_end(title: str, genre: str) -> None:
    assert genre_of(title)[0] == genre


@pytest.mark.parametrize(
    "line",
    [
        "您现在的位置：首页 > 政务公开 > 正文",
        "字号：[ 大 中 小 ]",
        "【打印】【关闭】",
        "扫一扫在手机打开当前页",
        "上一篇：关于停水的公告",
        "滇ICP备05001234号",
        "版权所有 云溪县人民政府",
        "分享到： 微信 微博",
        "document.write('x');",
    ],
)
def test_lines_of_a_site_are_known(line: str) -> None:
    assert is_around(line) or facts_of(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "各乡镇人民政府，县直各部门：",
        "附件：1.任务分工表",
        "联系人：王丽，联系电话见网站。",
        "三、打印社应当登记委托人的姓名和印制内容。",
        "关闭煤矿的补偿标准由县政府另行规定。",
        "2023年5月16日云溪县水务局召开会议。",
        "一是优化首页栏目，二是完善分享功能，三是加强搜索服务。",
    ],
)
def test_lines_of_a_document_are_left_alone(line: str) -> None:
    assert not is_around(line) and facts_of(line) is None


def test_spaces_of_typesetting_go_and_those_of_latin_words_stay() -> None:
    assert close_spaces("截至 2023 年 12 月底 ， 共 受理 5 件 Open Data") == (
        "截至2023年12月底，共受理5件 Open Data"
    )


@pytest.mark.parametrize("reader", [read_html, read_plain])
@given(
    content=st.binary(max_size=400)
    | st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace"))
)
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_a_page_or_a_refusal(reader, content: bytes) -> None:  # type: ignore[no-untyped-def]
    try:
        guess(reader(decode_page(content)), name="x", today=TODAY)
    except PageRefused as refusal:
        assert refusal.reason


MARKUP = """
<div> </div> <table> <tr> <td> </td> </table> <p> <br> <a\u2003href=x> </a> <h1> <!-- --> <script>
</script> 标题 来源：某局 2023-05-18 正文内容。 <li> <ul> | <body> <html> <head> </head> <frameset>
&nbsp; <img\u2003src=x> </body> <td\u2003style='display:none'> <!doctype\u2003html>
"""


@given(st.lists(st.sampled_from(MARKUP.split(" ")), max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_order_of_markup_gives_a_page_or_a_refusal(parts: list[str]) -> None:
    try:
        guess(read_html("".join(parts).replace("\u2003", " ")), name="x", today=TODAY)
    except PageRefused as refusal:
        assert refusal.reason


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 20_000 + "<p>正文在很深的地方，仍然要读出来。</p>",
        "<table><tr><td>" * 3_000 + "正文在很深的表格里，仍然要读出来。",
        "<p>一段普通的正文，内容不多，反复出现。</p>" * 60_000,
        "<a href='/x'>链接</a>" * 100_000,
        "<p>" + "时间：" * 400_000,
        "<p>" + "当前位置 > " * 200_000 + "</p>",
        "<img src='data:image/png;base64," + "A" * 10_000_000 + "'><p>图片之外的正文内容。</p>",
    ],
    ids=["deep", "tables", "long", "links", "labels", "path", "picture"],
)
def test_hostile_page_is_read_or_refused(markup: str) -> None:
    try:
        guess(read_html(markup), name="x", today=TODAY)
    except PageRefused as refusal:
        assert refusal.reason
