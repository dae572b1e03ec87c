"""Counting readings without a database write per view: added up in memory, written in batches."""

from __future__ import annotations

import logging
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping

from django.db import DatabaseError, transaction
from django.db.models import Case, F, Value, When

from .models import Entry, ViewCount

logger = logging.getLogger(__name__)

BATCH = 50
"""Readings after which the batch is written."""
SECONDS = 30.0
"""Seconds after which a batch is written however small it is."""

_ROBOT = re.compile(
    r"bot|crawl|spider|slurp|curl|wget|python|java/|go-http|httpclient|headless|monitor|scrapy"
    r"|feed|preview|archiv|libwww",
    re.I,
)


def is_robot(user_agent: str) -> bool:
    """Whether a program rather than a person seems to read; no user agent counts as a program."""
    return not user_agent.strip() or _ROBOT.search(user_agent) is not None


class ReadingCounter:
    """Readings of one process that are not written yet. Safe between threads.

    A batch that the database refuses (locked, full) is put back and tried again later; what a
    killed process had not written is lost: at most ``BATCH`` readings.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock = threading.Lock()
        self._pending: Counter[int] = Counter()
        self._since = 0.0
        self._clock = clock

    def note(self, entry_id: int) -> None:
        """Count one reading."""
        with self._lock:
            if not self._pending:
                self._since = self._clock()
            self._pending[entry_id] += 1

    def pending(self, entry_id: int) -> int:
        """Readings of an entry that are counted here and not yet written."""
        return self._pending.get(entry_id, 0)

    def is_due(self) -> bool:
        """Whether the batch is large or old enough to be written."""
        with self._lock:
            if not self._pending:
                return False
            full = self._pending.total() >= BATCH
            return full or self._clock() - self._since >= SECONDS

    def flush(self) -> int:
        """Write what is pending in one transaction; returns how many readings were written."""
        with self._lock:
            batch, self._pending = self._pending, Counter()
        if not batch:
            return 0
        try:
            add_readings(batch)
        except DatabaseError:
            logger.warning("%d readings could not be written yet", batch.total())
            with self._lock:
                self._pending.update(batch)
                self._since = self._clock()
            return 0
        return batch.total()


@transaction.atomic
def add_readings(batch: Mapping[int, int]) -> None:
    """Add readings to the stored totals (entry id → how many); unknown entries are left out."""
    known = list(Entry.objects.filter(pk__in=batch).values_list("pk", flat=True))
    ViewCount.objects.bulk_create([ViewCount(entry_id=pk) for pk in known], ignore_conflicts=True)
    added = Case(*(When(entry_id=pk, then=Value(batch[pk])) for pk in known), default=Value(0))
    if known:
        ViewCount.objects.filter(entry_id__in=known).update(total=F("total") + added)


READINGS = ReadingCounter()
"""The counter of this process."""
