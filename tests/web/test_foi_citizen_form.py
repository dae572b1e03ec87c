"""The form: what it asks, what it refuses, what it never loses; the receipt."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from mingtang.files.models import StoredFile
from mingtang.foi.citizen import drafts
from mingtang.foi.models import Caution, Draft, Request
from mingtang.foi.states import Channel, State
from mingtang.foi.wording import wording_key
from mingtang.journal.models import Entry as JournalEntry
from tests.unit.foi.world import ID_NUMBER, NAME, PHONE, World, acts_of
from tests.web.citizen_side import NEW, PREVIEW, filed, filled, send, shown, stamp

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TEXT = b"a,b\n1,2\n"
LEAVE = "/requests/mine/leave/"


@pytest.fixture
def world(db: Any) -> World:
    return World()


def test_the_form_asks_for_no_account_and_no_purpose(client: Client, world: World) -> None:
    page = client.get(NEW).content.decode()
    assert 'name="purpose"' not in page
    assert "用途" in page  # it says that none is asked
    assert "登录" not in page


def test_a_request_is_filed_and_its_code_is_shown_on_the_receipt(
    client: Client, world: World
) -> None:
    request, code = filed(client, world)
    assert (request.state, request.channel) == (State.ARRIVED, Channel.ONLINE)
    assert request.receipt_on is None
    page = client.get("/requests/receipt/").content.decode()
    assert request.number in page
    assert code in page
    assert "双方确认" in page
    assert "第三十一条第三项" in page
    assert "<svg" in page
    assert acts_of(request) == ["request.receive"]


def test_the_code_is_gone_once_it_was_written_down(client: Client, world: World) -> None:
    request, code = filed(client, world)
    client.post("/requests/receipt/done/")
    page = client.get("/requests/receipt/").content.decode()
    assert request.number in page
    assert code not in page


def test_the_code_is_gone_after_half_an_hour(client: Client, world: World) -> None:
    _, code = filed(client, world)
    session = client.session
    held = session["foi_receipt"]
    held[2] = (timezone.now() - timedelta(minutes=31)).isoformat()
    session["foi_receipt"] = held
    session.save()
    assert code not in client.get("/requests/receipt/").content.decode()


def test_a_second_click_files_nothing_twice(client: Client, world: World) -> None:
    client.post(NEW, filled(world))
    send(client)
    again = send(client, follow=False)
    assert again["Location"] == "/requests/receipt/"
    assert Request.objects.count() == 1


def test_two_windows_of_one_form_file_one_request(client: Client, world: World) -> None:
    client.post(NEW, filled(world))
    draft = Draft.objects.get()
    send(client)
    session = client.session
    session[drafts.SESSION] = draft.pk
    session.save()
    send(client)
    assert Request.objects.count() == 1


def test_what_another_window_typed_is_not_sent_unseen(client: Client, world: World) -> None:
    client.post(NEW, filled(world, subject="甲方案"))
    first_window = shown(client)
    client.post(NEW, filled(world, subject="乙方案"))
    answer = client.post(PREVIEW, first_window)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "另一个窗口" in page
    assert "乙方案" in page
    assert not Request.objects.exists()


def test_a_preview_left_open_over_the_end_of_the_session_is_still_sent(
    client: Client, world: World
) -> None:
    client.post(NEW, filled(world))
    kept = shown(client)
    client.session.flush()
    back = client.post(NEW, {"act": "back", **kept}, follow=True)
    assert NAME in back.content.decode()
    client.session.flush()
    assert client.post(PREVIEW, kept, follow=True).status_code == 200
    assert Request.objects.count() == 1


def test_the_form_page_alone_does_not_let_anything_be_sent(client: Client, world: World) -> None:
    """A file that came with a form too quick left a draft; its page gives no right to send it."""
    file = SimpleUploadedFile("x.csv", TEXT)
    answer = client.post(NEW, filled(world, opened=stamp(0), material=file))
    client.session.flush()
    answer = client.post(PREVIEW, {"draft": answer.context["draft"]})
    assert answer["Location"] == NEW
    assert not Request.objects.exists()


def test_a_forged_draft_opens_nothing(client: Client, world: World) -> None:
    client.post(NEW, filled(world))
    stranger = Client()
    answer = stranger.post(PREVIEW, {"draft": "WzEsInh4IiwxXQ:1abc:forged"})
    assert answer["Location"] == NEW
    assert NAME not in stranger.get(NEW).content.decode()


def test_nothing_that_was_typed_stays_in_the_draft_once_it_is_sent(
    client: Client, world: World
) -> None:
    filed(client, world)
    draft = Draft.objects.get()
    assert (draft.values, draft.code_hash) == ({}, "")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"id_number": "110105194912310021"}, "校验位不符"),
        ({"id_number": "123"}, "公民身份号码应为18位"),
        ({"id_number": ""}, "请填写身份证件号码"),
        ({"name": ""}, "请填写姓名"),
        ({"phone": "", "address": "", "email": ""}, "至少一项"),
        ({"subject": "", "description": "", "doc_number": ""}, "至少一项"),
        ({"unit": ""}, "请选择单位"),
        ({"unit": "99999"}, "没有这个单位"),
        ({"route": "post", "address": "", "phone": PHONE}, "请填写通信地址"),
        ({"route": "email"}, "请填写电子邮箱"),
        ({"email": "没有圈"}, "缺少 @"),
        ({"kind": "B", "credit_code": "91530102MB00000000"}, "统一社会信用代码"),
        ({"kind": "B", "credit_code": ""}, "请填写统一社会信用代码"),
        ({"kind": "X"}, "X 不在可用的选项中"),
        ({"description": "字" * 20_001}, "现在有 20001 字"),
        ({"name": "名" * 101}, "现在有 101 字"),
    ],
)
def test_a_fault_is_told_at_its_field_and_what_was_typed_is_kept(
    client: Client, world: World, changes: dict[str, str], words: str
) -> None:
    answer = client.post(NEW, filled(world, **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "2025年度义务教育" in page or "subject" in changes
    for name, value in changes.items():
        assert value in page or name in ("unit", "kind")  # a choice that is none is not kept
    assert not Request.objects.exists()


def test_an_organisation_files_with_its_credit_code(client: Client, world: World) -> None:
    code = world.other.uscc
    request, _ = filed(
        client, world, kind="P", name="云溪县助学会", id_number="", credit_code=code.lower(),
        contact_person="李四",
    )  # fmt: skip
    person = request.applicant
    assert (person.kind, person.id_kind, person.id_number) == ("P", "credit_code", code)
    assert person.contact_person == "李四"


def test_a_citizens_number_is_not_kept_with_an_organisation(client: Client, world: World) -> None:
    request, _ = filed(client, world, kind="O", credit_code=world.other.uscc)
    assert ID_NUMBER not in (request.applicant.id_number, request.applicant.contact_person)


def test_the_kind_is_changed_without_scripts_and_nothing_is_lost(
    client: Client, world: World
) -> None:
    page = client.post(NEW, filled(world, act="kind", kind="B")).content.decode()
    assert 'data-for="natural" hidden' in page
    assert 'data-for="organisation" hidden' not in page
    assert "单位名称" in page
    assert NAME in page
    assert "error-summary" not in page


def test_a_proof_of_identity_stands_in_for_the_number(client: Client, world: World) -> None:
    proof = SimpleUploadedFile("欧阳若兰.csv", TEXT)
    assert client.post(NEW, filled(world, id_number="", identity=proof)).status_code == 302
    send(client)
    request = Request.objects.get()
    assert [row.purpose for row in request.files.all()] == ["identity"]
    assert request.applicant.id_number == ""


def test_files_outlive_a_fault_elsewhere_and_go_with_the_request(
    client: Client, world: World
) -> None:
    file = SimpleUploadedFile("旧文件.csv", TEXT)
    answer = client.post(NEW, filled(world, name="", material=file, unit=str(world.other.pk)))
    assert answer.status_code == 422
    assert "旧文件.csv" in answer.content.decode()
    request, _ = filed(client, world)
    row = request.files.get()
    assert (row.purpose, row.name) == ("request", "旧文件.csv")
    assert row.file.unit_id == request.unit_id


def test_a_file_can_be_taken_out_again(client: Client, world: World) -> None:
    client.post(NEW, filled(world, act="look", material=SimpleUploadedFile("x.csv", TEXT)))
    row = Draft.objects.get().files.get()
    client.post(NEW, filled(world, act=f"drop-{row.pk}"))
    assert not StoredFile.objects.exists()


def test_a_file_of_another_draft_is_not_taken_out(client: Client, world: World) -> None:
    client.post(NEW, filled(world, act="look", material=SimpleUploadedFile("x.csv", TEXT)))
    row = Draft.objects.get().files.get()
    Client().post(NEW, filled(world, act=f"drop-{row.pk}"))
    assert StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("程序.exe", b"MZ" + b"\0" * 200), ("空.pdf", b""), ("假.pdf", b"MZ" + b"\0" * 200)],
)
def test_a_file_that_is_refused_is_told_with_its_name_and_the_form_kept(
    client: Client, world: World, name: str, content: bytes
) -> None:
    answer = client.post(NEW, filled(world, material=SimpleUploadedFile(name, content)))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"“{name}”没有收下" in page
    assert NAME in page
    assert not StoredFile.objects.exists()


def test_file_names_do_not_reach_the_journal(client: Client, world: World) -> None:
    filed(client, world, identity=SimpleUploadedFile(f"{NAME}身份证.csv", TEXT))
    kept = " ".join(
        f"{row.subject_label} {row.detail} {row.reason}" for row in JournalEntry.objects.all()
    )
    assert NAME not in kept
    assert PHONE not in kept


def test_published_documents_and_units_are_offered_on_looking(client: Client, world: World) -> None:
    from tests.web.portal_data import public_entry

    world.unit.functions = "负责全县义务教育学校布局"
    world.unit.save()
    entry = public_entry("1", world.other, title="义务教育学校布局调整方案公示")
    given = filled(world, act="look", unit="", subject="学校布局调整", description="")
    for path in (NEW, "/requests/new/look/"):
        page = client.post(path, given).content.decode()
        assert entry.get_absolute_url() in page
        assert f'value="pick-{world.unit.pk}"' in page


def test_what_others_asked_for_changes_nothing_in_what_is_offered(
    client: Client, world: World
) -> None:
    """Whoever types a name must not learn that somebody asked about it, nor where."""
    subject = "司马晓岚的学籍档案"
    given = filled(world, act="look", subject=subject, description="")
    before = client.post("/requests/new/look/", given).content
    request = world.in_hand(unit=world.other)
    Request.objects.filter(pk=request.pk).update(
        subject=subject, wording_key=wording_key(subject, "", "")
    )
    assert client.post("/requests/new/look/", given).content == before
    assert f'value="pick-{world.other.pk}"' not in before.decode()


def test_a_suggested_unit_is_chosen_without_scripts(client: Client, world: World) -> None:
    page = client.post(NEW, filled(world, act=f"pick-{world.other.pk}", unit="")).content.decode()
    assert f'<option value="{world.other.pk}" selected>' in page


def test_a_unit_that_has_ended_takes_no_request(client: Client, world: World) -> None:
    world.unit.ended_on = timezone.localdate()
    world.unit.save()
    assert client.post(NEW, filled(world)).status_code == 422


def test_a_form_is_kept_and_taken_up_elsewhere_with_its_code(client: Client, world: World) -> None:
    answer = client.post(NEW, filled(world, act="save", name="", description="字" * 20_001))
    code = answer.context["code"]
    elsewhere = Client()
    answer = elsewhere.post("/requests/new/continue/", {"code": code.lower()}, follow=True)
    page = answer.content.decode()
    assert "字" * 20_001 in page
    assert ID_NUMBER in page


def test_after_leaving_a_kept_form_opens_with_its_code_alone(client: Client, world: World) -> None:
    kept = client.post(NEW, filled(world, act="save")).context
    pages = [kept["draft"], client.get(NEW).context["draft"]]
    client.post(LEAVE, {"draft": kept["draft"]})
    assert NAME not in client.get(NEW).content.decode()
    for page in pages:
        client.post(NEW, {"act": "back", "draft": page})
        assert NAME not in client.get(NEW).content.decode()
        assert client.post(PREVIEW, {"draft": page})["Location"] == NEW
    client.session.flush()
    client.post(NEW, {"act": "back", "draft": pages[0]})
    assert NAME not in client.get(NEW).content.decode()
    answer = client.post("/requests/new/continue/", {"code": kept["code"]}, follow=True)
    assert NAME in answer.content.decode()


def test_leaving_removes_a_form_that_has_no_code(client: Client, world: World) -> None:
    client.post(NEW, filled(world, material=SimpleUploadedFile("x.csv", TEXT)))
    page = shown(client)
    client.session.flush()  # the button works after the end of the session as well
    client.post(LEAVE, page)
    assert not Draft.objects.exists()
    assert not StoredFile.objects.exists()
    client.post(NEW, {"act": "back", **page})
    assert NAME not in client.get(NEW).content.decode()


def test_leaving_touches_no_request_that_was_sent(client: Client, world: World) -> None:
    request, _ = filed(client, world, material=SimpleUploadedFile("x.csv", TEXT))
    client.post(LEAVE)
    assert request.files.count() == 1
    assert client.get("/requests/receipt/")["Location"] == "/requests/status/"


def test_the_form_and_the_page_of_its_code_have_a_button_to_leave(
    client: Client, world: World
) -> None:
    for answer in (client.get(NEW), client.post(NEW, filled(world, act="save"))):
        page = answer.content.decode()
        assert f'action="{LEAVE}"' in page
        assert "清空并退出" in page


@pytest.mark.parametrize("code", ["", "AAAA-BBBB-CCCC", "'; drop table"])
def test_a_wrong_draft_code_opens_nothing(client: Client, world: World, code: str) -> None:
    client.post(NEW, filled(world, act="save"))
    client.post(NEW, filled(world))  # a draft without a code has none that fits
    answer = Client().post("/requests/new/continue/", {"code": code})
    assert answer.status_code == 403
    assert NAME not in answer.content.decode()


def test_a_draft_is_swept_with_its_files_when_its_day_is_over(client: Client, world: World) -> None:
    answer = client.post(NEW, filled(world, act="save", material=SimpleUploadedFile("x.csv", TEXT)))
    now = timezone.now()
    assert drafts.sweep(now + timedelta(days=29)) == 0
    assert drafts.sweep(now + timedelta(days=31)) == 1
    assert not StoredFile.objects.exists()
    answer = Client().post("/requests/new/continue/", {"code": answer.context["code"]})
    assert answer.status_code == 403


def test_a_form_nobody_asked_to_keep_is_gone_after_a_day(client: Client, world: World) -> None:
    client.post(NEW, filled(world))
    assert drafts.sweep(timezone.now() + timedelta(hours=25)) == 1


def test_sweeping_leaves_what_was_sent(client: Client, world: World) -> None:
    request, _ = filed(client, world, material=SimpleUploadedFile("x.csv", TEXT))
    drafts.sweep(timezone.now() + timedelta(days=400))
    assert request.files.get().file.size == len(TEXT)


def test_the_marking_of_a_secret_is_warned_of_and_told_to_staff(
    client: Client, world: World
) -> None:
    client.post(NEW, filled(world, description="机密★10年\n关于某事的通知"))
    page = client.get(PREVIEW).content.decode()
    assert "疑似国家秘密" in page
    send(client)
    request = Request.objects.get()
    assert Caution.objects.get(request=request).where == "补充描述"
    assert "request.caution" in acts_of(request)


def test_an_ordinary_request_is_not_flagged(client: Client, world: World) -> None:
    filed(client, world, description="保密工作总结、商业秘密保护的文件")
    assert not Caution.objects.exists()


def test_what_was_typed_is_never_markup(client: Client, world: World) -> None:
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    client.post(NEW, filled(world, subject=evil, description=evil, name=evil))
    for path in (NEW, PREVIEW):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    send(client)
    assert "<script>alert" not in client.get("/requests/mine/").content.decode()


def test_a_form_opened_too_long_ago_is_only_asked_again(client: Client, world: World) -> None:
    answer = client.post(NEW, filled(world, opened=stamp(8 * 86_400)))
    assert "请再提交一次" in answer.content.decode()
    assert NAME in answer.content.decode()
