"""Who may see and do what on which day: own grants, deputies, the county-wide, and IT."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from mingtang.duties.models import Duty
from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry as JournalEntry
from mingtang.orgs.access import Access, access_of
from mingtang.orgs.models import Account, Grant, Leave, Unit
from mingtang.orgs.roles import Role
from mingtang.orgs.services import end_grant, grant_role, take_leave
from mingtang.register.models import Entry
from tests.spine import NOW, TODAY, make_account, make_publication, make_unit, refusal
from tests.unit.register.office import publish

pytestmark = pytest.mark.django_db
OFFICE = Actor(9_000_001, "郑宇", "disclosure_office", 1, "云溪县人民政府办公室")


@pytest.fixture
def unit() -> Unit:
    return make_unit("云溪县教育局", 1)


@pytest.fixture
def other() -> Unit:
    return make_unit("云溪县水务局", 2)


@pytest.fixture
def person() -> Account:
    return make_account("赵磊")


def grant(
    account: Account, role: str, unit: Unit, since: date = date(2026, 1, 1), **rest: Any
) -> Grant:
    return grant_role(account, role=role, unit=unit, since=since, by=OFFICE, at=NOW, **rest)


def leave(account: Account, deputy: Account, since: date, until: date) -> Leave:
    return take_leave(account, deputy=deputy, since=since, until=until, by=OFFICE, at=NOW)


def day(number: int) -> date:
    return date(2026, 11, number)


def seen(access: Access) -> set[str]:
    return set(Unit.objects.visible_to(access).values_list("name", flat=True))


# --- grants -----------------------------------------------------------------------------------


def test_grant_counts_from_its_first_to_its_last_day(person: Account, unit: Unit) -> None:
    grant(person, Role.CLERK, unit, day(10), until=day(12))
    held = [access_of(person, day(number)).has(Role.CLERK) for number in (9, 10, 12, 13)]
    assert held == [False, True, True, False]


def test_ended_grant_counts_on_its_last_day_only_to_then(person: Account, unit: Unit) -> None:
    given = grant(person, Role.CLERK, unit, day(1))
    end_grant(given, last_day=day(20), by=OFFICE, at=NOW, reason="调离")
    assert access_of(person, day(20)).has(Role.CLERK)
    assert not access_of(person, day(21)).has(Role.CLERK)
    entry = JournalEntry.objects.get(act="staff.end_grant")
    assert (entry.reason, entry.detail["until"]) == ("调离", "2026-11-20")
    with refusal("grant.period"):
        end_grant(given, last_day=date(2026, 10, 31), by=OFFICE, at=NOW)


@pytest.mark.parametrize(
    ("since", "until", "overlaps"),
    [
        (1, 9, False),
        (1, 10, True),
        (12, 14, True),
        (20, None, True),
        (21, None, False),
        (1, None, True),
        (10, 20, True),
    ],
)
def test_periods_of_one_role_at_one_unit_do_not_overlap(
    person: Account, unit: Unit, other: Unit, since: int, until: int | None, overlaps: bool
) -> None:
    grant(person, Role.CLERK, unit, day(10), until=day(20))
    period: dict[str, Any] = {"since": day(since), "until": day(until) if until else None}
    if overlaps:
        with refusal("grant.twice"):
            grant(person, Role.CLERK, unit, **period)
    else:
        grant(person, Role.CLERK, unit, **period)
    grant(person, Role.LEADER, unit, **period)
    grant(person, Role.CLERK, other, **period)


def test_senseless_grants_are_refused(person: Account, unit: Unit) -> None:
    with refusal("grant.role"):
        grant(person, "king", unit)
    with refusal("grant.period"):
        grant(person, Role.CLERK, unit, day(10), until=day(9))
    Unit.objects.update(ended_on=day(1))
    unit.refresh_from_db()
    with refusal("grant.unit"):
        grant(person, Role.CLERK, unit, day(1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(account=person, role="clerk", unit=unit, since=day(10), until=day(9))


# --- what is seen -----------------------------------------------------------------------------


def test_staff_see_their_unit_and_those_below_it_and_no_other(
    person: Account, unit: Unit, other: Unit
) -> None:
    school = make_unit("某学校", 3, parent=unit)
    make_unit("某班", 4, parent=school)
    grant(person, Role.CLERK, unit)
    access = access_of(person, TODAY)
    assert seen(access) == {"云溪县教育局", "某学校", "某班"}
    assert access.sees_unit(school.pk)
    assert not access.sees_unit(other.pk)
    # Seeing is not acting: the role counts at the unit that it was granted for.
    assert access.roles_at(unit.pk) == {Role.CLERK}
    assert access.roles_at(school.pk) == frozenset()


def test_visible_rows_are_those_of_the_units_seen(person: Account, unit: Unit, other: Unit) -> None:
    mine, theirs = publish(make_publication(unit, "1")), publish(make_publication(other, "2"))
    grant(person, Role.CLERK, unit)
    access = access_of(person, TODAY)
    assert list(Entry.objects.visible_to(access)) == [mine]
    assert theirs not in Entry.objects.visible_to(access)
    assert not Duty.objects.visible_to(access).exists()


@pytest.mark.parametrize("role", [Role.DISCLOSURE_OFFICE, Role.SUPERVISOR])
def test_county_wide_roles_see_every_unit(
    person: Account, unit: Unit, other: Unit, role: str
) -> None:
    grant(person, role, unit)
    access = access_of(person, TODAY)
    assert seen(access) == {"云溪县教育局", "云溪县水务局"}
    assert access.roles_at(other.pk) == {role}
    assert access.actor(role, other.pk).unit_id == unit.pk


def test_it_runs_the_system_and_sees_no_work(person: Account, unit: Unit) -> None:
    publish(make_publication(unit))
    grant(person, Role.IT, unit)
    access = access_of(person, TODAY)
    assert seen(access) == set()
    assert not Entry.objects.visible_to(access).exists()
    assert access.any_actor().role == Role.IT
    grant(person, Role.CLERK, unit)
    assert seen(access_of(person, TODAY)) == {"云溪县教育局"}


def test_person_without_a_grant_sees_and_does_nothing(person: Account, unit: Unit) -> None:
    access = access_of(person, TODAY)
    assert seen(access) == set()
    with pytest.raises(PermissionError):
        access.actor(Role.CLERK)
    assert access.any_actor().role == "staff"


def test_actor_carries_name_role_and_unit_as_they_are(
    person: Account, unit: Unit, other: Unit
) -> None:
    grant(person, Role.CLERK, unit)
    grant(person, Role.CLERK, other)
    access = access_of(person, TODAY)
    assert access.actor(Role.CLERK, other.pk) == Actor(
        person.pk, "赵磊", "clerk", other.pk, "云溪县水务局"
    )
    with pytest.raises(PermissionError):
        access.actor(Role.LEADER, unit.pk)


# --- deputies ---------------------------------------------------------------------------------


def test_deputy_acts_in_the_name_of_the_absent_and_stops_when_the_leave_ends(
    person: Account, unit: Unit
) -> None:
    leader = make_account("钱进")
    grant(leader, Role.LEADER, unit)
    grant(person, Role.CLERK, unit)
    leave(leader, person, day(10), day(20))
    held = [access_of(person, day(number)).has(Role.LEADER) for number in (9, 10, 20, 21)]
    assert held == [False, True, True, False]
    access = access_of(person, day(15))
    assert access.actor(Role.LEADER, unit.pk).on_behalf_of == "钱进"
    assert access.actor(Role.CLERK, unit.pk).on_behalf_of == ""
    assert access.actor(Role.LEADER).name == "赵磊"


def test_own_grant_is_preferred_to_a_deputised_one(person: Account, unit: Unit) -> None:
    leader = make_account("钱进")
    grant(leader, Role.LEADER, unit)
    grant(person, Role.LEADER, unit)
    leave(leader, person, day(10), day(20))
    assert access_of(person, day(15)).actor(Role.LEADER, unit.pk).on_behalf_of == ""


def test_deputy_has_only_what_the_absent_holds_on_that_day(person: Account, unit: Unit) -> None:
    leader = make_account("钱进")
    grant(leader, Role.LEADER, unit, day(1), until=day(12))
    grant(person, Role.CLERK, unit)
    leave(leader, person, day(10), day(20))
    assert access_of(person, day(12)).has(Role.LEADER)
    assert not access_of(person, day(13)).has(Role.LEADER)


def test_leaves_that_leave_nobody_are_refused(person: Account, unit: Unit) -> None:
    leader, third = make_account("钱进"), make_account("孙静")
    for each in (person, leader, third):
        grant(each, Role.CLERK, unit)
    leave(leader, person, day(10), day(20))
    faults = [
        ("leave.deputy", person, person, day(1), day(2)),
        ("leave.period", third, person, day(12), day(11)),
        ("leave.deputy", third, leader, day(20), day(25)),
        ("leave.twice", leader, third, day(15), day(25)),
        ("leave.deputising", person, third, day(20), day(22)),
    ]
    for code, absent, deputy, since, until in faults:
        with refusal(code):
            leave(absent, deputy, since, until)
    assert Leave.objects.count() == 1
    leave(person, third, day(21), day(22))


def test_access_costs_a_fixed_number_of_queries(
    person: Account, unit: Unit, django_assert_max_num_queries: Any
) -> None:
    for number in range(3, 9):
        child = make_unit(f"第{number}校", number, parent=unit)
        grant(person, Role.CLERK, child, TODAY - timedelta(days=1))
    grant(person, Role.CLERK, unit)
    with django_assert_max_num_queries(5):
        access_of(person, TODAY)
