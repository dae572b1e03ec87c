"""Whatever happened to a request: the stored date is what its events give, counted day by day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingtang.duties.clocks import clock_of, explanation_of
from mingtang.duties.law import current_calendar
from mingtang.duties.models import Duty, DutyEvent
from mingtang.duties.notices import enter_notice, recompute
from mingtang.foi import services
from mingtang.foi.models import Request
from mingtang.foi.services import APPLICANT_ACTOR
from mingtang.statute.violations import RuleViolation
from tests.unit.foi.world import World, duty_of, moment

KINDS = ("consult", "suspend", "ask_reasons", "ask_correction", "extend", "charge")
happenings = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 6), st.integers(0, 9)), max_size=5
)


class Undo(Exception):
    """Takes one example back."""


def by_hand(duty: Duty) -> date:
    """The due day of a clock that runs, one day after another: a day counts when it is worked and
    lies in no pause; after a start anew, only what came since."""
    calendar = current_calendar()
    start, amount, pauses, open_ = date.min, 20, set(), None
    for event in DutyEvent.objects.filter(duty=duty).order_by("pk"):
        match event.kind:
            case "opened" | "reset":
                start, amount, pauses, open_ = event.on, 20, set(), None
            case "stopped":
                open_ = open_ or event.on
            case "restarted":
                assert open_ is not None
                days = (event.on - open_).days
                pauses |= {open_ + timedelta(days=n) for n in range(1, days + 1)}
                open_ = None
            case "extended":
                amount += event.days or 0
    assert open_ is None
    for n in count(1):
        day = start + timedelta(days=n)
        amount -= day not in pauses and calendar.is_working_day(day)
        if amount == 0:
            return day
    raise AssertionError


def let_happen(world: World, request: Request, kind: str, on: str, until: str) -> None:
    """A procedure from its notice to its answer, as far as the rules let it."""
    begin: dict[str, Any] = {"by": world.office, "at": moment(on), "edition": request.edition}
    end: dict[str, Any] = {"by": world.office, "at": moment(until), "edition": None}
    match kind:
        case "consult":
            row = services.consult(
                request, kind="agency", party="某局", about="报价", **begin
            ).consultation
            services.give_opinion(request, consultation=row, opinion="agrees", **end)
        case "suspend":
            services.suspend(request, reason="不可抗力", basis="民法典", **begin)
            services.resume(request, reason="消除", **end)
        case "ask_reasons":
            services.ask_reasons(request, grounds="本月80件", **begin)
            services.give_reasons(request, reasons="研究", **end)
        case "ask_correction":
            services.ask_correction(request, wanted_items="名称", guidance="写明", **begin)
            services.correct(request, answer="名称", **(end | {"by": APPLICANT_ACTOR}))
        case "extend":
            services.extend(request, days=7, reason="量大", **begin)
        case "charge":
            services.charge(request, method="pages", pages=50, how_to_pay="转账", **begin)
            services.pay(request, voucher="1", **end)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=happenings, holiday=st.booleans())
def test_replaying_the_stored_events_gives_the_stored_date(
    world: World, history: list[tuple[str, int, int]], holiday: bool
) -> None:
    today = date(2026, 8, 31)
    try:
        with transaction.atomic():
            request = world.in_hand(today.isoformat())
            for kind, gap, length in history:
                on = today + timedelta(days=gap)
                until = on + timedelta(days=length)
                try:
                    with transaction.atomic():
                        let_happen(world, request, kind, on.isoformat(), until.isoformat())
                except RuleViolation:
                    continue
                today = on if kind == "extend" else until
                request.refresh_from_db()
            if holiday:
                enter_notice(
                    year=2026,
                    number="试",
                    lines="国庆节 10-01/10-07 +09-20 +10-10\n临时假 09-15/09-16",
                    by=world.office,
                    at=moment(today.isoformat()),
                    today=today,
                )
            duty = duty_of(request)
            assert duty.due_on == by_hand(duty)
            assert clock_of(duty, today=today).due == duty.due_on
            explained = explanation_of(duty, today=today)
            assert explained.due == duty.due_on
            extended = sum(_days(duty))
            assert len([cell for cell in explained.days if cell.number]) == 20 + extended
            assert recompute(today=today) == 0
            raise Undo
    except Undo:
        return


def _days(duty: Duty) -> list[int]:
    """What extensions since the last start added."""
    found: list[int] = []
    for event in duty.events.order_by("pk"):
        if event.kind == "reset":
            found = []
        elif event.days:
            found.append(event.days)
    return found
