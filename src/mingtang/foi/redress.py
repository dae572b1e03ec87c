"""The remedies against the reply to a request: where, until when (statute.foi.remedies).

Names of bodies are options of the installation.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings

from mingtang.duties.law import current_calendar
from mingtang.orgs.models import Unit
from mingtang.orgs.models.units import UnitKind
from mingtang.statute.foi.remedies import Level, Remedy, remedy

from .models import Item, Request

LEVELS = {UnitKind.GOVERNMENT: Level.COUNTY_GOVERNMENT, UnitKind.TOWNSHIP: Level.TOWNSHIP}


def level_of(unit: Unit) -> Level:
    """What kind of body answered, for the question who reviews it."""
    return LEVELS.get(UnitKind(unit.kind), Level.COUNTY_DEPARTMENT)


def review_body(unit: Unit) -> str:
    """Who reviews a unit's replies (行政复议法 art. 24)."""
    if level_of(unit) is Level.COUNTY_GOVERNMENT:
        return str(settings.MINGTANG_REVIEW_AUTHORITY_UPPER)
    return str(settings.MINGTANG_REVIEW_AUTHORITY) or f"{settings.MINGTANG_COUNTY_NAME}人民政府"


def remedies_of(request: Request, *, served_on: date | None = None) -> list[tuple[str, Remedy]]:
    """The remedies of the present reply as (matters they concern, remedy); matters that have the
    same remedy together, and no words before it when all have."""
    day = served_on or request.answered_on
    items = [each for each in request.items.filter(round=request.round) if each.outcome]
    if day is None or not items:
        return []
    groups: dict[str, tuple[Remedy, list[Item]]] = {}
    for item in items:
        found = _remedy(request.unit, item.outcome, day)
        groups.setdefault(found.text, (found, []))[1].append(item)
    if len(groups) == 1:
        return [("", next(iter(groups.values()))[0])]
    return [
        (f"第{'、'.join(str(each.n) for each in rows)}项", found) for found, rows in groups.values()
    ]


def _remedy(unit: Unit, outcome: str, day: date) -> Remedy:
    return remedy(
        outcome,
        level=level_of(unit),
        served_on=day,
        calendar=current_calendar(),
        review_authority=review_body(unit),
        court=settings.MINGTANG_COURT or "有管辖权的人民法院",
        online_route=settings.MINGTANG_REVIEW_ONLINE,
    )
