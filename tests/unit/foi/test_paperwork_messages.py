"""People are told that something is there, once, never what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mingtang.foi import services
from mingtang.foi.models import Request
from mingtang.foi.paperwork.inbox import unreached
from mingtang.foi.paperwork.wording import you_of_party
from mingtang.notices.models import Message
from mingtang.orgs.access import access_of
from mingtang.orgs.models import Account
from tests.unit.foi.world import ASKED, PERSON, World, moment

pytestmark = pytest.mark.django_db
REACHABLE = replace(PERSON, email="lan@example.org", phone="13800138000")


def in_hand(world: World, **changes: str) -> tuple[Request, str]:
    received = world.file(who=replace(REACHABLE, **changes))
    request = services.register(
        received.request, by=world.clerk, at=moment("2026-03-03", 11), edition=1
    )
    return request, received.code


def about(request: Request) -> list[Message]:
    return list(Message.objects.about(request).order_by("pk"))


def test_the_receipt_is_announced_by_mail_and_text_with_number_and_unit(world: World) -> None:
    request, code = in_hand(world)
    mail, text = about(request)
    assert (mail.channel, mail.address) == ("email", "lan@example.org")
    assert (text.channel, text.address) == ("sms", "13800138000")
    for each in (mail, text):
        words = each.subject + each.body
        assert request.number in words
        assert "已经登记" in words
        assert ASKED.subject not in words
        assert code not in words
        assert PERSON.name not in words
        assert each.unit_id == request.unit_id


@pytest.mark.parametrize(
    ("changes", "channels"),
    [
        ({"email": ""}, ["sms"]),
        ({"phone": "0871-66001122"}, ["email"]),
        ({"email": "", "phone": "0871-66001122"}, []),
    ],
)
def test_only_ways_that_can_carry_a_message_are_used(
    world: World, changes: dict[str, str], channels: list[str]
) -> None:
    request, _ = in_hand(world, **changes)
    assert [each.channel for each in about(request)] == channels


def test_each_occasion_is_announced_once(world: World) -> None:
    request, _ = in_hand(world, phone="")
    services.extend(
        request, days=10, reason="材料较多", by=world.office, at=moment("2026-03-04"),
        edition=request.edition,
    )  # fmt: skip
    request.refresh_from_db()
    request = world.answered(request=request)
    said = [each.subject.partition(" ")[2] for each in about(request)]
    assert [words.split(" ")[-1] for words in said] == [
        "已经登记", "延长了答复期限", "已经答复",
    ]  # fmt: skip
    assert len({each.key for each in about(request)}) == 3


def test_a_reply_that_is_signed_and_not_served_is_not_announced(world: World) -> None:
    request, _ = in_hand(world, phone="")
    before = len(about(request))
    request = world.approved(request=request)
    assert len(about(request)) == before


def test_an_act_that_is_refused_announces_nothing(world: World) -> None:
    request, _ = in_hand(world, phone="")
    before = len(about(request))
    with pytest.raises(Exception, match="延期的理由"):
        services.extend(
            request, days=10, reason=" ", by=world.office, at=moment("2026-03-04"),
            edition=request.edition,
        )  # fmt: skip
    assert len(about(request)) == before


def test_a_party_is_told_where_its_contact_says_and_never_its_code(world: World) -> None:
    request = world.in_hand()
    told = services.consult(
        request, kind="third_party", party="王小二", about="企业报价",
        contact="电话139 0013 9000，邮箱 wang@example.org", tell_applicant=False,
        by=world.clerk, at=moment("2026-03-05"), edition=request.edition,
    )  # fmt: skip
    rows = [each for each in about(request) if "consulted" in each.key]
    assert [(each.channel, each.address) for each in rows] == [
        ("email", "wang@example.org"), ("sms", "139 0013 9000"),
    ]  # fmt: skip
    for each in rows:
        assert told.code not in each.body
        assert "企业报价" not in each.body
        assert each.status == "waiting"


def test_what_did_not_arrive_lies_in_the_box_of_the_unit_alone(world: World) -> None:
    request, _ = in_hand(world, email="lan at example", phone="")
    clerk = access_of(Account.objects.get(pk=world.clerk.account_id), date(2026, 3, 4))
    box = unreached(clerk, date(2026, 3, 4))
    assert box.count == 1
    assert box.rows[0].url == request.get_absolute_url()
    assert "邮箱地址格式不对" in box.rows[0].note
    stranger = access_of(Account.objects.get(pk=world.stranger.account_id), date(2026, 3, 4))
    assert unreached(stranger, date(2026, 3, 4)).count == 0


def test_the_archive_forgets_what_was_sent(world: World) -> None:
    request, _ = in_hand(world, phone="")
    request = world.answered(request=request)
    services.close(request, by=world.clerk, at=moment("2026-03-09"), edition=request.edition)
    request.refresh_from_db()
    services.archive(request, by=world.office, at=moment("2036-03-10"), edition=request.edition)
    assert {each.address for each in about(request)} == {""}


@pytest.mark.parametrize(
    ("name", "you"),
    [
        ("王小二", "你"),
        ("云溪鼎新建设有限公司", "你单位"),
        ("水务局", "你单位"),
        ("欧阳若兰", "你"),
    ],
)
def test_a_body_is_addressed_as_a_body(name: str, you: str) -> None:
    assert you_of_party(name) == you
