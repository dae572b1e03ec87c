"""A document that the clerk of the walk types by hand, with what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.walk_papers import PASTE
from tests.browser.walk_people import told

if TYPE_CHECKING:
    from playwright.sync_api import Page


def type_document(
    page: Page,
    *,
    title: str,
    made_on: date,
    lines: Sequence[str],
    number: str = "",
    summary: str = "",
    pasted: str = "",
    attachments: Sequence[Path] = (),
) -> str:
    """Draft a document on the empty form and save it; returns its address."""
    page.goto("/desk/documents/")
    page.click("a.button:has-text('起草文件')")
    page.fill("[name=title]", title)
    page.fill("[name=doc_number]", number)
    page.fill("[name=made_on]", f"{made_on:%Y-%m-%d}")
    page.select_option("[name=home]", label="政策文件")
    page.fill("[name=summary]", summary)
    page.click(".ProseMirror")
    for line in lines:
        page.keyboard.type(line)
        page.keyboard.press("Enter")
    if pasted:
        page.evaluate(PASTE, pasted)
        page.wait_for_selector(".ProseMirror table")
    page.set_input_files("[name=files]", list(attachments))
    page.click(".save-bar button")
    page.wait_for_url(lambda url: url.rstrip("/").rsplit("/", 1)[-1].isdigit())
    assert "草稿已建立" in told(page)
    return "/" + page.url.split("/", 3)[3].split("#")[0]


def relate(page: Page, address: str, kind: str, title: str) -> None:
    """Say how the draft stands to a public document, found by words of its title."""
    page.goto(address)
    page.click("a:has-text('查找并关联')")
    page.fill("#link-q", title)
    page.click("main button:has-text('查找')")
    row = page.locator("tr[data-row]").filter(has_text=title).first
    row.locator("button", has_text=kind).click()
    assert "已关联" in told(page)


def add_paragraph(page: Page, address: str, text: str) -> None:
    """Write a sentence at the beginning of a draft and save it."""
    page.goto(address)
    page.click("a.button:has-text('修改内容')")
    page.wait_for_selector(".ProseMirror")
    page.click(".ProseMirror")
    page.keyboard.press("Control+Home")
    page.keyboard.type(text)
    page.click(".save-bar button")
    page.wait_for_url(f"**{address}")


def compare(page: Page, address: str) -> str:
    """The newest edition beside the one before; returns what was newly written."""
    page.goto(address)
    page.click("button:has-text('对照')")
    return "".join(page.locator(".compared ins").all_inner_texts())
