"""Reviewers see every justification with its reason, and accept it or send it back."""

from __future__ import annotations

import pytest

from mingtang.disclosure import services
from mingtang.register.models import Finding
from tests.unit.disclosure.test_justifying import WHY, marked, to_confidentiality
from tests.unit.disclosure.world import World
from tests.web.disclosure_desk import login, page


@pytest.fixture
def world(db: None) -> World:
    return World()


def test_the_confidentiality_reviewer_accepts_a_marking_on_the_page(world: World) -> None:
    document, finding = marked(world)
    document = to_confidentiality(world, document)
    client, url = login(world, world.secrecy), f"/desk/documents/{document.pk}/"
    shown = page(client.get(url))
    assert WHY in shown and "待保密审查员认可" in shown and "不认可，退回该处" in shown
    assert "密级或内部标志只有说明的理由" in shown
    client.post(f"{url}findings/{finding.pk}/confirm/", {"edition": document.edition})
    shown = page(client.get(url))
    assert "保密审查员孙静已认可" in shown and "认可理由</button>" not in shown


def test_each_reviewer_sees_it_and_sends_it_back_with_his_reason(world: World) -> None:
    document, finding = marked(world)
    document = world.submit(document)
    url = f"/desk/documents/{document.pk}/"
    leader = login(world, world.leader)
    shown = page(leader.get(url))
    assert WHY in shown and "不认可，退回该处" in shown and "认可理由</button>" not in shown
    assert "不认可，退回该处" not in page(login(world, world.clerk).get(url))
    sent = {"edition": document.edition, "reason": "没有解密通知"}
    leader.post(f"{url}findings/{finding.pk}/reopen/", sent)
    assert Finding.objects.get().settlement == "open"
    services.return_for_changes(
        document, opinion="请改", by=world.leader, at=document.updated_at, edition=document.edition
    )
    shown = page(login(world, world.clerk).get(url))
    assert "理由没有认可" in shown and "没有解密通知" in shown
