"""Requests for information: from the form to the receipt, the desk over 50,000 of them, and all
running clocks derived anew after a holiday notice.

Run: ``python benchmarks/bench_requests.py [REQUESTS]``. Pages are asked for through Django's test
client, middleware and templates included, on SQLite that waits for the disk at each commit; exits
1 when one misses its limit: 150 ms at p95 for the form and the lists, 5 s for 100,000 clocks.
Beside the times stands the processor time, which a machine that has other work to do leaves as it
is; the clocks are judged by it.
"""

from __future__ import annotations

import gc
import os
import re
import statistics
import sys
import time
from datetime import date
from typing import Any
from unittest.mock import patch

if __package__ in (None, ""):  # run as a file
    sys.path.insert(0, str(__import__("pathlib").Path(__file__).parent.parent))
from benchmarks.desk_rows import County
from benchmarks.request_rows import Requests, running_clocks
from benchmarks.scratch import installation

REQUESTS = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
SUBMITTED = 250
ROUNDS = 25
CLOCKS = 100_000
LIMIT_MS = 150.0
CLOCKS_LIMIT_SECONDS = 5.0
NOTICE = "元旦 01-01/01-03\n春节 02-05/02-13 +02-20"

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')

OFFICE, CLERK, LEADER = "disclosure_office", "clerk", "leader"
OPEN, ALL = "/desk/requests/", "/desk/requests/all/"
TOLD_ONLY = ("statistics",)
"""Told only: counts the requests of a year, for a question that is asked now and then."""

QUEUE_NAMES = (
    *("soon", "today", "overdue", "stopped", "confirm", "register", "corrected", "opinions"),
    *("lapsed", "receipt", "moves", "anew"),
)
BY_ROLE: tuple[tuple[str, str, str], ...] = tuple(
    (f"{what}, {role}", role, path)
    for role in (OFFICE, CLERK)
    for what, path in (
        ("open", OPEN),
        ("open, running", f"{OPEN}?running=true"),
        ("open, waiting for me", f"{OPEN}?waiting=true"),
        ("open, mine", f"{OPEN}?mine=true"),
        *((f"open, queue {name}", f"{OPEN}?queue={name}") for name in QUEUE_NAMES),
        ("open, search", f"{OPEN}?q=茶园补贴"),
        ("all", ALL),
        ("all, answered", f"{ALL}?answered=true"),
        ("all, search a common word", f"{ALL}?q=招标文件"),
        ("all, search a rare word", f"{ALL}?q=（34567）"),
        ("all, search nothing found", f"{ALL}?q=没有这样的申请"),
        ("all, search a number", f"{ALL}?q=依申请〔2024〕"),
        ("consultations", "/desk/requests/consultations/"),
        ("consultations, all", "/desk/requests/consultations/?progress="),
        ("challenges", "/desk/requests/challenges/"),
        ("workload", "/desk/requests/workload/"),
        ("first screen", "/desk/"),
        ("search everywhere", "/desk/search?q=34567"),
        ("duties", "/desk/duties/"),
    )
)
SCREENS: tuple[tuple[str, str, str], ...] = (
    *BY_ROLE,
    *((f"open, {state}", OFFICE, f"{OPEN}?state={state}") for state in (
        "arrived", "in_hand", "correcting", "reasoning", "paying", "suspended", "checking",
        "approved",
    )),
    *((f"all, {state}", OFFICE, f"{ALL}?state={state}") for state in (
        "closed", "moved", "split", "not_request", "archived",
    )),
    *((f"open, sort {sort}", OFFICE, f"{OPEN}?sort={sort}") for sort in (
        "-due", "number", "-number", "unit", "state", "-arrived_on",
    )),
    *((f"all, sort {sort}", OFFICE, f"{ALL}?sort={sort}") for sort in (
        "arrived_on", "number", "-number", "unit", "-unit", "state",
    )),
    ("open, one channel", OFFICE, f"{OPEN}?channel=letter"),
    ("open, one kind of applicant", OFFICE, f"{OPEN}?kind=B"),
    ("open, one unit", OFFICE, f"{OPEN}?unit=5"),
    ("open, a span of days", OFFICE, f"{OPEN}?since=2026-11-01&until=2026-11-10"),
    ("all, one channel", OFFICE, f"{ALL}?channel=fax"),
    ("all, one kind of applicant", OFFICE, f"{ALL}?kind=P"),
    ("all, one unit", OFFICE, f"{ALL}?unit=5"),
    ("all, one result", OFFICE, f"{ALL}?row=C3.6"),
    ("all, queue overdue", OFFICE, f"{ALL}?queue=overdue"),
    ("all, result of one unit", OFFICE, f"{ALL}?row=C4.1&unit=5"),
    ("all, answered in a span", OFFICE, f"{ALL}?answered_since=2024-01-01&unit=9"),
    ("all, arrived in a span", OFFICE, f"{ALL}?since=2023-01-01&until=2023-12-31"),
    ("all, unit by number", OFFICE, f"{ALL}?unit=5&sort=number"),
    ("consultations, search", OFFICE, "/desk/requests/consultations/?progress=&q=34567"),
    ("consultations, by sending", OFFICE, "/desk/requests/consultations/?progress=&sort=-sent_on"),
    ("challenges, pending", OFFICE, "/desk/requests/challenges/?result=none"),
    ("challenges, search", OFFICE, "/desk/requests/challenges/?q=34560"),
    ("reassign, of nobody in a unit", OFFICE, "/desk/requests/reassign/?person=0&unit=5"),
    ("open, leader", LEADER, OPEN),
    ("first screen, leader", LEADER, "/desk/"),
    ("first screen, supervisor", "supervisor", "/desk/"),
    ("open, supervisor", "supervisor", OPEN),
    ("fair board, this year", "supervisor", "/desk/watch/"),
    ("one request", OFFICE, "/desk/requests/40/"),
    ("one answered request", OFFICE, "/desk/requests/41/"),
    ("one applicant", OFFICE, "/desk/requests/applicants/41/"),
    ("taking one in", OFFICE, "/desk/requests/new/"),
    ("statistics", OFFICE, "/desk/requests/statistics/"),
)  # fmt: skip


