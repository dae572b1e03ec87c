"""Reads of the first screen and of the fair board."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from mingtang.duties.law import current_calendar
from mingtang.duties.models import CardGiven, Duty
from mingtang.orgs.access import Access
from mingtang.orgs.models import Unit

from .lists.due import Due, due_of
from .rules import rule_name


@dataclass(frozen=True, slots=True)
class DueRow:
    """A duty as the first screen lists it."""

    duty: Duty
    due: Due
    rule: str


@dataclass(frozen=True, slots=True)
class DueNow:
    """What is late or due today, and what comes next; each with its full count."""

    late: list[DueRow]
    late_count: int
    today: list[DueRow]
    today_count: int
    coming: list[DueRow]


def working_duties(access: Access) -> QuerySet[Duty]:
    """The running duties that this person works on: those of the own units."""
    return Duty.objects.running().filter(unit_id__in=access.unit_ids)


def due_now(rows: QuerySet[Duty], today: date, *, most: int = 15, ahead: int = 10) -> DueNow:
    """By clock: late, due today, next. A stopped clock is neither late nor due. Five queries."""
    calendar = current_calendar()
    moving = rows.filter(stopped=False).select_related("unit", "assignee").by_due_date()  # type: ignore[attr-defined]

    def drawn(found: QuerySet[Duty]) -> list[DueRow]:
        return [
            DueRow(duty, due_of(duty, today=today, calendar=calendar), rule_name(duty.rule))
            for duty in found
        ]

    late, now = moving.filter(due_on__lt=today), moving.filter(due_on=today)
    counts = rows.filter(stopped=False, due_on__lte=today).aggregate(
        late=Count("pk", filter=Q(due_on__lt=today)), today=Count("pk", filter=Q(due_on=today))
    )
    return DueNow(
        late=drawn(late[:most]),
        late_count=counts["late"],
        today=drawn(now[:most]),
        today_count=counts["today"],
        coming=drawn(moving.filter(due_on__gt=today)[:ahead]),
    )


def board_rows(access: Access, *, since: date, until: date, today: date) -> list[dict[str, Any]]:
    """How the visible units did from ``since`` to ``until``: rows for the fair board.

    Counted are duties fulfilled in the period, and those that were overdue and not yet done at its
    end: a late answer not given is never better than a late answer given. Days are working days
    from the start to the fulfilment. Five queries.
    """
    duties = Duty.objects.visible_to(access)
    calendar = current_calendar()
    on_time: dict[int, int] = defaultdict(int)
    total: dict[int, int] = defaultdict(int)
    days: dict[int, list[tuple[int, int]]] = defaultdict(list)
    ended = duties.filter(
        status=Duty.Status.FULFILLED, ended_on__gte=since, ended_on__lte=until
    ).order_by()
    for unit, start, end, met, many in ended.values_list(
        "unit_id", "start_on", "ended_on", "met"
    ).annotate(many=Count("pk")):
        total[unit] += many
        on_time[unit] += many if met else 0
        days[unit].append((max(calendar.working_days_between(start, end), 0), many))
    overdue: dict[int, int] = {}
    open_late = (
        duties.filter(due_on__lt=min(today, until))
        .filter(
            Q(status=Duty.Status.OPEN, stopped=False)
            | Q(status=Duty.Status.FULFILLED, ended_on__gt=until)
        )
        .order_by()
        .values_list("unit_id")
        .annotate(many=Count("pk"))
    )
    for unit, many in open_late:
        overdue[unit] = many
        total[unit] += many
    cards: dict[tuple[int, str], int] = {
        (unit, colour): many
        for unit, colour, many in CardGiven.objects.filter(
            on__gte=since, on__lte=until, duty__in=duties
        )
        .order_by()
        .values_list("duty__unit_id", "colour")
        .annotate(many=Count("pk"))
    }
    with_cards = {unit for unit, _ in cards}
    return [
        {
            "unit": unit.name,
            "unit_id": unit.pk,
            "on_time": on_time[unit.pk],
            "total": total[unit.pk],
            "median_days": _median(days[unit.pk]),
            "open_overdue": overdue.get(unit.pk, 0),
            "yellow": cards.get((unit.pk, Duty.Card.YELLOW), 0),
            "red": cards.get((unit.pk, Duty.Card.RED), 0),
        }
        for unit in Unit.objects.visible_to(access)
        if total[unit.pk] or unit.pk in with_cards
    ]


def _median(counted: list[tuple[int, int]]) -> float | None:
    """The median of values given as (value, how many)."""
    ordered = sorted(counted)
    whole = sum(many for _, many in ordered)
    if not whole:
        return None
    low, high = (whole - 1) // 2, whole // 2
    found = []
    for position in (low, high):
        seen = 0
        for value, many in ordered:
            seen += many
            if position < seen:
                found.append(value)
                break
    return sum(found) / 2
