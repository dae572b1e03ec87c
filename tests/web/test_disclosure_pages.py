"""The disclosure screens: what they show to whom, and what they refuse."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mingtang.disclosure import services
from mingtang.disclosure.models import Document, DraftBuffer
from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry as JournalEntry
from mingtang.register.models import Finding
from tests.unit.disclosure.world import ID_NUMBER, MADE_ON, World, later


@pytest.fixture
def world(db: Any, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("django.utils.timezone.now", lambda: later(hours=1))
    return World()


def login(world: World, who: Actor) -> Client:
    client = Client()
    client.force_login(world.account(who), backend="django.contrib.auth.backends.ModelBackend")
    return client


def typed(world: World, **changes: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    return {
        "unit": world.unit.pk,
        "title": "云溪县教育局关于秋季招生的通知",
        "genre": "notice",
        "doc_number": "云溪教发[2026]19号",
        "made_on": MADE_ON.isoformat(),
        "home": world.home.pk,
        "subject_class": "11",
        "attribute": "proactive",
        "validity": "valid",
        "body_html": "<p>正文</p>",
    } | changes


def page(response: Any) -> str:
    return response.content.decode()


def test_clerk_writes_a_draft_by_the_form(world: World) -> None:
    client = login(world, world.clerk)
    assert client.get("/desk/documents/new/").status_code == 200
    response = client.post("/desk/documents/new/", typed(world))
    document = Document.objects.get()
    assert response.headers["Location"] == f"/desk/documents/{document.pk}/"
    assert (document.doc_number, document.unit) == ("云溪教发〔2026〕19号", world.unit)
    shown = page(client.get(response.headers["Location"]))
    assert "草稿已建立" in shown and "等教育局信息员修改、提交" in shown


def test_plain_text_becomes_paragraphs(world: World) -> None:
    client = login(world, world.clerk)
    client.post("/desk/documents/new/", typed(world, body_html="第一段\n第二段 3<5"))
    assert Document.objects.get().body_html == "<p>第一段</p>\n<p>第二段 3&lt;5</p>"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("made_on", "2026-02-30", "2026年2月30日不存在"),
        ("made_on", "2027-01-01", "在将来"),
        ("doc_number", "教发18", "文号缺少年份括号"),
        ("doc_number", "云溪教发〔2031〕1号", "晚于2026年"),
        ("summary", "长" * 301, "300"),
        ("title", "", "请填写标题"),
        ("valid_until", "不详", "不是可识别的日期"),
    ],
)
def test_faulty_field_is_told_and_what_was_typed_stays(
    world: World, field: str, value: str, words: str
) -> None:
    client = login(world, world.clerk)
    sent = typed(world, keywords="招生 秋季") | {field: value}
    response = client.post("/desk/documents/new/", sent)
    shown = page(response)
    assert response.status_code == 422
    assert words in shown
    assert "招生 秋季" in shown and value in shown
    assert not Document.objects.exists()


def test_reason_is_asked_for_what_is_not_disclosed(world: World) -> None:
    client = login(world, world.clerk)
    response = client.post("/desk/documents/new/", typed(world, attribute="closed"))
    assert "请写明理由和依据" in page(response)


def test_pasted_script_svg_and_script_links_do_not_survive(world: World) -> None:
    client = login(world, world.clerk)
    body = (
        "<p onmouseover=steal()>甲</p><script>steal()</script><svg><script>steal()</script></svg>"
        '<a href="javascript:steal()">乙</a><iframe src="https://evil.example"></iframe>'
        "<table><tr><td>1</td><td>丙</td></tr></table>"
    )
    response = client.post("/desk/documents/new/", typed(world, body_html=body), follow=True)
    document = Document.objects.get()
    for bad in ("steal", "script", "<svg", "iframe", "onmouseover"):
        assert bad not in document.body_html
    assert "丙" in document.body_html and "<td" in document.body_html
    shown = page(response)
    assert "粘贴的正文已清理" in shown and "steal" not in shown


def test_paste_endpoint_cleans_and_names_what_went(world: World) -> None:
    client = login(world, world.clerk)
    answer = client.post("/desk/documents/clean/", {"html": "<p>甲</p><script>x</script>"}).json()
    assert answer["html"] == "<p>甲</p>"
    assert any("script" in each for each in answer["removed"])


def test_second_of_two_clerks_keeps_his_text_and_sees_the_other_change(world: World) -> None:
    document = world.draft()
    client = login(world, world.clerk)
    form = typed(world, edition=1)
    client.post(f"/desk/documents/{document.pk}/edit/", form | {"title": "甲的标题"})
    response = client.post(
        f"/desk/documents/{document.pk}/edit/", form | {"title": "乙的标题", "summary": "乙的概述"}
    )
    shown = page(response)
    assert response.status_code == 409
    assert "乙的标题" in shown and "乙的概述" in shown
    assert "别人改了这些" in shown and "<ins>甲的标题</ins>" in shown
    assert 'name="edition" value="2"' in shown
    document.refresh_from_db()
    assert document.title == "甲的标题"
    again = client.post(
        f"/desk/documents/{document.pk}/edit/", form | {"title": "乙的标题", "edition": 2}
    )
    assert again.status_code == 302


def test_form_sent_after_submission_is_kept_as_a_buffer(world: World) -> None:
    document = world.with_leader()
    client = login(world, world.clerk)
    response = client.post(
        f"/desk/documents/{document.pk}/edit/", typed(world, title="迟到", edition=1), follow=True
    )
    assert "已暂存" in page(response)
    assert DraftBuffer.objects.get().payload["title"] == ["迟到"]


def test_buffer_is_kept_offered_and_restored_without_an_act(world: World) -> None:
    document = world.draft()
    client = login(world, world.clerk)
    acts = JournalEntry.objects.count()
    url = f"/desk/documents/{document.pk}/buffer/"
    fields = {name: [str(value)] for name, value in typed(world, title="打到一半").items()}
    answer = client.post(url, {"fields": fields}, content_type="application/json").json()
    assert answer["kept_at"] == "11:00"
    assert JournalEntry.objects.count() == acts
    edit = f"/desk/documents/{document.pk}/edit/"
    assert "没保存的内容" in page(client.get(edit))
    assert "打到一半" in page(client.get(f"{edit}?restore=1"))
    client.post(url, {"drop": "1"})
    assert not DraftBuffer.objects.exists()
    assert client.post(url, "不是", content_type="application/json").status_code == 400


def test_others_at_work_are_named_for_three_minutes(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = world.draft()
    url = f"/desk/documents/{document.pk}/buffer/"
    login(world, world.publisher).post(url, {}, content_type="application/json")
    client = login(world, world.clerk)
    assert client.post(url, {}, content_type="application/json").json()["others"] == ["李敏"]
    assert "李敏正在修改" in page(client.get(f"/desk/documents/{document.pk}/"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: later(hours=2))
    assert "李敏正在修改" not in page(client.get(f"/desk/documents/{document.pk}/"))


def test_saved_draft_drops_its_buffer_and_confirms_guesses(world: World) -> None:
    document = world.draft()
    Document.objects.update(guesses={"made_on": "取自落款"})
    client = login(world, world.clerk)
    edit = f"/desk/documents/{document.pk}/edit/"
    assert "取自落款" in page(client.get(edit))
    client.post(
        f"/desk/documents/{document.pk}/buffer/",
        {"fields": {"title": ["半"]}},
        content_type="application/json",
    )
    client.post(edit, typed(world, edition=1))
    document.refresh_from_db()
    assert document.guesses == {} and not DraftBuffer.objects.exists()


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


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?waiting=true",
        "?state=draft&mine=true",
        "?year=2026",
        "?returned=true",
        "?held_up=true",
        "?genre=notice&validity=valid&subject_class=02",
        "?q=开学",
    ],
)
def test_list_narrows_without_widening(
    world: World, query: str, django_assert_max_num_queries: Any
) -> None:
    mine = world.draft()
    services.create(
        unit=world.other,
        content=services.Content(world.values(title="他单位的文件")),
        by=world.stranger,
        at=later(),
    )
    client = login(world, world.clerk)
    client.get("/desk/documents/")
    with django_assert_max_num_queries(16):
        shown = page(client.get(f"/desk/documents/{query}"))
    assert "他单位的文件" not in shown
    assert (mine.title in shown) == (query not in ("?returned=true", "?held_up=true"))


def test_page_of_a_document_stays_within_its_queries(
    world: World, django_assert_max_num_queries: Any
) -> None:
    document = world.published()
    client = login(world, world.publisher)
    client.get(f"/desk/documents/{document.pk}/")
    with django_assert_max_num_queries(34):
        client.get(f"/desk/documents/{document.pk}/")


ADDRESSES = (
    ("get", ""),
    ("get", "edit/"),
    ("post", "edit/"),
    ("post", "buffer/"),
    ("post", "act/submit/"),
    ("get", "preview/"),
    ("post", "examine/"),
    ("post", "findings/1/mask/"),
    ("post", "findings/1/justify/"),
    ("post", "remarks/"),
    ("get", "links/"),
    ("post", "links/"),
    ("get", "versions/"),
    ("post", "files/"),
    ("get", "files/1/"),
    ("post", "files/1/clean/"),
    ("post", "files/1/remove/"),
)


@pytest.mark.parametrize(("method", "tail"), ADDRESSES)
@pytest.mark.parametrize("who", ["stranger", "it"])
def test_document_of_another_unit_does_not_exist(
    world: World, method: str, tail: str, who: str
) -> None:
    document = world.draft()
    client = login(world, getattr(world, who))
    response = getattr(client, method)(f"/desk/documents/{document.pk}/{tail}")
    assert response.status_code == (404 if who == "stranger" else 403)


@pytest.mark.parametrize(("method", "tail"), ADDRESSES)
def test_the_public_is_asked_to_log_in(world: World, method: str, tail: str) -> None:
    document = world.draft()
    response = getattr(Client(), method)(f"/desk/documents/{document.pk}/{tail}")
    assert response.status_code == 302
    assert "/account/login/" in response.headers["Location"]


def test_supervisor_reads_and_acts_on_nothing(world: World) -> None:
    document = world.draft(body_html=f"<p>{ID_NUMBER}</p>")
    services.examine_document(document, by=world.clerk, at=later())
    finding = Finding.objects.get()
    client = login(world, world.supervisor)
    shown = page(client.get(f"/desk/documents/{document.pk}/"))
    assert "遮盖</button>" not in shown and "/act/" not in shown
    client.post(f"/desk/documents/{document.pk}/act/submit/", {"edition": 1})
    client.post(f"/desk/documents/{document.pk}/findings/{finding.pk}/mask/", {"edition": 1})
    client.post(f"/desk/documents/{document.pk}/edit/", typed(world, edition=1))
    document.refresh_from_db()
    assert (document.state, document.edition) == ("draft", 1)


def test_uploaded_files_become_drafts_with_their_guesses_marked(world: World) -> None:
    client = login(world, world.clerk)
    assert client.get("/desk/imports/new/").status_code == 200
    assert "请先选择" in page(client.post("/desk/imports/new/", {"unit": world.unit.pk}))
    text = (
        "云溪县教育局关于做好校园安全工作的通知\n云溪教发〔2026〕7号\n\n各学校：\n"
        "现将有关事项通知如下。\n\n云溪县教育局\n2026年3月2日\n"
    )
    file = SimpleUploadedFile("通知.txt", text.encode())
    response = client.post(
        "/desk/imports/new/",
        {"unit": world.unit.pk, "home": world.home.pk, "files": [file]},
        follow=True,
    )
    shown = page(response)
    document = Document.objects.get()
    assert "已存为草稿" in shown and document.title in shown
    assert document.guesses and document.unit == world.unit
    assert "导入时推断" in page(client.get(f"/desk/documents/{document.pk}/edit/"))
    assert "通知.txt" in page(client.get("/desk/imports/"))
    batch = response.redirect_chain[-1][0]
    assert login(world, world.stranger).get(batch).status_code == 404
    assert login(world, world.leader).get("/desk/imports/new/").status_code == 403


def test_clerk_does_not_import_for_another_unit(world: World) -> None:
    client = login(world, world.clerk)
    file = SimpleUploadedFile("通知.txt", "关于某事的通知".encode())
    response = client.post("/desk/imports/new/", {"unit": world.other.pk, "files": [file]})
    assert response.status_code == 422
    assert not Document.objects.exists()
