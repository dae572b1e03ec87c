"""Every public page in a real browser: accessibility, small screens, keyboard, no scripts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.utils import timezone
from pypdf import PdfReader

from mingtang.register.models import Entry
from mingtang.register.publication import Link
from mingtang.register.services import publish, report_error, set_validity, withdraw
from tests.spine import NOW, make_publication, make_section, make_unit
from tests.web.portal_data import SYSTEM, entry_with_file, public_entry, reviewed_document

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)
LONG = (
    "云溪县人民政府办公室关于印发云溪县2026年农村饮用水安全巩固提升工程"
    "实施方案和分年度资金安排计划（2026—2028年）的通知"
)
TABLE = (
    "<h2>一、资金</h2><table><caption>安排（万元）</caption><thead><tr>"
    + "".join(f'<th scope="col">很长的列名{number}</th>' for number in range(12))
    + "</tr></thead><tbody><tr>"
    + "<td>123456789</td>" * 12
    + "</tr></tbody></table>"
)
MODES = {
    "light": "light.m.normal.0",
    "dark": "dark.m.normal.0",
    "elder": "light.m.normal.1",
    "contrast": "light.m.high.0",
}


@pytest.fixture
def county() -> dict[str, str]:
    """A little of everything that is public; name of a page → its address."""
    cache.clear()
    unit = make_unit(
        "云溪县自然资源和规划局（林业和草原局、国防动员办公室）", 1, address="人民路2号",
        phone="0000-1234567", office_hours="工作日8:30—17:30", functions="负责规划。",
    )  # fmt: skip
    section = make_section()
    body = f"<p>{'保障供水。' * 30}</p>{TABLE}"
    long = public_entry("long", unit, title=LONG, body_html=body, doc_number="云政办发〔2026〕18号")
    repealed = public_entry("old", unit, title="供水办法")
    public_entry("new", unit, title="供水办法（修订）", links=(Link(repealed.pk, "replaces"),))
    public_entry("read", unit, title="供水解读", links=(Link(long.pk, "interprets"),))
    expired = public_entry("expired", unit, title="供水临时措施")
    set_validity(expired, validity="expired", on=NOW.date(), by=SYSTEM, at=NOW, reason="有效期届满")
    gone = public_entry("gone", unit, title="公示")
    withdraw(gone, by=SYSTEM, at=NOW + timedelta(hours=1), reason="含有个人信息")
    document = reviewed_document().entry
    assert document is not None
    report = report_error(long, kind="typo", text="错字", contact="", at=NOW)
    return {
        "home": "/",
        "open": "/open/",
        "section": f"/section/{section.slug}/",
        "section-empty": f"/section/{section.slug}/?year=2001",
        "units": "/units/",
        "unit": f"/units/{unit.pk}/",
        "search": "/search/?q=供水",
        "search-none": "/search/?q=没有的词",
        "document": long.get_absolute_url(),
        "repealed": repealed.get_absolute_url(),
        "withdrawn": gone.get_absolute_url(),
        "files": entry_with_file().get_absolute_url(),
        "register": document.register_url,
        "report": f"{long.get_absolute_url()}/report/",
        "status": f"/errors/{report.query_code}/",
        "errors": "/errors/",
        "errors-wrong": "/errors/?code=AB2C",
        "subscribe": f"/subscribe/?feed=/section/{section.slug}/feed/",
        "search-unit": "/search/?q=自然资源和规划局电话",
        "publishing": "/how/publishing/",
        "limits": "/how/limits/",
        "due": "/how/due/?rule=foi.reply&date=2026-09-28",
        "due-error": "/how/due/?rule=foi.reply&date=2026-02-30",
        "requests": "/requests/",
        "letters": "/letters/",
        "accessibility": "/help/accessibility/",
        "sitemap": "/sitemap/",
        "not-found": "/no-such-page",
    }


def prefer(page: Page, base: str, mode: str) -> None:
    page.context.add_cookies([{"name": "mingtang_reading", "value": MODES[mode], "url": base}])


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    wide: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wide


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_axe_finds_nothing_and_nothing_overflows(
    page: Page, live_portal: str, county: dict[str, str], mode: str, width: int
) -> None:
    prefer(page, live_portal, mode)
    page.set_viewport_size({"width": width, "height": 800})
    # Dark and high contrast change colours alone; the rest was looked at in the light.
    options = {"runOnly": ["color-contrast"]} if mode in ("dark", "contrast") else {}
    axe, faults = Axe(), []
    for name, path in county.items():
        page.goto(path)
        if (wide := overflow(page)) > 0:
            faults.append(f"{name}: {wide} px too wide")
        for each in axe.run(page, options=options).response["violations"]:
            targets = [node["target"] for node in each["nodes"]][:3]
            faults.append(f"{name}: {each['id']} {targets}")
    assert faults == []


def test_twice_the_size_still_fits(page: Page, county: dict[str, str]) -> None:
    # 200 % zoom of a 1280 px window is a window of 640 CSS pixels.
    page.set_viewport_size({"width": 640, "height": 400})
    too_wide = []
    for name, path in county.items():
        page.goto(path)
        if overflow(page) > 0:
            too_wide.append(name)
    assert too_wide == []


def test_the_first_tab_leads_past_the_masthead(page: Page, county: dict[str, str]) -> None:
    page.goto(county["document"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_every_link_and_button_of_a_document_is_reached_by_keyboard(
    page: Page, county: dict[str, str]
) -> None:
    page.goto(county["document"])
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent.trim().slice(0, 12)"))
    for words in ("搜索", "打印", "下载文本", "我要纠错", "引用这份文件", "站点地图"):
        assert words in reached


@pytest.fixture
def plain_page(browser: Browser, live_portal: str) -> Iterator[Page]:
    """A page without scripts."""
    context = browser.new_context(base_url=live_portal, java_script_enabled=False, locale="zh-CN")
    yield context.new_page()
    context.close()


def test_everything_works_without_scripts(plain_page: Page, county: dict[str, str]) -> None:
    page = plain_page
    page.goto("/")
    page.fill("#site-search", "供水解读")
    page.click(".search button")
    page.click("main a:has-text('供水解读')")
    assert page.locator(".proof").is_visible()
    assert page.locator(".doc-rail .meta").is_visible()
    page.click(".doc-tools a:has-text('我要纠错')")
    page.check("label:has-text('错别字') input")
    page.fill("textarea", "第一段有错字")
    page.wait_for_timeout(4_000)
    page.click("button:has-text('提交纠错')")
    assert page.locator(".query-code").is_visible()
    page.click(".prefs-elder")
    assert "elder" in (page.locator("html").get_attribute("class") or "")
    assert page.locator(".query-code").is_visible(), "the reader is back on the same page"


def test_print_leaves_out_the_chrome_and_keeps_the_proof(
    page: Page, county: dict[str, str]
) -> None:
    page.goto(county["document"])
    page.emulate_media(media="print")
    for gone in (".search", ".doors", ".doc-tools", ".crumbs"):
        assert not page.locator(gone).first.is_visible()
    for kept in (".doc-title", ".doc-body", ".proof"):
        assert page.locator(kept).first.is_visible()
    assert page.pdf().startswith(b"%PDF")


def sheets(page: Page, path: str) -> list[str]:
    """The text of each sheet of paper that a page takes."""
    page.goto(path)
    read = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    # The font's glyphs of some characters are named as radicals (⽂ for 文).
    return [unicodedata.normalize("NFKC", each.extract_text()) for each in read]


def test_a_short_document_takes_one_sheet(page: Page, county: dict[str, str]) -> None:
    short = public_entry("short", title="公告", summary="停水安排", keywords="供水")
    told = sheets(page, short.get_absolute_url())
    assert len(told) == 1
    for words in ("公告", "内容指纹", "主办单位"):
        assert words in told[0]


@pytest.mark.parametrize("paragraphs", [8, 14, 18, 22])
def test_what_proves_a_document_takes_one_sheet_after_its_text(
    page: Page, county: dict[str, str], paragraphs: int
) -> None:
    body = "<p>请各单位认真执行，按时报送。</p>" * paragraphs
    entry = public_entry("long enough", title="公告", body_html=body)
    told = sheets(page, entry.get_absolute_url())
    assert len(told) <= 2
    assert "请各单位认真执行" in told[0]
    assert "体裁" in told[-1], "the footer never stands alone"


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_signs_of_a_flagged_first_day_do_not_overlap(
    page: Page, county: dict[str, str], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/how/due/?rule=foi.reply&date={timezone.localdate()}")
    boxes = page.evaluate(
        """[...document.querySelector(".day.is-crowded").children]
          .filter(each => !each.matches(".day-tip"))
          .map(each => { const box = each.getBoundingClientRect();
                         return [box.top, box.bottom, each.scrollWidth - each.clientWidth,
                                 each.textContent]; })"""
    )
    assert [box[3] for box in boxes][1] == "今"
    assert len(boxes) == 3
    date_box, flag, face = boxes
    assert date_box[1] <= face[0] + 1 and face[1] <= flag[0] + 1


def test_a_wide_table_scrolls_inside_itself(page: Page, county: dict[str, str]) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(county["document"])
    frame = page.locator(".doc-table")
    assert frame.evaluate("node => node.scrollWidth > node.clientWidth")
    assert frame.get_attribute("tabindex") == "0"


def test_elders_have_few_choices(page: Page, live_portal: str, county: dict[str, str]) -> None:
    unit = Entry.objects.all()[0].unit
    for number in range(12):
        publish(make_publication(unit, f"more{number}"), by=SYSTEM, at=NOW)
    prefer(page, live_portal, "elder")
    for name in ("home", "section", "open", "search", "unit"):
        page.goto(county[name])
        assert page.locator("main a:visible, main button:visible").count() <= 7, name
