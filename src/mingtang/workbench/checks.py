"""The last outcome of periodic jobs and of the check of the journal."""

from __future__ import annotations

from datetime import datetime, timedelta

from mingtang.duties.periodic import JobResult
from mingtang.journal.check import ChainReport, verify_chain

from .models import CheckRun

CHAIN = "journal.chain"
CHAIN_LABEL = "核对日志有没有被改动"
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
            text=_outcome(result),
        )


def _outcome(result: JobResult) -> str:
    if result.fault:
        return f"没有办成，下一次会再试。请把这一行转给维护人员：{result.fault}"
    return f"办了 {result.count} 项" if result.count else "运行过，没有要办的"


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
    keep(ASKED, "核对日志（已申请）", now, well=True, text="已排队，通常一分钟内开始")


def check_chain(now: datetime) -> ChainReport:
    """Walk the whole journal and keep the outcome."""
    report = verify_chain()
    text = f"{report.checked} 条前后相接，没有改动或缺失"
    if not report.whole:
        text = f"第 {report.broken_seq} 条对不上：{report.fault_zh}。请不要再改动数据，马上报告。"
    keep(CHAIN, CHAIN_LABEL, now, well=report.whole, text=text)
    return report


def daily_chain_check(now: datetime) -> int:
    """The periodic job: once a day and when asked for. Returns 1 when it checked."""
    asked, _ = CheckRun.objects.filter(code=ASKED).delete()
    if not asked and not due_today(CHAIN, now):
        return 0
    check_chain(now)
    return 1
