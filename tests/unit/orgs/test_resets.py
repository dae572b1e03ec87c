"""A reset of an account that does business: one person asks, another confirms, and nobody alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry
from mingtang.orgs import account_services, reset_services
from mingtang.orgs.admission import give_role
from mingtang.orgs.models import Account, ResetRequest
from mingtang.orgs.reset_lifecycle import LIFECYCLE, TRANSITIONS
from mingtang.orgs.roles import Role
from mingtang.orgs.services import end_grant, grant_role, take_leave
from mingtang.orgs.staff_services import create_account, set_active
from tests import factories
from tests.spine import refusal

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOW = "当面见到本人"


class Town:
    """IT, two people of the office, a supervisor, a leader, and a clerk who forgot something."""

    def __init__(self) -> None:
        self.clerk = factories.account_with(Role.CLERK, name="赵磊")
        self.it = factories.account_with(Role.IT)
        self.office = factories.account_with(Role.DISCLOSURE_OFFICE)
        self.second = factories.account_with(Role.DISCLOSURE_OFFICE)
        self.supervisor = factories.account_with(Role.SUPERVISOR)
        self.leader = factories.account_with(Role.LEADER)


@pytest.fixture
def town() -> Town:
    return Town()


def ask(person: Account, by: Account, kind: str = "password", at: datetime = NOW) -> ResetRequest:
    return reset_services.ask_reset(
        person, kind=kind, reason="忘记密码", by=factories.actor(by), at=at
    )


def confirm(asked: ResetRequest, by: Account, at: datetime = NOW) -> str:
    return reset_services.confirm(asked, how=HOW, by=factories.actor(by), at=at)


def add_factor(person: Account) -> None:
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})


def acts(person: Account) -> list[str]:
    entries = Entry.objects.about("orgs.account", person.pk).order_by("seq")
    return [
        each.act for each in entries if not each.act.startswith(("staff.create", "staff.grant"))
    ]


# --- nobody alone -----------------------------------------------------------------------------


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.IT}))
def test_nobody_resets_an_account_that_does_business_alone(town: Town, role: str) -> None:
    person = factories.account_with(role)
    add_factor(person)
    before = person.password
    for by in (town.it, town.office, town.supervisor):
        actor = factories.actor(by)
        with refusal("account.two_people"):
            account_services.reset_password(person, by=actor, at=NOW)
        with refusal("account.two_people"):
            account_services.remove_second_factors(person, by=actor, at=NOW, reason="丢失")
    person.refresh_from_db()
    assert person.password == before
    assert Authenticator.objects.filter(user=person).exists()


def test_a_role_granted_for_later_or_held_for_somebody_on_leave_counts(town: Town) -> None:
    later, deputy = factories.account(), factories.account_with(Role.CLERK)
    office, today = factories.actor(town.office), timezone.localdate(NOW)
    give_role(
        later,
        role=Role.CLERK,
        unit=factories.unit(),
        since=today + timedelta(days=30),
        by=office,
        at=NOW,
    )
    tomorrow = today + timedelta(days=1)
    take_leave(town.office, deputy=deputy, since=tomorrow, until=tomorrow, by=office, at=NOW)
    end_grant(deputy.grants.get(), last_day=today - timedelta(days=1), by=office, at=NOW)
    for person in (later, deputy):
        with refusal("account.two_people"):
            account_services.reset_password(person, by=factories.actor(town.it), at=NOW)


def test_an_account_without_business_is_reset_at_once(town: Town) -> None:
    it, other = factories.actor(town.it), factories.account_with(Role.IT)
    for person in (factories.account(), other):
        password = account_services.reset_password(person, by=it, at=NOW)
        assert person.check_password(password)
        with refusal("reset.alone"):
            ask(person, town.it)
    with refusal("account.own"):
        account_services.reset_password(town.it, by=it, at=NOW)


# --- asking -----------------------------------------------------------------------------------


def test_asking_resets_nothing_and_is_journalled(town: Town) -> None:
    before = town.clerk.password
    asked = ask(town.clerk, town.it)
    town.clerk.refresh_from_db()
    assert town.clerk.password == before
    assert asked.state == LIFECYCLE.initial
    assert asked.expires_at == NOW + timedelta(days=settings.MINGTANG_RESET_REQUEST_DAYS)
    entry = Entry.objects.get(act="staff.reset_ask")
    assert (entry.actor_id, entry.reason, entry.detail["kind"]) == (
        town.it.pk,
        "忘记密码",
        "password",
    )
    assert "管理权限分离" in entry.basis


def test_who_may_ask_for_whom_and_why(town: Town) -> None:
    for by in (town.supervisor, town.leader, town.clerk):
        with refusal("reset.asker"):
            ask(town.leader if by != town.leader else town.clerk, by)
    with refusal("reset.own"):
        ask(town.office, town.office)
    with refusal("reset.none"):
        ask(town.clerk, town.it, kind="factors")
    with refusal("reset.reason"):
        reset_services.ask_reset(
            town.clerk, kind="password", reason=" ", by=factories.actor(town.it), at=NOW
        )
    assert not ResetRequest.objects.exists()


def test_the_same_is_not_asked_twice_while_it_waits(town: Town) -> None:
    add_factor(town.clerk)
    first = ask(town.clerk, town.it)
    with refusal("reset.twice"):
        ask(town.clerk, town.office)
    ask(town.clerk, town.office, kind="factors")
    with pytest.raises(IntegrityError), transaction.atomic():
        ResetRequest.objects.create(
            account=town.clerk, kind="password", asked_by=town.it, asked_at=NOW, expires_at=NOW
        )
    after = first.expires_at
    again = ask(town.clerk, town.it, at=after)
    first.refresh_from_db()
    assert (first.state, again.state) == ("expired", "waiting")


# --- confirming -------------------------------------------------------------------------------


def test_the_second_person_is_told_the_password_and_the_first_is_not(town: Town) -> None:
    asked = ask(town.clerk, town.it)
    password = confirm(asked, town.office)
    town.clerk.refresh_from_db()
    assert town.clerk.check_password(password)
    assert town.clerk.password_is_temporary
    assert town.clerk.password_given_by == town.office
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by, asked.remark) == ("done", town.office, HOW)
    assert acts(town.clerk) == ["staff.reset_ask", "staff.reset_confirm", "staff.password_reset"]
    entry = Entry.objects.get(act="staff.password_reset")
    assert (entry.actor_id, entry.detail["asked_by"]) == (town.office.pk, town.it.name)
    assert not any(password in str(each.detail) for each in Entry.objects.all())


def test_confirmed_factors_are_taken_off_and_the_password_stays(town: Town) -> None:
    add_factor(town.clerk)
    before = town.clerk.password
    assert confirm(ask(town.clerk, town.it, kind="factors"), town.office) == ""
    town.clerk.refresh_from_db()
    assert town.clerk.password == before
    assert not Authenticator.objects.filter(user=town.clerk).exists()
    assert acts(town.clerk)[-1] == "staff.factor_remove"


def test_nobody_confirms_what_he_asked_for_nor_his_own_account(town: Town) -> None:
    with refusal("not_asker"):
        confirm(ask(town.clerk, town.office), town.office)
    own = ask(town.office, town.it)
    with refusal("not_own"):
        confirm(own, town.office)
    assert confirm(own, town.second)


@pytest.mark.parametrize("name", ["it", "leader", "clerk"])
def test_only_the_office_and_supervisors_confirm(town: Town, name: str) -> None:
    asked = ask(factories.account_with(Role.CLERK), town.office)
    by = getattr(town, name)
    with refusal("role") as refused:
        confirm(asked, by)
    assert "管理权限分离" in refused.value.basis
    with refusal("role"):
        reset_services.refuse(asked, reason="否", by=factories.actor(by), at=NOW)


def test_a_supervisor_confirms_only_where_the_office_has_nobody_else(town: Town) -> None:
    asked = ask(town.office, town.it)
    with refusal("office_first"):
        confirm(asked, town.supervisor)
    set_active(town.second, False, by=factories.actor(town.it), at=NOW, reason="调离")
    assert confirm(asked, town.supervisor)
    clerk = ask(town.clerk, town.office)
    assert confirm(clerk, town.supervisor)


def test_the_deputy_of_the_person_confirms_nothing_for_him(town: Town) -> None:
    today = timezone.localdate(NOW)
    take_leave(
        town.office,
        deputy=town.second,
        since=today,
        until=today,
        by=factories.actor(town.office),
        at=NOW,
    )
    with refusal("not_deputy"):
        confirm(ask(town.office, town.it), town.second)


def test_a_confirmation_says_how_the_person_was_identified(town: Town) -> None:
    asked = ask(town.clerk, town.it)
    with refusal("reset.how"):
        reset_services.confirm(asked, how=" ", by=factories.actor(town.office), at=NOW)
    asked.refresh_from_db()
    assert asked.state == "waiting"


def test_a_request_is_used_once_and_not_for_a_closed_account(town: Town) -> None:
    asked = ask(town.clerk, town.it)
    confirm(asked, town.office)
    for by in (town.office, town.second):
        with refusal("state"):
            confirm(asked, by)
    other = ask(town.leader, town.it)
    set_active(town.leader, False, by=factories.actor(town.it), at=NOW, reason="调离")
    with refusal("account_open"):
        confirm(other, town.office)


# --- the other ends ---------------------------------------------------------------------------


def test_a_request_runs_out_whether_the_job_ran_or_not(town: Town) -> None:
    asked = ask(town.clerk, town.it)
    end = asked.expires_at
    assert reset_services.expire_due(end - timedelta(seconds=1)) == 0
    with refusal("in_time"):
        confirm(asked, town.office, at=end)
    assert reset_services.expire_due(end) == 1
    assert reset_services.expire_due(end) == 0
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by, asked.decided_at) == ("expired", None, end)
    assert Entry.objects.get(act="staff.reset_expire").actor_role == "system"
    with refusal("state"):
        confirm(asked, town.office, at=end)


def test_it_is_refused_with_a_reason_also_by_the_person_himself(town: Town) -> None:
    asked = ask(town.office, town.it)
    by = factories.actor(town.office)
    with refusal("reset.reason"):
        reset_services.refuse(asked, reason=" ", by=by, at=NOW)
    reset_services.refuse(asked, reason="不是我提出的", by=by, at=NOW)
    asked.refresh_from_db()
    assert (asked.state, asked.remark) == ("refused", "不是我提出的")
    with refusal("state"):
        confirm(asked, town.second)
    mine = ask(town.clerk, town.office)
    with refusal("not_asker"):
        reset_services.refuse(mine, reason="算了", by=by, at=NOW)


def test_only_who_asked_takes_it_back(town: Town) -> None:
    asked = ask(town.clerk, town.it)
    other = factories.account_with(Role.IT)
    for by in (other, town.office):
        with refusal("is_asker"):
            reset_services.withdraw(asked, by=factories.actor(by), at=NOW)
    reset_services.withdraw(asked, by=factories.actor(town.it), at=NOW)
    with refusal("state"):
        confirm(asked, town.office)
    assert ask(town.clerk, town.it).state == "waiting"


def test_every_state_but_the_first_is_final() -> None:
    assert set(LIFECYCLE.final_states) == set(ResetRequest.State) - {ResetRequest.State.WAITING}
    assert {line.to for line in TRANSITIONS} == set(LIFECYCLE.final_states)


# --- ways round -------------------------------------------------------------------------------


@pytest.fixture
def new_hand(town: Town) -> tuple[Account, str]:
    """An account that IT made, and in which IT left a passkey of its own."""
    made = create_account(username="newhand", name="新手", by=factories.actor(town.it), at=NOW)
    add_factor(made.account)
    return made.account, made.password


def role_of(office: Account) -> dict[str, Any]:
    since = date(2026, 1, 1)
    return {"unit": factories.unit(), "since": since, "by": factories.actor(office), "at": NOW}


def test_the_first_role_exchanges_the_password_that_it_handed_out(
    town: Town, new_hand: tuple[Account, str]
) -> None:
    person, known = new_hand
    with refusal("grant.password"):
        grant_role(person, role=Role.LEADER, **role_of(town.office))
    given = give_role(person, role=Role.LEADER, **role_of(town.office))
    person.refresh_from_db()
    assert person.check_password(given.password)
    assert not person.check_password(known)
    assert not Authenticator.objects.filter(user=person).exists()
    more = give_role(person, role=Role.CLERK, **role_of(town.office))
    assert more.password == ""


def test_a_password_that_was_changed_is_exchanged_too(
    town: Town, new_hand: tuple[Account, str]
) -> None:
    """Nobody can tell whether the person changed it or who handed it out."""
    person, _ = new_hand
    account_services.change_password(person, password="Chosen-by-IT-9", at=NOW)
    assert give_role(person, role=Role.CLERK, **role_of(town.office)).password


def test_the_password_stays_where_the_giver_of_the_role_handed_it_out(town: Town) -> None:
    made = create_account(username="own", name="新手", by=factories.actor(town.office), at=NOW)
    given = give_role(made.account, role=Role.CLERK, **role_of(town.office))
    assert given.password == ""
    assert made.account.check_password(made.password)


def test_the_role_of_it_is_no_business(town: Town, new_hand: tuple[Account, str]) -> None:
    person, known = new_hand
    given = give_role(person, role=Role.IT, **role_of(town.office))
    assert (given.password, person.check_password(known)) == ("", True)
    assert give_role(person, role=Role.CLERK, **role_of(town.office)).password


def test_a_role_that_is_refused_leaves_the_password(
    town: Town, new_hand: tuple[Account, str]
) -> None:
    person, known = new_hand
    with refusal("grant.office"):
        give_role(person, role=Role.CLERK, **role_of(town.leader))
    person.refresh_from_db()
    assert person.check_password(known)


# --- the own shell ----------------------------------------------------------------------------


def test_the_shell_lets_an_account_in_again_and_says_so(town: Town) -> None:
    add_factor(town.office)
    shell = Actor.system("本机命令行 root")
    restore: Callable[..., str] = reset_services.restore_access
    password = restore(town.office, reason="忘记密码", factors=True, by=shell, at=NOW)
    town.office.refresh_from_db()
    assert town.office.check_password(password)
    assert town.office.password_is_temporary
    assert not Authenticator.objects.filter(user=town.office).exists()
    entry = Entry.objects.get(act="staff.restore_access")
    assert (entry.actor_name, entry.reason) == ("本机命令行 root", "忘记密码")
    with refusal("reset.shell"):
        restore(town.clerk, reason="试", factors=False, by=factories.actor(town.it), at=NOW)
    with refusal("reset.reason"):
        restore(town.clerk, reason=" ", factors=False, by=shell, at=NOW)
    set_active(town.clerk, False, by=factories.actor(town.it), at=NOW, reason="调离")
    with refusal("account.closed"):
        restore(town.clerk, reason="试", factors=False, by=shell, at=NOW)
