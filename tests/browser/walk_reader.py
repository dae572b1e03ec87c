"""What a citizen does with a public document, without an account and without hurry."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import segno
from pypdf import PdfReader

from tests.browser.walk_people import picture

if TYPE_CHECKING:
    from playwright.sync_api import Page

REPORT_SECONDS = 4
"""The form of error reports refuses whoever is quicker than three seconds."""


def find(page: Page, words: str, unit: str, title: str) -> None:
    """Search from the home page, narrow by unit, open the hit."""
    page.goto("/")
    picture(page, "citizen-home")
    page.fill("#site-search", words)
    page.click(".search button")
    page.click(f".search-rail a:has-text('{unit}')")
    assert page.locator(".chips.chosen").is_visible()
    picture(page, "citizen-search")
    page.click(f".entry-title a:has-text('{title}')")
    page.wait_for_selector(".doc-title")


def read_text(page: Page, path: str) -> str:
    """What an address of the site answers, as text."""
    answer = page.request.get(path)
    assert answer.ok, f"{path}: {answer.status}"
    return answer.text()


def status(page: Page, path: str) -> int:
    """The status that an address of the site answers with."""
    return page.request.get(path).status


def printed(page: Page) -> str:
    """The text of the page as it comes out of the printer."""
    page.emulate_media(media="print")
    assert not page.locator(".doc-tools").is_visible()
    paper = page.pdf()
    page.emulate_media(media="screen")
    return "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(paper)).pages)


def saved(page: Page, link: str) -> tuple[str, bytes]:
    """Click a link that saves a file; returns its name and content."""
    with page.expect_download() as waiting:
        page.click(link)
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def qr_code_leads_here(page: Page) -> bool:
    """Whether the QR code on the page holds the page's own address."""
    drawn = page.request.get(str(page.locator("img.qr").get_attribute("src"))).body()
    wanted = io.BytesIO()
    code = segno.make(page.url, error="m", micro=False)
    code.save(wanted, kind="svg", border=2, scale=4, xmldecl=False, title="本页网址二维码")
    return drawn == wanted.getvalue()


@dataclass(frozen=True, slots=True)
class Feeds:
    """Addresses under which news of a document must be told."""

    all: str = "/feed/"
    section: str = "/section/wenjian/feed/"
    sitemap: str = "/sitemap-1.xml"

    def telling(self, page: Page, path: str) -> list[str]:
        """The feeds and the sitemap in which an address stands."""
        return [
            each for each in (self.all, self.section, self.sitemap) if path in read_text(page, each)
        ]


def fingerprints(page: Page) -> tuple[str, str]:
    """On a register page: the content hash shown, and the one computed from the file offered."""
    shown = "".join(page.locator(".version .hash-line").first.inner_text().split())
    offered = page.locator("a:has-text('content.json')").get_attribute("href")
    return shown, hashlib.sha256(page.request.get(str(offered)).body()).hexdigest()


def report_error(page: Page, text: str) -> str:
    """Report an error on the document at hand; returns the code to ask by."""
    page.click(".doc-tools a:has-text('我要纠错')")
    page.check("[name=kind][value=typo]")
    page.fill("[name=text]", text)
    page.wait_for_timeout(REPORT_SECONDS * 1000)
    page.click("button:has-text('提交纠错')")
    return page.locator("#query-code").inner_text()


def ask_by_code(page: Page, code: str) -> str:
    """What the site says to the code."""
    page.goto("/errors/")
    page.fill("#report-code", code)
    page.click("main button:has-text('查询')")
    return page.locator("main").inner_text()
