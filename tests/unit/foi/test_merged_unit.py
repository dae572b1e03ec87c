"""A unit is merged into another while it has requests in hand: nothing is late, nothing is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingtang.duties.integrity import check_duties
from mingtang.foi import periodic, queries, services
from mingtang.foi.integrity import check_requests
from mingtang.foi.models import Letter, Request
from mingtang.foi.services import APPLICANT_ACTOR
from mingtang.foi.states import State
from mingtang.journal.actor import Actor
from mingtang.orgs.access import access_of
from mingtang.orgs.models import Account, Succession
from mingtang.orgs.succession import succeed
from mingtang.statute.violations import RuleViolation
from tests.unit.foi.world import PROVIDED, World, duty_of, moment


def day(text: str) -> date:
    return date.fromisoformat(text)


def merge_units(world: World, on: str = "2026-03-10") -> None:
    succeed(
        world.unit,
        successors=[world.other],
        kind=Succession.Kind.MERGED,
        on=day(on),
        by=Actor.system(),
        at=moment(on),
    )


def listed(who: Actor) -> str:
    client = Client()
    account = Account.objects.get(pk=who.account_id)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse("foi:requests")).content.decode()


def test_the_due_date_does_not_move_and_the_number_stays(world: World) -> None:
    request = world.in_hand("2026-03-03")
    number, due, edition = request.number, duty_of(request).due_on, request.edition
    events = list(duty_of(request).events.values_list("pk", "kind", "on"))
    merge_units(world)
    request.refresh_from_db()
    duty = duty_of(request)
    assert (request.number, request.receipt_on) == (number, day("2026-03-03"))
    assert (duty.due_on, duty.unit, duty.rule_day) == (due, world.other, day("2026-03-03"))
    assert list(duty.events.values_list("pk", "kind", "on")) == events
    assert request.edition == edition  # whoever has the page open at the successor may go on
    assert list(check_requests()) == list(check_duties(today=day("2026-03-10"))) == []


def test_the_desk_of_the_successor_has_it(world: World) -> None:
    request = world.in_hand("2026-03-03")
    assert request.number in listed(world.clerk)
    assert request.number not in listed(world.stranger)
    merge_units(world)
    assert request.number in listed(world.stranger)
    access = access_of(Account.objects.get(pk=world.stranger.account_id), day("2026-03-11"))
    assert list(Request.objects.filter(queries.waiting_for_any(access))) == [request]


def test_the_successor_answers_it_in_time_under_its_own_letters(world: World) -> None:
    received = world.file("2026-03-03")
    request = services.register(
        received.request, by=world.clerk, at=moment("2026-03-03"), edition=1
    )
    merge_units(world)
    request.refresh_from_db()
    old = {"item": request.items.get(), "outcome": "C1", "subkind": "provided", "given": PROVIDED}
    at = moment("2026-03-31")
    with pytest.raises(RuleViolation, match="只能办理本单位"):
        services.decide(request, by=world.clerk, at=at, edition=request.edition, **old)
    services.decide(request, by=world.stranger, at=at, edition=request.edition, **old)
    request.refresh_from_db()
    request = services.submit(request, by=world.stranger, at=at, edition=request.edition)
    letter = services.sign_off(
        request, opinion="合法", by=world.office, at=at, edition=request.edition
    )
    request.refresh_from_db()
    services.serve(request, way="direct", by=world.stranger, at=at, edition=request.edition)
    duty = duty_of(request)
    assert letter.number == "水务局公开告〔2026〕1号"
    assert (duty.met, duty.ended_on) == (True, day("2026-03-31"))
    # The applicant finds it as before.
    assert queries.find_by_code("云溪教依申请〔2026〕1号", received.code) == request
    assert list(check_requests()) == []


def test_what_others_were_asked_for_goes_on_running(world: World) -> None:
    asked, consulted = world.in_hand("2026-03-03"), world.in_hand("2026-03-03")
    services.ask_correction(
        asked,
        wanted_items="名称",
        guidance="写明",
        received_on=day("2026-03-04"),
        by=world.clerk,
        at=moment("2026-03-04"),
        edition=asked.edition,
    )
    services.consult(
        consulted,
        kind="third_party",
        party="某公司",
        about="报价",
        received_on=day("2026-03-04"),
        by=world.clerk,
        at=moment("2026-03-04"),
        edition=consulted.edition,
    )
    merge_units(world)
    asked = services.correct(
        asked, answer="方案", by=APPLICANT_ACTOR, at=moment("2026-03-11"), edition=None
    )
    assert (asked.unit, asked.state) == (world.other, State.IN_HAND)
    # 20 working days after 11 March; 4 to 6 April off.
    assert duty_of(asked).due_on == day("2026-04-09")
    assert periodic.lapse_opinions(moment("2026-03-27")) == 1
    # 15 working days after 4 March is the 25th; 5 to 25 March do not count: 15 days later.
    duty = duty_of(consulted)
    assert (duty.due_on, duty.unit) == (day("2026-04-22"), world.other)
    assert list(check_duties(today=day("2026-03-27"))) == []


def test_new_requests_go_to_the_successor_and_its_numbers(world: World) -> None:
    request = world.in_hand("2026-03-03")
    merge_units(world)
    with pytest.raises(RuleViolation, match="已经撤销"):
        world.arrived("2026-03-11")
    new = world.arrived("2026-03-11", unit=world.other)
    request.refresh_from_db()
    assert (request.number, new.number) == ("云溪教依申请〔2026〕1号", "水务局依申请〔2026〕1号")
    assert list(check_requests()) == []


@pytest.mark.parametrize("way", ["before", "after"])
def test_one_that_was_moved_to_the_ended_unit_follows_whatever_the_order(
    world: World, way: str
) -> None:
    request = world.in_hand("2026-03-03", unit=world.other)
    values: dict[str, Any] = {"reason": "职责", "by": world.office, "at": moment("2026-03-10", 15)}
    if way == "after":
        merge_units(world)
        with pytest.raises(RuleViolation, match="已经撤销"):
            services.move(request, to=world.unit, edition=request.edition, **values)
        return
    moved = services.move(request, to=world.unit, edition=request.edition, **values)
    merge_units(world, "2026-03-11")
    moved.refresh_from_db()
    assert (moved.unit, duty_of(moved).unit) == (world.other, world.other)
    # It came to the unit that is no more on 10 March, and its time runs from there.
    assert duty_of(moved).due_on == day("2026-04-08")
    assert Letter.objects.filter(kind="move").count() == 1
