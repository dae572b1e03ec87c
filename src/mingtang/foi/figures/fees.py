"""Processing fees 信息处理费 (政府信息公开条例 art. 42; reported in section six of the report)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from mingtang.figures.registry import Figure, Rows
from mingtang.foi.models import FeeNotice
from mingtang.orgs.models import Unit

SOURCE = "政府信息公开条例第四十二条；国办函〔2020〕109号"


def _notices(field: str) -> Rows:
    def rows(year: int, unit: Unit | None) -> QuerySet[FeeNotice]:
        span = (date(year, 1, 1), date(year, 12, 31))
        found = FeeNotice.objects.filter(**{f"{field}__range": span})
        return found if unit is None else found.filter(request__unit=unit)

    return rows


def figures() -> Iterator[Figure]:
    """Notices sent and fees paid, in cases; the amounts stand in the rows."""
    for code, zh, en, definition, field in (
        ("notices", "收费通知", "fee notices", "本年发出的收费通知", "sent_on"),
        ("paid", "缴纳信息处理费", "fees paid", "本年缴费的申请", "paid_on"),
    ):
        yield Figure(
            f"foi.fee.{code}",
            zh,
            en,
            "件",
            definition,
            SOURCE,
            _notices(field),
            unit_field="request__unit_id",
        )
