"""Documents through all services, in bulk and one by one.

In bulk: create, submit, approve, clear, publish for each of 300 documents, a hundred acts a
transaction, against the target of 60 documents a second. One by one: the last step alone, with
its gate and its own commit to disk, against 150 ms. Exits 1 when a target is missed.
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import date, datetime
from typing import Any

if __package__ in (None, ""):  # run as a file
    sys.path.insert(0, str(__import__("pathlib").Path(__file__).parent.parent))
from benchmarks.scratch import installation

COUNT = 300
SINGLES = 40
TARGET_PER_SECOND = 60.0
TARGET_PUBLISH_MS = 150.0


def main() -> int:
    """Measure and print; the exit code says whether the targets hold."""
    with installation("mingtang-bulk-"):
        from django.db import transaction

        from mingtang.demo.county import found

        with transaction.atomic():
            county = found(2019, 0.2, lambda done, total: None)
        ratio = _bulk(county)
        single = _one_by_one(county)
    return 0 if ratio >= 1 and single >= 1 else 1


def _pieces(county: Any, key: str, count: int) -> list[Any]:
    from mingtang.demo import plan_yearly
    from mingtang.demo.planning import Planner

    planner = Planner(county)
    days = planner.spread(count, date(2019, 4, 8), date(2019, 12, 2), county.rng(key))
    return [plan_yearly.execution_report(planner, number, day) for number, day in enumerate(days)]


def _bulk(county: Any) -> float:
    from django.db import connection

    from mingtang.demo import timeline
    from mingtang.demo.courses import Career

    pieces = _pieces(county, "bulk", COUNT)
    queries = 0

    def counted(execute: Any, *rest: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*rest)

    began, cpu = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(counted):
        acts = timeline.run([Career(county, each).live() for each in pieces], lambda *told: None)
    seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - cpu
    rate = COUNT / seconds
    print(
        f"{COUNT} documents through {acts} acts: {rate:.1f}/s "
        f"({rate / TARGET_PER_SECOND:.2f} of the target of {TARGET_PER_SECOND:.0f}/s); "
        f"{cpu_seconds / COUNT * 1000:.1f} ms of processor, {queries / COUNT:.0f} statements each"
    )
    return rate / TARGET_PER_SECOND


def _one_by_one(county: Any) -> float:
    from mingtang.demo.courses import Career
    from mingtang.disclosure import services
    from mingtang.disclosure.models import Document
    from mingtang.disclosure.states import State

    pieces = _pieces(county, "single", SINGLES)
    taken: list[float] = []
    for piece in pieces:
        piece.stop = State.WITH_OFFICE
        career = Career(county, piece)
        for _ in career.live():
            pass
        document = Document.objects.get(pk=career.document.pk)
        began = time.perf_counter()
        services.publish(
            document,
            by=county.office[0],
            at=datetime.now(tz=career.at.tzinfo),
            edition=document.edition,
        )
        taken.append((time.perf_counter() - began) * 1000)
    median, slow = statistics.median(taken), sorted(taken)[int(SINGLES * 0.95)]
    print(
        f"publishing one, with gate and commit: median {median:.1f} ms, 95th {slow:.1f} ms "
        f"({TARGET_PUBLISH_MS / median:.1f} times faster than {TARGET_PUBLISH_MS:.0f} ms)"
    )
    return TARGET_PUBLISH_MS / slow


if __name__ == "__main__":
    sys.exit(main())
