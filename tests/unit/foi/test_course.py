"""The other ways of a request: intake, hints, jobs, challenges, what waits for whom."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mingtang.files.models import StoredFile
from mingtang.files.services import store_upload
from mingtang.foi import periodic, queries, services
from mingtang.foi.models import Challenge, Request
from mingtang.foi.services import APPLICANT_ACTOR, Asked, Stages
from mingtang.foi.states import State
from mingtang.journal.actor import Actor
from mingtang.orgs.access import Access, access_of
from mingtang.orgs.models import Account
from mingtang.statute.violations import RuleViolation
from tests.unit.foi.world import PERSON, World, duty_of, moment


def day(text: str) -> date:
    return date.fromisoformat(text)


def access(actor: Actor, on: str = "2026-03-10") -> Access:
    return access_of(Account.objects.get(pk=actor.account_id), day(on))


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (Asked(subject=" "), "所需政府信息的名称"),
        (Asked(subject="甲", description="长" * 20_001), "描述最多 20000 个字"),
        (Asked(subject="长" * 201), "最多 200 个字"),
        (Asked(subject="甲", form="fax"), "提供方式"),
    ],
)
def test_what_is_asked_is_checked_before_a_number_is_given(
    world: World, asked: Asked, text: str
) -> None:
    with pytest.raises(RuleViolation, match=text):
        world.arrived(asked=asked)
    assert Request.objects.count() == 0


def test_twenty_thousand_characters_are_taken(world: World) -> None:
    request = world.arrived(asked=Asked(subject="甲", description="长" * 20_000))
    assert len(request.description) == 20_000


def test_no_request_comes_tomorrow_or_arrives_before_it_was_sent(world: World) -> None:
    values: dict[str, Any] = {
        "unit": world.unit,
        "applicant": PERSON,
        "asked": Asked(subject="甲"),
        "channel": "signed_post",
        "by": world.clerk,
        "at": moment("2026-03-03"),
    }
    with pytest.raises(RuleViolation, match="晚于今天"):
        services.receive(**values, arrived_on=day("2026-03-04"))
    with pytest.raises(RuleViolation, match="早于提交"):
        services.receive(**values, arrived_on=day("2026-03-02"))
    with pytest.raises(RuleViolation, match="本单位"):
        services.receive(**values | {"unit": world.other})
    made = services.receive(
        **values, submitted_at=moment("2026-02-25"), arrived_on=day("2026-03-02")
    )
    request = services.register(made.request, by=world.clerk, at=moment("2026-03-03"), edition=1)
    assert request.receipt_on == day("2026-03-02")


def test_only_a_colleague_is_given_a_request_and_the_duty_goes_along(world: World) -> None:
    request = world.in_hand()
    account = Account.objects.get(pk=world.second.account_id)
    foreign = Account.objects.get(pk=world.stranger.account_id)
    values = {"by": world.leader, "at": moment("2026-03-04"), "edition": request.edition}
    with pytest.raises(RuleViolation, match="不是本单位"):
        services.assign(request, to=foreign, **values)
    services.assign(request, to=account, **values)
    assert duty_of(request).assignee == account


def test_a_slip_put_right_is_seen_on_the_duty(world: World) -> None:
    request = world.arrived()
    services.amend(
        request,
        asked=Asked(subject="2024年度方案"),
        by=world.clerk,
        at=moment("2026-03-03"),
        edition=request.edition,
    )
    request.refresh_from_db()
    services.register(request, by=world.clerk, at=moment("2026-03-04"), edition=request.edition)
    assert duty_of(request).subject_label == f"{request.number} 2024年度方案"
    assert request.items.get().wording == "2024年度方案"


def test_before_the_first_regulation_nothing_is_registered(world: World) -> None:
    request = world.arrived("2008-04-30")
    with pytest.raises(RuleViolation, match="2008年5月1日"):
        services.register(request, by=world.clerk, at=moment("2008-05-04"), edition=1)


def test_what_is_no_request_keeps_its_number_and_owes_nothing(world: World) -> None:
    request = world.arrived("2026-03-03", channel="letter")
    request = services.not_request(
        request, reason="咨询政策", by=world.office, at=moment("2026-03-03"), edition=1
    )
    assert (request.state, request.number) == (
        State.NOT_REQUEST,
        "云溪教依申请〔2026〕1号",
    )
    assert list(queries.Duty.objects.running()) == []
    assert request.letters.get().kind == "not_request"


def stored(world: World) -> StoredFile:
    upload = SimpleUploadedFile("材料.txt", "布局方案".encode())
    return store_upload(upload, by=world.clerk, unit=world.unit, at=moment("2026-03-03"))


def test_files_come_with_the_request_and_go_with_the_archive(world: World) -> None:
    file = stored(world)
    made = services.receive(
        unit=world.unit,
        applicant=PERSON,
        asked=Asked(subject="甲"),
        channel="online",
        by=APPLICANT_ACTOR,
        at=moment("2026-03-03"),
        files=[(file, "identity")],
    )
    request = made.request
    services.attach(
        request,
        files=[(stored(world), "material")],
        by=world.clerk,
        at=moment("2026-03-04"),
        edition=1,
    )
    assert [each.purpose for each in request.files.all()] == ["identity", "material"]
    request = services.withdraw(
        request, reason="书面", by=APPLICANT_ACTOR, at=moment("2026-03-05"), edition=None
    )
    request = services.close(
        request, by=world.clerk, at=moment("2026-03-06"), edition=request.edition
    )
    services.archive(request, by=world.office, at=moment("2036-03-06"), edition=request.edition)
    assert not StoredFile.objects.exists()
    assert not request.files.exists()


def test_a_moved_request_keeps_files_matters_and_code(world: World) -> None:
    received = world.file("2026-03-03")
    request = services.register(
        received.request, by=world.clerk, at=moment("2026-03-03"), edition=1
    )
    services.attach(
        request,
        files=[(stored(world), "request")],
        by=world.clerk,
        at=moment("2026-03-03"),
        edition=request.edition,
    )
    request = services.propose_move(
        request,
        to=world.other,
        reason="属于水务局",
        by=world.clerk,
        at=moment("2026-03-04"),
        edition=request.edition,
    )
    assert list(queries.moves_proposed(Request.objects.all())) == [request]
    assert Request.objects.filter(queries.waiting_for_any(access(world.office))).count() == 1
    made = services.move(
        request,
        to=world.other,
        reason="属于水务局",
        by=world.office,
        at=moment("2026-03-05"),
        edition=request.edition,
    )
    assert made.files.count() == made.items.count() == 1
    assert queries.find_by_code(made.number, received.code) == made
    request.refresh_from_db()
    assert queries.followed_by(request) == [made]


def test_an_unconfirmed_request_is_moved_unconfirmed_and_counts_from_there(world: World) -> None:
    request = world.arrived("2026-03-03", channel="online")
    made = services.move(
        request,
        to=world.other,
        reason="属于水务局",
        by=world.office,
        at=moment("2026-03-05"),
        edition=1,
    )
    assert (made.state, made.receipt_on) == (State.ARRIVED, None)
    made = services.confirm(made, how="电话", by=world.stranger, at=moment("2026-03-06"), edition=1)
    made = services.register(made, by=world.stranger, at=moment("2026-03-06"), edition=made.edition)
    assert made.receipt_on == day("2026-03-06")


def test_what_waits_for_whom(world: World) -> None:
    arrived, checking = world.arrived(), world.checking()
    waiting = Request.objects.filter(queries.waiting_for_any(access(world.clerk)))
    assert set(waiting) == {arrived}
    waiting = Request.objects.filter(queries.waiting_for_any(access(world.leader)))
    assert set(waiting) == {checking}
    waiting = Request.objects.filter(queries.waiting_for_any(access(world.stranger)))
    assert not waiting.exists()


def test_the_most_pressing_comes_first_and_the_late_are_known(world: World) -> None:
    late, early = world.in_hand("2026-03-10"), world.in_hand("2026-03-03")
    rows = list(queries.by_due_date(Request.objects.all()))
    assert rows == [early, late]
    assert [row.due_on for row in rows] == [day("2026-03-31"), duty_of(late).due_on]
    assert list(queries.overdue(Request.objects.all(), day("2026-03-31"))) == []
    assert list(queries.overdue(Request.objects.all(), day("2026-04-01"))) == [early]


def test_lapses_are_proposed_unless_the_options_say_otherwise(world: World, settings: Any) -> None:
    request = world.in_hand("2026-03-03")
    services.ask_correction(
        request,
        wanted_items="名称",
        guidance="写明",
        days=5,
        by=world.clerk,
        at=moment("2026-03-04"),
        edition=request.edition,
        received_on=day("2026-03-04"),
    )
    rows = Request.objects.all()
    assert list(queries.lapsed(rows, day("2026-03-11"))) == []
    assert list(queries.lapsed(rows, day("2026-03-12"))) == [request]
    assert periodic.lapse_notices(moment("2026-03-20")) == 0
    settings.MINGTANG_FOI_LAPSE_CORRECTION = True
    assert periodic.lapse_notices(moment("2026-03-20")) == 1
    assert periodic.lapse_notices(moment("2026-03-20")) == 0
    request.refresh_from_db()
    assert (request.row, request.answered_on) == ("C6.1", day("2026-03-12"))


def test_a_notice_whose_receipt_nobody_entered_is_shown(world: World) -> None:
    request = world.in_hand("2026-03-03")
    services.consult(
        request,
        kind="third_party",
        party="某公司",
        about="报价",
        by=world.clerk,
        at=moment("2026-03-04"),
        edition=request.edition,
    )
    assert list(queries.receipt_unknown(Request.objects.all())) == [request]


def test_an_answer_is_closed_after_its_days_unless_it_is_challenged(world: World) -> None:
    first, second = world.answered(), world.answered()
    services.open_challenge(
        second,
        kind="direct_suit",
        body="云溪县人民法院",
        filed_on=day("2026-03-20"),
        by=world.clerk,
        at=moment("2026-03-20"),
    )
    # Sixty days after 6 March is 5 May.
    assert periodic.close_answered(moment("2026-05-04")) == 0
    assert periodic.close_answered(moment("2026-05-05")) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.CLOSED, State.ANSWERED)


def test_the_archive_takes_what_its_years_are_over_for(world: World) -> None:
    request = world.closed("2026-03-09")
    assert periodic.archive_old(moment("2036-03-08")) == 0
    assert periodic.archive_old(moment("2036-03-09")) == 1
    request.refresh_from_db()
    assert request.state == State.ARCHIVED


def test_a_suit_after_review_follows_a_review_of_the_same_request(world: World) -> None:
    request, other = world.answered(), world.answered()
    values: dict[str, Any] = {
        "body": "云溪县人民法院",
        "filed_on": day("2026-04-20"),
        "by": world.clerk,
        "at": moment("2026-04-21"),
    }
    with pytest.raises(RuleViolation, match="先前的行政复议"):
        services.open_challenge(request, kind="suit_after_review", **values)
    review = services.open_challenge(request, kind="review", **values)
    with pytest.raises(RuleViolation, match="不是本申请的"):
        services.open_challenge(other, kind="suit_after_review", after=review, **values)
    suit = services.open_challenge(request, kind="suit_after_review", after=review, **values)
    services.advance_challenge(
        suit,
        stages=Stages(accepted_on=day("2026-04-22"), heard_on=day("2026-05-20")),
        case_number="（2026）云0102行初5号",
        by=world.clerk,
        at=moment("2026-05-21"),
    )
    with pytest.raises(RuleViolation, match="不会责令"):
        services.decide_challenge(
            suit,
            result="upheld",
            orders_anew=True,
            decided_on=day("2026-06-01"),
            by=world.clerk,
            at=moment("2026-06-02"),
        )
    services.decide_challenge(
        suit,
        result="upheld",
        decided_on=day("2026-06-01"),
        by=world.clerk,
        at=moment("2026-06-02"),
    )
    assert list(queries.pending_challenges(access(world.clerk))) == [review]
    assert Challenge.objects.get(pk=suit.pk).heard_on == day("2026-05-20")
    with pytest.raises(RuleViolation, match="已经审结"):
        services.advance_challenge(suit, stages=Stages(), by=world.clerk, at=moment("2026-06-02"))


def test_an_answer_is_rated_once_by_one_to_five_stars(world: World) -> None:
    request = world.in_hand()
    values = {"by": APPLICANT_ACTOR, "at": moment("2026-03-10")}
    with pytest.raises(RuleViolation, match="答复以后"):
        services.rate(request, stars=5, **values)
    request = world.answered(request=request)
    with pytest.raises(RuleViolation, match="一星到五星"):
        services.rate(request, stars=6, **values)
    services.rate(request, stars=4, comment="较快", **values)
    with pytest.raises(RuleViolation, match="已经评价过"):
        services.rate(request, stars=5, **values)


def test_a_third_party_that_objected_is_told_what_is_disclosed_all_the_same(
    world: World,
) -> None:
    request = world.in_hand()
    row = services.consult(
        request,
        kind="third_party",
        party="某公司",
        about="报价",
        by=world.clerk,
        at=moment("2026-03-04"),
        edition=request.edition,
    ).consultation
    request.refresh_from_db()
    told: dict[str, Any] = {
        "consultation": row,
        "reason": "涉及公共安全",
        "disclosing_on": day("2026-03-20"),
        "by": world.clerk,
        "at": moment("2026-03-06"),
    }
    with pytest.raises(RuleViolation, match="不同意公开的第三方"):
        services.tell_party(request, edition=request.edition, **told)
    services.give_opinion(
        request,
        consultation=row,
        opinion="objects",
        reasons="商业秘密",
        by=world.clerk,
        at=moment("2026-03-05"),
        edition=request.edition,
    )
    request.refresh_from_db()
    services.tell_party(request, edition=request.edition, **told)
    row.refresh_from_db()
    assert row.told_letter is not None
    assert row.told_letter.kind == "disclosing"


def test_a_late_opinion_is_kept_and_moves_no_clock(world: World) -> None:
    request = world.in_hand()
    row = services.consult(
        request,
        kind="third_party",
        party="某公司",
        about="报价",
        received_on=day("2026-03-04"),
        by=world.clerk,
        at=moment("2026-03-04"),
        edition=request.edition,
    ).consultation
    periodic.lapse_opinions(moment("2026-03-26"))
    due = duty_of(request).due_on
    services.late_opinion(
        request,
        consultation=row,
        opinion="objects",
        reasons="商业秘密",
        by=world.clerk,
        at=moment("2026-03-27"),
        edition=None,
    )
    row.refresh_from_db()
    assert (row.progress, row.opinion) == ("lapsed", "objects")
    assert duty_of(request).due_on == due


def test_what_waits_falls_away_with_the_request(world: World) -> None:
    request = world.in_hand()
    services.consult(
        request,
        kind="third_party",
        party="某公司",
        about="报价",
        by=world.clerk,
        at=moment("2026-03-04"),
        edition=request.edition,
    )
    request.refresh_from_db()
    services.ask_help(
        request,
        unit=world.other,
        question="资料",
        by=world.clerk,
        at=moment("2026-03-04"),
        edition=request.edition,
    )
    assert queries.help_wanted(access(world.stranger)).count() == 1
    services.withdraw(
        request, reason="书面", by=APPLICANT_ACTOR, at=moment("2026-03-06"), edition=None
    )
    assert request.consultations.get().progress == "cancelled"
    assert queries.help_wanted(access(world.stranger)).count() == 0
    assert list(queries.Duty.objects.running()) == []
