"""The acts on a request as staff do them: by their forms, refused with a reason, nothing lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mingtang.foi import services
from mingtang.foi.desk.offering import FORMS, SERVICES
from mingtang.foi.lifecycle import TRANSITIONS
from mingtang.foi.models import Request
from mingtang.foi.states import State
from tests.unit.foi.world import World, moment
from tests.web.foi_desk import act, days_ago, login, page, today


@pytest.fixture
def world(db: Any) -> World:
    return World()


def test_every_act_of_the_table_has_its_button_or_its_page():
    assert {line.act for line in TRANSITIONS} - set(SERVICES) == {"decide", "give_help"}
    assert set(FORMS) <= set(SERVICES)


def test_a_letter_is_confirmed_then_registered_by_hand(world: World):
    request = world.arrived(days_ago(1), channel="letter")
    clerk = login(world.clerk)
    refused = act(clerk, request, "register")
    assert refused.status_code == 409 and "还没有与申请人确认收到日期" in page(refused)
    act(clerk, request, "confirm", on=today(), how="当日电话联系")
    act(clerk, request, "register", assignee=world.second.account_id)
    assert request.state == State.IN_HAND
    assert request.receipt_on.isoformat() == today()
    assert request.assignee_id == world.second.account_id


def test_a_correction_is_asked_once_and_not_on_the_eighth_day(world: World):
    soon, late = world.in_hand(days_ago(2)), world.in_hand(days_ago(20))
    clerk = login(world.clerk)
    given = {"wanted_items": "哪一年度", "guidance": "书面补正", "received_on": today()}
    act(clerk, soon, "ask_correction", **given)
    assert soon.state == State.CORRECTING
    response = act(clerk, late, "ask_correction", **given)
    text = page(response)
    assert response.status_code == 409
    assert "补正应当在收到申请之日起7个工作日内告知" in text
    assert "哪一年度" in text
    assert late.state == State.IN_HAND


def test_the_correction_form_names_the_last_day_and_what_is_lacking(world: World):
    request = world.in_hand(days_ago(1))
    request.applicant.id_number = ""
    request.applicant.save()
    shown = page(login(world.clerk).get(reverse("foi:act", args=[request.pk, "ask_correction"])))
    assert "第 7 个工作日" in shown
    assert "请补充身份证件号码" in shown


def test_a_correction_comes_back_with_its_papers(world: World):
    request = world.in_hand(days_ago(2))
    clerk = login(world.clerk)
    act(clerk, request, "ask_correction", wanted_items="年度", guidance="书面")
    act(
        clerk,
        request,
        "correct",
        answer="2025年度",
        description=request.description,
        papers=SimpleUploadedFile("补正.txt", "2025年度".encode()),
    )
    assert request.state == State.IN_HAND
    assert [each.purpose for each in request.files.all()] == ["correction"]


def test_what_somebody_else_did_first_is_told_and_what_was_typed_stays(world: World):
    request = world.in_hand(days_ago(1))
    clerk = login(world.clerk)
    seen = request.edition
    act(login(world.second), request, "assign", to=world.second.account_id)
    response = act(
        clerk, request, "ask_help", unit=world.other.pk, question="请提供台账", edition=seen
    )
    text = page(response)
    assert response.status_code == 409
    assert "刚刚被他人办理过" in text and "请提供台账" in text
    assert f'name="edition" value="{request.edition}"' in text
    assert not request.assistances.exists()


def test_a_faulty_form_keeps_what_was_typed(world: World):
    request = world.in_hand(days_ago(1))
    response = act(login(world.clerk), request, "ask_help", unit="", question="请提供校车合同台账")
    assert response.status_code == 422
    assert "请选择单位" in page(response) and "请提供校车合同台账" in page(response)


def test_a_rule_is_shown_with_its_basis(world: World):
    request = world.in_hand(days_ago(1))
    office = login(world.office)
    response = act(office, request, "extend", days=21, reason="需要检索")
    assert response.status_code == 422
    assert "最长不得超过 20 个工作日" in page(response)
    assert "第三十三条" in page(response)
    act(office, request, "extend", days=20, reason="需要检索")
    assert request.extensions.get().days == 20


def test_a_clerk_may_not_extend_and_is_told_whose_turn_it_is(world: World):
    request = world.in_hand(days_ago(1))
    response = act(login(world.clerk), request, "extend", days=5, reason="忙")
    assert response.status_code == 409
    assert not request.extensions.exists()


def test_a_third_party_is_asked_and_the_code_of_its_page_told_once(world: World):
    request = world.in_hand(days_ago(3))
    clerk = login(world.clerk)
    told = act(
        clerk,
        request,
        "consult_third",
        party="云溪客运有限公司",
        about_what="校车运营合同",
        received_on=today(),
    )
    code = told.context["code"]
    assert code in page(told) and told["Cache-Control"] == "no-store"
    assert code not in page(clerk.get(request.get_absolute_url()))
    consultation = request.consultations.get()
    refused = act(clerk, request, "opinion", consultation=consultation.pk, opinion="objects")
    assert refused.status_code == 422 and "不同意公开应当说明合理理由" in page(refused)
    act(
        clerk,
        request,
        "opinion",
        consultation=consultation.pk,
        opinion="objects",
        reasons="含商业秘密",
    )
    consultation.refresh_from_db()
    assert consultation.opinion == "objects"
    act(
        clerk,
        request,
        "told_party",
        consultation=consultation.pk,
        reason="公共利益重大",
        disclosing_on=today(),
    )
    consultation.refresh_from_db()
    assert consultation.told_letter_id


def test_the_day_a_notice_was_received_starts_its_period(world: World):
    request = world.in_hand(days_ago(2))
    clerk = login(world.clerk)
    act(clerk, request, "consult_comaker", party="县财政局", about_what="预算")
    consultation = request.consultations.get()
    assert consultation.last_on is None
    act(clerk, request, "note_receipt", notice=f"consultation-{consultation.pk}", on=today())
    consultation.refresh_from_db()
    assert consultation.last_on is not None


def test_a_fee_is_computed_with_its_tiers_before_it_is_sent(world: World):
    request = world.in_hand(days_ago(1))
    clerk = login(world.clerk)
    looked = act(clerk, request, "charge", method="pages", pages=120, look="1")
    text = page(looked)
    assert "第31—100页，共70页，每页10元，计700元" in text and "按量合计 1100 元" in text
    assert request.state == State.IN_HAND
    refused = act(clerk, request, "charge", method="items", how_to_pay="县财政专户")
    assert "不需要缴费" in page(refused)
    act(clerk, request, "charge", method="pages", pages=120, how_to_pay="县财政专户")
    assert request.state == State.PAYING
    act(clerk, request, "paid", voucher="0001")
    assert request.state == State.IN_HAND


def test_reasons_are_asked_and_given(world: World):
    request = world.in_hand(days_ago(1))
    clerk = login(world.clerk)
    act(clerk, request, "ask_reasons", grounds="本月 34 件")
    assert request.state == State.REASONING
    act(clerk, request, "give_reasons", reasons="研究需要")
    assert request.state == State.IN_HAND


def test_a_request_rests_and_is_taken_up_again(world: World):
    request = world.in_hand(days_ago(1))
    leader = login(world.leader)
    assert act(leader, request, "suspend", reason="", basis="").status_code == 422
    act(leader, request, "suspend", reason="等待判决", basis="行政诉讼法")
    assert request.state == State.SUSPENDED
    act(leader, request, "resume", reason="判决生效")
    assert request.state == State.IN_HAND


def test_one_letter_becomes_several_requests(world: World):
    request = world.in_hand(days_ago(1))
    clerk = login(world.clerk)
    assert act(clerk, request, "split", parts="只有一件").status_code == 422
    act(clerk, request, "split", parts="校车合同\n食堂采购")
    parts = Request.objects.filter(split_from=request)
    assert [each.subject for each in parts.order_by("pk")] == ["校车合同", "食堂采购"]
    shown = page(clerk.get(request.get_absolute_url()))
    assert all(each.number in shown for each in parts)


def test_the_same_request_twice_is_hinted_and_merged(world: World):
    first, second = world.in_hand(days_ago(2)), world.in_hand(days_ago(1))
    clerk = login(world.clerk)
    assert "可能重复" in page(clerk.get(second.get_absolute_url()))
    act(clerk, second, "merge", into=first.pk)
    assert (second.state, second.merged_into_id) == (State.MERGED, first.pk)
    alone = page(clerk.get(first.get_absolute_url()))
    assert "/act/merge/" not in alone and second.number in alone


def test_a_clerk_proposes_and_the_office_moves(world: World):
    request = world.in_hand(days_ago(1))
    act(login(world.clerk), request, "propose_move", to=world.other.pk, reason="由水务局制作")
    office = login(world.office)
    form = page(office.get(reverse("foi:act", args=[request.pk, "move"])))
    assert "由水务局制作" in form
    act(office, request, "move", to=world.other.pk, reason="由水务局制作")
    moved = Request.objects.get(moved_from=request)
    assert moved.unit_id == world.other.pk and request.state == State.MOVED
    assert login(world.stranger).get(moved.get_absolute_url()).status_code == 200


def test_what_is_no_request_is_kept_with_its_reason(world: World):
    request = world.arrived(days_ago(1))
    act(login(world.office), request, "not_request", reason="属于信访事项，请向信访局反映")
    assert request.state == State.NOT_REQUEST


def test_slips_of_the_keys_are_put_right(world: World):
    request = world.in_hand(days_ago(1))
    clerk = login(world.clerk)
    form = {"subject": "2025年学校布局方案", "form": "paper", "route": "post"}
    refused = act(clerk, request, "amend", **form)
    assert refused.status_code == 422 and "只能由申请人补正" in page(refused)
    form |= {"subject": request.subject, "description": request.description, "doc_number": "1号"}
    act(clerk, request, "amend", **form)
    assert request.doc_number == "1号"
    again = act(clerk, request, "amend", **form)
    assert again.status_code == 422 and "没有改动" in page(again)


def test_an_applicant_withdraws_in_writing(world: World):
    request = world.in_hand(days_ago(1))
    act(login(world.clerk), request, "withdraw", reason="当面递交撤回书")
    assert (request.state, request.row) == (State.ANSWERED, "C6.3")


def test_the_reply_is_signed_by_another_served_and_closed(world: World):
    request = world.checking(request=world.in_hand(days_ago(1)), day=days_ago(1))
    clerk, leader = login(world.clerk), login(world.leader)
    assert act(clerk, request, "sign_off", opinion="同意").status_code == 409
    sent_back = act(leader, request, "return", reason="第一项写清年度")
    assert sent_back.status_code == 302 and request.state == State.IN_HAND
    act(clerk, request, "submit")
    act(leader, request, "sign_off", opinion="合法")
    refused = act(clerk, request, "serve", way="post", on=today())
    assert refused.status_code == 422 and "邮件号" in page(refused)
    act(clerk, request, "serve", way="post", on=today(), post_number="XA1")
    assert request.state == State.ANSWERED
    act(clerk, request, "close")
    assert request.state == State.CLOSED


def test_a_signed_reply_is_recalled_before_it_is_served(world: World):
    request = world.approved(request=world.in_hand(days_ago(1)), day=days_ago(1))
    act(login(world.leader), request, "recall", reason="附件有误")
    assert request.state == State.IN_HAND


def test_an_order_to_answer_anew_is_entered_and_taken_up(world: World):
    request = world.answered()
    clerk, office = login(world.clerk), login(world.office)
    new = reverse("foi:challenge-new", args=[request.pk])
    response = clerk.post(
        new, {"kind": "review", "body": "云溪县人民政府", "filed_on": days_ago(30)}
    )
    challenge = request.challenges.get()
    assert response["Location"] == reverse("foi:challenge", args=[challenge.pk])
    here = reverse("foi:challenge", args=[challenge.pk])
    clerk.post(here, {"stages": "1", "accepted_on": days_ago(25), "case_number": "云复〔2026〕3号"})
    wrong = clerk.post(
        here,
        {"decide": "1", "result": "upheld", "decided_on": days_ago(2), "orders_anew": "on"},
    )
    assert wrong.status_code == 422 and "不会责令重新答复" in page(wrong)
    clerk.post(
        here,
        {"decide": "1", "result": "corrected", "decided_on": days_ago(2), "orders_anew": "on"},
    )
    challenge.refresh_from_db()
    assert (challenge.case_number, challenge.result) == ("云复〔2026〕3号", "corrected")
    act(office, request, "reopen")
    assert (request.state, request.round) == (State.IN_HAND, 2)


def test_a_helping_unit_answers_without_seeing_who_asked(world: World):
    request = world.in_hand(days_ago(1))
    act(login(world.clerk), request, "ask_help", unit=world.other.pk, question="请提供台账")
    asked = request.assistances.get()
    helper = login(world.stranger)
    shown = page(helper.get(asked.get_absolute_url()))
    assert "请提供台账" in shown and request.applicant.name not in shown
    assert helper.get(request.get_absolute_url()).status_code == 404
    assert helper.post(asked.get_absolute_url(), {"answer": ""}).status_code == 422
    helper.post(asked.get_absolute_url(), {"answer": "台账附后"})
    asked.refresh_from_db()
    assert asked.answer == "台账附后"


def test_time_that_ran_out_ends_what_was_asked(world: World):
    request = world.in_hand("2026-03-03")
    services.ask_correction(
        request,
        wanted_items="年度",
        guidance="书面",
        by=world.clerk,
        at=moment("2026-03-04"),
        edition=request.edition,
        received_on=moment("2026-03-04").date(),
    )
    act(login(world.clerk), request, "lapse_correction")
    assert (request.state, request.row) == (State.ANSWERED, "C6.1")


def test_a_supervisor_only_reads(world: World):
    request = world.in_hand(days_ago(1))
    response = act(login(world.supervisor), request, "assign", to=world.clerk.account_id)
    assert response.status_code == 409
    assert request.assignee_id is None
