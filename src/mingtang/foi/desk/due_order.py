"""Sorting requests by the day they are due, which stands on their duty and not on the row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import DateField, F, OuterRef, Q, Subquery
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import GreaterThan, LessThan

from mingtang.duties.models import Duty
from mingtang.foi.models import Request
from mingtang.foi.queries import SUBJECT
from mingtang.workbench.lists.paging import Order


def due_day() -> Coalesce:
    """The day the nearest running duty about a request is due; of one without (it is not
    registered yet) the day it came, so that it stands among the most pressing."""
    running = Duty.objects.filter(
        subject_type=SUBJECT,
        subject_id=Cast(OuterRef("pk"), CharField()),
        status=Duty.Status.OPEN,
    ).order_by("due_on")
    return Coalesce(
        Subquery(running.values("due_on")[:1]), F("arrived_on"), output_field=DateField()
    )


@dataclass(frozen=True, slots=True)
class DueOrder(Order):
    """As :class:`Order`, by :func:`due_day`; made for lists of open requests."""

    @classmethod
    def made(cls, *, descending: bool) -> DueOrder:
        """By due date; what is compared with it are dates."""
        meta = Request._meta
        return cls(due_day(), descending, meta.get_field("arrived_on"), meta.pk, False)  # type: ignore[arg-type]

    def expressions(self, *, backwards: bool) -> list[Any]:
        down = self.descending != backwards
        day = due_day()
        return [day.desc() if down else day.asc(), "-pk" if down else "pk"]

    def beyond(self, value: Any, key: Any, *, backwards: bool) -> Q:
        down = self.descending != backwards
        further = LessThan(due_day(), value) if down else GreaterThan(due_day(), value)
        same = ~Q(LessThan(due_day(), value)) & ~Q(GreaterThan(due_day(), value))
        return Q(further) | (same & Q(**{f"pk__{'lt' if down else 'gt'}": key}))
