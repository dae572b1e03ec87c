"""Named counts of the duty to publish (政府信息公开条例 art. 26: 20 working days)."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from mingtang.duties.models import Duty
from mingtang.orgs.models import Unit

from .registry import Figure, register

RULE = "foi.publish"
SOURCE = "政府信息公开条例第二十六条"


def _publish(unit: Unit | None) -> QuerySet[Duty]:
    rows = Duty.objects.filter(rule=RULE)
    return rows if unit is None else rows.filter(unit=unit)


def _days(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _opened(year: int, unit: Unit | None) -> QuerySet[Duty]:
    given_up = (Duty.Status.VOID, Duty.Status.LAPSED)
    return _publish(unit).filter(start_on__range=_days(year)).exclude(status__in=given_up)


def _fulfilled(year: int, unit: Unit | None) -> QuerySet[Duty]:
    rows = _publish(unit).filter(status=Duty.Status.FULFILLED)
    return rows.filter(ended_on__range=_days(year))


def _in_time(year: int, unit: Unit | None) -> QuerySet[Duty]:
    return _fulfilled(year, unit).filter(met=True)


def _late(year: int, unit: Unit | None) -> QuerySet[Duty]:
    return _fulfilled(year, unit).filter(met=False)


def _lapsed(year: int, unit: Unit | None) -> QuerySet[Duty]:
    rows = _publish(unit).filter(status=Duty.Status.LAPSED)
    return rows.filter(ended_on__range=_days(year))


def _overdue(year: int, unit: Unit | None) -> QuerySet[Duty]:
    _, last = _days(year)
    not_ended = Q(ended_on__isnull=True) | Q(ended_on__gt=last)
    return _publish(unit).filter(not_ended, due_on__lte=last)


def register_figures() -> None:
    """Called once from ``AppConfig.ready``."""
    for code, title_zh, title_en, definition, rows in (
        (
            "duties.publish.opened",
            "应公开信息",
            "publications that fell due to be made",
            "公开时限在本年起算、未被取消的",
            _opened,
        ),
        (
            "duties.publish.in_time",
            "按时公开",
            "published in time",
            "本年公开且不晚于到期日的",
            _in_time,
        ),
        (
            "duties.publish.late",
            "逾期公开",
            "published late",
            "本年公开但晚于到期日的",
            _late,
        ),
        (
            "duties.publish.lapsed",
            "更正起算日前已逾期",
            "overdue when their start was corrected or they were given up",
            "本年更正起算日、公开属性或作废时已经逾期，政务公开办没有认可更正的",
            _lapsed,
        ),
        (
            "duties.publish.overdue",
            "年末逾期未公开",
            "overdue at the end of the year",
            "到期日不晚于年末、年末尚未公开的",
            _overdue,
        ),
    ):
        register(Figure(code, title_zh, title_en, "件", definition, SOURCE, rows))
