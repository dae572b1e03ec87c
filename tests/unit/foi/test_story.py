"""One request from the form to the file, with every date counted by hand (holidays of 2026)."""

from __future__ import annotations

from datetime import date

from mingtang.foi import periodic, services
from mingtang.foi.integrity import check_requests
from mingtang.foi.models import Consultation, Letter
from mingtang.foi.states import State
from mingtang.journal.check import verify_chain
from tests.unit.foi.world import PROVIDED, World, acts_of, duty_of, moment


def test_a_request_from_the_form_to_the_file(world: World) -> None:
    # Monday 2 March, by the form; it has its number and its code, and no clock yet.
    received = world.file("2026-03-02", channel="online")
    request = received.request
    assert request.number == "云溪教依申请〔2026〕1号"
    assert (request.state, request.receipt_on) == (State.ARRIVED, None)

    request = services.confirm(
        request,
        how="电话与申请人确认",
        by=world.clerk,
        at=moment("2026-03-03"),
        edition=request.edition,
    )
    request = services.register(
        request, by=world.clerk, at=moment("2026-03-03", 11), edition=request.edition
    )
    assert request.receipt_on == date(2026, 3, 3)
    assert duty_of(request).due_on == date(2026, 3, 31)

    # Thursday 12 March is the seventh working day.
    services.ask_correction(
        request,
        wanted_items="请写明学校范围",
        guidance="可以列出学校名称",
        by=world.clerk,
        at=moment("2026-03-12"),
        edition=request.edition,
        received_on=date(2026, 3, 12),
    )
    request.refresh_from_db()
    assert (request.state, duty_of(request).stopped) == (State.CORRECTING, True)

    # The corrected request comes on Friday 20 March: the clock starts anew.
    request = services.correct(
        request,
        answer="城关镇各小学",
        by=services.APPLICANT_ACTOR,
        at=moment("2026-03-20"),
        edition=None,
    )
    assert (duty_of(request).start_on, duty_of(request).due_on) == (
        date(2026, 3, 20),
        date(2026, 4, 20),
    )

    # A third party is asked on 25 March, gets the letter on the 27th, and says nothing: its
    # fifteenth working day is 20 April (Tomb Sweeping is off 4 to 6 April).
    consulting = services.consult(
        request,
        kind="third_party",
        party="某建筑公司",
        about="投标文件中的报价",
        by=world.clerk,
        at=moment("2026-03-25"),
        edition=request.edition,
    )
    request.refresh_from_db()
    services.note_receipt(
        request,
        notice=consulting.consultation,
        on=date(2026, 3, 27),
        by=world.clerk,
        at=moment("2026-03-30"),
        edition=request.edition,
    )
    waiting = Consultation.objects.get()
    assert waiting.last_on == date(2026, 4, 20)

    # The daily run was missed for a week: still the clock runs on from 20 April.
    assert periodic.lapse_opinions(moment("2026-04-20", 23)) == 0
    assert periodic.lapse_opinions(moment("2026-04-29")) == 1
    assert periodic.lapse_opinions(moment("2026-04-29")) == 0
    request.refresh_from_db()
    assert Consultation.objects.get().ended_on == date(2026, 4, 20)
    # 17 working days did not count; Labour Day off 1 to 5 May, Saturday 9 May worked.
    assert duty_of(request).due_on == date(2026, 5, 15)

    # Extended by ten days on the very last day.
    extension = services.extend(
        request,
        days=10,
        reason="需要汇总多所学校材料",
        by=world.office,
        at=moment("2026-05-15", 17),
        edition=request.edition,
    )
    assert (extension.old_due, extension.new_due) == (date(2026, 5, 15), date(2026, 5, 29))
    request.refresh_from_db()

    services.decide(
        request,
        item=request.items.get(),
        outcome="C1",
        subkind="provided",
        given=PROVIDED,
        by=world.clerk,
        at=moment("2026-05-20"),
        edition=request.edition,
    )
    request.refresh_from_db()
    request = services.submit(
        request, by=world.clerk, at=moment("2026-05-20"), edition=request.edition
    )
    request = services.send_back(
        request,
        reason="请补充附件清单",
        by=world.leader,
        at=moment("2026-05-21"),
        edition=request.edition,
    )
    request = services.submit(
        request, by=world.clerk, at=moment("2026-05-22"), edition=request.edition
    )
    letter = services.sign_off(
        request,
        opinion="依据充分，程序合法",
        by=world.leader,
        at=moment("2026-05-25"),
        edition=request.edition,
    )
    # Correction, consultation, note to the applicant and extension went out before.
    assert letter.number == "云溪教公开告〔2026〕5号"
    request.refresh_from_db()
    delivery = services.serve(
        request,
        way="post",
        post_number="XA12345678953",
        on=date(2026, 5, 26),
        by=world.clerk,
        at=moment("2026-05-28"),
        edition=request.edition,
    )
    request.refresh_from_db()
    duty = duty_of(request)
    assert (request.state, request.answered_on, request.row) == (
        State.ANSWERED,
        date(2026, 5, 26),
        "C1",
    )
    assert (duty.status, duty.ended_on, duty.met) == ("fulfilled", date(2026, 5, 26), True)
    assert delivery.letter == letter
    request = services.close(
        request, by=world.clerk, at=moment("2026-06-01"), edition=request.edition
    )
    assert request.state == State.CLOSED
    assert acts_of(request) == [
        "request.receive",
        "request.confirm",
        "request.register",
        "request.ask_correction",
        "request.correct",
        "request.consult_third",
        "request.note_receipt",
        "request.opinion_lapsed",
        "request.extend",
        "request.decide",
        "request.submit",
        "request.return",
        "request.submit",
        "request.sign_off",
        "request.serve",
        "request.close",
    ]
    assert list(Letter.objects.values_list("kind", flat=True)) == [
        "receipt",
        "correction",
        "third_party",
        "consulting",
        "extension",
        "reply",
    ]
    assert list(check_requests()) == []
    assert verify_chain().whole
