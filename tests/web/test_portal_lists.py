"""Home, sections, units, search page, feeds, sitemaps."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from mingtang.orgs.succession import succeed
from mingtang.register.models import Entry, Section
from mingtang.register.queries import Place
from tests.spine import CHINA, NOW, make_section, make_unit
from tests.web.portal_data import SYSTEM, public_entry

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def fill(count: int) -> None:
    for number in range(count):
        public_entry(str(number), at=datetime(2026, 1 + number % 9, 5, 9, tzinfo=CHINA))


def walk(client: Client, path: str, word: str) -> list[str]:
    """Every document address on a list, page by page."""
    found, seen = [], set()
    while path not in seen:
        seen.add(path)
        page = client.get(path).content.decode()
        found += re.findall(r'entry-title"><a href="(/doc/[^"]+)"', page)
        link = re.search(rf'rel="{word}" href="([^"]+)"', page)
        if link is None:
            return found
        path = path.partition("?")[0] + link[1].replace("&amp;", "&")
    raise AssertionError("the pages go round in a circle")


def test_pages_of_a_section_show_everything_once_newest_first(client: Client) -> None:
    fill(47)
    found = walk(client, "/section/wenjian/", "next")
    assert len(found) == len(set(found)) == 47


def test_going_back_leads_to_the_same_entries(client: Client) -> None:
    fill(45)
    forward = walk(client, "/section/wenjian/", "next")
    page = client.get("/section/wenjian/").content.decode()
    second = "/section/wenjian/" + _href(page, "next")
    third = "/section/wenjian/" + _href(client.get(second).content.decode(), "next")
    back = client.get("/section/wenjian/" + _href(client.get(third).content.decode(), "prev"))
    assert forward[20] in back.content.decode()
    assert forward[39] in back.content.decode()
    assert forward[40] not in back.content.decode()


def _href(page: str, rel: str) -> str:
    return page.partition(f'rel="{rel}" href="')[2].partition('"')[0].replace("&amp;", "&")


def test_a_section_shows_what_is_in_its_children_and_what_it_only_lends(client: Client) -> None:
    top = make_section()
    child = Section.objects.create(
        slug="guifan", name="规范性文件", description="", column_type="政策文件", parent=top
    )
    other = Section.objects.create(slug="qita", name="其他", description="", column_type="其他")
    public_entry("1", title="子栏目文件", home_id=child.pk)
    public_entry("2", title="同时显示的文件", home_id=other.pk, section_ids=(top.pk,))
    page = client.get("/section/wenjian/").content.decode()
    assert "子栏目文件" in page
    assert "同时显示的文件" in page


@pytest.mark.parametrize("path", ["/section/wenjian/", "/search/?q=通知", "/"])
def test_rows_of_a_list_show_signs_as_signs(client: Client, path: str) -> None:
    unit = make_unit('云溪县"甲"&<乙>局', 1)
    public_entry("1", unit, title='关于<b>供水</b>&"节水"的通知', doc_number="云政〔2026〕1号")
    page = client.get(path).content.decode()
    assert "关于&lt;b&gt;供水&lt;/b&gt;&amp;&quot;节水&quot;的" in page
    assert "<span>云溪县&quot;甲&quot;&amp;&lt;乙&gt;局</span><span>云政〔2026〕1号</span>" in page


def test_year_and_unit_narrow_a_section(client: Client) -> None:
    water, school = make_unit("云溪县水务局", 1), make_unit("云溪县教育局", 2)
    public_entry("1", water, title="水务", at=datetime(2025, 3, 1, 9, tzinfo=CHINA))
    public_entry("2", school, title="教育")
    page = client.get(f"/section/wenjian/?year=2025&unit={water.pk}").content.decode()
    assert ">水务</a>" in page
    assert ">教育</a>" not in page
    assert "没有符合条件" in client.get("/section/wenjian/?year=2020").content.decode()


@pytest.mark.parametrize(
    "query",
    ["after=x", "after=20260230-1", "before=99999999-9", "year=abc", "unit=-1", "unit=9" * 9],
)
def test_nonsense_in_the_address_of_a_list_is_left_out(client: Client, query: str) -> None:
    public_entry()
    assert client.get(f"/section/wenjian/?{query}").status_code == 200


def test_a_place_reads_back_what_it_writes() -> None:
    place = Place(date(2026, 11, 21), 12)
    assert Place.parse(str(place)) == place
    assert Place.parse("20261121") is None


@pytest.mark.parametrize(
    "path", ["/", "/section/wenjian/", "/units/", "/open/", "/search/?year=2026"]
)
def test_lists_take_few_queries(
    client: Client, path: str, django_assert_max_num_queries: Any
) -> None:
    fill(25)
    client.get(path)
    with django_assert_max_num_queries(12):
        client.get(path)


@pytest.mark.parametrize(
    "path", ["/", "/open/", "/units/", "/section/wenjian/", "/search/", "/feed/"]
)
def test_an_empty_county_has_all_its_pages(client: Client, path: str) -> None:
    make_section()
    assert client.get(path).status_code == 200


def test_the_unit_page_has_what_article_20_asks_for(client: Client) -> None:
    unit = make_unit(
        "云溪县水务局", 1, address="人民路2号", phone="0000-1", office_hours="工作日8:30—17:30",
        head_name="李华", functions="负责供水。",
    )  # fmt: skip
    public_entry("1", unit, title="供水通知")
    page = client.get(f"/units/{unit.pk}/").content.decode()
    for words in ("人民路2号", "0000-1", "工作日8:30—17:30", "李华", "负责供水", "供水通知"):
        assert words in page


def test_an_old_units_page_says_who_succeeded_it(client: Client) -> None:
    old, new = make_unit("云溪县扶贫办", 1), make_unit("云溪县农业农村局", 2)
    public_entry("1", old, title="扶贫公告")
    succeed(old, successors=[new], kind="merged", on=date(2026, 11, 1), by=SYSTEM, at=NOW)
    page = client.get(f"/units/{old.pk}/").content.decode()
    assert "已撤销" in page
    assert f"/units/{new.pk}/" in page
    assert "扶贫公告" in page, "what it published is still found under its name"
    successor = client.get(f"/units/{new.pk}/").content.decode()
    assert f"/units/{old.pk}/" in successor
    assert "扶贫公告" in successor


def test_the_search_page_marks_words_and_escapes_them(client: Client) -> None:
    public_entry(title="供水<b>管理</b>")
    page = client.get("/search/?q=供水").content.decode()
    assert "<mark>供水</mark>" in page
    assert "<b>管理</b>" not in page
    hostile = client.get("/search/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in hostile


@pytest.mark.parametrize(
    "path", ["/feed/", "/section/wenjian/feed/", "/units/{unit}/feed/", "/search/feed/?q=事项"]
)
def test_feeds_are_valid_atom(client: Client, path: str) -> None:
    entry = public_entry(title="关于第1号事项&<b>的\x0b通知")
    answer = client.get(path.format(unit=entry.unit_id))
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)  # noqa: S314 - our own answer
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated", "author"):
        assert feed.find(f"{ATOM}{name}") is not None, name
    items = feed.findall(f"{ATOM}entry")
    assert len(items) == 1
    for name in ("id", "title", "updated", "link"):
        assert items[0].find(f"{ATOM}{name}") is not None, name
    link = items[0].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"http://testserver{entry.get_absolute_url()}"


def test_an_entry_of_a_feed_carries_the_summary_of_the_register_as_text(client: Client) -> None:
    entry = public_entry()
    Entry.objects.filter(pk=entry.pk).update(
        summary="对面积<90㎡的住房给予补助。", doc_number="云溪建〔2026〕3号"
    )
    feed = ET.fromstring(client.get("/feed/").content)  # noqa: S314 - our own answer
    summary = feed.find(f"{ATOM}entry/{ATOM}summary")
    assert summary is not None and summary.get("type") == "html"
    text = html.unescape(summary.text or "")
    assert "云溪建〔2026〕3号" in text and text.endswith("对面积<90㎡的住房给予补助。")
    assert "&lt;90㎡" in (summary.text or "")


def test_an_empty_feed_is_valid_and_stays_the_same(client: Client) -> None:
    first, second = client.get("/feed/"), client.get("/feed/")
    assert first.content == second.content
    ET.fromstring(first.content)  # noqa: S314 - our own answer
    assert client.get("/feed/", HTTP_IF_NONE_MATCH=first.headers["ETag"]).status_code == 304


def test_the_sitemap_leads_to_every_document(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mingtang.portal.views.machines.PER_PART", 2)
    entries = [public_entry(str(number)) for number in range(5)]
    index = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314
    parts = [each.text or "" for each in index.iter(f"{MAP}loc")]
    assert len(parts) == 4
    found: list[str] = []
    for part in parts:
        answer = client.get(part.removeprefix("http://testserver"))
        assert answer.status_code == 200
        found += [each.text or "" for each in ET.fromstring(answer.content).iter(f"{MAP}loc")]  # noqa: S314
    for entry in entries:
        assert f"http://testserver{entry.get_absolute_url()}" in found
    assert client.get("/sitemap-4.xml").status_code == 404


def test_robots_are_kept_from_staff_pages(client: Client) -> None:
    body = client.get("/robots.txt").content.decode()
    assert "Disallow: /desk/" in body
    assert "Sitemap: http://testserver/sitemap.xml" in body


def choices(page: str) -> list[str]:
    """What can be followed or pressed in the content of a page: every link and button."""
    assert 'class="elder"' in page
    content = page.partition("<main")[2].partition("</main>")[0]
    return re.findall(r"<(?:a|button|select|input|summary)\b[^>]*>", content)


def test_elders_have_at_most_seven_choices_on_a_page(client: Client) -> None:
    unit = make_unit("云溪县水务局", 1, phone="0000-1", address="人民路2号")
    fill(16)
    for number in range(8):
        make_section(f"more{number}")
    child = Section.objects.create(
        slug="child", name="下级", description="", column_type="其他", parent=make_section()
    )
    public_entry("lent", section_ids=(child.pk,), title="水务公告")
    client.post("/preferences/", {"elder": "1"})
    first = client.get("/section/wenjian/").content.decode()
    pages = {
        path: client.get(path).content.decode()
        for path in (
            "/",
            "/open/",
            f"/section/wenjian/{html.unescape(_href(first, 'next'))}",
            f"/units/{unit.pk}/",
            "/search/?q=通知&page=2",
            "/search/?q=水务局",
            "/units/",
            "/errors/",
        )
    }
    crowded = {path: found for path, page in pages.items() if len(found := choices(page)) > 7}
    assert crowded == {}
    assert first.count('class="entry-title"') == 5
    assert "data-print" not in first


def test_the_home_page_leaves_out_sections_that_hold_nothing(client: Client) -> None:
    public_entry("1")
    empty = Section.objects.create(
        slug="empty", name="空着的栏目", description="", column_type="其他"
    )
    page = client.get("/").content.decode()
    assert 'href="/section/wenjian/"' in page
    assert f'href="/section/{empty.slug}/"' not in page
    assert f'href="/section/{empty.slug}/"' in client.get("/open/").content.decode()


def test_the_number_of_the_last_days_opens_the_very_rows_it_counts(client: Client) -> None:
    today = timezone.localdate()
    for number, days in enumerate((0, 29, 30, 31, 400)):
        moment = datetime.combine(today - timedelta(days=days), time(9), tzinfo=CHINA)
        public_entry(str(number), at=moment)
    page = client.get("/").content.decode()
    link = re.search(r'href="(/search/\?since=[^"]+)">(\d+)<', page)
    assert link is not None and link[2] == "3"
    found = client.get(link[1]).content.decode()
    assert found.count('class="entry-title"') == 3
    assert "发布日期不早于" in found


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/", "/feed/"),
        ("/open/", "/feed/"),
        ("/section/wenjian/", "/section/wenjian/feed/"),
        ("/units/{unit}/", "/units/{unit}/feed/"),
        ("/search/?q=事项&year=2026", "/search/feed/?q=%E4%BA%8B%E9%A1%B9&year=2026"),
    ],
)
def test_following_a_page_is_explained_before_any_code_is_shown(
    client: Client, page: str, feed: str
) -> None:
    entry = public_entry()
    page, feed = (each.format(unit=entry.unit_id) for each in (page, feed))
    shown = client.get(page).content.decode()
    main = shown.partition("<main")[2]
    assert "/feed/" not in main.replace("feed=", "").replace(quote(feed, safe=""), "")
    links = re.findall(r'href="(/subscribe/[^"]*)"', main)
    assert len(links) == 1
    told = client.get(html.unescape(links[0]))
    assert told.status_code == 200
    address = told.content.decode().partition('id="feed-address">')[2].partition("<")[0]
    assert html.unescape(address) == f"http://testserver{feed}"
    assert client.get(feed).headers["Content-Type"].startswith("application/atom+xml")
    back = html.unescape(re.findall(r'<a href="([^"]+)">回到刚才的页面', told.content.decode())[0])
    assert client.get(back).status_code == 200


@pytest.mark.parametrize(
    "feed",
    ["//evil.example/feed/", "https://evil.example/feed/", "/desk/", "feed/", "/section/none/feed/",
     "/units/999/feed/", "javascript:alert(1)", "/\\evil.example/feed/", "//[x"],
)  # fmt: skip
def test_only_feeds_of_this_site_are_explained(client: Client, feed: str) -> None:
    assert client.get("/subscribe/", {"feed": feed}).status_code == 404


def test_a_search_for_a_unit_shows_how_to_reach_it_first(client: Client) -> None:
    unit = make_unit("云溪县教育局", 1, phone="0890-6859901", address="滨河路122号")
    public_entry("1", unit, title="教育局招生公告")
    page = client.get("/search/?q=教育局").content.decode()
    assert page.index("0890-6859901") < page.index("招生公告")
    page = client.get("/search/?q=教育局电话").content.decode()
    for words in ("0890-6859901", "滨河路122号", f'href="/units/{unit.pk}/"', "1</span> 个单位"):
        assert words in page
    page = client.get("/search/?q=招生").content.decode()
    assert "0890-6859901" not in page
