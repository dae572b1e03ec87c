"""Whatever people try in whatever order and on whatever day: clock, table and journal agree."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingtang.duties.integrity import check_duties
from mingtang.foi import periodic, services
from mingtang.foi.integrity import check_requests
from mingtang.foi.models import Challenge, Request
from mingtang.foi.services import APPLICANT_ACTOR, THIRD_PARTY_ACTOR
from mingtang.foi.states import RUNNING, Progress
from mingtang.journal.check import verify_chain
from mingtang.journal.models import Entry as JournalEntry
from mingtang.statute.violations import RuleViolation
from tests.unit.foi.test_table import SERVICES
from tests.unit.foi.world import PROVIDED, World, duty_of, moment

PEOPLE = ("clerk", "leader", "office", "applicant", "third_party", "stranger")
LAWFUL = (
    ("register", "clerk"),
    ("decide", "clerk"),
    ("submit", "clerk"),
    ("sign_off", "leader"),
    ("serve", "clerk"),
    ("close", "clerk"),
)
moves = st.tuples(
    st.sampled_from([*sorted(SERVICES), "run", "ordered", "received"]),
    st.sampled_from(PEOPLE),
    st.integers(0, 12),
)


@st.composite
def sequences(draw: st.DrawFn) -> list[tuple[str, str, int]]:
    """The straight way with anything in between."""
    sequence: list[tuple[str, str, int]] = []
    for act, who in LAWFUL:
        sequence += draw(st.lists(moves, max_size=4))
        sequence.append((act, who, 1))
    return sequence


class Undo(Exception):
    """Rolls one example back."""


def arguments(world: World, request: Request, act: str, at: datetime) -> dict[str, Any]:
    """What the service of an act is given, from what there is."""
    given = dict(SERVICES[act][1])
    waiting = request.consultations.filter(progress=Progress.OPEN).first()
    if "consultation" in given and (row := waiting or request.consultations.first()):
        given["consultation"] = row
    if act == "note_receipt" and (waiting or request.corrections.exists()):
        given["notice"] = waiting or request.corrections.first()
    if act == "give_help" and request.assistances.exists():
        given["assistance"] = request.assistances.last()
    if act == "decide":
        item = request.items.filter(round=request.round).first()
        given |= {"item": item, "subkind": "provided", "given": PROVIDED}
    if act in ("ask_correction", "ask_reasons", "charge", "consult_third"):
        given["received_on"] = at.date()
    others = Request.objects.exclude(pk=request.pk).filter(unit=request.unit)
    stand_ins = {"unit": world.other, "into": others.last() or request}
    if act in ("move", "propose_move"):
        stand_ins["to"] = world.other if request.unit_id == world.unit.pk else world.unit
    return {name: stand_ins.get(name, value) for name, value in given.items()}


def attempt(world: World, request: Request, act: str, who: str, at: datetime) -> bool:
    """Try one act; whether it was done."""
    by = {
        "applicant": APPLICANT_ACTOR,
        "third_party": THIRD_PARTY_ACTOR,
    }.get(who) or getattr(world, who)
    if act == "run":
        jobs = (periodic.lapse_opinions, periodic.lapse_notices, periodic.close_answered)
        return sum(job(at) for job in jobs) > 0
    try:
        if act == "ordered":
            order(request, by, at)
        elif act == "received":
            world.arrived(at.date().isoformat())
        else:
            service = getattr(services, SERVICES[act][0])
            with transaction.atomic():
                service(
                    request,
                    by=by,
                    at=at,
                    edition=request.edition,
                    **arguments(world, request, act, at),
                )
    except RuleViolation:
        return False
    return True


def order(request: Request, by: Any, at: datetime) -> None:
    """A review has the request answered anew."""
    with transaction.atomic():
        made: Challenge = services.open_challenge(
            request, kind="review", body="县政府", filed_on=at.date(), by=by, at=at
        )
        services.decide_challenge(
            made, result="corrected", decided_on=at.date(), orders_anew=True, by=by, at=at
        )


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(sequence=sequences())
def test_no_order_of_acts_leaves_clock_table_and_journal_apart(
    world: World, sequence: list[tuple[str, str, int]]
) -> None:
    at = moment("2026-02-10")
    try:
        with transaction.atomic():
            request = world.arrived("2026-02-10")
            for act, who, days in sequence:
                at += timedelta(days=days)
                before, count = request.state, JournalEntry.objects.count()
                first = PEOPLE.index(who)
                done = any(
                    attempt(world, request, act, name, at)
                    for name in (*PEOPLE[first:], *PEOPLE[:first])
                )
                request.refresh_from_db()
                assert done or request.state == before, act
                assert done == (JournalEntry.objects.count() > count), act
                if request.state in RUNNING:
                    assert duty_of(request).status == "open"
                if request.state == "split":
                    request = request.parts.first()
                elif request.state == "moved":
                    request = request.moved_on.get()
            assert list(check_requests()) == []
            assert list(check_duties(today=at.date())) == []
            assert verify_chain().whole
            raise Undo
    except Undo:
        return
