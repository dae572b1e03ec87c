"""One mail a person a day, on working days, of what that person has to do."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from mingtang.duties.models import Duty
from mingtang.notices.digest import send_digests
from mingtang.notices.models import Message
from mingtang.notices.sending import send_waiting
from mingtang.orgs.models import Account, Leave, Unit
from mingtang.orgs.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = MONDAY.date()


def clerk(at: Unit, email: str = "clerk@example.org") -> Account:
    person = factories.account_with(Role.CLERK, at)
    person.email = email
    person.save(update_fields=["email"])
    return person


def duty_due(unit: Unit, due_on: date, **fields: object) -> Duty:
    duty = factories.duty(unit)
    Duty.objects.filter(pk=duty.pk).update(due_on=due_on, **fields)
    duty.refresh_from_db()
    return duty


def test_digest_tells_what_is_late_due_today_and_within_a_week_and_nothing_later() -> None:
    unit = factories.unit()
    clerk(unit)
    for days in (-3, 0, 7, 8):
        duty_due(unit, TODAY + timedelta(days=days))
    assert send_digests(MONDAY) == 1
    message = Message.objects.get()
    assert message.subject == "今日待办 3 件，其中逾期 1 件"
    assert message.body.count("【") == 3
    assert "【11月30日到期】" in message.body
    assert "今天到期" in message.body
    assert "已逾期，11月20日到期" in message.body


def test_one_digest_a_day_however_often_it_runs() -> None:
    unit = factories.unit()
    clerk(unit)
    duty_due(unit, TODAY)
    counts = [send_digests(MONDAY + timedelta(hours=hours)) for hours in (0, 1, 5)]
    assert counts == [1, 0, 0]
    assert send_digests(MONDAY + timedelta(days=1)) == 1
    send_waiting(MONDAY + timedelta(days=1))
    assert len(mail.outbox) == 2


def test_no_digest_before_the_hour_nor_on_a_day_off_nor_without_work() -> None:
    unit = factories.unit()
    clerk(unit)
    assert send_digests(MONDAY) == 0
    duty_due(unit, TODAY)
    assert send_digests(MONDAY.replace(hour=7, minute=59)) == 0
    assert send_digests(MONDAY - timedelta(days=1)) == 0
    assert send_digests(MONDAY) == 1


def test_week_of_missed_runs_gives_one_digest_not_five() -> None:
    unit = factories.unit()
    clerk(unit)
    duty_due(unit, TODAY - timedelta(days=7))
    assert send_digests(MONDAY) == 1
    assert Message.objects.count() == 1


def test_work_assigned_to_one_person_is_not_in_the_digest_of_another() -> None:
    unit = factories.unit()
    first, second = clerk(unit, "a@example.org"), clerk(unit, "b@example.org")
    duty_due(unit, TODAY, assignee=first)
    assert send_digests(MONDAY) == 1
    assert Message.objects.get().address == "a@example.org"
    assert second.pk != first.pk


def test_other_units_work_and_clocks_that_stand_still_are_left_out() -> None:
    unit = factories.unit()
    clerk(unit)
    duty_due(factories.unit(), TODAY)
    duty_due(unit, TODAY + timedelta(days=2), stopped=True)
    assert send_digests(MONDAY) == 0


def test_deputy_is_told_of_what_the_absent_person_has_to_do() -> None:
    unit = factories.unit()
    absent, deputy = clerk(unit, ""), clerk(factories.unit(), "deputy@example.org")
    Leave.objects.create(account=absent, deputy=deputy, since=TODAY, until=TODAY)
    duty_due(unit, TODAY, assignee=absent)
    assert send_digests(MONDAY) == 1
    assert Message.objects.get().address == "deputy@example.org"
