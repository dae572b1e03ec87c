"""Timing a publication on the screen: what is late is said before, reasoned, and shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from mingtang.disclosure.queries import running_duty
from tests.unit.disclosure.world import MADE_ON, World
from tests.web.disclosure_desk import login, page


@pytest.fixture
def world(db: None) -> World:
    return World()


def test_late_schedule_is_said_before_asked_for_and_shown_after(world: World) -> None:
    today = timezone.localdate()
    document = world.with_office(made_on=today - timedelta(days=2))
    due = running_duty(document).due_on
    office, url = login(world, world.publisher), f"/desk/documents/{document.pk}/"
    assert f"公开期限到 {due}，定在这天之后的属于逾期公开" in page(office.get(url))
    late = due + timedelta(days=1)
    data = {"day": late.isoformat(), "time": "09:00", "edition": document.edition}
    response = office.post(f"{url}act/schedule/", data)
    assert response.status_code == 422
    assert f"晚于公开期限 {due}" in page(response)
    office.post(f"{url}act/schedule/", data | {"late_reason": "等上级文件同日印发"})
    assert f"晚于公开期限 {due}" in page(office.get(url))


def test_the_end_of_time_is_refused_on_the_form(world: World) -> None:
    document = world.with_office(earlier_published_on=MADE_ON)
    office, url = login(world, world.publisher), f"/desk/documents/{document.pk}/"
    assert "晚于公开期限的理由" not in page(office.get(url))
    data = {"day": "9999-12-31", "time": "09:00", "edition": document.edition}
    response = office.post(f"{url}act/schedule/", data)
    assert response.status_code == 422 and "最远定到" in page(response)
