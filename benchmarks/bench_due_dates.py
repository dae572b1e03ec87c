"""A million due dates: measured against the limit of one second and against a per-day loop.

Run: ``python benchmarks/bench_due_dates.py``. Prints each time and its ratio to the limit; exits 1
when the limit is missed.
"""

from __future__ import annotations

import sys
import time
from datetime import date, timedelta

import chinese_calendar
import numpy as np

from mingtang.statute.calendar import china_calendar
from mingtang.statute.due import due

COUNT = 1_000_000
LIMIT_SECONDS = 1.0
AMOUNT = 20
LOOP_COUNT = 2_000


def _by_loop(start: date, amount: int) -> date:
    """The plain way: walk day by day and ask the library about each."""
    day = start
    while amount:
        day += timedelta(days=1)
        amount -= chinese_calendar.is_workday(day)
    return day


def main() -> int:
    """Measure and print; the exit code says whether the limit holds."""
    calendar = china_calendar()
    first = np.datetime64("2006-01-01", "D")
    span = int((np.datetime64("2026-10-01", "D") - first).astype(int))
    starts = first + np.random.default_rng(2).integers(0, span, COUNT).astype("timedelta64[D]")

    begin = time.perf_counter()
    ends = calendar.due_dates(starts, AMOUNT)
    array_seconds = time.perf_counter() - begin
    print(
        f"{COUNT:,} due dates as one array: {array_seconds * 1000:.1f} ms, "
        f"{LIMIT_SECONDS / array_seconds:.0f} times faster than the limit of {LIMIT_SECONDS:.0f} s"
    )

    sample = starts[:LOOP_COUNT].tolist()
    begin = time.perf_counter()
    singles = [calendar.nth_working_day_after(start, AMOUNT) for start in sample]
    single = (time.perf_counter() - begin) / LOOP_COUNT
    print(f"one at a time: {single * 1e6:.2f} µs each, {single * COUNT:.2f} s for {COUNT:,}")

    begin = time.perf_counter()
    walked = [_by_loop(start, AMOUNT) for start in sample]
    loop = (time.perf_counter() - begin) / LOOP_COUNT
    print(
        f"chinesecalendar, day by day: {loop * 1e6:.1f} µs each; the array is "
        f"{loop * COUNT / array_seconds:.0f} times faster"
    )
    differing = sum(one != other for one, other in zip(singles, walked, strict=True))
    assert singles == ends[:LOOP_COUNT].tolist()
    print(f"dates that differ from the walked ones: {differing} (2005-12-31 is not in the range)")

    begin = time.perf_counter()
    for start in sample[:500]:
        due("foi.publish", max(start, date(2008, 5, 1)), calendar)
    explained = (time.perf_counter() - begin) / 500
    print(f"one explained due date with its strip: {explained * 1e6:.0f} µs")
    return 0 if array_seconds <= LIMIT_SECONDS and differing == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
