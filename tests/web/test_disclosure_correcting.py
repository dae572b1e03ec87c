"""The screens on which a time limit is corrected: said before, asked for, shown afterwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mingtang.disclosure.queries import lapsed_duties, running_duty
from tests.unit.disclosure.world import World
from tests.web.disclosure_desk import login, page, typed


@pytest.fixture
def world(db: None) -> World:
    return World()


def test_edit_screen_says_which_limit_moves_and_asks_for_the_reason(world: World) -> None:
    today = timezone.localdate()
    made = today - timedelta(days=3)
    document = world.draft(made_on=made)
    client, url = login(world, world.clerk), f"/desk/documents/{document.pk}/edit/"
    shown = page(client.get(url))
    assert "公开时限正在计算" in shown and 'name="clock_reason"' not in shown
    data = typed(world, made_on=today.isoformat(), edition=document.edition, title="没有丢的标题")
    response = client.post(url, data)
    assert response.status_code == 422
    refused = page(response)
    assert "改动成文日期会使公开时限由" in refused and "没有丢的标题" in refused
    assert 'name="clock_reason"' in refused
    response = client.post(url, data | {"clock_reason": "以印发件为准"})
    assert response.status_code == 302
    assert running_duty(document).start_on == today
    shown = page(client.get(f"/desk/documents/{document.pk}/"))
    assert f"成文日期 {made} → {today}" in shown and "以印发件为准" in shown


def test_lapsed_limit_is_a_remark_on_the_document_and_the_office_may_accept_it(
    world: World,
) -> None:
    document = world.draft(made_on=date(2025, 3, 3))
    client = login(world, world.clerk)
    url = f"/desk/documents/{document.pk}/"
    assert "已经逾期" in page(client.get(f"{url}edit/"))
    data = typed(world, made_on=timezone.localdate().isoformat(), edition=1)
    assert client.post(f"{url}edit/", data | {"clock_reason": "录错了年份"}).status_code == 302
    duty = lapsed_duties(document)[0]
    shown = page(client.get(url))
    assert "更正前已逾期" in shown and "认可更正" not in shown
    assert "更正前已逾期" in page(login(world, world.leader).get(url))
    accept = f"{url}duties/{duty.pk}/accept/"
    client.post(accept, {"reason": "核实了印发件"})
    assert len(lapsed_duties(document)) == 1
    office = login(world, world.publisher)
    assert "认可更正" in page(office.get(url))
    office.post(accept, {"reason": "核实了印发件"})
    assert lapsed_duties(document) == []
    assert "更正前已逾期</b>" not in page(office.get(url))
