"""Work that time itself brings: one idempotent entry point, each job on its own.

No job asks when it last ran: each looks at what is due now, so that a week of missed runs loses
nothing and a second run on the same day does nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

logger = logging.getLogger(__name__)

Job = Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class JobResult:
    """What one job did. ``count`` is how many things it changed; ``fault`` is empty if well."""

    name: str
    chinese: str
    count: int
    fault: str = ""


_jobs: dict[str, tuple[str, Job]] = {}

Observer = Callable[[list[JobResult], datetime], None]
_observers: list[Observer] = []


def observe_runs(observer: Observer) -> None:
    """Have ``observer(results, now)`` called after each run, to show how the last one went."""
    if observer not in _observers:
        _observers.append(observer)


def register_job(name: str, chinese: str, job: Job) -> None:
    """Add a job (once, from ``AppConfig.ready``); ``job(now)`` returns how much it changed."""
    _jobs[name] = (chinese, job)


def run_all(now: datetime) -> list[JobResult]:
    """Run every job; one that fails is reported and does not keep the others from running."""
    results = []
    for name, (chinese, job) in _jobs.items():
        try:
            results.append(JobResult(name, chinese, job(now)))
        except Exception as fault:
            logger.exception("periodic job %s failed", name)
            results.append(JobResult(name, chinese, 0, f"{type(fault).__name__}: {fault}"))
    for observer in _observers:
        observer(results, now)
    return results
