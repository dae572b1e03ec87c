"""Who runs the system gives no roles, and nobody gives a role to himself, by whatever way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from mingtang.journal.actor import Actor
from mingtang.orgs.access import access_of
from mingtang.orgs.models import Account, Grant, Leave
from mingtang.orgs.roles import Role
from mingtang.orgs.services import end_grant, grant_role, take_leave
from mingtang.orgs.staff_services import create_account
from mingtang.orgs.succession import rename_unit, succeed
from tests import factories
from tests.spine import refusal

pytestmark = pytest.mark.django_db
SINCE, UNTIL = date(2026, 11, 1), date(2026, 11, 30)


def grant(person: Account, role: str, by: Actor) -> Grant:
    now = timezone.now()
    return grant_role(person, role=role, unit=factories.unit(), since=SINCE, by=by, at=now)


def leave(person: Account, deputy: Account, by: Actor) -> Leave:
    return take_leave(person, deputy=deputy, since=SINCE, until=UNTIL, by=by, at=timezone.now())


@pytest.fixture
def it() -> Account:
    return factories.account_with(Role.IT)


@pytest.fixture
def office() -> Account:
    return factories.account_with(Role.DISCLOSURE_OFFICE)


@pytest.mark.parametrize("giver", [role for role in Role if role != Role.DISCLOSURE_OFFICE])
@pytest.mark.parametrize("role", list(Role))
def test_only_the_disclosure_office_gives_roles(giver: Role, role: Role) -> None:
    person = factories.account()
    with refusal("grant.office"):
        grant(person, role, factories.actor(factories.account_with(giver)))
    assert not Grant.objects.filter(account=person).exists()


@pytest.mark.parametrize("role", list(Role))
def test_the_office_gives_every_role_to_others_and_none_to_itself(
    office: Account, role: Role
) -> None:
    assert grant(factories.account(), role, factories.actor(office)).role == role
    with refusal("grant.own"):
        grant(office, role, factories.actor(office))


def test_it_gives_no_role_to_an_account_that_it_made(it: Account) -> None:
    by = factories.actor(it)
    made = create_account(username="second", name="分身", by=by, at=timezone.now())
    with refusal("grant.office"):
        grant(made.account, Role.DISCLOSURE_OFFICE, by)


def test_roles_are_ended_by_the_office_and_never_one_s_own(it: Account, office: Account) -> None:
    other = factories.account_with(Role.CLERK)
    own, theirs = Grant.objects.get(account=office), Grant.objects.get(account=other)
    now = timezone.now()
    with refusal("grant.office"):
        end_grant(own, last_day=UNTIL, by=factories.actor(it), at=now)
    with refusal("grant.own"):
        end_grant(own, last_day=UNTIL, by=factories.actor(office), at=now)
    end_grant(theirs, last_day=UNTIL, by=factories.actor(office), at=now)
    own.refresh_from_db()
    assert (own.until, theirs.until) == (None, UNTIL)


def test_nobody_enters_himself_as_a_deputy(it: Account, office: Account) -> None:
    for deputy in (it, factories.account_with(Role.CLERK), factories.account_with(Role.LEADER)):
        with refusal("leave.own"):
            leave(office, deputy, factories.actor(deputy))
    second = factories.account_with(Role.DISCLOSURE_OFFICE)
    with refusal("leave.own"):
        leave(office, second, factories.actor(second))
    assert not Leave.objects.exists()
    assert access_of(it, SINCE).roles == {Role.IT}


def test_a_leave_is_entered_by_the_person_or_the_office(it: Account, office: Account) -> None:
    clerk, deputy = factories.account_with(Role.CLERK), factories.account_with(Role.CLERK)
    for other in (it, factories.account_with(Role.LEADER)):
        with refusal("leave.office"):
            leave(clerk, deputy, factories.actor(other))
    leave(clerk, deputy, factories.actor(clerk))
    leave(factories.account_with(Role.CLERK), deputy, factories.actor(office))
    assert Leave.objects.filter(deputy=deputy).count() == 2


def test_it_carries_no_role_to_another_unit_and_the_office_does(
    it: Account, office: Account
) -> None:
    unit, heir = factories.unit(), factories.unit()
    clerk = factories.account_with(Role.CLERK, unit)
    now = timezone.now()
    given: dict[str, Any] = {"on": timezone.localdate(now), "at": now}
    names = {"name": "云溪县新名局", "short_name": "新名局"}
    for by in (it, clerk, factories.account_with(Role.SUPERVISOR)):
        with refusal("unit.office"):
            rename_unit(unit, by=factories.actor(by), **names, **given)
        with refusal("unit.office"):
            succeed(unit, successors=[heir], kind="merged", by=factories.actor(by), **given)
    renamed = rename_unit(unit, by=factories.actor(office), **names, **given)
    assert Grant.objects.get(account=clerk, until=None).unit == renamed


def test_nobody_stands_in_who_does_no_business(it: Account, office: Account) -> None:
    """A leave would otherwise make an account the office whose password IT gave out."""
    clerk = factories.account_with(Role.CLERK)
    for deputy in (it, factories.account()):
        for by in (clerk, office):
            with refusal("leave.deputy"):
                leave(clerk, deputy, factories.actor(by))
    assert not Leave.objects.exists()
