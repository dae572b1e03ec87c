"""Who has how much: open requests by unit and by person, in three queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q

from mingtang.duties.models import Duty
from mingtang.foi.facts import REPLY
from mingtang.foi.lateness import is_late
from mingtang.foi.models import Request
from mingtang.foi.states import State
from mingtang.orgs.access import Access
from mingtang.orgs.models import Leave

from .queues import soon_day

NOBODY = "未指定经办人"


@dataclass(slots=True)
class Load:
    """Counts of one unit or person. ``open`` holds ``soon``, ``overdue`` and ``stopped``; ``soon``
    are due within three working days and not overdue; ``arrived`` are not registered yet; ``where``
    is the filter of the list that opens the rows."""

    key: int
    name: str
    open: int = 0
    soon: int = 0
    overdue: int = 0
    stopped: int = 0
    arrived: int = 0
    away: str = ""
    people: list[Load] = field(default_factory=list)
    where: str = ""

    def add(self, row: Mapping[str, Any]) -> None:
        """Count further requests in."""
        self.open += row["open"]
        self.soon += row["soon"]
        self.overdue += row["overdue"]
        self.stopped += row["still"]


def loads(access: Access, today: date) -> list[Load]:
    """The units that the person sees with open requests, each with its people."""
    units: dict[int, Load] = {}
    away = _away(today)
    for row in _running(access, today):
        unit = units.setdefault(row["unit_id"], _unit(row["unit_id"], row["unit__short_name"]))
        unit.add(row)
        key = row["assignee_id"] or 0
        person = Load(key, row["assignee__name"] or NOBODY, away=away.get(key, ""))
        person.where = f"{unit.where}&assignee={key or 'none'}"
        person.add(row)
        unit.people.append(person)
    arrived = Request.objects.visible_to(access).filter(state=State.ARRIVED)
    counted = arrived.values("unit_id", "unit__short_name").annotate(n=Count("pk"))
    for key, name, number in counted.order_by().values_list("unit_id", "unit__short_name", "n"):
        units.setdefault(key, _unit(key, name)).arrived = number
    for unit in units.values():
        unit.people.sort(key=lambda each: (not each.key, -each.overdue, -each.open, each.name))
    return sorted(units.values(), key=lambda each: (-each.overdue, -each.open, each.name))


def _unit(key: int, name: str) -> Load:
    return Load(key, name, where=f"unit={key}")


def _running(access: Access, today: date) -> list[Any]:
    """Running duties to answer, counted by unit and person."""
    runs = Q(stopped=False)
    duties = Duty.objects.visible_to(access).running().filter(rule=REPLY)
    rows = duties.values("unit_id", "unit__short_name", "assignee_id", "assignee__name").annotate(
        open=Count("pk"),
        soon=Count("pk", filter=runs & Q(due_on__gte=today, due_on__lte=soon_day(today))),
        overdue=Count("pk", filter=is_late(today)),
        still=Count("pk", filter=~runs),
    )
    return list(rows.order_by())


def _away(today: date) -> dict[int, str]:
    """Who is on leave, until when, and who stands in."""
    rows = Leave.objects.in_force_on(today).select_related("deputy")
    return {row.account_id: f"休假至 {row.until:%m-%d}，{row.deputy.name}代理" for row in rows}
