"""What counts as a case, in which year and row: small histories counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mingtang.figures import registry
from mingtang.foi import services
from mingtang.foi.models import Request
from mingtang.foi.states import ChallengeKind
from tests.unit.foi.world import ASKED, PERSON, World, moment

FIRM = replace(PERSON, kind="B", name="云溪某建材公司", id_kind="", id_number="")


def counted(code: str, year: int, world: World | None = None) -> int:
    return registry.figure(f"foi.{code}").count(year, world.unit if world else None)


def books(year: int) -> tuple[int, int, int, int]:
    """A, B_, C7, D of the county."""
    return (
        counted("received", year),
        counted("carried_in", year),
        counted("done", year),
        counted("carried_out", year),
    )


def test_a_corrected_request_is_one_case_of_the_year_it_was_first_received(world: World) -> None:
    request = world.in_hand("2025-12-26")
    services.ask_correction(
        request,
        wanted_items="请写明学校范围",
        guidance="可以列出学校名称",
        by=world.clerk,
        at=moment("2025-12-29"),
        edition=request.edition,
        received_on=date(2025, 12, 29),
    )
    request.refresh_from_db()
    services.correct(
        request, answer="城关镇", by=services.APPLICANT_ACTOR, at=moment("2026-01-05"), edition=None
    )
    request.refresh_from_db()
    world.answered("2026-03-06", request)
    assert books(2025) == (1, 0, 0, 1)
    assert books(2026) == (0, 1, 1, 0)
    assert books(2027) == (0, 0, 0, 0)


def test_a_past_year_end_does_not_change_when_the_case_ends_later(world: World) -> None:
    request = world.in_hand("2026-03-03")
    before = books(2026)
    world.answered("2027-01-04", request)
    assert before == books(2026) == (1, 0, 0, 1)
    assert books(2027) == (0, 1, 1, 0)


def test_the_row_is_counted_once_and_in_the_column_of_the_applicant(world: World) -> None:
    world.answered(request=world.in_hand("2026-03-03", who=FIRM))
    assert counted("outcome.C1", 2026) == counted("outcome.C1.B", 2026) == 1
    assert counted("outcome.C1.N", 2026) == counted("outcome.C2", 2026) == 0
    assert counted("done.B", 2026) == counted("received.B", 2026) == 1


def test_what_was_split_counts_by_its_parts(world: World) -> None:
    request = world.in_hand()
    services.split(
        request,
        parts=["2024年的方案", "2025年的方案", "听证笔录"],
        by=world.clerk,
        at=moment("2026-03-04"),
        edition=request.edition,
    )
    assert books(2026) == (3, 0, 0, 3)


def test_what_was_merged_does_not_count(world: World) -> None:
    first, second = world.in_hand(), world.in_hand("2026-03-04")
    services.merge(
        second, into=first, by=world.clerk, at=moment("2026-03-05"), edition=second.edition
    )
    assert books(2026) == (1, 0, 0, 1)


def test_what_was_moved_counts_once_at_the_unit_that_answers(world: World) -> None:
    request = world.in_hand("2025-12-30")
    services.move(
        request,
        to=world.other,
        reason="由水务局负责",
        by=world.office,
        at=moment("2026-01-06"),
        edition=request.edition,
    )
    assert (books(2025), books(2026)) == ((0, 0, 0, 0), (1, 0, 0, 1))
    assert registry.count_by_unit("foi.received", 2026) == {world.other.pk: 1}


def test_what_is_no_request_does_not_count(world: World) -> None:
    request = world.arrived()
    services.not_request(
        request,
        reason="来信是咨询",
        by=world.office,
        at=moment("2026-03-04"),
        edition=request.edition,
    )
    assert books(2026) == (0, 0, 0, 0)


def test_a_request_is_received_on_the_day_both_sides_confirm(world: World) -> None:
    request = world.arrived("2025-12-31", channel="online")
    assert books(2025) == (0, 0, 0, 0)
    request = services.confirm(
        request,
        how="电话",
        by=world.clerk,
        at=moment("2026-01-04"),
        edition=request.edition,
    )
    services.register(request, by=world.clerk, at=moment("2026-01-04"), edition=request.edition)
    assert books(2025) == (0, 0, 0, 0)
    assert books(2026) == (1, 0, 0, 1)


def test_withdrawn_before_it_was_registered_it_came_on_the_day_it_arrived(world: World) -> None:
    request = world.arrived("2025-12-31", channel="online")
    services.withdraw(
        request,
        reason="电子邮件撤回",
        by=services.APPLICANT_ACTOR,
        at=moment("2026-01-04"),
        edition=None,
    )
    assert books(2025) == (1, 0, 0, 1)
    assert books(2026) == (0, 1, 1, 0)
    assert counted("outcome.C6.3", 2026) == counted("outcome.C6", 2026) == 1
    assert (counted("in_time", 2026), counted("late", 2026)) == (1, 0)


def _corrected_in_review(world: World, request: Request) -> None:
    review = services.open_challenge(
        request,
        kind=ChallengeKind.REVIEW,
        body="云溪县人民政府",
        filed_on=date(2026, 4, 1),
        by=world.office,
        at=moment("2026-04-02"),
    )
    services.decide_challenge(
        review,
        result="corrected",
        decided_on=date(2027, 1, 4),
        orders_anew=True,
        by=world.office,
        at=moment("2027-01-05"),
    )


def test_what_is_answered_anew_keeps_its_first_end(world: World) -> None:
    request = world.answered("2026-03-06")
    _corrected_in_review(world, request)
    assert (counted("review.open", 2026), counted("review.corrected", 2026)) == (1, 0)
    assert (counted("review.open", 2027), counted("review.corrected", 2027)) == (0, 1)
    request.refresh_from_db()
    services.reopen(request, by=world.office, at=moment("2027-01-06"), edition=request.edition)
    assert books(2026) == (1, 0, 1, 0)
    assert counted("outcome.C1", 2026) == counted("in_time", 2026) == 1
    assert books(2027) == (0, 0, 0, 0)


def test_reopened_after_it_had_lapsed_it_keeps_its_row(world: World) -> None:
    request = world.in_hand()
    services.ask_correction(
        request,
        wanted_items="请写明学校范围",
        guidance="可以列出学校名称",
        by=world.clerk,
        at=moment("2026-03-04"),
        edition=request.edition,
        received_on=date(2026, 3, 4),
    )
    request.refresh_from_db()
    last = request.corrections.get().last_on
    assert last is not None
    services.lapse_correction(
        request, by=world.clerk, at=moment("2026-06-01"), edition=request.edition
    )
    request.refresh_from_db()
    _corrected_in_review(world, request)
    request.refresh_from_db()
    services.reopen(request, by=world.office, at=moment("2027-01-06"), edition=request.edition)
    assert counted("outcome.C6.1", 2026) == 1
    assert (books(2026), books(2027)) == ((1, 0, 1, 0), (0, 0, 0, 0))


def test_late_open_and_extended_ones_are_told_apart(world: World) -> None:
    # 20 working days from Tuesday 3 March end on 31 March.
    world.answered("2026-04-01", world.in_hand("2026-03-03"))
    extended = world.in_hand("2026-03-03", asked=replace(ASKED, subject="另一份方案"))
    services.extend(
        extended,
        days=10,
        reason="材料较多",
        by=world.office,
        at=moment("2026-03-30"),
        edition=extended.edition,
    )
    extended.refresh_from_db()
    world.answered("2026-04-01", extended)
    world.in_hand("2026-12-01", asked=replace(ASKED, subject="第三份方案"))
    world.in_hand("2026-12-30", asked=replace(ASKED, subject="第四份方案"))
    assert (counted("in_time", 2026), counted("late", 2026)) == (1, 1)
    assert (counted("extended", 2026), counted("overdue_open", 2026)) == (1, 1)
    assert (counted("carried_out", 2026), counted("overdue_open", 2027)) == (2, 2)


def test_channels_are_the_four_of_the_form(world: World) -> None:
    for channel in ("counter", "fax", "email", "letter", "signed_post"):
        request = world.arrived(channel=channel, by=world.office)
        if channel in ("fax", "email", "letter"):
            request = services.confirm(
                request,
                how="电话",
                by=world.clerk,
                at=moment("2026-03-03"),
                edition=request.edition,
            )
        services.register(request, by=world.clerk, at=moment("2026-03-03"), edition=request.edition)
    found = {
        code: counted(f"channel.{code}", 2026) for code in ("counter", "fax", "online", "post")
    }
    assert found == {"counter": 1, "fax": 1, "online": 1, "post": 2}
    assert sum(found.values()) == counted("received", 2026)


@pytest.mark.parametrize(
    ("outcome", "given", "old", "new"),
    [
        ("O2", {"access": "现场领取"}, ("3.3.2",), "C1"),
        ("O4b", {"reasons": "商业秘密"}, ("3.3.4", "3.3.4b"), "C3.4"),
        (
            "O5",
            {"agency": "水务局", "agency_contact": "0890-6012345"},
            ("3.3.5",),
            "C4.1",
        ),
        ("O6", {"explanation": "经检索没有"}, ("3.3.6",), "C4.1"),
        ("O8", {"where": "信访渠道"}, ("3.3.8",), "C6.3"),
    ],
)
def test_old_cases_count_in_the_old_table_and_in_the_row_that_follows_it(
    world: World, outcome: str, given: dict[str, str], old: tuple[str, ...], new: str
) -> None:
    request = world.in_hand("2015-03-03")
    services.decide(
        request,
        item=request.items.get(),
        outcome=outcome,
        given=given,
        by=world.clerk,
        at=moment("2015-03-04"),
        edition=request.edition,
    )
    request.refresh_from_db()
    services.submit(request, by=world.clerk, at=moment("2015-03-04"), edition=request.edition)
    request.refresh_from_db()
    services.sign_off(
        request, opinion="合法", by=world.leader, at=moment("2015-03-05"), edition=request.edition
    )
    request.refresh_from_db()
    services.serve(
        request, way="direct", by=world.clerk, at=moment("2015-03-05"), edition=request.edition
    )
    shown = {
        figure.code.removeprefix("foi.old.")
        for figure in registry.all_figures()
        if figure.code.startswith("foi.old.3.3") and figure.count(2015)
    }
    assert shown == {"3.3", *old}
    assert counted(f"outcome.{new}", 2015) == 1
    assert (counted("old.3.2.1", 2015), counted("old.3.2.2", 2015)) == (1, 0)


def test_a_suit_after_review_is_no_direct_one(world: World) -> None:
    request = world.answered()
    review = services.open_challenge(
        request,
        kind=ChallengeKind.REVIEW,
        body="云溪县人民政府",
        filed_on=date(2026, 3, 16),
        by=world.office,
        at=moment("2026-03-16"),
    )
    services.decide_challenge(
        review,
        result="upheld",
        decided_on=date(2026, 4, 20),
        by=world.office,
        at=moment("2026-04-21"),
    )
    services.open_challenge(
        request,
        kind=ChallengeKind.SUIT_AFTER_REVIEW,
        body="云溪县人民法院",
        filed_on=date(2026, 4, 27),
        after=review,
        by=world.office,
        at=moment("2026-04-28"),
    )
    cells = {
        figure.code: figure.count(2026)
        for figure in registry.all_figures()
        if figure.code.startswith(("foi.review", "foi.suit")) and figure.count(2026)
    }
    assert cells == {"foi.review.upheld": 1, "foi.suit.after.open": 1}
    assert registry.count_by_unit("foi.review.upheld", 2026) == {world.unit.pk: 1}


def test_fees_are_counted_when_asked_and_when_paid(world: World) -> None:
    request = world.in_hand("2025-12-22")
    services.charge(
        request,
        method="pages",
        pages=300,
        how_to_pay="县财政专户",
        by=world.clerk,
        at=moment("2025-12-30"),
        edition=request.edition,
        received_on=date(2025, 12, 30),
    )
    request.refresh_from_db()
    services.pay(
        request,
        voucher="0001",
        by=world.clerk,
        at=moment("2026-01-08"),
        edition=request.edition,
        on=date(2026, 1, 7),
    )
    assert [counted("fee.notices", 2025), counted("fee.paid", 2025)] == [1, 0]
    assert [counted("fee.notices", 2026), counted("fee.paid", 2026)] == [0, 1]


def test_a_unit_counts_its_own(world: World) -> None:
    world.in_hand()
    world.in_hand(unit=world.other)
    assert (counted("received", 2026), counted("received", 2026, world)) == (2, 1)
