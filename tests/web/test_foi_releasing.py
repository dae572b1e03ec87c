"""The screens by which an answer comes into the public log, and what the public then reads."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingtang.foi.models import Release, Request
from mingtang.foi.models.releases import ReleaseState
from mingtang.foi.services import releasing
from mingtang.register.models import Entry, Section
from tests.unit.foi.world import ADDRESS, ID_NUMBER, NAME, PERSON, PHONE, World
from tests.web.foi_desk import login, page

TOLD = {
    "title": "关于公开学校布局调整方案的答复",
    "question": "申请公开学校布局调整方案全文。",
    "answer": "已经公开，见信息公开目录。",
}


@pytest.fixture
def world(db: Any) -> World:
    return World()


@pytest.fixture
def section(db: Any) -> Section:
    return Section.objects.create(
        slug=releasing.SECTION, name="依申请公开答复选登", column_type="信息公开"
    )


def _post(who: Any, request: Request, act: str, **values: Any) -> Any:
    release = Release.objects.filter(request=request).first()
    edition = {"edition": release.edition} if release else {}
    address = reverse("foi:release", args=[request.pk])
    return login(who).post(address, {"act": act, **edition, **values})


def _published(world: World, section: Section) -> Entry:
    request = world.answered()
    _post(world.clerk, request, "save", **TOLD)
    _post(world.clerk, request, "propose")
    _post(world.office, request, "approve", home=section.pk)
    return Entry.objects.get()


def test_a_clerk_writes_the_office_approves_the_public_reads(
    world: World, section: Section
) -> None:
    entry = _published(world, section)
    shown = page(Client().get(entry.get_absolute_url()))
    assert TOLD["title"] in shown.replace("<wbr>", "")
    assert TOLD["answer"] in shown
    assert entry.content_hash[:8] in shown
    found = page(Client().get("/search/", {"q": "学校布局"}))
    assert entry.get_absolute_url() in found


def test_what_the_public_reads_names_nobody(world: World, section: Section) -> None:
    entry = _published(world, section)
    addresses = (
        entry.get_absolute_url(),
        f"{entry.get_absolute_url()}.json",
        "/feed/",
        f"/search/?q={NAME}",
        "/sitemap/",
    )
    number = Request.objects.get().number
    for address in addresses:
        shown = page(Client().get(address))
        named = [each for each in (PHONE, ID_NUMBER, ADDRESS, number) if each in shown]
        assert named == [], address
        if "search" not in address:
            assert NAME not in shown, address


def test_a_name_typed_is_refused_and_what_was_typed_stays(world: World) -> None:
    request = world.answered()
    response = _post(world.clerk, request, "save", **TOLD | {"question": f"{NAME}申请方案。"})
    assert response.status_code == 422
    assert f"{NAME}申请方案。" in page(response)
    assert not Release.objects.exists()


def test_a_finding_is_covered_on_the_page(world: World) -> None:
    request = world.answered()
    _post(world.clerk, request, "save", **TOLD | {"answer": "请联系13912345678。"})
    shown = page(login(world.clerk).get(reverse("foi:release", args=[request.pk])))
    assert "13912345678" in shown
    assert "提交政务公开办审核" not in shown
    finding = releasing.Finding.objects.get()
    _post(world.clerk, request, "mask", finding=finding.pk)
    assert "13912345678" not in Release.objects.get().answer
    _post(world.clerk, request, "propose")
    assert Release.objects.get().state == ReleaseState.PROPOSED


def test_strangers_do_not_find_it_and_unanswered_ones_have_no_page(world: World) -> None:
    request = world.answered()
    address = reverse("foi:release", args=[request.pk])
    assert login(world.stranger).get(address).status_code == 404
    waiting = reverse("foi:release", args=[world.in_hand().pk])
    assert login(world.clerk).get(waiting).status_code == 404
    assert login(world.supervisor).get(address).status_code == 200
    assert _post(world.supervisor, request, "save", **TOLD).status_code == 422


def test_a_clerk_does_not_approve(world: World, section: Section) -> None:
    request = world.answered()
    _post(world.clerk, request, "save", **TOLD)
    _post(world.clerk, request, "propose")
    _post(world.clerk, request, "approve", home=section.pk)
    assert not Entry.objects.exists()
    _post(world.office, request, "return", reason="请写明范围")
    shown = page(login(world.clerk).get(reverse("foi:release", args=[request.pk])))
    assert "请写明范围" in shown


def test_withdrawn_the_document_is_gone_and_its_entry_says_why(
    world: World, section: Section
) -> None:
    entry = _published(world, section)
    request = Request.objects.get()
    _post(world.office, request, "withdraw", reason="内容有误")
    assert Client().get(entry.get_absolute_url()).status_code == 410
    assert Release.objects.get().state == ReleaseState.WITHDRAWN


def test_the_list_shows_what_waits_and_the_request_leads_to_it(world: World) -> None:
    request = world.answered()
    _post(world.clerk, request, "save", **TOLD)
    assert TOLD["title"] in page(login(world.office).get(reverse("foi:releases")))
    assert TOLD["title"] not in page(login(world.stranger).get(reverse("foi:releases")))
    assert reverse("foi:release", args=[request.pk]) in page(
        login(world.clerk).get(request.get_absolute_url())
    )


def test_what_many_ask_for_is_suggested(world: World, settings: Any) -> None:
    settings.MINGTANG_FOI_PROACTIVE_APPLICANTS = 3
    for number in range(3):
        world.in_hand(who=replace(PERSON, name=f"申请人{number}", id_kind="", id_number=""))
        shown = page(login(world.clerk).get(reverse("foi:wanted")))
        assert ("建议主动公开</span>" in shown) is (number == 2)
    assert "建议主动公开</span>" not in page(login(world.stranger).get(reverse("foi:wanted")))
