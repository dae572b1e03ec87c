"""Pages of seven families of sites: the document comes out, the site stays behind."""

from __future__ import annotations

import datetime as dt

import pytest

from mingtang.text.pages.decode import decode_page
from mingtang.text.pages.guess import Guessed, guess
from mingtang.text.pages.html import read_html
from mingtang.text.pages.model import PageRefused
from mingtang.text.pages.recurring import recurring_lines
from tests.unit.text.pages.sites import DATA_TABLE, PARAGRAPHS, SITES, Article, list_page

TODAY = dt.date(2026, 11, 20)
CHROME = [
    "首页",
    "打印",
    "关闭",
    "扫一扫",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "ICP",
    "公网安备",
    "标识码",
    "主办",
    "版权",
    "Copyright",
    "浏览",
    "点击数",
    "阅读量",
    "分享",
    "往期公告",
    "索",
    "引",
    "号",
    "发布时间",
    "当前位置",
    "位置：",
    "办事服务",
    "技术支持",
    "不是正文",
    "相关文档",
    "没有了",
    "document",
]


def read(markup: str, name: str = "page") -> Guessed:
    return guess(read_html(markup), name=name, today=TODAY)


@pytest.fixture(params=sorted(SITES))
def site(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_body_is_the_documents_paragraphs_and_signature(site: str) -> None:
    texts = [block.text for block in read(SITES[site](Article())).body]
    assert [text for text in texts if text in PARAGRAPHS] == list(PARAGRAPHS)
    rest = [text for text in texts if text not in PARAGRAPHS]
    assert rest in (
        ["云溪县水务局", "2023年5月16日"],
        ["云溪县水务局", "2023年5月16日", "（此件公开发布）"],
    )


def test_nothing_of_the_site_is_left(site: str) -> None:
    html = read(SITES[site](Article())).body_html
    assert [word for word in CHROME if word and word in html] == []


def test_title_dates_and_issuer_are_found(site: str) -> None:
    found = read(SITES[site](Article()))
    assert found.title.value == "云溪县水务局关于做好农村饮水安全工作的通知"
    assert found.made_on and found.made_on[0] == dt.date(2023, 5, 16)
    assert found.genre.value == "notice"
    assert any("云溪县水务局" in text for text, _ in found.issuers[:3])
    assert found.summary and found.summary.value == PARAGRAPHS[0]


@pytest.mark.parametrize("name", sorted(set(SITES) - {"word_paste"}))
def test_day_of_publication_is_found(name: str) -> None:
    found = read(SITES[name](Article()))
    assert found.published_on and found.published_on[0] == dt.date(2023, 5, 18)


@pytest.mark.parametrize("name", ["ucap", "nested_tables", "word_paste"])
def test_own_number_is_found_where_it_is_printed(name: str) -> None:
    number = read(SITES[name](Article())).number
    assert number and number.value == "云溪水发〔2023〕12号"


def test_cited_number_is_not_taken_for_the_own(site: str) -> None:
    cited = (
        "根据《关于加强供水管理的通知》（云政发〔2022〕7号）要求，结合实际制定本方案。",
        *PARAGRAPHS,
    )
    number = read(SITES[site](Article(paragraphs=cited, number=""))).number
    assert number is None


def test_table_of_data_keeps_its_spans(site: str) -> None:
    found = read(SITES[site](Article(table=DATA_TABLE)))
    tables = [block for block in found.body if block.is_table]
    assert len(tables) == 1
    assert 'rowspan="2"' in tables[0].html and 'colspan="2"' in tables[0].html
    assert tables[0].text.splitlines()[2].split("\t") == ["青石镇", "12.5", "1"]


def test_page_saved_in_gbk_reads_the_same(site: str) -> None:
    markup = SITES[site](Article()).replace("utf-8", "gb2312").replace("UTF-8", "gb2312")
    text = decode_page(markup.encode("gb18030"))
    assert read(text).body_html == read(SITES[site](Article())).body_html


def test_short_document_is_not_lost_in_a_large_site(site: str) -> None:
    found = read(SITES[site](Article(paragraphs=("经研究，现将有关事项公告如下：明日停水一天。",))))
    assert "明日停水一天" in found.body_html
    assert "往期公告" not in found.body_html


def test_column_is_refused_as_a_list() -> None:
    with pytest.raises(PageRefused, match="列表页，没有正文"):
        read_html(list_page())


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "<html></html>",
        "<html><body><img src='a.jpg'></body></html>",
        "<html><frameset cols='20%,80%'><frame src='a.html'><frame src='b.html'></frameset></html>",
    ],
)
def test_page_without_text_is_refused_with_a_reason(markup: str) -> None:
    with pytest.raises(PageRefused) as refusal:
        guess(read_html(markup), name="空页", today=TODAY)
    assert refusal.value.reason


def test_pictures_and_attachments_left_behind_are_remarked_upon() -> None:
    article = Article(
        paragraphs=(*PARAGRAPHS, "<img src='../a.jpg'>附件：<a href='b.xls'>任务表</a>")
    )
    remarks = " ".join(read(SITES["trs"](article)).remarks)
    assert "1 张图片没有导入" in remarks
    assert "1 个附件" in remarks


def test_links_into_the_old_site_lose_their_address_and_keep_their_text() -> None:
    article = Article(
        paragraphs=(
            *PARAGRAPHS,
            "见<a href='/old/1.html'>实施方案</a>和<a href='https://a.gov.cn/x'>原文</a>。",
        )
    )
    html = read(SITES["trs"](article)).body_html
    assert "/old/1.html" not in html and "实施方案" in html
    assert 'href="https://a.gov.cn/x"' in html


def test_lines_on_most_pages_of_an_unknown_site_are_learnt_and_dropped() -> None:
    def page(number: int) -> str:
        return (
            f"<html><body><div>云溪欢迎您的到来，今日天气晴</div><h1>云溪县第{number}号公告</h1>"
            f"<div><p>第{number}号地块挂牌出让事宜，现将有关情况予以公告，详情请到现场咨询。</p>"
            f"<p>出让面积{number}00平方米，起始价每平方米一千二百元，竞买保证金另行通知。</p></div>"
            "<div>山水云溪，生态之城，宜居宜业宜游</div></body></html>"
        )

    pages = [page(number) for number in range(1, 13)]
    learnt = recurring_lines(pages)
    found = guess(read_html(pages[2], learnt), name="x", today=TODAY, recurring=learnt)
    assert [block.text[:4] for block in found.body] == ["第3号地", "出让面积"]
    assert recurring_lines(pages[:3]) == frozenset()


def test_paragraphs_that_an_office_repeats_are_not_taken_for_the_site() -> None:
    names = sorted(SITES)
    pages = [
        SITES[names[n % len(names)]](Article(title=f"关于第{n}项工作的通知")) for n in range(14)
    ]
    learnt = recurring_lines(pages)
    assert {"首页", "政务公开"} <= learnt
    for page in pages:
        found = guess(read_html(page, learnt), name="x", today=TODAY, recurring=learnt)
        texts = [block.text for block in found.body]
        assert texts[:4] == list(PARAGRAPHS) and texts[4:6] == ["云溪县水务局", "2023年5月16日"]
