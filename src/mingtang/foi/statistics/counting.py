"""The numbers of the statistics page: counted from the cases of one year, of a unit or of all.

Nothing here names a person: kinds of applicants are counted, never who they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from statistics import median
from typing import Any

from django.db.models import F, IntegerField, Subquery

from mingtang.duties.clocks import clock_of
from mingtang.duties.law import current_calendar
from mingtang.duties.models import Duty, DutyEvent
from mingtang.foi.facts import REPLY
from mingtang.foi.figures import cases
from mingtang.foi.figures.requests import CHANNELS, codes_of_row, extended_in
from mingtang.orgs.models import Unit
from mingtang.statute.foi.applicants import KIND_LABELS
from mingtang.statute.foi.outcomes import OUTCOMES

MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Tally:
    """A number of a table: its figure, what it is called, its share of the largest (0–100)."""

    code: str
    label: str
    value: int
    share: int = 0
    group: str = ""


@dataclass
class Summary:
    """The year of a unit (or of all). ``rate`` is in per cent, None where there is nothing to
    divide; ``median`` and ``p90`` are working days, excluded days taken out."""

    year: int
    received: int = 0
    carried_in: int = 0
    done: int = 0
    carried_out: int = 0
    in_time: int = 0
    late: int = 0
    overdue: int = 0
    extended: int = 0
    median: float | None = None
    p90: int | None = None
    outcomes: list[Tally] = field(default_factory=list)
    channels: list[Tally] = field(default_factory=list)
    kinds: list[Tally] = field(default_factory=list)
    months: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def rate(self) -> float | None:
        """In time, out of all that ended and all that are open past their due date."""
        whole = self.done + self.overdue
        return round(100 * self.in_time / whole, 1) if whole else None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit's line: what it received and ended in the year, and how fast."""

    unit: Unit
    received: int
    done: int
    in_time: int
    overdue: int
    median: float | None

    @property
    def rate(self) -> float | None:
        whole = self.done + self.overdue
        return round(100 * self.in_time / whole, 1) if whole else None


@dataclass(frozen=True, slots=True)
class Ended:
    """A case that ended: its unit, outcome, month, whether in time, working days used."""

    unit_id: int
    code: str
    month: int
    in_time: bool
    days: int | None


def last_day(year: int, today: date) -> date:
    """Up to when a year can be overdue: its last day, in the present year yesterday."""
    return min(date(year, 12, 31), today - timedelta(days=1))


def summary_of(year: int, unit: Unit | None, *, today: date) -> Summary:
    """The numbers of a year. A fixed number of queries."""
    rows = cases.cases(unit)
    ended = list(_ended(rows, year, today))
    columns = ("channel", "applicant__kind", F("received"))
    came = list(cases.received_in(rows, year).values_list(*columns))
    days = [each.days for each in ended if each.days is not None]
    in_time = sum(each.in_time for each in ended)
    return Summary(
        year=year,
        received=len(came),
        carried_in=cases.carried_in(rows, year).count(),
        done=len(ended),
        carried_out=cases.carried_out(rows, year).count(),
        in_time=in_time,
        late=len(ended) - in_time,
        overdue=cases.overdue_on(rows, last_day(year, today)).count(),
        extended=extended_in(rows, year).count(),
        median=median(days) if days else None,
        p90=percentile(days, 90),
        outcomes=_outcomes(Counter(each.code for each in ended)),
        channels=_channels(Counter(channel for channel, _, _ in came)),
        kinds=_kinds(Counter(kind for _, kind, _ in came)),
        months=_months(Counter(day.month for _, _, day in came), ended),
    )


