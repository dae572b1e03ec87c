"""The daily run was missed for days, weeks, more than half a year: every date is the day it was."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from mingtang.duties.integrity import check_duties
from mingtang.duties.models import Duty
from mingtang.duties.periodic import run_all
from mingtang.foi import services
from mingtang.foi.integrity import check_requests
from mingtang.foi.models import Letter, Request
from mingtang.journal.models import Entry as JournalEntry
from tests.unit.foi.world import World, moment

FIRST = "2026-03-04"
MISSED = (1, 7, 207)
"""Days after the last period without a run."""


@pytest.fixture(autouse=True)
def _the_programme_may_end_what_lapsed(settings: Any) -> None:
    settings.MINGTANG_FOI_LAPSE_CORRECTION = True
    settings.MINGTANG_FOI_LAPSE_FEE = True
    settings.MINGTANG_FOI_LAPSE_REASONS = True


class Undo(Exception):
    """Takes one course of events back."""


def waiting(world: World) -> None:
    """Requests whose periods end on different days of March and April 2026."""
    for days, received in ((5, "2026-03-04"), (7, "2026-03-05"), (10, "2026-03-06")):
        on = date.fromisoformat(received)
        values: dict[str, Any] = {"received_on": on, "by": world.clerk, "at": moment(FIRST)}
        values["at"] = moment(received)
        request = world.in_hand()
        services.ask_correction(
            request,
            wanted_items="名称",
            guidance="写明",
            days=days,
            edition=request.edition,
            **values,
        )
        request = world.in_hand()
        services.ask_reasons(
            request, grounds="本月80件", days=days, edition=request.edition, **values
        )
        request = world.in_hand()
        services.charge(
            request,
            method="pages",
            pages=50,
            how_to_pay="转账",
            edition=request.edition,
            **values,
        )
        for kind in ("third_party", "comaker"):
            request = world.in_hand()
            services.consult(
                request,
                kind=kind,
                party="某公司",
                about="报价",
                edition=request.edition,
                **values,
            )
    world.answered()


def course() -> dict[str, Any]:
    """What the requests came to, whenever it was entered; without the moments of entry."""
    requests = Request.objects.order_by("pk")
    duties = Duty.objects.filter(rule="foi.reply").order_by("pk")
    last = requests.last()
    first = requests.first()
    assert first is not None
    assert last is not None
    return {
        "requests": [
            (each.pk - first.pk, each.state, each.answered_on, each.row) for each in requests
        ],
        "duties": list(
            duties.values_list("start_on", "due_on", "status", "ended_on", "met", "stopped")
        ),
        "events": [
            list(duty.events.order_by("pk").values_list("kind", "on", "days")) for duty in duties
        ],
        "ended": [
            (row.progress, row.opinion, row.ended_on)
            for request in requests
            for row in request.consultations.all()
        ],
        "letters": Letter.objects.count(),
    }


def run_on(*moments: datetime) -> None:
    for at in moments:
        assert [result.fault for result in run_all(at) if result.fault] == []


@pytest.mark.parametrize("missed", MISSED)
def test_one_late_run_brings_what_daily_runs_would_have_brought(
    world: World, settings: Any, missed: int
) -> None:
    settings.MINGTANG_FOI_CLOSE_DAYS = 0  # closing has no past day, it is done when it is done
    begun = moment("2026-03-05", 6)
    last = moment("2026-04-10", 6) + timedelta(days=missed)
    found = []
    for runs in ([begun + timedelta(days=n) for n in range(37)] + [last], [last]):
        try:
            with transaction.atomic():
                waiting(world)
                run_on(*runs)
                assert list(check_requests()) == list(check_duties(today=last.date())) == []
                found.append(course())
                raise Undo
        except Undo:
            continue
    daily, late = found
    assert daily == late
    assert {row for _, _, _, row in late["requests"]} == {"", "C1", "C6.1", "C6.2"}
    # The first correction: five working days after 4 March is the 11th, ended the day after.
    assert late["requests"][0][2] == date(2026, 3, 12)
    # The first third party: fifteen working days after 4 March is the 25th.
    assert late["ended"][0] == ("lapsed", "", date(2026, 3, 25))


def test_a_second_run_on_the_day_and_one_a_day_later_do_nothing(world: World) -> None:
    waiting(world)
    late = moment("2026-10-01", 6)
    run_on(late)
    before, entries = course(), JournalEntry.objects.count()
    run_on(late, late + timedelta(hours=3), late + timedelta(days=1))
    # Dates of clocks that stand still would move with the days: none stands still any more.
    assert course() == before
    acts = JournalEntry.objects.filter(act__startswith="request.", seq__gt=entries)
    assert not acts.exists()


def test_a_person_and_the_run_end_a_period_on_the_same_day(world: World) -> None:
    request = world.in_hand()
    asked = services.ask_correction(
        request,
        wanted_items="名称",
        guidance="写明",
        days=5,
        received_on=date(2026, 3, 4),
        by=world.clerk,
        at=moment(FIRST),
        edition=request.edition,
    )
    request.refresh_from_db()
    services.lapse_correction(
        request, by=world.clerk, at=moment("2026-09-27"), edition=request.edition
    )
    run_on(moment("2026-09-28", 6))
    request.refresh_from_db()
    asked.refresh_from_db()
    assert (request.answered_on, asked.progress) == (date(2026, 3, 12), "lapsed")
    assert request.letters.filter(kind="closing").count() == 1
