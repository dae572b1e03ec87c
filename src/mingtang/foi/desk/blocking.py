"""What a request waits for, in words: for a page of rows in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from mingtang.foi.models import (
    Assistance,
    Consultation,
    Correction,
    FeeNotice,
    ReasonsAsked,
    Request,
)
from mingtang.foi.states import Consulted, Progress, State
from mingtang.statute.foi.receipt import Channel, needs_confirmation

_ASKED = {
    State.CORRECTING: (Correction, "等申请人补正"),
    State.PAYING: (FeeNotice, "等申请人缴费"),
    State.REASONING: (ReasonsAsked, "等申请人说明理由"),
}
_WHOM = {
    Consulted.THIRD_PARTY: "第三方",
    Consulted.COMAKER: "共同制作机关",
    Consulted.AGENCY: "其他机关",
}


def attach_blocks(rows: Iterable[Request]) -> None:
    """Set ``row.blocked`` to what each request waits for; empty when it only waits for its unit.

    At most five queries for any number of rows of one page; ``move_to`` must be joined.
    """
    page = list(rows)
    told: dict[int, list[str]] = defaultdict(list)
    for state, (model, whom) in _ASKED.items():
        keys = [row.pk for row in page if row.state == state]
        if keys:
            _notices(model, whom, keys, told)
    keys = [row.pk for row in page if row.is_open and row.state != State.ARRIVED]
    if keys:
        _consultations(keys, told)
        _assistances(keys, told)
    for row in page:
        words = [*_of_itself(row), *told[row.pk]]
        row.blocked = "；".join(words)  # type: ignore[attr-defined]


def _of_itself(row: Request) -> list[str]:
    """What the row alone tells."""
    words = []
    if row.state == State.ARRIVED:
        channel = Channel(row.channel)
        open_ = row.confirmed_on is None and needs_confirmation(channel, arrived_on=row.arrived_on)
        words.append("待与申请人确认收到日期" if open_ else "待登记")
    if row.state in (State.ARRIVED, State.IN_HAND) and row.move_to is not None:
        words.append(f"建议转给{row.move_to.short_name or row.move_to.name}")
    if row.state == State.SUSPENDED:
        words.append("中止办理")
    return words


def _notices(model: type[Any], words: str, keys: Sequence[int], told: dict[int, list[str]]) -> None:
    open_ = model.objects.filter(request_id__in=keys, progress=Progress.OPEN)
    for key, last in open_.values_list("request_id", "last_on"):
        told[key].append(_until(words, last))


def _consultations(keys: Sequence[int], told: dict[int, list[str]]) -> None:
    rows = Consultation.objects.waiting().filter(request_id__in=keys)
    for key, kind, last in rows.values_list("request_id", "kind", "last_on"):
        told[key].append(_until(f"征求{_WHOM[Consulted(kind)]}意见", last))


def _assistances(keys: Sequence[int], told: dict[int, list[str]]) -> None:
    rows = Assistance.objects.waiting().filter(request_id__in=keys)
    for key, unit in rows.values_list("request_id", "unit__short_name"):
        told[key].append(f"等{unit}协办")


def _until(words: str, last: date | None) -> str:
    return f"{words}，至 {last:%m-%d}" if last else f"{words}，未登记收到日期"
