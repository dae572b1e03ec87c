"""The log-in page in a real browser; the ``page`` fixture watches the security policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_the_log_in_page_keeps_its_policy_and_asks_no_other_host(page: Page) -> None:
    answer = page.goto("/account/login/")
    assert answer is not None
    assert answer.status == 200
    assert page.locator("input[type=password]").count() == 1
