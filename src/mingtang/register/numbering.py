"""Index numbers 索引号: front part of the unit, year, serial. Form: the national guide for the
public catalogue (前段码/后段码); today's counties use the 18-character credit code in front."""

from __future__ import annotations

from django.db import transaction

from mingtang.journal.statements import Prepared, update
from mingtang.orgs.models import Unit
from mingtang.statute.violations import RuleViolation

from .models import NumberSeries

BASIS = "政府信息公开目录系统实施指引（试行）"
LAST_SERIAL = 99_999
FRONT_STYLES = ("uscc", "orgcode")


_SERIES = Prepared(
    lambda front, year: NumberSeries.objects.select_for_update().filter(front=front, year=year),
    str,
    int,
)


def front_part(unit: Unit, style: str = "uscc") -> str:
    """``uscc``: the 18-character credit code; ``orgcode``: its characters 9–17."""
    if style not in FRONT_STYLES:
        raise ValueError(style)
    return unit.uscc if style == "uscc" else unit.uscc[8:17]


def allocate(unit: Unit, *, year: int, style: str = "uscc") -> str:
    """The next index number of the unit and year, as ``front/YYYY-NNNNN``.

    The row of the series stays locked until the transaction ends, so that concurrent
    publications get different numbers, and a publication that fails gives its number back.
    """
    front = front_part(unit, style)
    with transaction.atomic(savepoint=False):
        row = next(iter(_SERIES.instances(front, year)), None)
        if row is None:
            NumberSeries.objects.get_or_create(front=front, year=year)
            row = _SERIES.instances(front, year)[0]
        row.last += 1
        update(row, ("last",))
    serial = row.last
    if serial > LAST_SERIAL:
        raise RuleViolation("index.full", f"{year} 年的索引号已用完。", BASIS)
    return f"{front}/{year}-{serial:05d}"
