"""The people of the walk: who works where, and the browser that each of them sits at."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.core.cache import cache

from mingtang.orgs.models import Account, Unit
from mingtang.orgs.roles import Role
from tests import factories

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PASSWORD = "Kettle-81-Pond"
PATIENCE = 10_000
"""Milliseconds that a person waits for a page before giving up."""

_numbers = count(1)


@dataclass
class County:
    """Two units with their people, the office, and the columns."""

    education: Unit
    water: Unit
    staff: dict[str, Account] = field(default_factory=dict)

    @classmethod
    def founded(cls) -> County:
        """The county before its first document."""
        cache.clear()
        factories.section("wenjian")
        at_school = factories.unit("云溪县教育和体育局", short_name="教育体育局")
        at_water = factories.unit("云溪县水务局", short_name="水务局")
        hall = factories.unit("云溪县政务公开办公室", short_name="政务公开办")
        county = cls(at_school, at_water)
        for key, role, unit, name in (
            ("clerk", Role.CLERK, at_school, "李文"),
            ("leader", Role.LEADER, at_school, "王兰"),
            ("secrecy", Role.CONFIDENTIALITY, at_school, "陈静"),
            ("office", Role.DISCLOSURE_OFFICE, hall, "赵明"),
            ("water_clerk", Role.CLERK, at_water, "孙河"),
            ("water_leader", Role.LEADER, at_water, "周江"),
        ):
            account = factories.account_with(role, unit, name)
            account.set_password(PASSWORD)
            account.save()
            county.staff[key] = account
        return county


class Seats:
    """Opens browsers, each with its own cookies, and watches that none of them goes astray."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.address = address
        self.strayed: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def seat(self) -> Page:
        """A fresh browser at 1280 px."""
        context = self._browser.new_context(
            base_url=self.address, viewport={"width": 1280, "height": 800}, locale="zh-CN"
        )
        context.set_default_timeout(PATIENCE)
        context.on("request", self._note_request)
        context.on("console", self._note_message)
        self._contexts.append(context)
        return context.new_page()

    def at_desk(self, account: Account) -> Page:
        """The browser of somebody of the staff, logged in by the form."""
        page = self.seat()
        page.goto("/account/login/")
        page.fill("[name=login]", account.username)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/desk/")
        return page

    def close(self) -> None:
        """Send everybody home."""
        for context in self._contexts:
            context.close()

    def _note_request(self, request: Any) -> None:
        there = urlsplit(request.url)
        if there.scheme in ("http", "https") and there.netloc != urlsplit(self.address).netloc:
            self.strayed.append(f"foreign request: {request.url}")

    def _note_message(self, message: Any) -> None:
        if "Content Security Policy" in message.text:
            self.strayed.append(message.text)


def picture(page: Page, name: str) -> None:
    """Keep how the page looks, below the folder that ``WALK_PICTURES`` names (else nowhere)."""
    folder = os.environ.get("WALK_PICTURES")
    if folder:
        path = Path(folder) / f"{next(_numbers):02}-{name}.png"
        page.screenshot(path=path, full_page=True)


def told(page: Page) -> str:
    """What the workbench says about the last act."""
    return page.locator(".messages").inner_text()
