"""The disclosure screens: what is typed and kept, what each person sees, what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mingtang.disclosure import services
from mingtang.disclosure.models import Document, DraftBuffer, ImportItem
from mingtang.journal.models import Entry as JournalEntry
from mingtang.register.models import Finding
from mingtang.statute.violations import RuleViolation
from tests.unit.disclosure.world import ID_NUMBER, World, later
from tests.web.disclosure_desk import login, page, typed


@pytest.fixture
def world(db: Any, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("django.utils.timezone.now", lambda: later(hours=1))
    return World()


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
    ("values", "words"),
    [
        ({"made_on": date(2026, 11, 2)}, "成文日期待确认，确认后起算 20 个工作日"),
        ({}, "成文日期待填写，填写后起算 20 个工作日"),
        (
            {"made_on": date(2026, 11, 2), "earlier_published_on": date(2026, 11, 3)},
            "此前已公开日期待确认，确认后不计公开时限",
        ),
        ({"made_on": date(2007, 1, 8)}, "成文日期待确认，当时没有公开时限"),
    ],
)
def test_list_and_page_say_why_no_clock_runs_of_an_import(
    world: World, values: dict[str, Any], words: str
) -> None:
    document = services.create(
        unit=world.unit,
        content=services.Content(values={"title": "关于停水的公告", **values}),
        by=world.clerk,
        at=later(),
        guesses={"made_on": "取自文末，把握大"},
    )
    client = login(world, world.clerk)
    assert words in page(client.get("/desk/documents/"))
    shown = page(client.get(document.get_absolute_url()))
    assert words in shown and "核对推断的内容" in shown
    export = client.get("/desk/documents/?export=csv").getvalue().decode()
    assert words in export
    services.save(document, services.Content(), by=world.clerk, at=later(), edition=1)
    assert words not in page(client.get("/desk/documents/"))


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("made_on", "2026-02-30", "2026年2月30日不存在"),
        ("made_on", "2027-01-01", "在将来"),
        ("doc_number", "教发18", "文号缺少年份括号"),
        ("doc_number", "云溪教发〔2031〕1号", "晚于2026年"),
        ("summary", "长" * 301, "300"),
        ("title", "", "请填写标题"),
        ("title", "关于\x00招生的通知", "标题里有看不见的控制字符，请删去后再保存"),
        ("summary", "招生\x0b秋季", "内容概述里有看不见的控制字符"),
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


def test_body_beyond_a_million_characters_is_refused_in_plain_words(world: World) -> None:
    client = login(world, world.clerk)
    response = client.post("/desk/documents/new/", typed(world, body_html="字" * 1_000_001))
    assert response.status_code == 422
    assert "正文最多 100 万字符（含格式代码），现有 1,000,001 字符" in page(response)
    with pytest.raises(RuleViolation, match="放进附件"):
        world.draft(body_html="字" * 1_000_001)


def test_control_characters_in_the_body_are_dropped(world: World) -> None:
    login(world, world.clerk).post(
        "/desk/documents/new/", typed(world, body_html="<p>甲\x00乙</p>")
    )
    assert Document.objects.get().body_html == "<p>甲乙</p>"


@pytest.mark.parametrize(
    ("changes", "remedy"),
    [
        ({"body_html": '<p><a href="/no-such-page/">甲</a></p>'}, "改正文"),
        ({"doc_number": "秘密★1年"}, "自己改"),
    ],
)
def test_remedy_of_a_finding_leads_to_where_the_words_stand(
    world: World, changes: dict[str, Any], remedy: str
) -> None:
    document = world.draft(**changes)
    services.examine_document(document, by=world.clerk, at=later())
    shown = page(login(world, world.clerk).get(document.get_absolute_url()))
    assert f'edit/">{remedy}</a>' in shown and "换附件" not in shown


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
    assert "被他人改动了" in shown and "还差" not in shown and "<ins>甲的标题</ins>" in shown
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


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?waiting=true",
        "?state=draft&mine=true",
        "?year=2026",
        "?returned=true",
        "?returned=false",
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


def test_remarks_of_the_import_stand_on_the_draft_until_it_is_saved(world: World) -> None:
    client = login(world, world.clerk)
    file = SimpleUploadedFile("甲.txt", "现将有关事项通知如下，请认真执行。\n".encode())
    client.post(
        "/desk/imports/new/", {"unit": world.unit.pk, "home": world.home.pk, "files": [file]}
    )
    document = Document.objects.get()
    remarks = ImportItem.objects.get().remarks
    assert "没有找到成文日期，请填写" in remarks
    home = f"/desk/documents/{document.pk}/"
    for address in (home, f"{home}edit/"):
        shown = page(client.get(address))
        assert [text for text in remarks if text not in shown] == []
    client.post(f"{home}edit/", typed(world, edition=document.edition))
    for address in (home, f"{home}edit/"):
        assert "没有找到成文日期" not in page(client.get(address))


def test_names_and_order_are_offered_only_for_attachments_that_become_public(world: World) -> None:
    client = login(world, world.clerk)
    file = SimpleUploadedFile("甲.txt", "现将有关事项通知如下，请认真执行。\n".encode())
    client.post(
        "/desk/imports/new/", {"unit": world.unit.pk, "home": world.home.pk, "files": [file]}
    )
    document = Document.objects.get()
    home = f"/desk/documents/{document.pk}/"
    shown = page(client.get(home))
    assert "导入原件，不公开" in shown and "改名称和顺序" not in shown
    more = SimpleUploadedFile("附表.txt", "一览".encode())
    client.post(f"{home}files/", {"edition": document.edition, "files": [more]})
    assert "改名称和顺序" in page(client.get(home))


def test_an_import_of_which_nothing_became_a_draft_is_no_success(world: World) -> None:
    client = login(world, world.clerk)

    def brought(name: str, content: bytes) -> str:
        file = SimpleUploadedFile(name, content)
        values = {"unit": world.unit.pk, "home": world.home.pk, "files": [file]}
        return page(client.post("/desk/imports/new/", values, follow=True))

    refused = brought("程序.exe", b"MZ\x90\x00")
    assert "没有一件导入成功" in refused
    assert "导入完毕" not in refused
    text = "关于校园安全工作的通知\n\n各学校：\n现将有关事项通知如下。\n".encode()
    assert "导入完毕" in brought("通知.txt", text)
    again = brought("通知.txt", text)
    assert "以前都已导入" in again
    assert "导入完毕" not in again


NOTICE = (
    "关于做好防汛值守工作的通知\n\n主汛期将至，请各单位严格执行二十四小时值班制度，认真抓好落实。\n"
)


def test_duplicate_is_told_and_brought_in_by_a_button(world: World) -> None:
    client = login(world, world.clerk)
    files = [
        SimpleUploadedFile("甲.txt", NOTICE.encode("gb18030")),
        SimpleUploadedFile("乙.txt", NOTICE.encode()),
    ]
    values = {"unit": world.unit.pk, "home": world.home.pk, "files": files}
    response = client.post("/desk/imports/new/", values, follow=True)
    shown, here = page(response), response.redirect_chain[-1][0]
    item = ImportItem.objects.get(outcome="duplicate")
    assert "内容重复" in shown and f"与编号 {item.document_id} 的文件" in shown
    button = f"{here}files/{item.pk}/draft/"
    assert button in shown
    assert login(world, world.stranger).post(button).status_code == 404
    assert button not in page(login(world, world.leader).get(here))
    assert login(world, world.leader).post(button).status_code == 403
    assert Document.objects.count() == 1
    assert "已存为草稿" in page(login(world, world.clerk).post(button, follow=True))
    assert Document.objects.count() == 2


def test_import_page_counts_what_a_body_signed_that_is_no_unit(world: World) -> None:
    client = login(world, world.clerk)
    files = [
        SimpleUploadedFile("甲.txt", f"{NOTICE}\n长兴县人民政府\n2023年5月16日\n".encode()),
        SimpleUploadedFile("乙.txt", NOTICE.replace("防汛", "抗旱").encode()),
    ]
    values = {"unit": world.unit.pk, "home": world.home.pk, "files": files}
    response = client.post("/desk/imports/new/", values, follow=True)
    here = response.redirect_chain[-1][0]
    assert '发文机关待确认 <span class="count">1</span>' in page(response)
    shown = page(client.get(f"{here}?outcome=unlisted"))
    assert "原文署名：长兴县人民政府" in shown and "甲.txt</td>" in shown
    assert "乙.txt</td>" not in shown


def test_long_import_answers_with_its_progress_and_goes_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mingtang.disclosure.views.imports.SLICE_SECONDS", 0)
    client = login(world, world.clerk)
    files = [
        SimpleUploadedFile(f"{number}.txt", NOTICE.replace("防汛", f"第{number}项").encode())
        for number in range(3)
    ]
    values = {"unit": world.unit.pk, "home": world.home.pk, "files": files}
    response = client.post("/desk/imports/new/", values, follow=True)
    shown, here = page(response), response.redirect_chain[-1][0]
    assert "已处理 1 份，共 3 份" in shown and f"{here}continue/" in shown
    assert "正在导入" in page(login(world, world.leader).get(here))
    assert login(world, world.leader).post(f"{here}continue/").status_code == 403
    assert login(world, world.stranger).post(f"{here}continue/").status_code == 404
    client = login(world, world.clerk)
    assert "已处理 2 份，共 3 份" in page(client.post(f"{here}continue/", follow=True))
    shown = page(client.post(f"{here}continue/", follow=True))
    assert "导入完毕" in shown and "2.txt" in shown
    assert client.post(f"{here}continue/").status_code == 302  # done by somebody else meanwhile
    assert ImportItem.objects.count() == Document.objects.count() == 3


def test_clerk_does_not_import_for_another_unit(world: World) -> None:
    client = login(world, world.clerk)
    file = SimpleUploadedFile("通知.txt", "关于某事的通知".encode())
    response = client.post("/desk/imports/new/", {"unit": world.other.pk, "files": [file]})
    assert response.status_code == 422
    assert not Document.objects.exists()
