"""Remarks, returns and refusals as the people at the desk see them."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from mingtang.disclosure import services
from mingtang.disclosure.models import Document
from tests.unit.disclosure.world import NOW, World
from tests.web.disclosure_desk import login, page, typed

TABLED = "<p>第一条</p><table><tr><td>甲</td><td>乙</td></tr></table><p>第二条</p>"


@pytest.fixture
def world(db: None) -> World:
    return World()


def edit_url(document: Document) -> str:
    return reverse("disclosure:document-edit", args=[document.pk])


def returned(world: World) -> Document:
    document = world.with_leader()
    services.comment(document, text="补上数据来源", by=world.leader, at=NOW, block=2)
    return services.return_for_changes(
        document, opinion="依据不全", by=world.leader, at=NOW, edition=document.edition
    )


def test_the_draft_form_shows_the_return_and_each_open_remark_with_its_place(
    world: World,
) -> None:
    document = returned(world)
    text = page(login(world, world.clerk).get(edit_url(document)))
    assert "依据不全" in text
    assert "<b>第 2 段</b>" in text
    assert "<q>现将有关事项通知如下。</q>" in text
    assert "补上数据来源" in text


def test_ticked_remarks_are_dealt_with_by_the_save(world: World) -> None:
    document = returned(world)
    client = login(world, world.clerk)
    row = document.comments.get()
    sent = typed(
        world,
        edition=document.edition,
        title=document.title,
        doc_number=document.doc_number,
        handled=[row.pk, "x"],
    )
    refused = client.post(edit_url(document), sent | {"title": ""})
    assert f'name="handled" value="{row.pk}" checked' in page(refused)
    row.refresh_from_db()
    assert row.resolved_at is None
    assert client.post(edit_url(document), sent).status_code == 302
    row.refresh_from_db()
    assert row.resolved_at is not None
    assert "补上数据来源" not in page(client.get(edit_url(document)))


def test_submission_tells_how_many_remarks_are_open_and_where(world: World) -> None:
    document = returned(world)
    text = page(login(world, world.clerk).get(document.get_absolute_url()))
    assert "还有 1 条批注没有标为处理完" in text
    assert '<a href="#remarks">看批注</a>' in text


def test_reviewers_are_told_of_open_remarks_before_they_agree(world: World) -> None:
    document = world.with_leader()
    services.comment(document, text="核数", by=world.leader, at=NOW)
    text = page(login(world, world.leader).get(document.get_absolute_url()))
    assert "还有 1 条批注未处理。交给保密审查员。" in text


def test_a_place_is_chosen_beside_the_text_without_a_list_of_cells(world: World) -> None:
    document = world.with_leader(body_html=TABLED)
    client = login(world, world.leader)
    text = page(client.get(document.get_absolute_url()))
    assert 'href="?place=2#remark"' in text
    assert 'href="?place=3#remark"' not in text
    assert "<option" not in text.split('id="remark"')[1].split("</form>")[0]
    chosen = page(client.get(document.get_absolute_url(), {"place": "2"}))
    assert "第 2–3 段（表格）：甲" in chosen
    assert 'value="2" ' in chosen.split('id="remark-block" ')[1].replace(">", " ", 1)
    client.post(
        reverse("disclosure:remarks", args=[document.pk]), {"block": "3", "text": "核对表格"}
    )
    assert document.comments.get().block == 2
    answer = client.post(
        reverse("disclosure:remarks", args=[document.pk]),
        {"block": "99", "text": "无"},
        follow=True,
    )
    assert "正文没有第 99 段" in page(answer)


def test_refusal_is_shown_to_everybody_until_it_is_cleared(world: World) -> None:
    document = world.with_confidentiality()
    document = services.refuse(
        document, opinion="含未公开规划", by=world.secrecy, at=NOW, edition=document.edition
    )
    clerk = login(world, world.clerk)
    text = page(clerk.get(document.get_absolute_url()))
    assert "保密审查认为不得公开" in text
    assert "不能原样再报" in text
    document = services.save(
        document,
        services.Content({"body_html": "<p>删去规划。</p>"}),
        by=world.clerk,
        at=NOW,
        edition=document.edition,
    )
    document = world.submit(document)
    for who in (world.leader, world.publisher):
        text = page(login(world, who).get(document.get_absolute_url()))
        assert "保密审查认为不得公开" in text
        assert "含未公开规划" in text


def test_reason_of_a_publication_taken_back_reaches_the_clerk(world: World) -> None:
    document = world.with_office()
    document = services.schedule(
        document,
        when=NOW.replace(day=23),
        by=world.publisher,
        at=NOW,
        edition=document.edition,
    )
    document = services.unschedule(
        document, reason="数字有误", by=world.publisher, at=NOW, edition=document.edition
    )
    clerk = login(world, world.clerk)
    for address in (document.get_absolute_url(), edit_url(document)):
        assert "<b>退回修改</b> 数字有误" in page(clerk.get(address))
    assert document.title in page(clerk.get("/desk/")).split("退回修改的文件")[1]


def test_conflict_tells_once_what_to_do_whether_or_not_the_content_changed(world: World) -> None:
    document = world.draft()
    client = login(world, world.clerk)
    sent = typed(world, edition=1, title="乙的标题")
    client.post(edit_url(document), sent | {"title": "甲的标题"})
    shown = page(client.post(edit_url(document), sent))
    assert "保存后以您这一份为准" in shown
    assert "请刷新" not in shown
    assert "error-summary" not in shown
    document.refresh_from_db()
    Document.objects.filter(pk=document.pk).update(edition=document.edition + 1)
    shown = page(client.post(edit_url(document), sent | {"edition": document.edition}))
    assert "他人没有改动内容" in shown


def test_revision_proposes_today_as_the_day_of_the_change(world: World) -> None:
    document = world.published()
    text = page(login(world, world.clerk).get(document.get_absolute_url()))
    assert f'name="changed_on" value="{timezone.localdate().isoformat()}"' in text


def test_bulk_release_chooses_all_without_scripts_and_tells_of_open_remarks(world: World) -> None:
    document = world.with_office()
    services.comment(document, text="核数", by=world.publisher, at=NOW)
    client = login(world, world.publisher)
    address = reverse("disclosure:release")
    assert " checked" not in page(client.get(address))
    text = page(client.get(address, {"all": "1"}))
    assert " checked" in text
    assert "还有 1 条批注未处理。" in text


def test_what_is_not_there_at_the_desk_gets_advice_for_the_desk(world: World) -> None:
    document = world.draft()
    answer = login(world, world.stranger).get(document.get_absolute_url())
    assert answer.status_code == 404
    assert "没有这份材料，或者不归您的单位办理。" in page(answer)
    assert "搜索框" not in page(answer)
