"""A clerk takes a request from the paper in his hand to the closed file; a leader signs.

Every act by the button that a person would press, in a real browser; the same without scripts
for the two places where a script helps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mingtang.foi.models import Request
from mingtang.foi.states import State
from mingtang.orgs.models import Account
from tests.unit.foi.world import ID_NUMBER, NAME, PHONE, World

if TYPE_CHECKING:
    from playwright.sync_api import Page

PASSWORD = "a-long-password-1"
SUBJECT = "2025年度义务教育学校布局调整方案"


@pytest.fixture
def world(transactional_db: Any) -> World:
    return World()


def enter(page: Page, who: Any) -> None:
    account = Account.objects.get(pk=who.account_id)
    account.set_password(PASSWORD)
    account.save()
    page.goto("/account/login/")
    page.fill("[name=login]", account.username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk/**")


def leave(page: Page) -> None:
    page.click("button:has-text('退出')")


def state_of(page: Page) -> str:
    return page.inner_text(".foi-head .badge >> nth=0")


def open_act(page: Page, label: str) -> None:
    """Press the act on the page of the request: a link to its form, or its fold."""
    acts = page.locator("#acts")
    link = acts.locator(f"a.button:text-is('{label}')")
    if link.count():
        link.click()
        return
    acts.locator(f"summary:has-text('{label}')").click()


def send(page: Page, label: str) -> None:
    page.locator(f"button:visible:text-is('{label}')").click()
    page.wait_for_load_state()


def key_in(page: Page) -> Request:
    """From the rail to the slip with the query code."""
    page.click(".desk-rail a:has-text('申请')")
    page.click("a.button:has-text('录入申请')")
    page.check("[name=channel][value=counter]")
    page.wait_for_selector("[data-receipt] b:has-text('收到之日 =')")
    page.select_option("[name=kind]", label="自然人")
    page.fill("[name=name]", NAME)
    page.select_option("[name=id_kind]", label="居民身份证")
    page.fill("[name=id_number]", ID_NUMBER)
    page.fill("[name=phone]", PHONE)
    page.fill("[name=subject]", SUBJECT)
    page.uncheck("[name=register_now]")
    page.click("button:has-text('收下，编号')")
    page.wait_for_selector(".slip-code")
    request = Request.objects.get()
    assert request.number in page.inner_text(".slip")
    assert page.locator("button:has-text('打印回执')").is_visible()
    page.click("a:has-text('打开这件申请')")
    return request


def correct(page: Page) -> None:
    """Ask for a correction over the counter, and enter what came back."""
    open_act(page, "告知补正")
    page.fill("[name=wanted_items]", "请写明是哪一个学区。")
    send(page, "告知补正")
    assert state_of(page) == State.CORRECTING.label
    open_act(page, "收到补正")
    page.fill("[name=answer]", "城关学区")
    send(page, "收到补正")
    assert state_of(page) == State.IN_HAND.label
    assert "补正" in page.inner_text("#procedures")


def decide(page: Page) -> None:
    """Choose the outcome, be told what is missing, fill it in, submit."""
    open_act(page, "拟定答复")
    page.check("[name=kind][value='C1/provided']")
    page.click("button:has-text('继续')")
    page.fill("[name=form]", "")
    page.click("button:has-text('保存答复草稿')")
    assert "提交前还要补" in page.inner_text("#matters")
    assert "答复还不完整" in page.inner_text("#acts")
    open_act(page, "拟定答复")
    assert page.locator("[name=kind][value='C1/provided']").is_checked()
    page.click("button:has-text('继续')")
    page.fill("[name=attachments]", "布局调整方案一份")
    page.fill("[name=form]", "纸质")
    page.click("button:has-text('保存答复草稿')")
    send(page, "提交合法性审核")
    assert state_of(page) == State.CHECKING.label


def test_a_request_goes_from_the_counter_to_the_closed_file(page: Page, world: World) -> None:
    enter(page, world.clerk)
    request = key_in(page)
    address = f"/desk/requests/{request.pk}/"
    open_act(page, "登记")
    send(page, "登记")
    assert state_of(page) == State.IN_HAND.label
    assert page.locator(".foi-desk section:has-text('答复期限') .strip, .clock-strip").count()
    correct(page)
    decide(page)
    leave(page)

    enter(page, world.leader)
    assert SUBJECT in page.inner_text("main")
    page.goto(address)
    assert PHONE not in page.inner_text("main")
    open_act(page, "审核通过并签发")
    send(page, "审核通过并签发")
    assert state_of(page) == State.APPROVED.label
    leave(page)

    enter(page, world.clerk)
    page.goto(address)
    open_act(page, "送达")
    page.check("[name=way][value=direct]")
    page.fill("[name=evidence]", "申请人当面签收")
    send(page, "送达")
    assert state_of(page) == State.ANSWERED.label
    send(page, "办结")
    assert state_of(page) == State.CLOSED.label
    request.refresh_from_db()
    assert (request.state, request.row) == (State.CLOSED, "C1")
    assert "政府信息公开申请答复书" in page.inner_text("#letters")


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_of_the_desk_is_wider_than_its_window(page: Page, world: World, width: int) -> None:
    request = world.in_hand("2026-11-10")
    item = request.items.get()
    enter(page, world.clerk)
    page.set_viewport_size({"width": width, "height": 900})
    here = f"/desk/requests/{request.pk}/"
    for address in (
        "/desk/requests/",
        "/desk/requests/all/",
        "/desk/requests/new/",
        "/desk/requests/consultations/",
        "/desk/requests/challenges/",
        "/desk/requests/workload/",
        f"/desk/requests/applicants/{request.applicant_id}/",
        here,
        f"{here}act/charge/",
        f"{here}decide/{item.pk}/",
        f"{here}decide/{item.pk}/?kind=C2",
    ):
        page.goto(address)
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, address
