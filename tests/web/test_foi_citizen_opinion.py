"""The third party's own page: what it sees, what it may say, until when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from mingtang.foi import services
from mingtang.foi.models import Consultation
from mingtang.foi.states import Opinion, Progress, Purpose
from mingtang.journal.models import Entry as JournalEntry
from tests.unit.foi.world import NAME, PHONE, World, acts_of, duty_of
from tests.web.citizen_side import drawn

pytestmark = pytest.mark.django_db
ENTER, PAGE = "/requests/opinion/", "/requests/opinion/answer/"
ABOUT = "有人申请公开贵公司中标的校服采购合同。"


@pytest.fixture
def world(db: Any) -> World:
    return World()


def asked(world: World, kind: str = "third_party", days_ago: int = 0) -> tuple[Consultation, str]:
    """A consultation that its party received so many days ago."""
    at = timezone.now() - timedelta(days=days_ago)
    request = world.in_hand(timezone.localdate(at - timedelta(days=1)).isoformat())
    made = services.consult(
        request, kind=kind, party="云溪县某教育公司", about=ABOUT, by=world.clerk, at=at,
        edition=None, received_on=timezone.localdate(at),
    )  # fmt: skip
    return made.consultation, made.code


def opened(client: Client, code: str) -> str:
    answer = client.post(ENTER, {"code": code}, follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    return str(answer.content.decode())


def test_the_party_sees_what_is_asked_and_never_by_whom(client: Client, world: World) -> None:
    row, code = asked(world)
    page = opened(client, code)
    assert ABOUT in page
    assert row.last_on is not None
    assert f"{row.last_on.year}年{row.last_on.month}月{row.last_on.day}日" in page
    for words in (NAME, PHONE, row.request.subject, row.request.number):
        assert words not in page


def test_without_the_code_there_is_nothing(client: Client, world: World) -> None:
    asked(world)
    assert client.get(PAGE)["Location"] == ENTER
    assert client.post(PAGE, {"opinion": "agrees"})["Location"] == ENTER
    assert client.post(ENTER, {"code": "AAAA-BBBB-CCCC"}).status_code == 403
    assert client.post(ENTER, {"code": ""}).status_code == 403


def test_the_right_of_a_party_opens_nothing_of_the_applicant(client: Client, world: World) -> None:
    row, code = asked(world)
    opened(client, code)
    assert client.get("/requests/mine/")["Location"] == "/requests/status/"
    assert client.post("/requests/mine/withdraw/", {"sure": "on"}).status_code == 302
    row.request.refresh_from_db()
    assert row.request.is_open


def test_consent_is_taken_and_the_clock_runs_on(client: Client, world: World) -> None:
    row, code = asked(world)
    opened(client, code)
    form = drawn(client, PAGE)
    page = client.post(
        PAGE, form | {"opinion": "agrees", "reasons": ""}, follow=True
    ).content.decode()
    row.refresh_from_db()
    assert (row.opinion, row.progress) == (Opinion.AGREES, Progress.ANSWERED)
    assert row.ended_on == timezone.localdate()
    assert not duty_of(row.request).stopped
    assert "意见已经收到" in page
    assert "提交意见" not in page
    assert client.post(PAGE, form | {"opinion": "objects", "reasons": "反悔"}).status_code == 422


def test_an_objection_needs_reasons(client: Client, world: World) -> None:
    row, code = asked(world)
    opened(client, code)
    form = drawn(client, PAGE)
    answer = client.post(PAGE, form | {"opinion": "objects", "reasons": " "})
    assert answer.status_code == 422
    assert "应当说明合理理由" in answer.content.decode()
    given = {
        "opinion": "objects",
        "reasons": "合同附件是商业秘密",
        "files": SimpleUploadedFile("证明.csv", b"a,b\n"),
    }
    client.post(PAGE, form | given)
    row.refresh_from_db()
    assert (row.opinion, row.reasons) == (Opinion.OBJECTS, "合同附件是商业秘密")
    assert [each.purpose for each in row.request.files.all()] == [Purpose.OPINION]
    assert "request.opinion" in acts_of(row.request)


def test_the_reasons_of_a_party_are_not_in_the_journal(client: Client, world: World) -> None:
    _, code = asked(world)
    opened(client, code)
    form = drawn(client, PAGE)
    client.post(PAGE, form | {"opinion": "objects", "reasons": "内部报价"})
    kept = " ".join(f"{row.detail} {row.reason}" for row in JournalEntry.objects.all())
    assert "内部报价" not in kept
    assert "某教育公司" not in kept


def test_a_refused_file_keeps_what_was_written(client: Client, world: World) -> None:
    row, code = asked(world)
    opened(client, code)
    form = drawn(client, PAGE)
    file = SimpleUploadedFile("x.exe", b"MZ" + b"\0" * 90)
    answer = client.post(PAGE, form | {"opinion": "objects", "reasons": "理由甲", "files": file})
    assert answer.status_code == 422
    assert "没有收下" in answer.content.decode()
    assert "理由甲" in answer.content.decode()
    row.refresh_from_db()
    assert row.waiting


def test_what_comes_late_is_kept_and_moves_no_date(client: Client, world: World) -> None:
    row, code = asked(world, days_ago=60)
    services.lapse_opinion(
        row.request, consultation=row, by=world.clerk, at=timezone.now(), edition=None
    )
    due = duty_of(row.request).due_on
    page = opened(client, code)
    form = drawn(client, PAGE)
    assert "期限已经过了" in page
    client.post(PAGE, form | {"opinion": "objects", "reasons": "才看到"})
    row.refresh_from_db()
    assert (row.progress, row.opinion) == (Progress.LAPSED, Opinion.OBJECTS)
    assert duty_of(row.request).due_on == due
    assert "提交意见" not in client.get(PAGE).content.decode()


def test_a_request_that_ended_takes_no_opinion(client: Client, world: World) -> None:
    row, code = asked(world)
    services.withdraw(
        row.request, reason="书面撤回", by=world.clerk, at=timezone.now(), edition=None
    )
    page = opened(client, code)
    form = drawn(client, PAGE)
    assert "征求意见已经结束" in page
    assert client.post(PAGE, form | {"opinion": "agrees"}).status_code == 422


def test_a_co_maker_is_told_that_silence_is_consent(client: Client, world: World) -> None:
    _, code = asked(world, kind="comaker")
    assert "视为同意公开" in opened(client, code)


def test_an_opinion_on_one_request_is_not_given_on_another_opened_later(
    client: Client, world: World
) -> None:
    _, code = asked(world)
    opened(client, code)
    given = {"opinion": "objects", "reasons": "只对甲的理由"}
    form = drawn(client, PAGE) | given
    second, code = asked(world)
    opened(client, code)
    for sent in (form, given, given | {"of": "forged"}):
        answer = client.post(PAGE, sent)
        assert answer.status_code == 409
        assert "您现在打开的是另一件申请，请重新查询后再提交" in answer.content.decode()
        assert ">只对甲的理由</textarea>" in answer.content.decode()
    second.refresh_from_db()
    assert second.waiting
    assert client.post(PAGE, drawn(client, PAGE) | given).status_code == 302
