"""Reads of the first screen and of the fair board."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from mingtang.duties.law import current_calendar
from mingtang.duties.models import CardGiven, Duty
from mingtang.orgs.access import Access
from mingtang.orgs.models import Unit
from mingtang.statute.calendar import FIRST_DAY

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
    late_count, today_count = late_and_today(rows, today)
    return DueNow(
        late=drawn(late[:most]),
        late_count=late_count,
        today=drawn(now[:most]),
        today_count=today_count,
        coming=drawn(moving.filter(due_on__gt=today)[:ahead]),
    )


def late_and_today(rows: QuerySet[Duty], today: date) -> tuple[int, int]:
    """How many clocks that run are late, and how many are due today. One query."""
    counts = rows.filter(stopped=False, due_on__lte=today).aggregate(
        late=Count("pk", filter=Q(due_on__lt=today)), today=Count("pk", filter=Q(due_on=today))
    )
    return counts["late"], counts["today"]


def board_rows(access: Access, *, since: date, until: date, today: date) -> list[dict[str, Any]]:
    """How the visible units did from ``since`` to ``until``: rows for the fair board.

    Counted are duties fulfilled in the period, those that were overdue and not yet done at its
    end, and those whose start was corrected in the period when they were overdue: a late answer
    not given, or corrected away, is never better than a late answer given. Days are working days
    from the start to the fulfilment. Six queries.
    """
    duties = Duty.objects.visible_to(access)
    on_time: dict[int, int] = defaultdict(int)
    total: dict[int, int] = defaultdict(int)
    days: dict[int, list[int]] = defaultdict(list)
    place = _Places()
    ended = duties.filter(
        status=Duty.Status.FULFILLED, ended_on__gte=since, ended_on__lte=until
    ).order_by()
    # As the database has them: to read a hundred thousand dates as dates, and whether each was met
    # as true or false, would take most of this page's time.
    plain = ended.values_list(
        "unit_id",
        Cast("start_on", CharField()),
        Cast("ended_on", CharField()),
        Case(When(met=True, then=Value("met")), default=Value("")),
    )
    for unit, start, end, met in plain.iterator(chunk_size=2000):
        days[unit].append(max(place[end] - place[start], 0))
        if met:
            on_time[unit] += 1
    for unit, taken in days.items():
        total[unit] = len(taken)
    overdue: dict[int, int] = defaultdict(int)
    late = duties.filter(due_on__lt=min(today, until)).order_by()
    kinds = [late.filter(status=Duty.Status.OPEN, stopped=False)]
    if until < today:
        ended_later = (Duty.Status.FULFILLED, Duty.Status.LAPSED)
        kinds.append(late.filter(status__in=ended_later, ended_on__gt=until))
    for rows in kinds:
        for unit, many in rows.values_list("unit_id").annotate(many=Count("pk")):
            overdue[unit] += many
            total[unit] += many
    for unit, many in _lapsed(duties, since, until):
        total[unit] += many
    given = CardGiven.objects.filter(on__gte=since, on__lte=until)
    if not access.sees_all_units:
        given = given.filter(duty__in=duties)
    cards: dict[tuple[int, str], int] = {
        (unit, colour): many
        for unit, colour, many in given.order_by()
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
            "median_days": median(days[unit.pk]) if days[unit.pk] else None,
            "open_overdue": overdue[unit.pk],
            "yellow": cards.get((unit.pk, Duty.Card.YELLOW), 0),
            "red": cards.get((unit.pk, Duty.Card.RED), 0),
        }
        for unit in Unit.objects.visible_to(access)
        if total[unit.pk] or unit.pk in with_cards
    ]


def _lapsed(duties: QuerySet[Duty], since: date, until: date) -> QuerySet[Duty, tuple[int, int]]:
    """Unit and number of the duties that a correction of the period took away overdue."""
    rows = duties.filter(status=Duty.Status.LAPSED, ended_on__gte=since, ended_on__lte=until)
    return rows.order_by().values_list("unit_id").annotate(many=Count("pk"))


class _Places(dict[str, int]):
    """The place of a day, as ISO text, in the row of all working days; each is worked out once."""

    def __init__(self) -> None:
        self._calendar = current_calendar()

    def __missing__(self, day: str) -> int:
        place = self._calendar.working_days_between(FIRST_DAY, date.fromisoformat(day))
        self[day] = place
        return place
