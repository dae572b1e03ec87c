"""Log-in by user name, lockout, log-out, and what the journal keeps of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.test import Client
from django.utils import timezone

from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry
from mingtang.orgs import account_services
from mingtang.orgs.account_services import locked_until
from tests.staff import LOGIN, PASSWORD, is_in, log_in, make_account

pytestmark = pytest.mark.django_db
WRONG = "用户名或密码不正确。"


def acts() -> list[str]:
    return list(Entry.objects.values_list("act", flat=True))


def test_the_page_is_chinese_and_offers_no_sign_up_and_no_reset(client: Client) -> None:
    page = client.get(LOGIN).content.decode()
    assert "<title>工作台登录" in page
    assert "用户名" in page
    assert "signup" not in page
    assert "password/reset" not in page
    for english in ("Sign", "Username", "Password", "Forgot", "Remember"):
        assert english not in page


def test_the_right_password_leads_to_the_workbench_under_a_new_session_key(client: Client) -> None:
    make_account()
    client.get(LOGIN)
    session = client.session
    session["before"] = 1
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = old = session.session_key
    answer = log_in(client)
    assert answer.status_code == 302
    assert answer["Location"] == "/desk/"
    assert is_in(client)
    assert client.session.session_key != old


def test_a_log_in_is_journalled_with_address_and_means(client: Client) -> None:
    account = make_account(role="clerk")
    log_in(client, REMOTE_ADDR="10.1.2.3")
    entry = Entry.objects.get(act="staff.login")
    assert (entry.actor_id, entry.actor_name) == (account.pk, "张伟")
    assert entry.actor_unit_name == "示范县教育局"
    assert entry.detail == {"address": "10.1.2.3", "methods": ["password"]}
    assert not entry.public


def test_a_failed_log_in_is_journalled_without_what_was_typed(client: Client) -> None:
    account = make_account()
    assert WRONG in log_in(client, password="Some-Secret-99").content.decode()
    log_in(client, username="Typed-My-Password-9")
    known, unknown = Entry.objects.order_by("seq")
    assert (known.act, known.subject_id, known.subject_label) == (
        "staff.login_failed",
        str(account.pk),
        "张伟",
    )
    assert (unknown.act, unknown.subject_id, unknown.subject_label) == (
        "staff.login_failed",
        "",
        "未知用户名",
    )
    everything = str(list(Entry.objects.values()))
    assert "Some-Secret-99" not in everything
    assert "Typed-My-Password-9" not in everything
    assert "Some-Secret-99" not in str(list(AccessAttempt.objects.values()))


def test_unknown_closed_and_known_accounts_answer_alike(client: Client) -> None:
    make_account()
    closed = make_account("lina", name="李娜")
    closed.is_active = False
    closed.save()
    pages = set()
    for username, password in (("zhangwei", "x"), ("nobody", "x"), ("lina", PASSWORD)):
        answer = log_in(client, username, password)
        assert answer.status_code == 200
        text = answer.content.decode().replace(username, "")
        pages.add(text[text.index("<main") :].split("csrfmiddlewaretoken")[0])
        assert WRONG in text
    assert len(pages) == 1
    assert not is_in(client)


def test_an_unknown_name_costs_a_hash_like_a_known_one(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_account()
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: Any, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    log_in(client, password="one")
    known = len(hashed)
    log_in(client, "nobody", "two")
    assert known == len(hashed) - known == 1


@pytest.mark.parametrize("username", ["zhangwei", "nobody"])
def test_five_failures_lock_and_the_page_says_how_long_and_what_to_do(
    client: Client, username: str
) -> None:
    make_account()
    limit = settings.MINGTANG_LOCKOUT_FAILURES
    codes = [log_in(client, username, "wrong").status_code for _ in range(limit)]
    assert codes == [200] * (limit - 1) + [429]
    answer = log_in(client, username)
    page = answer.content.decode()
    assert answer.status_code == 429
    assert answer["Retry-After"] == "300"
    assert "锁定 5 分钟" in page
    assert "政务公开办解除锁定" in page
    assert username not in page
    assert not is_in(client)


def test_a_lockout_ends_after_the_minutes_that_the_page_named(client: Client) -> None:
    make_account()
    for _ in range(5):
        log_in(client, password="wrong")
    minutes = settings.MINGTANG_LOCKOUT_MINUTES
    fifth = timezone.now() - timedelta(minutes=minutes, seconds=-20)
    AccessAttempt.objects.update(attempt_time=fifth)
    assert log_in(client).status_code == 429  # which must not start the minutes anew
    assert abs(AccessAttempt.objects.get().attempt_time - fifth) < timedelta(seconds=1)
    AccessAttempt.objects.update(attempt_time=fifth - timedelta(seconds=30))
    assert log_in(client).status_code == 302


def test_another_address_and_another_name_are_not_locked(client: Client) -> None:
    make_account()
    make_account("lina", name="李娜")
    for _ in range(5):
        log_in(client, password="wrong")
    assert log_in(Client(), REMOTE_ADDR="10.9.9.9").status_code == 302
    assert log_in(Client(), "lina").status_code == 302


def test_a_success_forgets_the_failures_before_it(client: Client) -> None:
    make_account()
    for _ in range(3):
        for _ in range(4):
            assert log_in(client, password="wrong").status_code == 200
        assert log_in(client).status_code == 302
        client.post("/account/logout/")


def test_a_lockout_is_journalled_once_and_attempts_under_it_are_not(client: Client) -> None:
    make_account()
    for _ in range(9):
        log_in(client, password="wrong")
    assert acts().count("staff.login_failed") == 5
    assert acts().count("staff.locked_out") == 1


def test_the_office_ends_a_lockout(client: Client) -> None:
    account = make_account()
    for _ in range(5):
        log_in(client, password="wrong")
    office = make_account("office", name="公开办")
    by = Actor(office.pk, office.name, "disclosure_office")
    assert locked_until("zhangwei") is not None
    assert account_services.unlock(account, by=by, at=timezone.now())
    assert locked_until("zhangwei") is None
    assert Entry.objects.get(act="staff.unlock").actor_name == "公开办"
    assert log_in(client).status_code == 302
    assert not account_services.unlock(account, by=by, at=timezone.now())


def test_behind_a_proxy_the_address_is_the_one_the_proxy_wrote(
    client: Client, settings: Any
) -> None:
    settings.MINGTANG_BEHIND_PROXY = True
    make_account()
    for number in range(5):
        forged = f"10.0.0.{number}, 203.0.113.7"
        answer = log_in(client, password="wrong", HTTP_X_FORWARDED_FOR=forged)
    assert answer.status_code == 429
    assert log_in(client, HTTP_X_FORWARDED_FOR="203.0.113.8").status_code == 302


def test_without_a_proxy_a_forged_address_counts_for_nothing(client: Client) -> None:
    make_account()
    for number in range(5):
        answer = log_in(client, password="wrong", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
    assert answer.status_code == 429


def test_one_address_cannot_fill_the_journal_under_ever_new_names(client: Client) -> None:
    make_account()
    codes = [log_in(client, f"name{number}", "x").status_code for number in range(70)]
    assert codes[:60] == [200] * 60
    assert set(codes[60:]) == {429}
    assert Entry.objects.count() == 60
    assert "过于频繁" in log_in(client, "another", "x").content.decode()


def test_log_out_needs_a_posting_and_is_journalled(client: Client) -> None:
    make_account()
    log_in(client)
    page = client.get("/account/logout/")
    assert page.status_code == 200
    assert is_in(client)
    answer = client.post("/account/logout/")
    assert answer["Location"] == "/"
    assert not is_in(client)
    assert acts() == ["staff.login", "staff.logout"]


def test_postings_without_a_token_are_refused() -> None:
    make_account()
    strict = Client(enforce_csrf_checks=True)
    assert log_in(strict).status_code == 403
    assert not is_in(strict)


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "http://testserver/desk/",
        "//localhost:9999/",
        "%2f%2fevil.example",
        "\thttps://evil.example",
    ],
)
def test_no_log_in_or_log_out_leads_to_another_site(client: Client, target: str) -> None:
    make_account()
    answer = client.post(LOGIN, {"login": "zhangwei", "password": PASSWORD, "next": target})
    assert answer.status_code == 302
    assert answer["Location"] == "/desk/"
    assert client.post("/account/logout/", {"next": target})["Location"] == "/"


def test_a_local_page_is_come_back_to(client: Client) -> None:
    make_account()
    answer = client.post(
        LOGIN, {"login": "zhangwei", "password": PASSWORD, "next": "/desk/documents?page=2"}
    )
    assert answer["Location"] == "/desk/documents?page=2"


def test_hostile_input_is_refused_like_any_other(client: Client) -> None:
    make_account()
    for username in ("' OR 1=1 --", "zhang\x00wei", "字" * 5000, "<script>alert(1)</script>", "%"):
        answer = log_in(client, username, "x" * 3000)
        assert answer.status_code in (200, 429)
        assert "<script>alert" not in answer.content.decode()
    assert not is_in(client)
