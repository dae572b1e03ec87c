"""Covering passages of a file: what is chosen goes, what is left stays, the original stays in."""

from __future__ import annotations

import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from mingtang.files.queries import open_content
from mingtang.foi import services
from mingtang.foi.citizen.papers import file_for, reply_files
from mingtang.foi.models import Letter, Redaction, Request, RequestFile, Withheld
from mingtang.foi.paperwork.pages import pages_of
from mingtang.journal.models import Entry
from mingtang.statute.violations import RuleViolation
from tests.unit.foi.world import World, moment
from tests.web.foi_desk import login, page
from tests.web.foi_papers import SECRET, hang, pdf, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def request_(world: World) -> Request:
    return world.in_hand()


@pytest.fixture
def file(world: World, request_: Request) -> RequestFile:
    return hang(
        world, request_, pdf("王小二的电话是" + SECRET + "。", "其余内容照旧公开。"), "纪要.pdf"
    )


@pytest.fixture
def client_(world: World) -> Client:
    return login(world.clerk)


def url_of(file: RequestFile) -> str:
    return reverse("foi:redact", args=[file.request_id, file.pk])


def send(client: Client, file: RequestFile, do: str, **values: object) -> str:
    data = {"do": do, "page": 1, "ground": "X15", "why": "", **values}
    return page(client.post(url_of(file), data, follow=True))


def words_in(file: RequestFile) -> str:
    with open_content(file.file) as stream:
        pages = PdfReader(io.BytesIO(stream.read())).pages
        return re.sub(r"\s+", "", "".join(each.extract_text() for each in pages))


def copy_of(file: RequestFile) -> RequestFile:
    found = Redaction.objects.get(file=file).result
    assert found is not None
    return found


def test_every_occurrence_of_a_text_is_gone_from_the_copy_and_the_rest_is_there(
    client_: Client, file: RequestFile
) -> None:
    assert "选定 1 处" in send(client_, file, "find", text=SECRET)
    assert "已核验" in send(client_, file, "copy")
    copy = copy_of(file)
    assert SECRET in words_in(file)
    assert SECRET not in words_in(copy)
    assert "其余内容照旧公开。" in words_in(copy)
    with open_content(copy.file) as stream:
        assert SECRET.encode() not in stream.read()


def test_the_copy_goes_with_the_reply_and_the_original_no_more(
    client_: Client, file: RequestFile
) -> None:
    send(client_, file, "find", text=SECRET, why="第三方联系电话")
    send(client_, file, "copy")
    file.refresh_from_db()
    assert (file.purpose, copy_of(file).purpose) == ("material", "reply")
    assert copy_of(file).name == "纪要（区分处理）.pdf"
    row = Withheld.objects.get()
    assert (row.file, row.page, row.ground, row.why) == (copy_of(file), 1, "X15", "第三方联系电话")


def test_words_are_ticked_without_scripts_and_neighbours_are_one_passage(
    client_: Client, file: RequestFile
) -> None:
    body = page(client_.get(url_of(file)))
    assert 'name="w"' in body
    numbers = [
        n
        for n, word in enumerate(pages_of(file.file)[0].words)
        if word.text in ("王", "小", "二", "王小二")
    ]
    send(client_, file, "words", w=numbers)
    assert len(Redaction.objects.get(file=file).passages) == 1


def test_personal_data_is_proposed_and_kept_by_place_alone(
    client_: Client, file: RequestFile
) -> None:
    body = page(client_.get(url_of(file) + "?propose=1"))
    assert "个人隐私" in body
    send(client_, file, "propose", p=[0])
    kept = Redaction.objects.get(file=file)
    assert len(kept.passages) == 1
    assert SECRET not in str(kept.passages)
    send(client_, file, "remove", n=[0])
    kept.refresh_from_db()
    assert kept.passages == []


@pytest.mark.parametrize(
    ("do", "values", "words"),
    [
        ("words", {}, "请先勾选要遮盖的词语"),
        ("find", {"text": " "}, "请填写要遮盖的文字"),
        ("find", {"text": "没有这句话"}, "没有找到"),
        ("find", {"text": SECRET, "ground": "X99"}, "请选择不予公开的情形"),
        ("box", {"left": "a"}, "请填写四边的位置"),
        ("box", {"left": 50, "right": 10, "top": 1, "bottom": 5}, "请填写四边的位置"),
        ("copy", {}, "还没有选择要涂黑的内容"),
    ],
)
def test_what_cannot_be_done_is_told(
    client_: Client, file: RequestFile, do: str, values: dict[str, object], words: str
) -> None:
    assert words in send(client_, file, do, **values)
    assert not RequestFile.objects.filter(name__contains="区分处理").exists()


