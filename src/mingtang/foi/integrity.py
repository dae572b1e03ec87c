"""Proof that requests, clocks, numbers and journal agree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from mingtang.duties.models import Duty
from mingtang.journal.faults import Fault
from mingtang.journal.models import Entry as JournalEntry

from .facts import REPLY
from .models import Letter, NumberSeries, Request
from .states import RUNNING, State

_NUMBER = re.compile(r"(.+)〔(\d{4})〕(\d+)号")


def check_requests() -> Iterator[Fault]:
    """Compare requests with duties, series and journal. Seven queries, each row once."""
    yield from _clocks()
    yield from _entries()
    yield from _series()


def _clocks() -> Iterator[Fault]:
    """A request in hand has one running duty to answer, and no other has one."""
    kind = Request._meta.label_lower
    duties = Duty.objects.filter(subject_type=kind, rule=REPLY).running()
    running = set(duties.values_list("subject_id", flat=True))
    rows = Request.objects.values_list("pk", "number", "state").order_by("pk")
    for key, number, state in rows.iterator(chunk_size=2_000):
        has = str(key) in running
        running.discard(str(key))
        if state in RUNNING and not has:
            yield Fault(number, "正在办理，却没有答复期限", "in hand without a running duty")
        if state not in RUNNING and has:
            yield Fault(
                number,
                f"状态为“{State(state).label}”，答复期限却还在计算",
                f"{state}, and its duty still runs",
            )
    for stray in sorted(running):
        yield Fault(f"#{stray}", "期限没有对应的申请", "a duty without its request")


def _entries() -> Iterator[Fault]:
    """Every request was received by an act in the journal, every answer given by one."""
    kind = Request._meta.label_lower
    acts: dict[str, set[str]] = defaultdict(set)
    ending = ("serve", "withdraw", "lapse_correction", "lapse_fee")
    wanted = ["request.receive", *(f"request.{act}" for act in ending)]
    found = JournalEntry.objects.filter(subject_type=kind, act__in=wanted)
    for subject, act in found.values_list("subject_id", "act").iterator(chunk_size=2_000):
        acts[subject].add(act)
    rows = Request.objects.values_list("pk", "number", "answered_on").order_by("pk")
    for key, number, answered_on in rows.iterator(chunk_size=2_000):
        done = acts[str(key)]
        if "request.receive" not in done:
            yield Fault(number, "日志里没有收到申请的记录", "no act in the journal received it")
        if answered_on is not None and not done - {"request.receive"}:
            yield Fault(number, "已答复，日志里却没有", "answered without an act in the journal")


def _series() -> Iterator[Fault]:
    """Each series runs from 1 to its last number without a gap."""
    used: dict[tuple[str, int], set[int]] = defaultdict(set)
    for rows in (Request.objects.all(), Letter.objects.exclude(number="")):
        for number in rows.order_by("pk").values_list("number", flat=True).iterator():
            match = _NUMBER.fullmatch(number)
            if match is None:
                yield Fault(number, "编号的形式不对", "a number of no known form")
                continue
            used[match[1], int(match[2])].add(int(match[3]))
    for series in NumberSeries.objects.order_by("words", "year"):
        serials = used.pop((series.words, series.year), set())
        missing = sorted(set(range(1, series.last + 1)) - serials)
        if missing:
            shown = "、".join(map(str, missing[:5]))
            yield Fault(
                f"{series.words}〔{series.year}〕",
                f"编号不连续，缺 {shown}",
                f"the series has gaps: {shown}",
            )
        if serials and max(serials) > series.last:
            yield Fault(
                f"{series.words}〔{series.year}〕",
                f"已用到 {max(serials)} 号，序列只到 {series.last}",
                f"{max(serials)} is in use, the series stands at {series.last}",
            )
    for words, year in sorted(used):
        yield Fault(f"{words}〔{year}〕", "编号没有序列", "numbers without their series")
