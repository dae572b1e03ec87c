"""The status page: opened by number and code alone, and what can be done there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from mingtang.files.services import store_chunks
from mingtang.foi import services
from mingtang.foi.citizen.calendar_file import due_event
from mingtang.foi.citizen.steps import TITLES
from mingtang.foi.lifecycle import TRANSITIONS
from mingtang.foi.models import Rating, Request, RequestFile
from mingtang.foi.states import Purpose, State
from tests.unit.foi.world import NAME, PHONE, World, duty_of, moment
from tests.web.citizen_side import MINE, NEW, STATUS, drawn, filed, filled, opened

pytestmark = pytest.mark.django_db
PARTY = "云溪县某教育公司"


@pytest.fixture
def world(db: Any) -> World:
    return World()


def in_hand(world: World) -> tuple[Request, str]:
    received = world.file()
    request = services.register(
        received.request, by=world.clerk, at=moment("2026-03-03", 11), edition=1
    )
    return request, received.code


def with_code(world: World, request: Request) -> str:
    """A code that opens a request which another way has brought to its state."""
    return services.reissue_code(
        request, reason="核对身份证", by=world.clerk, at=timezone.now(), edition=request.edition
    )


def reply_file(world: World, request: Request, name: str = "方案.csv") -> RequestFile:
    stored = store_chunks([b"a,b\n"], name=name, by=world.clerk, unit=world.unit, at=timezone.now())
    rows = services.attach(
        request, files=[(stored, Purpose.REPLY)], by=world.clerk, at=moment("2026-03-04"),
        edition=request.edition,
    )  # fmt: skip
    return rows[0]


def test_number_and_code_open_the_page_in_whatever_form_they_are_typed(
    client: Client, world: World
) -> None:
    request, code = in_hand(world)
    number = request.number.replace("〔", " [").replace("〕", "] ")
    answer = client.post(STATUS, {"number": number, "code": code.lower().replace("-", " ")})
    assert answer["Location"] == MINE
    assert request.number in client.get(MINE).content.decode()


def test_a_wrong_number_and_a_wrong_code_are_one_answer(client: Client, world: World) -> None:
    request, code = in_hand(world)
    pages = []
    for number, given in (
        (request.number, "AAAA-BBBB-CCCC"),
        ("云溪教依申请〔2026〕999号", code),
        ("云溪教依申请〔2026〕999号", "AAAA-BBBB-CCCC"),
        ("<script>", ""),
    ):
        answer = Client().post(STATUS, {"number": number, "code": given})
        assert answer.status_code == 403
        pages.append(list(answer.context["form"].non_field_errors()))
    assert pages == [pages[0]] * 4


def test_the_page_is_closed_to_whoever_has_no_right(client: Client, world: World) -> None:
    in_hand(world)
    for path in (MINE, "/requests/receipt/"):
        assert client.get(path)["Location"] == STATUS
    for act in ("correct", "reasons", "rate", "withdraw", "follow"):
        assert client.post(f"{MINE}{act}/", {"reason": "x", "sure": "on"})["Location"] == STATUS
    assert client.get(f"{MINE}due.ics").status_code == 404


def test_a_code_given_anew_ends_the_rights_of_the_old_one(client: Client, world: World) -> None:
    request, code = in_hand(world)
    opened(client, request, code)
    with_code(world, request)
    assert client.get(MINE)["Location"] == STATUS


def test_leaving_gives_the_right_back(client: Client, world: World) -> None:
    request, code = in_hand(world)
    opened(client, request, code)
    client.post(f"{MINE}leave/")
    assert client.get(MINE)["Location"] == STATUS


def test_leaving_gives_the_form_back_too(client: Client, world: World) -> None:
    request, code = in_hand(world)
    client.post(NEW, filled(world))
    opened(client, request, code)
    client.post(f"{MINE}leave/")
    assert NAME not in client.get(NEW).content.decode()
    held = list(client.session.keys())
    assert not [key for key in held if key.startswith("foi_")]


def test_the_page_tells_whose_turn_it_is_and_how_the_date_is_counted(
    client: Client, world: World
) -> None:
    request, code = in_hand(world)
    page = opened(client, request, code)
    due = duty_of(request).due_on
    assert "等待云溪县教育局答复" in page
    assert f"{due.year}年{due.month}月{due.day}日" in page
    assert "用文字逐步说明" in page
    assert "自收到申请之日" in page or "第三十三条" in page


def test_no_page_names_the_applicant_in_its_address_or_title(client: Client, world: World) -> None:
    request, code = in_hand(world)
    page = opened(client, request, code)
    title = page.partition("<title>")[2].partition("</title>")[0]
    assert request.subject not in title
    assert NAME not in page
    assert PHONE not in page


@pytest.mark.parametrize("path", [STATUS, MINE, "/requests/new/", "/requests/opinion/"])
def test_personal_pages_are_kept_by_no_cache_and_no_search_engine(
    client: Client, world: World, path: str
) -> None:
    request, code = in_hand(world)
    opened(client, request, code)
    answer = client.get(path)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert "noindex" in answer["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_the_due_date_comes_as_a_calendar_file(client: Client, world: World) -> None:
    request, code = in_hand(world)
    opened(client, request, code)
    answer = client.get(f"{MINE}due.ics")
    text = answer.content.decode().replace("\r\n ", "")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"DTSTART;VALUE=DATE:{duty_of(request).due_on:%Y%m%d}\r\n" in text
    assert request.number in text
    assert request.subject not in text


def test_lines_of_a_calendar_file_are_folded_between_characters() -> None:
    content = due_event(
        uid="1@x", due=date(2026, 12, 31), at=moment("2026-11-22"), title="答复到期，" * 20,
        text="一\n二;三,四\\五",
    )  # fmt: skip
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    assert "答复到期，" * 20 in content.decode().replace("\r\n ", "")
    assert "一\\n二\\;三\\,四\\\\五" in content.decode().replace("\r\n ", "")
    assert b"DTEND;VALUE=DATE:20270101\r\n" in content


def asked_to_correct(world: World) -> tuple[Request, str]:
    request, code = in_hand(world)
    now = moment("2026-03-05")
    services.ask_correction(
        request, wanted_items="写明年份", guidance="可以写文号", by=world.clerk, at=now,
        edition=None, received_on=now.date(),
    )  # fmt: skip
    return request, code


def test_a_correction_is_uploaded_and_the_clock_begins_anew(client: Client, world: World) -> None:
    request, code = asked_to_correct(world)
    page = opened(client, request, code)
    assert "写明年份" in page
    assert "可以写文号" in page
    answer = client.post(
        f"{MINE}correct/",
        drawn(client)
        | {"answer": "2025 年的", "files": SimpleUploadedFile(f"{NAME}.csv", b"a,b\n")},
        follow=True,
    )
    request.refresh_from_db()
    assert request.state == State.IN_HAND
    assert "补正已经收到" in answer.content.decode()
    correction = request.corrections.get()
    assert correction.answer == "2025 年的"
    assert correction.answered_on == timezone.localdate()
    row = request.files.get()
    assert (row.purpose, NAME in row.file.name) == (Purpose.CORRECTION, False)


def test_a_refused_correction_keeps_what_was_written(client: Client, world: World) -> None:
    request, code = asked_to_correct(world)
    opened(client, request, code)
    answer = client.post(
        f"{MINE}correct/",
        drawn(client)
        | {"answer": "2025 年的", "files": SimpleUploadedFile("x.exe", b"MZ" + b"\0" * 90)},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "没有收下" in page
    assert "2025 年的" in page
    empty = client.post(f"{MINE}correct/", drawn(client) | {"answer": " "})
    assert "请写明补正的内容" in empty.content.decode()
    request.refresh_from_db()
    assert request.state == State.CORRECTING


def test_a_correction_that_nobody_asked_for_is_refused(client: Client, world: World) -> None:
    request, code = in_hand(world)
    opened(client, request, code)
    assert client.post(f"{MINE}correct/", drawn(client) | {"answer": "x"}).status_code == 422
    request.refresh_from_db()
    assert request.state == State.IN_HAND


def asked_for_reasons(world: World) -> tuple[Request, str]:
    request, code = in_hand(world)
    now = moment("2026-03-05")
    services.ask_reasons(
        request, grounds="本月 45 件", by=world.clerk, at=now, edition=None, received_on=now.date()
    )
    return request, code


def test_reasons_are_given(client: Client, world: World) -> None:
    request, code = asked_for_reasons(world)
    assert "本月 45 件" in opened(client, request, code)
    assert client.post(f"{MINE}reasons/", drawn(client) | {"reasons": ""}).status_code == 422
    client.post(f"{MINE}reasons/", drawn(client) | {"reasons": "研究学校布局"})
    request.refresh_from_db()
    assert request.state == State.IN_HAND
    assert request.reasons_asked.get().reasons == "研究学校布局"


def test_an_extension_and_a_fee_are_told_with_reason_and_amount(
    client: Client, world: World
) -> None:
    request, code = in_hand(world)
    now = moment("2026-03-05")
    services.extend(request, days=20, reason="检索全部档案", by=world.office, at=now, edition=None)
    services.charge(
        request, method="pages", pages=250, how_to_pay="到财政局窗口", by=world.clerk, at=now,
        edition=None, received_on=now.date(),
    )  # fmt: skip
    page = opened(client, request, code)
    for words in (
        "延长 20 个工作日",
        "检索全部档案",
        "信息处理费 4700 元",
        "到财政局窗口",
        "每页40元",
    ):
        assert words in page


def test_third_parties_staff_and_inner_steps_are_not_told(client: Client, world: World) -> None:
    request, code = in_hand(world)
    now = moment("2026-03-05")
    services.assign(request, to=None, by=world.leader, at=now, edition=None)
    services.consult(
        request, kind="third_party", party=PARTY, about="是否同意公开", by=world.clerk, at=now,
        edition=None,
    )  # fmt: skip
    page = opened(client, request, code)
    assert "征求第三方意见" in page
    for words in (PARTY, world.clerk.name, world.leader.name, "指定经办人"):
        assert words not in page


def test_the_reply_is_not_shown_before_it_was_served(client: Client, world: World) -> None:
    request = world.decided()
    row = reply_file(world, request)
    request = world.approved(request=request)
    code = with_code(world, request)
    page = opened(client, request, code)
    assert row.name not in page
    assert "予以公开" not in page
    assert client.get(f"{MINE}files/{row.file.public_id}/").status_code == 404


def answered(world: World) -> tuple[Request, RequestFile, str]:
    request = world.in_hand()
    row = reply_file(world, request)
    request = world.answered(request=request)
    return request, row, with_code(world, request)


def test_the_reply_comes_with_its_files_and_the_remedies_with_their_days(
    client: Client, world: World, settings: Any
) -> None:
    settings.MINGTANG_COUNTY_NAME, settings.MINGTANG_COURT = "云溪县", "云溪县人民法院"
    request, row, code = answered(world)
    page = opened(client, request, code)
    assert "云溪县教育局已经答复" in page
    assert "向云溪县人民政府申请行政复议" in page
    # Served on 2026-03-06: sixty days end on Tuesday 2026-05-05, a holiday; six months on a Sunday.
    assert "2026年5月6日" in page
    assert "2026年9月7日" in page
    answer = client.get(f"{MINE}files/{row.file.public_id}/")
    assert b"".join(answer.streaming_content) == b"a,b\n"  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_files_are_given_to_the_session_of_their_request_alone(
    client: Client, world: World
) -> None:
    request, row, code = answered(world)
    other, other_code = in_hand(world)
    inner = store_chunks(
        [b"inner\n"], name="底稿.txt", by=world.clerk, unit=world.unit, at=timezone.now()
    )
    services.attach(
        request, files=[(inner, Purpose.MATERIAL)], by=world.clerk, at=timezone.now(),
        edition=request.edition,
    )  # fmt: skip
    path = f"{MINE}files/{row.file.public_id}/"
    assert Client().get(path).status_code == 404
    opened(client, other, other_code)
    assert client.get(path).status_code == 404
    opened(client, Request.objects.get(pk=request.pk), code)
    mine = client.get(path)
    assert mine.status_code == 200
    assert list(mine.streaming_content)  # type: ignore[attr-defined]
    assert client.get(f"{MINE}files/{inner.public_id}/").status_code == 404


def test_the_answer_is_rated_once(client: Client, world: World) -> None:
    request, _, code = answered(world)
    opened(client, request, code)
    assert client.post(f"{MINE}rate/", drawn(client) | {"stars": "9"}).status_code == 422
    client.post(f"{MINE}rate/", drawn(client) | {"stars": "4", "comment": "清楚"})
    again = client.post(f"{MINE}rate/", drawn(client) | {"stars": "1"})
    assert "已经评价过" in again.content.decode()
    assert Rating.objects.get(request=request).stars == 4
    assert "4 星" in client.get(MINE).content.decode()


def test_nothing_is_rated_before_the_answer(client: Client, world: World) -> None:
    request, code = in_hand(world)
    assert "评价这次答复" not in opened(client, request, code)
    assert client.post(f"{MINE}rate/", drawn(client) | {"stars": "5"}).status_code == 422


def test_a_request_is_withdrawn_only_when_that_is_confirmed(client: Client, world: World) -> None:
    request, _ = filed(client, world)
    assert client.post(f"{MINE}withdraw/", drawn(client) | {"reason": ""}).status_code == 422
    page = client.post(
        f"{MINE}withdraw/", drawn(client) | {"sure": "on"}, follow=True
    ).content.decode()
    request.refresh_from_db()
    assert request.state == State.ANSWERED
    assert "您已经撤回" in page
    assert "不服怎么办" not in page


@pytest.mark.parametrize(
    ("act", "given", "kept"),
    [
        ("correct", {"answer": "给甲的补正"}, "给甲的补正"),
        ("reasons", {"reasons": "甲的理由"}, "甲的理由"),
        ("rate", {"stars": "1", "comment": "评甲"}, "评甲"),
        ("withdraw", {"sure": "on", "reason": "不要甲了"}, "不要甲了"),
    ],
)
def test_a_form_of_one_request_does_nothing_to_another_opened_later(
    client: Client, world: World, act: str, given: dict[str, str], kept: str
) -> None:
    first, code = in_hand(world)
    opened(client, first, code)
    form = drawn(client) | given
    second, code = {
        "correct": asked_to_correct,
        "reasons": asked_for_reasons,
        "rate": lambda world: answered(world)[::2],
        "withdraw": in_hand,
    }[act](world)
    second.refresh_from_db()
    state = second.state
    opened(client, second, code)
    for sent in (form, given, given | {"of": "forged"}):
        answer = client.post(f"{MINE}{act}/", sent)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "您现在打开的是另一件申请，请重新查询后再提交" in page
        assert kept in page
    second.refresh_from_db()
    assert second.state == state
    assert not Rating.objects.exists()
    assert client.post(f"{MINE}{act}/", drawn(client) | given).status_code == 302


def test_parts_of_a_request_open_with_the_same_code(client: Client, world: World) -> None:
    request, code = in_hand(world)
    parts = services.split(
        request, parts=["甲方案", "乙方案"], by=world.clerk, at=moment("2026-03-05"), edition=None
    )
    page = opened(client, request, code)
    assert "已分成几件办理" in page
    client.post(f"{MINE}follow/", {"to": str(parts[1].pk)})
    assert parts[1].number in client.get(MINE).content.decode()


def test_no_other_request_is_followed(client: Client, world: World) -> None:
    request, code = in_hand(world)
    other, _ = in_hand(world)
    opened(client, request, code)
    client.post(f"{MINE}follow/", {"to": str(other.pk)})
    assert request.number in client.get(MINE).content.decode()


def test_every_act_that_changes_something_for_the_applicant_has_its_words() -> None:
    from mingtang.foi.citizen.flow import INNER

    acts = {line.act for line in TRANSITIONS} - INNER
    assert acts - set(TITLES) == {"return"}
