"""The citizen's whole way in a real browser, with scripts and without; axe on every page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from mingtang.foi import services
from mingtang.foi.citizen import guarding
from mingtang.foi.models import Request
from mingtang.foi.states import State
from tests.browser.test_portal_pages import MODES, overflow, prefer
from tests.unit.foi.world import ID_NUMBER, NAME, PHONE, World
from tests.web.portal_data import public_entry

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = "2025年度义务教育学校布局调整方案及配套资金安排、教师编制和校车运行计划（含附件）"


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    # The browser fills in the form faster than people do.
    monkeypatch.setattr(guarding, "QUICKEST_SECONDS", 0)
    world = World()
    world.unit.phone, world.unit.address = "0000-1234567", "人民路2号"
    world.unit.functions = "负责全县义务教育学校布局"
    world.unit.save()
    public_entry("1", world.unit, title="义务教育学校布局调整方案公示")
    return world


def fill(page: Page) -> None:
    page.fill("[name=subject]", TITLE)
    page.fill("[name=description]", "方案全文。")
    page.fill("[name=name]", NAME)
    page.fill("[name=id_number]", ID_NUMBER)
    page.fill("[name=phone]", PHONE)


def send(page: Page) -> tuple[str, str]:
    """From the filled-in form to the receipt; returns number and code."""
    page.click("button:has-text('下一步，核对')")
    page.wait_for_url("**/new/preview/")
    page.click("button:has-text('提交申请')")
    page.wait_for_url("**/receipt/")
    return page.inner_text("#receipt-number"), page.inner_text("#query-code")


def open_with(page: Page, number: str, code: str) -> None:
    page.goto("/requests/status/")
    page.fill("[name=number]", number)
    page.fill("[name=code]", code)
    page.click("main button:has-text('查询')")
    page.wait_for_url("**/mine/")


def test_the_whole_way_with_scripts(page: Page, world: World) -> None:
    page.goto("/requests/")
    page.click("text=填写申请")
    fill(page)
    page.wait_for_selector("#found [data-pick]")
    assert "义务教育学校布局调整方案公示" in page.inner_text("#found")
    page.click(f"[data-pick='{world.unit.pk}']")
    assert page.input_value("[name=unit]") == str(world.unit.pk)
    number, code = send(page)
    page.click("button:has-text('已经记下')")
    assert "等待云溪县教育局登记" in page.inner_text("h1")
    assert NAME not in page.title() + page.url

    at = timezone.now()
    request = Request.objects.get(number=number)
    services.confirm(request, how="电话", by=world.clerk, at=at, edition=1)
    services.register(request, by=world.clerk, at=at, edition=None)
    services.ask_correction(
        request, wanted_items="写明年份", guidance="可以写文号", by=world.clerk, at=at,
        edition=None, received_on=timezone.localdate(),
    )  # fmt: skip
    open_with(page, number, code)
    page.fill("[name=answer]", "2025 年的")
    page.set_input_files(
        "[name=files]", {"name": "图.csv", "mimeType": "text/csv", "buffer": b"a,b\n"}
    )
    page.click("button:has-text('提交补正')")
    assert "补正已经收到" in page.inner_text("main")

    request.refresh_from_db()
    assert request.state == State.IN_HAND
    world.approved(timezone.localdate().isoformat(), request=request)
    services.serve(
        request, way="direct", by=world.clerk, at=timezone.now() + timedelta(hours=1), edition=None
    )
    page.reload()
    assert "不服怎么办" in page.inner_text("main")
    page.check("[name=stars][value='5']")
    page.click("button:has-text('提交评价')")
    assert "5 星" in page.inner_text("main")
    page.click("button:has-text('看完了')")
    page.goto("/requests/mine/")
    assert page.url.endswith("/requests/status/")


def test_the_whole_way_without_scripts(browser: Browser, live_portal: str, world: World) -> None:
    context = browser.new_context(
        base_url=live_portal, java_script_enabled=False, viewport={"width": 320, "height": 700}
    )
    page = context.new_page()
    page.goto("/requests/new/")
    fill(page)
    page.click("button:has-text('先查一查')")
    page.click("button:has-text('选云溪县教育局')")
    assert page.input_value("[name=unit]") == str(world.unit.pk)
    page.check("[name=kind][value=B]")
    page.click("button:has-text('换成选定的一类')")
    assert page.is_visible("[name=credit_code]")
    assert not page.is_visible("[name=id_number]")
    assert page.input_value("[name=name]") == NAME
    page.check("[name=kind][value=N]")
    page.click("button:has-text('换成选定的一类')")
    page.fill("[name=id_number]", "110105194912310021")
    page.click("button:has-text('下一步，核对')")
    assert "校验位不符" in page.inner_text(".error-summary")
    page.fill("[name=id_number]", ID_NUMBER)
    page.click("button:has-text('先保存')")
    draft_code = page.inner_text("#draft-code")
    page.goto("/requests/new/continue/")
    page.fill("[name=code]", draft_code)
    page.click("button:has-text('打开草稿')")
    assert page.input_value("[name=subject]") == TITLE
    number, code = send(page)
    open_with(page, number, code)
    assert overflow_without_scripts(page) is None
    page.click("summary:has-text('撤回申请')")
    page.check("[name=sure]")
    page.click("button:has-text('撤回申请')")
    assert "您已经撤回" in page.inner_text("h1")
    context.close()


def overflow_without_scripts(page: Page) -> str | None:
    """The first part of the page that stands out of a narrow window."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    for each in page.query_selector_all("main > *, main section, main form"):
        box = each.bounding_box()
        if box and box["x"] + box["width"] > width + 1:
            return each.inner_text()[:40]
    return None