def main() -> int:
    """Build, measure, judge."""
    # One address a request: how often one may file is tried elsewhere.
    with installation("mingtang-requests-") as folder:
        from django.test import Client
        from django.urls import get_resolver
        from django.utils import timezone

        assert get_resolver().url_patterns  # a view that cannot be loaded shows before the rows
        print(f"load of the machine {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, {folder}")
        begun = time.perf_counter()
        county = County(timezone.localdate())
        Requests(county).fill(
            REQUESTS,
            lambda what: print(f"{what} written after {time.perf_counter() - begun:.0f} s"),
        )
        gc.collect()
        gc.freeze()  # as the server does before the workers start
        good = [submitting(county)]
        clients = {}
        for role, person in county.people.items():
            clients[role] = Client(SERVER_NAME="localhost")
            clients[role].force_login(person, "django.contrib.auth.backends.ModelBackend")
        for name, role, path in SCREENS:
            held = screen(name, clients[role], path)
            good.append(held or name in TOLD_ONLY)
        good += clocks(county)
    print(f"{sum(good)} of {len(good)} within their limit; load {os.getloadavg()[0]:.1f}")
    return 0 if all(good) else 1


def submitting(county: County) -> bool:
    """Sending the form that was looked at, until the receipt with number and code is shown."""
    from django.db import connection
    from django.test import Client

    from mingtang.foi.citizen.guarding import Guarded

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (2,), "SQLite does not wait for the disk"
    with patch("django.core.signing.time.time", return_value=time.time() - 60):
        opened = Guarded.stamp()
    filling, sending = Times("form looked at"), Times("submit until receipt")
    for number in range(SUBMITTED):
        client = Client(SERVER_NAME="localhost", REMOTE_ADDR=f"10.9.{number // 250}.{number % 250}")
        form = _form(county, number, opened)
        client.get("/requests/new/")
        with filling:
            looked = client.post("/requests/new/", form)
        assert looked.status_code == 302, _said(looked)
        shown = client.get(looked["Location"]).content.decode()
        hidden = dict(HIDDEN.findall(shown))
        with sending:
            sent = client.post("/requests/new/preview/", hidden)
            receipt = client.get(sent.get("Location", ""))
        assert sent.status_code == 302, _said(sent)
        assert receipt.status_code == 200
        assert "查询码" in receipt.content.decode()
    told = filling.judge(), sending.judge()
    return all(told)


