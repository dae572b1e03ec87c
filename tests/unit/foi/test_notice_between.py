"""A holiday notice comes while requests run: their dates follow, and say why."""

from __future__ import annotations

from datetime import date

import pytest

from mingtang.duties.clocks import explanation_of
from mingtang.duties.integrity import check_duties
from mingtang.duties.notices import enter_notice, recompute, remove_notice
from mingtang.duties.periodic import run_all
from mingtang.foi import services
from mingtang.foi.models import Consultation, Request
from mingtang.foi.services import APPLICANT_ACTOR
from mingtang.journal.models import Entry as JournalEntry
from tests.unit.foi.world import World, duty_of, moment

YEAR_2027 = "元旦 01-01/01-03"


def day(text: str) -> date:
    return date.fromisoformat(text)


def notice(world: World, on: str, lines: str, year: int = 2026) -> int:
    """Enter a notice; how many due dates moved."""
    _, moved = enter_notice(
        year=year,
        number="国办发明电〔2026〕9号",
        lines=lines,
        by=world.office,
        at=moment(on),
        today=day(on),
    )
    return moved


def consulted(world: World, request: Request, on: str) -> Request:
    services.consult(
        request,
        kind="agency",
        party="某局",
        about="报价",
        received_on=day(on),
        by=world.clerk,
        at=moment(on),
        edition=request.edition,
    )
    request.refresh_from_db()
    return request


@pytest.mark.parametrize(
    ("lines", "due"),
    [
        # Twenty working days after Monday 9 November 2026 is 7 December.
        ("临时假 11-23/11-24", "2026-12-09"),
        ("临时假 11-23/11-24 +11-28", "2026-12-08"),  # a Saturday is worked for it
        ("临时假 11-23/11-24 +11-28 +11-29", "2026-12-07"),
        ("临时假 12-07/12-08", "2026-12-09"),  # the last day itself falls away
        ("临时假 12-08/12-09", "2026-12-07"),
    ],
)
def test_a_running_request_follows_and_explains_itself_by_the_name_of_the_holiday(
    world: World, lines: str, due: str
) -> None:
    request = world.in_hand("2026-11-09")
    assert duty_of(request).due_on == day("2026-12-07")
    notice(world, "2026-11-12", lines)
    duty = duty_of(request)
    assert (duty.due_on, duty.provisional) == (day(due), False)
    explained = explanation_of(duty, today=day("2026-11-12"))
    assert explained.due == day(due)
    assert [cell.number for cell in explained.days if cell.number] == list(range(1, 21))
    if "11-23" in lines:
        assert "临时假" in explained.as_text()
    assert list(check_duties(today=day("2026-11-12"))) == []


def test_the_deadline_falls_on_a_day_that_is_worked_for_a_holiday(world: World) -> None:
    request = world.in_hand("2026-11-09")
    # Tuesday to Thursday off: two of the last days; Saturday 5 and Sunday 6 December worked.
    notice(world, "2026-11-12", "临时假 12-01/12-03 +12-05 +12-06")
    # 10 to 30 November are 15 days, 4, 5, 6, 7, 8 December the others.
    assert duty_of(request).due_on == day("2026-12-08")
    other = world.in_hand("2026-11-05")
    # 6 November to 30 November are 17, then 4, 5 and Sunday 6 December.
    assert duty_of(other).due_on == day("2026-12-06")


def test_what_is_answered_keeps_its_dates_and_what_is_extended_keeps_its_days(
    world: World,
) -> None:
    answered, extended = world.in_hand("2026-11-09"), world.in_hand("2026-11-09")
    answered = services.withdraw(
        answered, reason="书面", by=APPLICANT_ACTOR, at=moment("2026-11-10"), edition=None
    )
    extension = services.extend(
        extended,
        days=10,
        reason="量大",
        by=world.office,
        at=moment("2026-11-11"),
        edition=extended.edition,
    )
    assert extension.new_due == day("2026-12-21")
    assert notice(world, "2026-11-12", "临时假 11-23/11-24") == 1
    assert duty_of(answered).due_on == day("2026-12-07")
    assert duty_of(extended).due_on == day("2026-12-23")
    extension.refresh_from_db()
    # What the applicant was told then stands in the letter and in the record of the extension.
    assert (extension.old_due, extension.new_due) == (day("2026-12-07"), day("2026-12-21"))


