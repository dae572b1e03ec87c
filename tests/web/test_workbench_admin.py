"""Administration: units and their succession, accounts and roles, notices, words, the journal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from mingtang.duties.models import Duty, HolidayNotice
from mingtang.duties.periodic import run_all
from mingtang.journal import triggers
from mingtang.journal.models import Entry
from mingtang.orgs.access import access_of
from mingtang.orgs.models import Account, Grant, Succession, Unit
from mingtang.orgs.roles import Role
from mingtang.register.models import WatchWord
from mingtang.workbench.models import CheckRun
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Account:
    return factories.account_with(Role.DISCLOSURE_OFFICE, factories.unit("云溪县政府办公室"))


@pytest.fixture
def client(office: Account) -> Client:
    return factories.client_of(office)


def text(response: Any) -> str:
    return str(response.content.decode())


def unit_values(**changes: Any) -> dict[str, Any]:
    return {
        "name": "云溪县新局",
        "short_name": "新局",
        "uscc": factories.credit_code(800_001),
        "kind": "department",
        "region": factories.region().pk,
        "order": 10,
    } | changes


def test_a_new_unit_gets_its_journal_entry(client: Client, office: Account):
    response = client.post("/desk/units/new/", unit_values())
    unit = Unit.objects.get(name="云溪县新局")
    assert response["Location"] == f"/desk/units/{unit.pk}/"
    entry = Entry.objects.get(act="unit.create", subject_id=str(unit.pk))
    assert (entry.actor_id, entry.actor_role) == (office.pk, Role.DISCLOSURE_OFFICE)
    assert text(client.get(f"/desk/units/{unit.pk}/")).count("新建单位") == 1


def test_a_new_unit_starts_with_the_region_of_the_options(client: Client, settings: Any):
    region = factories.region()
    settings.MINGTANG_REGION_CODE = region.pk
    chosen = f'<option value="{region.pk}" selected>'
    assert chosen in text(client.get("/desk/units/new/"))
    settings.MINGTANG_REGION_CODE = "999900"
    assert chosen not in text(client.get("/desk/units/new/"))


def test_a_forged_credit_code_is_refused_and_what_was_typed_stays(client: Client):
    response = client.post("/desk/units/new/", unit_values(uscc="11530102MB0000001X"))
    assert not Unit.objects.filter(name="云溪县新局").exists()
    assert 'value="云溪县新局"' in text(response)
    assert response.context["form"].errors["uscc"]


def test_sending_a_new_unit_twice_makes_one(client: Client):
    client.post("/desk/units/new/", unit_values())
    second = client.post("/desk/units/new/", unit_values())
    assert second.status_code == 200
    assert Unit.objects.filter(name="云溪县新局").count() == 1


def test_a_change_keeps_old_and_new_in_the_journal(client: Client):
    unit = factories.unit()
    values = unit_values(name=unit.name, uscc=unit.uscc, phone="0599-9")
    client.post(f"/desk/units/{unit.pk}/change/", values)
    changed = Entry.objects.get(act="unit.change").detail["changed"]
    assert changed["phone"] == ["", "0599-9"]
    assert "name" not in changed


def test_succession_tells_before_what_moves_and_then_moves_it(client: Client):
    old, new = factories.unit("云溪县旧局"), factories.unit("云溪县并入局")
    duty = factories.duty(old)
    url = f"/desk/units/{old.pk}/succession/"
    page = text(client.get(url))
    assert "1 项在办时限" in page
    assert "国办公开办函〔2019〕14号" in page
    values = {"kind": "merged", "main": new.pk, "on": timezone.localdate().isoformat()}
    client.post(url, values)
    duty.refresh_from_db()
    assert duty.unit == new
    assert Succession.objects.get(predecessor=old).successor == new
    again = client.post(url, values)
    assert "已经撤销" in text(again)
    assert Succession.objects.count() == 1


@pytest.mark.parametrize(("kind", "others"), [("split", False), ("merged", True)])
def test_a_split_has_several_successors_and_a_merger_one(client: Client, kind: str, others: bool):
    old, new, third = factories.unit(), factories.unit(), factories.unit()
    values = {"kind": kind, "main": new.pk, "on": "2026-11-01"}
    if others:
        values["others"] = third.pk
    response = client.post(f"/desk/units/{old.pk}/succession/", values)
    assert response.context["form"].errors["others"]
    assert not Succession.objects.exists()


def test_renaming_needs_the_new_name_only_and_keeps_code_and_staff(client: Client):
    old = factories.unit("云溪县旧局")
    clerk = factories.account_with(Role.CLERK, old)
    url = f"/desk/units/{old.pk}/succession/"
    assert "1 项在任角色" in text(client.get(url))
    values = {"kind": "renamed", "on": timezone.localdate().isoformat()}
    empty = client.post(url, values).context["form"].errors
    assert set(empty) == {"name", "short_name"}
    values |= {"name": "云溪县新局", "short_name": "新局"}
    other = client.post(url, values | {"main": factories.unit().pk})
    assert set(other.context["form"].errors) == {"main"}
    taken = client.post(url, values | {"name": "云溪县旧局"})
    assert "新名称与现名称相同" in text(taken)
    response = client.post(url, values)
    new = Unit.objects.get(name="云溪县新局")
    assert response["Location"] == f"/desk/units/{new.pk}/"
    assert new.uscc == old.uscc
    assert Grant.objects.get(account=clerk, until=None).unit == new


@pytest.mark.parametrize(("staff", "moved"), [("", False), ("yes", True), ("no", False)])
def test_staff_of_a_split_unit_move_only_when_asked(client: Client, staff: str, moved: bool):
    old, new, third = factories.unit(), factories.unit(), factories.unit()
    clerk = factories.account_with(Role.CLERK, old)
    values = {"kind": "split", "main": new.pk, "others": third.pk, "staff": staff}
    client.post(f"/desk/units/{old.pk}/succession/", values | {"on": "2026-11-01"})
    assert Succession.objects.filter(predecessor=old).count() == 2
    assert Grant.objects.filter(account=clerk, unit=new).exists() is moved


def test_a_new_account_shows_its_password_once(client: Client):
    response = client.post("/desk/accounts/new/", {"username": "liming", "name": "李明"})
    person = Account.objects.get(username="liming")
    assert person.check_password(response.context["password"])
    assert response["Cache-Control"] == "no-store"
    assert response.context["password"] not in text(client.get(f"/desk/accounts/{person.pk}/"))


@pytest.mark.parametrize("username", ["", "李明", "a", "Li", "x" * 31, "a b"])
def test_a_bad_user_name_makes_no_account(client: Client, username: str):
    count = Account.objects.count()
    response = client.post("/desk/accounts/new/", {"username": username, "name": "李明"})
    assert response.status_code == 200
    assert Account.objects.count() == count
    assert 'value="李明"' in text(response)


def act(client: Client, person: Account, name: str, **values: Any) -> Any:
    named = {f"{name}-{field}": value for field, value in values.items()}
    return client.post(f"/desk/accounts/{person.pk}/", {"act": name} | named)


def test_a_role_is_granted_and_ended_with_its_last_day(client: Client):
    person, unit, today = factories.account(), factories.unit(), timezone.localdate()
    act(client, person, "grant", role="clerk", unit=unit.pk, since=today.isoformat())
    assert access_of(person, today).roles_at(unit.pk) == {Role.CLERK}
    grant = Grant.objects.get(account=person)
    act(client, person, "end", grant=grant.pk, last_day=today.isoformat(), reason="调离")
    assert access_of(person, today).held
    assert not access_of(person, today + timedelta(days=1)).held
    assert Entry.objects.get(act="staff.end_grant").reason == "调离"


def test_a_role_held_already_is_refused_with_its_basis(client: Client):
    unit = factories.unit()
    person = factories.account_with(Role.CLERK, unit)
    response = act(client, person, "grant", role="clerk", unit=unit.pk, since="2026-01-01")
    assert "已在有效期内" in text(response)
    assert "政府信息公开条例" in text(response)
    assert Grant.objects.filter(account=person).count() == 1


def test_nobody_grants_himself_a_role(client: Client, office: Account):
    unit = factories.unit()
    response = act(client, office, "grant", role="leader", unit=unit.pk, since="2026-01-01")
    assert "不能给自己授予角色" in text(response)
    assert Grant.objects.filter(account=office).count() == 1


def test_it_sees_roles_and_gives_or_ends_none(client: Client):
    it = factories.client_of(factories.account_with(Role.IT))
    person, unit, today = factories.account_with(Role.CLERK), factories.unit(), "2026-01-01"
    page = text(it.get(f"/desk/accounts/{person.pk}/"))
    assert "现在不能办：角色由政务公开办授予。" in page
    assert 'name="grant-role"' not in page
    assert 'name="end-grant"' not in page
    assert 'name="leave-deputy"' not in page
    given = {"role": "disclosure_office", "unit": unit.pk, "since": today}
    assert "角色由政务公开办授予" in text(act(it, person, "grant", **given))
    grant = Grant.objects.get(account=person)
    refused = act(it, person, "end", grant=grant.pk, last_day=today)
    assert "角色由政务公开办终止" in text(refused)
    assert Grant.objects.get(account=person).until is None


def test_it_enters_no_leave_that_makes_it_the_office(client: Client, office: Account):
    person = factories.account_with(Role.IT)
    it, other = factories.client_of(person), factories.account_with(Role.CLERK)
    day = timezone.localdate().isoformat()
    response = act(it, office, "leave", deputy=person.pk, since=day, until=day)
    assert response.context["forms"]["leave"].errors["deputy"]
    told = text(act(it, office, "leave", deputy=other.pk, since=day, until=day))
    assert "由本人登记，或者由政务公开办登记" in told
    assert access_of(person, timezone.localdate()).roles == {Role.IT}
    assert access_of(other, timezone.localdate()).roles == {Role.CLERK}


def test_the_grant_of_another_account_is_not_ended_here(client: Client):
    person, other = factories.account(), factories.account_with(Role.CLERK)
    grant = Grant.objects.get(account=other)
    response = act(client, person, "end", grant=grant.pk, last_day="2026-11-20")
    assert response.status_code == 404
    grant.refresh_from_db()
    assert grant.until is None


def test_the_deputy_acts_during_leave(client: Client):
    unit, today = factories.unit(), timezone.localdate()
    person, deputy = factories.account_with(Role.CLERK, unit), factories.account_with(Role.CLERK)
    day = today.isoformat()
    act(client, person, "leave", deputy=deputy.pk, since=day, until=day)
    assert access_of(deputy, today).sees_unit(unit.pk)
    page = text(factories.client_of(deputy).get("/desk/"))
    until = f"{today:%Y}年{today.month}月{today.day}日"
    assert f"您正代理 {person.name}（{unit.name} 信息员），至 {until}。" in page


def test_a_journal_entry_notes_in_words_what_it_noted_in_code():
    person = factories.account_with(Role.CLERK)
    seq = Entry.objects.filter(act="staff.grant").latest("seq").seq
    client = factories.client_of(factories.account_with(Role.DISCLOSURE_OFFICE))
    page = text(client.get(f"/desk/journal/{seq}/"))
    shown, _, written = page.partition("核对用的原始记录")
    assert person.name in shown
    assert "<dt>角色</dt>" in shown
    assert "信息员" in shown
    assert ">clerk<" not in shown
    assert ">clerk<" in written


def test_a_new_temporary_password_ends_the_old_one(client: Client):
    person = factories.account_with(Role.IT)
    person.set_password("Old-password-9")
    person.save()
    response = act(client, person, "password")
    person.refresh_from_db()
    assert person.check_password(response.context["password"])
    assert not person.check_password("Old-password-9")
    assert "接着授予角色" in text(response)
    it = factories.client_of(factories.account_with(Role.IT))
    shown = text(act(it, factories.account_with(Role.CLERK), "password"))
    assert "接着授予角色" not in shown


def test_an_account_is_closed_with_a_reason_and_never_one_s_own(client: Client, office: Account):
    person = factories.account_with(Role.CLERK)
    assert "请写明停用的原因" in text(act(client, person, "active", reason=""))
    act(client, person, "active", reason="调离")
    person.refresh_from_db()
    assert not person.is_active
    act(client, office, "active", reason="试")
    office.refresh_from_db()
    assert office.is_active


NOTICE = {
    "year": 2027,
    "number": "国办发明电〔2026〕7号",
    "lines": "元旦 01-01/01-03\n春节 02-05/02-12 +01-31",
}


def test_a_notice_tells_first_what_moves_and_moves_it_on_confirmation(client: Client):
    duty = factories.duty(factories.unit(), start_on=date(2026, 12, 28))
    assert duty.provisional
    preview = client.post("/desk/notices/enter/", NOTICE)
    before = duty.due_on
    assert "现有 1 项在办时限，录入后 1 项的到期日会改变" in text(preview)
    assert not HolidayNotice.objects.exists()
    duty.refresh_from_db()
    assert duty.due_on == before
    assert not Entry.objects.filter(act="calendar.notice").exists()
    client.post("/desk/notices/enter/", NOTICE | {"confirm": "1"})
    duty.refresh_from_db()
    assert duty.due_on != before
    assert not duty.provisional
    assert "国办发明电〔2026〕7号" in text(client.get("/desk/notices/"))


def test_a_notice_lists_each_date_that_it_would_move_before_it_is_confirmed(client: Client):
    unit = factories.unit()
    moved = factories.duty(unit, start_on=date(2026, 12, 28))
    factories.duty(unit, start_on=date(2026, 11, 2))
    page = client.post("/desk/notices/enter/", NOTICE)
    (row,) = page.context["moves"]
    assert (row.label, row.before) == (moved.subject_label, moved.due_on)
    assert row.url == f"/desk/duties/{moved.pk}/" and row.url in text(page)
    assert f"{row.before:%Y-%m-%d}" in text(page) and f"{row.after:%Y-%m-%d}" in text(page)
    sheet = client.post("/desk/notices/enter/", NOTICE | {"sheet": "csv"}).getvalue().decode()
    assert f"{moved.subject_label}," in sheet and f"{row.before},{row.after}" in sheet
    assert len(sheet.splitlines()) == 2
    assert not HolidayNotice.objects.exists()
    client.post("/desk/notices/enter/", NOTICE | {"confirm": "1"})
    moved.refresh_from_db()
    assert moved.due_on == row.after
    back = client.get("/desk/notices/2027/removal/")
    assert [(each.before, each.after) for each in back.context["moves"]] == [
        (row.after, row.before)
    ]
    again = client.get("/desk/notices/2027/removal/?sheet=xlsx")
    assert again.headers["Content-Disposition"].endswith(".xlsx")
    assert b"".join(again.streaming_content)[:2] == b"PK"
    assert HolidayNotice.objects.exists()


def test_a_notice_shows_the_first_moves_and_the_file_has_all(client: Client, monkeypatch):
    monkeypatch.setattr("mingtang.workbench.views.notices.SHOWN", 2)
    unit = factories.unit()
    for number in range(5):
        factories.duty(unit, label=f"第{number}件", start_on=date(2026, 12, 20 + number))
    page = client.post("/desk/notices/enter/", NOTICE)
    assert len(page.context["moves"]) == 2
    assert "这里列出前 2 项，共 5 项" in text(page)
    sheet = client.post("/desk/notices/enter/", NOTICE | {"sheet": "csv"}).getvalue().decode()
    assert [f"第{number}件" in sheet for number in range(5)] == [True] * 5


def test_who_reads_no_documents_sees_dates_and_no_titles(client: Client):
    duty = factories.duty(factories.unit(), start_on=date(2026, 12, 28))
    client.force_login(factories.account_with(Role.IT))
    page = client.post("/desk/notices/enter/", NOTICE)
    (row,) = page.context["moves"]
    assert (row.label, row.url) == ("不在您的查看范围", "")
    assert duty.subject_label not in text(page)
    sheet = client.post("/desk/notices/enter/", NOTICE | {"sheet": "csv"}).getvalue().decode()
    assert duty.subject_label not in sheet


def test_a_notice_that_cannot_be_read_names_the_line_and_keeps_it(client: Client):
    response = client.post("/desk/notices/enter/", NOTICE | {"lines": "国庆节 10-32/11-02"})
    assert "国庆节 10-32/11-02</textarea>" in text(response)
    assert response.context["form"].errors
    assert not HolidayNotice.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {"year": 2026},
            ["2026 年随系统提供的安排已经完整（国办发明电〔2025〕7号", "原有的清明节、"],
        ),
        ({"number": "云溪政发〔2026〕7号"}, ["“云溪政发〔2026〕7号”不像 2027 年放假通知的文号"]),
        ({"number": "国办发明电〔2021〕7号"}, ["不像 2027 年放假通知的文号"]),
    ],
)
def test_a_doubtful_notice_is_entered_only_when_the_doubt_was_confirmed(
    client: Client, change: dict[str, object], words: list[str]
):
    lines = "元旦 01-01/01-03\n春节 02-14/02-21 +02-28"
    sent = NOTICE | ({"lines": lines} if "year" in change else {}) | change
    preview = text(client.post("/desk/notices/enter/", sent))
    assert all(each in preview for each in words)
    again = text(client.post("/desk/notices/enter/", sent | {"confirm": "1"}))
    assert words[0] in again and not HolidayNotice.objects.exists()
    client.post("/desk/notices/enter/", sent | {"confirm": "1", "sure": "on"})
    assert HolidayNotice.objects.get().number == sent["number"]


def test_a_notice_without_doubts_asks_for_no_confirmation_of_any(client: Client):
    assert 'name="sure"' not in text(client.post("/desk/notices/enter/", NOTICE))


def test_the_year_without_a_notice_is_marked_provisional(client: Client):
    page = text(client.get("/desk/notices/"))
    assert "待定" in page
    assert "2027" in page


def test_a_word_is_added_changed_and_refused_twice(client: Client):
    values = {"word": "某旧称", "kind": "wrong", "advice": "应为新称"}
    client.post("/desk/words/new/", values)
    row = WatchWord.objects.get()
    assert row.active
    assert "已在“常见错误表述”词表中" in text(client.post("/desk/words/new/", values))
    client.post(f"/desk/words/{row.pk}/", values | {"advice": "改为新称"})
    row.refresh_from_db()
    assert (row.advice, row.active) == ("改为新称", False)
    changed = Entry.objects.get(act="word.change").detail["changed"]
    assert changed == {"advice": ["应为新称", "改为新称"], "active": [True, False]}


def test_the_chain_is_verified_on_demand_and_its_break_is_named(client: Client):
    factories.unit()

    def asked_and_run() -> str:
        assert "已申请核对日志" in text(client.post("/desk/checks/", follow=True))
        assert "已排队，通常一分钟内开始" in text(client.get("/desk/checks/"))
        run_all(timezone.now())
        shown = text(client.get("/desk/checks/"))
        assert "已排队，通常一分钟内开始" not in shown
        return shown

    assert "没有改动或缺失" in asked_and_run()
    triggers.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET reason = 'x' WHERE seq = 2")
    triggers.create(connection)
    assert "第 2 条对不上" in asked_and_run()
    assert not CheckRun.objects.get(code="journal.chain").well


def test_it_sees_how_the_last_run_went_and_who_has_no_role():
    factories.account("无角色的人")
    run_all(timezone.now())
    client = factories.client_of(factories.account_with(Role.IT))
    page = text(client.get("/desk/"))
    assert "核对日志有没有被改动" in page
    assert "1 个账号" in page
    assert "无角色的人" in text(client.get("/desk/accounts/?roles=none"))


def test_the_daily_check_of_the_chain_runs_once_a_day():
    now = timezone.now()
    counts = []
    for later in (timedelta(0), timedelta(hours=1), timedelta(hours=24)):
        result = next(each for each in run_all(now + later) if each.name == "journal.chain")
        counts.append(result.count)
    assert counts == [1, 0, 1]


def test_a_broken_chain_stays_shown_and_a_run_every_minute_still_checks_daily():
    factories.unit()
    triggers.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET reason = 'x' WHERE seq = 2")
    triggers.create(connection)
    now = timezone.now()
    counts = []
    for hours in range(49):
        result = next(r for r in run_all(now + timedelta(hours=hours)) if r.name == "journal.chain")
        counts.append(result.count)
        assert not CheckRun.objects.get(code="journal.chain").well
    assert sum(counts) == 3


def test_asking_for_a_check_walks_nothing_in_the_request(
    client: Client, django_assert_max_num_queries: Any
):
    for _ in range(30):
        factories.unit()
    with django_assert_max_num_queries(20):
        client.post("/desk/checks/")
    assert not CheckRun.objects.filter(code="journal.chain").exists()


def test_the_journal_is_filtered_by_act_and_unit(client: Client):
    unit = factories.unit("云溪县档案局")
    factories.word("某词")
    found = client.get("/desk/journal/", {"group": "word"})
    assert {item["row"].act for item in found.context["rows"]} == {"word.add"}
    found = client.get("/desk/journal/", {"unit": unit.pk})
    assert {item["row"].unit_id for item in found.context["rows"]} == {unit.pk}


def test_it_reads_the_journal_of_the_system_only():
    unit = factories.unit()
    factories.published_document(unit)
    client = factories.client_of(factories.account_with(Role.IT))
    acts = {item["row"].act for item in client.get("/desk/journal/").context["rows"]}
    assert acts <= {"unit.create", "staff.create", "staff.grant", "region.create"}
    hidden = Entry.objects.filter(act__startswith="document.").first()
    assert hidden is not None
    assert client.get(f"/desk/journal/{hidden.seq}/").status_code == 404


def test_overdue_running_duties_count_against_a_unit(client: Client):
    unit = factories.unit("云溪县慢局")
    factories.duty(unit, start_on=date(2026, 1, 5), label="早该办的")
    page = client.get("/desk/watch/", {"since": "2026-01-01", "until": "2026-12-31"})
    row = page.context["rows"][0]
    assert (row["unit"], row["on_time"], row["total"], row["open_overdue"]) == (
        "云溪县慢局",
        0,
        1,
        1,
    )
    assert "0%" in text(page)
    assert "期间 2026-01-01 至 2026-12-31" in text(page)
    assert "期间亮红牌" in text(page)
    assert "云溪县慢局" in text(client.get("/desk/"))
    assert Duty.objects.get().ended_on is None
