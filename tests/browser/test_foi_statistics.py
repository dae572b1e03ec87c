"""The statistics page in a real browser: axe, small screens, dark, large type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_portal_pages import MODES, overflow, prefer
from tests.unit.foi.world import World

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = (
    "/requests/statistics/?year=2026",
    "/requests/statistics/rows/?year=2026&figure=foi.received",
)


@pytest.fixture
def world() -> World:
    world = World()
    world.answered()
    world.in_hand("2026-03-03", unit=world.other)
    return world


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_and_nothing_overflows(
    page: Page, live_portal: str, world: World, mode: str
) -> None:
    prefer(page, live_portal, mode)
    options = {"runOnly": ["color-contrast"]} if mode in ("dark", "contrast") else {}
    axe, faults = Axe(), []
    for path in PAGES:
        page.goto(path)
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            if (wide := overflow(page)) > 0:
                faults.append(f"{path} at {width}: {wide} px too wide")
        for each in axe.run(page, options=options).response["violations"]:
            targets = [node["target"] for node in each["nodes"]][:3]
            faults.append(f"{path}: {each['id']} {targets}")
    assert faults == []
