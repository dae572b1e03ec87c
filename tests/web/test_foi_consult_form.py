"""The form for asking a third party begins without the person who asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from mingtang.foi.services import Asked
from tests.unit.foi.world import NAME, World
from tests.web.foi_desk import days_ago, login, page


@pytest.fixture
def world(db: Any) -> World:
    return World()


def test_the_form_begins_with_the_subject_without_the_name(world: World):
    request = world.in_hand(days_ago(1), asked=Asked(f"{NAME}的低保审批材料"))
    address = reverse("foi:act", args=[request.pk, "consult_third"])
    response = login(world.clerk).get(address)
    begins = response.context["form"]["about_what"].value()
    assert begins == "某某的低保审批材料"
    assert f"{begins}</textarea>" in page(response)
