"""The last outcome of periodic jobs and of the check of the journal."""

from __future__ import annotations

from datetime import datetime, timedelta

from mingtang.duties.periodic import JobResult
from mingtang.journal.check import ChainReport, verify_chain

from .models import CheckRun

CHAIN = "journal.chain"
CHAIN_LABEL = "日志链核验"
ASKED = "journal.chain.asked"
DAILY = frozenset({CHAIN, "housekeeping.sweep"})
"""Jobs that do their work once a day and keep its outcome themselves."""

_DAY = timedelta(hours=20)


def keep_results(results: list[JobResult], now: datetime) -> None:
    """Keep how each job went (observer of :mod:`mingtang.duties.periodic`).

    Of a daily job only a failure: that it had nothing to do must not cover what it found, nor
    count as its last run.
    """
    for result in results:
        if result.name in DAILY and not result.fault:
            continue
        keep(
            result.name,
            result.chinese,
            now,
            well=not result.fault,
            text=result.fault or f"处理 {result.count} 项",
        )


def keep(code: str, label: str, now: datetime, *, well: bool, text: str) -> CheckRun:
    """Keep one outcome in the place of the former one."""
    row, _ = CheckRun.objects.update_or_create(
        code=code, defaults={"label": label, "at": now, "well": well, "text": text[:300]}
    )
    return row


def due_today(code: str, now: datetime) -> bool:
    """Whether the daily job ``code`` did not run for most of a day (or the clock was set back)."""
    last = CheckRun.objects.filter(code=code).first()
    return last is None or not timedelta(0) <= now - last.at < _DAY


def ask_for_chain_check(now: datetime) -> None:
    """Have the next periodic run walk the chain, which takes too long for a request."""
    keep(ASKED, "日志链核验（已申请）", now, well=True, text="等下一次定时运行时核验")


def check_chain(now: datetime) -> ChainReport:
    """Walk the whole journal and keep the outcome."""
    report = verify_chain()
    text = f"{report.checked} 条前后相接，日志链完整"
    if not report.whole:
        text = f"日志链断于第 {report.broken_seq} 条：{report.fault_zh}。请保留现场并报告。"
    keep(CHAIN, CHAIN_LABEL, now, well=report.whole, text=text)
    return report


def daily_chain_check(now: datetime) -> int:
    """The periodic job: once a day and when asked for. Returns 1 when it checked."""
    asked, _ = CheckRun.objects.filter(code=ASKED).delete()
    if not asked and not due_today(CHAIN, now):
        return 0
    check_chain(now)
    return 1
