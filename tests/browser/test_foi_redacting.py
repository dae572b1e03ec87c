"""The sheet on which passages are covered: a click ticks a word, a drag draws a box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from mingtang.foi.models import Redaction
from tests.browser.test_foi_desk import enter
from tests.unit.foi.world import World
from tests.web.foi_papers import SECRET, hang, pdf

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def world(transactional_db: Any) -> World:
    return World()


def test_a_click_ticks_a_word_and_a_drag_fills_in_a_box(world: World, page: Page) -> None:
    request = world.in_hand()
    file = hang(world, request, pdf(f"王小二的电话是{SECRET}。", "其余内容照旧公开。"), "纪要.pdf")
    enter(page, world.clerk)
    page.goto(reverse("foi:redact", args=[request.pk, file.pk]))
    page.locator("rect.word").first.click()
    assert page.locator("[name=w]:checked").count() == 1
    page.click("button:has-text('遮盖勾选的文字')")
    page.wait_for_selector("text=选定 1 处，共 1 处")

    box = page.locator("[data-sheet]").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 120, box["y"] + 220)
    page.mouse.down()
    page.mouse.move(box["x"] + 260, box["y"] + 260, steps=4)
    page.mouse.up()
    assert float(page.input_value("[name=left]")) < float(page.input_value("[name=right]"))
    page.click("button:has-text('遮盖这一块')")
    page.wait_for_selector("text=选定 1 处，共 2 处")
    page.click("button:has-text('生成遮盖后的副本')")
    page.wait_for_selector("text=已核验")
    assert Redaction.objects.get(file=file).result is not None


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_the_pages_of_papers(world: World, page: Page, width: int) -> None:
    request = world.in_hand()
    file = hang(world, request, pdf(f"王小二的电话是{SECRET}。"), "纪要.pdf")
    page.set_viewport_size({"width": width, "height": 800})
    enter(page, world.office)
    axe, faults = Axe(), []
    for address in (
        reverse("foi:redact", args=[request.pk, file.pk]) + "?propose=1",
        reverse("foi:reply-draft", args=[request.pk]),
        reverse("foi:templates"),
        reverse("foi:template", args=("reply", "2019")),
    ):
        page.goto(address)
        for each in axe.run(page).response["violations"]:
            faults.append((address, each["id"], [node["html"][:120] for node in each["nodes"]]))
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            faults.append((address, "overflow", [str(wide)]))
    assert faults == []
