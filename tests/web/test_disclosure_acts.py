"""Acts, findings, remarks, attachments and links by their buttons."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mingtang.disclosure import services
from mingtang.register.models import Finding
from tests.unit.disclosure.world import ID_NUMBER, World, later
from tests.web.disclosure_desk import login, page, typed


@pytest.fixture
def world(db: Any, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("django.utils.timezone.now", lambda: later(hours=1))
    return World()


def test_three_people_publish_by_their_buttons(world: World) -> None:
    document = world.draft()
    for who, act in (
        (world.clerk, "submit"),
        (world.leader, "approve"),
        (world.secrecy, "clear"),
        (world.publisher, "publish"),
    ):
        client = login(world, who)
        shown = page(client.get(f"/desk/documents/{document.pk}/"))
        assert f"/act/{act}/" in shown
        document.refresh_from_db()
        response = client.post(
            f"/desk/documents/{document.pk}/act/{act}/", {"edition": document.edition}
        )
        assert response.status_code == 302
    document.refresh_from_db()
    assert document.state == "published" and document.entry is not None


def test_page_says_why_an_act_is_not_possible_and_whose_turn_it_is(world: World) -> None:
    document = world.draft(made_on=None)
    shown = page(login(world, world.clerk).get(f"/desk/documents/{document.pk}/"))
    assert "还有内容需要补正：请填写成文日期" in shown
    document = world.with_leader(title="另一份")
    shown = page(login(world, world.secrecy).get(f"/desk/documents/{document.pk}/"))
    assert "负责人审核" in shown and "须由单位负责人办理" in shown


def test_refused_act_keeps_the_opinion_that_was_typed(world: World) -> None:
    document = world.with_leader()
    client = login(world, world.leader)
    url = f"/desk/documents/{document.pk}/act/return/"
    assert client.post(url, {"edition": document.edition, "opinion": ""}).status_code == 422
    response = client.post(url, {"edition": 1, "opinion": "第三段请核对数据"})
    assert response.status_code == 409
    assert "第三段请核对数据" in page(response)
    document.refresh_from_db()
    assert document.state == "with_leader"


def test_schedule_takes_day_and_time(world: World) -> None:
    document = world.with_office()
    client = login(world, world.publisher)
    url = f"/desk/documents/{document.pk}/act/schedule/"
    past = {"edition": document.edition, "day": "2026-11-01", "time": "09:00"}
    assert "应在现在之后" in page(client.post(url, past))
    client.post(url, past | {"day": "2026-11-23", "time": "09:30"})
    document.refresh_from_db()
    assert document.scheduled_for is not None
    assert document.scheduled_for.isoformat().startswith("2026-11-23T01:30")


def test_finding_is_shown_with_its_mask_and_covered_in_one_click(world: World) -> None:
    document = world.draft(body_html=f"<p>甲</p><p>身份证号{ID_NUMBER}</p>")
    client = login(world, world.clerk)
    response = client.post(
        f"/desk/documents/{document.pk}/act/submit/", {"edition": 1}, follow=True
    )
    finding = Finding.objects.get()
    shown = page(response)
    assert f"<ins>{finding.mask}</ins>" in shown
    assert 'id="p2"' in shown and "第2段 待处理" in shown
    client.post(f"/desk/documents/{document.pk}/findings/{finding.pk}/mask/", {"edition": 1})
    document.refresh_from_db()
    assert ID_NUMBER not in document.body_html


def test_finding_is_justified_with_a_reason(world: World) -> None:
    document = world.draft(body_html=f"<p>身份证号{ID_NUMBER}</p>")
    services.examine_document(document, by=world.clerk, at=later())
    finding = Finding.objects.get()
    url = f"/desk/documents/{document.pk}/findings/{finding.pk}/justify/"
    client = login(world, world.clerk)
    response = client.post(url, {"edition": 1, "reason": "无"}, follow=True)
    assert "请写明依法" in page(response)
    client.post(url, {"edition": 1, "reason": "法院公告依法公开"})
    finding.refresh_from_db()
    assert finding.settlement == "justified"


def test_remark_is_put_at_a_paragraph_and_dealt_with(world: World) -> None:
    document = world.with_leader()
    client = login(world, world.leader)
    url = f"/desk/documents/{document.pk}/remarks/"
    shown = page(client.post(url, {"block": 2, "text": "数据待核"}, follow=True))
    assert "数据待核" in shown and "第2段 批注" in shown
    remark = document.comments.get()
    login(world, world.clerk).post(url, {"resolve": remark.pk})
    remark.refresh_from_db()
    assert remark.resolved_at is not None


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def test_each_upload_is_taken_or_refused_by_itself(world: World) -> None:
    document = world.draft()
    client = login(world, world.clerk)
    files = [
        SimpleUploadedFile("说明.txt", "正文说明".encode()),
        SimpleUploadedFile("假.pdf", b"MZ\x90\x00" + b"\0" * 200),
    ]
    response = client.post(
        f"/desk/documents/{document.pk}/files/", {"edition": 1, "files": files}, follow=True
    )
    shown = page(response)
    assert "“假.pdf”没有收下" in shown
    taken = list(document.files.values_list("name", flat=True))
    assert taken == ["说明.txt"] or "“说明.txt”没有收下" in shown


def test_editions_are_compared(world: World) -> None:
    document = world.draft()
    client = login(world, world.clerk)
    client.post(
        f"/desk/documents/{document.pk}/edit/",
        typed(world, edition=1, title="新标题", body_html="<p>现将重要事项通知如下。</p>"),
    )
    shown = page(client.get(f"/desk/documents/{document.pk}/versions/?old=1&new=2"))
    assert "<ins>新标题</ins>" in shown
    assert "<del>有关</del>" in shown or "<del>有</del>" in shown
    assert client.get(f"/desk/documents/{document.pk}/versions/?old=x&new=99").status_code == 200


def test_related_document_is_searched_and_linked(world: World) -> None:
    older = world.published()
    document = world.draft(title="修改办法", doc_number="")
    client = login(world, world.clerk)
    url = f"/desk/documents/{document.pk}/links/"
    number = older.entry.index_number
    for text in ("秋季开学", "云溪教发[2026]18号", number):
        assert older.title in page(client.get(url, {"q": text}))
    assert older.title not in page(client.get(url, {"q": "没有这个"}))
    client.post(url, {"edition": 1, "target": older.entry_id, "kind": "amends"})
    assert document.links.get().kind == "amends"
    client.post(url, {"edition": 2, "remove": f"{older.entry_id}-amends"})
    assert not document.links.exists()


def test_office_publishes_several_and_each_has_its_own_result(world: World) -> None:
    good = world.with_office(title="甲文", doc_number="")
    bad = world.with_office(title="乙文", doc_number="")
    client = login(world, world.publisher)
    assert "甲文" in page(client.get("/desk/documents/release/"))
    chosen = [f"{good.pk}:{good.edition}", f"{bad.pk}:{bad.edition - 1}"]
    shown = page(client.post("/desk/documents/release/", {"document": chosen}))
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.state, bad.state) == ("published", "with_office")
    assert good.entry.index_number in shown and "没有发布" in shown
    assert login(world, world.clerk).get("/desk/documents/release/").status_code == 403


def test_ledger_lists_and_exports_its_columns(world: World) -> None:
    world.with_office()
    client = login(world, world.secrecy)
    shown = page(client.get("/desk/secrecy/"))
    for column in ("信息名称", "审查人", "审查日期", "审查结论", "提请单位"):
        assert column in shown
    export = client.get("/desk/secrecy/?export=xlsx")
    assert b"".join(export.streaming_content)[:2] == b"PK"
