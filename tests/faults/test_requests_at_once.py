"""Two people act on one request at the same moment: one order of the two, or one of them alone."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from mingtang.foi import numbering, periodic, services
from mingtang.foi.models import Delivery, LegalityCheck, Letter, Request
from mingtang.foi.services import APPLICANT_ACTOR, THIRD_PARTY_ACTOR
from mingtang.foi.states import State
from mingtang.journal.actor import Actor
from mingtang.orgs.models import Unit
from mingtang.statute.violations import RuleViolation
from tests.faults.request_wholeness import require_requests_whole
from tests.faults.test_at_once import at_once
from tests.unit.foi.world import PROVIDED, duty_of, moment

if TYPE_CHECKING:
    from tests.unit.foi.world import World

ROUNDS = 3
SYSTEM = Actor.system()


@pytest.fixture
def county(transactional_db: Any, monkeypatch: pytest.MonkeyPatch) -> World:
    from mingtang.foi.services import letters
    from tests.unit.foi.world import World

    # Who wins is tried here, not what the paper looks like.
    monkeypatch.setattr(letters, "_renderers", [])
    monkeypatch.setattr("tests.faults.request_wholeness.DRAWN", False)
    return World()


def whole(day: str) -> None:
    require_requests_whole(date.fromisoformat(day))


def test_two_officers_decide_and_the_second_is_told(county: World) -> None:
    for _ in range(ROUNDS):
        request = county.in_hand()
        item = request.items.get()

        def decide(by: Actor, words: str, request: Request = request, item: Any = item) -> None:
            services.decide(
                request,
                item=item,
                outcome="C4.2",
                given={"explanation": words},
                by=by,
                at=moment("2026-03-04"),
                edition=request.edition,
            )

        said = at_once(lambda: decide(county.clerk, "甲"), lambda: decide(county.second, "乙"))
        assert sorted(said) == ["", "foi.stale"]
        item.refresh_from_db()
        assert item.given == {"explanation": "甲" if said[0] == "" else "乙"}
        whole("2026-03-04")


def test_submitted_while_the_applicant_withdraws(county: World) -> None:
    for _ in range(ROUNDS):
        request = county.decided()
        edition = request.edition
        said = at_once(
            lambda r=request, e=edition: services.submit(
                r, by=county.clerk, at=moment("2026-03-05"), edition=e
            ),
            lambda r=request: services.withdraw(
                r, reason="书面", by=APPLICANT_ACTOR, at=moment("2026-03-05"), edition=None
            ),
        )
        # Whoever was first: the request ends, and no check waits for a leader.
        assert said in (["", ""], ["foi.stale", ""])
        request.refresh_from_db()
        assert (request.state, request.row) == (State.ANSWERED, "C6.3")
        assert not LegalityCheck.objects.filter(passed__isnull=True).exists()
        whole("2026-03-05")


def test_served_at_two_desks_it_is_served_once(county: World) -> None:
    request = county.approved()
    said = at_once(
        *(
            lambda by=by: services.serve(
                request, way="direct", by=by, at=moment("2026-03-06"), edition=request.edition
            )
            for by in (county.clerk, county.second, county.office)
        )
    )
    assert sorted(said) == ["", "foi.stale", "foi.stale"]
    assert Delivery.objects.count() == 1
    whole("2026-03-06")


def test_served_while_the_leader_takes_the_reply_back(county: World) -> None:
    for _ in range(ROUNDS):
        request = county.approved()
        edition = request.edition
        said = at_once(
            lambda r=request, e=edition: services.serve(
                r, way="direct", by=county.clerk, at=moment("2026-03-06"), edition=e
            ),
            lambda r=request, e=edition: services.recall(
                r, reason="笔误", by=county.leader, at=moment("2026-03-06"), edition=e
            ),
        )
        assert sorted(said) == ["", "foi.stale"]
        request.refresh_from_db()
        assert request.state == (State.ANSWERED if said[0] == "" else State.IN_HAND)
        assert request.deliveries.exists() == (said[0] == "")
        whole("2026-03-06")


def test_nothing_is_served_that_was_not_decided_and_signed(county: World) -> None:
    for request in (county.arrived(), county.in_hand(), county.decided(), county.checking()):
        with pytest.raises(RuleViolation) as caught:
            services.serve(
                request,
                way="direct",
                by=county.clerk,
                at=moment("2026-03-06"),
                edition=request.edition,
            )
        assert caught.value.code == "state"
    assert not Delivery.objects.exists()
    whole("2026-03-06")


def test_a_reply_without_basis_gets_no_further_by_any_way(county: World) -> None:
    request = county.in_hand()
    for basis in ("", " \n"):
        with pytest.raises(RuleViolation, match="答复应当写明依据"):
            services.decide(
                request,
                item=request.items.get(),
                outcome="C1",
                subkind="provided",
                given=PROVIDED,
                basis=basis,
                by=county.clerk,
                at=moment("2026-03-04"),
                edition=request.edition,
            )
    with pytest.raises(RuleViolation, match="还没有作出决定"):
        services.submit(request, by=county.clerk, at=moment("2026-03-04"), edition=request.edition)
    assert not Letter.objects.filter(kind="reply").exists()
    whole("2026-03-04")


def test_numbers_of_several_servers_differ_and_leave_no_gap(county: World) -> None:
    """Each server is a process of its own, as behind a load balancer or beside the timer."""
    connection.close()
    servers = [_server(county, turns=4) for _ in range(4)]
    for server in servers:
        _, status = os.waitpid(server, 0)
        assert os.waitstatus_to_exitcode(status) == 0
    numbers = sorted(Request.objects.values_list("number", flat=True))
    assert numbers == sorted(f"云溪教依申请〔2026〕{n}号" for n in range(1, 17))
    # Each was registered (a paper without number) and told of a consultation (two with one).
    numbers = sorted(Letter.objects.exclude(number="").values_list("number", flat=True))
    assert numbers == sorted(f"云溪教公开告〔2026〕{n}号" for n in range(1, 33))
    whole("2026-03-04")


def _server(county: World, *, turns: int) -> int:
    child = os.fork()
    if child:
        return child
    try:
        for _ in range(turns):
            request = county.in_hand()
            services.consult(
                request,
                kind="third_party",
                party="某公司",
                about="报价",
                by=county.clerk,
                at=moment("2026-03-04"),
                edition=request.edition,
            )
    except BaseException as fault:  # noqa: BLE001 - a child ends here
        os.write(2, repr(fault).encode())
        os._exit(1)
    os._exit(0)


def test_a_correction_that_comes_while_the_period_is_closed(county: World) -> None:
    at = moment("2026-04-20")
    for _ in range(ROUNDS):
        request = county.in_hand()
        asked = services.ask_correction(
            request,
            wanted_items="名称",
            guidance="写明",
            received_on=date(2026, 3, 4),
            by=county.clerk,
            at=moment("2026-03-04"),
            edition=request.edition,
        )
        assert asked.last_on is not None
        said = at_once(
            lambda r=request: services.correct(
                r, answer="名称", by=APPLICANT_ACTOR, at=at, edition=None
            ),
            lambda r=request: services.lapse_correction(r, by=SYSTEM, at=at, edition=None),
        )
        assert sorted(said) == ["", "state"]
        request.refresh_from_db()
        asked.refresh_from_db()
        duty = duty_of(request)
        if said[0] == "":
            assert (request.state, asked.progress) == (State.IN_HAND, "answered")
            assert (duty.status, duty.start_on) == ("open", date(2026, 4, 20))
        else:
            assert (request.state, asked.progress) == (State.ANSWERED, "lapsed")
            assert (duty.status, duty.ended_on) == ("fulfilled", request.answered_on)
        whole("2026-04-20")


def test_an_opinion_that_comes_while_its_period_is_closed(county: World) -> None:
    at = moment("2026-04-20")
    for _ in range(ROUNDS):
        request = county.in_hand()
        row = services.consult(
            request,
            kind="third_party",
            party="某公司",
            about="报价",
            received_on=date(2026, 3, 4),
            by=county.clerk,
            at=moment("2026-03-04"),
            edition=request.edition,
        ).consultation
        said = at_once(
            lambda r=request, c=row: services.give_opinion(
                r, consultation=c, opinion="agrees", by=THIRD_PARTY_ACTOR, at=at, edition=None
            ),
            lambda r=request, c=row: services.lapse_opinion(
                r, consultation=c, by=SYSTEM, at=at, edition=None
            ),
        )
        assert sorted(said) == ["", "consulting"]
        row.refresh_from_db()
        assert row.progress == ("answered" if said[0] == "" else "lapsed")
        # Late or silent: the clock runs on from the same day, once.
        assert row.ended_on == row.last_on == date(2026, 3, 25)
        kinds = list(duty_of(request).events.order_by("pk").values_list("kind", flat=True))
        assert kinds == ["opened", "stopped", "restarted"]
        whole("2026-04-20")


def test_two_periodic_runs_let_each_period_pass_once(county: World) -> None:
    for _ in range(4):
        request = county.in_hand()
        services.consult(
            request,
            kind="third_party",
            party="某公司",
            about="报价",
            received_on=date(2026, 3, 4),
            by=county.clerk,
            at=moment("2026-03-04"),
            edition=request.edition,
        )
    counts: list[int] = []
    run = moment("2026-04-20")
    at_once(*(lambda: counts.append(periodic.lapse_opinions(run)) for _ in range(3)))
    assert sum(counts) == 4
    whole("2026-04-20")


def test_two_requests_merged_either_way_leave_one(county: World) -> None:
    at = moment("2026-03-04")
    for _ in range(ROUNDS):
        first, second = county.in_hand(), county.in_hand()
        said = at_once(
            lambda a=first, b=second: services.merge(
                a, into=b, by=county.clerk, at=at, edition=a.edition
            ),
            lambda a=first, b=second: services.merge(
                b, into=a, by=county.second, at=at, edition=b.edition
            ),
        )
        assert said.count("") == 1
        states = set(Request.objects.filter(pk__in=[first.pk, second.pk]).values_list("state"))
        assert states == {(State.MERGED,), (State.IN_HAND,)}
        whole("2026-03-04")


def test_the_first_number_of_a_year_is_given_once(county: World) -> None:
    unit = Unit.objects.get(pk=county.unit.pk)
    given: list[str] = []
    at_once(*(lambda: given.append(numbering.request_number(unit, year=2031)) for _ in range(6)))
    assert sorted(given) == sorted(f"云溪教依申请〔2031〕{n}号" for n in range(1, 7))
