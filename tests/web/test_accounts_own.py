"""The own account: password change, sessions, closed accounts, profile and leave."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry
from mingtang.orgs import account_services
from mingtang.orgs.models import Account, Grant, Leave
from mingtang.statute.violations import RuleViolation
from tests.staff import PASSWORD, is_in, log_in, make_account, make_unit

pytestmark = pytest.mark.django_db
CHANGE = "/account/password/change/"
NEW = "Pond-92-Kettle"


def change(client: Client, old: str = PASSWORD, new: str = NEW, again: str = NEW) -> Any:
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": again})


def test_a_changed_password_holds_and_other_sessions_end(client: Client) -> None:
    account = make_account(role="clerk")
    other = Client()
    log_in(other)
    log_in(client)
    key = client.session.session_key
    assert change(client)["Location"] == "/account/"
    assert client.get("/account/").status_code == 200
    assert client.session.session_key != key
    assert other.get("/account/")["Location"].startswith("/account/login/")
    account.refresh_from_db()
    assert account.password_changed_at is not None
    assert Entry.objects.get(act="staff.password_change").actor_id == account.pk
    assert PASSWORD not in str(list(Entry.objects.values()))
    assert NEW not in str(list(Entry.objects.values()))
    assert log_in(Client(), password=PASSWORD).status_code == 200
    assert log_in(Client(), password=NEW).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("wrong", NEW, NEW, "现在的密码不正确"),
        (PASSWORD, NEW, NEW + "x", "两次输入的新密码不一样"),
        (PASSWORD, PASSWORD, PASSWORD, "不能使用最近 5 次用过的密码"),
        (PASSWORD, "Ab-3x7m", "Ab-3x7m", "至少要有 8 个字符"),
        (PASSWORD, "kettlepond", "kettlepond", "中的至少 3 类"),
        (PASSWORD, "Zhangwei-7183", "Zhangwei-7183", "不能包含用户名"),
        (PASSWORD, "P@ssw0rd1", "P@ssw0rd1", "太常见"),
    ],
)
def test_a_refused_password_changes_nothing_and_says_why(
    client: Client, old: str, new: str, again: str, said: str
) -> None:
    account = make_account()
    log_in(client)
    answer = change(client, old, new, again)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    before = account.password
    account.refresh_from_db()
    assert account.password == before
    assert not Entry.objects.filter(act="staff.password_change").exists()


def test_a_temporary_password_opens_only_the_change_page(client: Client) -> None:
    account = make_account(role="clerk")
    log_in(client)
    given = account_services.issue_password(account, by=Actor.system("王办"), at=timezone.now())
    assert client.get("/account/")["Location"].startswith("/account/login/")
    assert log_in(client, password=PASSWORD).status_code == 200
    assert log_in(client, password=given).status_code == 302
    for path in ("/desk/", "/account/", "/account/2fa/", "/", "/account/2fa/totp/activate/"):
        assert client.get(path)["Location"] == CHANGE
    page = client.get(CHANGE).content.decode()
    assert "临时密码" in page
    assert 'action="/account/logout/"' in page
    assert change(client, given).status_code == 302
    assert client.get("/account/").status_code == 200
    account.refresh_from_db()
    assert not account.password_is_temporary
    assert Entry.objects.get(act="staff.password_reset").actor_name == "王办"


def test_with_a_temporary_password_one_can_leave(client: Client) -> None:
    account = make_account()
    given = account_services.reset_password(account, by=Actor.system(), at=timezone.now())
    log_in(client, password=given)
    client.post("/account/logout/")
    assert not is_in(client)


def test_an_old_password_is_changed_first(client: Client) -> None:
    account = make_account(role="clerk")
    days = settings.MINGTANG_PASSWORD_MAX_AGE_DAYS
    account.password_changed_at = timezone.now() - timedelta(days=days, minutes=1)
    account.save()
    log_in(client)
    assert client.get("/desk/")["Location"] == CHANGE
    assert f"使用满 {days} 天" in client.get(CHANGE).content.decode()
    change(client)
    assert client.get("/account/").status_code == 200


def test_the_password_of_a_closed_account_is_not_reset() -> None:
    account = make_account()
    account.is_active = False
    account.save()
    with pytest.raises(RuleViolation):
        account_services.reset_password(account, by=Actor.system(), at=timezone.now())


def test_a_closed_account_is_out_at_its_next_request(client: Client) -> None:
    account = make_account(role="clerk")
    log_in(client)
    assert client.get("/account/").status_code == 200
    account.is_active = False
    account.save()
    assert client.get("/account/")["Location"].startswith("/account/login/")
    assert client.get("/desk/").status_code == 302


def test_an_account_without_role_comes_in_and_is_told_so(client: Client) -> None:
    account = make_account(role="clerk")
    Grant.objects.filter(account=account).update(until=date(2021, 1, 1))
    log_in(client)
    desk = client.get("/desk/")
    assert desk.status_code == 403
    assert "还没有角色" in desk.content.decode()
    page = client.get("/account/").content.decode()
    assert "已结束" in page


def test_an_idle_session_ends(client: Client) -> None:
    make_account()
    log_in(client)
    ends = client.session.get_expiry_date()
    idle = timedelta(minutes=settings.MINGTANG_SESSION_IDLE_MINUTES)
    assert abs(ends - timezone.now() - idle) < timedelta(seconds=10)
    from django.contrib.sessions.models import Session

    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/account/")["Location"].startswith("/account/login/")


def test_a_session_ends_after_twelve_hours_though_in_use(client: Client) -> None:
    make_account()
    log_in(client)
    session = client.session
    session["began_at"] -= 3600 * settings.MINGTANG_SESSION_MAX_HOURS - 60
    session.save()
    assert client.get("/account/").status_code == 200
    session["began_at"] -= 61
    session.save()
    assert client.get("/account/").status_code == 302
    assert not is_in(client)


def test_a_clock_set_back_does_not_lengthen_a_session(client: Client) -> None:
    make_account()
    log_in(client)
    session = client.session
    session["began_at"] += 30 * 3600
    session.save()
    assert client.get("/account/").status_code == 302
    assert not is_in(client)


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(client: Client) -> None:
    make_account()
    cookie = log_in(client).cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]  # gone with the browser
    assert not cookie["domain"]


def test_the_profile_shows_roles_with_their_periods(client: Client) -> None:
    account = make_account(role="clerk")
    unit = make_unit("示范县司法局", "2")
    Grant.objects.create(
        account=account, role="leader", unit=unit, since=date(2021, 3, 1), until=date(2022, 2, 28)
    )
    log_in(client)
    page = client.get("/account/").content.decode()
    for shown in ("信息员", "示范县教育局", "2020-01-01", "长期", "有效"):
        assert shown in page
    for shown in ("单位负责人", "示范县司法局", "2022-02-28", "已结束", "未启用"):
        assert shown in page


def leave(client: Client, since: date, until: date, deputy: Account) -> Any:
    form = {"since": since.isoformat(), "until": until.isoformat(), "deputy": deputy.pk}
    return client.post("/account/", form)


def test_leave_is_entered_for_oneself_with_a_colleague_and_taken_back(client: Client) -> None:
    unit = make_unit()
    account = make_account(role="clerk", unit=unit)
    colleague = make_account("lina", name="李娜", role="clerk", unit=unit)
    log_in(client)
    today = timezone.localdate()
    answer = leave(client, today + timedelta(days=1), today + timedelta(days=5), colleague)
    assert answer["Location"] == "/account/"
    entered = Leave.objects.get()
    assert (entered.account, entered.deputy) == (account, colleague)
    assert Entry.objects.get(act="staff.leave").actor_id == account.pk
    assert "由李娜代理" in client.get("/account/").content.decode()
    client.post(f"/account/leave/{entered.pk}/end/")
    assert not Leave.objects.exists()
    assert Entry.objects.get(act="staff.leave_end").detail["withdrawn"] is True


def test_coming_back_early_ends_the_leave_yesterday(client: Client) -> None:
    unit = make_unit()
    account = make_account(role="clerk", unit=unit)
    colleague = make_account("lina", name="李娜", role="clerk", unit=unit)
    today = timezone.localdate()
    entered = Leave.objects.create(
        account=account,
        deputy=colleague,
        since=today - timedelta(days=3),
        until=today + timedelta(days=3),
    )
    log_in(client)
    client.post(f"/account/leave/{entered.pk}/end/")
    entered.refresh_from_db()
    assert entered.until == today - timedelta(days=1)


def test_leave_is_refused_for_strangers_oneself_the_past_and_twice(client: Client) -> None:
    unit = make_unit()
    account = make_account(role="clerk", unit=unit)
    colleague = make_account("lina", name="李娜", role="clerk", unit=unit)
    stranger = make_account("sun", name="孙某", role="clerk", unit=make_unit("示范县司法局", "2"))
    log_in(client)
    today = timezone.localdate()
    later = today + timedelta(days=2)
    for refused in (
        leave(client, today, later, stranger),
        leave(client, today, later, account),
        leave(client, today - timedelta(days=1), later, colleague),
        leave(client, later, today, colleague),
    ):
        assert refused.status_code == 200
        assert "error-summary" in refused.content.decode()
    assert not Leave.objects.exists()
    assert leave(client, today, later, colleague).status_code == 302
    assert "已登记休假" in leave(client, today, later, colleague).content.decode()


def test_the_leave_of_another_is_not_ended(client: Client) -> None:
    unit = make_unit()
    make_account(role="clerk", unit=unit)
    colleague = make_account("lina", name="李娜", role="clerk", unit=unit)
    today = timezone.localdate()
    entered = Leave.objects.create(
        account=colleague, deputy=Account.objects.get(username="zhangwei"), since=today, until=today
    )
    log_in(client)
    assert client.post(f"/account/leave/{entered.pk}/end/").status_code == 404
    assert client.get(f"/account/leave/{entered.pk}/end/").status_code == 405
    assert Leave.objects.filter(pk=entered.pk).exists()
