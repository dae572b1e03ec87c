"""The last outcome of periodic jobs and of the check of the journal."""

from __future__ import annotations

from datetime import datetime, timedelta

from mingtang.duties.periodic import JobResult
from mingtang.journal.check import ChainReport, verify_chain

from .models import CheckRun

CHAIN = "journal.chain"
CHAIN_EVERY = timedelta(hours=20)


def keep_results(results: list[JobResult], now: datetime) -> None:
    """Keep how each job went (observer of :mod:`mingtang.duties.periodic`)."""
    for result in results:
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


def check_chain(now: datetime) -> ChainReport:
    """Walk the whole journal and keep the outcome."""
    report = verify_chain()
    text = f"{report.checked} 条前后相接" if report.whole else report.fault_zh
    keep(CHAIN, "日志链核验", now, well=report.whole, text=text)
    return report


def daily_chain_check(now: datetime) -> int:
    """The periodic job: once a day, however often it is called. Returns 1 when it checked."""
    last = CheckRun.objects.filter(code=CHAIN).first()
    if last and timedelta(0) <= now - last.at < CHAIN_EVERY:
        return 0
    check_chain(now)
    return 1
