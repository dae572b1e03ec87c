"""What the settings promise of every response and session, whatever page it is."""

from __future__ import annotations

import socket
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from mingtang.journal.actor import Actor
from mingtang.journal.models import Entry
from mingtang.journal.services import record

LOGIN = "/account/login/"


def test_tests_cannot_reach_the_network() -> None:
    with socket.socket() as outward, pytest.raises(PermissionError, match="no network"):
        outward.connect(("192.0.2.1", 80))


@pytest.mark.django_db
def test_every_response_forbids_foreign_and_inline_content(client: Client) -> None:
    response = client.get(LOGIN)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["signup/", "signup/passkey/", "email/", "password/reset/", "password/set/"]
)
def test_nobody_can_make_an_account_or_reset_a_password_from_outside(
    client: Client, path: str
) -> None:
    form = {"username": "intruder", "password1": "Abcdef-12345", "email": "a@b.example"}
    assert client.get(f"/account/{path}").status_code == 404
    assert client.post(f"/account/{path}", form).status_code == 404
    assert not get_user_model().objects.exists()


@pytest.mark.django_db
def test_repeated_failures_lock_the_account_even_for_the_right_password(client: Client) -> None:
    get_user_model().objects.create_user("clerk", password="Right-Word-1", name="某人")
    for _ in range(settings.MINGTANG_LOCKOUT_FAILURES):
        client.post(LOGIN, {"login": "clerk", "password": "wrong"})
    answer = client.post(LOGIN, {"login": "clerk", "password": "Right-Word-1"})
    assert answer.status_code == 429
    assert "_auth_user_id" not in client.session
    other = client.post(
        LOGIN, {"login": "clerk", "password": "Right-Word-1"}, REMOTE_ADDR="10.0.0.9"
    )
    assert other.status_code == 302


@pytest.mark.django_db
def test_a_session_moves_on_with_use_and_is_saved_at_most_once_a_minute(client: Client) -> None:
    user = get_user_model().objects.create_user("clerk", password="Right-Word-1", name="某人")
    client.force_login(user)
    client.get("/account/logout/")
    session = client.session
    ends = timezone.now() + timedelta(minutes=settings.MINGTANG_SESSION_IDLE_MINUTES)
    assert abs(session.get_expiry_date() - ends) < timedelta(seconds=10)
    seen = session["seen_at"]
    client.get("/account/logout/")
    assert client.session["seen_at"] == seen
    session["seen_at"] = seen - 61
    session.save()
    client.get("/account/logout/")
    assert client.session["seen_at"] >= seen


@pytest.mark.django_db
def test_a_visitor_gets_no_session(client: Client) -> None:
    assert settings.SESSION_COOKIE_NAME not in client.get(LOGIN).cookies


def test_writers_on_sqlite_queue_and_commits_reach_the_disk() -> None:
    if connection.vendor == "sqlite":
        options = settings.DATABASES["default"]["OPTIONS"]
        assert options["transaction_mode"] == "IMMEDIATE"
        assert options["timeout"] >= 20
    assert not settings.DATABASES["default"].get("ATOMIC_REQUESTS")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", [1, 2])
def test_the_flush_between_tests_passes_the_journal_guards(run: int) -> None:
    assert not Entry.objects.exists()
    with transaction.atomic():
        record(
            act="test.kept",
            subject=("test", run, "一件事"),
            by=Actor.system(),
            at=timezone.now(),
        )
    assert Entry.objects.count() == 1
