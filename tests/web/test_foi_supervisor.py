"""A supervisor watches how requests are handled: who asked is not shown, what was done is."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mingtang.foi import services
from mingtang.foi.models import Item, Request
from mingtang.foi.services import Asked
from tests.unit.foi.world import ID_NUMBER, NAME, PHONE, World
from tests.web.foi_desk import days_ago, login, page


@pytest.fixture
def world(db: Any) -> World:
    return World()


@pytest.fixture
def request_full_of_names(world: World) -> Request:
    told = f"本人{NAME}，身份证{ID_NUMBER}，电话{PHONE}"
    request = world.in_hand(
        days_ago(1), asked=Asked(f"{NAME}的校车合同", f"{told}，申请校车合同全文。")
    )
    Item.objects.filter(request=request).update(
        outcome="C1", subkind="provided", given={"form": told}, basis=told, reasons=told
    )
    return request


def test_the_page_names_the_kind_of_applicant_alone(
    world: World, request_full_of_names: Request
) -> None:
    shown = page(login(world.supervisor).get(request_full_of_names.get_absolute_url()))
    for secret in (NAME, ID_NUMBER, PHONE):
        assert secret not in shown
    assert request_full_of_names.applicant.get_kind_display() in shown
    assert "某某的校车合同" in shown
    assert "申请校车合同全文" in shown


def test_who_answers_reads_everything(world: World, request_full_of_names: Request) -> None:
    shown = page(login(world.leader).get(request_full_of_names.get_absolute_url()))
    assert f"{NAME}的校车合同" in shown


def test_the_name_of_a_file_and_a_correction_name_nobody(
    world: World, request_full_of_names: Request
) -> None:
    request = request_full_of_names
    login(world.clerk).post(
        reverse("foi:attach", args=[request.pk]),
        {
            "edition": request.edition,
            "purpose": "material",
            "papers": SimpleUploadedFile(f"{NAME}的材料.txt", b"text"),
        },
    )
    request.refresh_from_db()
    at = request.created_at
    services.ask_correction(
        request,
        wanted_items=f"请{NAME}写明年度",
        guidance="请写明年度。",
        days=15,
        by=world.clerk,
        at=at.replace(hour=12),
        edition=request.edition,
    )
    shown = page(login(world.supervisor).get(request.get_absolute_url()))
    assert "某某的材料" in shown
    assert "请某某写明年度" in shown
    assert NAME not in shown


def test_looking_changes_nothing(world: World, request_full_of_names: Request) -> None:
    login(world.supervisor).get(request_full_of_names.get_absolute_url())
    request_full_of_names.refresh_from_db()
    assert request_full_of_names.subject == f"{NAME}的校车合同"
    assert NAME in request_full_of_names.items.get().basis