def percentile(values: Iterable[int], share: int) -> int | None:
    """The smallest value that at least ``share`` per cent do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[ceil(share / 100 * len(ordered)) - 1] if ordered else None


def units_of(year: int, *, today: date) -> list[UnitLine]:
    """The units that had requests in the year, in the order of the county's list."""
    rows = cases.cases()
    ended: dict[int, list[Ended]] = defaultdict(list)
    for each in _ended(rows, year, today):
        ended[each.unit_id].append(each)
    received = Counter(cases.received_in(rows, year).order_by().values_list("unit_id", flat=True))
    late = cases.overdue_on(rows, last_day(year, today)).order_by()
    overdue = Counter(late.values_list("unit_id", flat=True))
    known = Unit.objects.filter(pk__in={*ended, *received, *overdue})
    return [
        _line(unit, received[unit.pk], overdue[unit.pk], ended.get(unit.pk, []))
        for unit in known.order_by("order", "pk")
    ]


def _line(unit: Unit, received: int, overdue: int, ended: list[Ended]) -> UnitLine:
    days = [each.days for each in ended if each.days is not None]
    return UnitLine(
        unit=unit,
        received=received,
        done=len(ended),
        in_time=sum(each.in_time for each in ended),
        overdue=overdue,
        median=median(days) if days else None,
    )


def _ended(rows: cases.Rows, year: int, today: date) -> Iterator[Ended]:
    """The cases that ended in the year with the working days of their first clock."""
    first = cases.duties_of()
    found = cases.with_met(cases.done_in(rows, year)).annotate(
        duty=Subquery(first.values("pk")[:1], output_field=IntegerField()),
        began=Subquery(first.values("start_on")[:1]),
    )
    stopped = _stopped(year, today)
    calendar = current_calendar()
    for unit_id, code, done_on, in_time, duty, began in found.order_by().values_list(
        "unit_id", "done_code", "done_on", "in_time", "duty", "began"
    ):
        days: int | None = stopped.get(duty)
        if days is None and began is not None:
            days = calendar.working_days_between(began, max(began, done_on))
        yield Ended(unit_id, code, done_on.month, in_time, days)


def _stopped(year: int, today: date) -> dict[int, int]:
    """Working days of the clocks that stood still for a time; the days they stood are no days."""
    held = DutyEvent.objects.filter(kind=DutyEvent.Kind.STOPPED)
    ended = Duty.objects.filter(rule=REPLY, ended_on__range=cases.year_of(year))
    rows = ended.filter(pk__in=held.values("duty_id")).prefetch_related("events")
    calendar = current_calendar()
    return {
        duty.pk: clock_of(
            duty, today=today, calendar=calendar, events=list(duty.events.all())
        ).days_used
        for duty in rows
    }


def _outcomes(found: Counter[str]) -> list[Tally]:
    counts = [(each, sum(found[code] for code in codes_of_row(each.code))) for each in OUTCOMES]
    most = max((count for _, count in counts), default=0)
    return [
        Tally(
            f"foi.outcome.{each.code}",
            "" if each.label.startswith(each.group) else each.label,
            count,
            _share(count, most),
            each.group,
        )
        for each, count in counts
    ]


def _channels(found: Counter[str]) -> list[Tally]:
    counts = {code: sum(found[each] for each in kinds) for code, (_, _, kinds) in CHANNELS.items()}
    most = max(counts.values(), default=0)
    return [
        Tally(f"foi.channel.{code}", CHANNELS[code][0], count, _share(count, most))
        for code, count in counts.items()
    ]


def _kinds(found: Counter[str]) -> list[Tally]:
    most = max(found.values(), default=0)
    return [
        Tally(f"foi.received.{kind}", label, found[kind], _share(found[kind], most))
        for kind, label in KIND_LABELS.items()
    ]


def _months(came: Counter[int], ended: list[Ended]) -> list[tuple[int, int, int]]:
    done = Counter(each.month for each in ended)
    return [(month, came[month], done[month]) for month in MONTHS]


def _share(count: int, most: int) -> int:
    return round(100 * count / most) if most else 0


def years() -> list[int]:
    """The years in which there were requests, the last one first."""
    found: set[Any] = set()
    for field_name in ("receipt_on__year", "answered_on__year"):
        found |= set(cases.cases().order_by().values_list(field_name, flat=True).distinct())
    return sorted((int(each) for each in found if each), reverse=True)
