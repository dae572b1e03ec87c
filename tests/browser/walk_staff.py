"""What the staff of the walk do, each act by the button that a person would press."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.walk_people import picture, told

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

MADE_ON = "2024-01-15"
RIGHT_TITLE = "政务公开工作情况总结"
"""What the clerk reads on the paper where the programme found no date and no title."""

_CHINESE = re.compile("[一-鿿]")


def bring_in(page: Page, papers: Sequence[Path]) -> None:
    """Upload files on the import screen, from the first screen on."""
    page.goto("/desk/")
    page.click(".desk-rail a:has-text('公开')")
    page.click("a.button:has-text('导入文件')")
    page.select_option("[name=home]", label="政策文件")
    page.set_input_files("[name=files]", papers)
    picture(page, "import-form")
    page.click("button:has-text('导入为草稿')")
    page.wait_for_url("**/desk/imports/*/")


def drafts_of_import(page: Page) -> list[str]:
    """The addresses of the drafts on the page of an import."""
    return [
        str(link.get_attribute("href")) for link in page.locator("tr[data-row] a[data-open]").all()
    ]


def confirm_guesses(page: Page, address: str) -> int:
    """Open a draft, see what was guessed, put right what is missing, save; returns how many
    guesses were marked."""
    page.goto(address)
    assert "由程序推断" in page.inner_text(".rail")
    page.click("a:has-text('核对并保存')")
    marked = page.locator(".guess").count()
    if not page.input_value("[name=made_on]"):
        page.fill("[name=made_on]", MADE_ON)
    if not page.input_value("[name=earlier_published_on]"):
        page.fill("[name=earlier_published_on]", page.input_value("[name=made_on]"))
    if not _CHINESE.search(page.input_value("[name=title]")):
        page.fill("[name=title]", RIGHT_TITLE)
    page.click(".save-bar button")
    page.wait_for_url(f"**{address}")
    assert "已保存" in told(page)
    assert page.locator("text=由程序推断").count() == 0
    return marked


def open_findings(page: Page) -> Locator:
    """What the release gate still asks about."""
    return page.locator("#gate .finding")


def settle_findings(page: Page) -> dict[str, int]:
    """Mask what has a mask, justify the rest; returns how many of each."""
    done = {"masked": 0, "justified": 0}
    while open_findings(page).count():
        first = open_findings(page).first
        if first.locator("button:has-text('遮盖')").count():
            first.locator("button:has-text('遮盖')").click()
            done["masked"] += 1
        else:
            justify(page, first, "原文是公开的年度报告，按条例第五十条公开")
            done["justified"] += 1
        assert "没有做成" not in told(page)
    return done


def justify(page: Page, finding: Locator, reason: str) -> None:
    """Let one finding stand for a reason."""
    finding.locator("summary:has-text('按原样公开')").click()
    finding.locator("[name=reason]").fill(reason)
    finding.locator("button:has-text('记录理由')").click()


def press(page: Page, act: str, **fields: str) -> str:
    """Do an act by its button; with ``fields``, unfold and fill its form first. Returns what the
    workbench then says."""
    acts = page.locator("#acts-head").locator("xpath=ancestor::section")
    fold = acts.locator("summary", has_text=act).filter(has=page.locator(f"b:text-is('{act}')"))
    if fold.count():
        fold.click()
        form = fold.locator("xpath=..").locator("form")
        for name, value in fields.items():
            form.locator(f"[name={name}]").fill(value)
        form.locator("button[type=submit]").click()
    else:
        acts.locator("button", has_text=act).click()
    said = told(page)
    assert "没有做成" not in said, said
    return said


def waiting(page: Page) -> list[str]:
    """The addresses of what waits for the person, found from the first screen."""
    page.goto("/desk/")
    page.goto("/desk/documents/?waiting=true")
    return [
        str(link.get_attribute("href")) for link in page.locator("tr[data-row] a[data-open]").all()
    ]


def remark(page: Page, block: int, text: str) -> None:
    """Write a remark at a paragraph, chosen by the link beside it."""
    page.click(f".doc-body a.place[href='?place={block}#remark']")
    assert page.input_value("#remark-block") == str(block)
    page.fill("#remark-text", text)
    page.click("button:has-text('加批注')")
    assert "批注已加上" in told(page)


def schedule(page: Page, when: datetime) -> str:
    """Set a time of publication."""
    return press(page, "终审通过，定时发布", day=f"{when:%Y-%m-%d}", time=f"{when:%H:%M}")


def release_all(page: Page) -> int:
    """Publish everything that waits for the final check on the bulk screen; returns how many."""
    page.goto("/desk/documents/")
    page.click("a.button:has-text('成批发布')")
    for box in page.locator("[name=document]").all():
        box.check()
    picture(page, "bulk-chosen")
    page.click("button:has-text('终审通过并发布所选')")
    page.wait_for_selector("caption:has-text('结果')")
    assert page.locator("text=没有发布").count() == 0, page.inner_text("main")
    return page.locator(".badge.ok:has-text('已发布')").count()