def _said(answer: Any) -> str:
    """The words of a page, without its marks."""
    return f"{answer.status_code} " + re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())


def _form(county: County, number: int, opened: str) -> dict[str, str]:
    return {
        "act": "preview",
        "opened": opened,
        "homepage": "",
        "kind": "N",
        "name": f"欧阳若兰{number}",
        "id_kind": "id_card",
        "id_number": "11010519491231002X",
        "phone": "13800138000",
        "address": "云溪县城关镇和平路12号3单元402室",
        "subject": f"2025年度义务教育学校布局调整方案（{number}）",
        "description": "方案全文以及全部附件。" * 40,
        "form": "electronic",
        "route": "online",
        "unit": str(county.units[number % len(county.units)].pk),
    }


def screen(name: str, client: Any, path: str) -> bool:
    """Ask ``ROUNDS`` times; print and judge."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    times = Times(name)
    for _ in range(ROUNDS):
        with times:
            client.get(path)
    return times.judge()


def clocks(county: County) -> list[bool]:
    """All running dates after a notice, with the histories that requests have."""
    from django.db import connection

    from mingtang.duties.cards import give_cards
    from mingtang.duties.models import Duty, HolidayNotice
    from mingtang.duties.notices import recompute

    today = county.today
    more = CLOCKS - Duty.objects.running().count()
    running_clocks(county, more, REQUESTS + SUBMITTED + 1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    give_cards(today=today)  # those of the past have been given
    recompute(today=today)  # and the projections of the day
    print(f"{Duty.objects.running().count():,} clocks run")
    held = [_derived("nothing new", today)]
    HolidayNotice.objects.create(
        year=today.year + 1, number="试", lines=NOTICE, entered_at=county_now(today)
    )
    return [*held, _derived("after a notice", today)]


def county_now(today: date) -> Any:
    """A moment of the day."""
    from benchmarks.desk_rows import _at

    return _at(today, 0)


def _derived(what: str, today: date) -> bool:
    from mingtang.duties.notices import recompute

    begun, spent = time.perf_counter(), time.process_time()
    moved = recompute(today=today)
    took, busy = time.perf_counter() - begun, time.process_time() - spent
    print(
        f"all dates derived anew, {what}, {moved:,} moved: {took:.2f} s by the clock, "
        f"processor {busy:.2f} s, limit / processor {CLOCKS_LIMIT_SECONDS / busy:.1f}"
        f"{'' if busy <= CLOCKS_LIMIT_SECONDS else '  MISSED'}"
    )
    return busy <= CLOCKS_LIMIT_SECONDS


class Times:
    """Times of one thing done often: by the clock and of the processor, in milliseconds."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.taken: list[float] = []
        self.busy: list[float] = []

    def __enter__(self) -> None:
        self._begun, self._spent = time.perf_counter(), time.process_time()

    def __exit__(self, *fault: object) -> None:
        self.taken.append(1000 * (time.perf_counter() - self._begun))
        self.busy.append(1000 * (time.process_time() - self._spent))

    def judge(self) -> bool:
        """Print; whether the limit holds at p95."""
        p50, p95 = statistics.median(self.taken), _p95(self.taken)
        print(
            f"{self.name:<44} p50 {p50:6.1f} ms  p95 {p95:6.1f} ms  limit / p95 "
            f"{LIMIT_MS / p95:5.1f}  processor p50 {statistics.median(self.busy):6.1f} "
            f"p95 {_p95(self.busy):6.1f} ms{'' if p95 <= LIMIT_MS else '  MISSED'}",
            flush=True,
        )
        return p95 <= LIMIT_MS


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20, method="inclusive")[18]


if __name__ == "__main__":
    sys.exit(main())
