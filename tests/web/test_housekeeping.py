"""What is kept for a while goes after it, once a day, and nothing younger."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from mingtang.disclosure import buffers
from mingtang.disclosure.models import DraftBuffer
from mingtang.duties.periodic import run_all
from mingtang.files import store
from mingtang.journal.models import Entry
from mingtang.orgs.models import Account
from mingtang.orgs.roles import Role
from mingtang.workbench import sweeping
from mingtang.workbench.models import CheckRun, RefusedSheet
from tests import factories

pytestmark = pytest.mark.django_db

NOW = timezone.now()
SWEEP = "housekeeping.sweep"


def sweep(at: datetime = NOW) -> Any:
    return next(each for each in run_all(at) if each.name == SWEEP)


def person() -> Account:
    return factories.account_with(Role.CLERK)


def kept_sheet(account: Account, age: timedelta) -> RefusedSheet:
    return RefusedSheet.objects.create(account=account, name="退回", made_at=NOW - age, lines=[[]])


def attempt(username: str, age: timedelta) -> AccessAttempt:
    row = AccessAttempt.objects.create(username=username, failures_since_start=5)
    AccessAttempt.objects.filter(pk=row.pk).update(attempt_time=NOW - age)
    return row


def broken_off(name: str, age: timedelta) -> Any:
    folder = store.root() / store.INCOMING
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.part"
    path.write_bytes(b"half")
    then = (NOW - age).timestamp()
    os.utime(path, (then, then))
    return path


def test_refused_sheets_go_after_thirty_days() -> None:
    account = person()
    old, young = (kept_sheet(account, timedelta(days=days)) for days in (31, 29))
    assert sweep().count == 1
    assert list(RefusedSheet.objects.all()) == [young]
    assert old.pk != young.pk


def test_what_was_typed_and_left_goes_after_thirty_days() -> None:
    clerk = person()
    unit = clerk.grants.get().unit
    for days in (31, 29):
        document = factories.draft(unit, clerk, title=f"关于{days}项工作的通知")
        buffers.keep(document, clerk.pk, {"title": ["改"]}, NOW - timedelta(days=days))
    assert sweep().count == 1
    assert DraftBuffer.objects.get().document.title == "关于29项工作的通知"


def test_sessions_go_when_they_have_ended() -> None:
    factories.client_of(person())
    factories.client_of(person())
    gone = Session.objects.first()
    assert gone is not None
    Session.objects.filter(pk=gone.pk).update(expire_date=NOW - timedelta(minutes=1))
    assert sweep().count == 1
    assert Session.objects.exclude(pk=gone.pk).count() == Session.objects.count() == 1


def test_counted_log_in_failures_go_with_the_logs_and_the_journal_stays() -> None:
    entries = Entry.objects.count()
    days = settings.MINGTANG_LOG_KEEP_DAYS
    attempt("old", timedelta(days=days + 1))
    young = attempt("young", timedelta(days=days - 1))
    assert sweep().count == 1
    assert list(AccessAttempt.objects.all()) == [young]
    assert Entry.objects.count() == entries


def test_uploads_broken_off_go_after_a_day() -> None:
    old, young = broken_off("old", timedelta(hours=25)), broken_off("young", timedelta(hours=23))
    assert sweep().count == 1
    assert (old.exists(), young.exists()) == (False, True)
    young.unlink()


def test_it_sweeps_once_a_day_and_tells_what_went() -> None:
    account = person()
    kept_sheet(account, timedelta(days=31))
    assert sweep().count == 1
    shown = CheckRun.objects.get(code=SWEEP)
    assert (shown.text, shown.at) == ("退回的表格 1", NOW)
    kept_sheet(account, timedelta(days=31))
    assert sweep(NOW + timedelta(minutes=1)).count == 0
    shown.refresh_from_db()
    assert (shown.text, shown.at) == ("退回的表格 1", NOW)
    assert sweep(NOW + timedelta(hours=24)).count == 1


def test_a_sweeper_that_fails_is_named_and_keeps_no_other_from_running(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(now: datetime) -> int:
        raise OSError("disk")

    monkeypatch.setitem(sweeping._sweepers, "上传中断的文件", broken)
    kept_sheet(person(), timedelta(days=31))
    assert "上传中断的文件" in sweep().fault
    assert not RefusedSheet.objects.exists()
    assert not CheckRun.objects.get(code=SWEEP).well


def test_the_sweep_refreshes_what_the_database_knows_of_its_tables() -> None:
    person()
    sweep()
    if connection.vendor != "sqlite":
        assert sweeping.refresh_statistics(NOW) == 0
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'orgs_account'")
        assert cursor.fetchone()[0] > 0
