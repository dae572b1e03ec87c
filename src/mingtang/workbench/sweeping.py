"""What is kept for a while only, and goes: the daily sweep.

Each sweeper is a function of the time that removes what is older than its kind is kept and
returns how much that was. Retention of each: ``docs/operate.md``.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import QuerySet

from mingtang.files.services import sweep_temporary

from .checks import due_today, keep
from .models import RefusedSheet

logger = logging.getLogger(__name__)

SWEEP = "housekeeping.sweep"
LABEL = "清理过期内容"
KEPT_FILES = timedelta(days=1)
KEPT_SHEETS = timedelta(days=30)

Sweeper = Callable[[datetime], int]
_sweepers: dict[str, Sweeper] = {}


def register_sweeper(chinese: str, sweeper: Sweeper) -> None:
    """Add what a layer above keeps for a while (once, from ``AppConfig.ready``)."""
    _sweepers[chinese] = sweeper


def register_own() -> None:
    """The sweepers of what stands below the workbench, and of its own."""
    register_sweeper("上传中断的文件", sweep_files)
    register_sweeper("过期的会话", sweep_sessions)
    register_sweeper("退回的表格", sweep_sheets)
    register_sweeper("登录失败计数", sweep_attempts)
    register_sweeper("数据库统计", refresh_statistics)


def daily_sweep(now: datetime) -> int:
    """The periodic job: once a day, however often it is called; how many things went.

    A sweeper that fails keeps none of the others from running; the job then fails as a whole.
    """
    if not due_today(SWEEP, now):
        return 0
    counts, failed = {}, []
    for chinese, sweeper in _sweepers.items():
        try:
            counts[chinese] = sweeper(now)
        except Exception:
            logger.exception("sweeping %s failed", chinese)
            failed.append(chinese)
    if failed:
        raise RuntimeError(f"没有清理：{'、'.join(failed)}")
    swept = "，".join(f"{chinese} {count}" for chinese, count in counts.items() if count)
    keep(SWEEP, LABEL, now, well=True, text=swept or "没有过期的内容")
    return sum(counts.values())


def sweep_files(now: datetime) -> int:
    """Uploads that were broken off, and contents that no row knows, after a day."""
    return sweep_temporary(now - KEPT_FILES)


def refresh_statistics(now: datetime) -> int:
    """Let SQLite learn anew how its tables are filled, which the long lists rest on.

    Removes nothing. PostgreSQL does so by itself.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")
    return 0


def sweep_sessions(now: datetime) -> int:
    """Sessions past their end, by the store's own means."""
    rows = Session.objects.filter(expire_date__lt=now)
    count = rows.count()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return count


def sweep_sheets(now: datetime) -> int:
    """Refused rows of sheets that nobody fetched; they hold names and telephones."""
    return _removed(RefusedSheet.objects.filter(made_at__lt=now - KEPT_SHEETS))


def sweep_attempts(now: datetime) -> int:
    """Counted log-in failures with their addresses, after ``log_keep_days``; the journal stays."""
    limit = now - timedelta(days=settings.MINGTANG_LOG_KEEP_DAYS)
    kinds = (AccessAttempt, AccessFailureLog, AccessLog)
    return sum(_removed(kind.objects.filter(attempt_time__lt=limit)) for kind in kinds)


def _removed(rows: QuerySet[Any]) -> int:
    return rows.delete()[0]
