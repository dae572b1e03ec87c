"""No name, number or address of an applicant where it cannot be erased or is seen by others."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mingtang.duties.models import Duty, DutyEvent
from mingtang.foi import codes, periodic, services
from mingtang.foi.models import Applicant, Assistance, Letter, Request
from mingtang.foi.queries import find_by_code, find_consultation
from mingtang.foi.services import APPLICANT_ACTOR, Asked
from mingtang.foi.states import State
from mingtang.journal.models import Entry as JournalEntry
from mingtang.statute.violations import RuleViolation
from tests.unit.foi.world import ADDRESS, ID_NUMBER, NAME, PERSON, PHONE, World, moment

SPOKEN = f"申请人{NAME}（电话{PHONE}，身份证{ID_NUMBER}，住{ADDRESS}）来电"
ASKED = Asked(
    subject=f"{NAME}的低保审批材料",
    description=f"本人{NAME}，身份证号{ID_NUMBER}，申请公开低保审批材料。",
    agent_name="司马相如",
    agent_phone="13900139000",
)


def everything_kept_for_ever() -> str:
    """The journal, the duties and their events as text."""
    parts: list[Any] = list(
        JournalEntry.objects.values_list("subject_label", "actor_name", "reason", "detail")
    )
    parts += list(Duty.objects.values_list("subject_label", "subject_path"))
    parts += list(DutyEvent.objects.values_list("reason", "basis"))
    parts += list(Assistance.objects.values_list("question"))
    return json.dumps(parts, ensure_ascii=False)


def test_the_journal_and_the_duties_name_no_applicant(world: World) -> None:
    request = world.arrived("2026-03-02", channel="online", asked=ASKED)
    request = services.confirm(
        request, how=SPOKEN, by=world.clerk, at=moment("2026-03-03"), edition=1
    )
    request = services.register(
        request, by=world.clerk, at=moment("2026-03-03"), edition=request.edition
    )
    services.consult(
        request,
        kind="third_party",
        party="诸葛孔明",
        about="低保材料",
        contact=PHONE,
        by=world.clerk,
        at=moment("2026-03-03"),
        edition=request.edition,
    )
    request.refresh_from_db()
    services.ask_help(
        request,
        unit=world.other,
        question=f"请核对{NAME}的用水情况",
        by=world.clerk,
        at=moment("2026-03-04"),
        edition=request.edition,
    )
    request.refresh_from_db()
    services.suspend(
        request,
        reason=f"{SPOKEN}，{request.agent_name}和诸葛孔明住院",
        basis=f"民法典，{NAME}的申请",
        by=world.leader,
        at=moment("2026-03-05"),
        edition=request.edition,
    )
    request.refresh_from_db()
    services.reissue_code(
        request, reason=SPOKEN, by=world.clerk, at=moment("2026-03-05"), edition=request.edition
    )
    services.withdraw(
        request, reason=SPOKEN, by=APPLICANT_ACTOR, at=moment("2026-03-06"), edition=None
    )
    kept = everything_kept_for_ever()
    for secret in (NAME, PHONE, ID_NUMBER, "3单元402", "司马相如", "13900139000", "诸葛孔明"):
        assert secret not in kept, secret
    assert request.number in kept
    assert "低保审批材料" in kept  # what is asked stays, without the person


def test_a_file_is_stored_under_what_it_is_for(world: World) -> None:
    upload = SimpleUploadedFile(f"{NAME}身份证.txt", b"1")
    paper = services.take_in(
        upload,
        purpose="identity",
        unit=world.unit,
        by=APPLICANT_ACTOR,
        at=moment("2026-03-02"),
    )
    request = services.receive(
        unit=world.unit,
        applicant=PERSON,
        asked=ASKED,
        channel="online",
        by=APPLICANT_ACTOR,
        at=moment("2026-03-02"),
        files=[paper],
    ).request
    assert request.files.get().name == f"{NAME}身份证.txt"
    assert request.files.get().file.name == "身份证明.txt"
    assert NAME not in everything_kept_for_ever()
    with pytest.raises(RuleViolation, match="不能移除"):
        services.detach(
            request.files.get(),
            reason="误",
            by=world.clerk,
            at=moment("2026-03-03"),
            edition=None,
        )


def test_a_request_says_its_number_and_an_applicant_no_name() -> None:
    assert str(Request(number="甲依申请〔2026〕1号")) == "甲依申请〔2026〕1号"
    assert NAME not in str(Applicant(pk=7, name=NAME))


def test_the_query_code_is_kept_as_a_keyed_hash_alone(world: World, settings: Any) -> None:
    received = world.file("2026-03-02", channel="online")
    request, code = received.request, received.code
    assert len(code.replace("-", "")) == 12
    assert code not in json.dumps(
        list(Request.objects.values("code_hash", "number", "description"))
    )
    assert request.code_hash == codes.hash_of(code.lower().replace("-", " "))
    settings.SECRET_KEY = "another"
    assert request.code_hash != codes.hash_of(code)


def test_number_and_code_open_a_request_and_neither_alone(world: World) -> None:
    received = world.file("2026-03-02", channel="online")
    other = world.file("2026-03-02", channel="online")
    number, code = received.request.number, received.code
    assert find_by_code(number, code) == received.request
    assert find_by_code(number.replace("〔", "[").replace("〕", "] "), code.lower()) is not None
    assert find_by_code(number, other.code) is None
    assert find_by_code("云溪教依申请〔2026〕99号", code) is None
    assert find_by_code(number, "") is None
    Request.objects.update(code_hash="")
    assert find_by_code(number, "") is None


def test_a_new_code_kills_the_old_one(world: World) -> None:
    received = world.file("2026-03-02", channel="online")
    values = {"by": world.clerk, "at": moment("2026-03-03"), "edition": 1}
    with pytest.raises(RuleViolation, match="核对"):
        services.reissue_code(received.request, reason=" ", **values)
    code = services.reissue_code(received.request, reason="当面核对身份证", **values)
    assert find_by_code(received.request.number, received.code) is None
    assert find_by_code(received.request.number, code) == received.request
    with pytest.raises(RuleViolation):
        services.reissue_code(
            received.request,
            reason="冒领",
            by=world.stranger,
            at=moment("2026-03-03"),
            edition=None,
        )


def test_a_third_party_opens_its_own_page_by_its_own_code(world: World) -> None:
    request = world.in_hand()
    made = services.consult(
        request,
        kind="third_party",
        party="某公司",
        about="报价",
        by=world.clerk,
        at=moment("2026-03-04"),
        edition=request.edition,
    )
    assert find_consultation(made.code) == made.consultation
    assert find_consultation("AAAA-AAAA-AAAA") is None
    assert made.code not in json.dumps(list(Letter.objects.values_list("fields", flat=True)))


def test_another_units_clerk_sees_neither_request_nor_applicant(world: World) -> None:
    from mingtang.orgs.access import access_of
    from mingtang.orgs.models import Account

    request = world.in_hand()
    services.ask_help(
        request,
        unit=world.other,
        question="资料",
        by=world.clerk,
        at=moment("2026-03-04"),
        edition=request.edition,
    )
    today = moment("2026-03-04").date()
    stranger = access_of(Account.objects.get(pk=world.stranger.account_id), today)
    clerk = access_of(Account.objects.get(pk=world.clerk.account_id), today)
    office = access_of(Account.objects.get(pk=world.office.account_id), today)
    for access, count in ((stranger, 0), (clerk, 1), (office, 1)):
        assert Request.objects.visible_to(access).count() == count
        assert Applicant.objects.visible_to(access).count() == count
    assert Assistance.objects.visible_to(stranger).count() == 1
    assert Letter.objects.visible_to(stranger).count() == 0


def test_archiving_removes_the_person_and_keeps_the_work(world: World) -> None:
    received = world.file("2014-03-03", asked=ASKED)
    request = services.register(
        received.request, by=world.clerk, at=moment("2014-03-03", 11), edition=1
    )
    request = services.withdraw(
        request,
        reason="书面",
        by=world.clerk,
        at=moment("2014-03-10"),
        edition=request.edition,
    )
    other = world.file("2014-03-04").request  # of the same person, still open
    request = services.close(
        request, by=world.clerk, at=moment("2014-04-01"), edition=request.edition
    )
    request.items.update(basis=f"民法典第一条，{NAME}，{ID_NUMBER}")
    values = {"by": world.office, "edition": request.edition}
    with pytest.raises(RuleViolation, match="保存到 2024-04-01"):
        services.archive(request, at=moment("2024-03-31"), **values)
    request = services.archive(request, at=moment("2024-04-01"), **values)
    rows = [*Request.objects.filter(pk=request.pk).values(), *request.items.values()]
    kept = json.dumps(rows, default=str, ensure_ascii=False)
    assert (request.state, request.row, request.number) == (
        State.ARCHIVED,
        "C6.3",
        "云溪教依申请〔2014〕1号",
    )
    for secret in (NAME, ID_NUMBER, PHONE, "司马相如"):
        assert secret not in kept, secret
    assert find_by_code(request.number, received.code) is None
    # The record goes only with the last request that needs it.
    applicant = Applicant.objects.get(pk=request.applicant_id)
    assert applicant.name == NAME
    other = services.withdraw(
        other, reason="书面", by=world.clerk, at=moment("2024-04-02"), edition=other.edition
    )
    other = services.close(other, by=world.clerk, at=moment("2024-04-02"), edition=other.edition)
    services.archive(other, by=world.office, at=moment("2034-04-03"), edition=other.edition)
    applicant.refresh_from_db()
    assert (applicant.name, applicant.id_number, applicant.phone) == ("（已归档）", "", "")


def test_what_was_moved_is_forgotten_after_the_same_years(world: World) -> None:
    request = world.arrived("2014-03-03", asked=ASKED)
    made = services.move(
        request,
        to=world.other,
        reason=f"{NAME}问的属于水务局",
        by=world.office,
        at=moment("2014-03-05"),
        edition=1,
    )
    services.withdraw(
        made, reason="书面", by=world.stranger, at=moment("2014-03-10"), edition=made.edition
    )
    assert periodic.close_answered(moment("2014-06-01")) == 1
    assert periodic.archive_old(moment("2024-03-04")) == 0
    assert periodic.archive_old(moment("2024-03-05")) == 1
    request.refresh_from_db()
    assert (request.state, request.description, request.move_reason) == (State.MOVED, "", "")
    assert request.subject == "某某的低保审批材料"
    # The other half of its way ends three months later, and with it the applicant's record.
    assert Applicant.objects.get().name == NAME
    assert periodic.archive_old(moment("2024-06-01")) == 1
    assert Applicant.objects.get().name == "（已归档）"
