"""Clock effects of the acts, each date counted by hand on the calendar of its year."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mingtang.duties.integrity import check_duties
from mingtang.duties.models import Duty
from mingtang.foi import periodic, services
from mingtang.foi.integrity import check_requests
from mingtang.foi.models import Request
from mingtang.foi.services import APPLICANT_ACTOR, THIRD_PARTY_ACTOR
from mingtang.foi.states import State
from mingtang.journal.actor import Actor
from mingtang.orgs.models import Succession
from mingtang.orgs.succession import succeed
from mingtang.statute.violations import RuleViolation
from tests.unit.foi.world import World, duty_of, moment


def day(text: str) -> date:
    return date.fromisoformat(text)


def ask(world: World, request: Request, on: str, **values: Any) -> Request:
    """Ask for a correction, received the same day."""
    services.ask_correction(
        request,
        wanted_items="名称",
        guidance="写明名称",
        by=world.clerk,
        at=moment(on),
        edition=request.edition,
        received_on=day(on),
        **values,
    )
    request.refresh_from_db()
    return request


def consult(world: World, request: Request, on: str, party: str = "某公司", **values: Any) -> Any:
    made = services.consult(
        request,
        kind=values.pop("kind", "third_party"),
        party=party,
        about="报价",
        by=world.clerk,
        at=moment(on),
        edition=request.edition,
        **values,
    )
    request.refresh_from_db()
    return made.consultation


@pytest.mark.parametrize(
    ("filed", "due"),
    [
        ("2026-03-03", "2026-03-31"),
        ("2026-02-28", "2026-03-27"),  # a Saturday that is worked
        ("2026-02-14", "2026-03-20"),  # the worked Saturday before the Spring Festival
        ("2026-02-18", "2026-03-20"),  # within the Spring Festival
        ("2026-04-10", "2026-05-12"),  # over Labour Day, Saturday 9 May worked
        ("2026-09-10", "2026-10-14"),  # over Mid-Autumn and National Day with two make-up days
        ("2019-05-14", "2019-06-04"),  # the last day of the old Regulation: 15 working days
        ("2019-05-15", "2019-06-13"),  # the first of the new: 20, the Dragon Boat holiday between
    ],
)
def test_the_answer_is_due_so_many_working_days_after_receipt(
    world: World, filed: str, due: str
) -> None:
    request = world.in_hand(filed)
    assert duty_of(request).due_on == day(due)


def test_a_correction_may_be_asked_on_the_seventh_working_day(world: World) -> None:
    request = ask(world, world.in_hand("2026-03-03"), "2026-03-12")
    assert request.state == State.CORRECTING


def test_a_correction_asked_on_the_eighth_working_day_is_refused_clearly(world: World) -> None:
    request = world.in_hand("2026-03-03")
    with pytest.raises(RuleViolation) as caught:
        ask(world, request, "2026-03-13")
    assert caught.value.text == (
        "补正应当在收到申请之日起7个工作日内告知，已于 2026-03-12 届满，请按现有内容办理。"
    )
    assert caught.value.basis == "政府信息公开条例第三十条"


def test_under_the_old_regulation_there_was_no_seventh_day(world: World) -> None:
    request = world.in_hand("2019-04-01")
    with pytest.raises(RuleViolation, match="2007年条例没有规定"):
        ask(world, request, "2019-04-19")
    request = ask(world, request, "2019-04-19", days=10)
    # 28 April was worked, 1 to 4 May off, 5 May worked.
    assert request.corrections.get().last_on == day("2019-05-06")
    request = services.lapse_correction(
        request, by=world.clerk, at=moment("2019-05-10"), edition=request.edition
    )
    assert request.row == "O7"


def test_under_the_old_regulation_a_third_party_has_no_period(world: World) -> None:
    request = world.in_hand("2019-05-14")
    row = consult(world, request, "2019-05-16", received_on=day("2019-05-16"))
    assert row.last_on is None
    assert periodic.lapse_opinions(moment("2019-08-01")) == 0
    with pytest.raises(RuleViolation, match="没有请申请人说明理由的规定"):
        services.ask_reasons(
            request,
            grounds="多",
            by=world.clerk,
            at=moment("2019-05-17"),
            edition=request.edition,
        )


def test_a_correction_is_asked_only_once(world: World) -> None:
    request = ask(world, world.in_hand("2026-03-03"), "2026-03-04")
    request = services.correct(
        request, answer="名称", by=APPLICANT_ACTOR, at=moment("2026-03-05"), edition=None
    )
    with pytest.raises(RuleViolation, match="一次性告知"):
        ask(world, request, "2026-03-06")


def test_a_correction_that_comes_on_the_day_it_is_asked_leaves_the_clock_running(
    world: World,
) -> None:
    request = ask(world, world.in_hand("2026-03-03"), "2026-03-05")
    request = services.correct(
        request, answer="名称", by=APPLICANT_ACTOR, at=moment("2026-03-05", 16), edition=None
    )
    duty = duty_of(request)
    # 20 working days after 5 March, a Thursday.
    assert (duty.stopped, duty.due_on) == (False, day("2026-04-02"))


def test_a_correction_asked_again_after_a_split_is_refused(world: World) -> None:
    request = ask(world, world.in_hand("2026-03-03"), "2026-03-04")
    request = services.correct(
        request, answer="名称", by=APPLICANT_ACTOR, at=moment("2026-03-05"), edition=None
    )
    first, _ = services.split(
        request,
        parts=["甲方案", "乙方案"],
        by=world.clerk,
        at=moment("2026-03-06"),
        edition=request.edition,
    )
    assert duty_of(first).due_on == day("2026-04-02")
    with pytest.raises(RuleViolation, match="一次性告知"):
        ask(world, first, "2026-03-09")


def test_a_late_correction_needs_a_good_reason(world: World) -> None:
    request = ask(world, world.in_hand("2026-03-03"), "2026-03-04", days=5)
    assert request.corrections.get().last_on == day("2026-03-11")
    late = {"answer": "名称", "at": moment("2026-03-13"), "edition": None}
    with pytest.raises(RuleViolation, match="正当理由"):
        services.correct(request, by=world.clerk, **late)
    request = services.correct(request, by=world.clerk, late_reason="住院", **late)
    # 20 working days after Friday 13 March: 4 to 6 April are off.
    assert duty_of(request).due_on == day("2026-04-13")


def test_a_request_not_corrected_in_time_ended_on_the_day_after_the_period(world: World) -> None:
    request = ask(world, world.in_hand("2026-03-03"), "2026-03-04", days=5)
    with pytest.raises(RuleViolation, match="还没有过"):
        services.lapse_correction(
            request, by=world.clerk, at=moment("2026-03-11"), edition=request.edition
        )
    request = services.lapse_correction(
        request, by=world.clerk, at=moment("2026-03-20"), edition=request.edition
    )
    duty = duty_of(request)
    assert (request.row, request.answered_on) == ("C6.1", day("2026-03-12"))
    assert (duty.status, duty.ended_on, duty.met) == ("fulfilled", day("2026-03-12"), True)


def test_before_its_receipt_is_entered_no_period_runs_out(world: World) -> None:
    request = world.in_hand("2026-03-03")
    services.ask_correction(
        request,
        wanted_items="名称",
        guidance="写明",
        by=world.clerk,
        at=moment("2026-03-04"),
        edition=request.edition,
    )
    request.refresh_from_db()
    with pytest.raises(RuleViolation, match="收到日期"):
        services.lapse_correction(
            request, by=world.clerk, at=moment("2026-06-20"), edition=request.edition
        )
    notice = services.note_receipt(
        request,
        notice=request.corrections.get(),
        on=day("2026-03-06"),
        by=world.clerk,
        at=moment("2026-03-09"),
        edition=request.edition,
    )
    # The usual 15 working days from Friday 6 March.
    assert notice.last_on == day("2026-03-27")


def test_overlapping_consultations_count_once(world: World) -> None:
    request = world.in_hand("2026-03-03")
    first = consult(world, request, "2026-03-09", "甲公司", received_on=day("2026-03-09"))
    second = consult(world, request, "2026-03-11", "乙公司", received_on=day("2026-03-11"))
    for consultation, on in ((first, "2026-03-13"), (second, "2026-03-17")):
        services.give_opinion(
            request,
            consultation=consultation,
            opinion="agrees",
            by=THIRD_PARTY_ACTOR,
            at=moment(on),
            edition=None,
        )
        request.refresh_from_db()
    # Off count 10, 11, 12, 13, 16 and 17 March: six working days after 31 March, Tomb Sweeping.
    assert duty_of(request).due_on == day("2026-04-09")


def test_an_answer_after_the_period_ends_the_pause_on_its_last_day(world: World) -> None:
    request = world.in_hand("2026-03-03")
    row = consult(world, request, "2026-03-04", received_on=day("2026-03-04"))
    assert row.last_on == day("2026-03-25")
    row = services.give_opinion(
        request,
        consultation=row,
        opinion="objects",
        reasons="属于商业秘密",
        by=world.clerk,
        at=moment("2026-03-30"),
        edition=request.edition,
    )
    assert row.ended_on == day("2026-03-25")
    # 15 working days more than 31 March; 4 to 6 April off.
    assert duty_of(request).due_on == day("2026-04-22")


def test_an_objection_needs_reasons(world: World) -> None:
    request = world.in_hand("2026-03-03")
    row = consult(world, request, "2026-03-04")
    with pytest.raises(RuleViolation, match="合理理由"):
        services.give_opinion(
            request,
            consultation=row,
            opinion="objects",
            by=THIRD_PARTY_ACTOR,
            at=moment("2026-03-05"),
            edition=None,
        )


def test_a_silent_comaker_has_consented(world: World) -> None:
    request = world.in_hand("2026-03-03")
    consult(world, request, "2026-03-04", "某局", kind="comaker", received_on=day("2026-03-04"))
    assert periodic.lapse_opinions(moment("2026-03-26")) == 1
    row = request.consultations.get()
    assert (row.opinion, row.ended_on) == ("agrees", day("2026-03-25"))


def test_another_agency_has_no_period_and_a_person_ends_the_wait(world: World) -> None:
    request = world.in_hand("2026-03-03")
    row = consult(world, request, "2026-03-04", "省某厅", kind="agency")
    assert periodic.lapse_opinions(moment("2026-08-01")) == 0
    request.refresh_from_db()
    end = {"consultation": row, "by": world.clerk, "at": moment("2026-03-18")}
    with pytest.raises(RuleViolation, match="不再等待"):
        services.lapse_opinion(request, edition=request.edition, **end)
    services.lapse_opinion(request, edition=request.edition, reason="电话催询无果", **end)
    # Ten working days did not count.
    assert duty_of(request).due_on == day("2026-04-15")


def test_no_reply_goes_out_while_a_third_party_is_asked(world: World) -> None:
    request = world.decided()
    consult(world, request, "2026-03-05")
    with pytest.raises(RuleViolation, match="征求意见没有结束"):
        services.submit(request, by=world.clerk, at=moment("2026-03-06"), edition=request.edition)


def extend(world: World, request: Request, on: str, days: int, hour: int = 10) -> Any:
    return services.extend(
        request,
        days=days,
        reason="需要汇总材料",
        by=world.office,
        at=moment(on, hour),
        edition=request.edition,
    )


def test_an_extension_on_the_last_day_and_not_after_it(world: World) -> None:
    request, late = world.in_hand("2026-03-03"), world.in_hand("2026-03-03")
    made = extend(world, request, "2026-03-31", 20, hour=23)
    # 20 working days after 31 March: 4 to 6 April off.
    assert made.new_due == day("2026-04-29")
    with pytest.raises(RuleViolation) as caught:
        extend(world, late, "2026-04-01", 5)
    assert caught.value.text == "答复期限已于 2026-03-31 届满，不能再办理。"


def test_an_extension_is_given_once_and_not_beyond_the_limit(world: World) -> None:
    request = world.in_hand("2026-03-03")
    with pytest.raises(RuleViolation, match="最长不得超过 20 个工作日"):
        extend(world, request, "2026-03-10", 21)
    extend(world, request, "2026-03-10", 5)
    request.refresh_from_db()
    with pytest.raises(RuleViolation, match="已经延期一次"):
        extend(world, request, "2026-03-11", 5)


def test_under_the_old_regulation_fifteen_more_days_at_most(world: World) -> None:
    request = world.in_hand("2019-05-14")
    with pytest.raises(RuleViolation, match="最长不得超过 15 个工作日"):
        extend(world, request, "2019-05-20", 16)
    # 15 working days after 4 June 2019: 7 to 9 June off.
    assert extend(world, request, "2019-05-20", 15).new_due == day("2019-06-26")


def charge(world: World, request: Request, on: str) -> Request:
    services.charge(
        request,
        method="pages",
        pages=101,
        how_to_pay="转账至县财政专户",
        by=world.clerk,
        at=moment(on),
        edition=request.edition,
        received_on=day(on),
    )
    request.refresh_from_db()
    return request


def test_after_payment_the_time_to_answer_starts_anew(world: World) -> None:
    request = charge(world, world.in_hand("2026-03-03"), "2026-03-31")
    notice = request.fee_notices.get()
    assert (notice.amount, notice.last_on) == (720, day("2026-04-29"))
    request = services.pay(
        request, voucher="票0001", by=world.clerk, at=moment("2026-04-10"), edition=request.edition
    )
    # 20 working days after Friday 10 April: 1 to 5 May off, 9 May worked.
    assert duty_of(request).due_on == day("2026-05-12")


def test_by_the_option_the_time_runs_on_after_payment(world: World, settings: Any) -> None:
    settings.MINGTANG_FOI_PAYMENT_RESTARTS = False
    request = charge(world, world.in_hand("2026-03-03"), "2026-03-30")
    request = services.pay(
        request, voucher="票0001", by=world.clerk, at=moment("2026-04-10"), edition=request.edition
    )
    # One day was left on 30 March.
    assert duty_of(request).due_on == day("2026-04-13")


def test_a_fee_paid_late_is_refused_and_the_request_ends(world: World) -> None:
    request = charge(world, world.in_hand("2026-03-03"), "2026-03-31")
    late = {"by": world.clerk, "at": moment("2026-05-06"), "edition": request.edition}
    with pytest.raises(RuleViolation, match="视为放弃申请"):
        services.pay(request, voucher="票0001", **late)
    request = services.lapse_fee(request, **late)
    assert (request.row, request.answered_on) == ("C6.2", day("2026-04-30"))


def test_a_fee_notice_comes_within_the_time_to_answer(world: World) -> None:
    with pytest.raises(RuleViolation, match="届满"):
        charge(world, world.in_hand("2026-03-03"), "2026-04-01")


def test_nothing_is_charged_within_the_reasonable(world: World) -> None:
    request = world.in_hand("2026-03-03")
    with pytest.raises(RuleViolation, match="不需要缴费"):
        services.charge(
            request,
            method="items",
            how_to_pay="转账",
            by=world.clerk,
            at=moment("2026-03-05"),
            edition=request.edition,
        )


def test_items_are_counted_by_applicant_unit_and_calendar_month(world: World) -> None:
    before = world.in_hand("2026-02-27")
    services.itemise(
        before,
        matters=[f"第{n}件" for n in range(9)],
        by=world.clerk,
        at=moment("2026-02-27"),
        edition=before.edition,
    )
    first = world.in_hand("2026-03-03")
    services.itemise(
        first,
        matters=[f"第{n}件" for n in range(10)],
        by=world.clerk,
        at=moment("2026-03-03"),
        edition=first.edition,
    )
    world.in_hand("2026-03-03", unit=world.other)
    last = world.in_hand("2026-03-04")
    assert services.items_before(last) == 10
    quote = services.quote(last, method="items")
    assert (quote.quantity, quote.fee.amount) == (1, 100)


def test_no_fee_is_known_before_the_measures(world: World) -> None:
    request = world.in_hand("2020-06-01")
    with pytest.raises(RuleViolation, match="2021年1月1日前"):
        services.quote(request, method="pages", pages=500)


def test_reasons_stop_the_clock_until_their_last_day(world: World) -> None:
    request = world.in_hand("2026-03-03")
    services.ask_reasons(
        request,
        grounds="本月已申请80件",
        by=world.clerk,
        at=moment("2026-03-05"),
        edition=request.edition,
        received_on=day("2026-03-05"),
    )
    # The period of seven working days ends on 16 March; the run of the 20th still counts from it.
    assert periodic.lapse_notices(moment("2026-03-16")) == 0
    assert periodic.lapse_notices(moment("2026-03-20")) == 1
    request.refresh_from_db()
    assert request.state == State.IN_HAND
    # Seven working days more than 31 March, 4 to 6 April off.
    assert duty_of(request).due_on == day("2026-04-10")


def test_by_the_option_reasons_do_not_stop_the_clock(world: World, settings: Any) -> None:
    settings.MINGTANG_FOI_REASONS_STOP_CLOCK = False
    request = world.in_hand("2026-03-03")
    services.ask_reasons(
        request,
        grounds="本月已申请80件",
        by=world.clerk,
        at=moment("2026-03-05"),
        edition=request.edition,
    )
    request.refresh_from_db()
    services.give_reasons(
        request, reasons="课题研究", by=APPLICANT_ACTOR, at=moment("2026-03-09"), edition=None
    )
    assert duty_of(request).due_on == day("2026-03-31")


def test_a_suspension_does_not_count(world: World) -> None:
    request = world.in_hand("2026-03-03")
    services.suspend(
        request,
        reason="档案库房火灾",
        basis="民法典第一百九十四条",
        by=world.leader,
        at=moment("2026-03-10"),
        edition=request.edition,
    )
    request.refresh_from_db()
    request = services.resume(
        request,
        reason="已经恢复",
        by=world.leader,
        at=moment("2026-03-17"),
        edition=request.edition,
    )
    # 11 to 13, 16 and 17 March: five working days after 31 March.
    assert duty_of(request).due_on == day("2026-04-08")
    assert request.suspensions.get().until == day("2026-03-17")


def test_moved_on_the_nineteenth_day_it_starts_anew_there(world: World) -> None:
    received = world.file("2026-03-03")
    request = services.register(
        received.request, by=world.clerk, at=moment("2026-03-03"), edition=1
    )
    made = services.move(
        request,
        to=world.other,
        reason="属于水务局职责",
        by=world.office,
        at=moment("2026-03-30"),  # the nineteenth working day
        edition=request.edition,
    )
    request.refresh_from_db()
    old, new = duty_of(request), duty_of(made)
    assert (request.state, old.status, old.met) == (State.MOVED, "void", None)
    # 20 working days after Monday 30 March, 4 to 6 April off.
    assert (made.receipt_on, new.due_on) == (day("2026-03-30"), day("2026-04-28"))
    assert (made.moved_from, made.unit, new.unit) == (request, world.other, world.other)
    assert made.number == "水务局依申请〔2026〕1号"
    assert list(check_requests()) == []


def test_the_parts_of_a_letter_run_from_the_same_receipt_with_the_same_stops(
    world: World,
) -> None:
    request = world.in_hand("2026-03-03")
    row = consult(world, request, "2026-03-09", received_on=day("2026-03-09"))
    services.give_opinion(
        request,
        consultation=row,
        opinion="agrees",
        by=THIRD_PARTY_ACTOR,
        at=moment("2026-03-11"),
        edition=None,
    )
    request.refresh_from_db()
    parts = services.split(
        request,
        parts=["方案", "附件"],
        by=world.clerk,
        at=moment("2026-03-16"),
        edition=request.edition,
    )
    request.refresh_from_db()
    assert (request.state, duty_of(request).status) == (State.SPLIT, "void")
    for part in parts:
        assert (part.receipt_on, part.code_hash) == (day("2026-03-03"), request.code_hash)
        # Two working days did not count.
        assert duty_of(part).due_on == day("2026-04-02")
    assert [part.number for part in parts] == [
        "云溪教依申请〔2026〕2号",
        "云溪教依申请〔2026〕3号",
    ]
    assert list(check_duties(today=day("2026-03-16"))) == []


def test_a_true_duplicate_goes_into_the_other_and_nothing_else_does(world: World) -> None:
    first = world.in_hand("2026-03-03", asked=services.Asked(subject="别的文件"))
    second, third = world.in_hand("2026-03-05"), world.in_hand("2026-03-06")
    values = {"by": world.clerk, "at": moment("2026-03-06"), "edition": second.edition}
    with pytest.raises(RuleViolation, match="内容不相同"):
        services.merge(second, into=first, **values)
    with pytest.raises(RuleViolation, match="先收到的申请不能并入后收到的"):
        services.merge(second, into=third, **values)
    services.merge(third, into=second, **values | {"edition": third.edition})
    third.refresh_from_db()
    assert (third.state, third.merged_into) == (State.MERGED, second)
    assert (duty_of(third).status, duty_of(second).status) == ("void", "open")


def test_a_merged_units_open_requests_go_to_the_successor_and_the_clocks_run_on(
    world: World,
) -> None:
    open_, done = world.in_hand("2026-03-03"), world.answered()
    succeed(
        world.unit,
        successors=[world.other],
        kind=Succession.Kind.MERGED,
        on=day("2026-03-10"),
        by=Actor.system(),
        at=moment("2026-03-10"),
    )
    open_.refresh_from_db()
    done.refresh_from_db()
    duty = duty_of(open_)
    assert (open_.unit, duty.unit, duty.due_on) == (world.other, world.other, day("2026-03-31"))
    assert done.unit == world.unit
    services.assign(
        open_, to=None, by=world.stranger, at=moment("2026-03-11"), edition=open_.edition
    )
    # What the ended unit answered is answered anew by the one that goes on.
    challenge = services.open_challenge(
        done,
        kind="review",
        body="云溪县人民政府",
        filed_on=day("2026-03-20"),
        by=world.office,
        at=moment("2026-03-20"),
    )
    services.decide_challenge(
        challenge,
        result="corrected",
        decided_on=day("2026-04-20"),
        orders_anew=True,
        by=world.office,
        at=moment("2026-04-23"),
    )
    done = services.reopen(done, by=world.office, at=moment("2026-04-24"), edition=done.edition)
    assert (done.unit, duty_of(done).unit) == (world.other, world.other)


def test_a_letter_owes_its_confirmation_on_the_day_it_comes(world: World) -> None:
    request = world.arrived("2026-03-03", channel="letter")
    owed = Duty.objects.get(rule="foi.letter_confirm")
    assert (owed.due_on, owed.status) == (day("2026-03-03"), "open")
    with pytest.raises(RuleViolation, match="确认收到日期"):
        services.register(request, by=world.clerk, at=moment("2026-03-04"), edition=1)
    request = services.confirm(
        request, how="电话", by=world.clerk, at=moment("2026-03-05"), edition=1
    )
    request = services.register(
        request, by=world.clerk, at=moment("2026-03-05"), edition=request.edition
    )
    owed.refresh_from_db()
    assert (owed.status, owed.met) == ("fulfilled", False)
    assert request.receipt_on == day("2026-03-05")


def test_help_of_another_unit_has_its_own_duty_and_stops_nothing(world: World) -> None:
    request = world.in_hand("2026-03-03")
    asked = services.ask_help(
        request,
        unit=world.other,
        question="请提供供水管网资料",
        by=world.clerk,
        at=moment("2026-03-05"),
        edition=request.edition,
    )
    helping = Duty.objects.get(rule="foi.internal_assist")
    # Five working days after Thursday 5 March.
    assert (helping.unit, helping.due_on) == (world.other, day("2026-03-12"))
    assert duty_of(request).due_on == day("2026-03-31")
    services.give_help(
        request, assistance=asked, answer="附件", by=world.stranger, at=moment("2026-03-09")
    )
    helping.refresh_from_db()
    assert (helping.status, helping.met) == ("fulfilled", True)


def test_posted_on_the_last_day_it_is_in_time_whenever_it_is_entered(world: World) -> None:
    request = world.approved()
    services.serve(
        request,
        way="post",
        post_number="XA1",
        on=day("2026-03-31"),
        by=world.clerk,
        at=moment("2026-04-09"),
        edition=request.edition,
    )
    assert duty_of(request).met is True


def test_the_post_needs_its_number_and_no_service_lies_before_the_signature(world: World) -> None:
    request = world.approved()
    values = {"by": world.clerk, "at": moment("2026-03-09"), "edition": request.edition}
    with pytest.raises(RuleViolation, match="邮件号"):
        services.serve(request, way="post", **values)
    with pytest.raises(RuleViolation, match="早于 2026-03-05"):
        services.serve(request, way="direct", on=day("2026-03-04"), **values)
    with pytest.raises(RuleViolation, match="晚于今天"):
        services.serve(request, way="direct", on=day("2026-03-10"), **values)


def test_answered_anew_after_a_review_a_new_duty_runs_from_the_decision(world: World) -> None:
    request = world.answered()
    challenge = services.open_challenge(
        request,
        kind="review",
        body="云溪县人民政府",
        filed_on=day("2026-03-20"),
        by=world.clerk,
        at=moment("2026-03-23"),
    )
    values = {"by": world.office, "at": moment("2026-04-24"), "edition": request.edition}
    with pytest.raises(RuleViolation, match="责令重新答复"):
        services.reopen(request, **values)
    services.decide_challenge(
        challenge,
        result="corrected",
        decided_on=day("2026-04-20"),
        orders_anew=True,
        by=world.clerk,
        at=moment("2026-04-23"),
    )
    request = services.reopen(request, **values)
    duty = duty_of(request)
    # 20 working days after Monday 20 April: 1 to 5 May off, 9 May worked.
    assert (request.round, request.state, duty.due_on) == (2, State.IN_HAND, day("2026-05-20"))
    assert [item.round for item in request.items.all()] == [1, 2]
    assert list(check_requests()) == []
    request = world.answered("2026-05-06", world.decided("2026-05-06", request))
    assert request.deliveries.count() == 2


def test_what_ended_before_it_was_registered_can_be_ordered_anew_too(world: World) -> None:
    request = world.arrived()
    values = {"by": world.clerk, "at": moment("2026-03-06"), "edition": request.edition}
    request = services.withdraw(request, reason="申请人书面撤回", **values)
    assert request.receipt_on is None
    challenge = services.open_challenge(
        request,
        kind="review",
        body="云溪县人民政府",
        filed_on=day("2026-03-20"),
        by=world.clerk,
        at=moment("2026-03-23"),
    )
    services.decide_challenge(
        challenge,
        result="corrected",
        decided_on=day("2026-04-20"),
        orders_anew=True,
        by=world.clerk,
        at=moment("2026-04-23"),
    )
    request = services.reopen(
        request, by=world.office, at=moment("2026-04-24"), edition=request.edition
    )
    assert (request.state, request.receipt_on) == (State.IN_HAND, day("2026-04-20"))
    assert duty_of(request).due_on == day("2026-05-20")
    assert list(check_requests()) == []
