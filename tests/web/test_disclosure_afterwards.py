"""The screens of late reviews, revisions given up, wrong units, timed releases that failed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from mingtang.disclosure import services
from mingtang.disclosure.models import Document
from mingtang.journal.actor import Actor
from mingtang.orgs.access import access_of
from mingtang.workbench.inbox import FilledBox, boxes_for
from tests.unit.disclosure.test_abandoning import revised
from tests.unit.disclosure.test_afterwards import emergency
from tests.unit.disclosure.world import NOW, World, later
from tests.web.disclosure_desk import login, page


@pytest.fixture
def world(db: Any, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("django.utils.timezone.now", lambda: later(days=3))
    return World()


def box(world: World, who: Actor, code: str) -> FilledBox:
    found = boxes_for(access_of(world.account(who), NOW.date()), NOW.date())
    return next(each for each in found if each.code == code)


def test_leader_finds_reviews_and_the_public_reads_that_he_did(world: World) -> None:
    document = emergency(world)
    waiting = box(world, world.leader, "disclosure.afterwards").box
    assert [row.label for row in waiting.rows] == [document.title]
    client = login(world, world.leader)
    assert document.title in page(client.get(waiting.url))
    url = f"/desk/documents/{document.pk}/"
    assert f"{url}act/post_review/" in page(client.get(url))
    sent = {"edition": document.edition, "agrees": "yes", "opinion": ""}
    assert client.post(f"{url}act/post_review/", sent).status_code == 422
    sent["opinion"] = "情况属实，同意公开"
    assert client.post(f"{url}act/post_review/", sent).status_code == 302
    assert box(world, world.leader, "disclosure.afterwards").box.count == 0
    assert "act/post_review/" not in page(client.get(url))
    shown = page(client.get(document.entry.register_url))
    assert "单位负责人事后补审" in shown and "情况属实，同意公开" in shown
    assert "紧急发布后补审" in shown


def test_revision_is_given_up_by_its_button_which_other_drafts_do_not_show(world: World) -> None:
    first = world.draft(title="首稿", doc_number="")
    client = login(world, world.clerk)
    assert "放弃修订" not in page(client.get(f"/desk/documents/{first.pk}/")).split("chart")[0]
    document = revised(world, world.published())
    url = f"/desk/documents/{document.pk}/"
    assert f"{url}act/abandon/" in page(client.get(url))
    client.post(f"{url}act/abandon/", {"edition": document.edition, "reason": "不改了"})
    document.refresh_from_db()
    assert document.state == "published"


def test_office_hands_a_draft_on_and_clerks_choose_among_their_units_only(world: World) -> None:
    document = world.draft()
    url = f"/desk/documents/{document.pk}/"
    office = login(world, world.publisher)
    assert f"{url}act/hand_on/" in page(office.get(url))
    sent = {"edition": document.edition, "to": world.other.pk, "reason": "选错"}
    refused = login(world, world.clerk).post(f"{url}act/hand_on/", sent)
    assert refused.status_code == 422
    assert office.post(f"{url}act/hand_on/", sent, follow=True).status_code == 200
    document.refresh_from_db()
    assert document.unit == world.other
    assert login(world, world.clerk).get(url).status_code == 404
    assert login(world, world.stranger).get(url).status_code == 200


def test_failed_timed_publication_is_in_the_box_with_its_reason(world: World) -> None:
    document = world.with_office()
    services.schedule(
        document, when=later(days=2), by=world.publisher, at=NOW, edition=document.edition
    )
    waiting = box(world, world.publisher, "disclosure.stalled").box
    assert [row.note for row in waiting.rows] == [
        "定时任务没有运行，或者发布时出错，请信息技术人员检查。"
    ]
    Document.objects.filter(pk=document.pk).update(attribute="closed", attribute_reason="密")
    waiting = box(world, world.publisher, "disclosure.stalled").box
    assert "公开属性不是主动公开" in waiting.rows[0].note
    client = login(world, world.publisher)
    assert "定时发布没有成功" in page(client.get(f"/desk/documents/{document.pk}/"))
    assert document.title in page(client.get(waiting.url))


@pytest.mark.parametrize(("minutes", "count"), [(4, 0), (5, 0), (6, 1)])
def test_a_few_minutes_late_is_not_a_failure(world: World, minutes: int, count: int) -> None:
    document = world.with_office()
    when = later(days=3) - timedelta(minutes=minutes)
    services.schedule(document, when=when, by=world.publisher, at=NOW, edition=document.edition)
    assert box(world, world.publisher, "disclosure.stalled").box.count == count
    shown = page(login(world, world.publisher).get(f"/desk/documents/{document.pk}/"))
    assert ("定时发布没有成功" in shown) == bool(count)