def test_a_code_behind_the_hash_is_filled_in_and_taken_off_the_address(
    page: Page, world: World
) -> None:
    page.goto("/requests/opinion/#K7QM-2ZRV-W9TD")
    assert page.input_value("[name=code]") == "K7QM-2ZRV-W9TD"
    assert "#" not in page.url


def test_the_kind_shows_its_fields_at_once(page: Page, world: World) -> None:
    page.goto("/requests/new/")
    assert page.is_visible("[name=id_number]")
    page.check("[name=kind][value=L]")
    assert page.is_visible("[name=credit_code]")
    assert not page.is_visible("[name=id_number]")
    assert page.inner_text("[data-name-label] .field-label") == "单位名称"


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_and_nothing_overflows(
    page: Page, live_portal: str, world: World, mode: str
) -> None:
    prefer(page, live_portal, mode)
    options = {"runOnly": ["color-contrast"]} if mode in ("dark", "contrast") else {}
    axe, faults = Axe(), []

    def look(name: str) -> None:
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            if (wide := overflow(page)) > 0:
                faults.append(f"{name} at {width}: {wide} px too wide")
        for each in axe.run(page, options=options).response["violations"]:
            targets = [node["target"] for node in each["nodes"]][:3]
            faults.append(f"{name}: {each['id']} {targets}")

    page.goto("/requests/")
    look("guide")
    page.goto("/requests/new/continue/")
    look("take-up")
    page.goto("/requests/new/")
    look("form")
    page.click("button:has-text('下一步，核对')")
    look("form with faults")
    fill(page)
    page.click("button:has-text('先查一查')")
    look("form with what was found")
    page.select_option("[name=unit]", str(world.unit.pk))
    page.fill("[name=description]", "机密★10年\n方案" + "全文" * 300 + "x" * 200)
    page.click("button:has-text('下一步，核对')")
    look("preview")
    page.click("button:has-text('提交申请')")
    look("receipt")
    page.goto("/requests/status/")
    look("status")
    page.goto("/requests/mine/")
    look("mine")

    request = Request.objects.get()
    at, day = timezone.now(), timezone.localdate()
    services.confirm(request, how="电话", by=world.clerk, at=at, edition=1)
    services.register(request, by=world.clerk, at=at, edition=None)
    services.ask_correction(
        request, wanted_items="写明年份", guidance="可以写文号", by=world.clerk, at=at,
        edition=None, received_on=day,
    )  # fmt: skip
    page.reload()
    look("correcting")
    page.click("button:has-text('提交补正')")
    look("correcting with a fault")
    page.fill("[name=answer]", "2025 年的")
    page.click("button:has-text('提交补正')")
    made = services.consult(
        request, kind="third_party", party="云溪县某教育公司", about="是否同意公开。",
        by=world.clerk, at=at, edition=None, received_on=day,
    )  # fmt: skip
    page.goto("/requests/opinion/")
    look("opinion code")
    page.fill("[name=code]", made.code)
    page.click("button:has-text('打开')")
    look("opinion")
    page.check("[value=agrees]")
    page.click("button:has-text('提交意见')")
    look("opinion given")
    request.refresh_from_db()
    world.approved(day.isoformat(), request=request)
    services.serve(request, way="direct", by=world.clerk, at=at + timedelta(hours=1), edition=None)
    page.goto("/requests/mine/")
    look("answered")
    assert faults == []
