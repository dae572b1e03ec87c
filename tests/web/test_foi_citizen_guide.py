"""The guide: how, who, where, until when, what it costs; the chart of the table that runs."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from mingtang.foi.citizen.flow import INNER, PUBLIC_FLOW
from mingtang.foi.lifecycle import LIFECYCLE
from mingtang.statute.lifecycle_plan import plan_chart
from tests.unit.foi.world import World

pytestmark = pytest.mark.django_db
GUIDE = "/requests/"


@pytest.fixture
def world(db: Any) -> World:
    return World()


def test_the_guide_tells_where_to_apply_and_what_the_law_gives(
    client: Client, world: World
) -> None:
    world.unit.phone, world.unit.address = "0000-1234567", "人民路2号"
    world.unit.save()
    page = client.get(GUIDE).content.decode()
    for words in (
        "0000-1234567",
        "人民路2号",
        "20 个工作日",
        "双方确认之日",
        "第 11—30 件，每件 100 元",
        "第 201 页以上，每页 40 元",
        "申请行政复议",
        "/requests/new/",
        "/open/",
    ):
        assert words in page, words


def test_the_chart_is_drawn_from_the_table_without_inner_steps(client: Client) -> None:
    page = client.get(GUIDE).content.decode()
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="lifecycle"' in page
    assert " style=" not in page
    assert "告知补正" in page
    for act in INNER:
        assert LIFECYCLE.label_of(act) not in " ".join(PUBLIC_FLOW.as_steps())


def test_the_middle_of_the_chart_is_the_ordinary_way() -> None:
    middle = [node.state for node in plan_chart(PUBLIC_FLOW)]
    assert middle == ["arrived", "in_hand", "checking", "approved", "answered", "closed"]


def test_the_public_chart_leads_from_arrival_to_every_end() -> None:
    assert PUBLIC_FLOW.initial == LIFECYCLE.initial
    ends = set(PUBLIC_FLOW.final_states)
    assert {"merged", "split", "moved", "not_request", "closed"} >= ends - {"archived"}


def test_the_masthead_leads_here_from_everywhere(client: Client) -> None:
    for path in ("/", "/search/", "/units/", "/no-such-page"):
        assert 'href="/requests/"' in client.get(path).content.decode()


def test_a_reader_who_has_the_guide_gets_304(client: Client, world: World) -> None:
    first = client.get(GUIDE)
    again = client.get(GUIDE, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_a_county_without_units_still_has_its_guide(client: Client) -> None:
    assert client.get(GUIDE).status_code == 200
    assert client.get("/requests/new/").status_code == 200
