"""What the template tags draw, and that the component page holds together."""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from mingtang.look import specimen, views


def render(source: str, request: Any = None, **context: Any) -> str:
    return engines["django"].from_string("{% load look %}" + source).render(context, request)


class Form(forms.Form):
    name = forms.CharField(label="名称", help_text="写全称")
    way = forms.ChoiceField(label="方式", choices=[("a", "甲")], widget=forms.RadioSelect)
    note = forms.CharField(label="备注", required=False)


def test_a_field_ties_hint_and_error_to_its_control():
    html = render("{% field form.name %}", form=Form({}))
    described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', html)
    assert described is not None
    for name in described[1].split():
        assert f'id="{name}"' in html
    assert 'aria-invalid="true"' in html
    assert '<label class="field-label" for="id_name">' in html


def test_choices_stand_in_a_fieldset_with_a_legend():
    html = render("{% field form.way %}", form=Form({}))
    assert "<fieldset" in html
    assert re.search(r"<legend>\s*方式", html)
    assert 'aria-describedby="id_way-error"' in html


def test_a_field_that_may_stay_empty_says_so():
    assert "可不填" in render("{% field form.note %}", form=Form())
    assert "可不填" not in render("{% field form.name %}", form=Form())


def test_error_summary_leads_to_each_field_that_is_wrong():
    html = render("{% error_summary form %}{% fields form %}", form=Form({}))
    targets = re.findall(r'href="#([^"]+)"', html)
    assert targets == ["id_name", "id_way"]
    for target in targets:
        assert f'id="{target}"' in html


def test_error_summary_of_a_good_form_is_empty():
    form = Form({"name": "甲", "way": "a"})
    assert render("{% error_summary form %}", form=form).strip() == ""


def test_typed_markup_is_shown_as_text():
    html = render("{% field form.name %}", form=Form({"name": '"><script>x</script>'}))
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("duty", "words", "level"),
    [
        ({"status": "open", "days_left": 6}, "还剩 6 个工作日", "in-time"),
        ({"status": "open", "days_left": 2}, "还剩 2 个工作日", "soon"),
        ({"status": "open", "days_left": -3}, "逾期 3 个工作日", "late"),
        ({"status": "open", "days_left": 9, "card": "soon"}, "还剩 9 个工作日", "soon"),
        ({"status": "open", "stopped": True, "days_left": 4}, "暂停计时", "still"),
        ({"status": "fulfilled", "met": True}, "按期办结", "still"),
        ({"status": "fulfilled", "met": False}, "逾期办结", "still"),
        ({"status": "void"}, "已取消", "still"),
        ({"status": "open", "due_on": date(2026, 10, 30)}, "10月30日到期", "still"),
        ({"status": "open", "days_left": 3, "working": False}, "还剩 3 日", "soon"),
    ],
)
def test_due_badge_says_in_words_how_a_duty_stands(duty: dict[str, Any], words: str, level: str):
    for shape in (duty, SimpleNamespace(**duty)):
        html = render("{% due_badge duty %}", duty=shape)
        assert words in html
        assert f"due-in {level}" in html


def test_a_red_card_is_a_word():
    assert "红牌" in render("{% due_badge duty %}", duty={"days_left": -9, "card": "red"})


def test_proof_line_counts_reviews_and_links_the_register():
    html = render("{% proof_line entry %}", entry=specimen.ENTRY)
    assert specimen.ENTRY["index_number"] in html
    assert "3 道" in html
    assert 'href="#register"' in html
    assert specimen.ENTRY["content_hash"] in html.replace(" ", "")


def test_open_number_opens_its_rows_and_says_so():
    html = render('{% open_number 42 "/rows" "件" "答复" %}')
    assert 'href="/rows"' in html
    assert "查看明细" in html
    assert "<a" not in render('{% open_number 42 "" "件" %}')


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("valid", "有效"),
        ("amended", "已修改"),
        ("repealed", "废止"),
        ("expired", "失效"),
        ("废止", "废止"),
    ],
)
def test_validity_is_a_word(code: str, word: str):
    assert word in render("{% validity_badge code %}", code=code)


def test_only_a_document_that_is_not_simply_valid_has_a_banner():
    assert render('{% validity_banner "valid" %}').strip() == ""
    assert "废止" in render('{% validity_banner "repealed" %}')


def test_pages_keep_the_other_parameters():
    request = RequestFactory().get("/list", {"unit": "县教育局", "page": "2"})
    page = Paginator(range(95), 10).page(2)
    html = render("{% pages page %}", request=request, page=page)
    assert "unit=%E5%8E%BF%E6%95%99%E8%82%B2%E5%B1%80&amp;page=3" in html
    assert html.count("aria-current") == 1
    assert "共 95 条" in html


def test_one_page_needs_no_links():
    page = Paginator(range(5), 10).page(1)
    assert render("{% pages page %}", page=page).strip() == ""


def test_each_cell_of_the_strip_tells_its_article():
    html = render("{% clock_strip clock %}", clock=specimen.clock())
    tips = re.findall(r'class="day-tip">([^<]+)<', html)
    assert len(tips) == html.count("data-day ")
    assert all("依据" in tip for tip in tips if "计入" in tip and "不计入" not in tip)


def test_the_component_page_shows_all_components_and_stays_out_of_search_engines():
    response = views.specimen(RequestFactory().get("/look/specimen"))
    html = response.content.decode()
    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    for mark in ("data-strip", "proof-seal", "open-number", "fair-board", "error-summary", "pages"):
        assert mark in html, mark
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_the_footer_holds_what_site_inspection_asks_for():
    html = views.specimen(RequestFactory().get("/look/specimen")).content.decode()
    footer = html[html.index("<footer") :]
    for item in (
        "党政机关网站标识",
        "我为政府网站找错",
        "网站标识码",
        "主办单位",
        "联系方式",
        "ICP备",
        "公网安备",
        "站点地图",
    ):
        assert item in footer, item


def test_page_tags_of_an_article_are_complete():
    meta = {
        "column_name": "政策文件",
        "article_title": "通知",
        "pub_date": specimen.ENTRY["published_at"],
        "content_source": "县水务局",
    }
    html = render('{% include "look/page_meta.html" %}', site=specimen.SITE, meta=meta)
    names = set(re.findall(r'<meta name="(\w+)" content="[^"]+"', html))
    assert names == {
        "SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription",
        "ColumnKeywords", "ColumnType", "ArticleTitle", "PubDate", "ContentSource",
    }  # fmt: skip
    assert 'content="2026-10-21 09:30"' in html


def test_a_heading_breaks_between_words_and_is_escaped() -> None:
    drawn = render("{{ title|phrased }}", title="关于<b>科技型中小企业</b>的通知")
    assert drawn.startswith('<span class="phrased">')
    assert "<wbr>" in drawn
    assert "<b>" not in drawn
    assert drawn.replace("<wbr>", "").count("科技型中小企业") == 1


def test_a_short_heading_is_left_as_it_is() -> None:
    assert render("{{ title|phrased }}", title="今日 <1>") == "今日 &lt;1&gt;"


def test_the_weekend_after_the_due_day_is_no_due_day() -> None:
    duty = {"status": "open", "days_left": 0, "due_on": date(2026, 11, 20)}
    assert "今天到期" in render("{% due_badge duty %}", duty=duty)
    late = render("{% due_badge duty %}", duty={**duty, "overdue": True})
    assert "已经逾期" in late
    assert "今天到期" not in late