def test_a_picture_is_covered_by_its_places(
    world: World, client_: Client, request_: Request
) -> None:
    file = hang(world, request_, picture(), "照片.png")
    assert "按位置遮盖" in page(client_.get(url_of(file)))
    send(client_, file, "box", left=10, top=10, right=50, bottom=50)
    send(client_, file, "copy")
    with open_content(copy_of(file).file) as stream:
        shown = Image.open(stream).convert("L")
        assert shown.getpixel((45, 35)) == 0
        assert shown.getpixel((300, 250)) == 255


def test_a_reply_is_not_signed_while_a_chosen_passage_is_uncovered(
    world: World, client_: Client, request_: Request, file: RequestFile
) -> None:
    send(client_, file, "find", text=SECRET)
    request = world.checking(request=request_)
    with pytest.raises(RuleViolation, match="还没有生成遮盖后的副本"):
        services.sign_off(
            request, opinion="合法", by=world.leader, at=moment("2026-03-05"),
            edition=request.edition,
        )  # fmt: skip
    assert not Letter.objects.filter(kind="reply").exists()


def test_the_index_stands_in_the_reply_and_files_are_shown_when_it_is_served(
    world: World, client_: Client, request_: Request, file: RequestFile
) -> None:
    send(client_, file, "find", text=SECRET, why="第三方联系电话")
    send(client_, file, "copy")
    RequestFile.objects.update(added_at=moment("2026-03-04"))
    copy = copy_of(file)
    request = world.approved(request=request_)
    assert reply_files(request) == []
    letter = Letter.objects.get(kind="reply")
    assert letter.pdf is not None
    assert file_for(request, letter.pdf.public_id) is None
    said = re.sub(r"\s+", "", letter.pdf.text_excerpt)
    assert "《纪要（区分处理）》第1页《政府信息公开条例》第十五条第三方联系电话" in said
    assert SECRET not in said
    services.serve(
        request, way="direct", by=world.clerk, at=moment("2026-03-06"), edition=request.edition
    )
    request.refresh_from_db()
    assert reply_files(request) == [copy]
    assert file_for(request, letter.pdf.public_id) is not None
    assert file_for(request, file.file.public_id) is None


def test_what_lay_ready_is_not_shown_when_the_request_is_withdrawn(
    world: World, request_: Request, file: RequestFile
) -> None:
    request_.refresh_from_db()
    services.withdraw(
        request_, reason="书面", by=world.clerk, at=moment("2026-03-06"), edition=request_.edition
    )
    request_.refresh_from_db()
    assert request_.state == "answered"
    assert file_for(request_, file.file.public_id) is None


def test_after_submission_nothing_is_changed(
    world: World, client_: Client, request_: Request, file: RequestFile
) -> None:
    world.checking(request=request_)
    assert "答复已经提交审核" in send(client_, file, "find", text=SECRET)
    assert not Redaction.objects.filter(file=file).exists()


def test_what_the_applicant_sent_is_not_there_to_be_covered(
    world: World, client_: Client, request_: Request
) -> None:
    file = hang(world, request_, pdf("身份证"), "身份证.pdf", purpose="identity")
    assert client_.get(url_of(file)).status_code == 404


def test_another_unit_s_clerk_finds_no_page_and_no_picture(
    world: World, request_: Request, file: RequestFile
) -> None:
    stranger = login(world.stranger)
    assert stranger.get(url_of(file)).status_code == 404
    assert stranger.post(url_of(file), {"do": "copy"}).status_code == 404
    picture = reverse("foi:redact-page", args=[request_.pk, file.pk, 1])
    assert stranger.get(picture).status_code == 404


def test_a_page_is_a_picture_and_one_that_is_not_there_is_not_found(
    client_: Client, request_: Request, file: RequestFile
) -> None:
    found = client_.get(reverse("foi:redact-page", args=[request_.pk, file.pk, 1]))
    assert found.content.startswith(b"\x89PNG")
    assert (
        client_.get(reverse("foi:redact-page", args=[request_.pk, file.pk, 9])).status_code == 404
    )


def test_the_journal_says_how_many_and_where_never_what(client_: Client, file: RequestFile) -> None:
    send(client_, file, "find", text=SECRET)
    send(client_, file, "copy")
    entry = Entry.objects.get(act="request.redact")
    assert entry.detail["passages"] == 1
    assert SECRET not in str(Entry.objects.values_list("detail", flat=True))
