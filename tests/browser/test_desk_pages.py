"""Every kind of page of the workbench in a real browser: axe, small screens, keyboard, print."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse

from mingtang.orgs.models import Account
from mingtang.orgs.roles import Role
from tests import factories

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)
LONG_UNIT = "云溪县自然资源和规划局（林业和草原局、国防动员办公室）"
LONG = (
    "云溪县人民政府办公室关于印发云溪县2026年农村饮用水安全巩固提升工程"
    "实施方案和分年度资金安排计划（2026—2028年）的通知"
)
MODES = {
    "light": "light.m.normal.0",
    "dark": "dark.m.normal.0",
    "elder": "light.m.normal.1",
    "contrast": "light.m.high.0",
}
LISTS = (
    *("duties", "errors", "watch", "cards", "journal", "checks", "units", "regions"),
    *("accounts", "notices", "sections", "words"),
)
FORMS = ("unit-new", "unit-import", "region-new", "account-new", "account-import")
FORMS_OF_OFFICE = ("notice-enter", "section-new", "word-new")
EMPTY = "?q=没有这样的词"


@pytest.fixture
def work() -> factories.OthersWork:
    """A unit with a long name, a long draft with a finding and a file, a publication, an error."""
    made = factories.OthersWork()
    made.unit = factories.unit(LONG_UNIT)
    made.document = factories.draft(made.unit, made.clerk, title=LONG)
    assert made.report
    assert made.attached
    return made


@pytest.fixture
def desk(work: factories.OthersWork) -> dict[str, str]:
    """Name of a page → its address, as the disclosure office opens it."""
    document, unit = work.document.pk, work.unit.pk
    pages = {name: reverse(f"workbench:{name}") for name in LISTS + FORMS + FORMS_OF_OFFICE}
    return pages | {
        "today": "/desk/",
        "search": "/desk/search?q=通知",
        "search-none": f"/desk/search{EMPTY}",
        "duty": f"/desk/duties/{factories.duty(work.unit).pk}/",
        "duties-none": f"/desk/duties/{EMPTY}",
        "error": f"/desk/errors/{work.report.pk}/",
        "entry": "/desk/journal/1/",
        "unit": f"/desk/units/{unit}/",
        "unit-change": f"/desk/units/{unit}/change/",
        "succession": f"/desk/units/{unit}/succession/",
        "account": f"/desk/accounts/{work.clerk.pk}/",
        "section": f"/desk/sections/{factories.section().pk}/",
        "section-closing": f"/desk/sections/{factories.section().pk}/closing/",
        "notice-removal": f"/desk/notices/{factories.notice().year}/removal/",
        "word": f"/desk/words/{factories.word().pk}/",
        "documents": "/desk/documents/",
        "documents-none": f"/desk/documents/{EMPTY}",
        "document": f"/desk/documents/{document}/",
        "document-new": reverse("disclosure:document-new"),
        "document-edit": reverse("disclosure:document-edit", args=[document]),
        "published": f"/desk/documents/{work.public.pk}/",
        "release": reverse("disclosure:release"),
        "imports": reverse("disclosure:imports"),
        "import-new": reverse("disclosure:import-new"),
        "secrecy": reverse("disclosure:secrecy"),
        "own-account": "/account/",
        "forbidden": "/account/2fa/",
    }


def enter(page: Page, base: str, account: Account, mode: str = "light") -> None:
    """Give the browser the session of somebody who logged in."""
    client = factories.client_of(account)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies(
        [
            {"name": name, "value": client.cookies[name].value, "url": base},
            {"name": "mingtang_reading", "value": MODES[mode], "url": base},
        ]
    )


@pytest.fixture
def office() -> Account:
    return factories.account_with(Role.DISCLOSURE_OFFICE, factories.unit("云溪县政府办公室"))


def too_wide(page: Page) -> int:
    wide: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wide


def heading(page: Page) -> str:
    """The title of the page without the thin spaces around figures."""
    return "".join(page.inner_text("h1").split())


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_nothing_overflows(
    page: Page, live_portal: str, desk: dict[str, str], office: Account, mode: str, width: int
) -> None:
    enter(page, live_portal, office, mode)
    page.set_viewport_size({"width": width, "height": 800})
    # Dark and high contrast change colours alone; the rest was looked at in the light.
    options = {"runOnly": ["color-contrast"]} if mode in ("dark", "contrast") else {}
    axe, faults = Axe(), []
    for name, path in desk.items():
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, name
        if (wide := too_wide(page)) > 0:
            faults.append(f"{name}: {wide} px too wide")
        for each in axe.run(page, options=options).response["violations"]:
            targets = [node["target"] for node in each["nodes"]][:3]
            faults.append(f"{name}: {each['id']} {targets}")
    assert faults == []


@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER, Role.CONFIDENTIALITY, Role.IT])
def test_the_first_screen_of_each_role_passes_axe(
    page: Page, live_portal: str, work: factories.OthersWork, role: str
) -> None:
    enter(page, live_portal, factories.account_with(role, work.unit))
    page.goto("/desk/")
    found = Axe().run(page).response["violations"]
    assert [each["id"] for each in found] == []


def test_twice_the_size_still_fits(
    page: Page, live_portal: str, desk: dict[str, str], office: Account
) -> None:
    enter(page, live_portal, office)
    page.set_viewport_size({"width": 640, "height": 400})
    wide = []
    for name, path in desk.items():
        page.goto(path)
        if too_wide(page) > 0:
            wide.append(name)
    assert wide == []


def test_a_list_shows_its_rows_without_scrolling_inside_itself(
    page: Page, live_portal: str, work: factories.OthersWork, office: Account
) -> None:
    for _ in range(40):
        factories.draft(work.unit, work.clerk, title=LONG)
    enter(page, live_portal, office)
    page.goto("/desk/documents/")
    frame = page.locator(".list-table")
    assert frame.evaluate("node => node.scrollHeight <= node.clientHeight + 1")
    assert frame.evaluate("node => node.scrollWidth <= node.clientWidth + 1")
    page.mouse.wheel(0, 1500)
    page.wait_for_timeout(500)
    assert page.evaluate("scrollY") > 1000
    head = page.locator(".list-table thead th").first.bounding_box()
    assert head is not None
    assert 0 <= head["y"] < 5, "the header goes with the page"


def test_rows_are_walked_and_opened_by_keys(
    page: Page, live_portal: str, work: factories.OthersWork, office: Account
) -> None:
    factories.draft(work.unit, work.clerk, title="第二份")
    enter(page, live_portal, office)
    page.goto("/desk/documents/")

    def where() -> str:
        text: str = page.evaluate("document.activeElement.textContent.trim()")
        return text

    titles = page.locator("[data-row] a[data-open]").all_inner_texts()
    page.keyboard.press("j")
    assert where() == titles[0]
    page.keyboard.press("j")
    assert where() == titles[1]
    page.keyboard.press("k")
    assert where() == titles[0]
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/documents/*/")
    assert heading(page) == "".join(titles[1].split())
    page.keyboard.press(".")
    assert page.evaluate("document.activeElement.closest('[data-acts]') !== null")


def test_slash_leads_to_the_search_and_a_question_mark_to_the_keys(
    page: Page, live_portal: str, work: factories.OthersWork, office: Account
) -> None:
    enter(page, live_portal, office)
    page.goto("/desk/")
    page.keyboard.press("/")
    page.keyboard.type("通知")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/search?q=*")
    page.locator("h1").click()
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("dialog#keys").is_visible()


def test_print_leaves_out_the_rail_and_the_forms(
    page: Page, live_portal: str, work: factories.OthersWork, office: Account
) -> None:
    enter(page, live_portal, office)
    page.goto("/desk/documents/")
    page.emulate_media(media="print")
    for gone in (".desk-rail", ".desk-search", ".list-tools", ".list-foot"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.locator(".list-table tbody tr").first.is_visible()


@pytest.fixture
def plain_page(browser: Browser, live_portal: str) -> Iterator[Page]:
    """A page without scripts."""
    context = browser.new_context(base_url=live_portal, java_script_enabled=False, locale="zh-CN")
    yield context.new_page()
    context.close()


def test_lists_filters_and_acts_work_without_scripts(
    plain_page: Page, live_portal: str, work: factories.OthersWork, office: Account
) -> None:
    page = plain_page
    enter(page, live_portal, office)
    page.goto("/desk/documents/")
    page.click("summary:has-text('筛选')")
    page.select_option("[name=state]", "draft")
    page.click("button:has-text('按此筛选')")
    assert page.locator("[data-row]").count() == 1
    page.click("[data-row] a[data-open]")
    assert heading(page) == LONG