def test_a_clock_that_stood_still_over_the_holiday_does_not_count_it_twice(world: World) -> None:
    request = consulted(world, world.in_hand("2026-11-09"), "2026-11-20")
    services.give_opinion(
        request,
        consultation=request.consultations.get(),
        opinion="agrees",
        by=world.clerk,
        at=moment("2026-11-25"),
        edition=request.edition,
    )
    # 23, 24 and 25 November do not count.
    assert duty_of(request).due_on == day("2026-12-10")
    assert notice(world, "2026-11-26", "临时假 11-23/11-24") == 0
    assert duty_of(request).due_on == day("2026-12-10")


def test_of_a_clock_that_stands_still_the_projection_follows(world: World) -> None:
    request = consulted(world, world.in_hand("2026-11-09"), "2026-11-20")
    recompute(today=day("2026-11-20"))
    assert duty_of(request).due_on == day("2026-12-07")
    notice(world, "2026-11-20", "临时假 12-01/12-02")
    assert duty_of(request).due_on == day("2026-12-09")
    services.give_opinion(
        request,
        consultation=request.consultations.get(),
        opinion="agrees",
        by=world.clerk,
        at=moment("2026-11-25"),
        edition=request.edition,
    )
    assert duty_of(request).due_on == day("2026-12-14")


def test_a_date_in_a_year_without_notice_is_provisional_and_then_moves(world: World) -> None:
    request = world.in_hand("2026-12-14")
    duty = duty_of(request)
    assert (duty.due_on, duty.provisional) == (day("2027-01-11"), True)
    # Extended meanwhile, on the provisional date.
    services.extend(
        request,
        days=5,
        reason="量大",
        by=world.office,
        at=moment("2026-12-15"),
        edition=request.edition,
    )
    duty = duty_of(request)
    assert (duty.due_on, duty.provisional) == (day("2027-01-18"), True)
    assert notice(world, "2026-12-16", YEAR_2027, 2027) == 1
    duty = duty_of(request)
    assert (duty.due_on, duty.provisional) == (day("2027-01-19"), False)
    assert "元旦" in explanation_of(duty, today=day("2026-12-16")).as_text()
    assert remove_notice(
        year=2027, reason="录错", by=world.office, at=moment("2026-12-17"), today=day("2026-12-17")
    )
    duty = duty_of(request)
    assert (duty.due_on, duty.provisional) == (day("2027-01-18"), True)


def third_party_asked(world: World, on: str) -> Consultation:
    request = world.in_hand(on)
    services.consult(
        request,
        kind="third_party",
        party="某公司",
        about="报价",
        contact="13800138000",
        received_on=day(on),
        by=world.clerk,
        at=moment(on),
        edition=request.edition,
    )
    return request.consultations.get()


def test_period_of_a_third_party_follows_a_notice_before_it_can_lapse(world: World) -> None:
    asked = third_party_asked(world, "2026-11-09")
    assert asked.last_on == day("2026-11-30")
    notice(world, "2026-11-12", "临时假 11-23/11-24")
    run_all(moment("2026-11-12"))
    asked.refresh_from_db()
    assert asked.last_on == day("2026-12-02")
    run_all(moment("2026-12-01"))
    asked.refresh_from_db()
    assert asked.progress == "open"
    run_all(moment("2026-12-03"))
    asked.refresh_from_db()
    assert (asked.progress, asked.ended_on) == ("lapsed", day("2026-12-02"))
    assert JournalEntry.objects.filter(act="request.period").count() == 1
    assert list(check_duties(today=day("2026-12-03"))) == []


def test_missed_run_between_notice_and_last_day_costs_nobody_a_day(world: World) -> None:
    asked = third_party_asked(world, "2026-11-09")
    notice(world, "2026-11-12", "临时假 11-23/11-24")
    run_all(moment("2026-12-02"))
    asked.refresh_from_db()
    assert (asked.progress, asked.last_on) == ("open", day("2026-12-02"))


def test_promised_last_day_is_never_moved_forward(world: World) -> None:
    asked = third_party_asked(world, "2026-11-09")
    notice(world, "2026-11-12", "临时假 12-25/12-25 +11-28")
    run_all(moment("2026-11-12"))
    asked.refresh_from_db()
    assert asked.last_on == day("2026-11-30")
    assert not JournalEntry.objects.filter(act="request.period").exists()
