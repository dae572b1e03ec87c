"""Papers at the desk: files of a letter, the draft of a reply, the office's own templates."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from mingtang.foi import services
from mingtang.foi.letters.defaults import default_template
from mingtang.foi.models import Letter, PaperTemplate, Request
from mingtang.journal.models import Entry
from mingtang.statute.violations import RuleViolation
from tests.unit.foi.world import World, moment
from tests.web.foi_desk import login, page

pytestmark = pytest.mark.django_db
RECEIPT = ("receipt", "2019")


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def office(world: World) -> Client:
    return login(world.office)


def words(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", "", "".join(each.extract_text() for each in pages))


def letter_of(request: Request, kind: str) -> Letter:
    return Letter.objects.get(request=request, kind=kind)


def edited(add: str, kind: str = "receipt") -> bytes:
    """The shipped template with one paragraph more."""
    document = Document(io.BytesIO(default_template(kind)))
    document.paragraphs[3].insert_paragraph_before(add)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def upload(client: Client, content: bytes, paper: tuple[str, str] = RECEIPT) -> str:
    file = SimpleUploadedFile("模板.docx", content)
    data = {"file": file, "note": "加一句话"}
    return page(client.post(reverse("foi:template", args=paper), data, follow=True))


# --- letters ------------------------------------------------------------------------------------
@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_a_letter_is_had_as_docx_and_pdf(world: World, form: str, start: bytes) -> None:
    request = world.in_hand()
    url = reverse("foi:letter", args=[request.pk, letter_of(request, "receipt").pk, form])
    response = login(world.clerk).get(url)
    assert b"".join(response.streaming_content).startswith(start)
    assert response["Cache-Control"] == "no-store"
    assert url in page(login(world.clerk).get(request.get_absolute_url()))


def test_another_unit_s_letter_and_those_who_only_look_have_no_file(world: World) -> None:
    request = world.in_hand()
    url = reverse("foi:letter", args=[request.pk, letter_of(request, "receipt").pk, "pdf"])
    assert login(world.stranger).get(url).status_code == 404
    assert login(world.supervisor).get(url).status_code == 403


def test_a_letter_is_found_at_its_own_request_alone(world: World) -> None:
    one, other = world.in_hand(), world.in_hand("2026-03-04")
    url = reverse("foi:letter", args=[one.pk, letter_of(other, "receipt").pk, "pdf"])
    assert login(world.clerk).get(url).status_code == 404


# --- the draft of a reply ------------------------------------------------------------------------
def test_a_draft_is_marked_and_takes_no_number(world: World) -> None:
    request = world.decided()
    client = login(world.clerk)
    assert "要素齐全" in page(client.get(reverse("foi:reply-draft", args=[request.pk])))
    said = words(client.get(reverse("foi:reply-pdf", args=[request.pk])).content)
    assert "草稿" in said
    assert "（草稿，未编号）" in said
    assert "本机关决定予以公开" in said
    assert not Letter.objects.filter(kind="reply").exists()


def test_a_draft_shows_its_gaps(world: World) -> None:
    request = world.in_hand()
    client = login(world.clerk)
    body = page(client.get(reverse("foi:reply-draft", args=[request.pk])))
    assert "还没有作出决定" in body
    assert "文书还缺：答复内容" in body
    said = words(client.get(reverse("foi:reply-pdf", args=[request.pk])).content)
    assert "〔缺：答复内容〕" in said


def test_typed_words_stand_in_the_reply(world: World) -> None:
    request = world.decided()
    url = reverse("foi:reply-draft", args=[request.pk])
    typed = {"course": "本机关查阅了档案室的卷宗。", "remedy": "", "edition": request.edition}
    assert "已保存" in page(login(world.clerk).post(url, typed, follow=True))
    request.refresh_from_db()
    services.submit(request, by=world.clerk, at=moment("2026-03-05"), edition=request.edition)
    request.refresh_from_db()
    services.sign_off(
        request, opinion="合法", by=world.leader, at=moment("2026-03-05"), edition=request.edition
    )
    stored = letter_of(request, "reply").pdf
    assert stored is not None
    assert "本机关查阅了档案室的卷宗。" in stored.text_excerpt


def test_words_typed_on_an_old_page_are_kept_in_the_form_and_not_saved(world: World) -> None:
    request = world.decided()
    url = reverse("foi:reply-draft", args=[request.pk])
    typed = {"course": "旧页面的话。", "remedy": "", "edition": request.edition - 1}
    response = login(world.clerk).post(url, typed)
    assert response.status_code == 409
    assert "旧页面的话。" in page(response)
    assert not request.reply_words.exists()


def test_words_are_not_changed_after_submission(world: World) -> None:
    request = world.checking()
    url = reverse("foi:reply-draft", args=[request.pk])
    typed = {"course": "改一改。", "remedy": "", "edition": request.edition}
    assert login(world.clerk).post(url, typed).status_code == 409
    assert not request.reply_words.exists()


# --- templates -----------------------------------------------------------------------------------
def test_an_own_template_makes_the_papers_from_then_on(world: World, office: Client) -> None:
    before = world.in_hand()
    assert "本县第 1 版" in upload(office, edited("请保管好本回执。"))
    after = world.in_hand("2026-03-04")
    one, two = letter_of(before, "receipt").pdf, letter_of(after, "receipt").pdf
    assert one is not None and two is not None
    assert "请保管好本回执。" not in one.text_excerpt
    assert "请保管好本回执。" in two.text_excerpt
    assert Entry.objects.get(act="paper.template").detail == {"version": 1, "shipped": False}


def test_back_to_the_shipped_template(world: World, office: Client) -> None:
    upload(office, edited("请保管好本回执。"))
    body = page(office.post(reverse("foi:template", args=RECEIPT), {"shipped": "1"}, follow=True))
    assert "已恢复系统自带的模板" in body
    assert [each.file_id is None for each in PaperTemplate.objects.of(*RECEIPT)] == [True, False]
    stored = letter_of(world.in_hand(), "receipt").pdf
    assert stored is not None
    assert "请保管好本回执。" not in stored.text_excerpt
    again = office.post(reverse("foi:template", args=RECEIPT), {"shipped": "1"})
    assert again.status_code == 422


@pytest.mark.parametrize(
    ("add", "reason"),
    [
        ("{{ 手机号 }}", "不认识的字段：手机号"),
        ("{{ 申请内容", "花括号"),
        ("{{ 申请内容|upper }}", "不能使用运算、函数或过滤器"),
    ],
)
def test_a_template_that_cannot_be_used_is_refused_and_says_why(
    world: World, office: Client, add: str, reason: str
) -> None:
    body = upload(office, edited(add))
    assert "没有启用" in body
    assert not PaperTemplate.objects.exists()
    if reason != "花括号":
        assert reason in body


def test_what_is_no_docx_is_refused(office: Client) -> None:
    assert "没有启用" in upload(office, b"%PDF-1.7 nothing")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", "a")
    assert "没有启用" in upload(office, out.getvalue())
    assert not PaperTemplate.objects.exists()


def test_a_template_that_broke_later_blocks_the_act_and_is_named(
    world: World, office: Client
) -> None:
    upload(office, edited("请保管好本回执。"))
    stored = PaperTemplate.objects.get().file
    assert stored is not None
    stored.path = "00/00/" + "0" * 64
    stored.save()
    request = world.arrived()
    with pytest.raises(RuleViolation, match="登记回执”的模板不能用"):
        services.register(
            request, by=world.clerk, at=moment("2026-03-03", 11), edition=request.edition
        )
    request.refresh_from_db()
    assert request.state == "arrived"


def test_templates_are_the_offices_alone(world: World, office: Client) -> None:
    assert login(world.clerk).get(reverse("foi:templates")).status_code == 403
    assert login(world.clerk).get(reverse("foi:template", args=RECEIPT)).status_code == 404
    body = page(office.get(reverse("foi:templates")))
    assert body.count("系统自带") >= 28
    assert "文书模板" in body


@pytest.mark.parametrize("version", [0, 1])
def test_the_template_is_had_for_editing(office: Client, version: int) -> None:
    upload(office, edited("请保管好本回执。"))
    url = reverse("foi:template-file", args=[*RECEIPT, version])
    content = b"".join(office.get(url).streaming_content)
    said = "".join(each.text for each in Document(io.BytesIO(content)).paragraphs)
    assert ("请保管好本回执。" in said) is bool(version)


def test_a_specimen_shows_the_template(office: Client) -> None:
    said = words(office.get(reverse("foi:template-specimen", args=("reply", "2019"))).content)
    assert "救济告知样例" in said
    assert office.get(reverse("foi:template", args=("fee", "2007"))).status_code == 404
