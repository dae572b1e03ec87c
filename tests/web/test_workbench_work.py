"""The first screen, duties and readers' reports: who may do what, and what it leaves behind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mingtang.duties.models import Duty
from mingtang.journal.models import Entry
from mingtang.orgs.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_first_screen_tells_what_is_late_and_what_is_due_today():
    unit, today = factories.unit(), timezone.localdate()
    factories.duty(unit, label="早该办的", start_on=today - timedelta(days=80))
    now = factories.duty(unit, label="今天要办的")
    Duty.objects.filter(pk=now.pk).update(due_on=today)
    factories.duty(factories.unit(), label="别单位的", start_on=today - timedelta(days=80))
    page = factories.client_of(factories.account_with(Role.CLERK, unit)).get("/desk/")
    due = page.context["due"]
    assert [row.duty.subject_label for row in due.late] == ["早该办的"]
    assert [row.duty.subject_label for row in due.today] == ["今天要办的"]
    assert "别单位的" not in text(page)


def test_a_stopped_clock_is_neither_late_nor_due():
    unit = factories.unit()
    duty = factories.duty(unit, start_on=timezone.localdate() - timedelta(days=80))
    Duty.objects.filter(pk=duty.pk).update(stopped=True)
    page = factories.client_of(factories.account_with(Role.CLERK, unit)).get("/desk/")
    assert page.context["due"].late_count == 0


def test_the_first_screen_costs_no_query_for_each_duty():
    unit = factories.unit()
    client = factories.client_of(factories.account_with(Role.CLERK, unit))
    factories.duty(unit)
    client.get("/desk/")
    with CaptureQueriesContext(connection) as few:
        client.get("/desk/")
    for days in range(12):
        factories.duty(unit, start_on=timezone.localdate() - timedelta(days=days * 10))
    with CaptureQueriesContext(connection) as many:
        client.get("/desk/")
    assert len(many) <= len(few) + 2


def test_a_duty_explains_its_date_and_is_handed_to_a_colleague():
    unit = factories.unit()
    duty = factories.duty(unit, label="某通知的公开")
    leader = factories.account_with(Role.LEADER, unit)
    clerk = factories.account_with(Role.CLERK, unit, "赵磊")
    client, url = factories.client_of(leader), f"/desk/duties/{duty.pk}/"
    assert "第二十六条" in text(client.get(url))
    client.post(url, {"person": clerk.pk})
    duty.refresh_from_db()
    assert duty.assignee == clerk
    entry = Entry.objects.filter(act="duty.assign", subject_id=str(duty.pk)).latest("seq")
    assert (entry.actor_role, entry.detail["to"]) == (Role.LEADER, "赵磊")
    count = Entry.objects.count()
    client.post(url, {"person": clerk.pk})
    assert Entry.objects.count() == count


def test_a_duty_goes_to_nobody_outside_its_unit():
    unit = factories.unit()
    duty = factories.duty(unit)
    outsider = factories.account_with(Role.CLERK)
    client = factories.client_of(factories.account_with(Role.LEADER, unit))
    response = client.post(f"/desk/duties/{duty.pk}/", {"person": outsider.pk})
    assert response.context["form"].errors["person"]
    duty.refresh_from_db()
    assert duty.assignee is None


def test_a_supervisor_reads_a_duty_and_assigns_none():
    unit = factories.unit()
    duty = factories.duty(unit)
    clerk = factories.account_with(Role.CLERK, unit)
    client = factories.client_of(factories.account_with(Role.SUPERVISOR))
    url = f"/desk/duties/{duty.pk}/"
    assert "指派" in text(client.get(url))
    client.post(url, {"person": clerk.pk})
    duty.refresh_from_db()
    assert duty.assignee is None


def test_a_report_is_answered_once_and_its_duty_is_fulfilled():
    report = factories.error_report()
    clerk = factories.account_with(Role.CLERK, report.unit)
    client, url = factories.client_of(clerk), f"/desk/errors/{report.pk}/"
    assert "网友纠错待答复" in text(client.get("/desk/"))
    assert client.post(url, {"answer": "   "}).context["form"].errors["answer"]
    client.post(url, {"answer": "错字已改正"})
    report.refresh_from_db()
    assert report.answer == "错字已改正"
    duty = Duty.objects.about("register.errorreport", report.pk).get()
    assert duty.status == Duty.Status.FULFILLED
    again = client.post(url, {"answer": "再答一次"})
    assert "已经答复" in text(again)
    report.refresh_from_db()
    assert report.answer == "错字已改正"


def test_a_confidentiality_reviewer_does_not_answer_readers():
    report = factories.error_report()
    client = factories.client_of(factories.account_with(Role.CONFIDENTIALITY, report.unit))
    response = client.post(f"/desk/errors/{report.pk}/", {"answer": "改了"})
    assert "答复" in text(response)
    report.refresh_from_db()
    assert report.answered_at is None


def test_the_search_box_finds_by_right():
    unit = factories.unit()
    factories.duty(unit, label="饮水安全方案")
    own = factories.client_of(factories.account_with(Role.CLERK, unit))
    other = factories.client_of(factories.account_with(Role.CLERK))
    assert "饮水安全方案" in text(own.get("/desk/search", {"q": "饮水"}))
    assert "没有找到" in text(other.get("/desk/search", {"q": "饮水"}))


@pytest.mark.parametrize("words", ["", "'", "%", "\0", "😀", '"NEAR', "长" * 10_000])
def test_hostile_words_break_no_search(words: str):
    client = factories.client_of(factories.account_with(Role.DISCLOSURE_OFFICE))
    assert client.get("/desk/search", {"q": words}).status_code == 200


def test_an_account_without_business_is_unlocked_and_loses_its_factors_with_a_reason():
    client = factories.client_of(factories.account_with(Role.IT))
    person = factories.account_with(Role.IT)
    url = f"/desk/accounts/{person.pk}/"
    assert "没有被锁定" in text(client.post(url, {"act": "unlock"}, follow=True))
    refused = client.post(url, {"act": "factors", "factors-reason": ""})
    assert "请写明原因" in text(refused)
    done = client.post(url, {"act": "factors", "factors-reason": "手机丢失"}, follow=True)
    assert "已解除 0 种" in text(done)


def test_the_mail_address_of_an_account_is_kept_and_a_wrong_one_refused():
    client = factories.client_of(factories.account_with(Role.IT))
    person = factories.account_with(Role.CLERK)
    url = f"/desk/accounts/{person.pk}/"
    given = {"act": "change", "change-name": person.name, "change-phone": ""}
    refused = client.post(url, given | {"change-email": "wang"})
    assert "邮箱格式不对" in text(refused)
    assert 'value="wang"' in text(refused)
    client.post(url, given | {"change-email": "wang@example.org"})
    person.refresh_from_db()
    assert person.email == "wang@example.org"
