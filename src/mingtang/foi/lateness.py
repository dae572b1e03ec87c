"""Which running duties are late: a clock that stands still excuses only while it began in time."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q

from mingtang.duties.models import Duty, DutyEvent


def not_excused() -> Q:
    """Duties whose clock runs, or was stopped only after its due day had passed.

    The date of a clock that was stopped in time moves with each day; that of one stopped later
    stays what it was, so the stop lies after it.
    """
    too_late = DutyEvent.objects.filter(
        duty=OuterRef("pk"), kind=DutyEvent.Kind.STOPPED, on__gt=OuterRef("due_on")
    )
    return Q(stopped=False) | Q(Exists(too_late))


def is_late(day: date) -> Q:
    """Duties whose due day lies before ``day``, where no stop excuses that."""
    return Q(not_excused(), due_on__lt=day, status=Duty.Status.OPEN)
